"""The 款 and 项 of an article while their lines are read, and the functions that close them.

This module does not decide where a line belongs.
"""

from __future__ import annotations

from fatiao.model.law import Item, Number, Paragraph, Passage, Subitem
from fatiao.reading.lines.labels import Label, Style
from fatiao.reading.lines.pieces import Words
from fatiao.reading.tree.closings import EntriesAbove
from fatiao.reading.tree.inline_items import InlineItem, find_inline_items


class OpenItem:
    """A 项 whose lines are still being read."""

    __slots__ = ("label", "style", "subitems", "words")

    def __init__(self, words: Words, label: Label) -> None:
        self.words = words
        self.label = label
        self.subitems: list[Words] = []
        self.style: Style | None = None  # of the subitems


class OpenParagraph:
    """A 款 whose lines are still being read."""

    __slots__ = ("closing", "finished", "items", "lead", "style")

    def __init__(self, lead: Words) -> None:
        self.lead = lead
        self.items: list[OpenItem] = []
        self.finished = EntriesAbove()  # all items but the last
        self.closing: Words | None = None  # the words after the items that finish the lead's sentence
        self.style: Style | None = None  # of the items


def close_paragraph(paragraph: OpenParagraph, index: int) -> Paragraph:
    """Return the 款 with the number ``index``; 项 that run on within its lead or within another 项 are split off."""
    items: list[Item] = []
    lead = paragraph.lead.passage() if paragraph.lead.pieces else Passage("", ())
    lead_text = lead.text
    if "一）" in lead_text or "一)" in lead_text:
        inline = find_inline_items(lead_text, 0)
        continued = paragraph.items and inline and paragraph.items[0].label.value == inline[-1][1] + 1
        if len(inline) >= 2 or continued:
            lead = paragraph.lead.passage(0, inline[0][0])
            items.extend(_cut(paragraph.lead, inline, len(lead_text)))
    for item in paragraph.items:
        items.extend(_close_item(item))
    return Paragraph(index, lead, tuple(items), paragraph.closing.passage() if paragraph.closing else None)


def _cut(words: Words, inline: list[InlineItem], end: int) -> list[Item]:
    out: list[Item] = []
    for position, (start, value, label) in enumerate(inline):
        until = inline[position + 1][0] if position + 1 < len(inline) else end
        out.append(Item(Number(value), label, words.passage(start, until)))
    return out


def _close_item(item: OpenItem) -> list[Item]:
    subitems = tuple(
        Subitem(Number(words.label.value), words.label.printed, words.passage())
        for words in item.subitems
        if words.label is not None
    )
    words = item.words.passage()
    text = words.text
    if not subitems and item.label.style is Style.PAREN and text.count("）") + text.count(")") > 1:
        inline = find_inline_items(text, item.label.value)
        if inline:
            first = Item(Number(item.label.value), item.label.printed, item.words.passage(0, inline[0][0]))
            return [first, *_cut(item.words, inline, len(text))]
    return [Item(Number(item.label.value), item.label.printed, words, subitems)]
