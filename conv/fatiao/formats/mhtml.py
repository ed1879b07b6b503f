"""Web pages saved as one file (MHTML), which Word also writes under the name .doc."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message

from fatiao.formats.extract import Extract, FormatError
from fatiao.formats.html import read_html

#: Parts of one file that are searched; a page comes with its pictures and frames.
_MAX_PARTS = 1000


def read_mhtml(data: bytes) -> Extract:
    """Return the text of the first web page in a file; raise FormatError if there is none."""
    for number, part in enumerate(message_from_bytes(data).walk()):
        if number > _MAX_PARTS:
            break
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return read_html(_declare(part))
    raise FormatError("the file holds no web page; save it as HTML")


def _declare(part: Message) -> bytes:
    """Return the page; if it declares no encoding, with a declaration of the one in its MIME header."""
    content = part.get_payload(decode=True)
    page = content if isinstance(content, bytes) else b""
    charset = part.get_content_charset()
    if charset and charset.isascii() and b"charset" not in page[:4096].lower():
        return f'<meta charset="{charset}">'.encode("ascii") + page
    return page
