// The reader's choice of light or dark, set before the page is painted.  A file of its own, and not inline as the
// theme has it, so that a strict Content-Security-Policy needs neither a hash nor 'unsafe-inline'.
// @ts-check
"use strict";

(() => {
  /** @type {string | null} */
  let chosen = null;
  try {
    chosen = localStorage.getItem("theme");
  } catch {
    // a browser that keeps no storage for this place
  }
  document.body.dataset.theme = chosen === "light" || chosen === "dark" ? chosen : "auto";
})();
