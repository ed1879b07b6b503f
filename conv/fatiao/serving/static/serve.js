// Reloads the page after each build and shows the findings of the build, those of this page first.
"use strict";

(() => {
  const PLACE = "fatiao-serve-place";

  /** @typedef {{page: string, severity: string, text: string}} Finding */

  /** @param {string} name @param {string} text @returns {HTMLElement} */
  const element = (name, text) => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };

  /** @param {Finding[]} findings */
  const list = (findings) => {
    const made = document.createElement("ul");
    for (const finding of findings) {
      const item = element("li", finding.text);
      item.className = finding.severity === "error" ? "fatiao-serve-error" : "fatiao-serve-warning";
      made.append(item);
    }
    return made;
  };

  /** @param {{failed: boolean, summary: string, findings: Finding[]}} said */
  const show = (said) => {
    document.getElementById("fatiao-serve")?.remove();
    if (!said.findings.length && !said.failed) return;
    const here = decodeURIComponent(location.pathname).slice(1);
    const own = said.findings.filter((finding) => finding.page && here.startsWith(finding.page));
    const rest = said.findings.filter((finding) => !own.includes(finding));
    const box = document.createElement("details");
    box.id = "fatiao-serve";
    box.lang = "zh-CN";
    box.open = said.failed || own.length > 0;
    const state = said.failed ? "有错误，显示的是上一次建成的网站" : "已更新";
    box.append(element("summary", `${state}：本法规${own.length}处，其他${rest.length}处`));
    if (own.length) box.append(list(own));
    if (rest.length && (said.failed || !own.length)) box.append(list(rest));
    document.body.append(box);
  };

  const read = () =>
    fetch("/_fatiao/findings.json")
      .then((answer) => answer.json())
      .then(show, () => {});

  const place = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  if (place && !location.hash) scrollTo(0, Number(place));
  read();

  let seen = -1;
  const events = new EventSource("/_fatiao/events");
  events.onmessage = (event) => {
    const number = Number(event.data);
    if (seen >= 0 && number !== seen) {
      sessionStorage.setItem(PLACE, String(scrollY));
      location.reload();
    }
    seen = number;
  };
})();
