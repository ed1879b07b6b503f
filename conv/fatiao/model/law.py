"""The tree of one law: its source, divisions and articles, and the claims on every character of the source.

Offsets count Unicode code points.  A ``Span`` is half-open; in a source it refers to ``Source.text``, in an article
to ``Article.text``.  This module imports no other module of the project.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """The number of a provision; ``Number(120, 1)`` is 第一百二十条之一."""

    value: int
    insert: int = 0

    def __str__(self) -> str:
        return f"{self.value}-{self.insert}" if self.insert else str(self.value)


#: The number of the one provision without a label: the words of an instrument without numbered provisions, or those
#: after the last 一、 of a decision that do not belong to it (本决定自…起施行。).
UNNUMBERED = Number(0)


class Level(StrEnum):
    """Level of a provision or a division, from the outermost to the innermost (立法法第六十五条)."""

    PART = "part"  # 编
    SUBPART = "subpart"  # 分编
    CHAPTER = "chapter"  # 章
    SECTION = "section"  # 节
    HEADING = "heading"  # a heading without 章 or 节: 一、管辖
    ARTICLE = "article"  # 条
    PARAGRAPH = "paragraph"  # 款
    ITEM = "item"  # 项
    SUBITEM = "subitem"  # 目
    ANNEX = "annex"  # 附件


@dataclass(frozen=True, slots=True)
class Origin:
    """The received file that a text was extracted from: a Word document, a web page, a scan.

    ``reader`` is the name and version of the extractor, ``pages`` pairs each page with the line of the text at which it
    begins, ``confidence`` is that of OCR, or None without OCR; ``file`` is the file name without a folder.
    """

    reader: str
    sha256: str
    pages: tuple[tuple[int, int], ...] = ()
    confidence: float | None = None
    file: str = ""

    def page(self, line: int) -> int:
        """Return the page that contains a line of the text; 0 if the format has no pages."""
        return max((page for page, first in self.pages if first <= line), default=0)


@dataclass(frozen=True, slots=True)
class Source:
    """One text as received: decoded, with LF newlines, and with look-alikes of common characters replaced.

    ``received`` holds the offset in ``text`` and the original of each replaced character.  ``plain`` is True if the
    text was checked and has no character that requires a reading copy (traditional script, half-width marks).
    """

    path: str
    text: str
    encoding: str = "utf-8"
    received: tuple[tuple[int, str], ...] = ()
    origin: Origin | None = None
    plain: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """Published words, and the spans of the source that they were joined from, in order.

    ``text`` and the joined spans are equal apart from white space.  A line feed in ``text`` separates the entries of
    an unnumbered list (宪法第八十六条), which are not 款.
    """

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ProvisionId:
    """The identity of a provision: a work, an article, and the levels below as far as they are set."""

    work: str
    article: Number
    paragraph: int | None = None
    item: Number | None = None
    subitem: Number | None = None


@dataclass(frozen=True, slots=True)
class Subitem:
    """目: ``1.`` below an item; ``words.text`` begins with the printed label."""

    number: Number
    label: str
    words: Passage


@dataclass(frozen=True, slots=True)
class Item:
    """项: ``（一）`` below a paragraph; ``words.text`` begins with the printed label."""

    number: Number
    label: str
    words: Passage
    subitems: tuple[Subitem, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """款: not numbered in print; ``index`` counts from 1.

    ``closing`` holds the words after the items that complete the sentence of ``lead`` (（二）…的，⏎处五日以下拘留。);
    any other text after an item list is a new 款.
    """

    index: int
    lead: Passage
    items: tuple[Item, ...] = ()
    closing: Passage | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """The lead of a 款, a 项, a 目, or the closing words of a 款, as a range of ``Article.text``."""

    span: Span
    paragraph: int
    item: Number | None = None
    subitem: Number | None = None
    closing: bool = False


@dataclass(frozen=True)
class Article:
    """条, or a 一、 provision of an instrument that has no 条 (``clause``).

    ``label`` is as printed, without white space; ``label_span`` is its range in the source; ``division`` is the index
    in ``Law.divisions`` of the innermost division that contains the article, or None.  Words without a number form an
    article ``UNNUMBERED`` without a label, the last of the law.
    """

    number: Number
    label: str
    label_span: Span
    paragraphs: tuple[Paragraph, ...]
    division: int | None = None
    clause: bool = False

    @cached_property
    def _layout(self) -> tuple[str, tuple[Segment, ...]]:
        parts: list[str] = []
        segments: list[Segment] = []
        at = 0

        def put(
            text: str, paragraph: int, item: Number | None = None, subitem: Number | None = None, closing: bool = False
        ) -> None:
            nonlocal at
            if parts:
                at += 1
            parts.append(text)
            segments.append(Segment(Span(at, at + len(text)), paragraph, item, subitem, closing))
            at += len(text)

        for paragraph in self.paragraphs:
            put(paragraph.lead.text, paragraph.index)
            for item in paragraph.items:
                put(item.words.text, paragraph.index, item.number)
                for subitem in item.subitems:
                    put(subitem.words.text, paragraph.index, item.number, subitem.number)
            if paragraph.closing is not None:
                put(paragraph.closing.text, paragraph.index, closing=True)
        return "\n".join(parts), tuple(segments)

    @property
    def text(self) -> str:
        """Return the words of the article without its label; line feeds separate paragraphs, items and subitems."""
        return self._layout[0]

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Return the segments of ``text``, in order; with the line feeds between them they cover it."""
        return self._layout[1]

    def segment_at(self, offset: int) -> Segment:
        """Return the segment of ``text`` that contains ``offset`` or ends at it.

        Raises ValueError for an offset outside the text.
        """
        index = bisect_right(self.segments, offset, key=lambda segment: segment.span.start) - 1
        if index < 0 or offset > self.segments[index].span.end:
            raise ValueError(f"offset {offset} outside {self.label}")
        return self.segments[index]

    def passages(self) -> Iterator[Passage]:
        """Yield every passage of the article, in the order of ``segments``."""
        for paragraph in self.paragraphs:
            yield paragraph.lead
            for item in paragraph.items:
                yield item.words
                for subitem in item.subitems:
                    yield subitem.words
            if paragraph.closing is not None:
                yield paragraph.closing


@dataclass(frozen=True, slots=True)
class Division:
    """编, 分编, 章, 节, or an unnumbered heading; ``parent`` is an index in ``Law.divisions``."""

    level: Level
    number: Number
    label: str
    heading: Passage
    label_span: Span
    parent: int | None = None


class EventKind(StrEnum):
    """Kind of event in the history of a law (立法法第六十一条, 第六十二条)."""

    ADOPTED = "adopted"  # 通过
    APPROVED = "approved"  # 批准
    PROMULGATED = "promulgated"  # 公布, 发布
    IN_FORCE = "in_force"  # 施行
    AMENDED = "amended"  # 修正, 修订
    REPEALED = "repealed"  # 废止


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a law's history; ``date`` is ISO 8601 or None.

    ``by`` is the body, ``session`` its meeting, ``number`` the number of its act; each as printed.
    """

    kind: EventKind
    date: str | None
    by: str | None
    text: str
    span: Span | None = None
    session: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """公告 or 令: the act that published the law."""

    lines: tuple[Passage, ...]
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Front:
    """The parts of a law before the first division or article."""

    title: Passage | None = None
    events: tuple[Event, ...] = ()
    notice: Notice | None = None
    preamble: tuple[Passage, ...] = ()
    history: tuple[Passage, ...] = ()  # the lines that state the events, as printed


@dataclass(frozen=True, slots=True)
class Annex:
    """附件, 附录, 附表: a part of the law after its last article."""

    number: int
    label: str
    heading: Passage
    lines: tuple[Passage, ...]


class Claim(StrEnum):
    """Role of a piece of the source; every non-space character has exactly one."""

    TITLE = "title"
    HISTORY = "history"
    NOTICE = "notice"
    PREAMBLE = "preamble"
    HEADING = "heading"
    LABEL = "label"
    PROVISION = "provision"
    ANNEX = "annex"
    SIGNATURE = "signature"
    MARK = "mark"  # bullets and bold marks of the word processor
    CONTENTS = "contents"
    PAGE = "page"
    FOREIGN = "foreign"


LEFT_OUT_CLAIMS = frozenset({Claim.CONTENTS, Claim.PAGE, Claim.FOREIGN})


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim on a span of the source."""

    span: Span
    claim: Claim


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Lines of the source that are not published; ``first`` and ``last`` are 1-based and inclusive."""

    first: int
    last: int
    kind: Claim
    reason: str


@dataclass(frozen=True)
class Law:
    """One version of one work, read from one source."""

    work: str
    source: Source
    front: Front
    divisions: tuple[Division, ...]
    articles: tuple[Article, ...]
    annexes: tuple[Annex, ...] = ()
    signature: tuple[Passage, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    claims: tuple[Claimed, ...] = ()

    @cached_property
    def numbered(self) -> tuple[Article, ...]:
        """Return the articles that have a label, each of which has a page of its own."""
        return tuple(article for article in self.articles if article.number != UNNUMBERED)

    @cached_property
    def marks(self) -> tuple[Span, ...]:
        """Return the ranges of bullets and bold marks in the source, in order; most texts have none."""
        return tuple(claimed.span for claimed in self.claims if claimed.claim is Claim.MARK)

    @cached_property
    def _by_number(self) -> dict[Number, Article]:
        return {article.number: article for article in reversed(self.articles)}

    def find_article(self, number: Number) -> Article | None:
        """Return the article with this number, the first if a damaged text has two; None if there is none."""
        return self._by_number.get(number)

    def article(self, number: Number) -> Article:
        """Return the article with this number as ``find_article`` does.  Raises KeyError if there is none."""
        return self._by_number[number]


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a reference.

    ``law`` is None for the law itself, otherwise the title as printed without 《》.  ``to`` ends a range on the
    deepest level that is set.  ``edition`` is the year or the day of the text that is meant (``2010``, ``2010-05-01``);
    ``annex`` is the number printed after ``annex_word`` (附件, 附表, 附录).
    """

    law: str | None = None
    part: Number | None = None
    subpart: Number | None = None
    chapter: Number | None = None
    section: Number | None = None
    article: Number | None = None
    paragraph: int | None = None
    item: Number | None = None
    subitem: Number | None = None
    annex: int | None = None
    to: Number | None = None
    edition: str | None = None
    annex_word: str = ""
