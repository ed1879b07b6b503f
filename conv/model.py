"""The words of this project: frozen values that the stages hand to each other.

Offsets count Unicode code points.  A ``Span`` that lies in a source is half-open and refers to ``Source.text``;
one that lies in an article refers to ``Article.text``.  Nothing here imports anything else of ours.
"""

from __future__ import annotations

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
        """The words of the article without its label; paragraphs, items and subitems joined by line feeds."""
        return self._layout[0]

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The ranges of ``text``, in order; together with the line feeds between them they cover it."""
        return self._layout[1]

    def passages(self) -> Iterator[Passage]:
        """Every passage of the article, in the order of ``segments``."""
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


@dataclass(frozen=True, slots=True)
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

    @property
    def numbered(self) -> tuple[Article, ...]:
        """The articles that have a label, each of which has a page of its own."""
        return tuple(article for article in self.articles if article.number != UNNUMBERED)


# The corpus: what curators lay down beside the sources.


@dataclass(frozen=True, slots=True)
class Supplied:
    """A value that the source does not print, and the ground for it."""

    field: str
    ground: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Ground:
    """The provision that an editor's statement rests on, as written down and as a target.

    ``edition`` is the year of the text that is meant where it is not the latest one (（2014年）).
    """

    printed: str
    target: Target
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A curated annotation of a provision, or of the whole law where ``at`` is None.

    ``text`` is plain; a line feed parts its paragraphs.
    """

    work: str
    at: ProvisionId | None
    kind: str  # 说明, 对照, 依据, 存疑
    text: str
    grounds: tuple[Ground, ...]
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Fix:
    """A correction of the printed text, shown and reversible."""

    at: ProvisionId
    printed: str
    corrected: str
    reason: str
    ground: Ground
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a work; ``date`` is ISO 8601, or empty for an only text that is not named by one."""

    date: str
    path: str


@dataclass(frozen=True, slots=True)
class Work:
    """What ``law.toml`` says of one law; every value is None or empty where nothing is laid down.

    ``versions`` are in order of date.  ``path`` is the ``law.toml`` (empty where there is none), and ``lines`` pairs
    its keys with their lines.
    """

    id: str
    versions: tuple[Version, ...]
    title: str | None = None
    short_titles: tuple[str, ...] = ()
    kind: str | None = None  # 法律, 行政法规, 地方性法规, 部门规章, 司法解释 …
    issuer: str | None = None
    adopted: str | None = None
    promulgated: str | None = None
    in_force: str | None = None
    repealed: str | None = None
    status: str | None = None  # 现行有效, 已修改, 已废止, 尚未施行
    number: str | None = None
    supplied: tuple[Supplied, ...] = ()
    notes: tuple[Note, ...] = ()
    fixes: tuple[Fix, ...] = ()
    accepted: tuple[str, ...] = ()  # lines that are rightly left out: see conv.corpus.accepted
    path: str = ""
    lines: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CuratedTerm:
    """An editor's gloss on a term; ``works`` are the laws that it holds in."""

    term: str
    pinyin: str
    english: str
    definition: str
    grounds: tuple[Ground, ...]
    works: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A law that is cited but not held: facts only.

    ``editions`` are the dates (ISO 8601) of its texts that grounds were checked against, the latest last.
    """

    title: str
    short_titles: tuple[str, ...] = ()
    kind: str | None = None
    editions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Faulty:
    """A law that has errors, as far as it is known: its id, and the titles it may be called by.

    Without a title, any title that is not known may be its own.
    """

    id: str
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that ``corpus/`` holds, read and validated; ``faulty`` are the laws with errors."""

    works: tuple[Work, ...]
    terms: tuple[CuratedTerm, ...] = ()
    cited: tuple[CitedWork, ...] = ()
    faulty: tuple[Faulty, ...] = ()

    def is_faulty(self, work: str) -> bool:
        """Whether a law of this id is left out, so that what misses it needs no error of its own."""
        return any(law.id == work for law in self.faulty)


# Layers: they stand beside the tree and point into it.


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


@dataclass(frozen=True, slots=True)
class Reference:
    """A printed reference; ``span`` lies in the text of ``article``; ``rule`` and ``antecedent`` say why."""

    article: Number
    span: Span
    targets: tuple[Target, ...]
    rule: str
    antecedent: str = ""


class DefinitionKind(StrEnum):
    """How the text introduces a term."""

    DEFINES = "defines"  # 本法所称X，是指…
    ABBREVIATES = "abbreviates"  # 以下简称X
    ENUMERATED = "enumerated"  # one of a list of terms


@dataclass(frozen=True, slots=True)
class Definition:
    """A term where the text defines it: ``span`` is the defining passage, ``term_span`` the term, in ``article``.

    ``scope`` is ``law``, ``part``, ``chapter``, ``section``, ``article``, ``paragraph`` (the 款 that it names),
    ``articles:<articles of this law>`` or ``external:<law and article>``; ``expansion`` is what an abbreviation
    stands for, where that is clear.
    """

    article: Number
    term: str
    kind: DefinitionKind
    scope: str
    span: Span
    term_span: Span
    expansion: str | None = None


@dataclass(frozen=True, slots=True)
class TermUse:
    """A term where the text uses it; ``span`` lies in the text of ``article`` and may hold an alias of ``term``.

    ``source`` explains the term: a definition in the law ``work``, or a curated term, where ``work`` is None.
    ``inherited`` says that the definition stands in another law; ``first``, that no use stands before it in its 款.
    """

    article: Number
    span: Span
    term: str
    source: Definition | CuratedTerm
    work: str | None
    first: bool
    inherited: bool


@dataclass(frozen=True, slots=True)
class Parallel:
    """Two provisions that share words: ``runs`` are the shared pieces, equal but for width, marks and spaces.

    The spans of a run lie in the texts of the two articles; ``score`` is what they share of the shorter provision.
    """

    left: ProvisionId
    right: ProvisionId
    runs: tuple[tuple[Span, Span], ...]
    score: float


class TimeUnit(StrEnum):
    """What a time expression counts in, or that it names a date."""

    HOUR = "hour"
    DAY = "day"
    WORKDAY = "workday"
    MONTH = "month"
    YEAR = "year"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A deadline or a date in the text of ``article``.

    ``value`` is the number of units, or a date as far as it is given: ``2026-03-01``, ``2026-03``, ``--04`` for
    every April, ``--04-15`` for every 15 April.  ``event`` is what a deadline runs from, as printed.
    """

    article: Number
    span: Span
    unit: TimeUnit
    value: str
    event: str | None


class Severity(StrEnum):
    """How bad a finding is: errors set the exit code."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding; ``line`` and ``column`` are 1-based, or 0 where no position exists."""

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Layers:
    """What was found in one law, beside its tree."""

    definitions: tuple[Definition, ...] = ()
    references: tuple[Reference, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=())
