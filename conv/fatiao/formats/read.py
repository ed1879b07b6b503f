"""Read a received file of any format as a ``Source``: the one entry point.                             (I/O)

A reader is imported when the first file of its format is read, so that plain text needs none of them.
"""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from pathlib import Path

from fatiao.diagnostics import Report
from fatiao.digests import digest_bytes
from fatiao.formats.detect import Format, detect
from fatiao.formats.extract import Extract, FormatError, LeftOutPiece, MatterKind, assemble
from fatiao.model.law import Origin, Source
from fatiao.reading.lines.source import decode, make_source

#: Module and function of each reader that takes bytes.
_READERS = {
    Format.HTML: ("html", "read_html"),
    Format.MHTML: ("mhtml", "read_mhtml"),
    Format.DOCX: ("docx", "read_docx"),
    Format.ODT: ("odt", "read_odt"),
    Format.RTF: ("rtf", "read_rtf"),
    Format.EPUB: ("epub", "read_epub"),
    Format.PDF: ("pdf", "read_pdf"),
    Format.PICTURE: ("ocr", "read_picture"),
    Format.DOC: ("doc", "read_doc"),
}
#: Maximum bytes of a file; the largest scan of a code has 60 MB.
MAX_FILE = 256 * 1024 * 1024
#: Characters of the text left out that a finding shows.
_SHOWN = 40


def read_file(path: Path | str, report: Report) -> Source | None:
    """Return the text of a file of any format, or None if it cannot be read; the report says why."""
    name = str(path)
    try:
        size = Path(path).stat().st_size
        data = Path(path).read_bytes() if size <= MAX_FILE else b""
    except OSError as error:
        report.add_at("unreadable", f"this file cannot be read: {error.strerror or error}", name)
        return None
    if size > MAX_FILE:
        report.add_at("unreadable", f"this file is larger than {MAX_FILE // 2**20} MB; split it", name)
        return None
    return read_received(data, name, report)


def read_received(data: bytes, path: str, report: Report) -> Source | None:
    """Return the text of a file's bytes, or None if they cannot be read; the report says why.

    ``path`` names the file in findings; its suffix decides the format if the bytes are ambiguous.
    """
    try:
        form = detect(data, path)
        if form is Format.TEXT:
            return decode(data, path, report)
        extract = _extract(data, form, path, report)
    except FormatError as error:
        report.add_at("format", str(error), path)
        return None
    except RecursionError:
        report.add_at("format", "the document nests its parts too deeply; save it anew", path)
        return None
    return None if extract is None else _make_source(extract, data, path, report)


def _extract(data: bytes, form: Format, path: str, report: Report) -> Extract | None:
    if form is Format.MARKDOWN:
        source = decode(data, path, report)
        if source is None:
            return None
        from fatiao.formats.markdown import read_markdown  # noqa: PLC0415  # lazy, like the other readers

        return read_markdown(source.text)
    module, function = _READERS[form]
    found = getattr(import_module(f"fatiao.formats.{module}"), function)(data)
    assert isinstance(found, Extract)
    return found


def _make_source(extract: Extract, data: bytes, path: str, report: Report) -> Source | None:
    _tell_left_out(extract.left_out, path, report)
    text, pages = assemble(extract.lines)
    if not text:
        pictures = any(piece.kind is MatterKind.PICTURE for piece in extract.left_out)
        why = (
            "the document has pictures but no text; give the pictures as files"
            if pictures
            else "the document has no text"
        )
        report.add_at("empty-source", why, path)
        return None
    if extract.encoding not in ("utf-8", "utf-8-sig"):
        report.add_at("encoding", f"read as {extract.encoding.upper()}; UTF-8 is expected", path)
    if extract.pictures:
        shown = ", ".join(map(str, extract.pictures))
        report.add_at(
            "picture-page", f"no text layer on page {shown}; install fatiao[ocr] to read it, or type its text", path
        )
    if extract.confidence is not None:
        message = f"read by OCR ({extract.reader}), confidence {extract.confidence:.2f}: compare it with the pictures"
        report.add_at("ocr-text", message, path)
    origin = Origin(extract.reader, digest_bytes(data), pages, extract.confidence, Path(path).name)
    return make_source(text, path, "utf-8", report, origin)


def _tell_left_out(pieces: tuple[LeftOutPiece, ...], path: str, report: Report) -> None:
    """Report once per kind of matter what was left out, with its size and its first words."""
    for kind, count in Counter(piece.kind for piece in pieces).items():
        own = [piece for piece in pieces if piece.kind is kind]
        words = " ".join(" ".join(piece.text.split()) for piece in own).strip()
        pages = sorted({piece.page for piece in own if piece.page})
        where = f" (page {', '.join(map(str, pages[:9]))}{' …' * (len(pages) > 9)})" if pages else ""
        shown = f": {words[:_SHOWN]}{'…' * (len(words) > _SHOWN)}" if words else ""
        report.add_at("left-out", f"left out {kind}{where}, {count} pieces, {len(words)} characters{shown}", path)
