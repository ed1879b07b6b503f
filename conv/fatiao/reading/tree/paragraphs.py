"""Build the 款, 项 and 目 of one article from its pieces: join broken lines and nest lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from fatiao.model.law import Paragraph, Passage
from fatiao.reading.lines.labels import Label, Style
from fatiao.reading.lines.pieces import Piece, Words
from fatiao.reading.lines.typography import (
    LINE_START_FORBIDDEN,
    Layout,
    ends_full_stop,
    ends_in_amount,
    ends_sentence,
    is_bare,
)
from fatiao.reading.tree.closings import closes_list
from fatiao.reading.tree.inline_items import last_inline_number
from fatiao.reading.tree.open_paragraphs import OpenItem, OpenParagraph, close_paragraph
from fatiao.tabular import is_remark, is_row

Gap = Callable[[Piece, int], None]


def build_paragraphs(
    pieces: Sequence[Piece], layout: Layout, gap: Gap, clause: bool = False, prose: bool = False
) -> tuple[Paragraph, ...]:
    """Return the 款 of an article or a clause, at least one.

    ``gap`` is called with each item out of sequence and the number expected there.  If ``clause`` is True, the first
    line may be a heading.  If ``prose`` is True, the text has no number, and a paragraph ends with every line that ends
    with a stop: 某市中级人民法院：.
    """
    if len(pieces) == 1 and pieces[0].label is None:
        words = Words(pieces[0])
        text = pieces[0].text
        if "一）" not in text and "一)" not in text:
            return (Paragraph(1, words.passage()),)
    return _Builder(pieces, layout, gap, clause, prose).build()


class _Builder:
    def __init__(self, pieces: Sequence[Piece], layout: Layout, gap: Gap, clause: bool, prose: bool) -> None:
        self.prose = prose
        self.pieces = pieces
        self.layout = layout
        self.gap = gap
        self.clause = clause
        self.open: list[OpenParagraph] = []
        self.quoted = _quoted(pieces)
        self.has_rows = any(is_row(piece.text) for piece in pieces)

    def build(self) -> tuple[Paragraph, ...]:
        for index, piece in enumerate(self.pieces):
            if (index == 0 and piece.label is None) or not self.open:
                self._first(piece)
            elif index in self.quoted:
                self._current().add(piece, "\n")
            elif piece.label is None or not self._put_label(index, piece, piece.label):
                self._put_text(index, piece)
        out: list[Paragraph] = []
        for paragraph in self.open:
            out.append(close_paragraph(paragraph, len(out) + 1))
        return tuple(out) or (Paragraph(1, Passage("", ())),)

    def _first(self, piece: Piece) -> None:
        if piece.label is not None:
            self.open.append(OpenParagraph(Words()))
            self._new_item(piece, piece.label)
        else:
            self.open.append(OpenParagraph(Words(piece)))

    def _current(self) -> Words:
        paragraph = self.open[-1]
        if paragraph.closing is not None:
            return paragraph.closing
        if not paragraph.items:
            return paragraph.lead
        item = paragraph.items[-1]
        return item.subitems[-1] if item.subitems else item.words

    def _last_text(self) -> str:
        words = self._current()
        return words.pieces[-1].text.rstrip() if words.pieces else ""

    def _new_item(self, piece: Piece, label: Label) -> None:
        self._reopen_list()
        paragraph = self.open[-1]
        paragraph.style = label.style
        if paragraph.items:
            paragraph.finished.take(paragraph.items[-1].words.text())
        paragraph.items.append(OpenItem(Words(piece, label), label))

    def _put_label(self, index: int, piece: Piece, label: Label) -> bool:
        """Take a labelled line as an item or a subitem; return False for a broken citation or a stray number."""
        paragraph = self.open[-1]
        before = self._last_text()
        if paragraph.style is None:
            return self._open_list(index, piece, label, before)
        item = paragraph.items[-1]
        if label.style is not paragraph.style:
            return self._put_subitem(piece, label, item, before)
        if label.value != item.label.value + 1:
            return self._put_out_of_sequence(piece, label, before, self._last_value(item) + 1)
        self._new_item(piece, label)
        return True

    def _open_list(self, index: int, piece: Piece, label: Label, before: str) -> bool:
        """Open a list with its first entry, or with the first one that begins a line or kept its label."""
        if label.value == 1:
            opens = self._list_may_open(index, label, before)
        else:
            opens = last_inline_number(self.open[-1].lead) == label.value - 1
            if not opens and before[-1:] in tuple("：:；;。") and label.style in (Style.PAREN, Style.DIGIT_PAREN):
                self.gap(piece, 1)
                opens = True
        if opens:
            self._new_item(piece, label)
        return opens

    def _put_out_of_sequence(self, piece: Piece, label: Label, before: str, expected: int) -> bool:
        """Take an entry with an unexpected number: its list runs on, begins again, or lost an entry."""
        ended = bool(before) and ends_sentence(before)
        if label.value == expected:
            self._new_item(piece, label)
        elif label.value == 1 and (ended or not before):
            self._restart(piece, label, before)
        elif ended and (label.value > expected or label.style is Style.PAREN):
            self.gap(piece, expected)
            self._new_item(piece, label)
        else:
            return False
        return True

    def _list_may_open(self, index: int, label: Label, before: str) -> bool:
        """Return True if a list may open: after a finished line, or if its second entry follows."""
        if not before or ends_sentence(before) or label.style is Style.PAREN:
            return True
        return any(
            p.label is not None and p.label.style is label.style and p.label.value == 2
            for p in self.pieces[index + 1 :]
        )

    def _restart(self, piece: Piece, label: Label, before: str) -> None:
        if before and before[-1] in "：:":  # a list within the item, in the item's own style
            item = self.open[-1].items[-1]
            (item.subitems[-1] if item.subitems else item.words).add(piece, "\n")
        else:
            self.open.append(OpenParagraph(Words()))
            self._new_item(piece, label)

    def _last_value(self, item: OpenItem) -> int:
        inline = last_inline_number(item.words)
        return max(item.label.value, inline)

    def _put_subitem(self, piece: Piece, label: Label, item: OpenItem, before: str) -> bool:
        if item.style is None:
            if label.value != 1:
                return False
            item.style = label.style
        elif label.style is not item.style:
            if label.value == 1 or ends_sentence(before):
                item.subitems[-1].add(piece, "\n")
                return True
            return False
        else:
            last = item.subitems[-1].label
            if last is not None and label.value != last.value + 1 and not ends_sentence(before):
                return False
        item.subitems.append(Words(piece, label))
        return True

    def _put_text(self, index: int, piece: Piece) -> None:
        words = self._current()
        text = piece.text
        before = self._last_text()
        if not before or not words.pieces:
            words.add(piece, "")
            return
        if index == 1 and self.clause and self._is_heading(self.pieces[0]):
            words.add(piece, "\n")
            return
        if self.has_rows and (is_row(text) or (is_row(before) and is_remark(text))):
            words.add(piece, "\n")
            return
        if self._closes_list(index, piece, before):
            self.open[-1].closing = Words(piece)
            return
        if text[0] in LINE_START_FORBIDDEN or self._goes_on(piece, before, words):
            words.add(piece, _join(before, text))
            return
        if self.prose and ends_sentence(before) and not self.open[-1].items:
            self.open.append(OpenParagraph(Words(piece)))
            return
        join = self._list_join(words, before, text)
        if join is not None and not (len(self.open) == 1 and words.label is not None and _LOOKS_BACK.search(text)):
            words.add(piece, join)
        elif self.open[-1].items and self._list_goes_on(index):
            words.add(piece, "\n")
        else:
            self.open.append(OpenParagraph(Words(piece)))

    def _is_heading(self, piece: Piece) -> bool:
        """Return True if the first line heads the clause: 一、适用税额 on a line of its own."""
        size = piece.end - piece.start
        return size <= 30 and is_bare(piece.text) and (self.layout.width is None or size < self.layout.width - 4)

    def _goes_on(self, piece: Piece, before: str, words: Words) -> bool:
        """Return True if a line continues the sentence, or the 款, before it."""
        if self.has_rows and is_row(before):
            return False
        if piece.start == 0 and before[-1] not in "：:；;" and self.layout.runs_on(words.pieces[-1].line, piece.line):
            return True
        if self.layout.indent_tells:
            return not piece.line.indented if piece.start == 0 else False
        return not ends_sentence(before) and not self._current().listing

    def _closes_list(self, index: int, piece: Piece, before: str) -> bool:
        """Return True if a line after the last 项 finishes the sentence of the 款: see ``reading.tree.closings``."""
        paragraph = self.open[-1]
        if not paragraph.items or paragraph.closing is not None or self._current().listing or piece.label is not None:
            return False
        if self._is_full(self._current().pieces[-1]) or self._list_goes_on(index):
            return False
        if self.layout.indent_tells and not piece.line.indented:
            return False
        lead = paragraph.lead.text().rstrip() if paragraph.lead.pieces else ""
        return closes_list(lead, paragraph.finished, before, piece.text)

    def _is_full(self, piece: Piece) -> bool:
        """Return True if a line is a full line of wrapped text, so that its end is no evidence."""
        return self.layout.width is not None and len(piece.line.text) >= self.layout.width - 2

    def _reopen_list(self) -> None:
        """Move the supposed closing words back to the last 项, since one more 项 follows and the list is still open."""
        paragraph = self.open[-1]
        if paragraph.closing is not None:
            closing, paragraph.closing = paragraph.closing, None
            self._append(closing)

    def _append(self, words: Words) -> None:
        last = self._current()
        for at, piece in enumerate(words.pieces):
            last.add(piece, words.joins[at - 1] if at else "\n")

    def _list_join(self, words: Words, before: str, text: str) -> str | None:
        """Return the separator before an entry of an unnumbered list (宪法第八十六条); None if the line begins a 款."""
        if before[-1] in "：:":
            words.listing = True
            return "\n"
        if words.listing:
            return self._entry_join(before, text)
        if before[-1] in "；;":
            return "\n" if words.label is not None else ""
        return None

    def _entry_join(self, before: str, text: str) -> str | None:
        """Return the separator before one more line of the open unnumbered list; None if the line begins a 款."""
        if ends_in_amount(before) and ends_in_amount(text):
            return "\n"
        if ends_full_stop(before) or "＝" in before or "=" in before:
            return "\n" if "是指" in before and "是指" in text else None
        return "\n" if before[-1] in "，、；,;" or _is_short(before) else _join(before, text)

    def _list_goes_on(self, index: int) -> bool:
        """Return True if the next labelled line continues the open list: this line then belongs to the item above."""
        paragraph = self.open[-1]
        expected = self._last_value(paragraph.items[-1]) + 1
        for later in self.pieces[index + 1 : index + 6]:
            if later.label is not None:
                return later.label.style is paragraph.style and later.label.value in (expected, expected + 1)
            if later.text[-1] in "：:":
                return False
        return False


#: No entry of the first 款 can say 前款: the line is a 款 of its own, however the entry above it ends.
_LOOKS_BACK = re.compile(r"前款(?!项)")


def _is_short(text: str) -> bool:
    return len(text) <= 24


_ASCII_WORD = re.compile(r"[0-9A-Za-z]")


def _join(before: str, text: str) -> str:
    """Return the separator of two joined lines: a space between two ASCII words, otherwise an empty string."""
    if before[-1].isascii() and text[0].isascii() and before[-1].isalpha() and text[0].isalpha():
        return " "
    return ""


def _quoted(pieces: Sequence[Piece]) -> frozenset[int]:
    """Return the indexes of pieces that continue a quotation of other provisions: …修改为：“…"""
    inside: set[int] = set()
    depth = 0
    run: list[int] = []
    for index, piece in enumerate(pieces):
        text = piece.text
        if depth > 0:
            run.append(index)
        elif "“" not in text or not (text[0] == "“" or "：“" in text or ":“" in text):
            if text[:1] != "“":
                continue
        elif text[0] == "“" and index and pieces[index - 1].text[-1] in "：:":
            run.append(index)
        depth += text.count("“") - text.count("”")
        if depth <= 0:
            depth = 0
            inside.update(run)
            run = []
    return frozenset(inside)
