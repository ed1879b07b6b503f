// What every reading page does at once, and what it turns to other scripts for when a reader first asks.  Works from
// file://; without this script every link is still a link.
// @ts-check
"use strict";

(() => {
  const own = document.currentScript;
  const folder = own instanceof HTMLScriptElement && own.src ? new URL(".", own.src).href : "_static/";

  /** Return words of the interface in the language of the site: fatiao-messages.js has those that are not Chinese.
   * @param {string} pattern @param {Record<string, string | number>} [values] by their names in braces */
  const say = (pattern, values = {}) =>
    (globalThis.fatiaoMessages?.[pattern] ?? pattern).replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));

  /** @type {Map<string, Promise<void>>} */
  const loaded = new Map();

  /** Load scripts of ours, all at once, and run them in this order; each once.  Rejects where one cannot be had.
   * @param {string[]} names @returns {Promise<unknown>} */
  const load = (...names) => Promise.all(names.map((name) => {
    const one = loaded.get(name) ?? new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = folder + name;
      script.async = false; // scripts that a script adds run as they arrive otherwise
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
  const nothing = () => {}; // a script that cannot be had leaves a page that can be read

  /** @template {Element} [T=HTMLElement] @param {Event} event @param {string} selector @returns {T | null} */
  const at = ({ target }, selector) => (target instanceof Element ? target.closest(selector) : null);

  // What is pointed at or focused is often used next: a browser copies only soon after a click.
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

  // Cards explain a term or a reference.  A finger has no hover: its first tap shows the card, the second follows the link.
  let touched = false;
  /** @param {Event} event @param {boolean} [soon] */
  function explain(event, soon = false) {
    const link = at(event, EXPLAINED);
    if (!(link instanceof HTMLAnchorElement) || link.hasAttribute("aria-describedby")) return;
    const asked = load(...CARDS).then(() => fatiaoCards.ask(link, soon));
    if (event.type !== "click") return void asked.catch(nothing);
    event.preventDefault();
    asked.catch(() => false).then((shown) => shown || location.assign(link.href)); // a link that has no card is a link
  }
  document.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; });
  document.addEventListener("pointerover", (event) => { if (event.pointerType === "mouse") explain(event); });
  document.addEventListener("focusin", (event) => { if (at(event, ":focus-visible")) explain(event, true); });
  document.addEventListener("click", (event) => { if (touched) explain(event, true); });

  // Copying provisions and keeping them.
  if (document.querySelector(".law-tools")) {
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".law-tools [hidden]"))) button.hidden = false;
    try {
      if (document.querySelector("[data-tool=keep]") && localStorage.getItem("fatiao-shelf")) load(...TOOLS).catch(nothing);
    } catch { /* a browser that keeps nothing */ }
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

  // The citation box is filled by a script of its own when it is first opened, or when a place is chosen for it.
  const box = document.querySelector("details.law-cite");
  const equip = () => load(...FORMS, "fatiao-cite.js").catch(nothing);
  if (box instanceof HTMLDetailsElement) {
    box.addEventListener("toggle", equip, { once: true });
    document.addEventListener("fatiao:pinned", equip, { once: true });
    if (location.hash || box.open) equip();
  }

  // What is said of force is true between two days; the reader's day decides.
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
    // The arrow keys lead to the neighbours of an article, unless they are wanted for something else.
    if (!["ArrowLeft", "ArrowRight"].includes(key) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (at(event, "input, textarea, select, [contenteditable], pre, table, [role=combobox]")) return;
    const link = document.querySelector(`.law-beside a[rel="${key === "ArrowLeft" ? "prev" : "next"}"]`);
    if (link instanceof HTMLAnchorElement) location.assign(link.href);
  });

  // Places that moved, or whose text is on pages of their own.
  if (document.querySelector(".law-moved, .law-ranges")) load("fatiao-places.js", "fatiao-moved.js").catch(nothing);

  // The sidebar of a large law: the article that is read is in sight.
  const here = document.querySelector(".sidebar-tree [aria-current]");
  const pane = here?.closest(".sidebar-scroll");
  if (here && pane) {
    const below = here.getBoundingClientRect().bottom - pane.getBoundingClientRect().bottom;
    if (below > 0) pane.scrollTop += below + pane.clientHeight / 2;
  }

  // On paper a page says what it is of, where it came from, and when; a folder on somebody's disk is no address.
  /** @type {CSSStyleSheet | null} */
  let heads = null;
  window.addEventListener("beforeprint", () => {
    const place = document.querySelector(".law-print-address span");
    const address = location.protocol.startsWith("http") ? location.href.replace(/[?#].*$/, "") : (place?.textContent ?? "");
    if (place) place.textContent = address;
    if (!("CSSMarginRule" in globalThis)) return; // a browser that prints no heads has that line on the first page
    if (!heads) document.adoptedStyleSheets.push((heads = new CSSStyleSheet()));
    const box = (/** @type {string} */ words) => `{ content: ${JSON.stringify(words)}; font: 8pt serif; color: #555; }`;
    const once = "@media print { .law-print-address { display: none; } }";
    heads.replaceSync(`@page { @top-left ${box(document.title)} @top-right ${box(`${address}  ${today}`)} } ${once}`);
  });
})();
