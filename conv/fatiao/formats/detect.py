"""Detect the format of a received file by its first bytes, and by its name only if the bytes are ambiguous."""

from __future__ import annotations

import re
from enum import Enum

from fatiao.formats.extract import FormatError


class Format(Enum):
    """A format that can be read."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    MHTML = "MHTML"
    DOCX = "docx"
    ODT = "odt"
    RTF = "rtf"
    EPUB = "epub"
    PDF = "pdf"
    DOC = "doc"
    PICTURE = "picture"


#: Suffixes of the files that a corpus folder may hold, with their formats.
SUFFIXES = {
    ".txt": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".htm": Format.HTML,
    ".html": Format.HTML,
    ".shtml": Format.HTML,
    ".xhtml": Format.HTML,
    ".mht": Format.MHTML,
    ".mhtml": Format.MHTML,
    ".docx": Format.DOCX,
    ".docm": Format.DOCX,
    ".dotx": Format.DOCX,
    ".odt": Format.ODT,
    ".ott": Format.ODT,
    ".rtf": Format.RTF,
    ".epub": Format.EPUB,
    ".pdf": Format.PDF,
    ".doc": Format.DOC,
    ".wps": Format.DOC,
    ".png": Format.PICTURE,
    ".jpg": Format.PICTURE,
    ".jpeg": Format.PICTURE,
    ".tif": Format.PICTURE,
    ".tiff": Format.PICTURE,
    ".bmp": Format.PICTURE,
    ".webp": Format.PICTURE,
    ".gif": Format.PICTURE,
}
#: Bytes within which the header of a PDF must begin; PDF readers allow other data before it.
_PDF_HEAD = 1024
#: Bytes of a text that are searched for signs of its format.
_TEXT_HEAD = 8192
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8", b"BM")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE = re.compile(r"(?:<!--.*?-->|<\?[^>]*>|\s)*<(?:!doctype\s+html|html|head|body|meta|title)\b", re.DOTALL)
_FRAGMENT = re.compile(r"(?:<!--.*?-->|\s)*<(?:p|div|table|tbody|tr|td|center|span|font|h[1-6]|article|ul|ol|br)\b")
_MAIL = re.compile(r"\s*(?:mime-version|from|date|content-type|subject|x-\w[\w-]*):", re.IGNORECASE)
#: Unsupported formats that laws come in, by a string in the text or a name in the zip archive.
_WORD_XML = (("<w:worddocument", "Word 2003 XML"), ("<pkg:package", "flat Word XML"), ("<office:document", "flat ODT"))
_IN_ZIP = {
    "OFD.xml": "an OFD document, which fatiao cannot read; print it to PDF with its reader",
    "xl/workbook.xml": "an Excel workbook; copy the text into a document or a text file",
    "ppt/presentation.xml": "a PowerPoint presentation; save it as PDF",
    "Index/Document.iwa": "a Pages document; export it as Word",
}


def detect(data: bytes, name: str) -> Format:
    """Return the format of ``data``; raise FormatError, with advice, for a known format that is not supported."""
    if data.startswith(_ZIP):
        return _detect_zip(data)
    if data.startswith(_OLE):
        return _detect_ole(data)
    if data.startswith(b"{\\rtf"):
        return Format.RTF
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return Format.PICTURE
    if b"%PDF-" in data[:_PDF_HEAD]:
        return Format.PDF
    if data[:2] == b"7z" or data.startswith((b"Rar!", b"\x1f\x8b")):
        raise FormatError("a packed archive; unpack it and pass the document in it")
    if data.startswith((b"CAJ", b"KDH", b"HN")) and b"\0" in data[:256]:
        raise FormatError("a CAJ document, which fatiao cannot read; print it to PDF with its reader")
    return _detect_text(data, name)


def _detect_zip(data: bytes) -> Format:
    from fatiao.formats.archive import Archive  # noqa: PLC0415  # not needed for texts

    archive = Archive(data)
    names = set(archive.names)
    if "mimetype" in names:
        kind = (archive.read("mimetype") or b"").strip()
        if kind == b"application/epub+zip":
            return Format.EPUB
        if kind.startswith(b"application/vnd.oasis.opendocument.text"):
            return Format.ODT
        if kind.startswith(b"application/vnd.oasis.opendocument"):
            raise FormatError("a spreadsheet or presentation; save the text as odt or docx")
    for mark, message in _IN_ZIP.items():
        if mark in names:
            raise FormatError(message)
    if "META-INF/container.xml" in names:
        return Format.EPUB
    if "[Content_Types].xml" in names or "word/document.xml" in names:
        return Format.DOCX
    raise FormatError("a zip archive, not a document; unpack it and pass the document in it")


def _detect_ole(data: bytes) -> Format:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise FormatError("the document is encrypted; save it without a password")
    for stream, what in (("Workbook", "an Excel workbook"), ("PowerPoint Document", "a PowerPoint presentation")):
        if stream.encode("utf-16-le") in data and "WordDocument".encode("utf-16-le") not in data:
            raise FormatError(f"{what}; save its text as a document")
    return Format.DOC


def _detect_text(data: bytes, name: str) -> Format:
    head = _head(data)
    if _PAGE.match(head):
        return Format.HTML
    for mark, what in _WORD_XML:
        if mark in head:
            raise FormatError(f"{what}; save it as docx or odt")
    if "multipart/related" in head and _MAIL.match(head):
        return Format.MHTML
    if _FRAGMENT.match(head):
        return Format.HTML
    named = SUFFIXES.get("." + name.lower().rpartition(".")[2], Format.TEXT)
    if named is Format.MARKDOWN or (named is Format.HTML and "<" in head):
        return named
    return Format.TEXT


def _head(data: bytes) -> str:
    """Return the beginning of a text in lower case; its ASCII characters are right whatever the encoding."""
    head = data[:_TEXT_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", "replace")
    else:
        text = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    return text.lower()
