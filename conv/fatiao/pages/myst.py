"""Write pages as MyST: ``escape``, the MyST constructs that the pages use, and the backend that writes a page.

All text from outside passes through ``escape``.  It backslash-escapes the ASCII punctuation that CommonMark 0.31 or a
MyST extension could read as markup, and nothing else, so that a page stays readable as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

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
    ListedTerm,
    ListItem,
    ObjectLink,
    Page,
    Rubric,
    Slot,
    Styled,
    Table,
    Text,
    TextParagraph,
    plain_hover,
    refer,
)

#: The front matter of a page that is in no toctree.
_ORPHAN = "---\norphan: true\n---\n"
# Anywhere in a line: escapes, code, emphasis, links, roles, attributes, HTML, entities, tables, math, strikethrough,
# superscript, targets, comments, directives.
_INLINE = re.compile(r"[\\`*_{}\[\]<>&|$~^%@#]|=(?=\s*\Z)|(?<=\))=")
# Words without any of these, without white space and without markup at the start of a line: most words of a law.
_PLAIN = re.compile(r"[^\\`*_{}\[\]<>&|$~^%@#=\s\-+:\d][^\\`*_{}\[\]<>&|$~^%@#=\s\x00-\x1f\x7f-\x9f]*")
# At the start of a line: headings, lists, breaks, fences, definition lists, setext underlines.
_LINE_START = re.compile(r"(?:[-+:=]|(?=\d)\d{1,9}(?=[.)]))")
_EDGE_SPACE = re.compile(r"\A\s+|\s+\Z")
_BREAKS = str.maketrans({"\n": "&#10;", "\r": "&#13;"})


def _entity(match: re.Match[str]) -> str:
    # CommonMark renders the entity of a control character as U+FFFD; its picture tells which character it was
    return "".join(
        f"&#{ord(c)};" if c in "\t\n\f\r" or (c >= " " and c != "\x85") else chr(0x2400 + ord(c) % 0x80)
        for c in match.group()
    )


def escape(text: str) -> str:
    """Return Markdown that renders exactly this text, as the whole or a part of one line.

    White space at the start and end becomes numeric entities, because CommonMark strips it; a control character there,
    for which there is no entity, becomes its picture (␟).
    """
    if _PLAIN.fullmatch(text):
        return text
    edges = [(m.start(), m.end()) for m in _EDGE_SPACE.finditer(text)]
    start = edges[0][1] if edges and edges[0][0] == 0 else 0
    end = edges[-1][0] if edges and edges[-1][1] == len(text) and edges[-1][0] >= start else len(text)
    middle = _INLINE.sub(r"\\\g<0>", text[start:end])
    if found := _LINE_START.match(middle):
        at = found.end() if found.group().isdigit() else 0
        middle = middle[:at] + "\\" + middle[at:]
    lead, tail = text[:start], text[end:]
    return "".join((_EDGE_SPACE.sub(_entity, lead), middle.translate(_BREAKS), _EDGE_SPACE.sub(_entity, tail)))


def role(name: str, text: str, target: str, hover: str = "") -> str:
    """Return a role of the law domain: ``{law:ref}`text <target "hover">```.

    ``target`` is an object name of the law domain.  Text that a role cannot hold (see ``refer``) becomes plain text.
    """
    return _piece(refer(name, text, target, hover))


def _reference(link: ObjectLink) -> str:
    hover = f" “{plain_hover(link.hover)}”" if link.hover else ""
    return f"{{law:{link.role}}}`{link.words} <{link.target}{hover}>`"


def block(text: str, classes: Iterable[str] = (), anchor: str = "") -> str:
    """Return a paragraph with its id and classes; ``text`` is already Markdown."""
    attributes = " ".join(([f"#{anchor}"] if anchor else []) + [f".{c}" for c in classes])
    return f"{{{attributes}}}\n{text}\n" if attributes else f"{text}\n"


def render_rows(rows: Sequence[Sequence[str]]) -> str:
    """Return a table, the header first; cells are already Markdown, and short rows are filled up with empty cells."""
    width = max(map(len, rows))
    filled = ([*row, *[""] * (width - len(row))] for row in rows)
    head, *body = (f"| {' | '.join(row)} |" for row in filled)
    return "\n".join(["{.law-table}", head, f"|{' --- |' * width}", *body]) + "\n"


def fence(name: str, argument: str, body: str, options: Iterable[tuple[str, str]] = (), depth: int = 3) -> str:
    """Return a directive fenced by ``depth`` colons; ``argument`` is Markdown or an id, ``body`` is Markdown."""
    colons = ":" * depth
    head = f"{colons}{{{name}}}{' ' + argument if argument else ''}\n"
    lines = "".join(f":{key}: {value}\n" for key, value in options)
    return f"{head}{lines}\n{body.rstrip()}\n{colons}\n"


def rubric(text: str, level: int = 2) -> str:
    """Return a heading inside a container, where a section is not allowed."""
    return fence("rubric", text, "", [("heading-level", str(level))])


def emit_page(page: Page) -> str:
    """Return a page as a MyST document."""
    return "\n".join([_ORPHAN, f"# {escape(page.title)}\n", *_blocks(page.blocks)])


def emit_line(line: Line) -> str:
    """Return a line as Markdown; only white space at the start and end of the whole line becomes an entity."""
    out: list[str] = []
    for at, piece in enumerate(line):
        begins = at == 0 or isinstance(line[at - 1], Break)
        if begins or not isinstance(piece, Text):
            out.append(_piece(piece))
        elif at < len(line) - 1:
            out.append(escape(f"x{piece.words}x")[1:-1])
        else:
            words = piece.words.lstrip("\u3000")
            out.append(piece.words[: len(piece.words) - len(words)] + escape(words))
    return "".join(out)


def _piece(piece: Inline) -> str:
    match piece:
        case Text():
            return escape(piece.words)
        case ObjectLink():
            return _reference(piece)
        case Styled():
            return f"[{emit_line(piece.line)}]{{.{piece.name}}}"
        case Anchor():
            return f"[]{{#{piece.name}}}"
        case Jump():
            return f"[{escape(piece.words)}](#{piece.anchor})"
        case Break():
            return "\\\n"


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for part in blocks:
        if not isinstance(part, Slot):
            yield _block(part)


def _block(part: Block) -> str:  # noqa: PLR0911  # one return per kind of block
    match part:
        case Heading():
            return f"{'#' * part.level} {escape(part.words)}\n"
        case TextParagraph():
            return block(emit_line(part.line), part.classes, part.anchor)
        case Group():
            return _group(part)
        case Admonition():
            return fence("admonition", escape(part.title), "\n".join(_blocks(part.blocks)), [("class", part.classes)])
        case Rubric():
            return rubric(part.words)
        case Bullets():
            return "\n".join(_items(part.items, "")) + ("" if part.items and _ends_apart(part.items[-1]) else "\n")
        case Table():
            return render_rows([[*map(emit_line, row)] for row in part.rows])
        case Definitions():
            return "\n".join(map(_definition, part.entries))
        case Drawing():
            return f":::{{law:strip}} {part.key}\n:::\n"
        case Slot():
            return ""


def _group(group: Group) -> str:
    """Return a ``div`` directive, fenced by one colon more than the directives in it."""
    if not group.blocks:
        return ""
    return fence("div", group.classes, "\n".join(_blocks(group.blocks)), depth=4 + _levels_in(group))


def _levels_in(group: Group) -> int:
    """Return the number of levels of directives nested in a group."""
    nested = (1 + _levels_in(part) for part in group.blocks if isinstance(part, Group) and part.blocks)
    return max(nested, default=int(any(isinstance(part, Admonition | Rubric) for part in group.blocks)))


def _items(items: Sequence[ListItem], indent: str) -> Iterator[str]:
    for item in items:
        end = "\n" if item.apart else ""
        for at, line in enumerate(item.lines):
            yield f"{indent}{'  ' if at else '- '}{emit_line(line)}{end}"
        yield from _items(item.below, indent + "  ")


def _ends_apart(item: ListItem) -> bool:
    return _ends_apart(item.below[-1]) if item.below else item.apart


def _definition(entry: ListedTerm) -> str:
    first, *more = map(emit_line, entry.lines)
    return f"{emit_line(entry.term)}\n: {first}\n" + "".join(f"\n  {line}\n" for line in more)
