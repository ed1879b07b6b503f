"""The state that the steps of ``classify`` share: the lines, and the decisions made about them so far."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from fatiao.diagnostics import Report
from fatiao.model.law import Source
from fatiao.reading.blocks.foreign_words import ANSWERS, is_headline, is_name_list, own_words, weigh
from fatiao.reading.blocks.provision_chain import Skeleton, Start
from fatiao.reading.lines.labels import Label, Style, read_label
from fatiao.reading.lines.split import Line
from fatiao.reading.lines.typography import Layout, ends_full_stop, ends_sentence
from fatiao.tabular import find_tables, is_row


class BlockKind(StrEnum):
    """Kind of a block: the role of its text in the source."""

    TITLE = "title"
    HISTORY = "history"
    NOTICE = "notice"
    PREAMBLE = "preamble"
    DIVISION = "division"  # begins with its label, or has none
    HEADING = "heading"  # continues the heading above
    ARTICLE = "article"  # begins with the label of an article or a clause
    BODY = "body"  # text of the instrument outside of its numbered provisions
    TEXT = "text"  # text of the open article; may begin with an item's label
    ANNEX_HEAD = "annex-head"
    ANNEX_TITLE = "annex-title"  # title of another instrument that is printed after the annexes
    ANNEX = "annex"
    SIGNATURE = "signature"
    CONTENTS = "contents"
    PAGE = "page"
    FOREIGN = "foreign"
    MARK = "mark"  # only bullets and invisible characters


class Block(NamedTuple):
    """Part of a line: ``line.text[start:end]``, with the ``label`` at its head, if any.

    ``words`` is the offset in the line of the words that several provisions on it share (第三条至第五条　（删除）);
    ``printed`` is True if the label is in the line.
    """

    kind: BlockKind
    line: Line
    start: int
    end: int
    label: Label | None = None
    reason: str = ""
    clause: bool = False
    words: int | None = None
    printed: bool = True


class Draft:
    """The working state of ``classify``: a kind for each line, None as long as it is undecided.

    ``all`` holds the lines of the source.  ``lines`` and ``labels`` hold the rest after pages and contents are set
    aside.  Indexes refer to these, except those of ``kinds`` and ``reasons``, which refer to ``all``.
    """

    def __init__(self, lines: Sequence[Line], source: Source, report: Report) -> None:
        self.all = lines
        self.source = source
        self.report = report
        self.kinds: list[BlockKind | None] = [None if line.text else BlockKind.MARK for line in lines]
        self.reasons: dict[int, str] = {}
        self.places: list[int] = []  # index in ``lines`` → index in ``all``
        self.lines: list[Line] = []
        self.labels: list[Label | None] = []
        self.skeleton = Skeleton(Style.ARTICLE, (), 0)
        self.starts: dict[int, list[Start]] = {}
        self.divisions: dict[int, Label | None] = {}
        self.body: int | None = None  # index from which undecided lines belong to no numbered provision
        self.weights: dict[int, int] = {}
        self.own: frozenset[str] | None = None
        self.layout = Layout(None, False)
        self.keep([i for i, line in enumerate(lines) if line.text])

    def keep(self, places: list[int]) -> None:
        """Restrict ``lines`` and ``labels`` to the lines at these indexes of ``all``."""
        self.places = places
        self.lines = [self.all[i] for i in places]
        self.labels = [read_label(line.text) for line in self.lines]

    def set(self, index: int, kind: BlockKind, reason: str = "") -> None:
        """Set the kind of one of ``lines``, and the reason for it."""
        self.kinds[self.places[index]] = kind
        if reason:
            self.reasons[self.places[index]] = reason

    def decided(self, index: int) -> bool:
        """Return True if one of ``lines`` has a kind."""
        return self.kinds[self.places[index]] is not None

    def weight(self, index: int) -> int:
        """Return the weight of a line (``foreign_words.weigh``), plus 3 if it is a list of names outside a table."""
        weight = self.weights.get(index)
        if weight is None:
            text = self.lines[index].text
            weight = weigh(text)
            if weight > 0:
                weight = weigh(text, self.own_words())
            names = is_name_list(text) and not self._in_table(index)
            weight = self.weights[index] = weight + 3 * names
        return weight

    def own_words(self) -> frozenset[str]:
        """Return the telltale words of newspapers and web pages that this text's own title or provisions use."""
        if self.own is None:
            heads = self.skeleton.starts
            texts = [self.lines[start.line].text[start.label.end :] for start in heads if start.at == 0]
            texts += [line.text for line, kind in zip(self.all, self.kinds, strict=True) if kind is BlockKind.TITLE]
            own = own_words(texts)
            answered = sum(self._answers(start.line) for start in heads)
            self.own = own | ANSWERS if answered >= max(2, len(heads) // 3) else own
        return self.own

    def _answers(self, index: int) -> bool:
        """Return True if a provision is a heading or a question, and the line below is an answer."""
        if index + 1 >= len(self.lines) or ends_full_stop(self.lines[index].text.rstrip("？?") or "。"):
            return False
        return self.lines[index + 1].text[:2] in ANSWERS

    def _in_table(self, index: int) -> bool:
        """Return True if a line that reads like names in columns is in a table, or below a lead such as 如下：."""
        first = index
        while first > 0 and is_row(self.lines[first - 1].text):
            first -= 1
        last = index
        while last + 1 < len(self.lines) and is_row(self.lines[last + 1].text):
            last += 1
        above = self.lines[first - 1].text if first else ""
        rows = [line.text for line in self.lines[first : last + 1]]
        return above[-1:] in ("：", ":") or bool(find_tables(rows))

    def may_head_story(self, index: int) -> bool:
        """Return True if a line may be a headline: bare, unlabelled, after a finished sentence, not a full line."""
        text = self.lines[index].text
        if self.labels[index] is not None or not is_headline(text) or not ends_sentence(self.lines[index - 1].text):
            return False
        return self.layout.width is None or len(text) < self.layout.width - 1
