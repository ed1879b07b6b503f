"""XML as text: elements, escaping, and what XML 1.0 cannot carry."""

from __future__ import annotations

import re

#: XML 1.0, production 2: every other character makes a document ill-formed, even as a reference.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = _TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def count_illegal(text: str) -> int:
    """Return how many characters XML 1.0 cannot carry: controls, lone surrogates, U+FFFE and U+FFFF."""
    return len(_ILLEGAL.findall(text))


def legal(text: str) -> str:
    """Return the text with U+FFFD in the place of every character that XML 1.0 cannot carry."""
    return _ILLEGAL.sub("\ufffd", text)


def xml_text(text: str) -> str:
    """Return the text as character data."""
    return legal(text).translate(_TEXT)


def element(name: str, /, *children: str, **attributes: str | None) -> str:
    """Return an element; children are XML already, attributes are text, and one that is None is left out."""
    written = "".join(
        f' {key}="{legal(value).translate(_ATTRIBUTE)}"' for key, value in attributes.items() if value is not None
    )
    inner = "".join(children)
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"
