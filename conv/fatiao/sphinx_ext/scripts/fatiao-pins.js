// Copying, and saying so: the address of a provision by the pin in its margin.  Loaded when a reader first turns to one.
// @ts-check
"use strict";

(() => {
  const { say } = fatiaoPage;
  const { parse, name: nameOf } = fatiaoPlaces;
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
   * is not known, the name of the provision. @param {string} hash @param {string} name */
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

  /** Take the place of a pin: mark it, copy its address, and tell who else works with it. @param {HTMLAnchorElement} pin */
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
