"""Read an essay from a text, a Markdown or a Word file: its words, its footnotes and its block quotations.

This module knows nothing of laws.  The text of a Word file is its paragraphs joined by line feeds, followed by the
footnotes and endnotes; that of any other file is the decoded file with LF newlines.  All offsets are into that text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from fatiao.diagnostics import Report
from fatiao.formats.archive import Archive
from fatiao.formats.detect import Format, detect
from fatiao.formats.extract import FormatError
from fatiao.formats.xml import parse_xml
from fatiao.model.law import Span
from fatiao.reading.lines.source import decode

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY_PART = "word/document.xml"
_NOTE_PARTS = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"))
_QUOTE_STYLE = re.compile(r"(?i)quot|引用|引文")

_TEXTS = (Format.TEXT, Format.MARKDOWN)
#: Suffixes of texts that may begin with a tag of HTML.
_TEXT_SUFFIXES = (".txt", ".md", ".markdown")

#: [^1]: … and ① … at the start of a line are footnotes; the same marks elsewhere are references to them.
_NOTE_LINE = re.compile(
    r"^[ \t]{0,3}(?:\[\^(?P<name>[^\]\s]{1,20})\]:|(?P<sign>[①-⑳])|\[(?P<digits>\d{1,3})\])[ \t]?", re.M
)
_NOTE_MARK = re.compile(r"\[\^(?P<name>[^\]\s]{1,20})\](?!:)|(?P<sign>[①-⑳])|\[(?P<digits>\d{1,3})\]")
_QUOTED_LINE = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+.*$", re.M)


@dataclass(frozen=True, slots=True)
class Essay:
    """The text of an essay, with its footnotes and block quotations.

    ``notes`` maps the name of a footnote to its span.  ``marks`` are the references to footnotes, each a span (empty in
    a Word file) and the name of the footnote.  ``blocks`` are the spans of the block quotations.
    """

    path: str
    text: str
    notes: Mapping[str, Span] = field(default_factory=dict)
    marks: tuple[tuple[Span, str], ...] = ()
    blocks: tuple[Span, ...] = ()


def read_essay(path: Path, report: Report) -> Essay | None:
    """Return the essay in a file, or None and a finding where the file cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        report.add_at("unreadable", f"this file cannot be read: {error.strerror or error}", str(path))
        return None
    is_word = path.suffix.lower() == ".docx" or data.startswith(b"PK\x03\x04")
    try:
        essay = _read_word(str(path), data) if is_word else _read_text(path, data, report)
    except FormatError as error:
        what = (
            f"this is not a readable Word file (.docx): {error}; save it again, or save it as text"
            if is_word
            else error
        )
        report.add_at("binary-source", str(what), str(path))
        return None
    if essay and not essay.text.strip():
        report.add_at("empty-source", "this file has no text", str(path))
        return None
    return essay


def _read_text(path: Path, data: bytes, report: Report) -> Essay | None:
    """Return the essay in a text or Markdown file; raise FormatError if the file has another format."""
    try:
        kind = detect(data, path.name)
    except FormatError as error:
        raise FormatError(f"this is {error}") from error
    if kind not in _TEXTS and not (kind is Format.HTML and path.suffix.lower() in _TEXT_SUFFIXES):
        raise FormatError(f"this is a file of the format {kind.value}; save the essay as docx, md or txt")
    source = decode(data, str(path), report)
    return essay_of_text(str(path), source.text) if source else None


def essay_of_text(path: str, text: str) -> Essay:
    """Return the essay parsed from the text of a plain-text or Markdown file."""
    heads = list(_NOTE_LINE.finditer(text))
    notes: dict[str, Span] = {}
    for at, head in enumerate(heads):
        limit = heads[at + 1].start() if at + 1 < len(heads) else len(text)
        blank = text.find("\n\n", head.end(), limit)
        notes.setdefault(_name(head), Span(head.end(), limit if blank < 0 else blank))
    starts = {head.start(): head.end() for head in heads}
    marks = tuple(
        (Span(*mark.span()), _name(mark))
        for mark in _NOTE_MARK.finditer(text)
        if _name(mark) in notes and not any(start <= mark.start() < end for start, end in starts.items())
    )
    return Essay(path, text, notes, marks, tuple(_blocks(text)))


def _name(found: re.Match[str]) -> str:
    return found["name"] or found["sign"] or found["digits"]


def _blocks(text: str) -> Iterator[Span]:
    """Yield the spans of the runs of lines that begin with ``>``."""
    start = end = -1
    for line in _QUOTED_LINE.finditer(text):
        if end >= 0 and line.start() == end + 1:
            end = line.end()
            continue
        if end >= 0:
            yield Span(start, end)
        start, end = line.span()
    if end >= 0:
        yield Span(start, end)


def _read_word(path: str, data: bytes) -> Essay:
    """Return the essay in a Word file; raise FormatError if it cannot be read or its XML declares entities."""
    archive = Archive(data)
    body = parse_xml(archive.require(_BODY_PART), _BODY_PART)
    notes = [(kind, name, archive.read(name)) for name, kind in _NOTE_PARTS]
    parts = [(kind, parse_xml(content, name)) for kind, name, content in notes if content is not None]
    writer = _EssayWriter()
    for paragraph in body.iter(f"{_WORD}p"):
        writer.paragraph(paragraph)
    for kind, part in parts:
        for note in part.iter(f"{_WORD}{kind}"):
            if note.get(f"{_WORD}type") is None:  # separator lines are stored as notes with a type
                writer.note(f"{kind}-{note.get(f'{_WORD}id')}", note)
    return Essay(path, "".join(writer.words), writer.notes, tuple(writer.marks), tuple(writer.blocks))


class _EssayWriter:
    """Collector of the text, footnotes and block quotations of a Word file."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.notes: dict[str, Span] = {}
        self.marks: list[tuple[Span, str]] = []
        self.blocks: list[Span] = []
        self._at = 0

    def note(self, name: str, element: Element) -> None:
        start = self._at
        for paragraph in element.iter(f"{_WORD}p"):
            self.paragraph(paragraph)
        self.notes[name] = Span(start, self._at)

    def paragraph(self, element: Element) -> None:
        start = self._at
        for node in element.iter():
            if node.tag == f"{_WORD}t":
                self._put(node.text or "")
            elif node.tag == f"{_WORD}tab" and node.get(f"{_WORD}val") is None:
                self._put("\t")
            elif node.tag in (f"{_WORD}br", f"{_WORD}cr"):
                self._put("\n")
            elif node.tag in (f"{_WORD}footnoteReference", f"{_WORD}endnoteReference"):
                kind = node.tag.removeprefix(_WORD).removesuffix("Reference")
                self.marks.append((Span(self._at, self._at), f"{kind}-{node.get(f'{_WORD}id')}"))
        style = element.find(f"{_WORD}pPr/{_WORD}pStyle")
        if style is not None and _QUOTE_STYLE.search(style.get(f"{_WORD}val") or ""):
            self.blocks.append(Span(start, self._at))
        self._put("\n")

    def _put(self, words: str) -> None:
        self.words.append(words)
        self._at += len(words)
