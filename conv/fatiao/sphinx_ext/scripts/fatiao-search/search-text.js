// Folds text for comparison and parses queries.  JavaScript version of conv/fatiao/search/normalise.py; both are tested with
// the same vectors.
// @ts-check
"use strict";

(() => {
  const BREAK = "[\\p{P}\\p{S}\\p{Z}]";
  const BREAKS = new RegExp(`${BREAK}+`, "u");
  // A run of characters without combining marks, or one character with its marks; the voice marks of half-width kana count
  // as marks.
  const CLUSTER =
    /[ -\u02ff\u2010-\u2027\u3000-\u3029\u4e00-\u9fff\uff01-\uff5e]+(?![\p{M}\uff9e\uff9f])|[^\p{M}\uff9e\uff9f]?[\p{M}\uff9e\uff9f]*/gu;
  const EASY = /^[ -\u02ff\u2010-\u2027\u3000-\u3029\u4e00-\u9fff\uff01-\uff5e]+$/;
  // The characters that folding may change in an easy text.
  const CHANGED = /[^ -@[-~、。〈〉《》\u4e00-\u9fff]/g;
  const INVISIBLE = /[\p{Cf}\p{Cs}\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u;
  const SPACE = /[\p{Z}\p{Cc}]/u;
  /** @type {Record<string, string>} */
  const EXTRA = { "○": "〇", "“": '"', "”": '"', "‘": "'", "’": "'" };
  const DIGITS = "零一二三四五六七八九";
  const NUMERAL = "[零〇一二两三四五六七八九十百千]+";
  // Signs next to a letter or digit belong to the word: C++, C#, 5%, ±5, AT&T.
  const SIGNS = /[\p{L}\p{N}][+#%‰]|[±$¥€£#][\p{L}\p{N}]|[\p{L}\p{N}][&@][\p{L}\p{N}]/u;
  const LONGEST = 120;
  const MOST_WORDS = 10;

  /** @type {Map<string, string>} */
  const folds = new Map();

  /** Fold a character with its marks. @param {string} cluster */
  function foldCluster(cluster) {
    if (cluster >= "\u4e00" && cluster <= "\u9fff" && cluster.length === 1) return cluster;
    let out = folds.get(cluster);
    if (out === undefined) {
      out = "";
      for (const char of cluster.normalize("NFKC")) {
        if (SPACE.test(char)) out += " ";
        else if (!INVISIBLE.test(char)) out += EXTRA[char] || char.toLowerCase();
      }
      if (folds.size < 5000) folds.set(cluster, out);
    }
    return out;
  }

  /**
   * Return the folded text, and for each of its UTF-16 units the offset in the original; the last offset is its length.
   * @param {string} text
   * @param {number[]} [at] array to append the offsets to
   * @returns {{folded: string, at: number[]}}
   */
  function foldWithOffsets(text, at = []) {
    let folded = "";
    for (const { 0: stretch, index = 0 } of text.matchAll(CLUSTER)) {
      const easy = EASY.test(stretch);
      for (let n = 0; n < stretch.length; n += easy ? 1 : stretch.length) {
        const out = foldCluster(easy ? stretch[n] : stretch);
        for (let unit = 0; unit < out.length; unit++) at.push(index + n);
        folded += out;
      }
    }
    at.push(text.length);
    return { folded, at };
  }

  /** @param {string} text @returns {string} */
  const fold = (text) => (EASY.test(text) ? text.replace(CHANGED, foldCluster) : foldWithOffsets(text).folded);

  /** Return the runs of a folded text between punctuation. @param {string} folded @returns {string[]} */
  const runs = (folded) => folded.split(BREAKS).filter(Boolean);

  /** Return a folded name without its punctuation. @param {string} name */
  const bare = (name) => (/^[\u4e00-\u9fff]*$/.test(name) ? name : runs(fold(name)).join(""));

  /** Parse 十五 or 15; NaN for anything else. @param {string} text @returns {number} */
  function parseNumeral(text) {
    if (/^\d+$/.test(text)) return Number(text);
    if (!new RegExp(`^${NUMERAL}$`).test(text)) return NaN;
    let total = 0, digit = 0;
    for (const char of text.replace(/〇/g, "零").replace(/两/g, "二")) {
      const unit = { 十: 10, 百: 100, 千: 1000 }[char];
      if (unit) (total += (digit || 1) * unit), (digit = 0);
      else digit = DIGITS.indexOf(char);
    }
    return total + digit;
  }

  /**
   * Return every spelling that a piece of a query matches: 第15条 and 第十五条; traditional and simplified.
   * @param {string} piece
   * @param {boolean} quoted
   * @param {(char: string) => string[]} simplify returns the simplified forms of a character
   * @returns {string[]}
   */
  function spellings(piece, quoted, simplify) {
    let all = [""];
    for (const char of piece) {
      const forms = simplify(char);
      all = all.flatMap((start) => forms.map((form) => start + form)).slice(0, 16);
    }
    const UNIT = "(?=[条款项目章节编])";
    if (!quoted)
      all = all.flatMap((text) => [
        text,
        text.replace(new RegExp(`第(\\d{1,5})${UNIT}`, "g"), (_, n) => `第${fatiaoPlaces.numeral(Number(n))}`),
        text.replace(new RegExp(`第(${NUMERAL})${UNIT}`, "g"), (_, n) => `第${parseNumeral(n)}`),
      ]);
    return [...new Set(all)];
  }

  /** @param {string} text */
  const literal = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

  /** @param {string[]} forms @param {(form: string) => string} [write] */
  const either = (forms, write = literal) => `(?:${forms.map(write).join("|")})`;

  /** Return a pattern that allows punctuation between any two characters. @param {string} form */
  const loosely = (form) => [...form].map(literal).join(`${BREAK}*`);

  /**
   * @param {string} text
   * @param {boolean} quoted
   * @param {(char: string) => string[]} simplify
   * @returns {Word}
   */
  function makeWord(text, quoted, simplify) {
    const pieces = [runs(text).join("")];
    const forms = pieces.map((piece) => spellings(piece, quoted, simplify));
    const signed = !quoted && SIGNS.test(text);
    // A quoted phrase, and a word with a sign (C++, 5%), match as typed; elsewhere punctuation in the query matches any
    // punctuation or none.
    const source = quoted || signed ? either(spellings(text, true, simplify)) : forms.map((form) => either(form, loosely)).join("");
    return { text, pieces, quoted: quoted || signed, forms, pattern: new RegExp(source, "gu") };
  }

  /**
   * Parse a query.  Words are separated by white space and all must match; "…" or “…” is a phrase as typed, and -… excludes.
   * @param {string} query
   * @param {(char: string) => string[]} [simplify]
   * @returns {{words: Word[], without: Word[], cut: boolean}} cut: part of a long query was ignored
   */
  function parse(query, simplify = (char) => [char]) {
    const chars = [...query];
    const parts = fold(chars.slice(0, LONGEST).join("")).split('"');
    const closed = parts.length % 2 ? parts.length : parts.length - 1;
    /** @type {Map<string, Word>} */
    const words = new Map();
    /** @type {Word[]} */
    const without = [];
    parts.forEach((part, n) => {
      const quoted = n % 2 === 1 && n < closed;
      for (const text of quoted ? [part.trim()] : part.split(" "))
        if (!runs(text).length) continue;
        else if (!quoted && /^-[^-]/.test(text)) without.push(makeWord(text.slice(1), false, simplify));
        else words.set(`${quoted}${text}`, makeWord(text, quoted, simplify));
    });
    const all = [...words.values()];
    return { words: all.slice(0, MOST_WORDS), without: without.slice(0, MOST_WORDS), cut: chars.length > LONGEST || all.length > MOST_WORDS };
  }

  /** Return a title without the name of the state, as conv/fatiao/language/titles.py does. @param {string} title @returns {string} */
  function shortTitle(title) {
    return title.replace(/^中华人民共和国/, "") || title;
  }

  // Kinds of texts in the index that are not laws in force; named by fatiao.sphinx_ext.output.search.
  const [NOTES, PAST] = ["编者注", "历史文本"];

  Object.assign(fatiaoSearch, { NOTES, PAST, shortTitle, fold, foldWithOffsets, runs, bare, parse, parseNumeral, NUMERAL });
})();
