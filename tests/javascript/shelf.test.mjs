// The list of kept items as the line of an address: it survives a round trip, and invalid parts are rejected.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load, plain } from "./load.mjs";

const { fatiaoShelf } = load("fatiao-shelf.js");
const there = (items) => plain(fatiaoShelf.decode(fatiaoShelf.encode(items)));

test("provisions, laws, terms, headings and notes come back in their order", () => {
  const items = [
    { kind: "heading", text: "第一讲：*定密*; ~甲!", at: "", note: "" },
    { kind: "provision", text: "yl-books@2020-03-01", at: "2", note: "先读；\n再比较*" },
    { kind: "provision", text: "yl-books@2020-03-01", at: "2.2.1-1.3", note: "" },
    { kind: "law", text: "yl-books@2020-03-01", at: "", note: "" },
    { kind: "provision", text: "yl-reading", at: "120-1", note: "" },
    { kind: "provision", text: "yl-reading", at: "0.3", note: "" },
    { kind: "term", text: "tu-shu-0a1b", at: "", note: "x" },
  ];
  assert.deepEqual(there(items), { items, strange: 0 });
});

test("a law is named once for consecutive provisions", () => {
  const items = ["1", "2.1"].map((at) => ({ kind: "provision", text: "yl-books@2020-03-01", at, note: "" }));
  assert.equal(fatiaoShelf.encode(items), "1;yl-books@2020-03-01:1;:2.1");
});

test("invalid parts are counted and left out", () => {
  const strange = ["../evil:1", "a@2020-1-1", ":", "x:1.2.3.4.5", "~<b>", "!", "%", "javascript:alert(1)", "x:art-1", ":5"];
  for (const part of strange) assert.deepEqual(plain(fatiaoShelf.decode(`1;${part}`)), { items: [], strange: 1 }, part);
  assert.deepEqual(plain(fatiaoShelf.decode("2;yl-books:1")), { items: [], strange: 1 });
  assert.deepEqual(plain(fatiaoShelf.decode("")), { items: [], strange: 0 });
  assert.equal(fatiaoShelf.decode(`1${";!a".repeat(600)}`).items.length, fatiaoShelf.MOST);
  assert.equal(fatiaoShelf.decode(`1;!${"a".repeat(5000)}`).items.length, 0);
});

test("only valid items of a file are accepted", () => {
  const good = { kind: "law", text: "yl-books", at: "", note: "" };
  assert.ok(fatiaoShelf.isKept(good));
  for (const bad of [null, 1, {}, { ...good, kind: "page" }, { ...good, text: "A b" }, { ...good, at: "1" }, { ...good, note: 3 }])
    assert.ok(!fatiaoShelf.isKept(bad));
});
