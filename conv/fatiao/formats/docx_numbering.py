"""Automatic numbering of Word: numbering.xml and the counters that run through a document (ISO/IEC 29500-1 §17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from fatiao.formats.list_labels import format_label, set_apart
from fatiao.formats.xml import child, children, value

#: Maximum number of levels of a list.
LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_MAX_START = 32_767


@dataclass(frozen=True, slots=True)
class ListLevel:
    """Format of one level of a list, and the rule that restarts its counter.

    ``restart`` is the number of the level after which the counter restarts, as it does after those above (1 is the
    topmost); 0 stands for never, None for every higher level.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    follows: str = "tab"
    style: str | None = None


@dataclass(slots=True)
class _NumberedList:
    """An abstract list: its levels and the state of its counters."""

    levels: dict[int, ListLevel]
    counters: dict[int, int] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)  #: start values set by a later list of this kind


class Numbering:
    """The lists of a document; each call of ``label`` advances a counter."""

    def __init__(self, root: Element | None, list_styles: dict[str, str]) -> None:
        self._abstract: dict[str, _NumberedList] = {}
        self._nums: dict[str, tuple[str, dict[int, ListLevel], dict[int, int]]] = {}
        self._begun: set[str] = set()
        links: dict[str, str] = {}
        for element in children(root, "abstractNum"):
            name = value(element, "abstractNumId") or ""
            self._abstract[name] = _NumberedList(
                {_level_of(level): _read_level(level) for level in children(element, "lvl")}
            )
            if link := value(child(element, "numStyleLink")):
                links[name] = link
        for element in children(root, "num"):
            self._read_num(element)
        for name, link in links.items():  # a list whose levels are defined by a list style
            number = self._nums.get(list_styles.get(link, ""))
            if number and number[0] in self._abstract:
                self._abstract[name].levels = self._abstract[number[0]].levels

    def _read_num(self, element: Element) -> None:
        levels: dict[int, ListLevel] = {}
        starts: dict[int, int] = {}
        for override in children(element, "lvlOverride"):
            at = _level_of(override)
            if (own := child(override, "lvl")) is not None:
                levels[at] = _read_level(own)
            if (start := value(child(override, "startOverride"))) is not None:
                starts[at] = _number(start, 1)
        abstract = value(child(element, "abstractNumId")) or ""
        self._nums[value(element, "numId") or ""] = (abstract, levels, starts)

    def level_of_style(self, num: str, style: str) -> int | None:
        """Return the level of list ``num`` that belongs to the paragraph style ``style``, or None."""
        abstract, own, _ = self._nums.get(num, ("", {}, {}))
        held = self._abstract.get(abstract)
        levels = {**held.levels, **own} if held else own
        return next((at for at, level in levels.items() if level.style == style), None)

    def label(self, num: str, at: int) -> str:
        """Count a paragraph at level ``at`` (from 0) of list ``num``; return its printed label with the separator."""
        abstract, own, starts = self._nums.get(num, ("", {}, {}))
        held = self._abstract.get(abstract)
        if held is None or not 0 <= at < LEVELS:
            return ""
        levels = {**held.levels, **own}
        level = levels.get(at)
        if level is None:
            return ""
        if num not in self._begun:
            self._begun.add(num)
            for begun, start in starts.items():
                held.counters.pop(begun, None)
                held.starts[begun] = start
        counters = held.counters
        counters[at] = counters[at] + 1 if at in counters else held.starts.get(at, level.start)
        for lower in [lower for lower in counters if lower > at]:
            restart = levels[lower].restart if lower in levels else None
            if restart is None or at + 1 <= restart:
                del counters[lower]
        return set_apart(_print(level, levels, counters), level.follows)


def _print(level: ListLevel, levels: dict[int, ListLevel], counters: dict[int, int]) -> str:
    def place(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        shown = levels.get(at, ListLevel())
        number = counters.get(at, shown.start)
        return format_label(number, "decimal" if level.legal else shown.form)

    return "" if level.form == "bullet" else _PLACE.sub(place, level.text)


def _read_level(element: Element) -> ListLevel:
    restart = value(child(element, "lvlRestart"))
    legal = child(element, "isLgl")
    form = child(element, "numFmt")
    if form is None:  # Word 2010 writes its own format beside one that others know
        form = next((inner for choice in element.iter() for inner in children(choice, "numFmt")), None)
    return ListLevel(
        start=_number(value(child(element, "start")), 0),
        form=value(form) or "decimal",
        text=value(child(element, "lvlText")) or "",
        restart=None if restart is None else _number(restart, 0),
        legal=legal is not None and value(legal) not in ("0", "false", "off"),
        follows=value(child(element, "suff")) or "tab",
        style=value(child(element, "pStyle")),
    )


def _level_of(element: Element) -> int:
    return _number(value(element, "ilvl"), 0)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and int(text[:6]) <= _MAX_START else default
