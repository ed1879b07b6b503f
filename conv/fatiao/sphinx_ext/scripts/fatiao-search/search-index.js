// Loads the files of the index as scripts and reads postings, texts and terms.  The formats are described by their writers:
// conv/fatiao/search/postings.py, store.py and index.py.
// @ts-check
"use strict";

(() => {
  const { fold, inflate, shortTitle, PAST } = fatiaoSearch;
  const PAIRS = 6; // character pairs of a run that are loaded in parallel, those with the rarest characters first
  const MOST_PAIRS = 24;
  const CHECK = 4; // length of a file's check
  const SPARE = 512; // the base of key numbers is a multiple of this
  const MOST_NAMES = 8; // names returned for one key
  const FEW = 30; // so few candidates are cheaper to verify than to narrow down

  /** @type {string} */
  let root = "";
  /** @type {Map<string, Promise<any>>} */
  const kept = new Map();
  /** @type {Map<string, { check: string, take: (parts: string[]) => void }>} */
  const waiting = new Map();
  /** @type {Promise<any> | undefined} */
  let opening;
  /** @type {any} */
  let index;

  /** Receive the content of an index file; every index file is a script that calls this. @param {string} check @param {string} name @param {...string} parts */
  fatiaoSearch.put = (check, name, ...parts) => {
    const wanted = waiting.get(name);
    if (wanted && (name === "meta" || check === wanted.check)) wanted.take(parts);
  };

  /** Load a script; tests replace this. @param {string} url @returns {Promise<void>} */
  fatiaoSearch.loadScript = (url) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = url;
      script.charset = "utf-8";
      script.onload = () => (script.remove(), resolve());
      script.onerror = () => (script.remove(), reject(new Error(url)));
      document.head.append(script);
    });

  /**
   * Load and decode an index file, through a cache of recently used ones.  Rejects if the file belongs to another build.
   * @template T @param {string} name @param {(parts: string[]) => T} decode
   * @param {string} [check] the file's check; by default the one that meta lists
   * @returns {Promise<T>}
   */
  function file(name, decode, check = checkOf(name)) {
    let found = kept.get(name);
    if (found) kept.delete(name);
    else {
      found = new Promise((resolve, reject) => {
        waiting.set(name, { check, take: (parts) => resolve(decode(parts)) });
        const version = check && `?v=${encodeURIComponent(check)}`;
        // A file of another build does not resolve the promise: the page is older than the index.
        fatiaoSearch.loadScript(`${root}search/${name}.js${version}`).then(() => reject(new Error(name)), reject);
      });
      found.catch(() => kept.delete(name)).then(() => waiting.delete(name));
    }
    kept.set(name, found);
    if (kept.size > fatiaoSearch.store.keep) kept.delete(/** @type {string} */ (kept.keys().next().value));
    return found;
  }

  /** Return the check that meta lists for a file. @param {string} name */
  function checkOf(name) {
    const at = CHECK * Number(name.slice(1));
    return name === "meta" ? "" : index.files[name[0]].slice(at, at + CHECK);
  }

  const decoder = new TextDecoder();

  /** Decompress a text. @param {string} packed @param {Uint8Array} [dictionary] */
  const textOf = (packed, dictionary = new Uint8Array()) => decoder.decode(inflate(packed, dictionary));

  /** Decode a delta-encoded list of numbers. @param {string} text @param {number} value the number before the first */
  function steps(text, value) {
    const out = [];
    for (let n = 0; n < text.length; n++) {
      const code = text.charCodeAt(n);
      if (code === 35) value += 0xc000;
      else out.push((value += code - (code > 92 ? 37 : 36)));
    }
    return out;
  }

  /** Raise the levels of articles to those of a postings entry, 1 to 3. @param {string} entry @param {Uint8Array} into */
  function paint(entry, into) {
    if (entry.length === 1) return void (into[entry.charCodeAt(0) - (entry > "\\" ? 38 : 37)] ||= 1);
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

  /** Return the index of the last value that is at most `wanted`, or -1. @template T @param {T[]} sorted @param {T} wanted */
  function lastUpTo(sorted, wanted) {
    let low = 0, high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= wanted) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Load meta, which tells which files a query needs. @param {string} [siteRoot] @returns {Promise<any>} */
  function open(siteRoot) {
    if (siteRoot !== undefined) root = siteRoot;
    opening ??= file("meta", ([json]) => {
      const { documents, blocks, shards, terms, longest, heavy, alphabet, checks } = JSON.parse(json);
      const chars = [...alphabet];
      // One byte per article (`levels`); the view of four bytes each lets a loop skip articles that are not set.
      const scratch = new Uint32Array(documents / 4 + 1);
      return {
        size: documents, terms, longest, heavy, chars, scratch, files: checks,
        levels: new Uint8Array(scratch.buffer),
        blockStarts: steps(blocks, -1),
        keys: steps(shards, -1),
        rank: new Map(chars.map((char, at) => [char, at])),
        base: (Math.floor(chars.length / SPARE) + 1) * SPARE,
      };
    }).then((loaded) => (index = loaded), (error) => {
      opening = undefined;
      throw error;
    });
    return opening;
  }

  /** A law of the index; `names` is computed on first use, because there may be thousands of laws. */
  class LawRow {
    /** @param {any[]} row @param {number} first ordinal of its first article */
    constructor([title, kind, url, count, numbers, ...names], first) {
      this.title = title;
      this.kind = kind;
      this.url = url;
      this.count = count;
      this.numbers = numbers || (numbers === "" ? "" : count > 1 ? `1:${count}` : "1");
      this.first = first;
      this.base = url.slice(0, url.lastIndexOf("/") + 1);
      /** @type {string[]} */
      this.own = names;
    }

    get names() {
      if (!this.own.length) this.own = [...new Set([this.title, shortTitle(this.title)])];
      return this.own;
    }
  }

  /** Load the laws, and the preset dictionary of the texts. @returns {Promise<unknown>} */
  function openLaws() {
    return file("l", ([packed, dictionary, checks]) => {
      let next = 0;
      index.laws = JSON.parse(textOf(packed)).map((/** @type {any[]} */ row) => new LawRow(row, (next += row[3]) - row[3]));
      index.lawStarts = index.laws.map((/** @type {Law} */ law) => law.first);
      index.past = index.laws.find((/** @type {Law} */ law) => law.kind === PAST)?.first ?? index.size; // older texts come last
      index.dictionary = inflate(dictionary, new Uint8Array());
      index.checks = checks;
    });
  }

  /** Return the postings entries of the keys in a range, both ends included. @param {number} from @param {number} to */
  async function entriesOf(from, to) {
    const loads = [];
    for (let at = Math.max(0, lastUpTo(index.keys, from)); at < index.keys.length && index.keys[at] <= to; at++)
      loads.push(
        file(`k${at}`, (parts) => {
          const [keys, lists] = parts.length > 1 ? parts : textOf(parts[0]).split("\n");
          return { keys: steps(keys, index.keys[at] - 1), lists };
        }),
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

  // A set of articles is a sorted array of ordinal · 4 + level.  Sets are made and intersected through one array with the
  // levels of all articles (`scratch`), which is zero between calls and the only array that is scanned whole.

  /** Return the union of postings entries. @param {string[]} entries @returns {Uint32Array} */
  function articlesIn(entries) {
    const { scratch, levels } = index;
    for (const entry of entries) paint(entry, levels);
    const found = [];
    for (let four = 0; four < scratch.length; four++)
      if (scratch[four])
        for (let at = 4 * four; at < 4 * four + 4; at++) if (levels[at]) found.push(4 * at + levels[at]);
    scratch.fill(0);
    return Uint32Array.from(found);
  }

  /** Intersect a set with the union of entries, with the lower level of each article. @param {Uint32Array} set @param {string[]} entries */
  function narrow(set, entries) {
    for (const entry of entries) paint(entry, index.levels);
    const kept = keepLevels(set);
    index.scratch.fill(0);
    return kept;
  }

  /** Intersect a set in place with the articles in `levels`, with the lower level of each. @param {Uint32Array} set */
  function keepLevels(set) {
    let size = 0;
    for (let n = 0; n < set.length; n++) {
      const level = index.levels[set[n] >> 2];
      if (level) set[size++] = level < (set[n] & 3) ? set[n] - (set[n] & 3) + level : set[n];
    }
    return set.subarray(0, size);
  }

  /** Raise the levels of articles to those of a set. @param {Uint32Array} set */
  function paintSet(set) {
    const { levels } = index;
    for (let n = 0; n < set.length; n++) if (levels[set[n] >> 2] < (set[n] & 3)) levels[set[n] >> 2] = set[n] & 3;
  }

  /** Return the intersection of sets, with the lowest level of each article. @param {Uint32Array[]} sets */
  function both(sets) {
    const [least, ...others] = [...sets].sort((a, b) => a.length - b.length);
    let found = /** @type {Uint32Array} */ (least.slice());
    for (const set of others) {
      paintSet(set);
      found = keepLevels(found);
      index.scratch.fill(0);
    }
    return found;
  }

  /** Return the union of sets, with the highest level of each article. @param {Uint32Array[]} sets */
  function either(sets) {
    if (sets.length === 1) return sets[0];
    sets.forEach(paintSet);
    return articlesIn([]);
  }

  /** Return the articles that may hold a run of characters. @param {string} run @returns {Promise<Uint32Array>} */
  async function articlesOf(run) {
    const ranks = [...run].map((char) => index.rank.get(char));
    if (ranks.includes(undefined)) return new Uint32Array();
    if (ranks.length === 1) {
      const key = ranks[0] * index.base;
      return articlesIn(await entriesOf(key, index.heavy.includes(run) ? key : key + index.base - 1));
    }
    const pairs = ranks.slice(1).map((rank, at) => ({ key: ranks[at] * index.base + rank + 1, rare: ranks[at] + rank }));
    pairs.sort((a, b) => b.rare - a.rare);
    /** @type {Uint32Array | undefined} */
    let found;
    for (let at = 0; at < Math.min(pairs.length, MOST_PAIRS) && (!found || found.length > FEW); at += PAIRS) {
      const next = await Promise.all(pairs.slice(at, at + PAIRS).map(({ key }) => entriesOf(key, key)));
      // Start from the shortest list, which keeps the intersections small.
      next.sort((a, b) => (a[0] || "").length - (b[0] || "").length);
      for (const entries of next) found = found ? narrow(found, entries) : articlesIn(entries);
    }
    return found || new Uint32Array();
  }

  /** Return the articles that may match a word. @param {Word} word */
  async function articlesOfWord(word) {
    return both(
      await Promise.all(word.forms.map(async (forms) => either(await Promise.all(forms.map(articlesOf))))),
    );
  }

  /** Return a function from a character to its simplified forms; the table is loaded only if a query needs it.
   * @param {string} query */
  async function simplifier(query) {
    const strange = [...fold(query)].filter((char) => !index.rank.has(char));
    /** @type {Map<string, string[]>} */
    const table = new Map();
    if (strange.some((char) => /\p{Script=Han}/u.test(char))) {
      const pairs = await file("s", ([codes, ranks]) => {
        const simplified = [...ranks].map((rank) => index.chars[steps(rank, -1)[0]]);
        return steps(codes, -1).map((code, at) => [String.fromCodePoint(code - at), simplified[at]]);
      });
      for (const [traditional, simplified] of pairs)
        if (strange.includes(traditional)) table.set(traditional, [...(table.get(traditional) || []), simplified]);
    }
    return (/** @type {string} */ char) => {
      const simplified = table.get(char) || [];
      return index.rank.has(char) || !simplified.length ? [char, ...simplified] : simplified;
    };
  }

  /** Return the terms whose key equals `key`, or starts with it if not `whole`; at most `MOST_NAMES`.
   * @param {string} key @param {boolean} whole @returns {Promise<Term[]>} */
  async function termsOf(key, whole) {
    /** @type {Term[]} */
    const found = [];
    /** @param {Term} term */
    const take = (term) => found.some(({ url, term: own }) => url === term.url && own === term.term) || found.push(term);
    if (!key || (whole && key[0] !== "~" && [...key].length > index.longest)) return found;
    for (let at = Math.max(0, lastUpTo(index.terms, key)); at < index.terms.length && found.length < MOST_NAMES; at++) {
      if (at > 0 && index.terms[at] > key && !index.terms[at].startsWith(key)) break;
      const rows = await file(`t${at}`, ([packed]) => textOf(packed).split("\n").map((row) => row.split("\t")));
      for (const [own, name, url, articles, kind, about] of rows)
        if (found.length < MOST_NAMES && (whole ? own === key : own.startsWith(key)))
          // The row of a reading or an alias holds only the spelling that it points to.
          if (url === undefined) (await termsOf(name, true)).forEach(take);
          else
            take({
              term: name || own, url, kind: kind || "术语", about: about || "",
              articles: articles ? articles.split(" ").map(Number) : [],
            });
    }
    return found;
  }

  /** Return the number of an article in its law, such as 120-1. @param {number} ordinal */
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

  /** Parse the record of an article. @param {string} record @param {number} ordinal @returns {Article} */
  function readRecord(record, ordinal) {
    const [head, ...lines] = record.split("\n");
    const number = numberOf(ordinal);
    const own = { article: number, paragraph: "", item: "", subitem: "" };
    const [slug, label] = head ? head.split("\t") : [fatiaoPlaces.page(number), fatiaoPlaces.name(own)];
    let paragraph = 0, item = 0;
    /** @param {number} paragraph @param {number | string} [item] */
    const inside = (paragraph, item = "") =>
      fatiaoPlaces.fragment({ article: "", paragraph: String(paragraph), item: String(item), subitem: "" });
    const segments = lines.map((line) => {
      if (line.startsWith("\t\t")) {
        const [, , fragment, text] = line.split("\t");
        return { fragment, text };
      }
      if (line[0] === "\t") return { fragment: inside(paragraph, ++item), text: line.slice(1) };
      item = 0;
      return { fragment: inside(++paragraph), text: line };
    });
    const folded = segments.map(({ text }) => fold(text));
    return { label, slug, segments, folded, text: folded.join("\n") };
  }

  /** @param {number} ordinal */
  const blockOf = (ordinal) => lastUpTo(index.blockStarts, ordinal);

  /** Load an article. @param {number} ordinal @returns {Promise<Article>} */
  async function articleAt(ordinal) {
    const block = blockOf(ordinal);
    const check = index.checks.slice(2 * block, 2 * block + 2);
    const records = await file(`b${block}`, ([packed]) => textOf(packed, index.dictionary).split("\f"), check);
    return readRecord(records[ordinal - index.blockStarts[block]], ordinal);
  }

  /** Return the law of an article. @param {number} ordinal @returns {Law} */
  const lawOf = (ordinal) => index.laws[lastUpTo(index.lawStarts, ordinal)];

  fatiaoSearch.store = {
    open, openLaws, both, paintSet, articlesOfWord, simplifier, termsOf, articleAt, blockOf, lawOf, file,
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
    textOf,
  };
})();
