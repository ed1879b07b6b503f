"""Build the law tree from blocks: nest divisions by level, fill articles, and claim every character."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from fatiao.diagnostics import Report
from fatiao.model.corpus import Work
from fatiao.model.law import (
    UNNUMBERED,
    Article,
    Claim,
    Claimed,
    Division,
    EventKind,
    Front,
    Law,
    LeftOut,
    Level,
    Number,
    Passage,
    Source,
    Span,
)
from fatiao.reading.blocks.classify import Block, BlockKind
from fatiao.reading.blocks.headed_articles import are_headed, is_treaty, number_paragraphs
from fatiao.reading.blocks.vacated import joint_end
from fatiao.reading.left_out import report_left_out
from fatiao.reading.lines.labels import DIVISION_LEVELS, Label, Style, read_label
from fatiao.reading.lines.pieces import Piece
from fatiao.reading.lines.split import Line
from fatiao.reading.lines.typography import measure
from fatiao.reading.tree.front_and_annexes import build_annexes, build_front, close_up
from fatiao.reading.tree.paragraphs import build_paragraphs

_CLAIMS = {
    BlockKind.TITLE: Claim.TITLE,
    BlockKind.HISTORY: Claim.HISTORY,
    BlockKind.NOTICE: Claim.NOTICE,
    BlockKind.PREAMBLE: Claim.PREAMBLE,
    BlockKind.DIVISION: Claim.HEADING,
    BlockKind.HEADING: Claim.HEADING,
    BlockKind.ANNEX_HEAD: Claim.ANNEX,
    BlockKind.ANNEX_TITLE: Claim.ANNEX,
    BlockKind.ANNEX: Claim.ANNEX,
    BlockKind.SIGNATURE: Claim.SIGNATURE,
    BlockKind.CONTENTS: Claim.CONTENTS,
    BlockKind.PAGE: Claim.PAGE,
    BlockKind.FOREIGN: Claim.FOREIGN,
    BlockKind.TEXT: Claim.PROVISION,
    BlockKind.BODY: Claim.PROVISION,
    BlockKind.ARTICLE: Claim.PROVISION,
    BlockKind.MARK: Claim.MARK,
}
_LEFT_OUT = frozenset({BlockKind.CONTENTS, BlockKind.PAGE, BlockKind.FOREIGN})


def build_law(work: Work | str, source: Source, blocks: Sequence[Block], report: Report) -> Law:
    """Return the law that is built from blocks; text without a label joins the open paragraph.

    Never raises on any text.  ``work`` is the work or its id.  Every character of the source that is not white space
    is in exactly one of the law's claims.
    """
    law = _Tree(work if isinstance(work, str) else work.id, source, blocks, report).build()
    report_left_out(law, report)
    return law


class _Tree:
    def __init__(self, work: str, source: Source, blocks: Sequence[Block], report: Report) -> None:
        self.work = work
        self.source = source
        self.blocks = blocks
        self.report = report
        self.divisions: list[Division] = []
        self.articles: list[Article] = []
        self.claims: list[Claimed] = []
        self.pieces: list[Piece] = []
        self.head: Block | None = None
        self.parts: dict[BlockKind, list[Block]] = {}
        kinds = (BlockKind.ARTICLE, BlockKind.TEXT, BlockKind.BODY)
        whole = [block for block in blocks if block.kind in kinds and block.start == 0]
        lines = [block.line for block in whole]
        starts = [index for index, block in enumerate(whole) if block.kind is BlockKind.ARTICLE]
        self.layout = measure(lines, starts)
        self.headed = are_headed(blocks)
        front = takewhile(lambda block: block.kind is not BlockKind.ARTICLE, blocks)
        title = [block.line.text for block in front if block.kind is BlockKind.TITLE]
        self.numbered = self.headed or (bool(title) and is_treaty(title[-1]))

    def build(self) -> Law:
        heading: list[Block] = []
        for block in self.blocks:
            kind = block.kind
            if heading and kind not in (BlockKind.HEADING, BlockKind.PAGE, BlockKind.MARK):
                self._close_heading(heading)
                heading = []
            if kind is BlockKind.TEXT:
                self._take_text(block)
            elif kind is BlockKind.BODY:
                self._take_body(block)
            elif kind is BlockKind.ARTICLE:
                self._open_article(block)
            elif kind is BlockKind.DIVISION:
                self._close_article()
                heading = [block]
            elif kind is BlockKind.HEADING:
                heading.append(block)
            else:
                self.parts.setdefault(kind, []).append(block)
                self._claim(block, _CLAIMS[kind])
        if heading:
            self._close_heading(heading)
        self._close_article()
        return self._law()

    # articles

    def _open_article(self, block: Block) -> None:
        self._close_article()
        self.head = block
        line, label = block.line, block.label
        assert label is not None
        if block.words is not None:
            self._open_vacated(block, block.words, label)
            return
        text = line.text
        at = label.end
        while at < block.end and text[at] in _AFTER_LABEL:
            at += 1
        end = _trimmed_end(text, block.start, block.end)
        self._claim_exact(line, block.start, label.end, Claim.LABEL)
        if at > label.end:  # a colon may follow the label
            self._claim_range(block, label.end, at, Claim.MARK)
        if at < end:
            self._claim_exact(line, at, end, Claim.PROVISION)
            self.pieces.append(Piece(line, at, end, read_item_label(text, at, end)))
        if line.marks:
            self._claim_marks(block)

    def _open_vacated(self, block: Block, words: int, label: Label) -> None:
        """Open one of several provisions that share the words of a line; the first of them claims the words."""
        line, text = block.line, block.line.text
        if block.printed:
            self._claim_exact(line, block.start, label.end, Claim.LABEL)
            self._claim_range(block, label.end, min(joint_end(text, label.end), words), Claim.MARK)
        if block.start == 0 and block.printed:
            self._claim_exact(line, words, len(text), Claim.PROVISION)
            self._claim_marks(block)
        self.pieces.append(Piece(line, words, len(text), None))

    def _take_text(self, block: Block) -> None:
        if self.head is None:  # text between a heading and the first provision
            self.parts.setdefault(BlockKind.PREAMBLE, []).append(block)
            self._claim(block, Claim.PREAMBLE)
            return
        self._claim(block, Claim.PROVISION)
        end = _trimmed_end(block.line.text, block.start, block.end)
        self.pieces.append(Piece(block.line, block.start, end, block.label))

    def _take_body(self, block: Block) -> None:
        """Take text outside of the numbered provisions; the first such block closes the last provision."""
        if self.head is None or self.head.kind is not BlockKind.BODY:
            self._close_article()
            self.head = block
        self._take_text(block)

    def _close_body(self, head: Block) -> None:
        place = head.line.offset(head.start)
        paragraphs = build_paragraphs(self.pieces, self.layout, self._report_item_gap, prose=True)
        self.articles.append(Article(UNNUMBERED, "", Span(place, place), paragraphs))
        self.head = None
        self.pieces = []

    def _close_article(self) -> None:
        head = self.head
        if head is not None and head.kind is BlockKind.BODY:
            self._close_body(head)
            return
        if head is None or head.label is None:
            return
        label = head.label
        if label.repaired:
            self._say("label-repaired", f"{label.printed} is read as number {label.value}", head)
        number = Number(label.value, label.insert)
        self._check_sequence(number, head)
        pieces = number_paragraphs(self.pieces, self.headed) if self.numbered else self.pieces
        paragraphs = build_paragraphs(pieces, self.layout, self._report_item_gap, head.clause or self.headed)
        self.articles.append(
            Article(
                number,
                label.printed,
                head.line.range(head.start, label.end),
                paragraphs,
                len(self.divisions) - 1 if self.divisions else None,
                head.clause,
            )
        )
        self.head = None
        self.pieces = []

    def _check_sequence(self, number: Number, head: Block) -> None:
        if not self.articles:
            return
        last = self.articles[-1].number
        if (number.value == last.value + 1 and not number.insert) or (
            number.value == last.value and number.insert == last.insert + 1
        ):
            return
        if number > last:
            self._say("article-gap", f"article {number} follows article {last}; is a label missing?", head)
        else:
            self._say("article-repeated", f"article {number} comes after article {last}; correct the label", head)

    def _report_item_gap(self, piece: Piece, expected: int) -> None:
        label = piece.label
        printed = label.printed if label is not None else ""
        self.report.add(
            "item-gap",
            f"{printed} stands where item {expected} was expected; is a label missing?",
            self.source,
            piece.line.offset(piece.start),
        )

    # headings

    def _close_heading(self, blocks: list[Block]) -> None:
        first = blocks[0]
        label = first.label
        begin = first.start
        spans: list[Span] = []
        words: list[str] = []
        printed = ""
        line = first.line
        label_span = line.range(begin, max(begin + 1, first.end))
        if label is not None:
            printed = label.printed
            end = label.end
            label_span = line.range(begin, end)
            self._claim_range(first, begin, end, Claim.LABEL)
            begin = end
        for block in blocks:
            text = block.line.text
            low = begin if block is first else block.start
            high = block.start + len(text[block.start : block.end].rstrip())
            while low < high and text[low].isspace():
                low += 1
            if low < high:
                words.append(text[low:high])
                spans.extend(block.line.spans(low, high))
                self._claim_range(block, low, high, Claim.HEADING)
            self._claim_marks(block)
        level, number = self._rank(label, first)
        heading = Passage(close_up("".join(words)), tuple(spans))
        self.divisions.append(Division(level, number, printed, heading, label_span))

    def _rank(self, label: Label | None, block: Block) -> tuple[Level, Number]:
        if label is None:
            return Level.HEADING, Number(1 + sum(d.level is Level.HEADING for d in self.divisions))
        if label.repaired:
            self._say("label-repaired", f"{label.printed} is read as number {label.value}", block)
        return DIVISION_LEVELS.get(label.style, Level.HEADING), Number(label.value, label.insert)

    def _numbered_divisions(self) -> tuple[Division, ...]:
        """Return the nested divisions; headings without number get missing chapter numbers if the counts agree."""
        out = list(self.divisions)
        chapters = [i for i, d in enumerate(out) if d.level is Level.CHAPTER]
        for before, after in pairwise(chapters):
            bare = [i for i in range(before + 1, after) if out[i].level is Level.HEADING and not out[i].label]
            first = out[before].number.value + 1
            if not bare or out[after].number.value != first + len(bare):
                continue
            for number, index in enumerate(bare, first):
                words, where = out[index].heading.text, out[index].label_span.start
                self.report.add("division-gap", f"the heading {words} is read as chapter {number}", self.source, where)
                out[index] = replace(out[index], level=Level.CHAPTER, number=Number(number))
        return _nest(out)

    # claims

    def _claim(self, block: Block, claim: Claim) -> None:
        self._claim_range(block, block.start, block.end, claim)
        if block.line.marks:
            self._claim_marks(block)

    def _claim_range(self, block: Block, low: int, high: int, claim: Claim) -> None:
        """Claim part of a line without the white space at its ends."""
        text = block.line.text
        while low < high and text[low].isspace():
            low += 1
        high = _trimmed_end(text, low, high)
        if low < high:
            self._claim_exact(block.line, low, high, claim)

    def _claim_exact(self, line: Line, low: int, high: int, claim: Claim) -> None:
        if line.pieces is None:
            self.claims.append(Claimed(Span(line.start + low, line.start + high), claim))
        else:
            self.claims.extend(Claimed(span, claim) for span in line.spans(low, high))

    def _claim_marks(self, block: Block) -> None:
        if block.line.marks and block.end == len(block.line.text):
            self.claims.extend(Claimed(mark, Claim.MARK) for mark in block.line.marks)

    def _say(self, code: str, message: str, block: Block) -> None:
        self.report.add(code, message, self.source, block.line.offset(block.start))

    # the rest

    def _law(self) -> Law:
        if not self.articles:
            self.report.add("no-article", "no provision was found; is this the right file?", self.source, 0)
        elif self.articles[0].number == UNNUMBERED:
            what = "no numbered provision was found; the text is published as one page"
            self.report.add("unnumbered", what, self.source, self.articles[0].label_span.start)
        front = build_front(self.parts, self.articles)
        self._say_what_is_missing(front)
        signature = tuple(b.line.passage() for b in self.parts.get(BlockKind.SIGNATURE, ()))
        claims = sorted(self.claims, key=lambda claimed: claimed.span.start)
        return Law(
            self.work,
            self.source,
            front,
            self._numbered_divisions(),
            tuple(self.articles),
            build_annexes(self.blocks),
            signature,
            self._left_out(),
            tuple(claims),
        )

    def _say_what_is_missing(self, front: Front) -> None:
        kinds = {event.kind for event in front.events}
        if front.title is None:
            self.report.add("no-title", "the text prints no title; law.toml has to give it", self.source, 0)
        if not kinds & {EventKind.ADOPTED, EventKind.APPROVED, EventKind.PROMULGATED}:
            self.report.add("no-adoption", "the text does not say when it was adopted", self.source, 0)
        if EventKind.IN_FORCE not in kinds:
            self.report.add("no-force-date", "the text does not say when it enters into force", self.source, 0)

    def _left_out(self) -> tuple[LeftOut, ...]:
        out: list[LeftOut] = []
        previous: BlockKind | None = None
        for block in self.blocks:
            kind = block.kind
            if kind is BlockKind.MARK:
                continue
            if kind in _LEFT_OUT:
                number = block.line.number
                if out and previous is kind and out[-1].reason == block.reason:
                    out[-1] = LeftOut(out[-1].first, number, out[-1].kind, out[-1].reason)
                else:
                    out.append(LeftOut(number, number, _CLAIMS[kind], block.reason))
            previous = kind
        return tuple(out)


_AFTER_LABEL = frozenset(" 　\t\xa0：:、\u2002\u2003")


def _trimmed_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


_RANKS = {Level.PART: 0, Level.SUBPART: 1, Level.CHAPTER: 2, Level.SECTION: 3, Level.HEADING: 4}


def _nest(divisions: Sequence[Division]) -> tuple[Division, ...]:
    """Return the divisions, each with the nearest higher-ranking one above it as its parent."""
    out: list[Division] = []
    around: list[tuple[int, int]] = []  # rank and index of the divisions that are open
    for index, division in enumerate(divisions):
        rank = _rank_of(division.level, division.label)
        while around and around[-1][0] >= rank:
            around.pop()
        out.append(replace(division, parent=around[-1][1] if around else None))
        around.append((rank, index))
    return tuple(out)


def _rank_of(level: Level, label: str) -> int:
    """Return the rank of a heading; （一） headings rank below 一、 headings."""
    return _RANKS[level] + label.startswith(("（", "("))


def read_item_label(text: str, start: int, end: int) -> Label | None:
    """Return the label of an item that begins directly after an article's label, or None: 第五条 （一）…"""
    if text[start] not in "（(" or end - start < 3:
        return None
    label = read_label(text[start:end])
    if label is None or label.style not in (Style.PAREN, Style.DIGIT_PAREN) or label.value != 1:
        return None
    return label
