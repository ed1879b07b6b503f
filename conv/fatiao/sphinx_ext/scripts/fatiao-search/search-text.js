// Folding and query syntax: the twin of conv/fatiao/search/normalise.py.  Both are tested with the same vectors.
// @ts-check
"use strict";

(() => {
  const BREAK = "[\\p{P}\\p{S}\\p{Z}]";
  const BREAKS = new RegExp(`${BREAK}+`, "u");
  // A stretch of characters that nothing composes with, or one character with its marks; the voice marks of half-width
  // kana are marks here too.
  const CLUSTER =
    /[ -\u02ff\u2010-\u2027\u3000-\u3029\u4e00-\u9fff\uff01-\uff5e]+(?![\p{M}\uff9e\uff9f])|[^\p{M}\uff9e\uff9f]?[\p{M}\uff9e\uff9f]*/gu;
  const EASY = /^[ -\u02ff\u2010-\u2027\u3000-\u3029\u4e00-\u9fff\uff01-\uff5e]+$/;
  // What folding may change in an easy text.
  const CHANGED = /[^ -@[-~、。〈〉《》\u4e00-\u9fff]/g;
  const INVISIBLE = /[\p{Cf}\p{Cs}\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u;
  const SPACE = /[\p{Z}\p{Cc}]/u;
  /** @type {Record<string, string>} */
  const EXTRA = { "○": "〇", "“": '"', "”": '"', "‘": "'", "’": "'" };
  const DIGITS = "零一二三四五六七八九";
  const NUMERAL = "[零〇一二两三四五六七八九十百千]+";
  // Behind or before a letter or a digit they are part of the word: C++, C#, 5%, ±5, AT&T.
  const SIGNS = /[\p{L}\p{N}][+#%‰]|[±$¥€£#][\p{L}\p{N}]|[\p{L}\p{N}][&@][\p{L}\p{N}]/u;
  const LONGEST = 120;
  const MOST_WORDS = 10;

  /** @type {Map<string, string>} */
  const folds = new Map();

  /** A character with its marks, folded. @param {string} cluster */
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
   * The text as it is compared, and for each of its UTF-16 units where that came from in the original.
   * @param {string} text
   * @param {number[]} [at] takes the offsets
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

  /** The words of a folded text. @param {string} folded @returns {string[]} */
  const runs = (folded) => folded.split(BREAKS).filter(Boolean);

  /** A name without its punctuation. @param {string} name */
  const bare = (name) => (/^[\u4e00-\u9fff]*$/.test(name) ? name : runs(fold(name)).join(""));

  /** 十五 or 15 as a number; NaN for anything else. @param {string} text @returns {number} */
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
   * Every spelling that a piece of a query stands for: 第15条 and 第十五条; traditional and simplified.
   * @param {string} piece
   * @param {boolean} quoted
   * @param {(char: string) => string[]} simplify the characters that one stands for
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

  /** A pattern of words as a reader remembers them: punctuation may stand between any two characters.  @param {string} form */
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
    // As typed between quotes, and where a sign belongs to a word (C++, 5%); otherwise punctuation in the query matches any
    // or none in the text.
    const source = quoted || signed ? either(spellings(text, true, simplify)) : forms.map((form) => either(form, loosely)).join("");
    return { text, pieces, quoted: quoted || signed, forms, pattern: new RegExp(source, "gu") };
  }

  /**
   * Words are parted by white space and all of them count; "…" or “…” is a phrase as typed, and -… must not be there.
   * @param {string} query
   * @param {(char: string) => string[]} [simplify]
   * @returns {{words: Word[], without: Word[], cut: boolean}} cut where the query was longer than is looked for
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

  /** A title without the name of the state.  Twin of conv/fatiao/language/titles.py. @param {string} title @returns {string} */
  function shortTitle(title) {
    return title.replace(/^中华人民共和国/, "") || title;
  }

  // What the index calls groups that are no laws in force: fatiao.sphinx_ext.output.search.
  const [NOTES, PAST] = ["编者注", "历史文本"];

  Object.assign(fatiaoSearch, { NOTES, PAST, shortTitle, fold, foldWithOffsets, runs, bare, parse, parseNumeral, NUMERAL });
})();
