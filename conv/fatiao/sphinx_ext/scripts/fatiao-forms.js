// Fills in the citation templates of a law (cite.js, words.js) for a provision.  JavaScript version of
// conv/fatiao/exports/citations/record.py; both are tested with the same vectors.
// @ts-check
"use strict";

(() => {
  const { fragment, name } = fatiaoPlaces;
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"];

  /** Return the English pinpoint, such as "art. 8, para. 1, item 3". @param {Provision} place */
  function english(place) {
    const levels = [["art.", place.article], ["para.", place.paragraph], ["item", place.item], ["subitem", place.subitem]];
    return levels.filter(([, number]) => number).map((level) => level.join(" ")).join(", ");
  }

  /** Format a day in a style of fatiao.exports.citations.record.format_date. @param {Date} day @param {string} style */
  function format(day, style) {
    const [year, month, date] = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
    const iso = `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
    const name = MONTHS[month - 1];
    const short = name.length < 5 ? name : name === "September" ? "Sept." : `${name.slice(0, 3)}.`;
    switch (style) {
      case "iso": return iso;
      case "slashes": return iso.replaceAll("-", "/");
      case "parts": return `${year},${month},${date}`;
      case "english": return `${name} ${date}, ${year}`;
      case "bluebook": return `${short} ${date}, ${year}`;
      default: return "";
    }
  }

  /** Percent-encode non-ASCII characters and the syntax characters of citation formats. @param {string} url */
  function safe(url) {
    return url.replace(/[^A-Za-z0-9:/?#[\]@!$&()*+,;=\-._~%]/gu, (c) =>
      c < "\x80" ? `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}` : encodeURIComponent(c));
  }

  /** Return the citation of a provision, or of the whole law; `url` is empty if no address is known.
   * @param {CitationForm} form @param {Provision | null} place @param {string} url */
  function fill(form, place, url) {
    /** @type {Record<string, string>} */
    const values = {
      arabic: place ? name(place, false) : "",
      chinese: place ? name(place) : "",
      english: place ? english(place) : "",
      anchor: place ? [place.article && `art-${place.article}`, fragment(place)].filter(Boolean).join("-") : "",
      url,
      online: url ? "EB/OL" : "",
      printed: url ? "" : "Z",
      accessed: url ? format(new Date(), form.dates) : "",
    };
    return form.template
      .map((part) => (typeof part === "string" ? part : values[part[0]] ? part[1] + values[part[0]] + part[2] : ""))
      .join("");
  }

  /** @type {Promise<{id: string, forms: CitationForm[]} | null> | null} */
  let loading = null;

  /** Load the citation formats of this page's law; null if the script fails to load. @param {string} source */
  function ofLaw(source) {
    loading ??= new Promise((done) => {
      Object.assign(globalThis, { fatiaoCite: done });
      const script = document.createElement("script");
      script.src = source;
      script.onerror = () => done(null);
      document.head.append(script);
    });
    return loading;
  }

  globalThis.fatiaoForms = { fill, safe, ofLaw };
})();
