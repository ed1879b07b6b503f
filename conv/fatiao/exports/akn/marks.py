"""Inline elements of Akoma Ntoso for references, definitions and terms, nested in the text of the articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fatiao import ids
from fatiao.linking.provisions import NoSuchProvisionError, Provisions
from fatiao.markup import escape, xml_element
from fatiao.model.law import Law, Number, Span, Target
from fatiao.model.layers import Layers, Reference


@dataclass(frozen=True, slots=True)
class InlineElement:
    """An XML element around a span of ``Article.text``."""

    span: Span
    name: str
    attributes: tuple[tuple[str, str], ...] = ()


def marks_of(law: Law, layers: Layers, cited: Mapping[str, str]) -> dict[int, tuple[InlineElement, ...]]:
    """Return the inline elements of every article, by its index in ``law.articles``.

    Articles that share a number get none: a layer names an article by its number alone.
    """
    places: dict[Number, list[int]] = {}
    for at, article in enumerate(law.articles):
        places.setdefault(article.number, []).append(at)
    found: dict[int, list[InlineElement]] = {}
    for number, mark in _all_marks(law, layers, cited):
        held = places.get(number, [])
        if len(held) == 1:
            found.setdefault(held[0], []).append(mark)
    return {at: _nested(marks) for at, marks in found.items()}


def _all_marks(law: Law, layers: Layers, cited: Mapping[str, str]) -> Iterator[tuple[Number, InlineElement]]:
    provisions = Provisions(law)
    for at, definition in enumerate(layers.definitions, 1):
        yield definition.article, InlineElement(definition.span, "def")
        yield (
            definition.article,
            InlineElement(definition.term_span, "term", (("eId", f"term_use_{at}"), ("refersTo", f"#term_{at}"))),
        )
    for reference in layers.references:
        if mark := _reference(provisions, reference, cited):
            yield reference.article, mark


def _reference(provisions: Provisions, reference: Reference, cited: Mapping[str, str]) -> InlineElement | None:
    """Return ``<ref>`` for one target or ``<rref>`` for a range; None for several targets or an unresolved one."""
    if len(reference.targets) != 1:
        return None
    [target] = reference.targets
    first = _href(provisions, target, cited)
    if target.to is None:
        return InlineElement(reference.span, "ref", (("href", first),)) if first else None
    last = _href(provisions, _end(target), cited)
    return InlineElement(reference.span, "rref", (("from", first), ("upTo", last))) if first and last else None


def _end(target: Target) -> Target:
    """Return the last provision of a range: ``to`` replaces the number at the deepest level that is set."""
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


def _href(provisions: Provisions, target: Target, cited: Mapping[str, str]) -> str:
    """Return the IRI of a target; empty if this law has no such provision or the other law has no IRI."""
    if target.law is None:
        eid = _held_eid(provisions, target)
        return f"#{eid}" if eid else ""
    base, eid = cited.get(target.law, ""), _printed_eid(target)
    return base + (f"/~{eid}" if eid else "") if base else ""


def _held_eid(provisions: Provisions, target: Target) -> str:
    try:
        if target.article is not None:
            return ids.provision_eid(provisions.provision("", target))
        if target.annex is not None:
            return ids.annex_eid(provisions.annex(target).number)
        at = provisions.division_index(target)
    except NoSuchProvisionError:
        return ""
    return "" if at is None else ids.division_eids(provisions.law.divisions)[at]


def _printed_eid(target: Target) -> str:
    """Return the eId in another law, from the numbers in the citation; empty for a 项 cited without its 款."""
    if target.article is None or (target.item is not None and target.paragraph is None):
        return ""
    return ids.segment_eid(target.article, target.paragraph, target.item, target.subitem)


def _nested(marks: Sequence[InlineElement]) -> tuple[InlineElement, ...]:
    """Return the elements by start, outer before inner.

    Empty elements are dropped, and so are those that cross another or lie inside one of the same name.
    """
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

    ``start`` is the offset of the text in ``Article.text``; ``marks`` are nested and sorted by start.
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
        yield xml_element(mark.name, inner, **dict(mark.attributes))
        at, index = mark.span.end - start, inner_end
    yield _plain(text[at:end])


def _plain(text: str) -> str:
    return escape(text).replace("\n", "<eol/>")
