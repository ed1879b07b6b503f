// Fragments of provisions: the test vectors shared with Python, and strings that are not fragments.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load, plain, readJson } from "./load.mjs";

const { fatiaoPlaces: places } = load("fatiao-places.js");

for (const { article, paragraph, item, subitem, fragment, name } of readJson("tests/cases/fragments.json")) {
  const place = { article, paragraph, item, subitem };
  test(`${name} is ${fragment}`, () => {
    assert.equal(places.fragment(place), fragment);
    assert.equal(places.name(place), name);
    const full = [`art-${article}`, fragment].filter(Boolean).join("-");
    assert.deepEqual(plain(places.parse(full)), place);
    if (fragment) assert.deepEqual(plain(places.parse(fragment)), { ...place, article: "" });
  });
}

test("a string that is not a fragment of a provision is rejected", () => {
  for (const odd of ["", "chp-2", "art-", "art-1-", "para-", "para-1-item-", "xpara-1", "para-1x", "art-1-item-2", "fix-1"])
    assert.equal(places.parse(odd), null, odd);
});

test("numerals are written in Chinese", () => {
  const expected = { 0: "零", 10: "十", 11: "十一", 101: "一百零一", 110: "一百一十", 1010: "一千零一十", 10001: "一万零一", 100000: "100000" };
  for (const [value, words] of Object.entries(expected)) assert.equal(places.numeral(Number(value)), words);
});
