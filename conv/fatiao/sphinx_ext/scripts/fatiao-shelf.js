// 我的条文: the provisions, laws and terms that a reader keeps, in a chosen order, with headings and notes.  They are kept
// by the browser, and written as one short line for an address.  What a line holds may be anybody's: it is checked here.
// @ts-check
"use strict";

(() => {
  const KEY = "fatiao-shelf";
  const VERSION = "1";
  const MOST = 500;
  const LONGEST = 4000;
  const LAW = /^[a-z0-9][a-z0-9-]{0,120}(?:@\d{4}-\d{2}-\d{2})?$/;
  const AT = /^(?:0|\d+(?:-\d+)?)(?:\.\d+(?:\.\d+(?:-\d+)?(?:\.\d+(?:-\d+)?)?)?)?$/;
  const SLUG = /^[\p{L}\p{N}-]{1,120}$/u;

  /** Return whether something is a thing to keep, as one of ours is. @param {any} item @returns {item is KeptThing} */
  function isKept(item) {
    if (!item || typeof item.text !== "string" || typeof item.at !== "string" || typeof item.note !== "string") return false;
    if (item.note.length > LONGEST || item.text.length > LONGEST) return false;
    switch (item.kind) {
      case "provision": return LAW.test(item.text) && AT.test(item.at);
      case "law": return LAW.test(item.text) && !item.at;
      case "term": return SLUG.test(item.text) && !item.at;
      case "heading": return item.text !== "" && !item.at;
      default: return false;
    }
  }

  /** Our own signs too. @param {string} words */
  const quote = (words) => encodeURIComponent(words).replace(/[!*~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

  /** Return the line of an address: a law that is that of the thing before is not named again. @param {KeptThing[]} items */
  function encode(items) {
    let law = "";
    const parts = items.map((item) => {
      const note = item.note && `*${quote(item.note)}`;
      if (item.kind === "heading") return `!${quote(item.text)}${note}`;
      if (item.kind === "term") return `~${quote(item.text)}${note}`;
      const named = item.text === law ? "" : item.text;
      law = item.text;
      return item.kind === "law" ? `${item.text}${note}` : `${named}:${item.at}${note}`;
    });
    return [VERSION, ...parts].join(";");
  }

  /** Return what a line holds, and how many parts of it are nothing that is kept here. @param {string} line
   * @returns {{items: KeptThing[], strange: number}} */
  function decode(line) {
    const [version, ...parts] = line.split(";");
    if (version !== VERSION) return { items: [], strange: line ? 1 : 0 };
    /** @type {KeptThing[]} */
    const items = [];
    let strange = Math.max(0, parts.length - MOST);
    let law = "";
    for (const part of parts.slice(0, MOST)) {
      try {
        const [body, quoted = ""] = part.split("*");
        const note = decodeURIComponent(quoted);
        /** @type {any} */
        let item = { kind: "heading", text: decodeURIComponent(body.slice(1)), at: "", note };
        if (body.startsWith("~")) item.kind = "term";
        else if (!body.startsWith("!")) {
          const [named, at = ""] = body.split(":");
          law = named || law;
          item = { kind: at ? "provision" : "law", text: law, at, note };
        }
        if (isKept(item)) items.push(item);
        else strange += 1;
      } catch {
        strange += 1; // no UTF-8
      }
    }
    return { items, strange };
  }

  /** Return what this browser keeps. @returns {KeptThing[]} */
  function read() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
      return Array.isArray(found) ? found.filter(isKept).slice(0, MOST) : [];
    } catch {
      return [];
    }
  }

  /** Return whether the browser keeps it. @param {KeptThing[]} items */
  function write(items) {
    try {
      localStorage.setItem(KEY, JSON.stringify(items));
      return true;
    } catch {
      return false;
    }
  }

  /** @param {KeptThing} a @param {KeptThing} b */
  const same = (a, b) => a.kind === b.kind && a.text === b.text && a.at === b.at && a.kind !== "heading";

  globalThis.fatiaoShelf = { MOST, isKept, encode, decode, read, write, same };
})();
