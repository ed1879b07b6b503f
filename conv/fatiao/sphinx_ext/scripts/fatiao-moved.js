// Carries the reader to where an address went: from a page that moved, with its fragment, and from a place that moved
// while its page stays: there fatiao.js loads it.  Without this script the first leads to the head of the new page, and
// the second shows a link.
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
    // the page of a large law has no text: a place in it is on the article's own page
    const provision = place?.matches("p") ? null : fatiaoPlaces.parse(location.hash.slice(1));
    if (!provision?.article || !document.querySelector(".law-ranges")) return;
    const inside = fatiaoPlaces.fragment(provision);
    location.replace(fatiaoPlaces.page(provision.article) + (inside && `#${inside}`));
  }
  addEventListener("hashchange", follow);
  follow();
})();
