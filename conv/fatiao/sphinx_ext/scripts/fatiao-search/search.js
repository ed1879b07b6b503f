// On every page: sets up the search boxes, loads the engine on first use, and highlights the words of a search result.
// Works on file://; without this script a box opens the search page, which explains that scripts are needed.
// @ts-check
"use strict";

(() => {
  const { say, load } = fatiaoPage;
  const root = new URL(document.documentElement.dataset.content_root || "./", location.href.replace(/[?#].*$/, "")).href;
  globalThis.fatiaoSearch = /** @type {any} */ ({ root });
  const inputOf = (/** @type {HTMLFormElement} */ form) => /** @type {HTMLInputElement | null} */ (form.querySelector("input[name=q]"));
  const need = (/** @type {string} */ name) => load(`fatiao-search/${name}.js`);

  // The bundle of the search page includes the box; the engine must not be loaded twice.
  const results = document.getElementById("fatiao-results");
  const engine = results ? "page" : "box";

  /** Give a box its suggestions, from its first use on. @param {HTMLFormElement} form */
  function equip(form) {
    const input = inputOf(form);
    if (!input) return;
    const mount = () => {
      let held = false;
      // A form submitted before the scripts are ready is submitted again afterwards.
      const hold = (/** @type {Event} */ event) => ((held = true), event.preventDefault());
      form.addEventListener("submit", hold);
      need(engine).then(() => fatiaoSearch.mountBox(form, input), () => {}).then(() => {
        form.removeEventListener("submit", hold);
        if (held) form.requestSubmit();
      });
    };
    form.addEventListener("pointerenter", () => void need(engine).catch(() => {}), { once: true });
    input.addEventListener("focus", mount, { once: true });
    if (document.activeElement === input) mount();
  }

  /** Return a search dialog; as it is modal, the browser keeps the focus inside and closes it on Escape. */
  function makePalette() {
    const [dialog, form] = [document.createElement("dialog"), document.createElement("form")];
    const [input, close] = [document.createElement("input"), document.createElement("button")];
    dialog.className = "fatiao-palette";
    Object.assign(form, { className: "fatiao-search", method: "get", action: `${root}search.html` });
    Object.assign(input, { type: "search", name: "q", autocomplete: "off", placeholder: say("搜索条文、术语，或者跳转到某一条") });
    Object.assign(close, { className: "fatiao-close", type: "button", textContent: say("关闭") });
    form.setAttribute("role", "search");
    for (const named of [dialog, input]) named.setAttribute("aria-label", say("搜索"));
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    form.append(input, close);
    dialog.append(form);
    document.body.append(dialog);
    equip(form);
    return dialog;
  }

  function start() {
    const forms = [.../** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form.fatiao-search"))];
    const main = results && (forms.find((form) => form.closest("main, [role=main]")) || forms[0]);
    for (const form of forms) if (form !== main) equip(form);
    const input = main && inputOf(main);

    /** @type {HTMLDialogElement | null} */
    let palette = null;

    /** Open the search dialog; on the search page, focus its own box. */
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
    if (results && main && input)
      need(engine).then(
        () => fatiaoSearch.mountPage(main, input, results),
        () => results.append(say("搜索脚本没有载入，请刷新页面。")),
      );
    else if (new URLSearchParams(location.search).get("q")) need("mark").then(() => fatiaoSearch.markPage(), () => {});

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
