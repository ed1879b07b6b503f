"""The frame of every picture of the corpus: a figure with a title, a caption and a table of the same data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fatiao import ids
from fatiao.language.interface import TEXT_LANGUAGE, Interface, say
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
    text keeps its size; ``height`` is in pixels; ``about`` is the caption; ``rows`` hold the data of the shapes.  Words
    that are messages are translated by ``frame``; the shapes are in their language already.
    """

    name: str
    title: str
    about: str
    height: int
    shapes: Sequence[str]
    headers: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def frame(picture: Picture, interface: Interface) -> str:
    """Return a figure with the drawing, its table and its caption; a sentence if there is nothing to draw."""
    if not picture.rows:
        return element("p", {"class": "law-picture-empty"}, words_in(say("没有可画的数据。"), interface))
    title = f"picture-{picture.name}-title"
    svg = element(
        "svg",
        {"role": "group", "aria-labelledby": title, "width": "100%", "height": picture.height},
        element("title", {"id": title}, escape(interface.words(picture.title))),
        *picture.shapes,
    )
    return element(
        "figure",
        {"class": f"law-picture law-picture-{picture.name}"},
        svg,
        table_of(picture.title, picture.headers, picture.rows, interface),
        element("figcaption", None, words_in(picture.about, interface)),
    )


def table_of(title: str, headers: Sequence[str], rows: Sequence[Sequence[Cell]], interface: Interface) -> str:
    """Return a table in a closed ``<details>`` element."""
    head = element("tr", None, *(element("th", {"scope": "col"}, words_in(name, interface)) for name in headers))
    body = (element("tr", None, *(element("td", None, _cell(cell, interface)) for cell in row)) for row in rows)
    table = element(
        "table",
        None,
        element("caption", {"class": "visually-hidden"}, words_in(title, interface)),
        element("thead", None, head),
        element("tbody", None, *body),
    )
    summary = element("summary", None, words_in(say("以表格查看"), interface))
    return element("details", {"class": "law-picture-table"}, summary, table)


def _cell(cell: Cell, interface: Interface) -> str:
    words = words_in(cell.words, interface)
    return element("a", {"href": cell.href}, words) if cell.href else words


def words_in(words: str, interface: Interface) -> str:
    """Return words as HTML, translated if they are a message, with Chinese marked on a page in another language."""
    return "".join(
        element("span", {"lang": TEXT_LANGUAGE}, escape(piece)) if foreign else escape(piece)
        for piece, foreign in interface.pieces(words)
    )


def language_of(words: str, interface: Interface) -> dict[str, str]:
    """Return the ``lang`` attribute of a label that holds only these words of a law; none if it needs none."""
    return {"lang": TEXT_LANGUAGE} if interface.is_foreign(words) else {}


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
