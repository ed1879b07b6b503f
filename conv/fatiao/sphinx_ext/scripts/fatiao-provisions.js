// The buttons 复制条文 and 收入我的条文: for an article, a 款 or 项, a law, and selected text.  Loaded on first use.
// @ts-check
"use strict";

(() => {
  const { parse, fragment, name } = fatiaoPlaces;
  const { read, write, same, MOST } = fatiaoShelf;
  const { say } = fatiaoPage;
  const { announce, copy } = fatiaoPins;
  const row = /** @type {HTMLElement | null} */ (document.querySelector(".law-tools"));
  const data = row?.dataset ?? {};
  const box = /** @type {HTMLElement | null} */ (document.querySelector("details.law-cite"));
  const FORM = "fatiao-cite-form";

  /** Return the provision of an anchor on this page; the page's own article if the anchor names none.
   * @param {string} anchor @returns {Provision | null} */
  function placeOf(anchor) {
    const own = box?.dataset.article ? `art-${box.dataset.article}` : "";
    return parse(own && anchor ? `${own}-${anchor}` : anchor || own);
  }

  /** Return the term, law or provision of this page as an item to keep. @param {Provision | null} place null: the whole law
   * @returns {KeptThing} */
  function kept(place) {
    if (data.term) return { kind: "term", text: data.term, at: "", note: "" };
    const at = place ? [place.article || "0", place.paragraph, place.item, place.subitem].filter(Boolean).join(".") : "";
    return { kind: place ? "provision" : "law", text: data.law ?? "", at, note: "" };
  }

  /** Return the permanent address of a provision, in the dated version of the law; empty on file:// if the site's base URL
   * is not set. @param {Provision | null} place */
  function address(place) {
    const base = box?.dataset.base || (/^https?:$/.test(location.protocol) ? new URL(".", location.href).href : "");
    if (!base || !data.dated) return "";
    const inside = place ? [place.article && `art-${place.article}`, data.split ? "" : fragment(place)].filter(Boolean).join("-") : "";
    return fatiaoForms.safe(new URL(data.dated, base).href + (inside && `#${inside}`));
  }

  /** @param {Provision | null} place */
  async function cite(place) {
    const known = (await fatiaoForms.ofLaw(box?.dataset.script ?? ""))?.forms ?? [];
    let key = "";
    try { key = localStorage.getItem(FORM) ?? ""; } catch { /* use the default form */ }
    const form = known.find((f) => f.key === key && !f.suffix) ?? known.find((f) => f.key === "legal-manual");
    return form ? fatiaoForms.fill(form, place, address(place)).trim() : "";
  }

  /** Return the statutory text of a part of the page, without pins, note marks and buttons.
   * @param {DocumentFragment | Element} part */
  function wordsOf(part) {
    const copy = document.createElement("div");
    copy.append(part.cloneNode(true));
    for (const extra of copy.querySelectorAll("a.pin, .article-mark, .pin-tools")) extra.remove();
    for (const block of copy.querySelectorAll("p, tr")) block.append("\n");
    return (copy.textContent ?? "").replace(/\n\s*/g, "\n").trim();
  }

  /** Return the text of a provision and its items, or of the whole article. @param {string} anchor */
  function provisionOf(anchor) {
    const first = anchor && document.getElementById(anchor);
    if (!first) return [...document.querySelectorAll(".law-text")].map(wordsOf).join("\n");
    const lines = [wordsOf(first)];
    for (let next = first.nextElementSibling; next; next = next.nextElementSibling) {
      const unnamed = first.matches(".paragraph") ? ".line, .closing, .table-wrapper, table" : ".line, .table-wrapper, table";
      if (next.id ? !next.id.startsWith(`${anchor}-`) : !next.matches(unnamed)) break;
      lines.push(wordsOf(next));
    }
    return lines.filter(Boolean).join("\n");
  }

  /** @param {string} words @param {Provision | null} place */
  async function copyWords(words, place) {
    const lines = [words, await cite(place), address(place)];
    const cited = lines[1].includes(lines[2]) ? lines.slice(0, 2) : lines;
    const what = place ? name(place) : say("所选文字");
    announce((await copy(cited.filter(Boolean).join("\n"))) ? say("已复制{what}的文字和引注", { what }) : say("浏览器不允许复制"));
  }

  /** @param {Provision | null} place */
  function toggle(place) {
    const items = read();
    const own = kept(place);
    const at = items.findIndex((item) => same(item, own));
    const what = data.term ? say("本术语") : place ? name(place) : say("本法规");
    if (at >= 0) items.splice(at, 1);
    else if (items.length >= MOST) return announce(say("我的条文已有{count}项，不能再收", { count: MOST }));
    else items.push(own);
    if (!write(items)) announce(say("浏览器不保存数据，不能收入"));
    else announce(at >= 0 ? say("已从我的条文移出{what}", { what }) : say("已收入我的条文：{what}", { what }));
    show();
  }

  /** Update the state of each keep button. */
  function show() {
    const items = read();
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-tool=keep]"))) {
      const own = kept(data.term || button.dataset.whole ? null : placeOf(button.dataset.anchor ?? ""));
      const is = items.some((item) => same(item, own));
      button.setAttribute("aria-pressed", String(is));
      button.textContent = is ? `★ ${say("已收入我的条文")}` : `☆ ${say("收入我的条文")}`;
    }
  }

  /** @param {string} tool @param {string} label @param {string} anchor */
  function make(tool, label, anchor) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: label });
    Object.assign(button.dataset, { tool, anchor });
    return button;
  }

  /** Put the buttons of a 款 or 项 after its text. @param {string} anchor @param {string} label */
  function offer(anchor, label) {
    document.querySelector(".pin-tools")?.remove();
    const group = document.createElement("span");
    group.className = "pin-tools";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", label);
    group.append(make("copy", say("复制条文"), anchor), make("keep", "", anchor));
    document.getElementById(anchor)?.append(group);
    show();
  }

  /** @type {HTMLButtonElement | null} */
  let floating = null;

  /** @param {Range} range */
  const startOf = ({ startContainer: start }) => (start instanceof Element ? start : start.parentElement);

  /** Show a button that copies the text selected in a law, with its citation; remove it when nothing is selected. */
  function follow() {
    const chosen = getSelection();
    const range = chosen && !chosen.isCollapsed && chosen.rangeCount ? chosen.getRangeAt(0) : null;
    const from = range && startOf(range)?.closest(".law-text, .law-article") ? range : null;
    if (!from || from.toString().trim().length < 2) return floating?.remove();
    floating ??= make("selection", say("复制条文"), "");
    floating.className = "law-copy-selection";
    floating.onpointerdown = (event) => event.preventDefault(); // keeps the selection
    const edges = from.getBoundingClientRect();
    document.body.append(floating);
    floating.style.left = `${Math.max(8, Math.min(edges.left, innerWidth - floating.offsetWidth - 8)) + scrollX}px`;
    floating.style.top = `${edges.bottom + 8 + scrollY}px`;
  }

  function copySelection() {
    const range = getSelection()?.getRangeAt(0);
    if (!range) return;
    const start = startOf(range);
    const anchor = start?.closest("p[id]")?.id ?? start?.closest(".law-article")?.querySelector("p[id]")?.id ?? "";
    void copyWords(wordsOf(range.cloneContents()), placeOf(anchor));
  }

  /** Print the text of the law without notes and other additions. */
  function printWords() {
    document.body.classList.add("print-bare");
    addEventListener("afterprint", () => document.body.classList.remove("print-bare"), { once: true });
    print();
  }

  /** Run the tool of a button. @param {HTMLElement} button */
  function run(button) {
    const anchor = button.dataset.anchor ?? "";
    const place = data.term || button.dataset.whole ? null : placeOf(anchor);
    if (button.dataset.tool === "copy") void copyWords(provisionOf(anchor), place);
    else if (button.dataset.tool === "selection") copySelection();
    else if (button.dataset.tool === "print") printWords();
    else toggle(place);
  }

  globalThis.fatiaoProvisions = { run, offer, follow };
  show();
})();
