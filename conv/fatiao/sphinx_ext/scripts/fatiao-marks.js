// Toggles the punctuation of a text between the typeset marks and the marks of the source.  The page lists the source's
// mark for each typeset one; copying and printing use the marks that are shown.
// @ts-check
"use strict";

(() => {
  const line = /** @type {HTMLElement | null} */ (document.querySelector(".law-marks"));
  const button = line?.querySelector("button");
  if (!line || !button) return;
  const MARKS = /[，；：？！（）“”]/g;
  const KEY = "fatiao-marks";
  const source = Array.from(line.dataset.source ?? "");

  /** Text nodes that hold marks, with both readings. @type {{node: Text, set: string, printed: string}[]} */
  const pieces = [];
  let at = 0;
  for (const box of document.querySelectorAll(".law-text, .law-article")) {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      if (node.parentElement?.closest("a.pin, .article-mark")) continue;
      const set = node.data;
      const printed = set.replace(MARKS, (mark) => source[at++] ?? mark);
      if (printed !== set) pieces.push({ node, set, printed });
    }
  }
  if (at !== source.length) return; // another script changed the text: do not touch it

  /** @param {boolean} asPrinted */
  function show(asPrinted) {
    for (const piece of pieces) piece.node.data = asPrinted ? piece.printed : piece.set;
    button?.setAttribute("aria-pressed", String(asPrinted));
    for (const words of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".law-marks [data-shown]")))
      words.hidden = (words.dataset.shown === "source") !== asPrinted;
  }

  let asPrinted = false;
  try { asPrinted = localStorage.getItem(KEY) === "source"; } catch { /* storage is not available */ }
  button.hidden = false;
  show(asPrinted);
  button.addEventListener("click", () => {
    asPrinted = !asPrinted;
    show(asPrinted);
    try { localStorage.setItem(KEY, asPrinted ? "source" : "set"); } catch { /* the choice holds for this page only */ }
  });
})();
