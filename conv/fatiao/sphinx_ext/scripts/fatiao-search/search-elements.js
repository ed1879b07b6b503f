// Helpers that build the elements of the search interface.
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

  /** Append an excerpt to an element, with hits as <mark>. @param {HTMLElement} into @param {Part[]} parts */
  function putParts(into, parts) {
    into.append(...parts.map(({ text, hit }) => (hit ? element("mark", "", text) : text)));
    return into;
  }

  /** Kinds of names in the index, in the language of the interface. @type {Record<string, string>} */
  const KINDS = {
    法规: say("法规"), 术语: say("术语"), 附件: say("附件"), 历史文本: say("历史文本"), 编者注: say("编者注"), 引用的文件: say("引用的文件"),
    引用的条文: say("引用的条文"),
  };
  const kindName = (/** @type {string} */ kind) => KINDS[kind] ?? kind;

  Object.assign(fatiaoSearch, { element, putParts, kindName });
})();
