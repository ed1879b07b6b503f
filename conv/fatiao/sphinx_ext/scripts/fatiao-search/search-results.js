// Renders the results of a query as elements.  Does not know the input or the address bar.
// @ts-check
"use strict";

(() => {
  const { say } = fatiaoPage;
  const { element, putParts, kindName } = fatiaoSearch;

  /** Return a select of names with their counts. @param {string} name @param {string} all @param {() => void} changed */
  function picker(name, all, changed) {
    const label = element("label", "", `${name} `);
    const select = element("select");
    const made = { label, wanted: "", fill };
    const other = say("其他");
    /** @param {Map<string, number>} counts */
    function fill(counts) {
      const names = [...counts].sort((a, b) => b[1] - a[1]).map(([own, count]) => [own, say("{name}（{count}）", { name: kindName(own) || other, count })]);
      if (made.wanted && !counts.has(made.wanted)) names.unshift([made.wanted, say("{name}（{count}）", { name: kindName(made.wanted), count: 0 })]);
      select.replaceChildren(
        ...[["", all], ...names].map(([value, text]) => Object.assign(element("option", "", text), { value })),
      );
      select.value = made.wanted;
      label.hidden = names.length < 2 && !made.wanted;
    }
    select.addEventListener("change", () => ((made.wanted = select.value), changed()));
    label.append(select);
    return made;
  }

  /** @param {string} url @param {string} name @param {string} [text] */
  const link = (url, name, text) => Object.assign(element("a", name, text), { href: url });

  /** @param {Hit} hit @param {string} [name] */
  function row(hit, name) {
    const item = element("li");
    const anchor = link(hit.url, "fatiao-hit");
    anchor.append(element("span", "fatiao-place", `${name || ""}${hit.label}${hit.place}`), " ");
    anchor.append(putParts(element("span", "fatiao-snippet"), hit.parts));
    item.append(anchor);
    return item;
  }

  /** @param {string} heading @param {HTMLElement[]} rows */
  function block(heading, rows) {
    const section = element("section", "fatiao-block");
    const list = element("ul");
    list.append(...rows);
    section.append(element("h2", "", heading), list);
    return section;
  }

  /** Return rows for the laws, terms, annexes and cited works that a query names, with their short answers.
   * @param {Results} found */
  function namedRows(found) {
    const laws = found.laws.slice(0, 5).map(({ title, kind, url }) => ({ kind: kind === fatiaoSearch.PAST ? kind : "法规", term: title, url: fatiaoSearch.root + url, about: "" }));
    /** @type {Map<string, {kind: string, term: string, url: string, about: string}>} */
    const rows = new Map();
    for (const own of [...found.terms, ...laws]) if (!rows.get(own.url + own.kind + own.term)) rows.set(own.url + own.kind + own.term, own);
    return [...rows.values()].map(({ kind, term, url, about }) => {
      const item = element("li");
      item.append(element("span", "fatiao-kind", kindName(kind)), " ", link(url, "fatiao-hit", term));
      if (about) item.append(element("span", "fatiao-about", about));
      return item;
    });
  }

  /** Return a section for each law that has hits. @param {Results} found */
  function lawSections(found) {
    /** @type {Map<Law, Hit[]>} */
    const groups = new Map();
    for (const hit of found.hits) groups.set(hit.law, [...(groups.get(hit.law) || []), hit]);
    return [...groups].map(([law, hits]) => {
      const section = block("", hits.map((hit) => row(hit)));
      const count = found.byLaw.get(law.title) || hits.length;
      section.firstChild.append(
        link(fatiaoSearch.root + law.url, "", law.title),
        " ",
        element("span", "fatiao-count", found.exact ? say("{count} 条", { count }) : say("约 {count} 条", { count })),
      );
      return section;
    });
  }

  /** Return rows of similar queries, for a query that found nothing. @param {Results} found */
  function nearRows(found) {
    return found.near.map(({ query, law, past, count, why }) => {
      const item = element("li");
      const url = `?q=${encodeURIComponent(query)}${law ? `&law=${encodeURIComponent(law)}` : ""}${past ? "&past=1" : ""}`;
      item.append(say("{why}：", { why }), link(url, "fatiao-hit fatiao-near", query), count ? say("（约 {count} 条）", { count }) : "");
      return item;
    });
  }

  /** Return the sections of a page of results. @param {Results} found */
  function sections(found) {
    const parts = [];
    if (found.jumps.length)
      parts.push(
        block(
          found.direct ? say("条文") : say("各法规的这一条（{count} 部）", { count: found.jumpCount }),
          found.jumps.map((hit) => row(hit, `${hit.law.title} `)),
        ),
      );
    const links = namedRows(found);
    if (links.length) parts.push(block(say("名称"), links));
    parts.push(...lawSections(found));
    if (found.near.length) parts.push(block(say("相近的检索"), nearRows(found)));
    return parts;
  }

  /** Return the status line above the results. @param {Results} found @param {{law: string, kind: string}} wanted */
  function summary(found, wanted) {
    if (found.empty) return say("请输入要找的字词。");
    return (found.cut ? say("查询太长，只用了前面的部分。") : "") + whatWasFound(found, wanted);
  }

  /** @param {Results} found @param {{law: string, kind: string}} wanted */
  function whatWasFound(found, wanted) {
    const { noted, exact, lawCount: laws } = found;
    const count = found.count - noted;
    if (count) {
      const words = exact ? say("找到 {count} 条，分属 {laws} 部法规。", { count, laws }) : say("找到约 {count} 条，分属 {laws} 部法规。", { count, laws });
      return words + (noted ? (exact ? say("编者注 {count} 条。", { count: noted }) : say("编者注约 {count} 条。", { count: noted })) : "");
    }
    if (noted) return exact ? say("在编者注中找到 {count} 条。", { count: noted }) : say("在编者注中找到约 {count} 条。", { count: noted });
    if (found.direct) return say("这是所找的一条。");
    if (found.jumps.length) return say("各法规的这一条，共 {count} 条。", { count: found.jumpCount });
    const names = namedRows(found).length;
    if (names) return say("按名称找到 {count} 项。", { count: names });
    const nothing = say("没有找到“{query}”。", { query: found.query.slice(0, 40) });
    return nothing + (wanted.law || wanted.kind ? say("可以改选全部法规。") : "");
  }

  Object.assign(fatiaoSearch, { picker, sections, summary });
})();
