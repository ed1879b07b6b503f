// Laws by name, and the articles that a reader means by 保密条例15.
// @ts-check
"use strict";

(() => {
  const { fold, bare, parseNumeral, NUMERAL, NOTES, PAST, store } = fatiaoSearch;

  /** How well a wanted name fits the names of a law. @param {string} wanted @param {Law} law @returns {LawMatch | null} */
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

  /** Length of the shortest stretch that holds the characters in order, or 0. @param {string} wanted @param {string} name */
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

  /** Laws by name, best first; an older text has none but with its year, the editor's notes have none. @param {string} wanted bare @returns {LawMatch[]} */
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

  /** The ordinal of a numbered article, or -1. @param {Law} law @param {number} value @param {string} insert */
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

  /** 保密条例第十五条, 保密条例15, 第十五条: the articles that are meant. @param {string} query */
  function findJumps(query) {
    const found = JUMP.exec(fold(query).replace(/["《》〈〉]/g, "").trim().replace(/\s+/g, " "));
    /** @type {Jump[]} */
    const jumps = [];
    if (!found) return { jumps, direct: false };
    const [, name, mark, number, article, insert = "", paragraph = "", item = ""] = found;
    const title = bare(name);
    // 同一 and 12339 are no articles; 保密条例15 is one.
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
    // Two laws that fit equally well are for the reader to choose from.
    const [best, next] = named;
    const tie = next && next.grade === best.grade && (best.grade > 1 || next.span === best.span);
    return { jumps: jumps.slice(0, 5), direct: named.length > 0 && !tie };
  }

  Object.assign(fatiaoSearch, { lawsNamed, findJumps });
})();
