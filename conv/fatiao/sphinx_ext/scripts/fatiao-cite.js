// The citation box.  Its citation formats are templates of the law (cite.js beside the page), loaded when the box is first
// opened and filled here for the law, the article, or the 款 or 项 whose link was copied.  Without this script the box
// shows the citations written at build time.  Works on file://: no fetch, no module.
// @ts-check
"use strict";

(() => {
  const { parse, fragment, page, name } = fatiaoPlaces;
  const { safe } = fatiaoForms;
  const { say } = fatiaoPage;
  const KEY = "fatiao-cite-form";

  // --- the box ----------------------------------------------------------------------------------------------------

  const found = document.querySelector("details.law-cite");
  if (!(found instanceof HTMLDetailsElement)) return;
  const box = found;
  const whole = box.querySelector("summary")?.textContent ?? "";
  /** @type {{id: string, forms: CitationForm[]} | null} */
  let law = null;
  /** @type {Provision | null} the cited provision; null cites the whole law */
  let place = null;

  /** Return the provision of an anchor on this page; the page's own article if the anchor names none.
   * @param {string} anchor */
  function placeOf(anchor) {
    const own = box.dataset.article ? `art-${box.dataset.article}` : "";
    const here = anchor && document.getElementById(anchor) ? anchor : "";
    const inLaw = !own && /^para-(\d+)(?:-item-(\d+(?:-\d+)?))?(?:-subitem-(\d+(?:-\d+)?))?$/.exec(here);
    if (inLaw) {  // the unnumbered provision, which has no page but the law's
      const [paragraph, item = "", subitem = ""] = inLaw.slice(1);
      return { article: "", paragraph, item, subitem };
    }
    for (const full of [own && here ? `${own}-${here}` : here, own]) {
      const found = parse(full);
      if (found?.article) return found;
    }
    return null;
  }

  /** Return the web address of the cited place; empty on file:// if the site's base URL is not set. */
  function address() {
    const folder = box.dataset.base || (/^https?:$/.test(location.protocol) ? new URL(".", location.href).href : "");
    if (!folder) return "";
    const inside = place ? fragment(place) : "";
    const { law: home = "index.html", pages = page("*") } = box.dataset;  // the URL pattern depends on the builder
    return safe(new URL(place?.article ? pages.replace("*", place.article) : home, folder).href + (inside && `#${inside}`));
  }

  /** @param {CitationForm} form */
  const fill = (form) => fatiaoForms.fill(form, place, address());

  /** @template {keyof HTMLElementTagNameMap} T @param {T} tag @param {string} name @param {string} text */
  function make(tag, name, text) {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    return element;
  }

  const select = document.createElement("select");
  const label = make("label", "cite-form", `${say("格式")} `);
  label.append(select);
  const copyButton = make("button", "cite-copy", say("复制"));
  const saveButton = make("button", "cite-save", say("下载"));
  const wholeButton = make("button", "cite-whole", "");
  for (const button of [copyButton, saveButton, wholeButton]) button.type = "button";
  const shown = make("output", "cite-text", "");
  const status = make("p", "cite-status", "");
  status.setAttribute("role", "status");
  const tools = make("div", "cite-tools", "");
  tools.append(label, copyButton, saveButton, wholeButton);

  function chosen() {
    return law?.forms.find((form) => form.key === select.value) ?? null;
  }

  function refresh() {
    const summary = box.querySelector("summary");
    const inside = place && (place.paragraph || !box.dataset.article);
    if (summary) summary.textContent = place && inside ? say("引用格式（{place}）", { place: name(place) }) : whole;
    const form = chosen();
    if (!form) return;
    shown.textContent = fill(form).replaceAll("\r", "").trimEnd();
    shown.lang = form.language;
    saveButton.hidden = !form.suffix;
    wholeButton.hidden = !inside;
    wholeButton.textContent = box.dataset.article ? say("引用整条") : say("引用整部法规");
    status.textContent = address() ? "" : say("从磁盘打开的页面没有网址，引注中不含网址和引用日期。");
  }

  /** Replace the citations written at build time with the controls. @param {{id: string, forms: CitationForm[]}} data */
  function equip(data) {
    law = data;
    for (const form of data.forms) select.append(new Option(form.label, form.key));
    try {
      select.value = localStorage.getItem(KEY) ?? "";
    } catch {
      // storage is not available
    }
    if (!chosen()) select.value = "legal-manual";
    box.querySelector("dl")?.replaceWith(tools, shown, status);
    refresh();
  }

  /** Copy with the clipboard API, or else by selecting the shown citation; return true on success.
   * @param {string} text @returns {Promise<boolean>} */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const range = document.createRange();
      range.selectNodeContents(shown);
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(range);
      return document.execCommand("copy");
    }
  }

  select.addEventListener("change", () => {
    refresh();
    try {
      localStorage.setItem(KEY, select.value);
    } catch {
      // without storage the choice holds for this page only
    }
  });
  copyButton.addEventListener("click", async () => {
    status.textContent = (await copy(shown.textContent ?? "")) ? say("已复制。") : say("浏览器不允许复制，文字已选定，请按 Ctrl+C。");
  });
  saveButton.addEventListener("click", () => {
    const form = chosen();
    if (!form || !law) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([fill(form)], { type: form.mime }));
    const name = place ? [law.id, `art-${place.article}`, fragment(place)].filter(Boolean).join("-") : law.id;
    link.download = name + form.suffix;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
  wholeButton.addEventListener("click", () => {
    place = placeOf("");
    refresh();
    select.focus();
  });
  async function open() {
    if (!box.open || law) return;
    const data = await fatiaoForms.ofLaw(box.dataset.script ?? "");
    if (data && !law) equip(data);
  }
  box.addEventListener("toggle", () => void open());

  /** Cite the provision of an anchor. @param {string} anchor */
  function turnTo(anchor) {
    place = placeOf(anchor);
    refresh();
  }
  const hash = () => location.hash.slice(1); // our anchors are ASCII
  addEventListener("hashchange", () => turnTo(hash()));
  document.addEventListener("fatiao:pinned", (event) => {
    if (event instanceof CustomEvent) turnTo(event.detail.anchor);
  });
  turnTo(hash());
  void open();
})();
