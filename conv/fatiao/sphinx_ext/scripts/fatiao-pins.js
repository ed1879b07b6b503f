// Pins in the margin: a click copies the address of the provision and says so.  Loaded on the first pointer or focus on one.
// @ts-check
"use strict";

(() => {
  const { say } = fatiaoPage;
  const { parse, name: nameOf } = fatiaoPlaces;
  /** @type {HTMLElement | null} */
  let toast = null;

  /** Show a message for a moment, and announce it to screen readers. @param {string} text */
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

  /** Copy with the clipboard API, or else through a selection; return true on success.
   * @param {string} text @returns {Promise<boolean>} */
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

  /** Return the text to copy for a place: its address on the site without the search query; on file://, if the site's base
   * URL is not set, the name of the provision. @param {string} hash @param {string} name */
  function addressOf(hash, name) {
    const box = document.querySelector("details.law-cite");
    const base = box?.getAttribute("data-base") ?? "";
    const file = location.pathname.split("/").pop() ?? "";
    if (base) return base + file + hash;
    if (location.protocol !== "file:") return location.href.replace(/[?#].*$/, "") + hash;
    const title = document.querySelector(".law-print-address")?.textContent?.trim().split("　")[0] ?? "";
    const own = parse(hash.slice(1));
    const place = own && { ...own, article: own.article || (box?.getAttribute("data-article") ?? "") };
    return place?.article ? `《${title}》${nameOf(place)}` : `《${title}》${name}`;
  }

  /** Select the place of a pin: highlight it, copy its address, and dispatch `fatiao:pinned`. @param {HTMLAnchorElement} pin */
  async function choose(pin) {
    history.replaceState(null, "", pin.getAttribute("href") ?? "");
    pin.closest("[id]")?.scrollIntoView({ block: "nearest" });
    for (const old of document.querySelectorAll(".pinned")) old.classList.remove("pinned");
    pin.parentElement?.classList.add("pinned");
    const place = parse(pin.hash.slice(1));
    const name = place ? nameOf(place) : "";
    document.dispatchEvent(new CustomEvent("fatiao:pinned", { detail: { anchor: pin.hash.slice(1), name } }));
    const words = addressOf(pin.hash, name);
    if (!(await copy(words))) announce(say("{place}的链接在地址栏中", { place: name }));
    else if (words.startsWith("《")) announce(say("已复制{place}的名称", { place: name }));
    else announce(say("已复制{place}的链接", { place: name }));
  }

  globalThis.fatiaoPins = { announce, copy, choose };
})();
