"""Read the dates and numbers that an essay states beside the title of a law, and compare them with the law's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fatiao.citing.shelf import ADOPTED, AMENDED, IN_FORCE, PROMULGATED, REPEALED, Shelved, read_numbers
from fatiao.language.dates import iso_date
from fatiao.model.law import Span

_DATE = (
    r"(?P<year>(?<!\d)[12]\d{3})\s?(?:年(?!度|代)(?:\s?(?P<month>\d{1,2})\s?月(?:\s?(?P<day>\d{1,2})\s?日)?)?"
    r"|-(?P<m2>\d{2})-(?P<d2>\d{2}))"
)
_VERBS = {
    "通过": ADOPTED, "批准": ADOPTED, "制定": ADOPTED, "公布": PROMULGATED, "发布": PROMULGATED, "颁布": PROMULGATED,
    "施行": IN_FORCE, "实施": IN_FORCE, "生效": IN_FORCE, "修正": AMENDED, "修订": AMENDED, "修改": AMENDED,
    "废止": REPEALED,
}  # fmt: skip
_VERB = "|".join(_VERBS)
_IN_BRACKET = re.compile(rf"{_DATE}(?P<between>[^，。；、]{{0,40}}?)(?:(?P<verb>{_VERB})|(?=[，。；、）)]|版|\Z))")
_BARE_YEAR = re.compile(r"\A\s?(?P<year>[12]\d{3})\s?\Z")
_BRACKET = re.compile(
    r"\A(?:\*{1,2})?\s?[（(](?P<inside>[^（）()\n]{2,120}(?:[（(〔][^（）()〔〕\n]{1,20}[）)〕][^（）()\n]{0,60})?)[）)]"
)
#: A date before the title: 2025年11月26日自治区人大常委会通过的《X》.
_BEFORE = re.compile(
    rf"{_DATE}(?P<between>[^，。；：《》\n“”]{{0,40}}?)(?P<verb>{_VERB})(?:并[^，。；《》]{{0,6}})?的(?:现行)?\Z"
)
#: A date behind the title: 《X》于2025年11月26日…通过，自2026年3月1日起施行.
_BEHIND = re.compile(
    rf"\A[，,]?\s?(?:已经?|并)?(?:于|自|从)\s?{_DATE}起?(?P<between>[^，。；：《》\n“”]{{0,40}}?)(?:正式)?(?P<verb>{_VERB})(?!以[来前后]|前|后|之)"
)
#: The date in a GB/T 7714 reference: [EB/OL]. （2025-11-26）.  The day of access, in [], is not a date of the law.
_GBT = re.compile(r"\A\s?\[[A-Z]{1,2}(?:/OL)?\]\s?[.．。]?\s?(?:[^，。；（(\n]{0,20}[,，]\s?)?[（(]?" + _DATE)
#: The year of an edition: 2018年的《X》.
_YEAR_BEFORE = re.compile(r"(?<!\d)(?P<year>[12]\d{3})年的\Z")
_NUMBER_BEFORE = re.compile(
    r"第\s?[0-9〇零一二三四五六七八九十百]{1,6}\s?号(?:公告|令|决定|主席令)?(?:公布|发布|颁布)的\Z"
)


@dataclass(frozen=True, slots=True)
class DateClaim:
    """A date that an essay states for a law; ``kind`` is the event stated with it (``ADOPTED`` …), None if none is."""

    date: str
    kind: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """The statements beside one title: dates, numbers, and the year or day of the edition that is meant."""

    claims: tuple[DateClaim, ...]
    numbers: frozenset[str]
    edition: str | None


def read_claims(text: str, title: Span, end: int) -> Said:
    """Return the statements around a title; ``end`` is the end offset of the last provision named behind it."""
    claims: list[DateClaim] = []
    numbers: set[str] = set()
    edition: str | None = None
    before = text[max(0, title.start - 70) : title.start]
    if found := _BEFORE.search(before):
        claims.append(DateClaim(_iso(found), _VERBS[found["verb"]]))
        edition = claims[-1].date if claims[-1].kind == AMENDED else None
    elif found := _YEAR_BEFORE.search(before):
        edition = found["year"]
    if found := _NUMBER_BEFORE.search(before):
        numbers |= read_numbers(found[0])
    for place in dict.fromkeys((title.end, end)):
        if bracket := _BRACKET.match(text[place : place + 220]):
            inside = bracket["inside"]
            claims.extend(made := list(_of_bracket(inside)))
            edition = edition or next((c.date for c in made if c.kind in (None, AMENDED)), None)
            if "修" not in inside:
                numbers |= read_numbers(inside)
        if dated := _GBT.match(text[place : place + 80]):
            claims.append(DateClaim(_iso(dated), None))
    claims.extend(_behind(text, title.end))
    return Said(tuple(claims), frozenset(numbers), edition)


def _of_bracket(inside: str) -> Iterator[DateClaim]:
    if year := _BARE_YEAR.match(inside):
        yield DateClaim(year["year"], None)
        return
    for found in _IN_BRACKET.finditer(inside):
        if found["verb"] or not found["between"].strip():
            yield DateClaim(_iso(found), _VERBS[found["verb"]] if found["verb"] else None)


def _behind(text: str, at: int) -> Iterator[DateClaim]:
    """Yield the dates of the sentence whose subject is the title; none if it mentions an amendment or a repeal."""
    sentence = re.split(r"[。；\n]", text[at : at + 160], maxsplit=1)[0]
    if bracket := _BRACKET.match(sentence):
        sentence = sentence[bracket.end() :]
    if "修" in sentence or "废" in sentence:
        return
    while found := _BEHIND.match(sentence):
        yield DateClaim(_iso(found), _VERBS[found["verb"]])
        sentence = sentence[found.end() :]


def _iso(found: re.Match[str]) -> str:
    month, day = found["month"] or found["m2"], found["day"] or found["d2"]
    return iso_date(int(found["year"]), int(month) if month else None, int(day) if day else None)


def wrong_date(claim: DateClaim, work: Shelved) -> str | None:
    """Return the right dates, joined by 、, if the claim is certainly wrong, else None."""
    known = work.dates[claim.kind] if claim.kind else work.all_dates
    if claim.kind == PROMULGATED and not known:
        known = work.dates[ADOPTED]
    if not known or any(day.startswith(claim.date) for day in known):
        return None
    if claim.kind in (ADOPTED, PROMULGATED, IN_FORCE) and work.dates[AMENDED]:
        known = work.all_dates  # each amendment has its own days, which a text need not print
        if any(day.startswith(claim.date) for day in known) or claim.kind == IN_FORCE:
            return None
    return "、".join(sorted(known))


def wrong_number(numbers: frozenset[str], work: Shelved) -> str | None:
    """Return the right numbers, joined by 、, if all of ``numbers`` are certainly wrong, else None."""
    if not numbers or not work.numbers or numbers & work.numbers:
        return None
    return "、".join(f"第{n}号" if "/" not in n else n for n in sorted(work.numbers))
