"""Hold the tree of one law: its source, divisions, articles and what every character was taken for.

Offsets count Unicode code points.  A ``Span`` that lies in a source is half-open and refers to ``Source.text``;
one that lies in an article refers to ``Article.text``.  Imports nothing else of ours.
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


#: Of the one provision that has no label: the words of an instrument without numbered provisions, or those behind the
#: last 一、 of a decision that are no part of it (本决定自…起施行。).
UNNUMBERED = Number(0)


class Level(StrEnum):
    """Every rank a provision or a division can have, from the outside in (立法法第六十五条)."""

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
    """The received file that a text was taken from: a Word document, a web page, a scan.

    ``reader`` is name and version of what read it, ``pages`` holds each page with the line of the text that it begins
    on, ``confidence`` is that of OCR, None where no character was guessed; ``file`` is its name without a folder.
    """

    reader: str
    sha256: str
    pages: tuple[tuple[int, int], ...] = ()
    confidence: float | None = None
    file: str = ""

    def page(self, line: int) -> int:
        """Return the page that a line of the text stands on; 0 where the format has none."""
        return max((page for page, first in self.pages if first <= line), default=0)


@dataclass(frozen=True, slots=True)
class Source:
    """One text as received: decoded, with LF newlines, and otherwise untouched.

    But characters that only look like the common ones stand in ``text`` as these; ``received`` holds each of them as
    the file has it, with its offset.  ``plain`` says that a text was looked through and holds no character that has to
    be read in a copy (traditional script, half-width marks).
    """

    path: str
    text: str
    encoding: str = "utf-8"
    received: tuple[tuple[int, str], ...] = ()
    origin: Origin | None = None
    plain: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """Published words, and the pieces of the source that they were joined from, in order.

    ``text`` without white space equals the pieces without white space.  A line feed in ``text`` parts
    the entries of an unnumbered list (宪法第八十六条), which are not 款.
    """

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ProvisionId:
    """Where a provision stands: a work, an article of it, and how far below."""

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
    """款: unnumbered and counted from 1.

    ``closing`` holds the words behind the items that finish the sentence of ``lead`` (（二）…的，⏎处五日以下拘留。);
    any other text behind an item list is a new 款.
    """

    index: int
    lead: Passage
    items: tuple[Item, ...] = ()
    closing: Passage | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """One 款 lead, 项 or 目, or the words that close a 款, as a range of ``Article.text``."""

    span: Span
    paragraph: int
    item: Number | None = None
    subitem: Number | None = None
    closing: bool = False


@dataclass(frozen=True)
class Article:
    """条, or a 一、 provision of an instrument that has no 条 (``clause``).

    ``label`` is as printed, without white space; ``label_span`` is where it stands in the source;
    ``division`` is the index in ``Law.divisions`` of the innermost division around it, or None.  The words of an
    instrument that have no number are an article ``UNNUMBERED`` without a label, the last of the law.
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
        """Return the words of the article without its label; paragraphs, items and subitems joined by line feeds."""
        return self._layout[0]

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Return the ranges of ``text``, in order; together with the line feeds between them they cover it."""
        return self._layout[1]

    def segment_at(self, offset: int) -> Segment:
        """Return the segment of ``text`` that holds an offset, which may lie at its end.

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
    """What the history of a law records (立法法第六十一条, 第六十二条)."""

    ADOPTED = "adopted"  # 通过
    APPROVED = "approved"  # 批准
    PROMULGATED = "promulgated"  # 公布, 发布
    IN_FORCE = "in_force"  # 施行
    AMENDED = "amended"  # 修正, 修订
    REPEALED = "repealed"  # 废止


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a law's history; ``date`` is ISO 8601 or None.

    ``by`` is the body, ``session`` the meeting that it met in, ``number`` the number of its act; each as printed.
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
    """公告 or 令: the act that published the law, kept beside it."""

    lines: tuple[Passage, ...]
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Front:
    """What stands before the first division or article."""

    title: Passage | None = None
    events: tuple[Event, ...] = ()
    notice: Notice | None = None
    preamble: tuple[Passage, ...] = ()
    history: tuple[Passage, ...] = ()  # the lines that tell the events, as printed


@dataclass(frozen=True, slots=True)
class Annex:
    """附件, 附录, 附表: what belongs to the law and follows its last article."""

    number: int
    label: str
    heading: Passage
    lines: tuple[Passage, ...]


class Claim(StrEnum):
    """What a piece of the source was taken for; every non-space character has exactly one."""

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
    """A piece of the source and what it was taken for."""

    span: Span
    claim: Claim


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Lines that are not published: ``first`` and ``last`` are 1-based and inclusive."""

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
        """Return where bullets and marks of bold type stand in the source, in order; most texts have none."""
        return tuple(claimed.span for claimed in self.claims if claimed.claim is Claim.MARK)

    @cached_property
    def _by_number(self) -> dict[Number, Article]:
        return {article.number: article for article in reversed(self.articles)}

    def find_article(self, number: Number) -> Article | None:
        """Return the article with a number, the first one where a damaged text has two; None where there is none."""
        return self._by_number.get(number)

    def article(self, number: Number) -> Article:
        """Return the article with a number as ``find_article`` does.  Raises KeyError where there is none."""
        return self._by_number[number]


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference points at.

    ``law`` is None for the law itself, otherwise the title as printed without 《》.  ``to`` ends a range on the
    deepest level that is set.  ``edition`` is the year or the day of the text that is meant (``2010``, ``2010-05-01``);
    ``annex`` is the number printed behind ``annex_word`` (附件, 附表, 附录).
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
