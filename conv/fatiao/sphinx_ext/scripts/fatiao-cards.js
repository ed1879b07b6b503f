// Cards that explain a term, or the target of a reference; opened by mouse, keyboard or touch.  Loaded on first use.
// @ts-check
"use strict";

(() => {
  const { say } = fatiaoPage;
  /** @typedef {[term: string, explanation: string, origin: string]} TermCard */
  /** @type {Record<string, TermCard> | null} */
  let terms = null;
  /** @type {Promise<void> | null} */
  let loading = null;
  /** @type {HTMLElement | null} */
  let card = null;
  /** @type {HTMLAnchorElement | null} */
  let shownFor = null;
  let timer = 0;

  /** @param {Record<string, TermCard>} found */
  const receive = (found) => { terms = { ...terms, ...found }; };
  Object.assign(window, { fatiaoTerms: receive });

  /** Load the terms of this page's law, from a script, which also works on file://. @returns {Promise<void>} */
  function load() {
    loading ??= new Promise((done) => {
      const script = document.createElement("script");
      const beside = document.querySelector("[data-script]"); // the dirhtml builder puts an article's page one folder deeper
      script.src = beside?.getAttribute("data-script")?.replace(/cite\.js$/, "terms.js") ?? "terms.js";
      script.onload = script.onerror = () => done();
      document.head.append(script);
    });
    return loading;
  }

  /** Return the heading, text and origin of a link's card; empty if it has none. @param {HTMLAnchorElement} link
   * @returns {Promise<string[]>} */
  async function contentOf(link) {
    const why = link.dataset.why ?? "";
    if (link.querySelector(".law-ref")) return why ? [say("引用"), why] : [];
    if (link.querySelector(".law-fix")) return [say("文字更正"), why];
    await load();
    const name = link.pathname.split("/").filter(Boolean).pop()?.replace(/\.html$/, "") ?? "";
    return terms?.[name] ?? [];
  }

  /** Show the card of a link, unless another link was chosen meanwhile; return true if the link has a card.
   * @param {HTMLAnchorElement} link */
  async function show(link) {
    const [head, text, origin] = await contentOf(link);
    if (!head || shownFor !== link) return Boolean(head);
    card ??= document.createElement("div");
    card.id = "law-card";
    card.className = "law-hover-card";
    card.setAttribute("role", "tooltip");
    const parts = [["strong", head], ["span", text], ["small", origin]].filter(([, words]) => words);
    card.replaceChildren(...parts.map(([tag, words]) => Object.assign(document.createElement(tag), { textContent: words })));
    if (link.querySelector(".law-term")) for (const own of card.querySelectorAll("strong, span")) own.setAttribute("lang", "zh-CN");
    document.body.append(card);
    link.setAttribute("aria-describedby", card.id);
    const box = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - 8));
    const below = box.bottom + card.offsetHeight + 12 < window.innerHeight;
    card.style.left = `${left + window.scrollX}px`;
    card.style.top = `${(below ? box.bottom + 6 : box.top - card.offsetHeight - 6) + window.scrollY}px`;
    return true;
  }

  function hide() {
    window.clearTimeout(timer);
    shownFor?.removeAttribute("aria-describedby");
    shownFor = null;
    card?.remove();
  }

  /** Show the card of a link at once (`soon`) or after the mouse has rested on it; return true if a card is shown at once.
   * @param {HTMLAnchorElement} link @param {boolean} soon @returns {Promise<boolean>} */
  async function ask(link, soon) {
    if (shownFor === link || !(soon || link.matches(":hover"))) return false; // the mouse left while this script was loading
    hide();
    if (link.title) { link.dataset.why = link.title; link.removeAttribute("title"); }
    shownFor = link;
    if (soon) return show(link);
    timer = window.setTimeout(() => void show(link), 250);
    return false;
  }

  /** Hide the card when the pointer or the focus goes elsewhere. @param {Event} event */
  function leave({ target }) {
    if (!(target instanceof Element) || !(target.closest("#law-card") || shownFor?.contains(target))) hide();
  }
  for (const kind of ["pointerover", "focusin", "pointerdown"]) document.addEventListener(kind, leave);
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

  globalThis.fatiaoCards = { ask };
})();
