"""Rich Text Format: the text, with the label that the writing program stored for each automatic number."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fatiao.formats.extract import Extract, LeftOutPiece, MatterKind, TextLine
from fatiao.formats.rtf_tokens import Token, tokenize
from fatiao.formats.tables import table_bars
from fatiao.formats.text_boxes import begins_article, holds_remark

READER = "rtf 1"
#: Groups whose content is not part of any text.
_SKIPPED = {"fonttbl", "colortbl", "stylesheet", "info", "pict", "fldinst", "listtable", "listoverridetable", "object"}
_SKIPPED |= {"themedata", "datastore", "generator", "revtbl", "rsidtbl", "xmlnstbl", "latentstyles", "filetbl", "sp"}
_SKIPPED |= {"bkmkstart", "bkmkend", "nonshppict", "pntxta", "pntxtb", "pnseclvl", "atnid", "atnauthor", "nonesttables"}
#: Groups that are read although readers that do not know them may skip them.
_SHOWN = {"shprslt", "ud", "shpinst", "listtext", "pntext", "fldrslt", "shp"}
_ASIDE = {
    "footnote": MatterKind.FOOTNOTE,
    "annotation": MatterKind.COMMENT,
    "ftnsep": MatterKind.FOOTNOTE,
    "aftnsep": MatterKind.FOOTNOTE,
}
_ASIDE |= {
    name: MatterKind.HEADER for side in ("header", "footer") for name in (side, side + "l", side + "r", side + "f")
}
_SIGNS = {"tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "bullet": "•"}
_SIGNS |= {"ldblquote": "“", "rdblquote": "”", "~": "\xa0", "_": "-", "emspace": "　", "enspace": " ", "qmspace": " "}
_SIGNS |= {"\\": "\\", "{": "{", "}": "}", "lbr": "\n", "softline": "\n"}
#: Windows character sets of fonts, and their code pages.
_CHARSETS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 161: "cp1253", 204: "cp1251", 238: "cp1250"}
_CODE_PAGES = {
    936: "gb18030",
    950: "big5hkscs",
    932: "cp932",
    949: "cp949",
    65001: "utf-8",
    1250: "cp1250",
    1251: "cp1251",
}
_WESTERN = "cp1252"
_BOX_END = "\0"


@dataclass(frozen=True, slots=True)
class _RtfGroup:
    """State inside one group: the matter that its words belong to (None: the text), and how they are read."""

    aside: MatterKind | None = None
    skipped: bool = False
    fonts: bool = False
    encoding: str = ""
    fallback: int = 1  #: characters after ``\u`` that replace it in readers that do not know it
    hidden: bool = False
    deleted: bool = False
    box: bool = False  #: within a text box


def read_rtf(data: bytes) -> Extract:
    """Return the text of a document; of a broken one, return what can be read.

    Raises FormatError if its groups are nested too deeply.
    """
    reading = _RtfReading()
    for token in tokenize(data):
        reading.take(token)
    reading.finish()
    return Extract(READER, tuple(reading.lines), tuple(reading.left_out))


class _RtfReading:
    """State while one document is read."""

    def __init__(self) -> None:
        self.lines: list[TextLine] = []
        self.left_out: list[LeftOutPiece] = []
        self._group = _RtfGroup()
        self._outer: list[_RtfGroup] = []
        self._starred = False
        self._skip = 0  # characters still to be skipped after a ``\u``
        self._default = _WESTERN
        self._font = 0
        self._charsets: dict[int, str] = {}
        self._bytes = bytearray()
        self._units: list[int] = []
        self._text: list[str] = []
        self._numbered = False  # True behind the label of the first article
        self._box: list[str] = []  # the words of the text boxes of a paragraph
        self._aside: list[tuple[MatterKind, str]] = []
        self._in_table = False
        self._cell: list[str] = []
        self._row: list[list[str]] = []
        self._rows: list[list[list[str]]] = []

    def take(self, token: Token) -> None:
        if token.text:
            self._take_bytes(token.text)
        elif token.word == "{":
            self._flush_text()
            self._outer.append(self._group)
            self._skip = 0
        elif token.word == "}":
            self._flush_text()
            ended = self._group
            self._group = self._outer.pop() if self._outer else self._group
            if ended.box and not self._group.box:
                self._box.append(_BOX_END)
            self._starred, self._skip = False, 0
        elif token.word == "*":
            self._starred = True
        else:
            self._take_word(token.word, token.number)

    def _take_bytes(self, text: bytes) -> None:
        if self._skip:
            taken = min(self._skip, len(text))
            self._skip -= taken
            text = text[taken:]
        if text and not self._group.skipped and not self._group.fonts:
            self._flush_units()
            self._bytes += text
        self._starred = False

    def _take_word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word == "u" and number is not None:
            self._take_unit(number)
        elif self._skip and word in _SIGNS:
            self._skip -= 1
        elif word in _SIGNS:
            self._put(_SIGNS[word])
        elif word in _PROPERTIES:
            self._set_property(word, number)
        elif word in _BREAKS:
            self._flush_text()
            if self._group.box and not self._group.skipped and not self._group.aside:
                self._box.append("\n")
            elif not self._group.skipped and not self._group.aside:
                self._break(word)
            elif self._group.aside:
                self._aside.append((self._group.aside, "\n"))
        else:
            self._enter(word, starred)

    def _enter(self, word: str, starred: bool) -> None:
        """Apply a control word that may state the purpose of its group."""
        if word in _ASIDE:
            self._group = replace(self._group, aside=self._group.aside or _ASIDE[word])
        elif word == "fonttbl":
            self._group = replace(self._group, fonts=True)
        elif word == "result":
            self._group = replace(self._group, skipped=False)
        elif word == "shptxt":
            self._group = replace(self._group, box=True)
        elif word in _SHOWN:
            return
        elif word in _SKIPPED or starred:
            self._group = replace(self._group, skipped=True)

    def _set_property(self, word: str, number: int | None) -> None:
        on = number != 0
        if word == "ansicpg":
            self._default = _CODE_PAGES.get(number or 0, _WESTERN)
        elif word == "uc":
            self._group = replace(self._group, fallback=max(0, min(number or 0, 16)))
        elif word == "f":
            self._flush_text()
            self._font = number or 0
            self._group = replace(self._group, encoding=self._charsets.get(self._font, ""))
        elif word == "fcharset":
            if self._group.fonts and (number or 0) in _CHARSETS:
                self._charsets[self._font] = _CHARSETS[number or 0]
        elif word in ("v", "deleted"):
            self._flush_text()
            self._group = replace(self._group, hidden=on) if word == "v" else replace(self._group, deleted=on)
        elif word == "plain":
            self._flush_text()
            self._group = replace(self._group, hidden=False, deleted=False, encoding="")
        elif word in ("intbl", "pard"):
            self._in_table = word == "intbl"

    def _take_unit(self, number: int) -> None:
        if not self._group.skipped and not self._group.fonts:
            self._flush_bytes()
            self._units.append(number & 0xFFFF)
        self._skip = self._group.fallback

    def _put(self, text: str) -> None:
        if not self._group.skipped and not self._group.fonts:
            self._flush_text()
            self._write(text)

    def _flush_text(self) -> None:
        self._flush_bytes()
        self._flush_units()

    def _flush_bytes(self) -> None:
        if self._bytes:
            data = bytes(self._bytes)
            self._bytes.clear()
            self._write(_decode(data, self._group.encoding, self._default))

    def _flush_units(self) -> None:
        if self._units:
            data = b"".join(unit.to_bytes(2, "little") for unit in self._units)
            self._units.clear()
            self._write(data.decode("utf-16-le", "replace"))

    def _write(self, text: str) -> None:
        group = self._group
        kind = group.aside or (MatterKind.DELETED if group.deleted else MatterKind.HIDDEN if group.hidden else None)
        if kind is None:
            (self._box if group.box else self._text).append(text)
        else:
            self._aside.append((kind, text))

    def _break(self, word: str) -> None:
        """End a paragraph, a cell or a row."""
        words = "".join(self._text)
        self._text.clear()
        if word in ("cell", "nestcell"):
            self._cell.append(words)
            self._row.append(self._lines_of(self._cell))
            self._cell = []
        elif word in ("row", "nestrow"):
            if self._row:
                self._rows.append(self._row)
            self._row = []
        elif self._in_table:
            self._cell.append(words)
        else:
            self._end_table()
            self._add(words)
            self._add_boxes()

    def _add_boxes(self) -> None:
        """Add the text boxes of the paragraph that ended, without those that hold a remark."""
        boxes = "".join(self._box).split(_BOX_END)
        self._box.clear()
        for box in boxes:
            words = [line.strip() for line in box.split("\n") if line.strip()]
            if words and self._numbered and holds_remark(words):
                self.left_out.append(LeftOutPiece(MatterKind.BOX, "\n".join(words)))
            else:
                self._add(box)

    def _end_table(self) -> None:
        if self._row or self._cell:  # an unterminated row
            self._rows.append([*self._row, self._lines_of(self._cell)])
        rows, self._rows, self._row, self._cell = self._rows, [], [], []
        bars = table_bars(rows)
        for line in (line for row in rows for cell in row for line in cell) if bars is None else bars:
            self._add(line)

    def _add(self, words: str) -> None:
        for number, line in enumerate(words.split("\n")):
            if line.strip():
                self._numbered = self._numbered or begins_article(line)
                self.lines.append(TextLine(line.strip(" \t"), 0, number == 0))

    @staticmethod
    def _lines_of(cell: list[str]) -> list[str]:
        return [line for words in cell for line in words.split("\n") if line.strip()]

    def finish(self) -> None:
        """End the open paragraph or table, and join the text left out by kind."""
        self._flush_text()
        self._in_table = False
        self._break("par")
        for kind in dict.fromkeys(kind for kind, _ in self._aside):
            words = "".join(text for other, text in self._aside if other is kind).strip()
            if words:
                self.left_out.append(LeftOutPiece(kind, words))


_PROPERTIES = {"ansicpg", "uc", "f", "fcharset", "v", "deleted", "plain", "intbl", "pard"}
_BREAKS = {"par", "sect", "page", "cell", "nestcell", "row", "nestrow", "column"}


def _decode(data: bytes, encoding: str, default: str) -> str:
    """Return bytes decoded in the code page of their font, else in the default one, else in GB18030.

    Text of a Chinese document often has a Western font.
    """
    for name in (encoding, default, "gb18030"):
        try:
            if name:
                return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode(default, "replace")
