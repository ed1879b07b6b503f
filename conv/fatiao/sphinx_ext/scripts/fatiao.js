// The script of every reading page.  It loads the scripts of pins, cards, tools and citations on first use.  Works on
// file://; without this script every link still works.
// @ts-check
"use strict";

(() => {
  const own = document.currentScript;
  const folder = own instanceof HTMLScriptElement && own.src ? new URL(".", own.src).href : "_static/";

  /** Translate an interface message and fill in its values; translations come from fatiao-messages.js, which a Chinese site
   * does not have. @param {string} pattern @param {Record<string, string | number>} [values] by their names in braces */
  const say = (pattern, values = {}) =>
    (globalThis.fatiaoMessages?.[pattern] ?? pattern).replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));

  /** @type {Map<string, Promise<void>>} */
  const loaded = new Map();

  /** Load our own scripts in parallel and run them in the given order, each once.  Rejects if one fails to load.
   * @param {string[]} names @returns {Promise<unknown>} */
  const load = (...names) => Promise.all(names.map((name) => {
    const one = loaded.get(name) ?? new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = folder + name;
      script.async = false; // otherwise inserted scripts run in order of arrival
      script.onload = () => done();
      script.onerror = () => (loaded.delete(name), script.remove(), fail(new Error(name)));
      document.head.append(script);
    });
    loaded.set(name, one);
    return one;
  }));

  globalThis.fatiaoPage = { say, load };

  const PINS = ["fatiao-places.js", "fatiao-pins.js"];
  const FORMS = ["fatiao-places.js", "fatiao-forms.js"];
  const TOOLS = [...PINS, "fatiao-forms.js", "fatiao-shelf.js", "fatiao-provisions.js"];
  const CARDS = ["fatiao-cards.js"];
  const EXPLAINED = ":is(.law-text, .law-article) a:has(.law-term, .law-ref, .law-fix)";
  const nothing = () => {}; // the page stays readable when a script fails to load

  /** @template {Element} [T=HTMLElement] @param {Event} event @param {string} selector @returns {T | null} */
  const at = ({ target }, selector) => (target instanceof Element ? target.closest(selector) : null);

  // Load on pointer or focus, before the click: a browser allows copying only shortly after a click.
  for (const kind of ["pointerover", "focusin"])
    document.addEventListener(kind, (event) => {
      if (at(event, "a.pin")) load(...PINS).catch(nothing);
      if (at(event, "[data-tool]")) load(...TOOLS).catch(nothing);
    });
  document.addEventListener("click", (event) => {
    const pin = at(event, "a.pin");
    if (pin instanceof HTMLAnchorElement) {
      event.preventDefault();
      load(...PINS).then(() => fatiaoPins.choose(pin), () => location.assign(pin.href));
    }
    const button = at(event, "[data-tool]");
    if (button) load(...TOOLS).then(() => fatiaoProvisions.run(button), nothing);
  });

  // Cards explain a term or a reference.  Touch has no hover: the first tap shows the card, the second follows the link.
  let touched = false;
  /** @param {Event} event @param {boolean} [soon] */
  function explain(event, soon = false) {
    const link = at(event, EXPLAINED);
    if (!(link instanceof HTMLAnchorElement) || link.hasAttribute("aria-describedby")) return;
    const asked = load(...CARDS).then(() => fatiaoCards.ask(link, soon));
    if (event.type !== "click") return void asked.catch(nothing);
    event.preventDefault();
    asked.catch(() => false).then((shown) => shown || location.assign(link.href)); // a link without a card is followed
  }
  document.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; });
  document.addEventListener("pointerover", (event) => { if (event.pointerType === "mouse") explain(event); });
  document.addEventListener("focusin", (event) => { if (at(event, ":focus-visible")) explain(event, true); });
  document.addEventListener("click", (event) => { if (touched) explain(event, true); });

  // Buttons that copy and keep provisions.
  if (document.querySelector(".law-tools")) {
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".law-tools [hidden]"))) button.hidden = false;
    try {
      if (document.querySelector("[data-tool=keep]") && localStorage.getItem("fatiao-shelf")) load(...TOOLS).catch(nothing);
    } catch { /* storage is not available */ }
    let timer = 0;
    document.addEventListener("selectionchange", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        if (!getSelection()?.isCollapsed || document.querySelector(".law-copy-selection"))
          load(...TOOLS).then(() => fatiaoProvisions.follow(), nothing);
      }, 200);
    });
    document.addEventListener("fatiao:pinned", (event) => {
      if (event instanceof CustomEvent) load(...TOOLS).then(() => fatiaoProvisions.offer(event.detail.anchor, event.detail.name), nothing);
    });
  }

  if (document.querySelector(".law-pack")) load(...PINS, "fatiao-forms.js", "fatiao-shelf.js", "fatiao-pack.js").catch(nothing);

  // The citation box is filled by its own script when it is first opened or a provision is chosen for it.
  const box = document.querySelector("details.law-cite");
  const equip = () => load(...FORMS, "fatiao-cite.js").catch(nothing);
  if (box instanceof HTMLDetailsElement) {
    box.addEventListener("toggle", equip, { once: true });
    document.addEventListener("fatiao:pinned", equip, { once: true });
    if (location.hash || box.open) equip();
  }

  // A note on force applies between two dates; compare them with the reader's date.
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  for (const note of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".law-standing"))) {
    const { since, until } = note.dataset;
    if (since || until) note.hidden = (since !== undefined && today < since) || (until !== undefined && today >= until);
  }

  document.addEventListener("keydown", (event) => {
    const { key } = event;
    if (key === "Escape") { // closes the menus of a narrow window
      for (const toggle of document.querySelectorAll(".law-toggle:checked"))
        if (toggle instanceof HTMLInputElement) (toggle.checked = false), toggle.focus();
    }
    // The arrow keys lead to the neighbours of an article, unless the focused element uses them.
    if (!["ArrowLeft", "ArrowRight"].includes(key) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (at(event, "input, textarea, select, [contenteditable], pre, table, [role=combobox]")) return;
    const link = document.querySelector(`.law-beside a[rel="${key === "ArrowLeft" ? "prev" : "next"}"]`);
    if (link instanceof HTMLAnchorElement) location.assign(link.href);
  });

  // Fragments that moved, or whose text is on article pages.
  if (document.querySelector(".law-moved, .law-ranges")) load("fatiao-places.js", "fatiao-moved.js").catch(nothing);

  // Scroll the sidebar of a large law to the current article.
  const here = document.querySelector(".sidebar-tree [aria-current]");
  const pane = here?.closest(".sidebar-scroll");
  if (here && pane) {
    const below = here.getBoundingClientRect().bottom - pane.getBoundingClientRect().bottom;
    if (below > 0) pane.scrollTop += below + pane.clientHeight / 2;
  }

  // Printed pages carry title, web address and date in their headers; a file:// path is not printed.
  /** @type {CSSStyleSheet | null} */
  let heads = null;
  window.addEventListener("beforeprint", () => {
    const place = document.querySelector(".law-print-address span");
    const address = location.protocol.startsWith("http") ? location.href.replace(/[?#].*$/, "") : (place?.textContent ?? "");
    if (place) place.textContent = address;
    if (!("CSSMarginRule" in globalThis)) return; // without margin boxes the address stays a line on the first page
    if (!heads) document.adoptedStyleSheets.push((heads = new CSSStyleSheet()));
    const box = (/** @type {string} */ words) => `{ content: ${JSON.stringify(words)}; font: 8pt serif; color: #555; }`;
    const once = "@media print { .law-print-address { display: none; } }";
    heads.replaceSync(`@page { @top-left ${box(document.title)} @top-right ${box(`${address}  ${today}`)} } ${once}`);
  });
})();
