"""The document model of a page: blocks and lines, whose links name objects and not URLs.

The functions of this package compose pages from these classes; ``myst`` writes a page as Markdown, ``html`` as the body
of an HTML page.  This module must not know a builder, a theme or a URL, and its texts are not escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fatiao.language.interface import Message

_HOVER = str.maketrans({"`": "'", "“": "‘", "”": "’", "<": "〈", ">": "〉", "|": "｜"})


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text, not yet escaped."""

    words: str


@dataclass(frozen=True, slots=True)
class ObjectLink:
    """A link to an object of the law domain; ``role`` is ``ref``, ``term`` or ``fix``, ``hover`` is the tooltip."""

    role: str
    words: str
    target: str
    hover: str = ""


@dataclass(frozen=True, slots=True)
class Jump:
    """A link to the heading with this anchor on the same page."""

    words: str
    anchor: str


#: Names of ``Styled`` for words in Latin letters, with the BCP 47 tag that a screen reader chooses its voice by.
FOREIGN = {"english": "en", "pinyin": "zh-Latn-pinyin"}


@dataclass(frozen=True, slots=True)
class Styled:
    """A part of a line with the class ``name``.

    ``del``, ``ins`` and ``mark`` become HTML elements of that name; the names in ``FOREIGN`` give a language.
    """

    line: tuple[Inline, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """An empty element with an id, as the target of a URL fragment."""

    name: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break within a paragraph."""


Inline = Text | ObjectLink | Jump | Styled | Anchor | Break
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a section; the title of the page has level 1."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Pin:
    """The permalink of the 款, 项 or 目 called ``name``; ``before`` is True if it precedes the paragraph's text."""

    words: str
    name: str
    before: bool


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """A paragraph; ``pin`` is written in HTML only."""

    line: Line
    classes: tuple[str, ...] = ()
    anchor: str = ""
    pin: Pin | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks in a ``div`` with classes for the style sheet; a group without blocks is not written."""

    classes: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Admonition:
    """A note with its title."""

    title: str
    classes: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    """A heading inside a group, where a section is not allowed."""

    words: str


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list: its lines, each a paragraph, and the items of the list nested below them.

    If ``apart`` is True, a blank line follows each line in Markdown.
    """

    lines: tuple[Line, ...]
    below: tuple[ListItem, ...] = ()
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A bulleted list."""

    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class ListedTerm:
    """A term and the lines that explain it, each a paragraph."""

    term: Line
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms or facts with their explanations."""

    entries: tuple[ListedTerm, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a law: rows of cells, the header first; a short row is filled up with empty cells."""

    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The strip drawing of the law with the object name ``key``."""

    key: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A named placeholder that is filled on an HTML page and left out of Markdown."""

    name: str


Block = Heading | TextParagraph | Group | Admonition | Rubric | Bullets | Definitions | Table | Drawing | Slot


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page; ``docname`` is its path below the documentation folder, without a suffix."""

    docname: str
    title: str
    blocks: tuple[Block, ...]


def refer(role: str, words: str, target: str, hover: str = "") -> ObjectLink | Text:
    """Return a link, or plain text if a MyST role cannot hold the words.

    Such words contain a backtick, a bar or a line break, are blank, or begin or end with white space.
    """
    if not words.strip() or "`" in words or "|" in words or "\n" in words or "\r" in words or words != words.strip():
        return Text(words)
    return ObjectLink(role, words, target, hover if isinstance(hover, Message) else plain_hover(hover))


def plain_hover(words: str) -> str:
    """Return a tooltip on one line; characters that an attribute in Markdown cannot hold are replaced."""
    return " ".join(words.translate(_HOVER).split()) if words else ""


def line_of(*pieces: Inline | str) -> Line:
    """Return a line of the pieces; adjacent texts are joined, except messages, and empty texts are left out."""
    line: list[Inline] = []
    for given in pieces:
        piece = Text(given) if isinstance(given, str) else given
        if not isinstance(piece, Text):
            line.append(piece)
        elif piece.words and line and isinstance(last := line[-1], Text) and not _is_said(piece, last):
            line[-1] = Text(last.words + piece.words)
        elif piece.words:
            line.append(piece)
    return tuple(line)


def _is_said(*pieces: Text) -> bool:
    """Return True if any of the pieces is a message, which stays separate because it may be translated."""
    return any(isinstance(piece.words, Message) for piece in pieces)


def in_letters(name: str, words: str) -> Iterator[Styled]:
    """Yield words of ``FOREIGN[name]`` as a piece of a line; nothing if there are none."""
    if words:
        yield Styled((Text(words),), name)


def facts_line(facts: Iterable[Inline | str]) -> Line:
    """Return facts with a dot before each but the first; a style sheet can hide the dot at the start of a line."""
    line: list[Inline] = []
    for at, fact in enumerate(facts):
        if at:
            line.append(Text(" "))
        dot = (Styled((Text("· "),), "fact-dot"),) if at else ()
        line.append(Styled((*dot, Text(fact) if isinstance(fact, str) else fact), "fact"))
    return tuple(line)


def joined(separator: str, pieces: Iterable[Inline]) -> Iterator[Inline]:
    """Yield the pieces with the separator between them."""
    for at, piece in enumerate(pieces):
        if at:
            yield Text(separator)
        yield piece


def first_words(blocks: Iterable[Block]) -> str:
    """Return the words of the first paragraph in the blocks that has any; empty if there is none."""
    for block in blocks:
        if isinstance(block, TextParagraph) and (words := _words_of(block.line)):
            return words
        if isinstance(block, Group | Admonition) and (words := first_words(block.blocks)):
            return words
    return ""


def _words_of(line: Line) -> str:
    return "".join(
        _words_of(piece.line) if isinstance(piece, Styled) else "" if isinstance(piece, Anchor | Break) else piece.words
        for piece in line
    )
