"""The CSL-JSON record of a law, an article, a 款 or a 项, and the templates of its citations.

A template is a sequence of text and slots.  The parts that depend on the law alone are text; the parts that the browser
fills in for a 款 whose link was just copied (the pinpoint, the address, the day of access) are slots.  A slot with an
empty value is left out together with its ``before`` and ``after``, like a group in CSL.  Slots are objects and not
braces in a string, so that a hostile title cannot imitate one.  ``docs/dev/exports.md`` gives the source of the rule of
each form and how certain it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fatiao import ids
from fatiao.exports.facts import Facts
from fatiao.language.dates import print_date
from fatiao.model.law import ProvisionId

#: The names of slots: three spellings of the pinpoint, the address, the day of access, the provision's anchor, and the
#: code of the medium in GB/T 7714: ``online`` if there is an address, else ``printed``.
SLOTS = ("arabic", "chinese", "english", "url", "accessed", "anchor", "online", "printed")


@dataclass(frozen=True, slots=True)
class TemplateSlot:
    """A slot of a template, filled with ``before + value + after``, or left out if the value is empty."""

    name: str
    before: str = ""
    after: str = ""


Template = tuple[str | TemplateSlot, ...]

# Line breaks and control characters would end a RIS field or a footnote; bidi controls would reorder the copied text.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")
# RFC 3986: the characters that a URL may hold unescaped; quotes, angle brackets, braces and spaces are not among them.
_URL_SAFE = ":/?#[]@!$&()*+,;=-._~%"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
#: Abbreviated months of the Bluebook, table T12.
_MONTHS_SHORT = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


def one_line(text: str) -> str:
    """Return the text as one printable line: control characters, line breaks and bidi marks become a space."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split(" ")).strip()


def safe_url(url: str) -> str:
    """Return the URL in ASCII, percent-encoded so that no citation format reads a character of it as syntax.

    Raises ValueError for a scheme other than http and https; a relative URL is allowed.
    """
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", url) and not re.match(r"https?://", url):
        raise ValueError(f"not a web address: {url!r}")
    return quote(url.encode("utf-8", "replace"), safe=_URL_SAFE)


def pinpoint(at: ProvisionId | None, spelling: str) -> str:
    """Return the pinpoint of a provision in a spelling; empty for the law as a whole.

    ``arabic`` is 第8条第1款第3项, ``chinese`` 第八条第一款第三项, ``english`` art. 8, para. 1, item 3.  An instrument
    without 条 (``一、``), such as a 刑法修正案, is cited by 条 too.
    """
    if at is None:
        return ""
    return {"arabic": _arabic, "chinese": _chinese, "english": _english}[spelling](at)


def _arabic(at: ProvisionId) -> str:
    return ids.pinpoint_name(at, chinese=False)


def _chinese(at: ProvisionId) -> str:
    return ids.pinpoint_name(at)


def _english(at: ProvisionId) -> str:
    levels = [("art.", at.article), ("para.", at.paragraph), ("item", at.item), ("subitem", at.subitem)]
    return ", ".join(f"{word} {n}" for word, n in levels if n is not None)


def format_date(iso: str, style: str) -> str:
    """Return an ISO date in the given style; ``iso`` unchanged if it is not a full date.

    The styles: ``iso`` 2026-07-01; ``english`` July 1, 2026; ``bluebook`` the same with short months; ``slashes``
    2026/07/01; ``parts`` 2026,7,1; ``chinese`` 2026年7月1日.
    """
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", iso)
    if not found or not 1 <= int(found[2]) <= 12:
        return iso
    year, month, day = (int(part) for part in found.groups())
    return {
        "iso": iso,
        "english": f"{_MONTHS[month - 1]} {day}, {year}",
        "bluebook": f"{_MONTHS_SHORT[month - 1]} {day}, {year}",
        "slashes": f"{year:04}/{month:02}/{day:02}",
        "parts": f"{year},{month},{day}",
        "chinese": print_date(iso),
    }[style]


def csl_record(facts: Facts, at: ProvisionId | None = None, url: str = "", accessed: str = "") -> dict[str, Any]:
    """Return the CSL-JSON item (schema 1.0.2) of a law, or of one provision of it; ``accessed`` is ISO 8601.

    ``type`` is ``regulation`` for 规章 and ``legislation`` for everything else; ``custom`` holds the values for which
    CSL has no field.  Raises ValueError if ``url`` has a scheme other than http and https.
    """
    anchor = f"-{ids.anchor_of_eid(ids.provision_eid(at))}" if at else ""
    record: dict[str, Any] = {
        "id": facts.key + anchor,
        "type": "regulation" if facts.kind and "规章" in facts.kind else "legislation",
        "title": one_line(facts.title) or facts.work,
    }
    if issuer := one_line(facts.issuer or ""):
        record["author"] = [{"literal": issuer}]
    if number := one_line(facts.number or ""):
        record["number"] = number
    if facts.issued and (parts := _date_parts(facts.issued)):
        record["issued"] = {"date-parts": [parts]}
    record["language"] = "zh-Hant" if facts.traditional else "zh-CN"
    record["jurisdiction"] = facts.country
    dates = {"adopted": facts.adopted, "promulgated": facts.promulgated, "in-force": facts.in_force}
    given = {
        **dates,
        "revised": facts.revised,
        "edition": facts.edition,
        "english-title": one_line(facts.english_title or ""),
    }
    if facts.in_force:  # these formats have no field for the day on which a law comes into force
        record["note"] = f"{print_date(facts.in_force)}起施行"
    if custom := {name: value for name, value in given.items() if value}:
        record["custom"] = custom
    if at:
        record["section"] = pinpoint(at, "arabic")
    if url:
        record["URL"] = safe_url(url)
        if parts := _date_parts(accessed):
            record["accessed"] = {"date-parts": [parts]}
    return record


def _date_parts(iso: str) -> list[int]:
    return [int(part) for part in iso.split("-")] if re.fullmatch(r"\d{4}(-\d\d){0,2}", iso) else []


def slot_values(at: ProvisionId | None, url: str = "") -> dict[str, str]:
    """Return the slot values for a provision, the same for every template; the day of access is added by the caller.

    Raises ValueError if ``url`` has a scheme other than http and https.
    """
    values = {spelling: pinpoint(at, spelling) for spelling in ("arabic", "chinese", "english")}
    values["anchor"] = ids.anchor_of_eid(ids.provision_eid(at)) if at else ""
    values["url"] = safe_url(url)
    values["online"], values["printed"] = ("EB/OL", "") if url else ("", "Z")
    return values


def fill(template: Template, values: Mapping[str, str]) -> str:
    """Return the citation; the day of access is left out if there is no address.

    The values come from ``slot_values`` and ``format_date``, never from the text of a law, and so are not escaped.
    """
    given = dict(values)
    if not given.get("url"):
        given["accessed"] = ""
    return "".join(part if isinstance(part, str) else _filled(part, given.get(part.name, "")) for part in template)


def _filled(slot: TemplateSlot, value: str) -> str:
    return f"{slot.before}{value}{slot.after}" if value else ""


def template_data(template: Template) -> list[str | list[str]]:
    """Return the template for the browser: text as a string, a slot as ``[name, before, after]``."""
    return [part if isinstance(part, str) else [part.name, part.before, part.after] for part in template]


def compact_json(data: Mapping[str, Any] | Sequence[Any]) -> str:
    """Return JSON on one line, safe inside a ``<script>`` element and inside an attribute in single quotes.

    ``< > & '``, lone surrogates, U+2028 and U+2029 (line breaks in old JavaScript) are written as Unicode escapes.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&'\u2028\u2029\ud800-\udfff]", lambda m: f"\\u{ord(m.group()):04x}", text)
