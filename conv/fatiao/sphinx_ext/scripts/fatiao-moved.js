// Redirects old addresses.  On a page that moved, it goes to the new page with the fragment; on other pages, where fatiao.js
// loads it, it follows a fragment that moved.  Without this script a moved page leads to the top of the new page, and a
// moved fragment shows a link.
// @ts-check
"use strict";

(() => {
  const target = document.currentScript?.dataset.target;
  if (target !== undefined) {
    const url = new URL(target, location.href);
    url.hash ||= location.hash;
    location.replace(url.href);
    return;
  }
  function follow() {
    const place = document.getElementById(location.hash.slice(1));
    const link = place?.matches(".law-moved") ? place.querySelector("a") : null;
    if (link) location.replace(link.href);
    // the index page of a large law has no text: a fragment of the text is on the article's own page
    const provision = place?.matches("p") ? null : fatiaoPlaces.parse(location.hash.slice(1));
    if (!provision?.article || !document.querySelector(".law-ranges")) return;
    const inside = fatiaoPlaces.fragment(provision);
    location.replace(fatiaoPlaces.page(provision.article) + (inside && `#${inside}`));
  }
  addEventListener("hashchange", follow);
  follow();
})();
