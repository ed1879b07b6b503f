// The index's files: loads them as scripts, reads postings, texts and terms.  Twin of conv/search/postings.py, store.py and
// index.py, which say what the formats are.
// @ts-check
"use strict";

(() => {
  const { fold, bare, formatNumeral, inflate } = fatiaoSearch;
  const PAIRS = 6; // of a run that are loaded at once, the rarest characters first
  const MOST_PAIRS = 24;
  const FEW = 30; // candidates that are cheaper to read than to narrow down

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
    if (kept.size > fatiaoSearch.store.keep) kept.delete(/** @type {string} */ (kept.keys().next().value));
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
        scratch: new Uint8Array(meta.documents),
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

  /** The entries of the keys from one number up to another. @param {number} from @param {number} to */
  async function entriesOf(from, to) {
    const loads = [];
    for (let at = Math.max(0, lastUpTo(index.keys, from)); at < index.keys.length && index.keys[at] <= to; at++)
      loads.push(
        file(`k${at}`, ([keys, lists]) => ({ keys: Int32Array.from(steps(keys, index.keys[at] - 1)), lists })),
      );
    /** @type {string[]} */
    const entries = [];
    for (const { keys, lists } of await Promise.all(loads))
      for (let at = 0, start = 0; at < keys.length && keys[at] <= to; at++) {
        const end = lists.indexOf(" ", start);
        if (keys[at] >= from) entries.push(lists.slice(start, end < 0 ? lists.length : end));
        start = end + 1;
      }
    return entries;
  }

  /** Articles of any of the entries. @param {string[]} entries @param {Uint8Array} [out] */
  function articlesIn(entries, out = new Uint8Array(index.size)) {
    for (const entry of entries) paint(entry, out);
    return out;
  }

  // Plain loops that write into the first set: these run over every article of the corpus, several times a query.

  /** Keep of a set what is in all others too, by the lower level. @param {Uint8Array[]} sets */
  function both([out, ...others]) {
    for (const set of others) for (let at = 0; at < out.length; at++) if (set[at] < out[at]) out[at] = set[at];
    return out;
  }

  /** Add to a set what is in any other, by the higher level. @param {Uint8Array[]} sets */
  function either([out, ...others]) {
    for (const set of others) for (let at = 0; at < out.length; at++) if (set[at] > out[at]) out[at] = set[at];
    return out;
  }

  /** How many articles are in a set. @param {Uint8Array} set */
  function sizeOf(set) {
    let size = 0;
    for (let at = 0; at < set.length; at++) if (set[at]) size++;
    return size;
  }

  /** Articles that may hold a run of characters. @param {string} run @returns {Promise<Uint8Array>} */
  async function articlesOf(run) {
    const ranks = [...run].map((char) => index.rank.get(char));
    if (ranks.includes(undefined)) return new Uint8Array(index.size);
    if (ranks.length === 1) {
      const key = ranks[0] * index.base;
      return articlesIn(await entriesOf(key, index.heavy.has(run) ? key : key + index.base - 1));
    }
    const pairs = ranks.slice(1).map((rank, at) => ({ key: ranks[at] * index.base + rank + 1, rare: ranks[at] + rank }));
    pairs.sort((a, b) => b.rare - a.rare);
    const found = new Uint8Array(index.size).fill(3);
    for (let at = 0; at < Math.min(pairs.length, MOST_PAIRS); at += PAIRS) {
      const next = await Promise.all(pairs.slice(at, at + PAIRS).map(({ key }) => entriesOf(key, key)));
      for (const entries of next) both([found, articlesIn(entries, index.scratch.fill(0))]);
      if (sizeOf(found) <= FEW) break;
    }
    return found;
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
      const rows = await file(`t${at}`, ([packed]) => inflate(packed, new Uint8Array()).split("\n").map((row) => row.split("\t")));
      for (const [own, term, url, articles] of rows)
        if ((whole ? own === key : own.startsWith(key)) && found.length < 5)
          found.push({ term, url, articles: articles ? articles.split(" ").map(Number) : [] });
    }
    return found;
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

  /** The law of an article. @param {number} ordinal @returns {Law} */
  const lawOf = (ordinal) => index.laws[index.lawAt[ordinal]];

  fatiaoSearch.store = {
    open, both, sizeOf, articlesOfWord, simplifier, termsOf, articleAt, lawOf, file,
    keep: 800,
    get root() {
      return root;
    },
    get index() {
      return index;
    },
    forget() {
      kept.clear();
      opening = undefined;
    },
  };
})();
