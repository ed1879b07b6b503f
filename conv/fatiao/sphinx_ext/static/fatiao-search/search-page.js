// The search page: results as one types, by law; everything is a link, so that Tab, Enter and a new tab work as anywhere.
// @ts-check
"use strict";

(() => {
  const { element, putParts } = fatiaoSearch;
  const STEP = 20;
  const COUNTED = 40; // blocks of text that are loaded for an exact count, after the results are shown

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLInputElement} input
   * @param {HTMLElement} place
   */
  fatiaoSearch.mountPage = (form, input, place) => {
    const status = element("p", "fatiao-status");
    const filters = element("div", "fatiao-filters");
    const body = element("div", "fatiao-found");
    const kinds = picker("种类", "全部种类");
    const laws = picker("法规", "全部法规");
    let size = 10, asked = 0, timer = 0;
    let direct = "";
    status.setAttribute("role", "status");
    filters.append(kinds.label, laws.label);
    filters.hidden = true;
    place.replaceChildren(status, filters, body);

    const asks = new URLSearchParams(location.search);
    input.value = asks.get("q") || "";
    kinds.wanted = asks.get("kind") || "";
    laws.wanted = asks.get("law") || "";

    /** @param {string} name @param {string} all */
    function picker(name, all) {
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
      select.addEventListener("change", () => ((made.wanted = select.value), restart()));
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

    /** @param {Results} found */
    function draw(found) {
      const parts = [];
      if (found.jumps.length)
        parts.push(block(found.direct ? "条文" : `各法规的这一条（${found.jumpCount} 部）`, found.jumps.map((hit) => row(hit, `${hit.law.title} `))));
      const links = [
        ...found.laws.slice(0, 5).map((law) => /** @type {const} */ (["法规", law.title, fatiaoSearch.root + law.url])),
        ...found.terms.map(({ term, url }) => /** @type {const} */ (["术语", term, url])),
      ].map(([kind, name, url]) => {
        const item = element("li");
        item.append(element("span", "fatiao-kind", kind), " ", link(url, "fatiao-hit", name));
        return item;
      });
      if (links.length) parts.push(block("法规和术语", links));
      /** @type {Map<Law, Hit[]>} */
      const groups = new Map();
      for (const hit of found.hits) groups.set(hit.law, [...(groups.get(hit.law) || []), hit]);
      for (const [law, hits] of groups) {
        const section = block("", hits.map((hit) => row(hit)));
        const count = found.byLaw.get(law.title) || hits.length;
        section.firstChild.append(
          link(fatiaoSearch.root + law.url, "", law.title),
          " ",
          element("span", "fatiao-count", `${found.exact ? "" : "约 "}${count} 条`),
        );
        parts.push(section);
      }
      if (found.near.length) {
        const near = found.near.map(({ query, law, count, why }) => {
          const item = element("li");
          const url = `?q=${encodeURIComponent(query)}${law ? `&law=${encodeURIComponent(law)}` : ""}`;
          item.append(`${why}：`, link(url, "fatiao-hit", query), count ? `（约 ${count} 条）` : "");
          return item;
        });
        parts.push(block("试试相近的", near));
      }
      if (found.more) {
        const more = element("button", "fatiao-more", "显示更多");
        more.type = "button";
        more.addEventListener("click", async () => {
          const had = body.querySelectorAll("a.fatiao-hit").length;
          size += STEP;
          await update();
          if (document.activeElement === document.body) body.querySelectorAll("a.fatiao-hit")[had]?.focus();
        });
        parts.push(more);
      }
      body.replaceChildren(...parts);
      kinds.fill(found.byKind);
      laws.fill(found.byLaw);
      filters.hidden = kinds.label.hidden && laws.label.hidden;
      status.textContent = summary(found);
    }

    /** @param {Results} found */
    function summary(found) {
      const cut = found.cut ? "查询太长，只用了前面的部分。" : "";
      if (found.empty) return "请输入要找的字词。";
      const shown = laws.wanted ? 1 : found.byLaw.size;
      if (found.count) return `${cut}找到${found.exact ? "" : "约"} ${found.count} 条，分属 ${shown} 部法规。`;
      if (found.jumps.length || found.laws.length) return `${cut}正文中没有这些字。`;
      const filtered = laws.wanted || kinds.wanted ? "可以改选全部法规。" : "";
      return `${cut}没有找到“${found.query.slice(0, 40)}”。${filtered}`;
    }

    async function update() {
      const query = input.value.trim();
      const turn = ++asked;
      place.setAttribute("aria-busy", "true");
      const kept = new URLSearchParams();
      for (const [name, value] of [["q", query], ["kind", kinds.wanted], ["law", laws.wanted]]) if (value) kept.set(name, value);
      try {
        history.replaceState(null, "", `?${kept}`);
      } catch {
        // Some browsers refuse this on file://; the page works without it.
      }
      try {
        await fatiaoSearch.open(fatiaoSearch.root);
        for (const check of [0, COUNTED]) {
          const found = await fatiaoSearch.search(query, { law: laws.wanted, kind: kinds.wanted, size, check });
          if (turn !== asked) return;
          direct = found.direct ? found.jumps[0].url : "";
          if (!check || (found.exact && !body.contains(document.activeElement))) draw(found);
          if (found.exact) break;
        }
      } catch {
        if (turn === asked) status.textContent = "搜索索引没有载入，或者刚刚更新过，请刷新页面。";
      }
      if (turn === asked) place.removeAttribute("aria-busy");
    }

    function restart() {
      size = 10;
      return update();
    }

    input.addEventListener("input", (event) => {
      if (/** @type {InputEvent} */ (event).isComposing) return;
      direct = "";
      window.clearTimeout(timer);
      timer = window.setTimeout(restart, 120);
    });
    input.addEventListener("compositionend", restart);
    form.addEventListener("submit", async (event) => {
      const query = input.value;
      event.preventDefault();
      window.clearTimeout(timer);
      if (!direct) await restart();
      if (direct && input.value === query) location.assign(direct);
    });
    document.addEventListener("keydown", (event) => {
      const links = /** @type {HTMLElement[]} */ ([...body.querySelectorAll("a.fatiao-hit")]);
      const at = links.indexOf(/** @type {HTMLElement} */ (document.activeElement));
      const inInput = document.activeElement === input;
      if (event.isComposing || (!inInput && at < 0)) return;
      if (event.key === "ArrowDown") links[at + 1]?.focus();
      else if (event.key === "ArrowUp" && !inInput) (links[at - 1] || input).focus();
      else if (event.key === "Escape" && !inInput) input.focus();
      else if (event.key === "Escape" && input.value) (input.value = ""), restart();
      else return;
      event.preventDefault();
    });
    if (asks.has("q") || input.autofocus) void update();
    else status.textContent = "请输入要找的字词。";
    void fatiaoSearch.open(fatiaoSearch.root).catch(() => {}); // while the reader types
    if (!location.hash) input.focus();
  };
})();
