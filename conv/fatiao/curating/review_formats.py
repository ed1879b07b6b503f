"""Formats of a review: for a terminal, for a pull request, and as one page of HTML."""

from __future__ import annotations

from collections.abc import Sequence

from fatiao.curating.review import ReviewedLine, ReviewPart
from fatiao.diagnostics import show
from fatiao.markup import element, escape
from fatiao.pages.myst import escape as escape_markdown

#: The sign before a line: published; left out; left out and not accepted.
_SIGNS = {(False, False): " ", (True, False): "-", (True, True): "!"}
_STYLE = (
    "body{font-family:sans-serif;line-height:1.6;margin:2rem}table{border-collapse:collapse}"
    "td{vertical-align:top;padding:.1rem .8rem;border-top:1px solid #ddd}.out{color:#a11}.open{font-weight:bold}"
)


def lines_to_text(title: str, lines: Sequence[ReviewedLine]) -> str:
    """Return a text for a terminal, with each line's number, the provisions that begin on it, and its words."""
    rows = []
    for line in lines:
        rows += [f"        to accept: {line.accept}"] if line.accept else []
        rows.append(f"{line.number:>5} {_sign(line)} {show(line.reason or line.place)}\t{show(line.text)}")
    return "\n".join([title, *rows]) + "\n"


def lines_to_markdown(title: str, lines: Sequence[ReviewedLine]) -> str:
    """Return the left-out lines of a text as a list for a pull request."""
    rows = [
        f"- {'**to accept** ' if line.open else ''}line {line.number}, {line.reason}: {escape_markdown(line.text)}"
        f"{f' (`{line.accept}`)' if line.accept else ''}"
        for line in lines
        if line.reason
    ]
    return "\n".join([f"### {escape_markdown(title)}", "", *(rows or ["No line was left out."])]) + "\n"


def lines_to_html(title: str, lines: Sequence[ReviewedLine]) -> str:
    """Return a table: the source on the left, the provisions that begin on it on the right, left-out lines in red."""
    rows = []
    for line in lines:
        kind = " ".join(filter(None, ("out" if line.reason else "", "open" if line.open else "")))
        cells = [escape(cell) for cell in (str(line.number), line.text, line.reason or line.place)]
        cells[-1] += "<br>" + element("code", None, escape(line.accept)) if line.accept else ""
        rows.append(element("tr", {"class": kind}, *(element("td", None, cell) for cell in cells)))
    return element("h2", None, escape(title)) + element("table", None, *rows)


def parts_to_text(parts: Sequence[ReviewPart]) -> str:
    """Return changes for a terminal."""
    return "".join(f"{show(p.heading)}\n" + "".join(f"  {show(line)}\n" for line in p.lines) for p in parts)


def parts_to_markdown(parts: Sequence[ReviewPart]) -> str:
    """Return changes for a pull request."""
    blocks = [
        f"### {escape_markdown(part.heading)}\n\n"
        + "".join(f"- {escape_markdown(line.strip())}\n" for line in part.lines)
        for part in parts
    ]
    return "\n".join(blocks) or "Nothing changes for readers.\n"


def parts_to_html(parts: Sequence[ReviewPart]) -> str:
    """Return changes as HTML."""
    return "".join(
        element("h2", None, escape(part.heading))
        + element("ul", None, *(element("li", None, escape(line.strip())) for line in part.lines))
        for part in parts
    )


def page(body: str) -> str:
    """Return a complete HTML document that loads no other file."""
    head = element("meta", {"charset": "utf-8"}) + element("title", None, "fatiao review") + f"<style>{_STYLE}</style>"
    return f'<!DOCTYPE html>\n<html lang="zh-Hans"><head>{head}</head><body>{body}</body></html>\n'


def _sign(line: ReviewedLine) -> str:
    return _SIGNS[bool(line.reason), line.open]
