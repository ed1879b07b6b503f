// What the search page shows: the results of a query as elements.  Knows nothing of input and address bar.
// @ts-check
"use strict";

(() => {
  const { element, putParts } = fatiaoSearch;

  /** Return a choice among names with their counts. @param {string} name @param {string} all @param {() => void} changed */
  function picker(name, all, changed) {
    const label = element("label", "", `${name} `);
    const select = element("select");
    const made = { label, wanted: "", fill };
    /** @param {Map<string, number>} counts */
    function fill(counts) {
      const names = [...counts].sort((a, b) => b[1] - a[1]).map(([own, count]) => [own, `${own || "其他"}（${count}）`]);
      if (made.wanted && !counts.has(made.wanted)) names.unshift([made.wanted, `${made.wanted}（0）`]);
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

  /** Return what a query names, each with what is known of it: laws, terms, annexes, cited works. @param {Results} found */
  function namedRows(found) {
    const laws = found.laws.slice(0, 5).map(({ title, url }) => ({ kind: "法规", term: title, url: fatiaoSearch.root + url, about: "" }));
    /** @type {Map<string, {kind: string, term: string, url: string, about: string}>} */
    const rows = new Map();
    for (const own of [...found.terms, ...laws]) if (!rows.get(own.url + own.kind + own.term)) rows.set(own.url + own.kind + own.term, own);
    return [...rows.values()].map(({ kind, term, url, about }) => {
      const item = element("li");
      item.append(element("span", "fatiao-kind", kind), " ", link(url, "fatiao-hit", term));
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
        element("span", "fatiao-count", `${found.exact ? "" : "约 "}${count} 条`),
      );
      return section;
    });
  }

  /** Return what is offered where nothing was found. @param {Results} found */
  function nearRows(found) {
    return found.near.map(({ query, law, count, why }) => {
      const item = element("li");
      const url = `?q=${encodeURIComponent(query)}${law ? `&law=${encodeURIComponent(law)}` : ""}`;
      item.append(`${why}：`, link(url, "fatiao-hit", query), count ? `（约 ${count} 条）` : "");
      return item;
    });
  }

  /** Return the sections of a page of results. @param {Results} found */
  function sections(found) {
    const parts = [];
    if (found.jumps.length)
      parts.push(
        block(
          found.direct ? "条文" : `各法规的这一条（${found.jumpCount} 部）`,
          found.jumps.map((hit) => row(hit, `${hit.law.title} `)),
        ),
      );
    const links = namedRows(found);
    if (links.length) parts.push(block("名称", links));
    parts.push(...lawSections(found));
    if (found.near.length) parts.push(block("相近的检索", nearRows(found)));
    return parts;
  }

  /** Return the line above the results. @param {Results} found @param {{law: string, kind: string}} wanted */
  function summary(found, wanted) {
    const cut = found.cut ? "查询太长，只用了前面的部分。" : "";
    if (found.empty) return "请输入要找的字词。";
    const shown = wanted.law ? 1 : found.byLaw.size;
    if (found.count) return `${cut}找到${found.exact ? "" : "约"} ${found.count} 条，分属 ${shown} 部法规。`;
    if (found.direct) return `${cut}这是所找的一条。`;
    if (found.jumps.length) return `${cut}各法规的这一条，共 ${found.jumpCount} 条。`;
    const names = namedRows(found).length;
    if (names) return `${cut}按名称找到 ${names} 项。`;
    const filtered = wanted.law || wanted.kind ? "可以改选全部法规。" : "";
    return `${cut}没有找到“${found.query.slice(0, 40)}”。${filtered}`;
  }

  Object.assign(fatiaoSearch, { picker, sections, summary });
})();
