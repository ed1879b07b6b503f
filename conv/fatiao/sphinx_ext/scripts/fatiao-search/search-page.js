// The search page: results by law, updated while the reader types.  Every hit is a link, so that Tab, Enter and opening in a
// new tab work as usual.
// @ts-check
"use strict";

(() => {
  const { say } = fatiaoPage;
  const { element } = fatiaoSearch;
  const STEP = 20;
  const COUNTED = 40; // text blocks to load at most for an exact count, after the results are shown

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLInputElement} input
   * @param {HTMLElement} place
   */
  fatiaoSearch.mountPage = (form, input, place) => {
    const status = element("p", "fatiao-status");
    const filters = element("div", "fatiao-filters");
    const body = element("div", "fatiao-found");
    const kinds = fatiaoSearch.picker(say("种类"), say("全部种类"), () => restart());
    const laws = fatiaoSearch.picker(say("法规"), say("全部法规"), () => restart());
    const older = element("label", "fatiao-past");
    const box = Object.assign(element("input"), { type: "checkbox" });
    older.append(box, ` ${say("包括历史文本")}`);
    let size = 10, asked = 0, timer = 0;
    let direct = "";
    status.setAttribute("role", "status");
    filters.append(kinds.label, laws.label);
    box.addEventListener("change", () => restart());
    filters.hidden = true;
    place.replaceChildren(status, filters, body);

    const asks = new URLSearchParams(location.search);
    input.value = asks.get("q") || "";
    kinds.wanted = asks.get("kind") || "";
    laws.wanted = asks.get("law") || "";
    box.checked = asks.has("past");

    /** @param {Results} found */
    function draw(found) {
      body.replaceChildren(...fatiaoSearch.sections(found), ...(found.more ? [moreButton()] : []));
      kinds.fill(found.byKind);
      laws.fill(found.byLaw);
      if (found.past && !older.isConnected) filters.append(older); // moving it again would lose its focus
      filters.hidden = kinds.label.hidden && laws.label.hidden && !found.past;
      status.textContent = fatiaoSearch.summary(found, { law: laws.wanted, kind: kinds.wanted });
    }

    function moreButton() {
      const more = element("button", "fatiao-more", say("显示更多"));
      more.type = "button";
      more.addEventListener("click", async () => {
        const had = body.querySelectorAll("a.fatiao-hit").length;
        size += STEP;
        await update();
        if (document.activeElement === document.body) body.querySelectorAll("a.fatiao-hit")[had]?.focus();
      });
      return more;
    }

    async function update() {
      const query = input.value.trim();
      const turn = ++asked;
      place.setAttribute("aria-busy", "true");
      const kept = new URLSearchParams();
      for (const [name, value] of [["q", query], ["kind", kinds.wanted], ["law", laws.wanted], ["past", box.checked ? "1" : ""]]) if (value) kept.set(name, value);
      try {
        history.replaceState(null, "", `?${kept}`);
      } catch {
        // Some browsers refuse this on file://; the page works without it.
      }
      try {
        await fatiaoSearch.open(fatiaoSearch.root);
        for (const check of [0, COUNTED]) {
          const found = await fatiaoSearch.search(query, { law: laws.wanted, kind: kinds.wanted, past: box.checked, size, check });
          if (turn !== asked) return;
          direct = found.direct ? found.jumps[0].url : "";
          if (!check || (found.exact && !body.contains(document.activeElement))) draw(found);
          if (found.exact) break;
        }
      } catch {
        if (turn === asked) status.textContent = say("搜索索引没有载入，或者刚刚更新过，请刷新页面。");
      }
      if (turn === asked) place.removeAttribute("aria-busy");
    }

    function restart() {
      size = 10;
      return update();
    }

    input.addEventListener("input", (event) => {
      if (/** @type {InputEvent} */ (event).isComposing) return;
      direct = "";
      window.clearTimeout(timer);
      timer = window.setTimeout(restart, 120);
    });
    input.addEventListener("compositionend", restart);
    form.addEventListener("submit", async (event) => {
      const query = input.value;
      event.preventDefault();
      window.clearTimeout(timer);
      if (!direct) await restart();
      if (direct && input.value === query) location.assign(direct);
    });
    document.addEventListener("keydown", (event) => {
      const links = /** @type {HTMLElement[]} */ ([...body.querySelectorAll("a.fatiao-hit")]);
      const at = links.indexOf(/** @type {HTMLElement} */ (document.activeElement));
      const inInput = document.activeElement === input;
      if (event.isComposing || (!inInput && at < 0)) return;
      if (event.key === "ArrowDown") links[at + 1]?.focus();
      else if (event.key === "ArrowUp" && !inInput) (links[at - 1] || input).focus();
      else if (event.key === "Escape" && !inInput) input.focus();
      else if (event.key === "Escape" && input.value) (input.value = ""), restart();
      else return;
      event.preventDefault();
    });
    if (asks.has("q") || input.autofocus) void update();
    else status.textContent = say("请输入要找的字词。");
    void fatiaoSearch.open(fatiaoSearch.root).catch(() => {}); // loads while the reader types
    if (!location.hash) input.focus();
  };
})();
