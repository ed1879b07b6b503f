// What a reading page does: copy the link of a provision, and say so.  Works from file:// and without this script
// every link is still a link.
// @ts-check
"use strict";

(() => {
  const own = document.currentScript;
  const folder = own instanceof HTMLScriptElement && own.src ? new URL(".", own.src).href : "_static/";
  /** @type {HTMLElement | null} */
  let toast = null;

  /** Tell the reader, on screen and to a screen reader. @param {string} text */
  function announce(text) {
    if (!toast) {
      toast = document.createElement("div");
      toast.className = "law-toast";
      toast.setAttribute("role", "status");
      document.body.append(toast);
    }
    toast.textContent = text;
    toast.classList.add("shown");
    window.setTimeout(() => toast?.classList.remove("shown"), 2500);
  }

  /** Copy with the clipboard API, or with a selection where there is none. @param {string} text @returns {Promise<boolean>} */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      area.className = "visually-hidden";
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  /** Return what to copy for a place: the site's address of it, without the words of a search; from a disk where that
   * is not known, the name of the provision. @param {HTMLAnchorElement} pin @param {string} name */
  function addressOf(pin, name) {
    const box = document.querySelector("details.law-cite");
    const base = box?.getAttribute("data-base") ?? "";
    const file = location.pathname.split("/").pop() ?? "";
    if (base) return base + file + pin.hash;
    if (location.protocol !== "file:") return location.href.replace(/[?#].*$/, "") + pin.hash;
    const title = document.querySelector(".law-print-address")?.textContent?.trim().split("　")[0] ?? "";
    const article = box?.getAttribute("data-article") ?? "";
    const own = fatiaoPlaces.parse(pin.hash.slice(1));
    const place = own && { ...own, article: own.article || article };
    return place?.article ? `《${title}》${fatiaoPlaces.name(place)}` : `《${title}》${name}`;
  }

  /** @type {Map<string, Promise<void>>} */
  const loaded = new Map();

  /** Load scripts of ours, one after another; each once. @param {string[]} names @returns {Promise<void>} */
  async function load(...names) {
    for (const file of names) {
      const one = loaded.get(file) ?? new Promise((done) => {
        const script = document.createElement("script");
        script.src = folder + file;
        script.onload = script.onerror = () => done();
        document.head.append(script);
      });
      loaded.set(file, one);
      await one;
    }
  }

  globalThis.fatiaoPage = { announce, copy, load };

  // Copying provisions and keeping them: the scripts come when they are first asked for.
  const tools = () => load("fatiao-forms.js", "fatiao-shelf.js", "fatiao-provisions.js");
  if (document.querySelector(".law-tools")) {
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".law-tools [hidden]"))) button.hidden = false;
    try {
      if (document.querySelector("[data-tool=keep]") && localStorage.getItem("fatiao-shelf")) void tools();
    } catch { /* a browser that keeps nothing */ }
    document.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("[data-tool]") : null;
      if (button instanceof HTMLElement) void tools().then(() => fatiaoProvisions.run(button));
    });
    let timer = 0;
    document.addEventListener("selectionchange", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        if (!getSelection()?.isCollapsed || document.querySelector(".law-copy-selection")) void tools().then(() => fatiaoProvisions.follow());
      }, 200);
    });
    document.addEventListener("fatiao:pinned", (event) => {
      if (event instanceof CustomEvent) void tools().then(() => fatiaoProvisions.offer(event.detail.anchor, event.detail.name));
    });
  }

  if (document.querySelector(".law-pack")) void load("fatiao-forms.js", "fatiao-shelf.js", "fatiao-pack.js");

  // The citation box is filled by a script of its own when it is first opened, or when a place is chosen for it.
  const box = document.querySelector("details.law-cite");
  const equip = () => load("fatiao-forms.js", "fatiao-cite.js");
  if (box instanceof HTMLDetailsElement) {
    box.addEventListener("toggle", () => void equip(), { once: true });
    document.addEventListener("fatiao:pinned", () => void equip(), { once: true });
    if (location.hash || box.open) void equip();
  }

  // What is said of force is true between two days; the reader's day decides.
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  for (const note of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".law-standing"))) {
    const { since, until } = note.dataset;
    if (since || until) note.hidden = (since !== undefined && today < since) || (until !== undefined && today >= until);
  }

  document.addEventListener("click", async (event) => {
    const pin = event.target instanceof Element ? event.target.closest("a.pin") : null;
    if (!(pin instanceof HTMLAnchorElement)) return;
    history.replaceState(null, "", pin.getAttribute("href") ?? "");
    pin.closest("[id]")?.scrollIntoView({ block: "nearest" });
    event.preventDefault();
    for (const old of document.querySelectorAll(".pinned")) old.classList.remove("pinned");
    pin.parentElement?.classList.add("pinned");
    const name = (pin.getAttribute("aria-label") ?? "").replace(/的链接$/, "");
    document.dispatchEvent(new CustomEvent("fatiao:pinned", { detail: { anchor: pin.hash.slice(1), name } }));
    const words = addressOf(pin, name);
    const what = words.startsWith("《") ? "名称" : "链接";
    announce((await copy(words)) ? `已复制${name}的${what}` : `${name}的链接在地址栏中`);
  });
})();

// Escape closes the menus of a narrow window.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const box of document.querySelectorAll(".law-toggle:checked"))
    if (box instanceof HTMLInputElement) (box.checked = false), box.focus();
});

// The arrow keys lead to the neighbours of an article, unless they are wanted for something else.
document.addEventListener("keydown", (event) => {
  if (!["ArrowLeft", "ArrowRight"].includes(event.key) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const target = event.target;
  if (target instanceof Element && target.closest("input, textarea, select, [contenteditable], pre, table, [role=combobox]")) return;
  const link = document.querySelector(`.law-beside a[rel="${event.key === "ArrowLeft" ? "prev" : "next"}"]`);
  if (link instanceof HTMLAnchorElement) location.assign(link.href);
});

// The sidebar of a large law: the article that is read is in sight.
(() => {
  const here = document.querySelector(".sidebar-tree [aria-current]");
  const pane = here?.closest(".sidebar-scroll");
  if (!here || !pane) return;
  const below = here.getBoundingClientRect().bottom - pane.getBoundingClientRect().bottom;
  if (below > 0) pane.scrollTop += below + pane.clientHeight / 2;
})();

// Cards: a term's explanation, or why a reference leads where it leads; by mouse, keyboard and touch.
(() => {
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

  /** Load the terms of the law whose page this is; a script, so that it works from a folder. @returns {Promise<void>} */
  function load() {
    loading ??= new Promise((done) => {
      const script = document.createElement("script");
      const beside = document.querySelector("[data-script]");  // on the page of an article the builder may be a folder deeper
      script.src = beside?.getAttribute("data-script")?.replace(/cite\.js$/, "terms.js") ?? "terms.js";
      script.onload = script.onerror = () => done();
      document.head.append(script);
    });
    return loading;
  }

  /** The link that a card can be shown for. @param {EventTarget | null} target @returns {HTMLAnchorElement | null} */
  function linkAt(target) {
    const link = target instanceof Element ? target.closest(".law-text a, .law-article a") : null;
    return link instanceof HTMLAnchorElement && link.querySelector(".law-term, .law-ref, .law-fix") ? link : null;
  }

  /** What the card says. @param {HTMLAnchorElement} link @returns {Promise<string[]>} */
  async function contentOf(link) {
    const why = link.dataset.why ?? "";
    if (link.querySelector(".law-ref")) return why ? ["引用", why] : [];
    if (link.querySelector(".law-fix")) return ["文字更正", why];
    await load();
    const name = link.pathname.split("/").filter(Boolean).pop()?.replace(/\.html$/, "") ?? "";
    return terms?.[name] ?? [];
  }

  /** @param {HTMLAnchorElement} link */
  async function show(link) {
    const [head, text, origin] = await contentOf(link);
    if (!head || shownFor !== link) return;
    card ??= document.createElement("div");
    card.id = "law-card";
    card.className = "law-hover-card";
    card.setAttribute("role", "tooltip");
    const parts = [["strong", head], ["span", text], ["small", origin]].filter(([, words]) => words);
    card.replaceChildren(...parts.map(([tag, words]) => Object.assign(document.createElement(tag), { textContent: words })));
    document.body.append(card);
    link.setAttribute("aria-describedby", card.id);
    const box = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - 8));
    const below = box.bottom + card.offsetHeight + 12 < window.innerHeight;
    card.style.left = `${left + window.scrollX}px`;
    card.style.top = `${(below ? box.bottom + 6 : box.top - card.offsetHeight - 6) + window.scrollY}px`;
  }

  function hide() {
    window.clearTimeout(timer);
    shownFor?.removeAttribute("aria-describedby");
    shownFor = null;
    card?.remove();
  }

  /** @param {HTMLAnchorElement} link @param {number} delay */
  function ask(link, delay) {
    if (shownFor === link) return;
    hide();
    if (link.title) { link.dataset.why = link.title; link.removeAttribute("title"); }
    shownFor = link;
    timer = window.setTimeout(() => void show(link), delay);
  }

  document.addEventListener("pointerover", (event) => {
    const link = linkAt(event.target);
    if (link && event.pointerType === "mouse") ask(link, 250);
    else if (!link && !(event.target instanceof Element && event.target.closest("#law-card"))) hide();
  });
  document.addEventListener("focusin", (event) => {
    const link = linkAt(event.target);
    if (link && link.matches(":focus-visible")) ask(link, 0);
    else if (!link) hide();
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  // A finger has no hover: the first tap shows the card, the second follows the link.
  document.addEventListener("pointerup", (event) => {
    const link = linkAt(event.target);
    if (event.pointerType !== "touch" || !link || shownFor === link) return;
    link.addEventListener("click", (click) => click.preventDefault(), { once: true });
    ask(link, 0);
  });
})();

// On paper a page says where it came from; a folder on somebody's disk is no address.
window.addEventListener("beforeprint", () => {
  const address = document.querySelector(".law-print-address span");
  if (address && location.protocol.startsWith("http")) address.textContent = location.href.replace(/[?#].*$/, "");
});
