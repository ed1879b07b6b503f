"""The body of a page as HTML: sections, blocks and lines, with URLs that the caller knows.

Classes and nesting are those that docutils and MyST give the emitted page, so that any theme's style fits both; what
only docutils needs (``id1``, empty spans) is left out.  Every text and attribute is escaped here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

from fatiao.pages.blocks import (
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
)

#: What HTML cannot hold, not even as a reference.
_ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
#: Classes of parts of a line that are elements, as docutils writes them too.
_ELEMENTS = frozenset({"del", "ins", "mark"})
#: What a heading's anchor leaves out (GitHub's rule, which MyST follows).
_NO_ANCHOR = re.compile(r"[^\w\u4e00-\u9fff\- ]")


@dataclass(frozen=True, slots=True)
class Outside:
    """What a page's HTML needs from outside.

    ``resolve`` gives the URL of an object of the law domain, seen from the page, for a role and a target, and None for
    one that does not exist; ``fill`` gives the HTML of a drawing or of a slot.
    """

    resolve: Callable[[str, str], str | None]
    fill: Callable[[Drawing | Slot], str]


@dataclass(frozen=True, slots=True)
class Body:
    """The HTML of a page and its contents: level, anchor and words of every heading below the title."""

    html: str
    headings: tuple[tuple[int, str, str], ...]


def write_body(page: Page, outside: Outside) -> Body:
    """Return the HTML of a page's body."""
    writer = _HtmlWriter(outside)
    writer.write_page(page)
    return Body("".join(writer.out), tuple(writer.headings))


def write_contents(title: str, body: Body) -> str:
    """Return the headings of a page as nested lists of links, as Sphinx gives them to a theme; the title comes first.

    Empty where the page has no heading but its title.
    """
    if not body.headings:
        return ""
    out: list[str] = [f'<ul>\n<li><a class="reference internal" href="#">{text(title)}</a>']
    level = 1
    for depth, anchor, words in body.headings:
        if depth > level:
            out.append("<ul>\n" * (depth - level))
        else:
            out.append("</li>\n" + "</ul>\n</li>\n" * (level - depth))
        level = depth
        href = f"#{text(anchor)}" if anchor else "#"
        out.append(f'<li><a class="reference internal" href="{href}">{text(words)}</a>')
    out.append("</li>\n" + "</ul>\n</li>\n" * (level - 1) + "</ul>\n")
    return "".join(out)


def text(words: str) -> str:
    """Return words as character data; what HTML cannot hold becomes U+FFFD."""
    return escape(_ILLEGAL.sub("\ufffd", words))


def anchor_of(words: str, taken: Iterable[str] = ()) -> str:
    """Return the anchor of a heading with these words, unlike those that are taken."""
    base = anchor = _NO_ANCHOR.sub("", words.lower().replace(" ", "-"))
    number = 0
    while anchor in taken:
        number += 1
        anchor = f"{base}-{number}"
    return anchor


class _HtmlWriter:
    """Collects the HTML of one page."""

    def __init__(self, outside: Outside) -> None:
        self.out: list[str] = []
        self.headings: list[tuple[int, str, str]] = []
        self._outside = outside
        self._anchors: set[str] = set()
        self._open: list[int] = []

    def write_page(self, page: Page) -> None:
        """Write the title, the blocks and the ends of sections."""
        self.write_heading(Heading(1, page.title))
        self.write_blocks(page.blocks)
        while self._open:
            self._close()

    def write_blocks(self, blocks: Iterable[Block]) -> None:
        """Write blocks in their order."""
        for block in blocks:
            match block:
                case TextParagraph():
                    self.write_paragraph(block)
                case Group():
                    self.write_group(block)
                case Heading():
                    self.write_heading(block)
                case Rubric():
                    self.out.append(f'<h2 class="rubric">{text(block.words)}</h2>\n')
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
        """Close the sections that end here, and open one."""
        while self._open and self._open[-1] >= heading.level:
            self._close()
        self._open.append(heading.level)
        anchor = anchor_of(heading.words, self._anchors)
        self._anchors.add(anchor)
        name = f' id="{text(anchor)}"' if anchor else ""
        level = len(self._open)
        self.out.append(f"<section{name}>\n<h{level}>{text(heading.words)}</h{level}>\n")
        if heading.level > 1:
            self.headings.append((level, anchor, heading.words))

    def _close(self) -> None:
        self._open.pop()
        self.out.append("</section>\n")

    def write_paragraph(self, paragraph: TextParagraph) -> None:
        """Write a paragraph with its pin."""
        names = f' class="{" ".join(paragraph.classes)}"' if paragraph.classes else ""
        anchor = f' id="{paragraph.anchor}"' if paragraph.anchor else ""
        words, pin = self.line(paragraph.line), paragraph.pin
        if pin and pin.before:
            words = _pin(pin, paragraph.anchor) + words
        elif pin:
            words += _pin(pin, paragraph.anchor)
        self.out.append(f"<p{names}{anchor}>{words}</p>\n")

    def write_group(self, group: Group) -> None:
        """Write a div, unless it is empty."""
        if group.blocks:
            self.out.append(f'<div class="{group.classes} docutils">\n')
            self.write_blocks(group.blocks)
            self.out.append("</div>\n")

    def write_admonition(self, note: Admonition) -> None:
        """Write a note."""
        self.out.append(
            f'<div class="{note.classes} admonition">\n<p class="admonition-title">{text(note.title)}</p>\n'
        )
        self.write_blocks(note.blocks)
        self.out.append("</div>\n")

    def write_items(self, items: tuple[ListItem, ...], simple: bool) -> None:
        """Write a list and the lists in it; nothing for one without items."""
        if not items:
            return
        self.out.append('<ul class="simple">\n' if simple else "<ul>\n")
        for item in items:
            self.out.append("<li>")
            self.out += (f"<p>{self.line(line)}</p>\n" for line in item.lines)
            if item.below:
                self.write_items(item.below, simple)
            self.out[-1] = self.out[-1] if item.below else self.out[-1].removesuffix("\n")
            self.out.append("</li>\n")
        self.out.append("</ul>\n")

    def write_definitions(self, definitions: Definitions) -> None:
        """Write terms or facts."""
        self.out.append('<dl class="simple myst">\n')
        for entry in definitions.entries:
            self.out.append(f"<dt>{self.line(entry.term)}</dt><dd>")
            self.out += (f"<p>{self.line(line)}</p>\n" for line in entry.lines)
            self.out.append("</dd>\n")
        self.out.append("</dl>\n")

    def write_table(self, table: Table) -> None:
        """Write a table, in the box that furo puts around one: on a narrow screen it scrolls, and not the page."""
        width = max(map(len, table.rows))
        self.out.append('<div class="table-wrapper law-table docutils container">\n')
        self.out.append('<table class="law-table docutils align-default">\n')
        for at, row in enumerate(table.rows):
            self.out.append("<thead>\n" if at == 0 else "<tbody>\n" if at == 1 else "")
            start, end = ('<th class="head" scope="col">', "</th>") if at == 0 else ("<td>", "</td>")
            cells = (*row, *[()] * (width - len(row)))
            written = "\n".join(f"{start}<p>{self.line(cell)}</p>\n{end}" for cell in cells)
            self.out.append(f'<tr class="row-{"even" if at % 2 else "odd"}">{written}\n</tr>\n')
            self.out.append("</thead>\n" if at == 0 else "")
        self.out.append("</tbody>\n</table>\n</div>\n" if table.rows[1:] else "</table>\n</div>\n")

    def line(self, line: Line) -> str:
        """Return the HTML of a line."""
        return "".join(map(self.piece, line))

    def piece(self, piece: Inline) -> str:
        """Return the HTML of one piece of a line."""
        match piece:
            case Text():
                return text(piece.words)
            case ObjectLink():
                return self.reference(piece)
            case Styled():
                tag, named = (piece.name, "") if piece.name in _ELEMENTS else ("span", f' class="{piece.name}"')
                return f"<{tag}{named}>{self.line(piece.line)}</{tag}>"
            case Anchor():
                return f'<span id="{text(piece.name)}"></span>'
            case Jump():
                return f'<a class="reference internal" href="#{text(piece.anchor)}">{text(piece.words)}</a>'
            case Break():
                return "<br />\n"

    def reference(self, link: ObjectLink) -> str:
        """Return a link, or its words where the object does not exist."""
        words = f'<span class="law-{link.role}">{text(link.words)}</span>'
        href = self._outside.resolve(link.role, link.target)
        if href is None:
            return words
        title = f' title="{text(link.hover)}"' if link.hover else ""
        return f'<a class="reference internal" href="{escape(href)}"{title}>{words}</a>'


def _pin(pin: Pin, anchor: str) -> str:
    return f'<a class="pin" href="#{anchor}" aria-label="{text(pin.name)}的链接">{text(pin.words)}</a>'


def _is_simple(items: tuple[ListItem, ...]) -> bool:
    """Return whether every item has one line, so that a style sheet may leave out the space between them."""
    return all(len(item.lines) <= 1 and _is_simple(item.below) for item in items)
