// The engine: loads what a query needs of the index, intersects, ranks, verifies.  Knows nothing of the page.
// Formats: conv/search/postings.py, store.py, index.py.
// @ts-check
"use strict";

(() => {
  const { fold, foldWithOffsets, runs, parse, parseNumeral, formatNumeral, inflate, NUMERAL } = fatiaoSearch;
  const KEPT = 1500; // decoded files
  const PAIRS = 6; // of a run that are loaded at once, the rarest characters first
  const MOST_PAIRS = 24;
  const FEW = 30; // candidates that are cheaper to read than to narrow down
  const LEGAL = /(?:法|典|条例|规定|办法|细则|规则|决定|解释|准则|标准|方案|意见|通知)$/;

  /** @type {string} */
  let root = "";
  /** @type {string} */
  let digest = "";
  /** @type {Map<string, Promise<any>>} */
  const kept = new Map();
  /** @type {Map<string, (parts: string[]) => void>} */
  const waiting = new Map();
  /** @type {Promise<any> | undefined} */
  let opening;
  /** @type {any} */
  let index;

  /** Called by every file of the index. @param {string} build @param {string} name @param {...string} parts */
  fatiaoSearch.put = (build, name, ...parts) => {
    if (name === "meta") digest = build;
    if (build === digest) waiting.get(name)?.(parts);
  };

  /** Replaced by tests. @param {string} url @returns {Promise<void>} */
  fatiaoSearch.loadScript = (url) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = url;
      script.charset = "utf-8";
      script.onload = () => (script.remove(), resolve());
      script.onerror = () => (script.remove(), reject(new Error(url)));
      document.head.append(script);
    });

  /** @template T @param {string} name @param {(parts: string[]) => T} decode @returns {Promise<T>} */
  function file(name, decode) {
    let found = kept.get(name);
    if (found) kept.delete(name);
    else {
      found = new Promise((resolve, reject) => {
        waiting.set(name, (parts) => resolve(decode(parts)));
        const version = digest && `?v=${digest}`;
        // A file of another build says nothing; then the page is older than the index.
        fatiaoSearch.loadScript(`${root}search/${name}.js${version}`).then(() => reject(new Error(name)), reject);
      });
      found.catch(() => kept.delete(name)).then(() => waiting.delete(name));
    }
    kept.set(name, found);
    if (kept.size > KEPT) kept.delete(/** @type {string} */ (kept.keys().next().value));
    return found;
  }

  /** The numbers of a row of gaps. @param {string} text @param {number} value counts from here */
  function steps(text, value) {
    const out = [];
    for (let n = 0; n < text.length; n++) {
      const code = text.charCodeAt(n);
      if (code === 35) value += 0xc000;
      else out.push((value += code - (code > 92 ? 37 : 36)));
    }
    return out;
  }

  /** Write the levels of an entry, 1 to 3, where they are higher. @param {string} entry @param {Uint8Array} into */
  function paint(entry, into) {
    entry.split("!").forEach((list, n) => {
      const level = n + 1;
      if (list[0] !== "$") {
        for (const article of steps(list, -1)) if (into[article] < level) into[article] = level;
        return;
      }
      for (let at = 1, article = 0; at < list.length; at++, article += 6) {
        const code = list.charCodeAt(at);
        for (let bits = code - (code > 92 ? 38 : 37), bit = 0; bits; bits >>= 1, bit++)
          if (bits & 1 && into[article + bit] < level) into[article + bit] = level;
      }
    });
    return into;
  }

  /** Position of the last one that is not after the wanted. @template T @param {T[]} sorted @param {T} wanted */
  function lastUpTo(sorted, wanted) {
    let low = 0, high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= wanted) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** @param {number[]} sizes */
  function starts(sizes) {
    let sum = 0;
    return sizes.map((size) => (sum += size) - size);
  }

  /** A name without its punctuation. @param {string} name */
  const bare = (name) => runs(fold(name)).join("");

  /** Load the index's first file. @param {string} [siteRoot] @returns {Promise<any>} */
  function open(siteRoot) {
    if (siteRoot !== undefined) root = siteRoot;
    opening ??= file("meta", ([packed]) => {
      const meta = JSON.parse(inflate(packed, new Uint8Array()));
      let first = 0;
      const laws = meta.laws.map((/** @type {any[]} */ [title, kind, url, count, numbers, ...shorts]) => {
        const names = [title, title.replace(/^中华人民共和国/, ""), ...shorts].map(bare).filter(Boolean);
        const base = url.slice(0, url.lastIndexOf("/") + 1);
        return { title, kind, url, base, count, numbers, names, first: (first += count) - count };
      });
      let key = 0;
      const alphabet = [...meta.alphabet];
      return {
        size: meta.documents,
        laws,
        lawAt: Uint16Array.from(laws.flatMap((/** @type {Law} */ law, /** @type {number} */ at) => Array(law.count).fill(at))),
        blockStarts: starts(meta.blocks),
        keys: meta.shards.map((/** @type {number} */ step) => (key += step)),
        terms: meta.terms,
        heavy: new Set(meta.heavy),
        rank: new Map(alphabet.map((char, at) => [char, at])),
        base: alphabet.length + 1,
        traditional: new Set(meta.traditional),
        dictionary: new TextEncoder().encode(meta.dictionary),
      };
    }).then((loaded) => (index = loaded), (error) => {
      opening = undefined;
      throw error;
    });
    return opening;
  }

  /** The law of an article. @param {number} ordinal @returns {Law} */
  const lawOf = (ordinal) => index.laws[index.lawAt[ordinal]];

  /** Articles with a key from one number up to another, by level. @param {number} from @param {number} to */
  async function articlesWith(from, to) {
    const out = new Uint8Array(index.size);
    const loads = [];
    for (let at = Math.max(0, lastUpTo(index.keys, from)); at < index.keys.length && index.keys[at] <= to; at++)
      loads.push(
        file(`k${at}`, ([keys, lists]) => ({ keys: steps(keys, index.keys[at] - 1), lists: lists.split(" ") })),
      );
    for (const { keys, lists } of await Promise.all(loads))
      for (let at = lastUpTo(keys, from - 1) + 1; at < keys.length && keys[at] <= to; at++) paint(lists[at], out);
    return out;
  }

  /** @param {Uint8Array[]} sets */
  const both = (sets) => sets.reduce((a, b) => a.map((level, at) => Math.min(level, b[at])));
  /** @param {Uint8Array[]} sets */
  const either = (sets) => sets.reduce((a, b) => a.map((level, at) => Math.max(level, b[at])));

  /** How many articles are in a set. @param {Uint8Array} set */
  const sizeOf = (set) => set.reduce((size, level) => size + (level ? 1 : 0), 0);

  /** Articles that may hold a run of characters. @param {string} run @returns {Promise<Uint8Array>} */
  async function articlesOf(run) {
    const ranks = [...run].map((char) => index.rank.get(char));
    if (ranks.includes(undefined)) return new Uint8Array(index.size);
    if (ranks.length === 1) {
      const key = ranks[0] * index.base;
      return articlesWith(key, index.heavy.has(run) ? key : key + index.base - 1);
    }
    const pairs = ranks.slice(1).map((rank, at) => ({ key: ranks[at] * index.base + rank + 1, rare: ranks[at] + rank }));
    pairs.sort((a, b) => b.rare - a.rare);
    /** @type {Uint8Array[]} */
    let found = [];
    for (let at = 0; at < Math.min(pairs.length, MOST_PAIRS); at += PAIRS) {
      const next = await Promise.all(pairs.slice(at, at + PAIRS).map(({ key }) => articlesWith(key, key)));
      found = [both([...found, ...next])];
      if (sizeOf(found[0]) <= FEW) break;
    }
    return found[0];
  }

  /** Articles that may match a word. @param {Word} word */
  async function articlesOfWord(word) {
    return both(
      await Promise.all(word.forms.map(async (forms) => either(await Promise.all(forms.map(articlesOf))))),
    );
  }

  /** The characters that a traditional one stands for; loads the table where a query needs it. @param {string} query */
  async function simplifier(query) {
    const strange = [...fold(query)].filter((char) => !index.rank.has(char) || index.traditional.has(char));
    /** @type {Map<string, string[]>} */
    const table = new Map();
    if (strange.some((char) => /\p{Script=Han}/u.test(char))) {
      const pairs = await file("s", ([text]) => [...text]);
      for (let at = 0; at < pairs.length; at += 2)
        if (strange.includes(pairs[at])) table.set(pairs[at], [...(table.get(pairs[at]) || []), pairs[at + 1]]);
    }
    return (/** @type {string} */ char) => {
      const simplified = table.get(char) || [];
      return index.rank.has(char) || !simplified.length ? [char, ...simplified] : simplified;
    };
  }

  /** Rows of terms that begin with a key. @param {string} key @param {boolean} whole @returns {Promise<Term[]>} */
  async function termsOf(key, whole) {
    /** @type {Term[]} */
    const found = [];
    if (!key) return found;
    for (let at = Math.max(0, lastUpTo(index.terms, key)); at < index.terms.length && found.length < 5; at++) {
      if (at > 0 && index.terms[at] > key && !index.terms[at].startsWith(key)) break;
      for (const [own, term, url, articles] of await file(`t${at}`, ([rows]) => JSON.parse(rows)))
        if ((whole ? own === key : own.startsWith(key)) && found.length < 5) found.push({ term, url, articles });
    }
    return found;
  }

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

  /** Laws by name, best first. @param {string} wanted bare @returns {LawMatch[]} */
  function lawsNamed(wanted) {
    if (!wanted) return [];
    const found = index.laws.map((/** @type {Law} */ law) => matchLaw(wanted, law)).filter(Boolean);
    return found.sort(
      (/** @type {LawMatch} */ a, /** @type {LawMatch} */ b) =>
        b.grade - a.grade || a.span - b.span || a.law.names[0].length - b.law.names[0].length,
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
    const matches = title ? lawsNamed(title) : index.laws.map((/** @type {Law} */ law) => ({ law, grade: 0, span: 0 }));
    for (const { law, grade } of matches) {
      if (grade < 4 && matches[0].grade === 4) break;
      const at = articleNumbered(law, parseNumeral(number), insert && String(parseNumeral(insert)));
      /** @param {string} text */
      const plain = (text) => text && String(parseNumeral(text));
      if (at >= 0) jumps.push({ law, ordinal: at, paragraph: plain(paragraph), item: plain(item) });
    }
    return title ? { jumps: jumps.slice(0, 5), direct: jumps.length > 0 } : { jumps, direct: false };
  }

  /** What the store holds of an article. @param {number} ordinal @returns {Promise<Article>} */
  async function articleAt(ordinal) {
    const block = lastUpTo(index.blockStarts, ordinal);
    const records = await file(`b${block}`, ([packed]) =>
      inflate(packed, index.dictionary)
        .split("\f")
        .map((record, at) => readRecord(record, index.blockStarts[block] + at)),
    );
    return records[ordinal - index.blockStarts[block]];
  }

  /** 120-1, as the law counts it. @param {number} ordinal */
  function numberOf(ordinal) {
    const law = lawOf(ordinal);
    let at = ordinal - law.first;
    for (const part of law.numbers.split(",")) {
      const [first, last = first] = part.split(":");
      const size = first === last ? 1 : Number(last) - Number(first) + 1;
      if (at < size) return size > 1 ? String(Number(first) + at) : first;
      at -= size;
    }
    return "";
  }

  /** @param {string} record @param {number} ordinal @returns {Article} */
  function readRecord(record, ordinal) {
    const [head, ...lines] = record.split("\n");
    const number = numberOf(ordinal);
    const [value, insert] = number.split("-").map(Number);
    const [slug, label] = head
      ? head.split("\t")
      : [`art-${number}.html`, `第${formatNumeral(value)}条${insert ? `之${formatNumeral(insert)}` : ""}`];
    let paragraph = 0, item = 0;
    const segments = lines.map((line) => {
      if (line.startsWith("\t\t")) {
        const [, , fragment, text] = line.split("\t");
        return { fragment, text };
      }
      if (line[0] === "\t") return { fragment: `para-${paragraph}-item-${++item}`, text: line.slice(1) };
      item = 0;
      return { fragment: `para-${++paragraph}`, text: line };
    });
    return { label, slug, segments, text: fold(segments.map((segment) => segment.text).join("\n")) };
  }

  /** 第二款第三项; an article of one 款 has no name for it. @param {Article} article @param {string} fragment */
  function placeOf(article, fragment) {
    const found = /^para-(\d+)(?:-item-(\d+)(?:-(\d+))?)?(?:-subitem-(\d+))?/.exec(fragment);
    if (!found) return "";
    const [, paragraph, item, insert, subitem] = found;
    const only = !article.segments.some(({ fragment }) => fragment === "para-2");
    /** @param {string | undefined} number @param {string} unit */
    const name = (number, unit) => (number ? `第${formatNumeral(Number(number))}${unit}` : "");
    return (
      (only ? "" : name(paragraph, "款")) + name(item, "项") + (insert ? `之${formatNumeral(Number(insert))}` : "") +
      name(subitem, "目")
    );
  }

  /** An article's address. @param {Law} law @param {Article} article @param {string} query @param {string} fragment */
  function addressOf(law, article, query, fragment) {
    const page = article.slug[0] === "/" ? article.slug.slice(1) : law.base + article.slug;
    return root + page + (query && `?q=${encodeURIComponent(query)}`) + (fragment && `#${fragment}`);
  }

  /** Cut a text round its first hit and part it into hits and the rest. @param {string} text @param {Word[]} words */
  function excerpt(text, words) {
    const { folded, at } = foldWithOffsets(text);
    /** @type {[number, number][]} */
    const found = [];
    for (const word of words)
      for (const match of folded.matchAll(word.pattern)) {
        // A cluster that folds to several characters is marked whole.
        let end = (match.index ?? 0) + match[0].length;
        while (end < folded.length && at[end] === at[end - 1]) end++;
        found.push([at[match.index ?? 0], at[end]]);
      }
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    let from = found.length && found[0][0] > 40 ? found[0][0] - 24 : 0;
    const to = Math.min(text.length, from + 110);
    if (from) from += /^[\udc00-\udfff]/.test(text[from]) ? 1 : 0;
    /** @type {Part[]} */
    const parts = [{ text: from ? "…" : "", hit: false }];
    let done = from;
    for (const [start, end] of found) {
      if (start >= to || end <= done) continue;
      parts.push({ text: text.slice(done, Math.max(done, start)), hit: false });
      parts.push({ text: text.slice(Math.max(done, start), end), hit: true });
      done = end;
    }
    parts.push({ text: text.slice(done, Math.max(done, to)) + (Math.max(done, to) < text.length ? "…" : ""), hit: false });
    return parts.filter(({ text }) => text);
  }

  /** The article as a result; null where the text has not every word. @param {number} ordinal @param {Word[]} words
   * @returns {Promise<Hit | null>} */
  async function verify(ordinal, words) {
    const article = await articleAt(ordinal);
    /** @type {string[]} */
    const matched = [];
    for (const { pattern } of words) {
      const found = article.text.match(pattern);
      if (!found) return null;
      matched.push(runs(found[0]).length > 1 || /\s/.test(found[0]) ? `"${found[0]}"` : found[0]);
    }
    const counts = article.segments.map(({ text }) => {
      const folded = fold(text);
      return words.filter(({ pattern }) => folded.search(pattern) >= 0).length;
    });
    const { fragment, text } = article.segments[counts.indexOf(Math.max(...counts))] || { fragment: "", text: "" };
    const law = lawOf(ordinal);
    const label = article.label;
    const url = addressOf(law, article, matched.join(" "), fragment);
    return {
      law, label, url,
      place: placeOf(article, fragment),
      get parts() {
        return excerpt(text, words);
      },
    };
  }

  /** The article that a jump means, as a result. @param {Jump} jump @returns {Promise<Hit>} */
  async function showJump({ law, ordinal, paragraph, item }) {
    const article = await articleAt(ordinal);
    const wanted = [paragraph && `para-${paragraph}`, item && `item-${item}`].filter(Boolean).join("-");
    const fits = article.segments.find(({ fragment }) => fragment === wanted || (item && fragment.endsWith(wanted)));
    const { fragment, text } = (wanted && fits) || { fragment: "", text: article.segments[0]?.text || "" };
    const place = fragment ? placeOf(article, fragment) : "";
    return { law, label: article.label, place, url: addressOf(law, article, "", fragment), parts: excerpt(text, []) };
  }

  /** @type {Session | undefined} */
  let latest;

  /** @param {string} query @returns {Promise<Session>} */
  async function prepare(query) {
    if (latest?.query === query) return latest;
    const { words, cut } = parse(query, await simplifier(query));
    const name = bare(query);
    const named = lawsNamed(name);
    const laws = named.filter(({ grade }) => name.length > 1 && (grade > 1 || LEGAL.test(name)));
    const keys = new Set([name, ...words.flatMap(({ forms }) => (forms.length === 1 ? forms[0] : []))]);
    const [sets, ...rows] = await Promise.all([
      Promise.all(words.map(articlesOfWord)),
      ...[...keys].slice(0, 6).map((key) => termsOf(key, true)),
    ]);
    const terms = rows.flat();
    const order = sets.length ? rank(both(sets), sets, words, terms) : [];
    const exact = words.every(
      ({ text, quoted, pieces, forms }) =>
        pieces.length === 1 && (!quoted || text === pieces[0]) && forms[0].every((form) => [...form].length < 3),
    );
    latest = { query, words, cut, order, exact, seen: new Map(), laws, terms, ...findJumps(query) };
    return latest;
  }

  /**
   * Candidates, best first: those that define the term, then by the weight of the words, then as the laws stand.
   * @param {Uint8Array} candidates
   * @param {Uint8Array[]} sets
   * @param {Word[]} words
   * @param {Term[]} terms
   */
  function rank(candidates, sets, words, terms) {
    const weights = sets.map((set) => Math.log(1 + index.size / (1 + sizeOf(set))));
    const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
    const defining = new Set(terms.flatMap(({ articles }) => articles));
    /** @type {number[][]} */
    const buckets = Array.from({ length: 128 }, () => []);
    for (const law of index.laws) {
      const titled = words.some(({ pattern }) => law.names[0]?.search(pattern) >= 0) ? 6 : 0;
      for (let at = law.first; at < law.first + law.count; at++) {
        if (!candidates[at]) continue;
        let weight = 0;
        for (let n = 0; n < sets.length; n++) weight += weights[n] * sets[n][at];
        buckets[Math.round((8 * weight) / total) + titled + (defining.has(at) ? 64 : 0)].push(at);
      }
    }
    return buckets.reverse().flat();
  }

  /** Search. @param {string} query @param {Options} [options] @returns {Promise<Results>} */
  async function search(query, { law = "", kind = "", size = 10, check = 0 } = {}) {
    await open();
    const session = await prepare(query);
    /** @param {Law} own */
    const wanted = (own) => (!law || own.title === law) && (!kind || own.kind === kind);
    const order = law || kind ? session.order.filter((at) => wanted(lawOf(at))) : session.order;
    /** @type {Hit[]} */
    const hits = [];
    let at = 0;
    while (hits.length < size && at < order.length) {
      const next = order.slice(at, at + Math.min(size - hits.length, 2000));
      at += next.length;
      // In the order of the store, so that a long list loads a block once.
      await Promise.all([...next].sort((a, b) => a - b).map((ordinal) => seen(session, ordinal)));
      for (const ordinal of next) {
        const hit = session.seen.get(ordinal);
        if (hit) hits.push(hit);
      }
    }
    if (check && order.length <= check) {
      await Promise.all(order.slice(at).map((ordinal) => seen(session, ordinal)));
      at = order.length;
    }
    const counts = new Uint32Array(index.laws.length);
    for (const ordinal of session.order) if (session.seen.get(ordinal) !== null) counts[index.lawAt[ordinal]]++;
    /** @type {Map<string, number>} */
    const byLaw = new Map();
    /** @type {Map<string, number>} */
    const byKind = new Map();
    let count = 0;
    counts.forEach((own, at) => {
      const { title, kind: itsKind } = index.laws[at];
      if (own && (!kind || itsKind === kind)) byLaw.set(title, (byLaw.get(title) || 0) + own);
      if (own && (!law || title === law)) byKind.set(itsKind, (byKind.get(itsKind) || 0) + own);
      if (wanted(index.laws[at])) count += own;
    });
    const jumps = session.jumps.filter((jump) => wanted(jump.law));
    const laws = session.laws.map((match) => match.law).filter(wanted);
    const results = {
      query, hits, count, byLaw, byKind, laws,
      cut: session.cut,
      empty: !session.words.length,
      jumps: await Promise.all(jumps.slice(0, size).map(showJump)),
      jumpCount: jumps.length,
      direct: session.direct && jumps.length > 0,
      terms: session.terms.map((term) => ({ ...term, url: root + term.url })),
      exact: session.exact || at >= order.length,
      more: hits.length < count || jumps.length > size,
      near: /** @type {Near[]} */ ([]),
    };
    if (!count && !jumps.length && !laws.length && !results.empty) results.near = await near(session);
    return results;
  }

  /** @param {Session} session @param {number} ordinal @returns {Promise<Hit | null>} */
  async function seen(session, ordinal) {
    let hit = session.seen.get(ordinal);
    if (hit === undefined) session.seen.set(ordinal, (hit = await verify(ordinal, session.words)));
    return hit;
  }

  /** What is near a query that found nothing. @param {Session} session @returns {Promise<Near[]>} */
  async function near({ query, words }) {
    /** @type {Near[]} */
    const found = [];
    const sounds = await file("p", ([packed]) => {
      /** @type {Map<string, string>} */
      const table = new Map();
      for (const line of inflate(packed, new Uint8Array()).split("\n")) {
        const [, sound, chars] = /** @type {string[]} */ (/^([a-z]*)(.*)$/u.exec(line));
        for (const char of chars) table.set(char, sound);
      }
      return table;
    });
    for (const text of new Set([bare(query), ...words.map(({ forms }) => forms.map(([form]) => form).join(""))])) {
      const sound = [...text].map((char) => sounds.get(char) || char).join("");
      for (const { term } of await termsOf(`~${sound}`, true))
        if (term !== text) found.push({ query: query.replace(text, term), count: 0, why: "读音相同的术语" });
    }
    /** @param {Word[]} some */
    const countOf = async (some) => sizeOf(both(await Promise.all(some.map(articlesOfWord))));
    if (words.length > 1)
      for (const word of words) {
        const rest = words.filter((other) => other !== word);
        const text = rest.map((other) => (other.quoted ? `"${other.text}"` : other.text)).join(" ");
        const [law] = lawsNamed(bare(word.text)).filter(({ grade }) => grade > 1 || LEGAL.test(bare(word.text)));
        const count = await countOf(rest);
        if (law && count) found.push({ query: text, law: law.law.title, count: 0, why: `只在《${law.law.title}》中找` });
        if (count) found.push({ query: text, count, why: `去掉“${word.text}”` });
      }
    else if (words.length) {
      const chars = [...words[0].forms.map(([form]) => form).join(" ")];
      for (const [part, cut] of /** @type {[(n: number) => string, string][]} */ ([
        [(n) => chars.slice(0, n).join("").trim(), "只找开头"],
        [(n) => chars.slice(-n).join("").trim(), "只找结尾"],
      ])) {
        let low = 1, high = chars.length;
        while (high - low > 1) {
          const middle = (low + high) >> 1;
          if (await countOf(parse(part(middle)).words)) low = middle;
          else high = middle;
        }
        const count = low > 1 ? await countOf(parse(part(low)).words) : 0;
        if (count) found.push({ query: part(low), count, why: cut });
      }
    }
    return found.slice(0, 5);
  }

  /** Terms that begin so, or sound so. @param {string} query @returns {Promise<Term[]>} */
  async function suggest(query) {
    await open();
    const key = bare(query);
    const found = await termsOf(key, false);
    const more = /^[a-z]{2,}$/.test(key) ? await termsOf(`~${key}`, false) : [];
    return [...found, ...more].map((term) => ({ ...term, url: root + term.url }));
  }

  /** Drop what was loaded. */
  function forget() {
    kept.clear();
    opening = latest = undefined;
  }

  Object.assign(fatiaoSearch, { open, search, suggest, forget });
})();
