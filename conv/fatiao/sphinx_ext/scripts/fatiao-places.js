// Fragments, page names and names of provisions.  JavaScript version of conv/fatiao/ids.py; both are tested with the same
// vectors (tests/cases/fragments.json).
// @ts-check
"use strict";

/** @typedef {{article: string, paragraph: string, item: string, subitem: string}} Place
 * Numbers as in an eId: "120-1" for 第一百二十条之一.  A level that the place does not name is empty. */

(() => {
  const NUMBER = "(\\d+(?:-\\d+)?)";
  const FRAGMENT = new RegExp(
    `^(?:art-${NUMBER}(?:-(?=para-)|$))?(?:para-(\\d+)(?:-item-${NUMBER})?(?:-subitem-${NUMBER})?)?$`,
  );
  const DIGITS = "零一二三四五六七八九";
  /** @type {[number, string][]} */
  const UNITS = [[1000, "千"], [100, "百"], [10, "十"], [1, ""]];
  const LARGEST = 99999;

  /** Return the place that a fragment names, or null. @param {string} fragment @returns {Place | null} */
  function parse(fragment) {
    const found = fragment ? FRAGMENT.exec(fragment) : null;
    if (!found) return null;
    const [article = "", paragraph = "", item = "", subitem = ""] = found.slice(1);
    return { article, paragraph, item, subitem };
  }

  /** Return the fragment of a place on its article's page: para-1-item-3. @param {Place} place */
  function fragment({ paragraph, item, subitem }) {
    const levels = [["para", paragraph], ["item", item], ["subitem", subitem]];
    return levels.filter(([, number]) => number).map((level) => level.join("-")).join("-");
  }

  /** Return the file name of an article's page. @param {string} article */
  const page = (article) => `art-${article}.html`;

  /** Return 一百二十 for 120; a number above 99,999 stays as it is. @param {number} value @returns {string} */
  function numeral(value) {
    if (value > LARGEST) return String(value);
    let out = value >= 10000 ? `${numeral(Math.floor(value / 10000))}万` : "";
    let pending = false;
    let rest = value % 10000;
    for (const [unit, name] of UNITS) {
      const digit = Math.floor(rest / unit);
      rest %= unit;
      if (!digit) {
        pending = out !== "";
        continue;
      }
      out += (pending ? "零" : "") + (digit === 1 && unit === 10 && !out ? "" : DIGITS[digit]) + name;
      pending = false;
    }
    return out || "零";
  }

  /** Return 第八条第一款, or 第8条第1款 in Arabic numerals. @param {Place} place @param {boolean} [chinese] */
  function name({ article, paragraph, item, subitem }, chinese = true) {
    const levels = [[article, "条"], [paragraph, "款"], [item, "项"], [subitem, "目"]];
    return levels
      .filter(([number]) => number)
      .map(([number, unit]) => {
        const [value, insert] = number.split("-").map(Number);
        return `第${chinese ? numeral(value) : value}${unit}${insert ? `之${numeral(insert)}` : ""}`;
      })
      .join("");
  }

  globalThis.fatiaoPlaces = { parse, fragment, page, numeral, name };
})();
