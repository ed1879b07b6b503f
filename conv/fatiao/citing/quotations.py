"""Find the quotations of an essay, and the provision that each is attributed to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fatiao.citing.essay import Essay
from fatiao.citing.mentions import Mention
from fatiao.linking.quotation_marks import pair_marks
from fatiao.model.law import Span

_CORNERS = str.maketrans("「」", "“”")
#: Characters that may stand between a reference and the words it introduces.
_REACH = 60
_SAYS = r"(?:规定|明确|指出|要求|写道|写明|载明|称|所称|表述|表述为|原文|条文|强调|提出|定义|界定|即|如下|内容)"
#: Words that introduce a quotation as the provision's own: …第15条规定：“…”, …第15条明确“…”.
_INTRODUCES = re.compile(
    rf"(?:{_SAYS}[^，。；“”]{{0,8}}[,，]?|[^，。；“”]{{0,14}})[:：]\s*[*>\s]*\Z|{_SAYS}(?:了|为|的是)?[,，]?\Z"
)
#: Words between a quotation and its source: “…”（《X》第15条）, “…”——《X》第15条.
_CREDITED = re.compile(
    r"\A[。，；]?\s?(?:[（(\[]|——?|[,，。]?\s?(?:出自|引自|语出|载于|源自|源于))\s?(?:出自|引自|语出|载于|源自)?\s?\Z"
)
#: The same where the quoted words may be the writer's own: “…”，见《X》第15条.
_SEE = re.compile(r"\A[。，；]?\s?[（(]?\s?(?:参?见|详见|这是|此为|此即|即|是|系|乃)\s?\Z")
_LISTED = re.compile(r"\A[、，和与及以]{0,3}\Z")
_ENDS = re.compile(r"[。！？\n]")
_BLOCK_LEAD = re.compile(r"[:：][\s>*]*\Z")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: ``inner`` is its span without the marks, ``span`` with them; ``block`` marks block quotations."""

    inner: Span
    span: Span
    block: bool = False


@dataclass(frozen=True, slots=True)
class Attached:
    """A quotation and the list of provisions (``Mention.chain``) that it is attributed to.

    ``strict`` is False where the words may as well be the writer's own (第十五条所说的“把关”).
    """

    quotation: Quotation
    chain: int
    strict: bool


def find_quotations(essay: Essay) -> tuple[Quotation, ...]:
    """Return the quotations between “ and ” (or 「 and 」, or straight marks) and the block quotations, in order."""
    text = pair_marks(essay.text).translate(_CORNERS)
    blocks = [Quotation(Span(b.start, b.end), b, block=True) for b in essay.blocks]
    marked = [q for q in _marked(text) if not any(b.span.start <= q.span.start < b.span.end for b in blocks)]
    return tuple(sorted([*blocks, *marked], key=lambda q: q.span))


def _marked(text: str) -> Iterator[Quotation]:
    depth, opened = 0, -1
    for found in re.finditer(r"[“”\n]", text):
        if found[0] == "“":
            if depth == 0:
                opened = found.start()
            depth += not (depth and text[found.start() - 1 : found.start()] == "\n")  # “ is repeated at every paragraph
        elif found[0] == "”":
            if depth == 1:
                yield Quotation(Span(opened + 1, found.start()), Span(opened, found.end()))
            depth = max(0, depth - 1)
        elif depth and not _goes_on(text, found.end()):
            depth = 0


def _goes_on(text: str, at: int) -> bool:
    """Return True if a quotation that is open at the end of a line continues in the next, which begins at ``at``."""
    if text[at : at + 1] in ("“", "\n", ""):
        return text[at : at + 1] == "“"
    closing, opening = text.find("”", at), text.find("“", at)
    return closing >= 0 and (opening < 0 or closing < opening)


def closed_words(essay: Essay, quotations: Iterable[Quotation]) -> tuple[Span, ...]:
    """Return the quotations, in which references are not the essay's own, without a last line that names the source."""
    closed = []
    for quotation in quotations:
        words = essay.text[quotation.inner.start : quotation.inner.end]
        credit = re.search(
            r"(?:^|\n)[>\s]*(?:——?|—|[（(](?=[^（）()\n]*[）)]\s*\Z))[^\n]*\Z|[（(][^（）()\n]{0,80}[）)]\s*\Z", words
        )
        end = quotation.inner.start + credit.start() if quotation.block and credit else quotation.inner.end
        if quotation.block or not re.fullmatch(r"\s*《[^》]+》[^，。；：]{0,40}", words):
            closed.append(Span(quotation.inner.start, end))
    return tuple(closed)


def attach(
    essay: Essay, quotations: Sequence[Quotation], closed: Sequence[Span], mentions: Sequence[Mention]
) -> tuple[Attached, ...]:
    """Return the quotations that are attributed to a provision, each with its list of provisions."""
    chains: dict[int, Span] = {}
    for mention in mentions:
        begun = chains.get(mention.chain, mention.span)
        chains[mention.chain] = Span(begun.start, mention.span.end)
    ordered = sorted(chains.items(), key=lambda one: one[1])
    ends = {span.start: span.end for span in closed}
    found: list[Attached] = []
    for at, quotation in enumerate(quotations):
        inner = Span(quotation.inner.start, ends.get(quotation.inner.start, quotation.inner.end))
        whole = Quotation(inner, quotation.span, quotation.block)
        before = found[-1] if found and at and found[-1].quotation.span == quotations[at - 1].span else None
        attached = (
            _of_note(essay, whole, ordered)
            or _credited(essay, whole, ordered)
            or _introduced(essay, whole, ordered, quotations)
            or _listed(essay, whole, before)
        )
        if attached:
            found.append(attached)
    return tuple(found)


def _of_note(essay: Essay, quotation: Quotation, chains: Sequence[tuple[int, Span]]) -> Attached | None:
    """Attach “…”[^1] to the provisions named in its footnote, if those are one list only."""
    tail = essay.text[quotation.span.end : quotation.span.end + 2]
    reach = quotation.span.end + (1 if tail[:1] in ("。", "，", "；") else 0)
    for mark, name in essay.marks:
        if quotation.inner.start < mark.start <= reach and (mark.end >= quotation.inner.end):
            note = essay.notes.get(name)
            inside = [chain for chain, span in chains if note and note.start <= span.start < note.end]
            if note and len(inside) == 1:
                see = re.match(r"\s*(?:参见|另见|详见)", essay.text[note.start : note.end])
                return Attached(quotation, inside[0], strict=not see)
    return None


def _credited(essay: Essay, quotation: Quotation, chains: Sequence[tuple[int, Span]]) -> Attached | None:
    """Attach “…”（《X》第15条） to the source named behind it."""
    for chain, span in chains:
        begin = quotation.inner.end if quotation.block else quotation.span.end
        if span.start < begin:
            continue
        gap = essay.text[begin : span.start].strip("\n> ")
        if _CREDITED.match(gap):
            return Attached(quotation, chain, strict=True)
        return Attached(quotation, chain, strict=False) if _SEE.match(gap) else None
    return None


def _introduced(
    essay: Essay, quotation: Quotation, chains: Sequence[tuple[int, Span]], quotations: Sequence[Quotation]
) -> Attached | None:
    """Attach 《X》第15条规定：“…” to the source named before it in the same sentence."""
    before = [one for one in chains if one[1].end <= quotation.span.start]
    if not before:
        return None
    chain, span = before[-1]
    if any(span.end <= other.span.start < quotation.span.start for other in quotations):
        return None
    gap = essay.text[span.end : quotation.span.start]
    if quotation.block:
        return Attached(quotation, chain, strict=True) if _BLOCK_LEAD.search(gap) and len(gap) <= _REACH else None
    if len(gap) > _REACH or _ENDS.search(gap.rstrip("\n >") if _BLOCK_LEAD.search(gap) else gap):
        return None
    return Attached(quotation, chain, strict=bool(_INTRODUCES.search(gap)) or gap.strip() == "")


def _listed(essay: Essay, quotation: Quotation, before: Attached | None) -> Attached | None:
    """Attach the second quotation of 第15条规定“…”和“…” to the source of the first."""
    if before is None:
        return None
    gap = essay.text[before.quotation.span.end : quotation.span.start]
    return Attached(quotation, before.chain, strict=False) if _LISTED.match(gap) else None
