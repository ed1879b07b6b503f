"""Say of every reference of an essay whether it is right, and what is wrong with it.

A fault is told only where it is certain.  Where the law itself was told by a shorter form or by what was said before,
a reference that does not fit is left out: the fault may be ours.
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

#: The kinds, the gravest first; a reference is of the first that holds.
KINDS = (
    "ambiguous", "title-misspelt", "no-such-article", "no-such-paragraph", "no-such-item", "quote-differs",
    "quote-misplaced", "date-wrong", "number-wrong", "superseded", "not-held", "ok",
)  # fmt: skip
#: Kinds that say nothing against the essay.
RIGHT = frozenset({"ok", "not-held"})
#: Behind these words an earlier text is meant on purpose.
_HISTORIC = re.compile(
    r"(?:(?<!\d)[12]\d{3}年的"
    r"|(?:原|旧|当时的?|曾经?|修[订正改]前的?|废止前的?|已经?废止的|已经?失效的|此前的)[^，。；《》\n]{0,8})\Z"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One reference and what was found; ``text_date`` is the date of the text that it was compared with.

    ``at`` and ``to`` are the provision and the end of a range; ``also`` are further kinds that hold.
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
        """The address of the provision below its law: ``art-15#para-1``."""
        return _address(self.place.first) if self.place else None

    @property
    def target_to(self) -> str | None:
        """The address of the end of a range."""
        return _address(self.place.last) if self.place and self.place.last else None


def _address(at: ProvisionId) -> str:
    fragment = ids.fragment(at.paragraph, at.item, at.subitem)
    return ids.article_page(at.article) + (f"#{fragment}" if fragment else "")


def judge(essay: Essay, mentions: Sequence[Mention], attached: Sequence[Attached]) -> tuple[Verdict, ...]:
    """Return a verdict for every provision that an essay names, and for a title that something is wrong with."""
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
    """Return the text that a citation means, and what is wrong with its dates and its number."""
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
    """Return the text of a year or day: the one that is of it, else the newest that prints it in its history."""
    of_day = next((text for text in reversed(work.texts) if text.date.startswith(wanted)), None)
    return of_day or next((text for text in reversed(work.texts) if _prints_day(text, wanted)), None)


def _prints_day(text: ShelvedText, wanted: str) -> bool:
    return any(event.date.startswith(wanted) for event in text.law.front.events if event.date)


def _is_historic(text: str, at: int) -> bool:
    line = text.rfind("\n", 0, at) + 1
    return bool(_HISTORIC.search(text[max(line, at - 16) : at]))
