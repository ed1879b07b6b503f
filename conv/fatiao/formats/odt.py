"""OpenDocument texts (.odt, .ott): the text as printed, with automatic numbers, without tracked deletions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from fatiao.formats.archive import Archive
from fatiao.formats.extract import Extract, FormatError, LeftOutPiece, MatterKind, TextLine
from fatiao.formats.odt_lists import Lists, OpenList
from fatiao.formats.tables import table_bars
from fatiao.formats.text_boxes import begins_article, holds_remark
from fatiao.formats.xml import child, children, local, parse_xml, value

READER = "odt 1"
_TRANSPARENT = {"section", "index-body", "table-of-content", "alphabetical-index", "numbered-paragraph", "index-title"}
#: Elements within a paragraph whose content is not printed; every other one is read, whatever program invented it.
_NOT_PRINTED = {
    "ruby-text",
    "script",
    "annotation-end",
    "tracked-changes",
    "bookmark",
    "bookmark-start",
    "event-listeners",
}
_MAX_SPACES = 100


def read_odt(data: bytes) -> Extract:
    """Return the text of a document; raise FormatError if it cannot be read."""
    archive = Archive(data)
    content = parse_xml(archive.require("content.xml"), "content.xml")
    styles_part = archive.read("styles.xml")
    styles = None if styles_part is None else parse_xml(styles_part, "styles.xml")
    body = child(child(content, "body"), "text")
    if body is None:
        raise FormatError("content.xml holds no text document; get the file again")
    reading = _OdtReading(Lists(content, styles), _hidden_styles(content, styles))
    for text, page in reading.blocks(body):
        for number, line in enumerate(text.split("\n")):
            if line.strip():
                reading.lines.append(TextLine(line.strip(" \t"), page, number == 0))
    lines, left_out = reading.lines, reading.left_out
    if not reading.has_pages:
        lines = [replace(line, page=0) for line in lines]
        left_out = [replace(piece, page=0) for piece in left_out]
    return Extract(READER, tuple(lines), (*left_out, *_headers(styles)))


def _hidden_styles(*roots: Element | None) -> frozenset[str]:
    """Return the names of the styles that hide text."""
    styles = (style for root in roots if root is not None for style in root.iter() if local(style) == "style")
    return frozenset(
        value(style, "name") or "" for style in styles if value(child(style, "text-properties"), "display") == "none"
    )


def _headers(styles: Element | None) -> Iterator[LeftOutPiece]:
    seen: set[str] = set()
    for page in () if styles is None else styles.iter():
        if local(page) != "master-page":
            continue
        for part in page:
            text = "".join(part.itertext()).strip()
            if local(part).startswith(("header", "footer")) and text and text not in seen:
                seen.add(text)
                yield LeftOutPiece(MatterKind.HEADER, text)


class _OdtReading:
    """State while one document is read."""

    def __init__(self, lists: Lists, hidden: frozenset[str]) -> None:
        self.lists, self.hidden = lists, hidden
        self.lines: list[TextLine] = []
        self.left_out: list[LeftOutPiece] = []
        self.page, self.has_pages = 1, False
        self._numbered = False  # True behind the label of the first article

    def blocks(self, parent: Element, inside: OpenList | None = None) -> Iterator[tuple[str, int]]:
        for element in parent:
            name = local(element)
            if name in ("p", "h"):
                yield from self._paragraph(element, self.lists.outline_label(element) if inside is None else "")
            elif name == "list":
                yield from self._list(element, inside)
            elif name == "table":
                yield from self._table(element)
            elif name == "tracked-changes":
                self._deletions(element)
            elif name == "soft-page-break":
                self._turn_page()
            elif name in _TRANSPARENT:
                yield from self.blocks(element, inside)
            elif name in ("frame", "text-box"):
                yield from self.blocks(element)

    def _list(self, element: Element, inside: OpenList | None) -> Iterator[tuple[str, int]]:
        opened = self.lists.open(element, inside)
        for item in element:
            if local(item) == "list-item":
                label = self.lists.count(opened, item) if any(local(inner) in ("p", "h") for inner in item) else ""
                yield from self._item(item, opened, label)
            elif local(item) == "list-header":
                yield from self._item(item, opened, "")
        self.lists.close(opened)

    def _item(self, item: Element, opened: OpenList, label: str) -> Iterator[tuple[str, int]]:
        for block in item:
            if local(block) in ("p", "h"):
                yield from self._paragraph(block, label)
                label = ""
            elif local(block) == "list":
                yield from self._list(block, opened)

    def _paragraph(self, element: Element, label: str) -> Iterator[tuple[str, int]]:
        if value(element, "style-name") in self.hidden:
            self._leave_out(MatterKind.HIDDEN, element)
            return
        boxes: list[Element] = []
        page, words = self.page, ""
        for piece in self._inline(element, boxes):
            page = page if words.strip() else self.page
            words += piece
        self._numbered = self._numbered or begins_article(label + words)
        yield label + words, page
        for box in boxes:
            yield from self._box(box)

    def _box(self, box: Element) -> Iterator[tuple[str, int]]:
        """Yield the blocks of a text box, unless it holds a remark beside articles."""
        blocks = list(self.blocks(box))
        words = [line for text, _ in blocks for line in text.split("\n") if line.strip()]
        if self._numbered and holds_remark(words):
            self.left_out.append(LeftOutPiece(MatterKind.BOX, "\n".join(words), self.page if self.has_pages else 0))
        else:
            yield from blocks

    def _inline(self, parent: Element, boxes: list[Element]) -> Iterator[str]:
        yield parent.text or ""
        for element in parent:
            yield from self._piece(element, boxes)
            yield element.tail or ""

    def _piece(self, element: Element, boxes: list[Element]) -> Iterator[str]:
        name = local(element)
        if name == "s":
            count = value(element, "c") or "1"
            yield " " * min(int(count), _MAX_SPACES) if count.isascii() and count.isdecimal() else " "
        elif name in ("tab", "line-break"):
            yield "\t" if name == "tab" else "\n"
        elif name == "soft-page-break":
            self._turn_page()
        elif name in ("note", "annotation"):
            self._leave_out(MatterKind.FOOTNOTE if name == "note" else MatterKind.COMMENT, element)
        elif name in ("hidden-text", "hidden-paragraph") or value(element, "style-name") in self.hidden:
            self._leave_out(MatterKind.HIDDEN, element)
        elif name in ("frame", "custom-shape", "g"):
            self._drawing(element, boxes)
        elif name not in _NOT_PRINTED:
            yield from self._inline(element, boxes)

    def _drawing(self, element: Element, boxes: list[Element]) -> None:
        found = [inner for inner in element.iter() if local(inner) == "text-box"]
        boxes += found[:1]
        if not found and any(local(inner) == "image" for inner in element.iter()):
            self.left_out.append(LeftOutPiece(MatterKind.PICTURE, "", self.page))

    def _table(self, element: Element) -> Iterator[tuple[str, int]]:
        page = self.page
        rows = [list(self._cells(row)) for row in _rows(element)]
        bars = table_bars(rows)
        for line in (line for row in rows for cell in row for line in cell) if bars is None else bars:
            yield line, page

    def _cells(self, row: Element) -> Iterator[list[str]]:
        for cell in children(row, "table-cell"):
            yield [line for text, _ in self.blocks(cell) for line in text.split("\n") if line.strip()]

    def _deletions(self, element: Element) -> None:
        for inner in element.iter():
            if local(inner) == "deletion":
                words = (
                    text for part in inner if local(part) in ("p", "h", "list", "table") for text in part.itertext()
                )
                if text := "".join(words).strip():
                    self.left_out.append(LeftOutPiece(MatterKind.DELETED, text))

    def _leave_out(self, kind: MatterKind, element: Element) -> None:
        body = child(element, "note-body")
        text = "".join((element if body is None else body).itertext()).strip()
        if text:
            self.left_out.append(LeftOutPiece(kind, text, self.page))

    def _turn_page(self) -> None:
        self.page += 1
        self.has_pages = True


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if local(element) == "table-row":
            yield element
        elif local(element) in ("table-rows", "table-header-rows", "table-row-group"):
            yield from _rows(element)
