// The inflater against zlib: texts of many shapes, with and without a dictionary.
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { load } from "./load.mjs";

const { fatiaoSearch } = load("fatiao-search/search-inflate.js");
const ROUNDS = 600;

/** Return a seeded random number generator (mulberry32). */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function made(next) {
  const words = ["国家秘密", "应当", "机关、单位", "第十五条", "的", "。\n", "x", "\u{20000}", "0123456789"];
  const length = Math.floor(next() * 400);
  const noise = next() < 0.2;
  let text = "";
  for (let n = 0; n < length; n++)
    text += noise ? String.fromCharCode(0x4e00 + Math.floor(next() * 20000)) : words[Math.floor(next() * words.length)];
  return Buffer.from(text);
}

/** Encode 13 bits in two printable characters, as conv/fatiao/search/store.py does. */
function asText(bytes) {
  const codes = [];
  for (let code = 33; codes.length < 91; code++) if (code !== 34 && code !== 92) codes.push(code);
  let held = 0, bits = 0, out = "";
  const put = (value) => (out += String.fromCharCode(codes[value % 91], codes[Math.floor(value / 91)]));
  for (const byte of bytes) {
    held |= byte << bits;
    bits += 8;
    if (bits < 13) continue;
    put(held & 8191);
    held >>>= 13;
    bits -= 13;
  }
  if (bits) put(held);
  return out;
}

test(`${ROUNDS} texts are inflated to their originals`, () => {
  const next = random(20261126);
  for (let round = 0; round < ROUNDS; round++) {
    const data = made(next);
    const dictionary = next() < 0.5 ? made(next).subarray(0, 16384) : Buffer.alloc(0);
    const level = Math.floor(next() * 10);
    const strategy = Math.floor(next() * 5);
    const options = { level, strategy, ...(dictionary.length ? { dictionary } : {}) };
    const packed = asText(deflateRawSync(data, options));
    const got = fatiaoSearch.inflate(packed, new Uint8Array(dictionary));
    assert.deepEqual(Buffer.from(got), data, `round ${round}`);
  }
});
