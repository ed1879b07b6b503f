// On every page: finds the search boxes, loads the rest on the first use, marks the words that a result led to.
// Works from file://; without this script a box opens the search page, which says what to do.
// @ts-check
"use strict";
globalThis.fatiaoSearch = /** @type {any} */ ({});

(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const folder = script.src.replace(/[^/]*$/, "");
  const root = new URL(document.documentElement.dataset.content_root || "./", location.href.replace(/[?#].*$/, "")).href;
  const ENGINE = ["search-text", "search-inflate", "search-index", "search-titles", "search-core"];
  /** @type {Map<string, Promise<void>>} */
  const loaded = new Map();

  /** Load scripts of this folder: all at once, and run them in order. @param {string[]} names */
  async function need(names) {
    const all = names.map((name) => {
      let loading = loaded.get(name);
      if (!loading) {
        loading = new Promise((resolve, reject) => {
          const element = document.createElement("script");
          element.src = `${folder}${name}.js`;
          element.async = false; // scripts that a script adds run as they arrive otherwise
          element.onload = () => resolve();
          element.onerror = () => (loaded.delete(name), reject(new Error(name)));
          document.head.append(element);
        });
        loaded.set(name, loading);
      }
      return loading;
    });
    await Promise.all(all);
  }

  /** @param {string} tag @param {string} [name] class @param {string} [text] @returns {any} */
  function element(tag, name, text) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /** Put an excerpt into an element, hits as <mark>. @param {HTMLElement} into @param {Part[]} parts */
  function putParts(into, parts) {
    into.append(...parts.map(({ text, hit }) => (hit ? element("mark", "", text) : text)));
    return into;
  }

  Object.assign(fatiaoSearch, { root, element, putParts });

  /** @param {HTMLFormElement} form @returns {HTMLInputElement | null} */
  const inputOf = (form) => form.querySelector("input[name=q]");

  /** Let a box suggest what it finds, from its first use on. @param {HTMLFormElement} form */
  function equip(form) {
    const input = inputOf(form);
    if (!input) return;
    const mount = () => {
      let held = false;
      // Who is quicker than the scripts waits for them.
      const hold = (/** @type {Event} */ event) => ((held = true), event.preventDefault());
      form.addEventListener("submit", hold);
      need([...ENGINE, "search-box"]).then(() => fatiaoSearch.mountBox(form, input), () => {}).then(() => {
        form.removeEventListener("submit", hold);
        if (held) form.requestSubmit();
      });
    };
    input.addEventListener("focus", mount, { once: true });
    if (document.activeElement === input) mount();
  }

  /** A search box over the page; the browser keeps the focus in it and closes it with Escape. @returns {HTMLDialogElement} */
  function makePalette() {
    const dialog = element("dialog", "fatiao-palette");
    const form = Object.assign(element("form", "fatiao-search"), { method: "get", action: `${root}search.html` });
    const input = Object.assign(element("input"), { type: "search", name: "q", autocomplete: "off", placeholder: "搜索条文、术语，或者跳转到某一条" });
    const close = Object.assign(element("button", "fatiao-close", "关闭"), { type: "button" });
    dialog.setAttribute("aria-label", "搜索");
    form.setAttribute("role", "search");
    input.setAttribute("aria-label", "搜索");
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (/** @type {MouseEvent} */ event) => event.target === dialog && dialog.close());
    form.append(input, close);
    dialog.append(form);
    document.body.append(dialog);
    equip(form);
    return dialog;
  }

  function start() {
    const results = document.getElementById("fatiao-results");
    const forms = [.../** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form.fatiao-search"))];
    const main = results && (forms.find((form) => form.closest("main, [role=main]")) || forms[0]);
    for (const form of forms) if (form !== main) equip(form);
    const input = main && inputOf(main);

    /** @type {HTMLDialogElement | null} */
    let palette = null;

    /** Open the search over the page; on the search page its own box is at hand. */
    function open() {
      if (input) return input.focus(), input.select();
      palette ??= makePalette();
      if (!palette.open) palette.showModal();
      palette.querySelector("input")?.select();
    }
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".fatiao-open"))) {
      button.hidden = false;
      button.addEventListener("click", open);
    }
    if (results && main && input) {
      need([...ENGINE, "search-results", "search-page"]).then(
        () => fatiaoSearch.mountPage(main, input, results),
        () => results.append(element("p", "fatiao-status", "搜索脚本没有载入，请刷新页面。")),
      );
    } else if (new URLSearchParams(location.search).get("q")) {
      need(["search-text", "search-mark"]).then(() => fatiaoSearch.markPage(), () => {});
    }

    document.addEventListener("keydown", (event) => {
      const { target, key } = event;
      const typing = target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
      const slash = key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!slash && !(key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey)) return;
      event.preventDefault();
      open();
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
