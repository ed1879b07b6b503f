// Highlights the words of ?q=… on the page that a search result led to.  Escape removes the highlights.
// @ts-check
"use strict";

(() => {
  const BLOCK = "p, li, dd, dt, td, th, h1, h2, h3, h4, h5, h6, blockquote, div, section";
  const SKIPPED = "script, style, noscript, nav, form, button, .headerlink, .pin, svg";
  const MOST = 500;

  /** Return the text nodes of each block, in order. @param {Element} main @returns {Text[][]} */
  function blocksOf(main) {
    /** @type {Map<Element | null, Text[]>} */
    const blocks = new Map();
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || parent.closest(SKIPPED)) continue;
      const block = parent.closest(BLOCK);
      blocks.set(block, [...(blocks.get(block) || []), /** @type {Text} */ (node)]);
    }
    return [...blocks.values()];
  }

  /** Wrap a range of the joined text of nodes in <mark>. @param {Text[]} nodes @param {number} from @param {number} to */
  function wrap(nodes, from, to) {
    let start = 0;
    for (const node of nodes) {
      const end = start + node.data.length;
      if (from < end && to > start) {
        const hit = from > start ? node.splitText(from - start) : node;
        if (to < end) hit.splitText(to - Math.max(from, start));
        const mark = fatiaoSearch.element("mark", "fatiao-mark");
        hit.replaceWith(mark);
        mark.append(hit);
      }
      start = end;
    }
  }

  /** Highlight the words of the page's query. */
  fatiaoSearch.markPage = () => {
    const main = document.querySelector("main, [role=main], article");
    const { words } = fatiaoSearch.parse(new URLSearchParams(location.search).get("q") || "");
    let left = MOST;
    for (const nodes of main && words.length ? blocksOf(main) : []) {
      const { folded, at } = fatiaoSearch.foldWithOffsets(nodes.map((node) => node.data).join(""));
      /** @type {[number, number][]} */
      const found = [];
      for (const { pattern } of words)
        for (const match of folded.matchAll(pattern))
          found.push([at[match.index], at[match.index + match[0].length]]);
      // From the end, so that earlier offsets stay valid; of overlapping hits only one is wrapped.
      found.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      let limit = Infinity;
      for (const [from, to] of found) {
        if (from < to && to <= limit && left-- > 0) wrap(nodes, from, to), (limit = from);
      }
    }
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      for (const mark of document.querySelectorAll("mark.fatiao-mark")) {
        const parent = mark.parentNode;
        mark.replaceWith(...mark.childNodes);
        parent?.normalize();
      }
    });
  };
})();
