"""A page as a value: blocks of lines, whose links name objects and not URLs.

The functions of this package compose pages of these; ``myst`` writes one as Markdown and ``html`` as the body of an
HTML page.  Nothing here knows a builder, a theme or a URL, and no text is markup yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fatiao.language.interface import Message

_HOVER = str.maketrans({"`": "'", "“": "‘", "”": "’", "<": "〈", ">": "〉", "|": "｜"})


@dataclass(frozen=True, slots=True)
class Text:
    """Words as a reader sees them."""

    words: str


@dataclass(frozen=True, slots=True)
class ObjectLink:
    """A link to an object of the law domain; ``role`` is ``ref``, ``term`` or ``fix``, ``hover`` says why it is one."""

    role: str
    words: str
    target: str
    hover: str = ""


@dataclass(frozen=True, slots=True)
class Jump:
    """A link to the heading with this anchor on the same page."""

    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Styled:
    """A part of a line with a class; ``del``, ``ins`` and ``mark`` are elements of HTML."""

    line: tuple[Inline, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that a URL can name."""

    name: str


@dataclass(frozen=True, slots=True)
class Break:
    """A new line within a paragraph."""


Inline = Text | ObjectLink | Jump | Styled | Anchor | Break
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a section; the title of the page is of level 1."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Pin:
    """The link that a 款, 项 or 目 has to itself; ``before`` says that it stands before the words."""

    words: str
    name: str
    before: bool


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """One paragraph; the pin is of HTML alone."""

    line: Line
    classes: tuple[str, ...] = ()
    anchor: str = ""
    pin: Pin | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that a style sheet addresses together; without blocks it leaves no trace."""

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
    """A heading inside a group, where a section cannot stand."""

    words: str


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list: its lines, each a paragraph, and the list below them.

    ``apart`` has a blank line follow each of its lines in Markdown.
    """

    lines: tuple[Line, ...]
    below: tuple[ListItem, ...] = ()
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

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
    """A table of a law: rows of cells, the header first; what a row lacks at its end is empty."""

    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The strip of the law with this object name."""

    key: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A place on an HTML page for what surrounds the text, by its name; Markdown has nothing there."""

    name: str


Block = Heading | TextParagraph | Group | Admonition | Rubric | Bullets | Definitions | Table | Drawing | Slot


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page; ``docname`` is its path below the documentation folder, without a suffix."""

    docname: str
    title: str
    blocks: tuple[Block, ...]


def refer(role: str, words: str, target: str, hover: str = "") -> ObjectLink | Text:
    """Return a link, or plain text where a role of MyST cannot carry the words (a backtick, a bar, a line break)."""
    if not words.strip() or "`" in words or "|" in words or "\n" in words or "\r" in words or words != words.strip():
        return Text(words)
    return ObjectLink(role, words, target, hover if isinstance(hover, Message) else plain_hover(hover))


def plain_hover(words: str) -> str:
    """Return what a link says on hovering, without what an attribute in Markdown cannot hold."""
    return " ".join(words.translate(_HOVER).split()) if words else ""


def line_of(*pieces: Inline | str) -> Line:
    """Return a line of pieces, in which neighbouring words are one and empty ones none."""
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
    """Return whether one of some words is a message, which may be put into another language and stays by itself."""
    return any(isinstance(piece.words, Message) for piece in pieces)


def facts_line(facts: Iterable[str]) -> Line:
    """Return facts with a dot before each but the first; a style can take the dot off at the beginning of a line."""
    line: list[Inline] = []
    for at, words in enumerate(facts):
        if at:
            line.append(Text(" "))
        dot = (Styled((Text("· "),), "fact-dot"),) if at else ()
        line.append(Styled((*dot, Text(words)), "fact"))
    return tuple(line)


def joined(separator: str, pieces: Iterable[Inline]) -> Iterator[Inline]:
    """Yield the pieces with words between them."""
    for at, piece in enumerate(pieces):
        if at:
            yield Text(separator)
        yield piece


def first_words(blocks: Iterable[Block]) -> str:
    """Return the words of the first paragraph in some blocks; empty where there is none."""
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
