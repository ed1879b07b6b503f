// Filters of a comparison: the count of each kind of change becomes a button that shows or hides these changes.
// @ts-check
"use strict";

(() => {
  const KIND = /law-kind-([a-z]+)/;

  /** @param {Element} count */
  function makeButton(count) {
    const kind = KIND.exec(count.className)?.[1];
    const changes = document.querySelectorAll(`.law-change-${kind}`);
    if (!kind || !changes.length) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = count.textContent;
    button.setAttribute("aria-pressed", "true");
    button.addEventListener("click", () => {
      const shown = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(shown));
      for (const change of changes) /** @type {HTMLElement} */ (change).hidden = !shown;
    });
    count.replaceWith(button);
  }

  document.querySelectorAll(".law-kinds > [class^=law-kind-]").forEach(makeButton);
})();
