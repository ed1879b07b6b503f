"""Write XHTML elements for the EPUB; all text goes through ``fatiao.markup``, which escapes it."""

from __future__ import annotations

from collections.abc import Iterable

from fatiao.markup import escape, legal, xml_element

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
_NAMES = {"xmlns": "http://www.w3.org/1999/xhtml", "xmlns:epub": "http://www.idpf.org/2007/ops"}
#: EPUB 3 and BCP 47: simplified Chinese as written in China.
LANGUAGE = "zh-Hans-CN"


def tag(name: str, text: str, *, kind: str = "", at: str = "") -> str:
    """Return an element of plain text with a class and an id."""
    return box(name, [escape(text)], kind=kind, at=at)


def box(name: str, children: Iterable[str], *, kind: str = "", at: str = "") -> str:
    """Return an element of children that are XHTML already, with a class and an id."""
    return xml_element(name, *children, **{"class": kind or None, "id": at or None})


def link(text: str, href: str, hover: str = "", kind: str = "") -> str:
    """Return a link inside the book."""
    return xml_element("a", escape(text), **{"href": href, "title": hover or None, "class": kind or None})


def listing(lines: Iterable[str], kind: str = "") -> str:
    """Return an unordered list of lines that are XHTML already; empty where there is none."""
    items = [box("li", [line]) for line in lines]
    return box("ul", items, kind=kind) + "\n" if items else ""


def document(title: str, body: Iterable[str]) -> str:
    """Return a whole content document."""
    meta = xml_element("meta", charset="utf-8")
    style = xml_element("link", rel="stylesheet", type="text/css", href="style.css")
    head = box("head", [meta, xml_element("title", escape(title)), style])
    languages = {"lang": LANGUAGE, "xml:lang": LANGUAGE}
    return _HEAD + xml_element("html", head, "\n", box("body", body), **_NAMES, **languages) + "\n"


def plain(text: str) -> str:
    """Return one line of text that XML can carry."""
    return " ".join(legal(text).split())
