"""Word documents (.docx, .docm, .dotx): the text as printed, with automatic numbers, without tracked deletions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from fatiao.formats.archive import Archive, resolve
from fatiao.formats.docx_numbering import Numbering
from fatiao.formats.docx_styles import Styles, hides, numbering_of
from fatiao.formats.extract import Extract, FormatError, LeftOutPiece, MatterKind, TextLine
from fatiao.formats.tables import table_bars
from fatiao.formats.text_boxes import begins_article, holds_remark
from fatiao.formats.xml import child, children, local, parse_xml, value

READER = "docx 1"
#: Elements that only wrap their content, which is read as if they were not there.
_TRANSPARENT = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo"}
_TRANSPARENT |= {"oMath", "oMathPara", "ruby", "rubyBase", "subDoc", "body"}
_DELETED = {"del", "moveFrom"}
_PART_KINDS = {"header": MatterKind.HEADER, "footer": MatterKind.HEADER, "footnotes": MatterKind.FOOTNOTE}
_PART_KINDS |= {"endnotes": MatterKind.FOOTNOTE, "comments": MatterKind.COMMENT}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def read_docx(data: bytes) -> Extract:
    """Return the text of a document; raise FormatError if it cannot be read."""
    archive = Archive(data)
    main = _main_part(archive)
    root = parse_xml(archive.require(main), main)
    related = dict(_related(archive, main))
    styles = Styles(_parse_related(archive, related, "styles"))
    numbering = Numbering(_parse_related(archive, related, "numbering"), styles.list_styles())
    reading = _DocxReading(styles, numbering)
    body = child(root, "body")
    if body is None:
        raise FormatError(f"{main} has no body; get the file again")
    reading.read_blocks(body)
    aside = [*reading.left_out, *_read_aside(archive, related)]
    return Extract(READER, tuple(reading.lines), tuple(aside))


def _main_part(archive: Archive) -> str:
    for target, kind in _related(archive, ""):
        if kind == "officeDocument":
            return target
    return "word/document.xml"


def _related(archive: Archive, part: str) -> Iterator[tuple[str, str]]:
    """Yield the parts that ``part`` refers to, each with the last segment of its relationship type."""
    folder, _, name = part.rpartition("/")
    content = archive.read(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    if content is None:
        return
    for element in parse_xml(content, "relationships"):
        if value(element, "TargetMode") != "External":
            yield resolve(part, value(element, "Target") or ""), (value(element, "Type") or "").rpartition("/")[2]


def _parse_related(archive: Archive, related: dict[str, str], kind: str) -> Element | None:
    name = next((name for name, found in related.items() if found == kind), "")
    content = archive.read(name)
    return None if content is None else parse_xml(content, name)


def _read_aside(archive: Archive, related: dict[str, str]) -> Iterator[LeftOutPiece]:
    """Yield the texts of headers, footers, footnotes and comments, each text once per kind."""
    seen: set[tuple[MatterKind, str]] = set()
    for name, kind in related.items():
        content = archive.read(name) if kind in _PART_KINDS else None
        if content is None:
            continue
        for block in parse_xml(content, name):
            text = "".join(_plain_text(block)).strip()
            key = (_PART_KINDS[kind], text)
            if text and key not in seen:
                seen.add(key)
                yield LeftOutPiece(*key)


def _plain_text(element: Element) -> Iterator[str]:
    for inner in element.iter():
        if local(inner) in ("t", "delText"):
            yield inner.text or ""


class _DocxReading:
    """State while one document is read: the lines so far, the page, and a paragraph whose mark was deleted."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles, self.numbering = styles, numbering
        self.lines: list[TextLine] = []
        self.left_out: list[LeftOutPiece] = []
        self.page, self.has_pages = 1, False
        self._open = ""  # label and text of a paragraph whose mark was deleted: the next one continues it
        self._numbered = False  # True behind the label of the first article
        self._fields: list[bool] = []  # for each open field: True while its instruction is read

    def read_blocks(self, parent: Element) -> None:
        for text, page in self._blocks(parent):
            for number, line in enumerate(text.split("\n")):
                if line.strip():
                    self.lines.append(TextLine(line.strip(" \t"), page, number == 0))
        if self._open.strip():
            self.lines.append(TextLine(self._open.strip(" \t"), self.page))
        if not self.has_pages:
            self.lines = [replace(line, page=0) for line in self.lines]
            self.left_out = [replace(piece, page=0) for piece in self.left_out]

    def _blocks(self, parent: Element) -> Iterator[tuple[str, int]]:
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                page = self.page
                rows = [list(self._cells(row)) for row in _rows(element)]
                bars = table_bars(rows)
                for line in (line for row in rows for cell in row for line in cell) if bars is None else bars:
                    yield line, page
            elif name == "AlternateContent":
                yield from self._blocks(_choice(element))
            elif name in _DELETED:
                self._leave_out(MatterKind.DELETED, element)
            elif name in _TRANSPARENT:
                yield from self._blocks(element)

    def _cells(self, row: Element) -> Iterator[list[str]]:
        for element in row:
            if local(element) == "tc":
                yield [line for text, _ in self._blocks(element) for line in text.split("\n") if line.strip()]
            elif local(element) in _TRANSPARENT:
                yield from self._cells(element)

    def _paragraph(self, element: Element) -> Iterator[tuple[str, int]]:
        properties = child(element, "pPr")
        style = value(child(properties, "pStyle")) or self.styles.default
        boxes: list[Element] = []
        words, page = "", self.page
        for piece in self._runs(element, self.styles.get(style).hidden, boxes):
            page = page if words.strip() else self.page
            words += piece
        mark = child(properties, "rPr")
        runs_on = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        printed = words.strip() != "" or not (runs_on or self._is_hidden(mark, style, element))
        label = self._label(properties, style) if printed and not self._open else ""
        text = self._open + label + words
        if runs_on:
            self._open = text
        else:
            self._open = ""
            self._numbered = self._numbered or begins_article(text)
            yield text, page
        for box in boxes:
            yield from self._box(box)

    def _box(self, box: Element) -> Iterator[tuple[str, int]]:
        """Yield the blocks of a text box, unless it holds a remark beside articles."""
        blocks = list(self._blocks(box))
        words = [line for text, _ in blocks for line in text.split("\n") if line.strip()]
        if self._numbered and holds_remark(words):
            self.left_out.append(LeftOutPiece(MatterKind.BOX, "\n".join(words), self.page if self.has_pages else 0))
        else:
            yield from blocks

    def _is_hidden(self, mark: Element | None, style: str, element: Element) -> bool:
        """Return True if a paragraph without text prints nothing: its mark is hidden, or it has only deleted text."""
        hidden = hides(mark)
        if hidden is None:
            hidden = self.styles.get(style).hidden
        return hidden or any(local(inner) in _DELETED for inner in element)

    def _label(self, properties: Element | None, style: str) -> str:
        num, level = numbering_of(properties)
        inherited = self.styles.get(style)
        if num is None:
            num = inherited.num
            if num and level is None:
                level = self.numbering.level_of_style(num, inherited.holder)
        level = inherited.level if level is None else level
        return self.numbering.label(num, level or 0) if num and num != "0" else ""

    def _runs(self, parent: Element, hidden: bool, boxes: list[Element]) -> Iterator[str]:
        """Yield the text of a paragraph, link or field; add its text boxes to ``boxes``, to be read after it."""
        for element in parent:
            name = local(element)
            if name == "r":
                yield from self._run(element, hidden, boxes)
            elif name in _DELETED:
                self._leave_out(MatterKind.DELETED, element)
            elif name == "t":  # the text of a formula
                yield element.text or ""
            elif name == "AlternateContent":
                yield from self._runs(_choice(element), hidden, boxes)
            elif name in _TRANSPARENT or element.tag.startswith(_MATH):
                yield from self._runs(element, hidden, boxes)

    def _run(self, run: Element, hidden: bool, boxes: list[Element]) -> Iterator[str]:
        properties = child(run, "rPr")
        own = hides(properties)
        if own is None and (style := value(child(properties, "rStyle"))):
            own = self.styles.get(style).hidden or None
        if hidden if own is None else own:
            self._leave_out(MatterKind.HIDDEN, run)
            return
        yield from self._run_content(run, boxes)

    def _run_content(self, run: Element, boxes: list[Element]) -> Iterator[str]:
        for element in run:
            name = local(element)
            if name == "fldChar":
                self._field(value(element, "fldCharType"))
            elif any(self._fields):
                continue
            elif name == "t":
                yield element.text or ""
            elif name == "lastRenderedPageBreak" or (name == "br" and value(element, "type") == "page"):
                self._turn_page(name)
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "sym":
                yield _symbol(element)
            elif name == "AlternateContent":
                yield from self._run_content(_choice(element), boxes)
            elif name == "ruby":
                yield from self._runs(element, False, boxes)
            elif name in ("drawing", "pict", "object"):
                self._drawing(element, boxes)

    def _field(self, kind: str | None) -> None:
        """Track the open fields: the instruction of a field is not printed, its result is."""
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()

    def _turn_page(self, name: str) -> None:
        """Count a page break of Word's last layout; an explicit break is not counted, as most files have both."""
        if name == "lastRenderedPageBreak":
            self.page += 1
            self.has_pages = True

    def _drawing(self, element: Element, boxes: list[Element]) -> None:
        found = [inner for inner in element.iter() if local(inner) == "txbxContent"]
        nested = {id(inner) for box in found for inner in box.iter() if inner is not box}
        boxes += [box for box in found if id(box) not in nested]
        if not found and any(local(inner) in ("blip", "imagedata") for inner in element.iter()):
            self.left_out.append(LeftOutPiece(MatterKind.PICTURE, "", self.page))

    def _leave_out(self, kind: MatterKind, element: Element) -> None:
        text = "".join(_plain_text(element))
        if text.strip():
            self.left_out.append(LeftOutPiece(kind, text, self.page))


_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if local(element) == "tr":
            if child(child(element, "trPr"), "del") is None:
                yield element
        elif local(element) in _TRANSPARENT:
            yield from _rows(element)


def _choice(element: Element) -> Element:
    """Return the alternative to read: the first ``Choice``, for newer programs, else the ``Fallback`` for all."""
    return next((e for name in ("Choice", "Fallback") for e in children(element, name)), element)


def _symbol(element: Element) -> str:
    try:
        return chr(int(value(element, "char") or "", 16))
    except (ValueError, OverflowError):
        return ""
