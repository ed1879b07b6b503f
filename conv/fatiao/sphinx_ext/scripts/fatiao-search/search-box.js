// A search box with a list of suggestions: the combobox pattern of the ARIA Authoring Practices; the input keeps the focus.
// @ts-check
"use strict";

(() => {
  const { say } = fatiaoPage;
  const { element, putParts } = fatiaoSearch;
  let boxes = 0;

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLInputElement} input
   */
  fatiaoSearch.mountBox = (form, input) => {
    const id = `fatiao-options-${++boxes}`;
    // The list stands at the end of the page, where nothing covers it, in a landmark of its own for accessibility.
    const frame = element("div");
    const list = element("ul", "fatiao-options");
    const status = element("span", "fatiao-hidden");
    let active = -1, asked = 0, timer = 0;
    list.id = id;
    frame.hidden = true;
    frame.setAttribute("role", "region");
    list.setAttribute("role", "listbox");
    for (const named of [frame, list]) named.setAttribute("aria-label", say("搜索建议"));
    status.setAttribute("role", "status");
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false" }))
      input.setAttribute(name, value);
    form.append(status);
    frame.append(list);
    (form.closest("dialog") ?? document.body).append(frame); // an open dialog covers everything outside it

    /** @returns {HTMLElement[]} */
    const options = () => [...list.children];

    /** Select an option. @param {number} next -1 for none */
    function activate(next) {
      active = next;
      options().forEach((option, at) => option.setAttribute("aria-selected", String(at === next)));
      const option = options()[next];
      if (option) input.setAttribute("aria-activedescendant", option.id), option.scrollIntoView({ block: "nearest" });
      else input.removeAttribute("aria-activedescendant");
    }

    /** @param {boolean} shown */
    function show(shown) {
      frame.hidden = !shown;
      input.setAttribute("aria-expanded", String(shown));
      activate(-1);
      if (!shown) return;
      const box = input.getBoundingClientRect();
      list.style.setProperty("--left", `${Math.max(8, Math.min(box.left, window.innerWidth - list.offsetWidth - 8))}px`);
      list.style.setProperty("--top", `${box.bottom + 4}px`);
    }

    /** @param {string} kind @param {string} name @param {string} url @param {Part[]} [parts] */
    function add(kind, name, url, parts) {
      const option = element("li", "fatiao-option");
      option.id = `${id}-${list.children.length}`;
      option.dataset.url = url;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.append(element("span", "fatiao-kind", kind), " ", element("span", "fatiao-name", name));
      if (parts) option.append(" ", putParts(element("span", "fatiao-snippet"), parts));
      list.append(option);
    }

    async function update() {
      const query = input.value.trim();
      const turn = ++asked;
      if (!query) return list.replaceChildren(), show(false);
      try {
        await fatiaoSearch.open(fatiaoSearch.root);
        const [found, terms] = await Promise.all([fatiaoSearch.search(query, { size: 5 }), fatiaoSearch.suggest(query)]);
        if (turn !== asked || input.value.trim() !== query) return;
        list.replaceChildren();
        for (const { law, label, place, url } of found.jumps) add(say("条"), `${law.title} ${label}${place}`, url);
        for (const { title, url } of found.laws.slice(0, 4)) add(say("法规"), title, fatiaoSearch.root + url);
        for (const { kind, term, url, about } of terms.slice(0, 4))
          add(fatiaoSearch.kindName(kind), term, url, about ? [{ text: about, hit: false }] : undefined);
        for (const { law, label, place, url, parts } of found.hits) add(say("正文"), `${law.title} ${label}${place}`, url, parts);
        const all = `${fatiaoSearch.root}search.html?q=${encodeURIComponent(query)}`;
        const { count } = found;
        if (count) add(say("全部"), found.exact ? say("查看 {count} 条结果", { count }) : say("查看约 {count} 条结果", { count }), all);
        else if (!found.empty && !list.children.length) add(say("全部"), say("没有找到，看看相近的"), all);
        status.textContent = say("{count} 个建议，用上下箭头选择", { count: list.children.length });
        show(list.children.length > 0 && document.activeElement === input);
      } catch {
        show(false); // submitting still opens the search page
      }
    }

    /** @param {string | undefined} url */
    const go = (url) => url && location.assign(url);

    input.addEventListener("input", (event) => {
      if (/** @type {InputEvent} */ (event).isComposing) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(update, 100);
    });
    input.addEventListener("compositionend", () => void update());
    input.addEventListener("focus", () => list.children.length && show(true));
    input.addEventListener("blur", () => show(false));
    input.addEventListener("keydown", (event) => {
      const count = frame.hidden ? 0 : list.children.length;
      if (event.isComposing) return;
      if (event.key === "ArrowDown" && count) activate(active + 1 < count ? active + 1 : -1);
      else if (event.key === "ArrowUp" && count) activate(active < 0 ? count - 1 : active - 1);
      else if (event.key === "Escape" && count) show(false);
      else if (event.key === "Enter" && active >= 0) go(options()[active].dataset.url);
      else return;
      event.preventDefault();
    });
    // Enter works the same whether or not the suggestions have arrived.
    form.addEventListener("submit", async (event) => {
      const query = input.value;
      event.preventDefault();
      window.clearTimeout(timer);
      const url = await fatiaoSearch.jump(query).catch(() => "");
      if (input.value === query) url ? go(url) : form.submit();
    });
    list.addEventListener("mousedown", (/** @type {MouseEvent} */ event) => {
      event.preventDefault(); // keeps the focus in the input
      const option = event.target instanceof Element && event.target.closest("li");
      if (option && event.button === 0) go(option.dataset.url);
    });
    window.addEventListener("scroll", () => frame.hidden || show(false), { passive: true });
    if (input.value) void update();
    else void fatiaoSearch.open(fatiaoSearch.root).catch(() => {}); // loads while the reader types
  };
})();
