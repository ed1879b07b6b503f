// Data of 我的条文: the ordered list of provisions, laws and terms that a reader keeps, with headings and notes.  It is stored
// in localStorage, and encoded as one line for the fragment of a URL.  A line may come from anybody, so it is validated here.
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

  /** Return true if an untrusted value is a valid item. @param {any} item @returns {item is KeptThing} */
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

  /** Percent-encode text, including the separators of a line that encodeURIComponent leaves alone. @param {string} words */
  const quote = (words) => encodeURIComponent(words).replace(/[!*~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

  /** Encode items as a line; a law is not repeated when it is the same as that of the item before. @param {KeptThing[]} items */
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

  /** Decode a line into its items and the number of invalid parts (`strange`). @param {string} line
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
        strange += 1; // not percent-encoded UTF-8
      }
    }
    return { items, strange };
  }

  /** Return the items stored in this browser. @returns {KeptThing[]} */
  function read() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
      return Array.isArray(found) ? found.filter(isKept).slice(0, MOST) : [];
    } catch {
      return [];
    }
  }

  /** Store the items; return false if the browser refuses. @param {KeptThing[]} items */
  function write(items) {
    try {
      localStorage.setItem(KEY, JSON.stringify(items));
      return true;
    } catch {
      return false;
    }
  }

  /** Return true if two items mean the same thing, whatever their notes; headings never do. @param {KeptThing} a
   * @param {KeptThing} b */
  const same = (a, b) => a.kind === b.kind && a.text === b.text && a.at === b.at && a.kind !== "heading";

  globalThis.fatiaoShelf = { MOST, isKept, encode, decode, read, write, same };
})();
