"""Web pages saved as one file (MHTML), which Word also writes under the name .doc."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from fatiao.formats.extract import Extract, FormatError, LeftOutPiece, MatterKind
from fatiao.formats.html import read_html

#: Parts of one file that are searched; a page comes with its pictures and frames.
_MAX_PARTS = 1000


def read_mhtml(data: bytes) -> Extract:
    """Return the text of the first web page in a file; that of the others, its frames, is left out.

    Raises FormatError if there is none, or if the file has too many parts.
    """
    pages: list[Extract] = []
    for number, part in enumerate(message_from_bytes(data).walk()):
        if number > _MAX_PARTS:
            raise FormatError(f"the file has more than {_MAX_PARTS:,} parts; save the page as HTML")
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            pages.append(read_html(_declare(part)))
    if not pages:
        raise FormatError("the file holds no web page; save it as HTML")
    frames = ("\n".join(line.text for line in page.lines) for page in pages[1:])
    left_out = [LeftOutPiece(MatterKind.FURNITURE, words) for words in frames if words.strip()]
    return replace(pages[0], left_out=(*pages[0].left_out, *left_out))


def _declare(part: Message) -> bytes:
    """Return the page; if it declares no encoding, with a declaration of the one in its MIME header."""
    content = part.get_payload(decode=True)
    page = content if isinstance(content, bytes) else b""
    charset = part.get_content_charset()
    if charset and charset.isascii() and b"charset" not in page[:4096].lower():
        return f'<meta charset="{charset}">'.encode("ascii") + page
    return page
