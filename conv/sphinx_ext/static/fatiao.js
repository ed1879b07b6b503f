// What a reading page does: copy the link of a provision, and say so.  Works from file:// and without this script
// every link is still a link.
// @ts-check
"use strict";

(() => {
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

  document.addEventListener("click", async (event) => {
    const pin = event.target instanceof Element ? event.target.closest("a.pin") : null;
    if (!(pin instanceof HTMLAnchorElement)) return;
    history.replaceState(null, "", pin.getAttribute("href") ?? "");
    pin.closest("[id]")?.scrollIntoView({ block: "nearest" });
    event.preventDefault();
    for (const old of document.querySelectorAll(".pinned")) old.classList.remove("pinned");
    pin.parentElement?.classList.add("pinned");
    const name = (pin.getAttribute("aria-label") ?? "").replace(/的链接$/, "");
    announce((await copy(pin.href)) ? `已复制${name}的链接` : `${name}的链接在地址栏中`);
  });
})();
