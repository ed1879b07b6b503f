// Sets the reader's choice of light or dark before the page is painted.  A file of its own instead of the theme's inline
// script, so that a strict Content-Security-Policy needs neither a hash nor 'unsafe-inline'.
// @ts-check
"use strict";

(() => {
  /** @type {string | null} */
  let chosen = null;
  try {
    chosen = localStorage.getItem("theme");
  } catch {
    // storage is not available
  }
  document.body.dataset.theme = chosen === "light" || chosen === "dark" ? chosen : "auto";
})();
