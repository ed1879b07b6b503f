"""The only writer of markup: HTML, SVG, XHTML and XML as strings, with escaping.

All text and all attribute values are escaped here, and characters that XML 1.0 does not allow become U+FFFD, so that
the output is well-formed.  Names of elements and attributes are trusted; children are markup already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

#: XML 1.0, production 2: every other character makes a document ill-formed, even as a reference.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = _TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
#: Shapes of SVG, which have no content, and void elements of HTML, which have no end tag.
_SHAPES = frozenset({"path", "circle", "line", "rect"})
_VOID = frozenset({"meta", "link", "br", "hr", "img", "input"})


def count_illegal(words: str) -> int:
    """Return the number of characters that XML 1.0 does not allow: controls, lone surrogates, U+FFFE and U+FFFF."""
    return len(_ILLEGAL.findall(words))


def legal(words: str) -> str:
    """Return ``words`` with U+FFFD in place of every character that XML 1.0 does not allow."""
    return _ILLEGAL.sub("\ufffd", words)


def escape(words: object) -> str:
    """Return ``words`` escaped as character data."""
    return legal(str(words)).translate(_TEXT)


def escape_attribute(words: object) -> str:
    """Return ``words`` escaped as an attribute value, for use between double quotes."""
    return legal(str(words)).translate(_ATTRIBUTE)


def element(name: str, attributes: Mapping[str, object] | None = None, *children: str) -> str:
    """Return an element of HTML, or of SVG within HTML; without children it still has an end tag, as HTML requires.

    SVG shapes and void elements have neither children nor an end tag.
    """
    start = _start(name, (attributes or {}).items())
    if name in _SHAPES:
        return f"{start}/>"
    return f"{start}>" if name in _VOID else f"{start}>{''.join(children)}</{name}>"


def xml_element(name: str, /, *children: str, **attributes: str | None) -> str:
    """Return an element of XML; without children it is an empty-element tag (``<p/>``).  Omit attributes of None."""
    start = _start(name, ((key, value) for key, value in attributes.items() if value is not None))
    inner = "".join(children)
    return f"{start}>{inner}</{name}>" if inner else f"{start}/>"


def _start(name: str, attributes: Iterable[tuple[str, object]]) -> str:
    given = "".join(f' {key}="{escape_attribute(value)}"' for key, value in attributes)
    return f"<{name}{given}"
