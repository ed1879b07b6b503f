// Folding and titles: the test vectors shared with Python.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load, plain, readJson } from "./load.mjs";

const { fatiaoSearch: search, fatiaoPlaces: places } = load("fatiao-places.js", "fatiao-search/search-text.js");

test("text is folded and split as in Python", () => {
  for (const { text, folded, runs } of readJson("tests/cases/search-normalise.json")) {
    assert.equal(search.fold(text), folded, text);
    assert.deepEqual(plain(search.runs(folded)), runs, text);
  }
});

test("titles are shortened as in Python", () => {
  for (const { title, short } of readJson("tests/cases/titles.json")) assert.equal(search.shortTitle(title), short);
});

test("numerals are read back", () => {
  for (let value = 1; value < 9999; value += 37) assert.equal(search.parseNumeral(places.numeral(value)), value);
  assert.ok(Number.isNaN(search.parseNumeral("甲")));
});
