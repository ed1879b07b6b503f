"""MyST, as far as we emit it: ``escape`` and the few constructs of our pages.

``escape`` is the only way that text from outside reaches a page.  It backslash-escapes the ASCII punctuation that
CommonMark 0.31 or a MyST extension could read as markup, and no more, so that a page stays readable as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# Anywhere in a line: escapes, code, emphasis, links, roles, attributes, HTML, entities, tables, math, strikethrough,
# superscript, targets, comments, directives.
_INLINE = re.compile(r"[\\`*_{}\[\]<>&|$~^%@#]|=(?=\s*\Z)|(?<=\))=")
# At the start of a line: headings, lists, breaks, fences, definition lists, setext underlines.
_LINE_START = re.compile(r"(?:[-+:=]|(?=\d)\d{1,9}(?=[.)]))")
_EDGE_SPACE = re.compile(r"\A\s+|\s+\Z")
_HOVER = str.maketrans({"`": "'", "“": "‘", "”": "’", "<": "〈", ">": "〉", "|": "｜"})
_BREAKS = str.maketrans({"\n": "&#10;", "\r": "&#13;"})


def _entity(match: re.Match[str]) -> str:
    # CommonMark turns the number of a control character into U+FFFD; its picture says more
    return "".join(
        f"&#{ord(c)};" if c in "\t\n\f\r" or (c >= " " and c != "\x85") else chr(0x2400 + ord(c) % 0x80)
        for c in match.group()
    )


def escape(text: str) -> str:
    """Markdown that shows exactly this text, as the whole or a part of one line.

    White space at the edges becomes numeric entities, since CommonMark strips it; a control character there, which no
    entity can name, becomes its picture (␟).
    """
    edges = [(m.start(), m.end()) for m in _EDGE_SPACE.finditer(text)]
    start = edges[0][1] if edges and edges[0][0] == 0 else 0
    end = edges[-1][0] if edges and edges[-1][1] == len(text) and edges[-1][0] >= start else len(text)
    middle = _INLINE.sub(r"\\\g<0>", text[start:end])
    if found := _LINE_START.match(middle):
        at = found.end() if found.group().isdigit() else 0
        middle = middle[:at] + "\\" + middle[at:]
    lead, tail = text[:start], text[end:]
    return "".join((_EDGE_SPACE.sub(_entity, lead), middle.translate(_BREAKS), _EDGE_SPACE.sub(_entity, tail)))


def role(name: str, text: str, target: str, hover: str = "") -> str:
    """A role of the law domain: ``{law:ref}`text <target "hover">```.

    ``target`` is one of our own ids.  Text that a role cannot carry (a backtick, a line break) becomes plain text.
    """
    if not text.strip() or "`" in text or "|" in text or "\n" in text or "\r" in text or text != text.strip():
        return escape(text)
    title = " ".join(hover.translate(_HOVER).split())
    return f"{{law:{name}}}`{text} <{target}{f' “{title}”' if title else ''}>`"


def block(text: str, classes: Iterable[str] = (), anchor: str = "") -> str:
    """One paragraph with its id and classes, from text that is Markdown already."""
    attributes = " ".join(([f"#{anchor}"] if anchor else []) + [f".{c}" for c in classes])
    return f"{{{attributes}}}\n{text}\n" if attributes else f"{text}\n"


def render_rows(rows: Sequence[Sequence[str]]) -> str:
    """A table from cells that are Markdown already, the header first; what a row lacks at its end is empty."""
    width = max(map(len, rows))
    filled = ([*row, *[""] * (width - len(row))] for row in rows)
    head, *body = (f"| {' | '.join(row)} |" for row in filled)
    return "\n".join(["{.law-table}", head, f"|{' --- |' * width}", *body]) + "\n"


def fence(name: str, argument: str, body: str, options: Iterable[tuple[str, str]] = (), depth: int = 3) -> str:
    """A colon-fenced directive; ``argument`` is Markdown or an id, ``body`` Markdown; ``depth`` colons."""
    colons = ":" * depth
    head = f"{colons}{{{name}}}{' ' + argument if argument else ''}\n"
    lines = "".join(f":{key}: {value}\n" for key, value in options)
    return f"{head}{lines}\n{body.rstrip()}\n{colons}\n"


def rubric(text: str, level: int = 2) -> str:
    """A heading inside a container, where a section cannot stand."""
    return fence("rubric", text, "", [("heading-level", str(level))])
