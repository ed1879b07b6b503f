// The handout as a Word document: styled paragraphs, citations as footnotes (ECMA-376, part 1, 17.11).
// @ts-check
"use strict";

(() => {
  const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

  /** Escape text for XML; characters that XML 1.0 does not allow become U+FFFD. @param {string} words */
  const escape = (words) => words
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c] ?? c);

  /** Return the runs of a text, with line breaks for newlines. @param {string} words */
  const run = (words) => words.split("\n").map((line) => `<w:r><w:t xml:space="preserve">${escape(line)}</w:t></w:r>`).join("<w:r><w:br/></w:r>");

  /** Return a paragraph. @param {[style: string, words: string, footnote: number]} line footnote: 0 for none */
  function paragraph([style, words, number]) {
    const mark = number ? `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="${number}"/></w:r>` : "";
    return `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${run(words)}${mark}</w:p>`;
  }

  /** @param {string} id @param {string} name @param {string} paragraph @param {string} run */
  const style = (id, name, paragraph, run) =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:qFormat/><w:pPr>${paragraph}</w:pPr><w:rPr>${run}</w:rPr></w:style>`;

  const STYLES = `${HEAD}<w:styles ${W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>`
    + '<w:sz w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + style("title", "Title", '<w:jc w:val="center"/><w:spacing w:after="240"/>', '<w:b/><w:sz w:val="36"/>')
    + style("heading", "heading 1", '<w:keepNext/><w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="0"/>', '<w:b/><w:sz w:val="30"/>')
    + style("name", "heading 2", '<w:keepNext/><w:spacing w:before="240" w:after="60"/><w:outlineLvl w:val="1"/>', "<w:b/>")
    + style("words", "Body Text", '<w:spacing w:line="360" w:lineRule="auto"/><w:ind w:firstLineChars="200" w:firstLine="480"/>', "")
    + style("note", "Note", '<w:ind w:left="480"/>', '<w:sz w:val="21"/><w:color w:val="444444"/>')
    + style("own", "Own note", '<w:ind w:left="480"/>', '<w:i/><w:sz w:val="21"/>')
    + style("footnote", "footnote text", "", '<w:sz w:val="18"/>')
    + "</w:styles>";

  /** @param {string[]} notes */
  function footnotes(notes) {
    const rules = ["separator", "continuationSeparator"]
      .map((kind, at) => `<w:footnote w:type="${kind}" w:id="${at - 1}"><w:p><w:r><w:${kind}/></w:r></w:p></w:footnote>`);
    const own = notes.map((words, at) => `<w:footnote w:id="${at + 1}"><w:p><w:pPr><w:pStyle w:val="footnote"/></w:pPr><w:r><w:rPr>`
      + `<w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>${run(` ${words}`)}</w:p></w:footnote>`);
    return `${HEAD}<w:footnotes ${W}>${[...rules, ...own].join("")}</w:footnotes>`;
  }

  /** Return the bytes of the document; `notes[n]` is footnote n + 1.
   * @param {[style: string, words: string, footnote: number][]} lines @param {string[]} notes @returns {Uint8Array} */
  function write(lines, notes) {
    const page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>';
    const parts = [["document", "document.main"], ["styles", "styles"], ["footnotes", "footnotes"]];
    const overrides = parts.map(([name, type]) => `<Override PartName="/word/${name}.xml" ContentType="${TYPES}${type}+xml"/>`);
    const links = ["styles", "footnotes"].map((name, at) => `<Relationship Id="r${at}" Type="${RELATIONS}${name}" Target="${name}.xml"/>`);
    const PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/';
    /** @type {Record<string, string>} */
    const files = {
      "[Content_Types].xml": `${HEAD}<Types ${PACKAGE}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join("")}</Types>`,
      "_rels/.rels": `${HEAD}<Relationships ${PACKAGE}relationships"><Relationship Id="r0" Type="${RELATIONS}officeDocument" Target="word/document.xml"/></Relationships>`,
      "word/_rels/document.xml.rels": `${HEAD}<Relationships ${PACKAGE}relationships">${links.join("")}</Relationships>`,
      "word/document.xml": `${HEAD}<w:document ${W}><w:body>${lines.map(paragraph).join("")}${page}</w:body></w:document>`,
      "word/styles.xml": STYLES,
      "word/footnotes.xml": footnotes(notes),
    };
    const { strToU8, zipSync } = /** @type {any} */ (globalThis).fflate;
    return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
  }

  globalThis.fatiaoDocx = { write };
})();
