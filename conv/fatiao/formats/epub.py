"""EPUB books: the chapters in the order of the spine."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from fatiao.formats.archive import Archive, resolve
from fatiao.formats.extract import Extract, FormatError, LeftOutPiece, TextLine
from fatiao.formats.html import decode_html, read_page
from fatiao.formats.xml import child, children, local, parse_xml, value

READER = "epub 1"
_CONTAINER = "META-INF/container.xml"


def read_epub(data: bytes) -> Extract:
    """Return the text of a book; raise FormatError if it cannot be read."""
    archive = Archive(data)
    _refuse_protected(archive)
    lines: list[TextLine] = []
    left_out: list[LeftOutPiece] = []
    for name in _spine(archive):
        found, aside = read_page(decode_html(archive.require(name))[0])
        lines += found
        left_out += aside
    if not lines:
        raise FormatError("the book lists no chapter with text; get the file again")
    return Extract(READER, tuple(lines), tuple(left_out))


def _refuse_protected(archive: Archive) -> None:
    """Raise FormatError if a chapter is encrypted; fonts may be."""
    content = archive.read("META-INF/encryption.xml")
    if content is None:
        return
    for element in parse_xml(content, "encryption.xml").iter():
        uri = value(element, "URI") or ""
        if local(element) == "CipherReference" and uri.lower().endswith((".xhtml", ".html", ".htm", ".xml")):
            raise FormatError("the book is protected by its publisher; get a copy without protection")


def _spine(archive: Archive) -> Iterator[str]:
    container = parse_xml(archive.require(_CONTAINER), _CONTAINER)
    package = next((value(e, "full-path") or "" for e in container.iter() if local(e) == "rootfile"), "")
    root = parse_xml(archive.require(package), package)
    items = {value(item, "id"): item for item in children(child(root, "manifest"), "item")}
    for reference in children(child(root, "spine"), "itemref"):
        item = items.get(value(reference, "idref"))
        if item is None or "nav" in (value(item, "properties") or "").split():
            continue
        if "html" in (value(item, "media-type") or "html"):
            yield resolve(package, unquote(value(item, "href") or ""))
