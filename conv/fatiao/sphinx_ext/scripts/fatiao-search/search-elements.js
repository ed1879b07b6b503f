// The elements that the parts of the search are made of.
// @ts-check
"use strict";

(() => {
  const { say } = fatiaoPage;

  /** @param {string} tag @param {string} [name] class @param {string} [text] @returns {any} */
  function element(tag, name, text) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /** Put an excerpt into an element, hits as <mark>. @param {HTMLElement} into @param {Part[]} parts */
  function putParts(into, parts) {
    into.append(...parts.map(({ text, hit }) => (hit ? element("mark", "", text) : text)));
    return into;
  }

  /** What the index calls a kind of name, for the reader. @type {Record<string, string>} */
  const KINDS = {
    法规: say("法规"), 术语: say("术语"), 附件: say("附件"), 历史文本: say("历史文本"), 编者注: say("编者注"), 引用的文件: say("引用的文件"),
    引用的条文: say("引用的条文"),
  };
  const kindName = (/** @type {string} */ kind) => KINDS[kind] ?? kind;

  Object.assign(fatiaoSearch, { element, putParts, kindName });
})();
