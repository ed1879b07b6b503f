"""The published reading of a law: its text with full-width punctuation, kept beside the text as printed."""

from __future__ import annotations

from dataclasses import replace

from fatiao.language.typesetting import set_marks
from fatiao.model.law import Annex, Article, Division, Front, Item, Law, Paragraph, Passage, Subitem
from fatiao.site.model import Entry


def typeset_entry(entry: Entry) -> Entry:
    """Return an entry with its published reading as ``law``; ``source_law`` keeps the text as printed."""
    law = typeset_law(entry.law)
    return entry if law is entry.law else replace(entry, law=law, printed=entry.law)


def typeset_law(law: Law) -> Law:
    """Return a law with full-width punctuation in its text, or the law itself if nothing changes.

    Every passage keeps its length and its spans in the source, so offsets in one law are valid in the other.
    """
    if set_marks(law.source.text) == law.source.text:
        return law
    return replace(
        law,
        front=_front(law.front),
        divisions=tuple(map(_division, law.divisions)),
        articles=tuple(map(_article, law.articles)),
        annexes=tuple(map(_annex, law.annexes)),
        signature=_passages(law.signature),
    )


def _passage(passage: Passage) -> Passage:
    text = set_marks(passage.text)
    return passage if text == passage.text else Passage(text, passage.spans)


def _passages(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    return tuple(map(_passage, passages))


def _front(front: Front) -> Front:
    notice = replace(front.notice, lines=_passages(front.notice.lines)) if front.notice else None
    return replace(front, notice=notice, preamble=_passages(front.preamble), history=_passages(front.history))


def _division(division: Division) -> Division:
    return replace(division, heading=_passage(division.heading))


def _article(article: Article) -> Article:
    return replace(article, paragraphs=tuple(map(_paragraph, article.paragraphs)))


def _paragraph(paragraph: Paragraph) -> Paragraph:
    closing = _passage(paragraph.closing) if paragraph.closing else None
    return Paragraph(paragraph.index, _passage(paragraph.lead), tuple(map(_item, paragraph.items)), closing)


def _item(item: Item) -> Item:
    return Item(item.number, item.label, _passage(item.words), tuple(map(_subitem, item.subitems)))


def _subitem(subitem: Subitem) -> Subitem:
    return Subitem(subitem.number, subitem.label, _passage(subitem.words))


def _annex(annex: Annex) -> Annex:
    return replace(annex, heading=_passage(annex.heading), lines=_passages(annex.lines))
