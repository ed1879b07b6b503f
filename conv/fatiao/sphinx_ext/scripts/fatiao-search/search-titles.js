// Finds laws by name, and articles by queries such as 保密条例15.
// @ts-check
"use strict";

(() => {
  const { fold, bare, parseNumeral, NUMERAL, NOTES, PAST, store } = fatiaoSearch;

  /** Return the best match of a name with the names of a law. @param {string} wanted @param {Law} law @returns {LawMatch | null} */
  function matchLaw(wanted, law) {
    let best = null;
    for (const name of law.names) {
      const at = name.indexOf(wanted);
      let grade = name === wanted ? 4 : at === 0 ? 3 : at > 0 ? 2 : 0;
      let span = name.length;
      if (!grade && wanted.length > 1) {
        span = subsequence(wanted, name);
        if (span) grade = 1;
      }
      if (grade && (!best || grade > best.grade || (grade === best.grade && span < best.span)))
        best = { law, grade, span };
    }
    return best;
  }

  /** Return the length of the shortest substring that holds the characters in order, or 0. @param {string} wanted @param {string} name */
  function subsequence(wanted, name) {
    let best = 0;
    for (let start = name.indexOf(wanted[0]); start >= 0; start = name.indexOf(wanted[0], start + 1)) {
      let at = start;
      for (let n = 1; n < wanted.length && at >= 0; n++) at = name.indexOf(wanted[n], at + 1);
      if (at < 0) break;
      if (!best || at - start + 1 < best) best = at - start + 1;
    }
    return best;
  }

  /** Return the laws that match a name, best first.  An older text matches only its exact name, which holds the year;
   * editor's notes never match. @param {string} wanted a bare name @returns {LawMatch[]} */
  function lawsNamed(wanted) {
    if (!wanted) return [];
    const found = store.index.laws.flatMap((law) => {
      const match = law.kind === NOTES ? null : matchLaw(wanted, law);
      return match && (law.kind !== PAST || match.grade === 4) ? match : [];
    });
    return found.sort(
      (a, b) => b.grade - a.grade || a.span - b.span || a.law.names[0].length - b.law.names[0].length,
    );
  }

  /** Return the ordinal of an article number, or -1. @param {Law} law @param {number} value @param {string} insert */
  function articleNumbered(law, value, insert) {
    let ordinal = law.first;
    for (const part of law.numbers.split(",")) {
      const [first, last = first] = part.split(":");
      if (insert ? first === `${value}-${insert}` : Number(first) <= value && value <= Number(last) && first)
        return ordinal + (insert ? 0 : value - Number(first));
      ordinal += first === last ? 1 : Number(last) - Number(first) + 1;
    }
    return -1;
  }

  const COUNT = `(\\d{1,5}|${NUMERAL})`;

  const JUMP = new RegExp(
    `^(.*?)(第?)\\s*${COUNT}\\s*(条?)(?:[之-]${COUNT})?(?:第?${COUNT}款)?(?:第?\\(?${COUNT}\\)?项)?$`,
    "u",
  );

  /** Return the articles that a query such as 保密条例第十五条, 保密条例15 or 第十五条 names; `direct` is true if one of them is
   * clearly meant. @param {string} query */
  function findJumps(query) {
    const found = JUMP.exec(fold(query).replace(/["《》〈〉]/g, "").trim().replace(/\s+/g, " "));
    /** @type {Jump[]} */
    const jumps = [];
    if (!found) return { jumps, direct: false };
    const [, name, mark, number, article, insert = "", paragraph = "", item = ""] = found;
    const title = bare(name);
    // 同一 and 12339 do not name an article; 保密条例15 does.
    if (!article && !(title && (mark || /\d/.test(number)))) return { jumps, direct: false };
    /** @type {LawMatch[]} */
    const matches = title ? lawsNamed(title) : store.index.laws.filter(({ kind }) => kind !== NOTES && kind !== PAST).map((law) => ({ law, grade: 0, span: 0 }));
    /** @type {LawMatch[]} */
    const named = [];
    for (const match of matches) {
      const { law, grade } = match;
      if (grade < 4 && matches[0].grade === 4) break;
      const at = articleNumbered(law, parseNumeral(number), insert && String(parseNumeral(insert)));
      /** @param {string} text */
      const plain = (text) => text && String(parseNumeral(text));
      if (at < 0) continue;
      jumps.push({ law, ordinal: at, paragraph: plain(paragraph), item: plain(item) });
      named.push(match);
    }
    if (!title) return { jumps, direct: false };
    // If two laws match equally well, the reader chooses.
    const [best, next] = named;
    const tie = next && next.grade === best.grade && (best.grade > 1 || next.span === best.span);
    return { jumps: jumps.slice(0, 5), direct: named.length > 0 && !tie };
  }

  Object.assign(fatiaoSearch, { lawsNamed, findJumps });
})();
