"""The frame of every picture of the corpus: a figure with a title, a caption and a table of the same data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fatiao import ids
from fatiao.markup import element, escape
from fatiao.site.model import Address


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the table that accompanies a picture; without ``href`` it is plain text."""

    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture before it is framed.

    ``shapes`` are SVG elements whose horizontal positions are percentages, so that the picture fits any width and its
    text keeps its size; ``height`` is in pixels; ``about`` is the caption; ``rows`` hold the data of the shapes.
    """

    name: str
    title: str
    about: str
    height: int
    shapes: Sequence[str]
    headers: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def frame(picture: Picture) -> str:
    """Return a figure with the drawing, its table and its caption; a sentence if there is nothing to draw."""
    if not picture.rows:
        return element("p", {"class": "law-picture-empty"}, escape("没有可画的数据。"))
    title = f"picture-{picture.name}-title"
    svg = element(
        "svg",
        {"role": "group", "aria-labelledby": title, "width": "100%", "height": picture.height},
        element("title", {"id": title}, escape(picture.title)),
        *picture.shapes,
    )
    return element(
        "figure",
        {"class": f"law-picture law-picture-{picture.name}"},
        svg,
        table_of(picture.title, picture.headers, picture.rows),
        element("figcaption", None, escape(picture.about)),
    )


def table_of(title: str, headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Return a table in a closed ``<details>`` element."""
    head = element("tr", None, *(element("th", {"scope": "col"}, escape(name)) for name in headers))
    body = (element("tr", None, *(element("td", None, _cell(cell)) for cell in row)) for row in rows)
    table = element(
        "table",
        None,
        element("caption", {"class": "visually-hidden"}, escape(title)),
        element("thead", None, head),
        element("tbody", None, *body),
    )
    return element("details", {"class": "law-picture-table"}, element("summary", None, escape("以表格查看")), table)


def _cell(cell: Cell) -> str:
    return element("a", {"href": cell.href}, escape(cell.words)) if cell.href else escape(cell.words)


def link(href: str, title: str, *children: str) -> str:
    """Return a link within a picture, with a ``<title>`` as its name."""
    return element("a", {"href": href}, element("title", None, escape(title)), *children)


def href_from(page: str, address: Address) -> str:
    """Return the relative URL of an address, seen from the page with the docname ``page``."""
    return ids.relative_url(page, ids.url_of(address.docname, address.anchor))


def percent(part: int, whole: int) -> str:
    """Return ``part`` of ``whole`` as ``12.34%``, in integer arithmetic so that every machine gives the same."""
    hundredths = part * 10_000 // whole
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def cut(words: str, size: int) -> str:
    """Return at most ``size`` characters of the words, ending in …… if they are truncated."""
    return words if len(words) <= size else words[: size - 2] + "……"
