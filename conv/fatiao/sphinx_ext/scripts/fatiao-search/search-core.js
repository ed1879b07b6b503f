// The search engine: finds candidates, ranks them, and verifies them against the text.  Does not touch the DOM.
// @ts-check
"use strict";

(() => {
  const { foldWithOffsets, bare, runs, parse, NOTES, PAST, store, lawsNamed, findJumps } = fatiaoSearch;
  const { open, openLaws, both, paintSet, articlesOfWord, simplifier, termsOf, articleAt, lawOf, file, textOf } = store;
  // Level 1 of GB/T 2312 lists the commonest characters in rows of 94 from 0xB0A1; the table of sounds follows that order.
  const COMMON = new TextDecoder("gbk");
  const { say } = fatiaoPage;
  const SAME_SOUND = say("读音相同的术语");
  const TRIED = 60; // candidates to verify before a similar query is rejected
  const LEGAL = /(?:法|典|条例|规定|办法|细则|规则|决定|解释|准则|标准|方案|意见|通知)$/;

  /** Return the name of a place, such as 第二款第三项; the only 款 of an article is not named.
   * @param {Article} article @param {string} fragment */
  function placeOf(article, fragment) {
    const found = fatiaoPlaces.parse(fragment);
    if (!found) return "";
    const only = !article.segments.some(({ fragment }) => fragment === "para-2");
    return fatiaoPlaces.name({ ...found, article: "", paragraph: only ? "" : found.paragraph });
  }

  /** Return an article's address. @param {Law} law @param {Article} article @param {string} query @param {string} fragment */
  function addressOf(law, article, query, fragment) {
    const page = article.slug[0] === "/" ? article.slug.slice(1) : law.base + article.slug;
    return store.root + page + (query && `?q=${encodeURIComponent(query)}`) + (fragment && `#${fragment}`);
  }

  /** Return an excerpt around the first hit, split into hits and the text between. @param {string} text @param {Word[]} words */
  function excerpt(text, words) {
    const { folded, at } = foldWithOffsets(text);
    /** @type {[number, number][]} */
    const found = [];
    for (const word of words)
      for (const match of folded.matchAll(word.pattern)) {
        // Highlight the whole of a cluster that folds to several characters.
        let end = (match.index ?? 0) + match[0].length;
        while (end < folded.length && at[end] === at[end - 1]) end++;
        found.push([at[match.index ?? 0], at[end]]);
      }
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    let from = found.length && found[0][0] > 40 ? found[0][0] - 24 : 0;
    const to = Math.min(text.length, from + 110);
    if (from) from += /^[\udc00-\udfff]/.test(text[from]) ? 1 : 0;
    /** @type {Part[]} */
    const parts = [{ text: from ? "……" : "", hit: false }];
    let done = from;
    for (const [start, end] of found) {
      if (start >= to || end <= done) continue;
      parts.push({ text: text.slice(done, Math.max(done, start)), hit: false });
      parts.push({ text: text.slice(Math.max(done, start), end), hit: true });
      done = end;
    }
    parts.push({ text: text.slice(done, Math.max(done, to)) + (Math.max(done, to) < text.length ? "……" : ""), hit: false });
    return parts.filter(({ text }) => text);
  }

  /** Return the article as a hit; null if its text lacks a word or holds an excluded one.
   * @param {number} ordinal @param {Word[]} words
   * @param {Word[]} without @returns {Promise<Hit | null>} */
  async function verify(ordinal, words, without) {
    const article = await articleAt(ordinal);
    if (without.some(({ pattern }) => article.text.search(pattern) >= 0)) return null;
    /** @type {string[]} */
    const matched = [];
    for (const { pattern } of words) {
      const found = article.text.match(pattern);
      if (!found) return null;
      matched.push(runs(found[0]).length > 1 || /\s/.test(found[0]) ? `"${found[0]}"` : found[0]);
    }
    const counts = article.folded.map((text) => words.filter(({ pattern }) => text.search(pattern) >= 0).length);
    const { fragment, text } = article.segments[counts.indexOf(Math.max(...counts))] || { fragment: "", text: "" };
    const law = lawOf(ordinal);
    const label = article.label;
    const url = addressOf(law, article, matched.join(" "), fragment);
    return {
      law, label, url,
      place: placeOf(article, fragment),
      typed: words.every(({ text }) => article.text.includes(text)),
      get parts() {
        return excerpt(text, words);
      },
    };
  }

  /** Return the target of a jump as a hit. @param {Jump} jump @returns {Promise<Hit>} */
  async function showJump({ law, ordinal, paragraph, item }) {
    const article = await articleAt(ordinal);
    const wanted = fatiaoPlaces.fragment({ article: "", paragraph, item, subitem: "" });
    const fits = article.segments.find(({ fragment }) => fragment === wanted || (item && fragment.endsWith(wanted)));
    const { fragment, text } = (wanted && fits) || { fragment: "", text: article.segments[0]?.text || "" };
    const place = fragment ? placeOf(article, fragment) : "";
    return { law, label: article.label, place, url: addressOf(law, article, "", fragment), typed: true, parts: excerpt(text, []) };
  }

  // Questions such as 定密责任人是什么, 什么是平安建设, what is a state secret; the group captures the name asked about.
  const ASKS = [
    /^(?:请问)?(?:什么|何)(?:是|叫|谓)(?:做|作)?(.+?)[?？。]?$/u,
    /^(.+?)(?:是(?:什么|啥|指什么|什么意思|什么含义)|指(?:的是)?什么|(?:的)?(?:定义|含义|释义|意思)(?:是什么)?)(?:意思)?[?？。]?$/u,
    /^what(?:'s| is| are| does)? (?:meant by |the (?:definition|meaning) of )?(?:an? |the )?(.+?)(?: mean)?[?.]?$/i,
    /^(?:define|definition of|meaning of) (?:an? |the )?(.+?)[?.]?$/i,
  ];

  /** Return the name that a question asks about; the query itself if it is not a question. @param {string} query */
  function subjectOf(query) {
    for (const asks of ASKS) {
      const found = asks.exec(query.trim());
      if (found) return found[1].trim();
    }
    return query;
  }

  /** @type {Session | undefined} */
  let latest;

  /** Return the terms that a whole query names; Latin letters are the start of an English name, or a reading.
   * @param {string} name */
  async function namesOf(name) {
    const asked = [termsOf(name, true)];
    if (/^[a-z][a-z0-9]+$/.test(name)) asked.push(termsOf(`~${name}`, true));
    if (/^[a-z][a-z0-9]{2,}$/.test(name)) asked.push(termsOf(name, false), termsOf(`~${name}`, false));
    return (await Promise.all(asked)).flat();
  }

  /** Parse a query and look up its candidates; the last session is cached. @param {string} query @returns {Promise<Session>} */
  async function prepare(query) {
    if (latest?.query === query) return latest;
    const subject = subjectOf(query);
    const simplify = await simplifier(subject);
    const { words, without, cut } = parse(subject, simplify);
    const name = bare([...subject].map((char) => simplify(char).at(-1) ?? char).join(""));
    const keys = new Set([...words.flatMap(({ forms }) => (forms.length === 1 ? forms[0] : []))]);
    // Load in parallel everything that a query needs except the texts.
    const [, sets, whole, ...rows] = await Promise.all([
      openLaws(),
      Promise.all(words.map(articlesOfWord)),
      namesOf(name),
      ...[...keys].slice(0, 6).map((key) => termsOf(key, true)),
    ]);
    const laws = lawsNamed(name).filter(({ grade }) => name.length > 1 && (grade > 1 || LEGAL.test(name)));
    /** @type {Map<string, Term>} */
    const named = new Map();
    for (const term of [...whole, ...rows.flat()]) if (!named.has(`${term.url} ${term.term}`)) named.set(`${term.url} ${term.term}`, term);
    const terms = [...named.values()];
    const exact = !without.length && words.every(
      ({ text, quoted, pieces, forms }) =>
        pieces.length === 1 && (!quoted || text === pieces[0]) && forms[0].every((form) => [...form].length < 3),
    );
    latest = { query, words, without, cut, named: whole.length > 0, exact, seen: new Map(), laws, terms, ...rank(sets, words, terms), ...findJumps(query) };
    return latest;
  }

  /**
   * Rank the candidates: articles that define the term first, then by the weight of the words, then in the order of the
   * laws.  Also count the candidates of each law.
   * @param {Uint32Array[]} sets
   * @param {Word[]} words
   * @param {Term[]} terms
   */
  function rank(sets, words, terms) {
    const { size, laws, levels, scratch } = store.index;
    const candidates = sets.length ? both(sets) : new Uint32Array();
    const weighed = new Float32Array(candidates.length);
    const weights = sets.map((set) => Math.log(1 + size / (1 + set.length)));
    const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
    sets.forEach((set, at) => {
      paintSet(set);
      for (let n = 0; n < candidates.length; n++) weighed[n] += weights[at] * levels[candidates[n] >> 2];
      scratch.fill(0);
    });
    const defining = new Set(terms.flatMap(({ articles }) => articles));
    // A counting sort; a lower score is better.
    const scores = new Uint8Array(candidates.length);
    const starts = new Uint32Array(129);
    const perLaw = new Uint32Array(laws.length);
    for (let n = 0, law = 0, titled = -1; n < candidates.length; n++) {
      const ordinal = candidates[n] >> 2;
      for (; ordinal >= laws[law].first + laws[law].count; law++) titled = -1;
      if (titled < 0) titled = words.some(({ pattern }) => laws[law].names[0]?.search(pattern) >= 0) ? 6 : 0;
      const note = laws[law].kind === NOTES; // notes on a law rank below its text
      scores[n] = 127 - (note ? 0 : Math.round((8 * weighed[n]) / total) + titled) - (defining.has(ordinal) ? 64 : 0);
      starts[scores[n] + 1]++;
      perLaw[law]++;
    }
    for (let score = 0; score < 128; score++) starts[score + 1] += starts[score];
    const order = new Uint32Array(candidates.length);
    for (let n = 0; n < candidates.length; n++) order[starts[scores[n]]++] = candidates[n] >> 2;
    return { order, perLaw };
  }

  /** Count the text blocks that hold the articles, up to `most + 1`.
   * @param {Uint32Array} order @param {number} most */
  function blocksOf(order, most) {
    const blocks = new Set();
    for (let n = 0; n < order.length && blocks.size <= most; n++) blocks.add(store.blockOf(order[n]));
    return blocks.size;
  }

  /** Return the address that Enter opens: the article that a query names together with its law; empty if it names none.
   * @param {string} query */
  async function jump(query) {
    await open();
    await openLaws();
    const { jumps, direct } = findJumps(query);
    return direct ? (await showJump(jumps[0])).url : "";
  }

  /** Search. @param {string} query @param {Options} [options] @returns {Promise<Results>} */
  async function search(query, { law = "", kind = "", past = false, size = 10, check = 0 } = {}) {
    await open();
    const session = await prepare(query);
    /** @param {Law} own */
    const shown = (own) => past || own.kind !== PAST;
    /** @param {Law} own */
    const wanted = (own) => shown(own) && (!law || own.title === law) && (!kind || own.kind === kind);
    const all = !law && !kind && (past || store.index.past === store.index.size);
    const order = all ? session.order : session.order.filter((at) => (past || at < store.index.past) && (!(law || kind) || wanted(lawOf(at))));
    /** @type {Hit[]} */
    const hits = [];
    let at = 0;
    while (hits.length < size && at < order.length) {
      // After false candidates, verify more than are missing: another round costs more than a few texts.
      const next = order.slice(at, at + Math.min((at ? 2 : 1) * (size - hits.length), 2000));
      // In the order of the store, so that a long list loads each block once.
      await Promise.all([...next].sort((a, b) => a - b).map((ordinal) => seen(session, ordinal)));
      for (const ordinal of next) {
        if (hits.length === size) break;
        const hit = session.seen.get(ordinal);
        if (hit) hits.push(hit);
        at++;
      }
    }
    hits.sort((one, other) => Number(other.typed) - Number(one.typed)); // exact matches before matches across punctuation
    if (check && blocksOf(order, check) <= check) {
      await Promise.all([...order.slice(at)].map((ordinal) => seen(session, ordinal)));
      at = order.length;
    }
    const { count, byLaw, byKind, noted, lawCount, older } = tally(session, law, kind, shown);
    const jumps = session.jumps.filter((jump) => jump.law.kind === PAST || wanted(jump.law)); // a jump into an older text names its year
    const results = {
      query, hits, count, byLaw, byKind, noted, lawCount,
      laws: session.laws.map((match) => match.law).filter((own) => own.kind === PAST || wanted(own)),
      past: store.index.past < store.index.size,
      cut: session.cut,
      empty: !session.words.length,
      jumps: await Promise.all(jumps.slice(0, size).map(showJump)),
      jumpCount: jumps.length,
      direct: session.direct && jumps.length > 0,
      terms: session.terms.map((term) => ({ ...term, url: store.root + term.url })),
      exact: session.exact || at >= order.length,
      more: hits.length < count || jumps.length > size,
      near: /** @type {Near[]} */ ([]),
    };
    if (foundNothing(results) && !session.named) {
      if (older) results.near.push({ query, past: true, count: older, why: say("在历史文本中") });
      results.near.push(...(await near(session)));
    }
    return results;
  }

  /**
   * Count the hits of a query by law and by kind; a count leaves its own filter out, so that a reader can change it.
   * `noted` are those in notes, `older` those in texts that are not shown.
   * @param {Session} session @param {string} law @param {string} kind @param {(own: Law) => boolean} shown
   */
  function tally(session, law, kind, shown) {
    const counts = session.perLaw.slice();
    for (const [ordinal, hit] of session.seen) if (hit === null) counts[store.index.laws.indexOf(lawOf(ordinal))]--;
    /** @type {Map<string, number>} */
    const byLaw = new Map();
    /** @type {Map<string, number>} */
    const byKind = new Map();
    let count = 0, lawCount = 0, noted = 0, older = 0;
    counts.forEach((own, at) => {
      const { title, kind: itsKind } = store.index.laws[at];
      if (!shown(store.index.laws[at])) return void (older += own);
      if (!own) return;
      if (!kind || itsKind === kind) byLaw.set(title, (byLaw.get(title) || 0) + own);
      if (!law || title === law) byKind.set(itsKind, (byKind.get(itsKind) || 0) + own);
      if ((law && title !== law) || (kind && itsKind !== kind)) return;
      count += own;
      if (itsKind === NOTES) noted += own;
      else lawCount += 1;
    });
    return { count, byLaw, byKind, noted, lawCount, older };
  }

  /** @param {Results} found */
  const foundNothing = ({ count, jumps, laws, empty }) => !count && !jumps.length && !laws.length && !empty;

  /** Return true if one of a query's first `TRIED` candidates is a hit. @param {string} query
   * @param {string} [law] */
  async function finds(query, law = "") {
    const own = latest;
    const session = await prepare(query);
    latest = own;
    const order = session.order.filter((at) => lawOf(at).kind !== PAST && (!law || lawOf(at).title === law));
    for (const ordinal of order.slice(0, TRIED)) if (await seen(session, ordinal)) return true;
    return false;
  }

  /** Verify an article, once per session. @param {Session} session @param {number} ordinal @returns {Promise<Hit | null>} */
  async function seen(session, ordinal) {
    let hit = session.seen.get(ordinal);
    if (hit === undefined) session.seen.set(ordinal, (hit = await verify(ordinal, session.words, session.without)));
    return hit;
  }

  /** Return up to five similar queries for one that found nothing. @param {Session} session @returns {Promise<Near[]>} */
  async function near({ query, words }) {
    /** @type {Near[]} */
    const found = [];
    const sounds = await file("p", ([packed]) => {
      /** @type {Map<string, string>} */
      const table = new Map();
      let at = 0;
      for (const [, sound, count] of textOf(packed).matchAll(/(\D+)(\d+)/g))
        for (const end = at + Number(count); at < end; at++)
          if (sound !== ".") table.set(COMMON.decode(Uint8Array.of(0xb0 + at / 94, 0xa1 + (at % 94))), sound);
      return table;
    });
    for (const text of new Set([bare(query), ...words.map(({ forms }) => forms.map(([form]) => form).join(""))])) {
      const sound = [...text].map((char) => sounds.get(char) || char).join("");
      for (const { term } of await termsOf(`~${sound}`, true))
        if (term !== text) found.push({ query: query.replace(text, term), count: 0, why: SAME_SOUND });
    }
    /** @param {Word[]} some */
    const countOf = async (some) => both(await Promise.all(some.map(articlesOfWord))).length;
    if (words.length > 1)
      for (const word of words) {
        const rest = words.filter((other) => other !== word);
        const text = rest.map((other) => (other.quoted ? `"${other.text}"` : other.text)).join(" ");
        const [law] = lawsNamed(bare(word.text)).filter(({ grade }) => grade > 1 || LEGAL.test(bare(word.text)));
        const count = await countOf(rest);
        if (law && count) found.push({ query: text, law: law.law.title, count: 0, why: say("只在《{title}》中找", { title: law.law.title }) });
        if (count) found.push({ query: text, count, why: say("去掉“{words}”", { words: word.text }) });
      }
    else if (words.length) {
      const chars = [...words[0].forms.map(([form]) => form).join(" ")];
      for (const [part, cut] of /** @type {[(n: number) => string, string][]} */ ([
        [(n) => chars.slice(0, n).join("").trim(), say("缩短为")],
        [(n) => chars.slice(-n).join("").trim(), say("只留结尾")],
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
    /** @type {Near[]} */
    const tried = [];
    for (const one of found)
      if (tried.length < 5 && (one.why === SAME_SOUND || (await finds(one.query, one.law)))) tried.push(one);
    return tried;
  }

  /** Return the terms whose name or reading starts with the query. @param {string} query @returns {Promise<Term[]>} */
  async function suggest(query) {
    await open();
    const key = bare(query);
    const found = await termsOf(key, false);
    const more = /^[a-z]{2,}$/.test(key) ? await termsOf(`~${key}`, false) : [];
    return [...found, ...more].map((term) => ({ ...term, url: store.root + term.url }));
  }

  /** Drop all loaded files and the last session. */
  function forget() {
    store.forget();
    latest = undefined;
  }

  Object.assign(fatiaoSearch, { open, search, suggest, jump, forget });
})();
