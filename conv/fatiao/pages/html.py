"""Write the body of a page as HTML: sections, blocks and lines, with URLs resolved by the caller.

Classes and nesting are those of the emitted page after docutils and MyST, so that the styles of any theme fit both;
elements that only docutils needs (``id1``, empty spans) are left out.  Every text, heading anchor, tooltip and URL is
escaped here; classes and paragraph anchors are written as they are, because this package makes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape

from fatiao.language.interface import CHINESE, TEXT_LANGUAGE, Interface, Message
from fatiao.markup import escape_attribute
from fatiao.pages.blocks import (
    FOREIGN,
    Admonition,
    Anchor,
    Block,
    Break,
    Bullets,
    Definitions,
    Drawing,
    Group,
    Heading,
    Inline,
    Jump,
    Line,
    ListItem,
    ObjectLink,
    Page,
    Pin,
    Rubric,
    Slot,
    Styled,
    Table,
    Text,
    TextParagraph,
    plain_hover,
)

#: Characters that HTML cannot hold, not even as a character reference.
_ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
#: Classes of ``Styled`` that are written as elements, as docutils does.
_ELEMENTS = frozenset({"del", "ins", "mark"})
#: Characters dropped from the anchor of a heading (GitHub's rule, which MyST follows).
_NO_ANCHOR = re.compile(r"[^\w\u4e00-\u9fff\- ]")


@dataclass(frozen=True, slots=True)
class Outside:
    """The callbacks and the interface with which a page is written.

    ``resolve`` returns the URL, relative to the page, of an object of the law domain for a role and a target, or None
    if there is no such object; ``fill`` returns the HTML of a drawing or a slot.  ``interface`` has the words around
    the texts; if its language is not Chinese, the texts are marked as Chinese.
    """

    resolve: Callable[[str, str], str | None]
    fill: Callable[[Drawing | Slot], str]
    interface: Interface = CHINESE


@dataclass(frozen=True, slots=True)
class Body:
    """The HTML of a page, and its headings below the title as (level, anchor, words)."""

    html: str
    headings: tuple[tuple[int, str, str], ...]


def write_body(page: Page, outside: Outside) -> Body:
    """Return the HTML of a page's body."""
    writer = _HtmlWriter(outside)
    writer.write_page(page)
    return Body("".join(writer.out), tuple(writer.headings))


def write_contents(title: str, body: Body, interface: Interface = CHINESE) -> str:
    """Return the headings of a page as nested lists of links, as Sphinx passes them to a theme; the title comes first.

    Empty if the page has no heading but its title.
    """
    if not body.headings:
        return ""
    out: list[str] = [f'<ul>\n<li><a class="reference internal" href="#">{mark_words(title, interface)}</a>']
    level = 1
    for depth, anchor, words in body.headings:
        if depth > level:
            out.append("<ul>\n" * (depth - level))
        else:
            out.append("</li>\n" + "</ul>\n</li>\n" * (level - depth))
        level = depth
        href = f"#{attribute(anchor)}" if anchor else "#"
        out.append(f'<li><a class="reference internal" href="{href}">{mark_words(words, interface)}</a>')
    out.append("</li>\n" + "</ul>\n</li>\n" * (level - 1) + "</ul>\n")
    return "".join(out)


def text(words: str) -> str:
    """Return the words escaped for HTML; characters that HTML cannot hold become U+FFFD."""
    return escape(_ILLEGAL.sub("\ufffd", words))


def attribute(words: str) -> str:
    """Return the words escaped as the value of an attribute between double quotes, as ``text`` does for text."""
    return escape_attribute(_ILLEGAL.sub("\ufffd", words))


def mark_words(words: str, interface: Interface) -> str:
    """Return words as HTML; on a page in another language, the Chinese pieces are marked with ``lang``."""
    return "".join(
        f'<span lang="{TEXT_LANGUAGE}">{text(piece)}</span>' if foreign else text(piece)
        for piece, foreign in interface.pieces(words)
    )


def anchor_of(words: str, taken: Iterable[str] = ()) -> str:
    """Return the anchor of a heading with these words, numbered if it is among those ``taken``."""
    base = anchor = _NO_ANCHOR.sub("", words.lower().replace(" ", "-"))
    number = 0
    while anchor in taken:
        number += 1
        anchor = f"{base}-{number}"
    return anchor


class _HtmlWriter:
    """A writer that collects the HTML of one page."""

    def __init__(self, outside: Outside) -> None:
        self.out: list[str] = []
        self.headings: list[tuple[int, str, str]] = []
        self._outside = outside
        self._interface = outside.interface
        self._is_chinese = outside.interface.is_chinese
        self._anchors: set[str] = set()
        self._open: list[int] = []

    def write_page(self, page: Page) -> None:
        """Write the title and the blocks, and close all sections."""
        self.write_heading(Heading(1, page.title))
        self.write_blocks(page.blocks)
        while self._open:
            self._close()

    def write_blocks(self, blocks: Iterable[Block]) -> None:
        """Write the blocks in order."""
        for block in blocks:
            match block:
                case TextParagraph():
                    self.write_paragraph(block)
                case Group():
                    self.write_group(block)
                case Heading():
                    self.write_heading(block)
                case Rubric():
                    self.out.append(f'<h2 class="rubric">{self._words(block.words)}</h2>\n')
                case Bullets():
                    self.write_items(block.items, _is_simple(block.items))
                case Definitions():
                    self.write_definitions(block)
                case Table():
                    self.write_table(block)
                case Admonition():
                    self.write_admonition(block)
                case Drawing() | Slot():
                    self.out.append(self._outside.fill(block))

    def write_heading(self, heading: Heading) -> None:
        """Close the sections that end at this heading, and open its own."""
        while self._open and self._open[-1] >= heading.level:
            self._close()
        self._open.append(heading.level)
        anchor = anchor_of(heading.words, self._anchors)
        self._anchors.add(anchor)
        name = f' id="{attribute(anchor)}"' if anchor else ""
        level = len(self._open)
        self.out.append(f"<section{name}>\n<h{level}>{self._words(heading.words)}</h{level}>\n")
        if heading.level > 1:
            self.headings.append((level, anchor, heading.words))

    def _close(self) -> None:
        self._open.pop()
        self.out.append("</section>\n")

    def write_paragraph(self, paragraph: TextParagraph) -> None:
        """Write a paragraph and its pin."""
        names = f' class="{attribute(" ".join(paragraph.classes))}"' if paragraph.classes else ""
        anchor = f' id="{attribute(paragraph.anchor)}"' if paragraph.anchor else ""
        marked, pin = self._mark(paragraph.line), paragraph.pin
        words = self.line(paragraph.line, inside=bool(marked))
        if pin and pin.before:
            words = self._pin(pin, paragraph.anchor) + words
        elif pin:
            words += self._pin(pin, paragraph.anchor)
        self.out.append(f"<p{names}{anchor}{marked}>{words}</p>\n")

    def write_group(self, group: Group) -> None:
        """Write a ``div``, unless the group is empty."""
        if group.blocks:
            self.out.append(f'<div class="{attribute(group.classes)} docutils">\n')
            self.write_blocks(group.blocks)
            self.out.append("</div>\n")

    def write_admonition(self, note: Admonition) -> None:
        """Write a note."""
        self.out.append(f'<div class="{attribute(note.classes)} admonition">\n')
        self.out.append(f'<p class="admonition-title">{self._words(note.title)}</p>\n')
        self.write_blocks(note.blocks)
        self.out.append("</div>\n")

    def write_items(self, items: tuple[ListItem, ...], simple: bool) -> None:
        """Write a list and the lists nested in it; nothing if it has no items."""
        if not items:
            return
        self.out.append('<ul class="simple">\n' if simple else "<ul>\n")
        for item in items:
            self.out.append("<li>")
            self.out += map(self._row, item.lines)
            if item.below:
                self.write_items(item.below, simple)
            self.out[-1] = self.out[-1] if item.below else self.out[-1].removesuffix("\n")
            self.out.append("</li>\n")
        self.out.append("</ul>\n")

    def write_definitions(self, definitions: Definitions) -> None:
        """Write a definition list."""
        self.out.append('<dl class="simple myst">\n')
        for entry in definitions.entries:
            self.out.append(f"<dt>{self.line(entry.term)}</dt><dd>")
            self.out += map(self._row, entry.lines)
            self.out.append("</dd>\n")
        self.out.append("</dl>\n")

    def write_table(self, table: Table) -> None:
        """Write a table in a wrapper like furo's, so that on a narrow screen the table scrolls and not the page."""
        width = max(map(len, table.rows))
        self.out.append('<div class="table-wrapper law-table docutils container">\n')
        self.out.append('<table class="law-table docutils align-default">\n')
        for at, row in enumerate(table.rows):
            self.out.append("<thead>\n" if at == 0 else "<tbody>\n" if at == 1 else "")
            start, end = ('<th class="head" scope="col">', "</th>") if at == 0 else ("<td>", "</td>")
            cells = (*row, *[()] * (width - len(row)))
            written = "\n".join(f"{start}{self._row(cell)}{end}" for cell in cells)
            self.out.append(f'<tr class="row-{"even" if at % 2 else "odd"}">{written}\n</tr>\n')
            self.out.append("</thead>\n" if at == 0 else "")
        self.out.append("</tbody>\n</table>\n</div>\n" if table.rows[1:] else "</table>\n</div>\n")

    def line(self, line: Line, inside: bool = False) -> str:
        """Return the HTML of a line; ``inside`` is True if the enclosing element is already marked as Chinese."""
        return "".join(self.piece(piece, inside) for piece in line)

    def piece(self, piece: Inline, inside: bool = False) -> str:
        """Return the HTML of one piece of a line."""
        match piece:
            case Text():
                return self._words(piece.words, inside)
            case ObjectLink():
                return self.reference(piece, inside)
            case Styled():
                tag, named = (
                    (piece.name, "") if piece.name in _ELEMENTS else ("span", f' class="{attribute(piece.name)}"')
                )
                named += f' lang="{FOREIGN[piece.name]}"' if piece.name in FOREIGN else ""
                return f"<{tag}{named}>{self.line(piece.line, inside)}</{tag}>"
            case Anchor():
                return f'<span id="{attribute(piece.name)}"></span>'
            case Jump():
                words = self._words(piece.words, inside)
                return f'<a class="reference internal" href="#{attribute(piece.anchor)}">{words}</a>'
            case Break():
                return "<br />\n"

    def reference(self, link: ObjectLink, inside: bool = False) -> str:
        """Return a link, or only its words if the object does not exist."""
        href = self._outside.resolve(link.role, link.target)
        marked = self._mark((Text(link.words),)) if href is not None and not inside else ""
        words = f'<span class="law-{attribute(link.role)}">{self._words(link.words, inside or bool(marked))}</span>'
        if href is None:
            return words
        title = f' title="{attribute(plain_hover(self._interface.words(link.hover)))}"' if link.hover else ""
        return f'<a class="reference internal" href="{escape(href)}"{title}{marked}>{words}</a>'

    def _row(self, line: Line) -> str:
        marked = self._mark(line)
        return f"<p{marked}>{self.line(line, inside=bool(marked))}</p>\n"

    def _words(self, words: str, inside: bool = False) -> str:
        """Return words of the interface or of a text; on a page in another language, the latter are marked."""
        if self._is_chinese:
            return text(words)
        return text(self._interface.words(words)) if inside else mark_words(words, self._interface)

    def _mark(self, line: Line) -> str:
        """Return the ``lang`` attribute of an element that holds only words of a text; empty for any other."""
        if self._is_chinese:
            return ""
        said = list(_all_words(line))
        foreign = any(map(self._interface.is_foreign, said)) and not any(isinstance(w, Message) for w in said)
        return f' lang="{TEXT_LANGUAGE}"' if foreign else ""

    def _pin(self, pin: Pin, anchor: str) -> str:
        name = attribute(self._interface.say("{provision}的链接", provision=pin.name))
        return f'<a class="pin" href="#{attribute(anchor)}" aria-label="{name}">{text(pin.words)}</a>'


def _all_words(line: Line) -> Iterator[str]:
    for piece in line:
        if isinstance(piece, Styled):
            yield from _all_words(piece.line)
        elif not isinstance(piece, Anchor | Break):
            yield piece.words


def _is_simple(items: tuple[ListItem, ...]) -> bool:
    """Return True if no item has several lines, so that a style sheet may omit the space between items."""
    return all(len(item.lines) <= 1 and _is_simple(item.below) for item in items)
