// The page 我的条文: the reader's list of provisions, with headings and notes, to edit, share, print and save.  The text of
// each law comes from a script (words.js), so that the page works on file://.
// @ts-check
"use strict";

/** @typedef {{kind: string, place: string, text: string[], ground: string}} PackNote
 * @typedef {{label: string, parts: [fragment: string, words: string][], notes: PackNote[], terms: string[]}} PackArticle
 * @typedef {{key: string, title: string, facts: string, page: string, dated: string, split: boolean, forms: CitationForm[],
 *   articles: Record<string, PackArticle>, terms: Record<string, [term: string, words: string, origin: string]>}} PackLaw
 * @typedef {{item: KeptThing, law: PackLaw | null, place: Provision | null, title: string, lines: string[], notes: PackNote[],
 *   terms: [string, string, string][]}} Shown */

(() => {
  const root = /** @type {HTMLElement | null} */ (document.querySelector(".law-pack"));
  if (!root) return;
  const top = root;
  const { name, fragment, parse } = fatiaoPlaces;
  const { decode, encode, isKept, read, write, MOST } = fatiaoShelf;
  const { say, load } = fatiaoPage;
  const FORM = "fatiao-cite-form";
  const base = top.dataset.base || (/^https?:$/.test(location.protocol) ? new URL(".", location.href).href : "");

  /** @type {Map<string, Promise<PackLaw | null>>} */
  const laws = new Map();
  /** @type {KeptThing[]} */
  let items = [];
  let shared = false; // true while the list comes from the address and is not stored yet
  /** @type {Shown[]} */
  let shown = [];

  /** @type {Map<string, (law: PackLaw | null) => void>} */
  const waiting = new Map();

  /** Load a law by its key (work or work@date); null if the site does not have it. @param {string} key */
  function lawOf(key) {
    const known = laws.get(key);
    if (known) return known;
    const [work, date] = key.split("@");
    /** @type {Promise<PackLaw | null>} */
    const one = new Promise((done) => {
      const script = document.createElement("script");
      script.src = `${top.dataset.root ?? ""}laws/${work}/${date ? `${date}/` : ""}words.js`;
      Object.assign(globalThis, { fatiaoWords: (/** @type {PackLaw} */ law) => waiting.get(law.key)?.(law) });
      waiting.set(key, done);
      script.onload = script.onerror = () => done(null); // has no effect after fatiaoWords was called
      document.head.append(script);
    });
    laws.set(key, one);
    return one;
  }
  /** Parse the place of an item, such as 16.1.3. @param {string} at @returns {Provision | null} */
  function placeAt(at) {
    const [article, paragraph, item, subitem] = at.split(".");
    const levels = [["art", article === "0" ? "" : article], ["para", paragraph], ["item", item], ["subitem", subitem]];
    return parse(levels.filter(([, number]) => number).map((level) => level.join("-")).join("-"));
  }

  /** Return the lines of a provision and its items. @param {PackArticle} article @param {Provision} place */
  function linesOf(article, place) {
    const inside = fragment(place);
    const wanted = article.parts.filter(([at]) => !inside || at === inside || at.startsWith(`${inside}-`));
    return wanted.map(([, words]) => words);
  }

  /** Look up what to show for an item; an unknown one gets a line that says so. @param {KeptThing} item
   * @returns {Promise<Shown>} */
  async function look(item) {
    /** @type {Shown} */
    const none = { item, law: null, place: null, title: item.text, lines: [], notes: [], terms: [] };
    if (item.kind === "heading") return none;
    if (item.kind === "term") {
      for (const key of new Set(items.filter((other) => other.kind !== "heading" && other.kind !== "term").map((other) => other.text))) {
        const term = (await lawOf(key))?.terms[item.text];
        if (term) return { ...none, title: term[0], lines: [term[1]], terms: [term] };
      }
      const term = await termOf(item.text);
      return term ? { ...none, title: term[0], lines: [term[1]], terms: [term] } : { ...none, lines: [say("本站没有这个术语。")] };
    }
    const law = await lawOf(item.text);
    if (!law) return { ...none, lines: [say("本站没有这个文本。")] };
    if (item.kind === "law") return { ...none, law, title: `《${law.title}》`, lines: [law.facts] };
    const place = placeAt(item.at);
    const article = law.articles[place?.article || "0"];
    const lines = article && place ? linesOf(article, place) : [];
    const title = `《${law.title}》${place ? name(place) : ""}`;
    if (!lines.length) return { ...none, law, title, lines: [say("这个文本没有这一条、款、项。")] };
    const inside = place ? name({ ...place, article: "" }) : "";
    const notes = article.notes.filter((note) => inside.startsWith(note.place) || note.place.startsWith(inside));
    const terms = article.terms.map((slug) => law.terms[slug]).filter(Boolean);
    return { ...none, law, place, title, lines, notes, terms };
  }

  /** Find a term in the first text of the site that explains it. @param {string} slug */
  async function termOf(slug) {
    for (const key of (top.dataset.texts ?? "").split(" ").filter(Boolean)) {
      const term = (await lawOf(key))?.terms[slug];
      if (term) return term;
    }
    return null;
  }

  // --- citations ----------------------------------------------------------------------------------------------------

  function chosenForm() {
    try { return localStorage.getItem(FORM) ?? "legal-manual"; } catch { return "legal-manual"; }
  }

  /** Return the URL of a term's page relative to the root; its pattern depends on the builder. @param {string} slug */
  function addressOfTerm(slug) {
    return (top.dataset.term ?? "terms/SLUG.html").replace("SLUG", encodeURIComponent(slug));
  }

  /** Return the permanent address of an item; empty if the site's base URL is not known. @param {Shown} one */
  function addressOf(one) {
    if (!base) return "";
    if (one.item.kind === "term") return fatiaoForms.safe(new URL(addressOfTerm(one.item.text), base).href);
    if (!one.law) return "";
    const place = one.place;
    const inside = place && [place.article && `art-${place.article}`, one.law.split ? "" : fragment(place)].filter(Boolean).join("-");
    return fatiaoForms.safe(new URL(one.law.dated, base).href + (inside ? `#${inside}` : ""));
  }

  /** @param {Shown} one @param {string} key */
  function cite(one, key) {
    const form = one.law?.forms.find((f) => f.key === key);
    return form ? fatiaoForms.fill(form, one.place, addressOf(one)) : "";
  }

  const cited = () => shown.filter((one) => one.law && one.lines.length);

  // --- the list -----------------------------------------------------------------------------------------------------

  /** @param {string} tag @param {string} className @param {string} [text] @returns {any} */
  function make(tag, className, text = "") {
    return Object.assign(document.createElement(tag), { className, textContent: text });
  }

  /** @param {string} label @param {string} text @param {() => void} act */
  function button(label, text, act) {
    const made = make("button", "", text);
    made.type = "button";
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  }

  /** Store and render a list. @param {KeptThing[]} next @param {string} [focus] selector of the element to focus afterwards */
  async function change(next, focus = "") {
    items = next;
    if (!shared && !write(items)) tell(say("浏览器不保存数据：关闭本页前请导出文件或者复制分享的地址。"));
    await render();
    if (focus) /** @type {HTMLElement | null} */ (top.querySelector(focus))?.focus();
  }

  /** @param {number} from @param {number} to */
  function move(from, to) {
    const next = [...items];
    next.splice(to, 0, ...next.splice(from, 1));
    void change(next, `[data-row="${to}"] .pack-${to < from ? "up" : "down"}:not([disabled]), [data-row="${to}"] button`);
  }

  /** @param {Shown} one @param {number} row */
  function controls(one, row) {
    const line = make("div", "pack-controls");
    const what = one.title;
    const up = button(say("上移{what}", { what }), "↑", () => move(row, row - 1));
    const down = button(say("下移{what}", { what }), "↓", () => move(row, row + 1));
    up.disabled = row === 0;
    down.disabled = row === items.length - 1;
    up.classList.add("pack-up");
    down.classList.add("pack-down");
    line.append(up, down, button(say("移出{what}", { what }), say("移出"), () => void change(items.filter((_, at) => at !== row), ".pack-tools button")));
    return line;
  }

  /** @param {Shown} one @param {number} row */
  function noteBox(one, row) {
    const area = make("textarea", "pack-note");
    area.value = one.item.note;
    area.rows = 1;
    area.maxLength = 4000;
    area.placeholder = say("自己的注记");
    area.setAttribute("aria-label", say("{what}的注记", { what: one.title }));
    area.addEventListener("change", () => {
      items = items.map((item, at) => (at === row ? { ...item, note: area.value } : item));
      if (!shared) write(items);
      shown[row].item = items[row];
      area.parentElement.querySelector(".pack-note-print").textContent = area.value;
      share();
    });
    return area;
  }

  /** @param {Shown} one @param {number} row @param {number} number */
  function section(one, row, number) {
    const box = make("section", `pack-item pack-${one.item.kind}`);
    box.dataset.row = String(row);
    const below = items.slice(0, row).some((item) => item.kind === "heading");
    const head = make(one.item.kind !== "heading" && below ? "h3" : "h2", "", one.item.kind === "heading" ? one.item.text : "");
    if (one.item.kind !== "heading") {
      const link = make("a", "", one.title);
      link.href = linkOf(one);
      head.append(one.item.kind === "term" && !one.terms.length ? one.title : link);
      if (number) head.append(make("sup", "pack-number", `[${number}]`));
    }
    box.append(head, controls(one, row));
    for (const line of one.lines) box.append(make("p", "pack-words", line));
    for (const note of one.notes) {
      const words = make("p", "pack-extra pack-editor-note", `${note.kind}：${note.text.join("")}${note.ground}`);
      box.append(words);
    }
    if (one.item.kind === "provision")
      for (const [term, words] of one.terms) box.append(make("p", "pack-extra pack-explained", `${term}：${words}`));
    if (one.item.kind !== "heading") box.append(noteBox(one, row), make("p", "pack-note-print", one.item.note));
    return box;
  }

  /** @param {Shown} one */
  function linkOf(one) {
    const root = top.dataset.root ?? "";
    if (one.item.kind === "term") return root + addressOfTerm(one.item.text);
    if (!one.law) return "#";
    const inside = one.place && [one.place.article && `art-${one.place.article}`, one.law.split ? "" : fragment(one.place)].filter(Boolean).join("-");
    return root + one.law.dated + (inside ? `#${inside}` : "");
  }

  const list = make("div", "pack-list");
  const notes = make("ol", "pack-footnotes");
  const status = make("p", "pack-status");
  status.setAttribute("role", "status");
  const line = make("input", "pack-address");
  line.readOnly = true;
  line.setAttribute("aria-label", say("分享的地址"));

  /** @param {string} words */
  function tell(words) {
    status.textContent = words;
  }

  /** Add the number of invalid items to a message. @param {string} words @param {number} strange */
  const counted = (words, strange) => words + (strange ? say("另有{count}项不能识别。", { count: strange }) : "");

  /** Update the address that shares the list. */
  function share() {
    const page = base ? new URL(top.dataset.page ?? "", base).href : location.href.replace(/#.*$/, "");
    line.value = `${page}#${encode(items)}`;
  }

  async function render() {
    shown = await Promise.all(items.map(look));
    let number = 0;
    list.replaceChildren(...shown.map((one, row) => section(one, row, one.law && one.lines.length ? (number += 1) : 0)));
    if (!items.length) list.append(make("p", "pack-empty", say("这里还没有条文。在法规的页面上点“收入我的条文”，在一款、一项上先点它的编号或者#号。")));
    footnotes();
    share();
    for (const tool of top.querySelectorAll(".pack-needs-items")) Object.assign(tool, { disabled: !items.length });
  }

  function footnotes() {
    notes.replaceChildren(...cited().map((one) => {
      const entry = make("li", "", cite(one, chosenForm()).trim());
      const address = addressOf(one);
      if (address && !entry.textContent.includes(address)) entry.append(make("span", "pack-url", ` ${address}`));
      if (address) entry.append(drawCode(address));
      return entry;
    }));
  }

  /** Return an address as a QR code, which only print shows. @param {string} address */
  function drawCode(address) {
    const holder = make("span", "pack-code");
    const make_code = /** @type {any} */ (globalThis).qrcode;
    if (!make_code) return holder;
    const code = make_code(0, "M");
    code.addData(address);
    code.make();
    const size = code.getModuleCount();
    let path = "";
    for (let y = 0; y < size; y += 1) for (let x = 0; x < size; x += 1) if (code.isDark(y, x)) path += `M${x} ${y}h1v1h-1z`;
    const NS = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(NS, "svg");
    svg.setAttribute("viewBox", `-2 -2 ${size + 4} ${size + 4}`);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", say("网址的二维码"));
    const drawn = document.createElementNS(NS, "path");
    drawn.setAttribute("d", path);
    svg.append(drawn);
    holder.append(svg);
    return holder;
  }

  // --- files --------------------------------------------------------------------------------------------------------

  /** @param {string} name @param {string} mime @param {BlobPart} content */
  function save(name, mime, content) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: mime }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  /** Return the lines of the handout for Markdown and Word. @returns {[style: string, words: string, footnote: number][]} */
  function handout() {
    /** @type {[string, string, number][]} */
    const out = [["title", say("我的条文"), 0]];
    let number = 0;
    for (const one of shown) {
      const has = one.law && one.lines.length ? (number += 1) : 0;
      out.push([one.item.kind === "heading" ? "heading" : "name", one.title, has]);
      for (const words of one.item.kind === "heading" ? [] : one.lines) for (const part of words.split("\n")) out.push(["words", part, 0]);
      if (top.classList.contains("with-notes"))
        for (const note of one.notes) out.push(["note", `${note.kind}：${note.text.join("")}${note.ground}`, 0]);
      if (top.classList.contains("with-terms") && one.item.kind === "provision")
        for (const [term, words] of one.terms) out.push(["note", `${term}：${words}`, 0]);
      if (one.item.note) out.push(["own", one.item.note, 0]);
    }
    return out;
  }

  /** @returns {string[]} */
  function footnoteLines() {
    return cited().map((one) => {
      const words = cite(one, chosenForm()).trim();
      const address = addressOf(one);
      return address && !words.includes(address) ? `${words} ${address}` : words;
    });
  }

  function saveMarkdown() {
    /** Escape Markdown syntax. @param {string} words */
    const plain = (words) => words.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&").replace(/^(\s*)([-+]|\d+[.)])(?=\s)/, "$1\\$2");
    const marks = { title: "# ", heading: "## ", name: "### ", words: "", note: "> ", own: "> " };
    const body = handout().map(([style, words, number]) =>
      `${marks[/** @type {keyof typeof marks} */ (style)]}${words.split("\n").map(plain).join("\n> ")}${number ? `[^${number}]` : ""}`);
    const below = footnoteLines().map((words, at) => `[^${at + 1}]: ${plain(words)}`);
    save(`${say("我的条文")}.md`, "text/markdown", `${[...body, ...below].join("\n\n")}\n`);
  }

  async function saveWord() {
    try {
      await load("vendor/fflate.js", "fatiao-docx.js");
    } catch {
      return tell(say("生成文件的脚本没有载入，请刷新页面。"));
    }
    const bytes = /** @type {BlobPart} */ (fatiaoDocx.write(handout(), footnoteLines()));
    save(`${say("我的条文")}.docx`, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", bytes);
  }

  /** @param {string} suffix */
  function saveRecords(suffix) {
    const forms = cited().map((one) => ({ one, form: one.law?.forms.find((f) => f.suffix === suffix) }));
    const records = forms.map(({ one, form }) => (form ? fatiaoForms.fill(form, one.place, addressOf(one)) : ""));
    const mime = forms.find(({ form }) => form)?.form?.mime ?? "text/plain";
    const text = suffix === ".json" ? JSON.stringify(records.flatMap((record) => JSON.parse(record)), null, 1) : records.join("\n");
    save(`${say("我的条文")}${suffix === ".json" ? ".csl.json" : suffix}`, mime, text);
  }

  function exportFile() {
    save(`${say("我的条文")}.json`, "application/json", `${JSON.stringify({ fatiao: 1, items }, null, 1)}\n`);
  }

  /** @param {File} file */
  async function importFile(file) {
    if (file.size > 4_000_000) return tell(say("文件太大，不是从这里导出的。"));
    try {
      const data = JSON.parse(await file.text());
      const found = Array.isArray(data?.items) ? data.items.filter(isKept).slice(0, MOST) : [];
      const lost = (data?.items?.length ?? 0) - found.length;
      if (!found.length) return tell(say("文件里没有条文，不是从这里导出的。"));
      await change([...items, ...found].slice(0, MOST));
      tell(counted(say("导入{count}项。", { count: found.length }), lost));
    } catch {
      tell(say("文件不能识别，不是从这里导出的。"));
    }
  }

  // --- the tools ----------------------------------------------------------------------------------------------------

  /** @param {string} className @param {string} label */
  function option(className, label) {
    const holder = make("label", "");
    const box = make("input", "");
    box.type = "checkbox";
    box.addEventListener("change", () => top.classList.toggle(className, box.checked));
    holder.append(box, ` ${label}`);
    return holder;
  }

  async function formChoice() {
    const first = cited()[0]?.law;
    const holder = make("label", "", `${say("引注格式")} `);
    const select = make("select", "");
    for (const form of first?.forms.filter((f) => !f.suffix) ?? []) select.append(new Option(form.label, form.key));
    select.value = chosenForm();
    select.addEventListener("change", () => {
      try { localStorage.setItem(FORM, select.value); } catch { /* the choice holds for this page only */ }
      footnotes();
    });
    holder.append(select);
    holder.hidden = !select.options.length;
    return holder;
  }

  async function printAll() {
    if (top.classList.contains("with-codes")) {
      await load("vendor/qrcode.js").then(footnotes, () => tell(say("二维码的脚本没有载入，打印时没有二维码。")));
    }
    print();
  }

  /** @param {string} text @param {() => void} act */
  function needing(text, act) {
    const made = button("", text, act);
    made.classList.add("pack-needs-items");
    return made;
  }

  async function build() {
    const heading = make("input", "pack-heading");
    heading.maxLength = 200;
    heading.placeholder = say("标题");
    heading.setAttribute("aria-label", say("新的标题"));
    const add = make("form", "pack-add");
    add.append(heading, Object.assign(make("button", "", say("添加标题")), { type: "submit" }));
    add.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      const text = heading.value.trim();
      if (!text) return;
      heading.value = "";
      void change([...items, { kind: "heading", text, at: "", note: "" }], ".pack-heading");
    });
    const file = make("input", "visually-hidden");
    Object.assign(file, { type: "file", accept: "application/json,.json", tabIndex: -1 });
    file.setAttribute("aria-label", say("从文件导入"));
    file.addEventListener("change", () => { if (file.files?.[0]) void importFile(file.files[0]).then(() => { file.value = ""; }); });
    const saves = make("p", "pack-tools");
    saves.append(`${say("保存为")} `, needing("Word", () => void saveWord()), needing("Markdown", saveMarkdown), needing("RIS", () => saveRecords(".ris")),
      needing("BibLaTeX", () => saveRecords(".bib")), needing("CSL-JSON", () => saveRecords(".json")));
    const paper = make("p", "pack-tools");
    paper.append(option("with-notes", say("编者注")), option("with-terms", say("术语")), option("with-codes", say("打印二维码")), needing(say("打印"), () => void printAll()));
    const sharing = make("p", "pack-tools");
    sharing.append(line, needing(say("复制地址"), async () => tell((await fatiaoPins.copy(line.value)) ? say("已复制分享的地址。") : say("请自行复制上面的地址。"))),
      needing(say("导出文件"), exportFile), button("", say("导入文件"), () => file.click()), file,
      needing(say("清空"), () => { if (confirm(say("移出全部条文？"))) void change([], ".pack-heading"); }));
    await render();
    top.replaceChildren(status, list, add, make("h2", "pack-notes-title", say("引注")), notes, await formChoice(), saves, paper, sharing);
    await render();
  }

  /** Offer to store the list that came with the address. @param {number} strange */
  function offer(strange) {
    shared = true;
    tell(counted(say("本页显示的是链接带来的{count}项。", { count: items.length }), strange));
    status.append(" ", button("", say("收入我的条文"), () => {
      shared = false;
      history.replaceState(null, "", location.pathname);
      const own = read();
      void change([...own, ...items.filter((item) => !own.some((other) => fatiaoShelf.same(other, item)))].slice(0, MOST)).then(() => tell(say("已收入。")));
    }));
  }

  const given = decode(location.hash.slice(1));
  items = given.items.length ? given.items : read();
  void build().then(() => {
    if (given.items.length) offer(given.strange);
    else if (given.strange) tell(say("地址中的条文不能识别。"));
  });
})();
