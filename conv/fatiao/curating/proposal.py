"""Propose the entries for a new law in a corpus: its id, the date of its text, and the values of ``law.toml``.

Values that the text prints are taken unchanged.  No text prints its kind and status; they are inferred from the issuer
and the dates of the law, and have to be verified: their grounds begin with 待核.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fatiao.exports.facts import facts_of, text_day
from fatiao.language.dates import is_day, print_date
from fatiao.language.romanise import romanise
from fatiao.model.corpus import UNVERIFIED, Work
from fatiao.model.law import Law

#: Characters of a title that an address needs; a longer id is cut at a word.
_LONGEST_ID = 60
_NO_WORD = re.compile(r"[^a-z0-9]+")
#: The name of the state, which begins the titles of all its laws and distinguishes none.
_STATE = re.compile(r"中华人民共和国(?=.)")
#: The kinds of instrument, by the first row that matches: a pattern of the issuer, one of the title, the kind, and the
#: article of 立法法 (2023) that lays it down.
_KINDS = (
    (r"最高人民法院|最高人民检察院", r"", "司法解释", "第一百一十九条"),
    (r"全国人民代表大会", r"法$|法典$", "法律", "第十条"),
    (
        r"人民代表大会常务委员会|(?<!自治[州县])人民代表大会$",
        r"条例|规定|办法|规则",
        "地方性法规",
        "第八十条、第八十一条",
    ),
    (r"^国务院$|^中华人民共和国国务院$", r"条例|规定|办法|细则", "行政法规", "第七十二条"),
    (r"人民政府", r"规定|办法|细则", "地方政府规章", "第九十三条"),
    (r"(?:部|(?<!常务)委员会|银行|署|总局|局|办公室)$", r"规定|办法|细则|规则|规程", "部门规章", "第九十一条"),
)


@dataclass(frozen=True, slots=True)
class SuppliedValue:
    """A value that the text does not print, and its ground."""

    field: str
    value: str
    ground: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The proposal for a law: ``printed`` has the values of ``law.toml`` that its text prints, in the order of keys.

    ``work`` and ``date`` are empty where the text gives nothing to derive them from.
    """

    work: str
    date: str
    title: str
    printed: Mapping[str, str]
    supplied: tuple[SuppliedValue, ...]


def propose(law: Law, today: str) -> Proposal:
    """Return the proposal for a law that belongs to no corpus yet; ``today`` is the day (ISO 8601) it is made on."""
    facts = facts_of(Work("x", ()), law)
    title = law.front.title.text.replace("\n", "") if law.front.title else ""
    values = {
        "title": title or None,
        "number": law.front.notice.number if law.front.notice else None,
        "adopted": facts.adopted,
        "promulgated": facts.promulgated,
        "in_force": facts.in_force,
    }
    days = {"adopted", "promulgated", "in_force"}
    printed = {key: value for key, value in values.items() if value and (key not in days or is_day(value))}
    supplied = tuple(_conclude(title, facts.issuer or "", printed.get("in_force", ""), today))
    return Proposal(propose_id(title), text_day(law), title, printed, supplied)


def propose_id(title: str) -> str:
    """Return the pinyin of a title by words as a work-id, without the name of the state; empty if there are no words.

    中华人民共和国保守国家秘密法 → ``baoshou-guojia-mimi-fa``.
    """
    words = [word for word in _NO_WORD.split(romanise(_STATE.sub("", title)).lower().replace("ü", "v")) if word]
    kept: list[str] = []
    for word in words:
        if kept and len("-".join([*kept, word])) > _LONGEST_ID:
            break
        kept.append(word[:_LONGEST_ID])
    name = "-".join(kept)
    return name if not name or name[0].isalpha() else f"law-{name}"


def _conclude(title: str, issuer: str, in_force: str, today: str) -> Iterator[SuppliedValue]:
    for maker, words, kind, article in _KINDS:
        if issuer and re.search(maker, issuer) and re.search(words, title):
            ground = f"文本载明由{issuer}制定；《中华人民共和国立法法》（2023年文本）{article}。"
            yield SuppliedValue("kind", kind, UNVERIFIED + ground)
            break
    if in_force:
        status, said = ("现行有效", "已至") if in_force <= today else ("尚未施行", "未至")
        ground = f"文本所载施行日期{print_date(in_force)}{said}；是否已经修改或者废止，尚未查核。"
        yield SuppliedValue("status", status, UNVERIFIED + ground)
