"""Doctrees of emitted pages, without a Markdown parser.

What ``fatiao.writing`` emits is a small part of MyST: one construct a line, every mark of other syntax escaped.  This
module reads exactly that part and makes the document that MyST and the reading transforms would make of it, at a tenth
of their cost.  Anything else, down to a blank at the end of a line, raises ``NotEmitted``, and the page goes to MyST;
so a page may be edited by hand, and a new construct is right before it is fast.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from docutils import nodes
from myst_parser.slugs import github_slugify, unique_slug

from fatiao.sphinx_ext.domain import make_xref

#: At these some stage of MyST breaks a line or a text; the emitted page has them only where the statute has them.
_ODD = re.compile("[\0\t\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029\ufeff]")
_FRONT_MATTER = "---\norphan: true\n---\n"
_DIRECTIVE = re.compile(r"(:{3,5})\{([a-z]+|law:[a-z]+)\} (.+)")
_CLASSES = r"[a-z][a-z0-9-]*(?: [a-z][a-z0-9-]*)*"
_CLASS_OPTION = re.compile(rf":class: ({_CLASSES})")
_HEADING = re.compile(r"(#{1,6}) (.+)")
_ATTRIBUTES = re.compile(r"\{(?:#([a-z][a-z0-9-]*))?((?: ?\.[a-z][a-z0-9-]*)*)\}")
#: What a line must not begin with if it is to be words: the marks of every block that CommonMark or MyST knows.
_BLOCK_START = re.compile(r"[-+*#>:=~|%<]|\d+[.)]|\(.*\)=")
_TEXT = r"(?:[^\\`*_{}\[\]<>&|$~^%@#]|\\[!-/:-@\[-`{-~]|&#(?:9|10|12|13|32|160|\d{4,5});)"
_ROLE = r"\{law:(?:ref|term|fix)\}`[^`]+`(?!`)"
_INLINE = re.compile(
    rf"(?P<text>{_TEXT}+)"
    rf"|\{{law:(?P<kind>ref|term|fix)\}}`(?P<role>[^`]+)`(?!`)"
    rf"|\[(?P<span>(?:{_TEXT}|{_ROLE})*)\]"
    r"(?:(?P<attributes>\{[#.][a-z][a-z0-9-]*\})|\(#(?P<link>[a-z][a-z0-9-]*)\))"
)
_BAR = re.compile(r"(?<!\\)\|")
_ROLES = re.compile(_ROLE)
_ESCAPED = re.compile(r"\\(.)|&#(\d+);")
#: What an entity may stand for: white space at the edge of a text.
_SPACES = frozenset("\t\n\f\r \xa0\u1680\u202f\u205f\u3000") | frozenset(map(chr, range(0x2000, 0x200B)))


class NotEmitted(Exception):  # noqa: N818  # no error: the page is read by MyST instead
    """The text is not one that ``fatiao.writing`` emits."""


#: Directives of our own with one argument and no body: name → the nodes for an argument.
Own = Mapping[str, Callable[[str], list[nodes.Node]]]


def read_emitted(text: str, document: nodes.document, docname: str, anchors: int, own: Own) -> dict[str, Any]:
    """Fill an empty document from an emitted page, as it is after reading; returns its metadata.

    ``anchors`` is MyST's ``heading_anchors``.  Raises NotEmitted, and then leaves the document half filled.
    """
    if not text.startswith(_FRONT_MATTER) or not text.endswith("\n") or _ODD.search(text):
        raise NotEmitted
    reader = _Reader(text[len(_FRONT_MATTER) : -1].split("\n"), document, docname, anchors, own)
    reader.read_page()
    document["translation_progress"] = {"total": 0, "translated": 0}
    slugs = reader.finish()
    return {"orphan": "True", **({"myst_slugs": slugs} if slugs else {})}


class _Reader:
    """A cursor over the lines of one page."""

    def __init__(self, lines: list[str], document: nodes.document, docname: str, anchors: int, own: Own) -> None:
        self.lines = lines
        self.at = 0
        self.document = document
        self.docname = docname
        self.anchors = anchors
        self.own = own
        self.slugs: dict[str, tuple[int | None, str, str]] = {}
        self.links: list[nodes.reference] = []

    def line(self) -> str:
        """The current line, or an empty one past the end."""
        return self.lines[self.at] if self.at < len(self.lines) else ""

    def skip_blank(self) -> bool:
        """Go to the next line with text; False where there is none."""
        while self.at < len(self.lines):
            if self.lines[self.at]:
                self.document.current_line = self.at + _FIRST
                return True
            self.at += 1
        return False

    def read_page(self) -> None:
        """Headings and the blocks below them."""
        sections: list[nodes.Element] = [self.document]
        while self.skip_blank():
            heading = _HEADING.fullmatch(self.line())
            if not heading:
                self.read_block(sections[-1], 6)
                continue
            level = len(heading[1])
            if level > len(sections):  # MyST warns of a level that is left out
                raise NotEmitted
            del sections[level:]
            section = nodes.section()
            sections[-1].append(section)
            sections.append(section)
            self.at += 1
            self.read_heading(section, heading[2], level)

    def read_heading(self, section: nodes.section, words: str, level: int) -> None:
        """The title of a section, and its names as MyST gives them."""
        _check_words(words)
        title = nodes.title()
        section.append(title)
        title.extend(self.inline(words))
        if any(not isinstance(child, nodes.Text) for child in title):
            raise NotEmitted
        shown = title.astext()
        section["names"].append(nodes.fully_normalize_name(shown))
        self.document.note_implicit_target(section)  # what docutils says of a repeated name is filtered out later
        if level <= self.anchors:
            slug = unique_slug(github_slugify(shown), self.slugs)
            section["slug"] = slug
            self.slugs[slug] = (section.line, section["ids"][0], shown)

    def read_block(self, parent: nodes.Element, colons: int) -> None:
        """One block; ``colons`` is the depth of the fence around it."""
        line = self.line()
        if line.startswith(":::"):
            self.read_directive(parent, colons)
        elif line.startswith("- "):
            self.read_list(parent, "")
        elif line[0] == "{" and (found := _ATTRIBUTES.fullmatch(line)):
            self.at += 1
            if self.line().startswith("| "):
                self.read_table(parent, found)
            else:
                self.read_paragraph(parent, found)
        elif self.at + 1 < len(self.lines) and self.lines[self.at + 1].startswith(": "):
            self.read_definitions(parent)
        else:
            self.read_paragraph(parent)

    def read_paragraph(self, parent: nodes.Element, attributes: re.Match[str] | None = None) -> None:
        """Lines up to a blank one or the end of the fence; every line but the last ends in a hard break."""
        node = nodes.paragraph()
        parent.append(node)
        if attributes:
            self.set_attributes(node, attributes)
        line = self.line()
        while _ends_in_break(line):
            node.extend(self.inline(line[:-1]))
            node += nodes.raw("", "<br />\n", format="html")
            node += nodes.raw("", "\\\\\n", format="latex")
            self.at += 1
            line = self.line()
        node.extend(self.inline(line))
        self.at += 1
        if self.line() and not self.line().startswith(":::"):
            raise NotEmitted

    def read_table(self, parent: nodes.Element, attributes: re.Match[str]) -> None:
        """Rows between bars, the header above a rule."""
        head = _split_cells(self.line())
        size = len(head)
        if self.lines[self.at + 1] != f"|{' --- |' * size}":
            raise NotEmitted
        table = nodes.table(classes=["colwidths-auto"])
        self.set_attributes(table, attributes)
        parent.append(table)
        tgroup = nodes.tgroup(cols=size)
        table += tgroup
        tgroup += [nodes.colspec(colwidth=100 // size) for _ in range(size)]
        thead, tbody = nodes.thead(), nodes.tbody()
        tgroup += thead
        thead += self.make_row(head)
        self.at += 2
        while self.line().startswith("| "):
            cells = _split_cells(self.line())
            if len(cells) != size:
                raise NotEmitted
            tbody += self.make_row(cells)
            self.at += 1
        if not len(tbody) or (self.line() and not self.line().startswith(":::")):
            raise NotEmitted
        tgroup += tbody

    def make_row(self, cells: list[str]) -> nodes.row:
        """One row of a table."""
        return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *self.pieces(cell))) for cell in cells))

    def read_directive(self, parent: nodes.Element, colons: int) -> None:
        """A div, an admonition or a rubric, with what is in it."""
        found = _DIRECTIVE.fullmatch(self.line())
        if not found or len(found[1]) >= colons:
            raise NotEmitted
        fence, name, argument = found.groups()
        self.at += 1
        if name == "div":
            if not re.fullmatch(_CLASSES, argument):
                raise NotEmitted
            node = nodes.container(is_div=True, design_component="div", classes=argument.split())
            parent.append(node)
            self.read_body(node, fence)
        elif name == "admonition":
            self.read_admonition(parent, argument, fence)
        elif name == "rubric" and self.skip_exactly(":heading-level: 2", "", "", fence):
            rubric = nodes.rubric("", "", *self.inline(argument))
            rubric["heading-level"] = 2
            parent.append(rubric)
        elif name in self.own and self.skip_exactly(fence):
            parent += self.own[name](argument)
        else:
            raise NotEmitted

    def skip_exactly(self, *lines: str) -> bool:
        """Go past these lines, if they are the next."""
        found = tuple(self.lines[self.at : self.at + len(lines)]) == lines
        self.at += len(lines) * found
        return found

    def read_admonition(self, parent: nodes.Element, title: str, fence: str) -> None:
        """An admonition with its title and classes."""
        option = _CLASS_OPTION.fullmatch(self.line())
        if not option:
            raise NotEmitted
        self.at += 1
        node = nodes.admonition("", nodes.title("", "", *self.inline(title)), classes=option[1].split())
        parent.append(node)
        self.read_body(node, fence)
        if len(node) == 1:
            raise NotEmitted

    def read_body(self, node: nodes.Element, fence: str) -> None:
        """The blocks of a directive and its closing line."""
        if self.line():
            raise NotEmitted
        while self.skip_blank():
            if self.line() == fence:
                self.at += 1
                return
            self.read_block(node, len(fence))
        raise NotEmitted

    def read_list(self, parent: nodes.Element, indent: str) -> None:
        """A bullet list; what belongs to an item is indented by two blanks, and stands below it after a blank line."""
        bullets = nodes.bullet_list(bullet="-")
        parent.append(bullets)
        inner = indent + "  "
        while self.line().startswith(indent + "- "):
            item = nodes.list_item()
            bullets.append(item)
            self.read_indented(item, inner)
            while self.skip_blank() and self.line().startswith(inner):
                if self.lines[self.at - 1]:
                    raise NotEmitted
                if self.line().startswith(inner + "- "):
                    self.read_list(item, inner)
                else:
                    self.read_indented(item, inner)
        if self.at and self.line() and self.lines[self.at - 1] and not self.line().startswith(":::"):
            raise NotEmitted

    def read_indented(self, parent: nodes.Element, indent: str) -> None:
        """One line as a paragraph, without what indents it."""
        words = self.line()[len(indent) :]
        node = nodes.paragraph()
        parent.append(node)
        node.extend(self.inline(words))
        self.at += 1

    def read_definitions(self, parent: nodes.Element) -> None:
        """A definition list: a term, a line after a colon, and paragraphs indented by two blanks."""
        found = nodes.definition_list(classes=["simple", "myst"])
        parent.append(found)
        while self.skip_blank() and self.at + 1 < len(self.lines) and self.lines[self.at + 1].startswith(": "):
            item = nodes.definition_list_item()
            found.append(item)
            term, definition = nodes.term(), nodes.definition()
            item += [term, definition]
            term.extend(self.inline(self.line()))
            self.at += 1
            self.read_indented(definition, ": ")
            while not self.line() and self.skip_blank() and self.line().startswith("  "):
                self.read_indented(definition, "  ")
        if self.lines[self.at - 1] and self.line() and not self.line().startswith(":::"):
            raise NotEmitted

    def set_attributes(self, node: nodes.Element, found: re.Match[str]) -> None:
        """Id and classes of a block or a span."""
        node["classes"].extend(found[2].replace(".", "").split())
        if found[1]:
            if found[1] in self.document.nameids:  # docutils reports a repeated id
                raise NotEmitted
            node["names"].append(found[1])
            self.document.note_explicit_target(node, node)

    def inline(self, words: str) -> Iterator[nodes.Node]:
        """The nodes of one line of words."""
        _check_words(words)
        return self.pieces(words)

    def pieces(self, words: str) -> Iterator[nodes.Node]:
        """The nodes of a line or of what a span holds."""
        at = 0
        while at < len(words):
            found = _INLINE.match(words, at)
            if not found or (words[at] == "[" and words[at - 1 : at] == "!"):
                raise NotEmitted
            at = found.end()
            if found["text"]:
                yield nodes.Text(_unescape(found["text"]))
            elif found["role"]:
                xref = make_xref(found["kind"], found["role"], self.docname)
                xref.source, xref.line = self.document.current_source, self.document.current_line
                yield xref
            else:
                yield self.make_span(found)

    def make_span(self, found: re.Match[str]) -> nodes.Element:
        """A link to a heading of the page, or words with a class or an id."""
        inner = self.pieces(found["span"])
        if found["link"]:
            link = nodes.reference("", "", *inner, id_link=True, refid=found["link"])
            self.links.append(link)
            return link
        span = nodes.inline()
        attributes = _ATTRIBUTES.fullmatch(found["attributes"])
        if not attributes:
            raise NotEmitted
        self.set_attributes(span, attributes)
        span.extend(inner)
        return span

    def finish(self) -> dict[str, tuple[int | None, str, str]]:
        """What MyST's last transforms do: slugs as second ids, links to them; returns the slugs."""
        for section in self.document.findall(nodes.section):
            slug = section.get("slug")
            if slug and slug not in self.document.ids:
                section["ids"].append(slug)
                self.document.ids[slug] = section
        for link in self.links:
            if link["refid"] in self.document.nametypes and self.document.nametypes[link["refid"]]:
                continue  # an id of our own
            if link["refid"] not in self.slugs:
                raise NotEmitted
            link["refid"] = self.slugs[link["refid"]][1]
        self.document.myst_slugs = self.slugs  # type: ignore[attr-defined]  # MyST's own
        return self.slugs


_FIRST = _FRONT_MATTER.count("\n") + 1


def _check_words(words: str) -> None:
    """Words of a line: nothing at its edges that Markdown strips, nothing at its start that opens a block."""
    if not words or words != words.strip() or _BLOCK_START.match(words):
        raise NotEmitted


def _split_cells(line: str) -> list[str]:
    """The words of the cells of a row; a bar in a cell is escaped, or makes the row none of ours."""
    if not line.endswith(" |") or ("{law:" in line and "|" in "".join(_ROLES.findall(line))):
        raise NotEmitted
    return [cell.strip(" ") for cell in _BAR.split(line[1:-1])]


def _ends_in_break(line: str) -> bool:
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _unescape(text: str) -> str:
    return _ESCAPED.sub(_unescape_one, text) if "\\" in text or "&" in text else text


def _unescape_one(found: re.Match[str]) -> str:
    if found[1]:
        return found[1]
    character = chr(int(found[2]))
    if character not in _SPACES:
        raise NotEmitted
    return character
