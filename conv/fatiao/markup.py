"""Write HTML and SVG as strings: escape every text and attribute, and fix the form of numbers.

What comes out is well-formed XML as well as HTML, without inline styles, so that a strict content policy holds.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import escape

from fatiao import ids
from fatiao.site.model import Address

#: What XML 1.0 cannot hold, not even as a reference.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


#: Elements without content; any other is closed by a tag, as HTML wants it.
_SHAPES = frozenset({"path", "circle", "line", "rect"})


def text(words: object) -> str:
    """Return words as character data; what XML cannot hold becomes U+FFFD."""
    return escape(_ILLEGAL.sub("\ufffd", str(words)))


def element(name: str, attributes: Mapping[str, object] | None = None, *children: str) -> str:
    """Return an element; names are ours, values are escaped, ``children`` are markup already."""
    given = "".join(f' {key}="{text(value)}"' for key, value in (attributes or {}).items())
    inner = "".join(children)
    return f"<{name}{given}/>" if name in _SHAPES else f"<{name}{given}>{inner}</{name}>"


def link(href: str, title: str, *children: str) -> str:
    """Return a link within a picture, with a title that names it."""
    return element("a", {"href": href}, element("title", None, text(title)), *children)


def href_from(page: str, address: Address) -> str:
    """Return the relative address of a place, seen from a page."""
    return posixpath.relpath(ids.url_of(address.docname, address.anchor), posixpath.dirname(page) or ".")


def percent(part: int, whole: int) -> str:
    """Return a share as ``12.34%``, computed in integers so that it is the same on every machine."""
    hundredths = part * 10_000 // whole
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def cut(words: str, size: int) -> str:
    """Return at most ``size`` characters, the last of them … where something is cut off."""
    return words if len(words) <= size else words[: size - 1] + "…"
