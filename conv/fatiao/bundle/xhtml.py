"""Write XHTML elements for the EPUB; ``fatiao.markup`` escapes all text."""

from __future__ import annotations

from collections.abc import Iterable

from fatiao.markup import escape, legal, xml_element

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
_NAMES = {"xmlns": "http://www.w3.org/1999/xhtml", "xmlns:epub": "http://www.idpf.org/2007/ops"}
#: Language tag of EPUB 3 (BCP 47): simplified Chinese as written in China.
LANGUAGE = "zh-Hans-CN"


def tag(name: str, text: str, *, kind: str = "", at: str = "") -> str:
    """Return an element with ``text`` escaped, ``kind`` as its class and ``at`` as its id."""
    return box(name, [escape(text)], kind=kind, at=at)


def box(name: str, children: Iterable[str], *, kind: str = "", at: str = "") -> str:
    """Return an element whose ``children`` are XHTML already, with ``kind`` as its class and ``at`` as its id."""
    return xml_element(name, *children, **{"class": kind or None, "id": at or None})


def link(text: str, href: str, hover: str = "", kind: str = "") -> str:
    """Return a link inside the book; ``hover`` is its title, ``kind`` its class."""
    return xml_element("a", escape(text), **{"href": href, "title": hover or None, "class": kind or None})


def foreign(text: str, language: str) -> str:
    """Return words in another language, a BCP 47 tag."""
    return xml_element("span", escape(text), **{"lang": language, "xml:lang": language})


def listing(lines: Iterable[str], kind: str = "") -> str:
    """Return an unordered list of ``lines``, which are XHTML already; an empty string if there are none."""
    items = [box("li", [line]) for line in lines]
    return box("ul", items, kind=kind) + "\n" if items else ""


def document(title: str, body: Iterable[str]) -> str:
    """Return a whole content document; ``body`` is XHTML already."""
    meta = xml_element("meta", charset="utf-8")
    style = xml_element("link", rel="stylesheet", type="text/css", href="style.css")
    head = box("head", [meta, xml_element("title", escape(title)), style])
    languages = {"lang": LANGUAGE, "xml:lang": LANGUAGE}
    return _HEAD + xml_element("html", head, "\n", box("body", body), **_NAMES, **languages) + "\n"


def plain(text: str) -> str:
    """Return ``text`` on one line, with U+FFFD for the characters that XML does not allow; it is not escaped."""
    return " ".join(legal(text).split())
