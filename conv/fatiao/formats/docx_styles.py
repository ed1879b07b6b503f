"""Word styles as far as they affect the text: numbering and hidden text."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from fatiao.formats.xml import child, children, value

_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class DocxStyle:
    """A paragraph or character style, including the values inherited from the styles it is based on.

    ``holder`` is the style that names the list: the list may define a level for it.
    """

    num: str | None = None
    level: int | None = None
    hidden: bool = False
    holder: str = ""


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._elements = {value(element, "styleId") or "": element for element in children(root, "style")}
        self._read: dict[str, DocxStyle] = {}
        self.default = next(
            (
                name
                for name, element in self._elements.items()
                if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true", "on")
            ),
            "",
        )

    def get(self, name: str) -> DocxStyle:
        """Return the style with the id ``name``; an undefined style has only default values."""
        if name not in self._read:
            self._read[name] = self._resolve(name)
        return self._read[name]

    def list_styles(self) -> dict[str, str]:
        """Return the ``numId`` of the list that each list style names, by style id."""
        named = ((name, self.get(name).num) for name, e in self._elements.items() if value(e, "type") == "numbering")
        return {name: num for name, num in named if num}

    def _resolve(self, name: str) -> DocxStyle:
        num = level = hidden = None
        holder, seen = "", set()
        while name in self._elements and name not in seen:
            seen.add(name)
            element = self._elements[name]
            own_num, own_level = numbering_of(child(element, "pPr"))
            if num is None and own_num is not None:
                num, holder = own_num, name
            level = own_level if level is None else level
            hidden = hides(child(element, "rPr")) if hidden is None else hidden
            name = value(child(element, "basedOn")) or ""
        return DocxStyle(num, level, bool(hidden), holder)


def numbering_of(properties: Element | None) -> tuple[str | None, int | None]:
    """Return the list (``numId``) and the level (from 0) in the properties of a paragraph; None if not given."""
    numbering = child(properties, "numPr")
    level = value(child(numbering, "ilvl"))
    return value(child(numbering, "numId")), int(level) if level and level.isascii() and level.isdecimal() else None


def hides(properties: Element | None) -> bool | None:
    """Return True if the properties of a run hide it, False if they show it, None if they do not say."""
    for name in ("vanish", "specVanish"):
        mark = child(properties, name)
        if mark is not None:
            return value(mark) not in _OFF
    return None
