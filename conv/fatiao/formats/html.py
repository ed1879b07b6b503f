"""Web pages: the lines of the text without the parts of the page around it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from fatiao.formats.article_labels import ARTICLE_LINE, PROVISION_LABEL
from fatiao.formats.extract import Extract, LeftOutPiece, MatterKind, TextLine
from fatiao.formats.html_furniture import Furniture
from fatiao.formats.html_styles import CounterStyle, StyleSheet, read_styles
from fatiao.formats.html_tokens import BLOCKS, Node, parse_html
from fatiao.formats.tables import table_bars

READER = "html 1"
_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{2,40})""", re.I)
#: Bytes of a page searched for its declared encoding; the standard says 1,024, but pages with long heads need more.
_HEAD = 8192
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WIDE = (
    r"\u2010-\u2027\u2100-\u214f\u2460-\u24ff\u25a0-\u26ff"
    r"\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
)
#: A line break of the page's source between Chinese characters, which prints no space (CSS Text 3, §4.1.3), nor means
#: one beside a number or a mark of Chinese text.  One next to a label is read as a space, since it separates the label
#: from its words.
_BREAK = re.compile(
    rf"(?<=[{_WIDE}])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[{_WIDE}0-9:;,.?!()])|"
    rf"(?<=[0-9:;,.?!()])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[{_WIDE}])"
)
_ENDS_LABEL, _BEGINS_LABEL = re.compile(rf"(?:^|[\s　\xa0]){PROVISION_LABEL}$"), re.compile(PROVISION_LABEL)
_LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
#: A number that is typed at the beginning of an item.
_TYPED = re.compile(
    rf"[\s　\xa0]*(?:{PROVISION_LABEL}|[（(][一二三四五六七八九十百\d]{{1,5}}[）)]|[一二三四五六七八九十]{{1,3}}、|"
    r"\d{1,3}[.．、])"
)
#: Pieces of an item that are searched for its typed number: the number may be in an element of its own.
_PIECES = 12
#: Characters before a line break that are searched for a label.
_LONGEST_LABEL = 20
_ANNEX = re.compile(r"[\s　\xa0]*附(?:件|表|录|图|则)?[一二三四五六七八九十\d：:\s　]*")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line of a page; ``path`` leads from the root to its element, as indexes of children."""

    text: str
    gap: bool
    path: tuple[int, ...]


def read_html(data: bytes) -> Extract:
    """Return the text of a web page; never raise, since any sequence of bytes can be read as HTML."""
    text, encoding = decode_html(data)
    lines, left_out = read_page(text)
    return Extract(READER, tuple(lines), tuple(left_out), encoding=encoding)


def read_page(text: str) -> tuple[list[TextLine], list[LeftOutPiece]]:
    """Return the lines of a page's text, and the pieces left out."""
    root = parse_html(text)
    styles = read_styles(root)
    walk = _Walk(Furniture(root, styles), styles)
    placed = walk.read(root, ())
    kept = _within_text(placed)
    behind = "\n".join(line.text for line in placed[len(kept) :])
    left_out = walk.left_out + ([LeftOutPiece(MatterKind.FURNITURE, behind)] if behind else [])
    return [TextLine(line.text, 0, line.gap) for line in kept], left_out


def decode_html(data: bytes) -> tuple[str, str]:
    """Return a page as text, and the encoding used: the declared one, else the first that can decode the bytes."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, "replace"), name
    declared = _CHARSET.search(data[:_HEAD])
    named = _known(declared[1].decode("ascii")) if declared else None
    for encoding in [named] * bool(named) + ["utf-8", "gb18030"]:
        try:
            return data.decode(encoding or "utf-8"), encoding or "utf-8"
        except UnicodeDecodeError:
            continue
    return data.decode(named or "utf-8", "replace"), named or "utf-8"


def _known(name: str) -> str | None:
    """Return the encoding that browsers use for a declared name, or None if it is unknown.

    Every GB encoding is read as GB18030, and UTF-16 as UTF-8, since the declaration itself was found as ASCII.
    """
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    if found in ("gb2312", "gbk", "hz"):
        return "gb18030"
    if found.startswith(("utf-16", "utf-32", "utf-7")):
        return "utf-8"
    return "big5hkscs" if found == "big5" else "cp1252" if found in ("iso8859-1", "ascii") else found


def _within_text(placed: Sequence[_Placed]) -> Sequence[_Placed]:
    """Return the lines up to the end of the smallest element that holds all provisions; all if an annex follows it."""
    provisions = [number for number, line in enumerate(placed) if ARTICLE_LINE.match(line.text)]
    if len(provisions) < 2:
        return placed
    core = placed[provisions[0]].path
    for number in provisions[1:]:
        common = 0
        path = placed[number].path
        while common < min(len(core), len(path)) and core[common] == path[common]:
            common += 1
        core = core[:common]
    last = max(number for number, line in enumerate(placed) if line.path[: len(core)] == core)
    behind = placed[last + 1 :]
    if any(_ANNEX.fullmatch(line.text) for line in behind):
        return placed
    return placed[: last + 1]


class _Walk:
    """A walk over a tree that collects its lines as a browser would break them."""

    def __init__(self, furniture: Furniture, styles: StyleSheet) -> None:
        self._furniture, self._styles = furniture, styles
        self.left_out: list[LeftOutPiece] = []

    def read(self, node: Node, path: tuple[int, ...]) -> list[_Placed]:
        lines = _Lines()
        self._walk(node, path, lines, False)
        lines.end(True)
        return lines.done

    def _walk(self, node: Node, path: tuple[int, ...], lines: _Lines, pre: bool) -> None:
        count = 0
        for number, inner in enumerate(node.children):
            if isinstance(inner, str):
                lines.add(inner, path, pre)
                continue
            if kind := self._furniture.find(inner):
                self._leave_out(kind, inner)
                continue
            below = (*path, number)
            if inner.tag == "li":
                count += 1
            if inner.tag == "br":
                lines.end(False)
            elif inner.tag == "table":
                lines.end(True)
                self._table(inner, below, lines)
                lines.end(True)
            elif inner.tag == "sup" and _is_reference(inner):
                self._leave_out(MatterKind.FOOTNOTE, inner)
            elif inner.tag in BLOCKS:
                lines.end(True)
                if inner.tag == "li":
                    lines.add(self._list_label(node, inner, count), below, False)
                self._walk(inner, below, lines, pre or inner.tag == "pre")
                lines.end(True)
            else:
                self._walk(inner, below, lines, pre)

    def _table(self, table: Node, path: tuple[int, ...], lines: _Lines) -> None:
        rows = [[self.read(cell, place) for cell, place in row] for row in self._rows(table, path)]
        words = [[[line.text for line in cell] for cell in row] for row in rows]
        bars = table_bars(words)
        if bars is None:
            lines.done += [line for row in rows for cell in row for line in cell]
        else:
            lines.done += [_Placed(bar, True, path) for bar in bars]

    def _rows(self, node: Node, path: tuple[int, ...]) -> Iterator[list[tuple[Node, tuple[int, ...]]]]:
        for number, inner in enumerate(node.children):
            if isinstance(inner, str):
                if inner.strip():  # text outside of the cells
                    yield [(Node("td", {}, [inner]), (*path, number))]
                continue
            below = (*path, number)
            if kind := self._furniture.find(inner):
                self._leave_out(kind, inner)
            elif inner.tag == "tr":
                cells = [(cell, (*below, at)) for at, cell in enumerate(inner.children) if isinstance(cell, Node)]
                yield [(cell, place) for cell, place in cells if self._keep(cell)]
            elif inner.tag in ("tbody", "thead", "tfoot"):
                yield from self._rows(inner, below)
            else:
                yield [(Node("td", {}, [inner]), below)]

    def _keep(self, cell: Node) -> bool:
        kind = self._furniture.find(cell)
        if kind:
            self._leave_out(kind, cell)
        return kind is None

    def _leave_out(self, kind: MatterKind, node: Node) -> None:
        if node.tag in ("head", "script", "style", "noscript", "template", "svg", "rt", "rp"):
            return
        text = " ".join("".join(_texts(node)).split())
        if text:
            self.left_out.append(LeftOutPiece(kind, text))

    def _list_label(self, parent: Node, entry: Node, count: int) -> str:
        """Return the number that a browser prints before an item of an ordered list; empty in other lists.

        An item that begins with a typed number has no other one, whatever hides it.
        """
        if parent.tag != "ol" or _TYPED.match("".join(islice(_texts(entry), _PIECES))):
            return ""
        start = parent.attributes.get("start", "1")
        number = count - 1 + (int(start) if start.isascii() and start.isdecimal() and len(start) < 7 else 1)
        own = entry.attributes.get("value", "")
        number = int(own) if own.isascii() and own.isdecimal() and len(own) < 7 else number
        style = self._styles.counter_style(entry) or self._styles.counter_style(parent)
        if style is None:
            style = CounterStyle(_LIST_FORMS.get(parent.attributes.get("type", "1"), "decimal"))
        return style.label(number)


class _Lines:
    """The finished lines and the current one."""

    def __init__(self) -> None:
        self.done: list[_Placed] = []
        self._words: list[str] = []
        self._blank = True
        self._path: tuple[int, ...] = ()
        self._gap = True

    def add(self, text: str, path: tuple[int, ...], pre: bool) -> None:
        if pre:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self.end(False)
                self._words.append(line)
                self._path, self._blank = path, False
            return
        if self._blank and text.strip():
            self._path, self._blank = path, False
        self._words.append(text)

    def end(self, gap: bool) -> None:
        """End the line; ``gap`` is True if the next one begins a paragraph, as it does after an empty line."""
        text = _SPACES.sub(" ", _BREAK.sub(_space_at_break, "".join(self._words))).strip(" ")
        self._words.clear()
        self._blank = True
        if text.strip():
            self.done.append(_Placed(text.rstrip(), self._gap or not self.done, self._path))
            self._gap = gap
        else:
            self._gap = True


def _space_at_break(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - _LONGEST_LABEL) : match.start()]
    begins = before.endswith(("。", "；", "：")) and _BEGINS_LABEL.match(match.string, match.end())
    return " " if begins or _ENDS_LABEL.search(before) else ""


def _is_reference(node: Node) -> bool:
    """Return True if a superscript holds nothing but links, as a reference to a note does."""
    inner = [child for child in node.children if not isinstance(child, str) or child.strip()]
    return bool(inner) and all(isinstance(child, Node) and child.tag == "a" for child in inner)


def _texts(node: Node) -> Iterator[str]:
    for inner in node.children:
        if isinstance(inner, str):
            yield inner
        elif inner.tag not in ("script", "style"):
            if inner.tag in BLOCKS or inner.tag == "br":
                yield " "
            yield from _texts(inner)
