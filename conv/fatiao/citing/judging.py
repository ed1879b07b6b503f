"""Judge every reference of an essay, and describe what is wrong with it.

A fault is reported only where it is certain.  Where the law was identified by a shorter form of its title or by an
earlier mention, a reference that does not fit is left out, because the identification may be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fatiao import ids
from fatiao.citing.claims import Said, read_claims, wrong_date, wrong_number
from fatiao.citing.essay import Essay
from fatiao.citing.mentions import Mention
from fatiao.citing.quotations import Attached
from fatiao.citing.quoting import Judged, judge_quotation
from fatiao.citing.shelf import REPEALED, Shelved, ShelvedText
from fatiao.citing.standing import CitedPlace, CitedStanding, stand
from fatiao.model.law import ProvisionId, Span

#: The kinds of verdict, the gravest first; a verdict is of the first kind that holds.
KINDS = (
    "ambiguous", "title-misspelt", "no-such-article", "no-such-paragraph", "no-such-item", "quote-differs",
    "quote-misplaced", "date-wrong", "number-wrong", "superseded", "not-held", "ok",
)  # fmt: skip
#: The kinds that are not a fault of the essay.
RIGHT = frozenset({"ok", "not-held"})
#: Words before a reference which show that an earlier text is cited on purpose.
_HISTORIC = re.compile(
    r"(?:(?<!\d)[12]\d{3}年的"
    r"|(?:原|旧|当时的?|曾经?|修[订正改]前的?|废止前的?|已经?废止的|已经?失效的|此前的)[^，。；《》\n]{0,8})\Z"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on one reference.

    ``words`` and ``span`` are its text and place in the essay.  ``text`` is the text of the law that it was compared
    with, ``place`` the provision or range.  ``also`` are further kinds that hold.
    ``quote`` is the quotation that was judged, ``difference`` a message on the fault.
    """

    words: str
    span: Span
    work: Shelved | None
    text: ShelvedText | None
    place: CitedPlace | None
    kind: str
    also: tuple[str, ...] = ()
    quote: str | None = None
    difference: str | None = None

    @property
    def target(self) -> str | None:
        """The address of the provision, relative to its law: ``art-15#para-1``."""
        return _address(self.place.first) if self.place else None

    @property
    def target_to(self) -> str | None:
        """The address of the last provision of a range, relative to its law."""
        return _address(self.place.last) if self.place and self.place.last else None


def _address(at: ProvisionId) -> str:
    fragment = ids.fragment(at.paragraph, at.item, at.subitem)
    return ids.article_page(at.article) + (f"#{fragment}" if fragment else "")


def judge(essay: Essay, mentions: Sequence[Mention], attached: Sequence[Attached]) -> tuple[Verdict, ...]:
    """Return the verdicts on the provisions that an essay names and on its faulty titles, in order of span."""
    chains: dict[int, list[Mention]] = {}
    for mention in mentions:
        chains.setdefault(mention.chain, []).append(mention)
    found: list[Verdict] = []
    for chain, listed in chains.items():
        quotations = [one for one in attached if one.chain == chain]
        found.extend(_of_list(essay, listed, quotations))
    return tuple(sorted(found, key=lambda verdict: verdict.span))


def _of_list(essay: Essay, listed: Sequence[Mention], quotations: Sequence[Attached]) -> Iterator[Verdict]:
    name, first = listed[0].name, listed[0].span.start
    said = read_claims(essay.text, name.span, listed[-1].span.end) if name.span.start < name.span.end else _NOTHING
    if name.work is None:
        kind = "ambiguous" if name.works else "not-held"
        for mention in listed:
            if mention.piece is not None and not (kind == "ambiguous" and not mention.sure):
                yield Verdict(_words(essay, mention), mention.span, None, None, stand(None, mention.piece).place, kind)
        return
    text, faults = _text_meant(essay, name.work, said, name.edition, first)
    if name.misspelt:
        faults["title-misspelt"] = f"应为《{name.work.title}》"
    standings = [stand(text, mention.piece) if mention.piece else None for mention in listed]
    judged = judge_quotation(essay, name.work, text, standings, quotations)
    for at, (mention, standing) in enumerate(zip(listed, standings, strict=True)):
        verdict = _verdict(essay, mention, name.work, text, standing, dict(faults), judged.get(at))
        if verdict.kind == "ok" and mention.piece is None:
            continue
        if name.loose and verdict.kind not in RIGHT:
            continue
        yield verdict


_NOTHING = Said((), frozenset(), None)


def _verdict(
    essay: Essay,
    mention: Mention,
    work: Shelved,
    text: ShelvedText,
    standing: CitedStanding | None,
    faults: dict[str, str],
    quotation: Judged | None,
) -> Verdict:
    place = standing.place if standing else None
    if standing and standing.lacks:
        other = next((t for t in reversed(work.texts) if t is not text and not stand(t, mention.piece).lacks), None)
        if other is not None and text.current:
            text, place = other, stand(other, mention.piece).place
            faults["superseded"] = f"只有{other.date}的文本有这一条款"
        else:
            faults[standing.lacks] = standing.why
    quote = None
    if quotation:
        quote = quotation.quote
        text = quotation.text or text
        if quotation.kind != "ok":
            faults[quotation.kind] = quotation.difference
    kinds = [kind for kind in KINDS if kind in faults]
    difference = faults[kinds[0]] if kinds else None
    words = _words(essay, mention)
    return Verdict(
        words, mention.span, work, text, place, kinds[0] if kinds else "ok", tuple(kinds[1:]), quote, difference
    )


def _words(essay: Essay, mention: Mention) -> str:
    return essay.text[mention.span.start : mention.span.end]


def _text_meant(
    essay: Essay, work: Shelved, said: Said, edition: str | None, at: int
) -> tuple[ShelvedText, dict[str, str]]:
    """Return the text that a citation means, and the faults of its dates, number and edition: messages by kind."""
    faults: dict[str, str] = {}
    text, wanted = work.current, edition or said.edition
    if wanted:
        text = _edition(work, wanted) or work.current
    for claim in said.claims:
        right = wrong_date(claim, work)
        if right is None:
            continue
        later = claim.kind == "amended" and not work.dates["amended"]
        faults["not-held" if later else "date-wrong"] = f"没有收录{claim.date}的文本" if later else f"应为{right}"
    if number := wrong_number(said.numbers, work):
        faults["number-wrong"] = f"应为{number}"
    historic = _is_historic(essay.text, at)
    if not text.current and not historic:
        faults["superseded"] = f"{text.date}的文本已为{work.current.date}的文本所取代"
    if text.current and work.dates[REPEALED] and not historic:
        faults["superseded"] = f"{'、'.join(sorted(work.dates[REPEALED]))}废止"
    return text, faults


def _edition(work: Shelved, wanted: str) -> ShelvedText | None:
    """Return the text of a year or day, else the newest whose history prints that date; None if there is none."""
    of_day = next((text for text in reversed(work.texts) if text.date.startswith(wanted)), None)
    return of_day or next((text for text in reversed(work.texts) if _prints_day(text, wanted)), None)


def _prints_day(text: ShelvedText, wanted: str) -> bool:
    return any(event.date.startswith(wanted) for event in text.law.front.events if event.date)


def _is_historic(text: str, at: int) -> bool:
    line = text.rfind("\n", 0, at) + 1
    return bool(_HISTORIC.search(text[max(line, at - 16) : at]))
