"""The one escaping writer of markup: HTML, SVG, XHTML and XML as strings.

Every text and every value of an attribute is escaped here, and what XML 1.0 cannot carry becomes U+FFFD, so that what
comes out is well-formed.  Names of elements and attributes are ours; children are markup already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

#: XML 1.0, production 2: every other character makes a document ill-formed, even as a reference.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = _TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
#: Shapes of SVG, which have no content, and elements of HTML that are never closed.
_SHAPES = frozenset({"path", "circle", "line", "rect"})
_VOID = frozenset({"meta", "link", "br", "hr", "img", "input"})


def count_illegal(words: str) -> int:
    """Return how many characters XML 1.0 cannot carry: controls, lone surrogates, U+FFFE and U+FFFF."""
    return len(_ILLEGAL.findall(words))


def legal(words: str) -> str:
    """Return words with U+FFFD in the place of every character that XML 1.0 cannot carry."""
    return _ILLEGAL.sub("\ufffd", words)


def escape(words: object) -> str:
    """Return words as character data."""
    return legal(str(words)).translate(_TEXT)


def escape_attribute(words: object) -> str:
    """Return words as the value of an attribute, to stand between double quotes."""
    return legal(str(words)).translate(_ATTRIBUTE)


def element(name: str, attributes: Mapping[str, object] | None = None, *children: str) -> str:
    """Return an element of HTML, or of SVG within HTML: one without children is closed by a tag, as HTML wants it."""
    start = _start(name, (attributes or {}).items())
    if name in _SHAPES:
        return f"{start}/>"
    return f"{start}>" if name in _VOID else f"{start}>{''.join(children)}</{name}>"


def xml_element(name: str, /, *children: str, **attributes: str | None) -> str:
    """Return an element of XML: one without children is empty (``<p/>``); an attribute that is None is left out."""
    start = _start(name, ((key, value) for key, value in attributes.items() if value is not None))
    inner = "".join(children)
    return f"{start}>{inner}</{name}>" if inner else f"{start}/>"


def _start(name: str, attributes: Iterable[tuple[str, object]]) -> str:
    given = "".join(f' {key}="{escape_attribute(value)}"' for key, value in attributes)
    return f"<{name}{given}"
