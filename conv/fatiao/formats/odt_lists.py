"""Automatic numbering of OpenDocument: list styles, the outline of headings, and lists that continue others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from fatiao.formats.list_labels import format_label, set_apart
from fatiao.formats.xml import local, value

_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}
#: LibreOffice names its other formats by their first numbers: 一, 二, 三, ...
_FORMS_BY_FIRST = {
    "一": "chineseCountingThousand",
    "壹": "chineseLegalSimplified",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
    "①": "decimalEnclosedCircle",
    "１": "decimalFullWidth",
}
_PLACE = re.compile(r"%(\d{1,2})%")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    pattern: str  #: the printed label, with ``%2%`` for the number of level 2


@dataclass(slots=True)
class OpenList:
    """A list being read: its style, its level (from 1), and the counters that it shares with its sublists."""

    style: str
    level: int
    counters: dict[int, int] = field(default_factory=dict)


class Lists:
    """The list styles of a document, and the lists read so far."""

    def __init__(self, *roots: Element | None) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        self._outline: dict[int, _Level] = {}
        self._outline_counters: dict[int, int] = {}
        self._by_id: dict[str, OpenList] = {}
        self._last: dict[str, OpenList] = {}
        for root in roots:
            for element in () if root is None else root.iter():
                if local(element) == "list-style":
                    self._styles[value(element, "name") or ""] = dict(_read_levels(element))
                elif local(element) == "outline-style":
                    self._outline = dict(_read_levels(element))

    def open(self, element: Element, outer: OpenList | None) -> OpenList:
        """Return a list at its start: a sublist of ``outer``, one that continues another list, or a new one."""
        style = value(element, "style-name") or (outer.style if outer else "")
        if outer is not None:
            return OpenList(style, outer.level + 1, outer.counters)
        continued = None
        if name := value(element, "continue-list"):
            continued = self._by_id.get(name)
        elif value(element, "continue-numbering") == "true":
            continued = self._last.get(style)
        opened = OpenList(style, 1, continued.counters if continued else {})
        if name := value(element, "id"):
            self._by_id[name] = opened
        return opened

    def close(self, opened: OpenList) -> None:
        """Remember a finished list, since a later one may continue it."""
        if opened.level == 1:
            self._last[opened.style] = opened

    def count(self, opened: OpenList, item: Element) -> str:
        """Count one item of a list, and return its printed label with the separator."""
        levels = self._styles.get(value(item, "style-override") or opened.style, {})
        return _count(levels, opened.counters, opened.level, value(item, "start-value"))

    def outline_label(self, heading: Element) -> str:
        """Count one heading outside of lists, and return its label; empty for other paragraphs."""
        level = value(heading, "outline-level") if local(heading) == "h" else None
        if level is None or not level.isdecimal() or value(heading, "is-list-header") == "true":
            return ""
        start = value(heading, "start-value") if value(heading, "restart-numbering") == "true" else None
        return _count(self._outline, self._outline_counters, int(level), start)


def _count(levels: dict[int, _Level], counters: dict[int, int], at: int, start: str | None) -> str:
    level = levels.get(at)
    if level is None:
        return ""
    if start is not None and start.isascii() and start.isdecimal():
        counters[at] = int(start[:6])
    else:
        counters[at] = counters[at] + 1 if at in counters else level.start
    for lower in [lower for lower in counters if lower > at]:
        del counters[lower]

    def place(match: re.Match[str]) -> str:
        other = levels.get(int(match[1]), level)
        return format_label(counters.get(int(match[1]), other.start), other.form)

    return set_apart(_PLACE.sub(place, level.pattern))


def _read_levels(style: Element) -> Iterator[tuple[int, _Level]]:
    for element in style:
        at = value(element, "level")
        if at is None or not (at.isascii() and at.isdecimal()):
            continue
        form = _form(value(element, "num-format"))
        start = value(element, "start-value") or "1"
        yield (
            int(at),
            _Level(int(start[:6]) if start.isascii() and start.isdecimal() else 1, form, _pattern(element, at)),
        )


def _form(text: str | None) -> str:
    if text is None:
        return "none"
    return _FORMS.get(text) or _FORMS_BY_FIRST.get(text[:1], "decimal")


def _pattern(element: Element, at: str) -> str:
    """Return the printed label of a level; older files give a prefix, a suffix and the number of levels shown."""
    if local(element) not in ("list-level-style-number", "outline-level-style") or not value(element, "num-format"):
        return ""
    if whole := value(element, "num-list-format"):
        return whole
    shown = value(element, "display-levels") or "1"
    first = int(at) - (int(shown) if shown.isascii() and shown.isdecimal() else 1) + 1
    places = ".".join(f"%{level}%" for level in range(max(first, 1), int(at) + 1))
    return f"{value(element, 'num-prefix') or ''}{places}{value(element, 'num-suffix') or ''}"
