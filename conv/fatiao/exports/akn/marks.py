"""Nest references and terms as inline elements of Akoma Ntoso."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fatiao import ids
from fatiao.exports.xml import element, xml_text
from fatiao.language.annexes import is_annex
from fatiao.model.law import Law, Level, Number, Span, Target
from fatiao.model.layers import Layers, Reference


@dataclass(frozen=True, slots=True)
class InlineElement:
    """A range of ``Article.text`` and the element around it."""

    span: Span
    name: str
    attributes: tuple[tuple[str, str], ...] = ()


def marks_of(law: Law, layers: Layers, cited: Mapping[str, str]) -> dict[int, tuple[InlineElement, ...]]:
    """Return the marks of every article, by its index in ``law.articles``.

    A number that stands twice gets none: a layer cannot say which of the two it means.
    """
    places: dict[Number, list[int]] = {}
    for at, article in enumerate(law.articles):
        places.setdefault(article.number, []).append(at)
    found: dict[int, list[InlineElement]] = {}
    for number, mark in _all_marks(law, layers, cited, _known(law)):
        held = places.get(number, [])
        if len(held) == 1:
            found.setdefault(held[0], []).append(mark)
    return {at: _nested(marks) for at, marks in found.items()}


def _all_marks(
    law: Law, layers: Layers, cited: Mapping[str, str], known: frozenset[str]
) -> Iterator[tuple[Number, InlineElement]]:
    for at, definition in enumerate(layers.definitions, 1):
        yield definition.article, InlineElement(definition.span, "def")
        yield (
            definition.article,
            InlineElement(definition.term_span, "term", (("eId", f"term_use_{at}"), ("refersTo", f"#term_{at}"))),
        )
    for reference in layers.references:
        if mark := _reference(law, reference, cited, known):
            yield reference.article, mark


def _known(law: Law) -> frozenset[str]:
    eids = set(ids.division_eids(law.divisions))
    for article in law.articles:
        eids.add(ids.article_eid(article.number))
        for segment in article.segments:
            eids.add(ids.segment_eid(article.number, segment.paragraph, segment.item, segment.subitem))
    return frozenset(eids)


def _reference(law: Law, reference: Reference, cited: Mapping[str, str], known: frozenset[str]) -> InlineElement | None:
    """Return ``<ref>`` for one target, ``<rref>`` for a range; None for several targets or a place that is not held."""
    if len(reference.targets) != 1:
        return None
    [target] = reference.targets
    first = _href(law, target, cited, known)
    if target.to is None:
        return InlineElement(reference.span, "ref", (("href", first),)) if first else None
    last = _href(law, _end(target), cited, known)
    return InlineElement(reference.span, "rref", (("from", first), ("upTo", last))) if first and last else None


def _end(target: Target) -> Target:
    """Return the last place of a range: ``to`` on the deepest level that is set."""
    if target.to is None or target.subitem:
        return replace(target, subitem=target.to, to=None)
    if target.item:
        return replace(target, item=target.to, to=None)
    if target.paragraph is not None:
        return replace(target, paragraph=target.to.value, to=None)
    if target.article:
        return replace(target, article=target.to, to=None)
    if target.section:
        return replace(target, section=target.to, to=None)
    return replace(target, chapter=target.to, to=None) if target.chapter else Target(law=target.law)


def _href(law: Law, target: Target, cited: Mapping[str, str], known: frozenset[str]) -> str:
    eid = _eid(law, target)
    if target.law is not None:
        base = cited.get(target.law, "")
        return base + (f"/~{eid}" if eid else "") if base else ""
    return f"#{eid}" if eid in known else ""


def _eid(law: Law, target: Target) -> str:
    if target.article is not None:
        paragraph = target.paragraph if target.item is None else target.paragraph or _paragraph_of(law, target)
        if paragraph is None:
            return ids.article_eid(target.article) if target.item is None else ""
        return ids.segment_eid(target.article, paragraph, target.item, target.subitem)
    if target.annex is not None:
        return _annex_eid(law, target.annex_word or "附件", target.annex) if target.law is None else ""
    return _division_eid(law, target) if target.law is None else ""


def _annex_eid(law: Law, word: str, number: int) -> str:
    only = len(law.annexes) == 1
    found = [annex.number for annex in law.annexes if is_annex(annex.label, only, word, number)]
    return ids.annex_eid(found[0]) if len(found) == 1 else ""


def _paragraph_of(law: Law, target: Target) -> int | None:
    """Return the 款 of this law that holds the 项 of 第八条第三项, where just one does."""
    holding = {
        segment.paragraph
        for article in law.articles
        if target.law is None and article.number == target.article
        for segment in article.segments
        if segment.item == target.item
    }
    return holding.pop() if len(holding) == 1 else None


def _division_eid(law: Law, target: Target) -> str:
    """Return the eId of the one division whose number, and whose parents' as far as they are named, are the
    target's.
    """
    wanted = {
        level: number
        for level, number in (
            (Level.PART, target.part),
            (Level.SUBPART, target.subpart),
            (Level.CHAPTER, target.chapter),
            (Level.SECTION, target.section),
        )
        if number is not None
    }
    eids = ids.division_eids(law.divisions)
    matching = [eids[at] for at in range(len(eids)) if wanted and _fits(law, at, wanted)]
    return matching[0] if len(matching) == 1 else ""


def _fits(law: Law, at: int, wanted: Mapping[Level, Number]) -> bool:
    chain: dict[Level, Number] = {}
    index: int | None = at
    while index is not None:
        division = law.divisions[index]
        chain[division.level] = division.number
        index = division.parent
    return law.divisions[at].level is list(wanted)[-1] and all(chain.get(lv) == n for lv, n in wanted.items())


def _nested(marks: Sequence[InlineElement]) -> tuple[InlineElement, ...]:
    """Return the marks in the order of opening, without those that cross another or repeat its range."""
    kept: list[InlineElement] = []
    open_marks: list[InlineElement] = []
    for mark in sorted(marks, key=lambda m: (m.span.start, -m.span.end, m.name)):
        while open_marks and open_marks[-1].span.end <= mark.span.start:
            open_marks.pop()
        if open_marks and (mark.span.end > open_marks[-1].span.end or mark.name in {m.name for m in open_marks}):
            continue
        if len(mark.span):
            kept.append(mark)
            open_marks.append(mark)
    return tuple(kept)


def weave(text: str, start: int = 0, marks: Sequence[InlineElement] = (), skip: int = 0) -> str:
    """Return the text from ``skip`` on as XML, with the marks that lie wholly in it; a line feed is ``<eol/>``.

    ``start`` is where the text stands in ``Article.text``; ``marks`` are nested and in order of opening.
    """
    inside = [m for m in marks if start + skip <= m.span.start and m.span.end <= start + len(text)]
    return "".join(_woven(text, start, inside, skip, len(text)))


def _woven(text: str, start: int, marks: Sequence[InlineElement], at: int, end: int) -> Iterator[str]:
    index = 0
    while index < len(marks):
        mark = marks[index]
        inner_end = index + 1
        while inner_end < len(marks) and marks[inner_end].span.start < mark.span.end:
            inner_end += 1
        yield _plain(text[at : mark.span.start - start])
        inner = "".join(
            _woven(text, start, marks[index + 1 : inner_end], mark.span.start - start, mark.span.end - start)
        )
        yield element(mark.name, inner, **dict(mark.attributes))
        at, index = mark.span.end - start, inner_end
    yield _plain(text[at:end])


def _plain(text: str) -> str:
    return xml_text(text).replace("\n", "<eol/>")
