"""The articles of the whole corpus as JSON Lines and as CSV, one article per row."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from fatiao import ids
from fatiao.exports.facts import Facts
from fatiao.model.law import Article, Law

#: First characters that a spreadsheet takes for the start of a formula, or skips before one (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

# JSON allows these in a string, but some programs split lines at them, and UTF-8 cannot encode a lone surrogate.
_UNSAFE_IN_LINES = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_UNSAFE_IN_CELLS = re.compile("[\0\ud800-\udfff]")


class Row(NamedTuple):
    """The row of one article; ``docs/guide/data.md`` describes the columns."""

    law: str
    version: str | None
    title: str
    kind: str | None
    status: str | None
    in_force: str | None
    eid: str
    number: str
    label: str
    divisions: str
    paragraphs: int
    text: str
    url: str


COLUMNS = Row._fields
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def rows_of(law: Law, facts: Facts, base: str = "", version: str | None = None) -> Iterator[Row]:
    """Yield a row per article; ``base`` is the address of the site, without which ``url`` is relative to its root.

    ``version`` is the name of the dated folder of the pages, None for the version in force.
    """
    for article in law.articles:
        yield Row(
            law=facts.work,
            version=facts.version,
            title=facts.title,
            kind=facts.kind,
            status=facts.status,
            in_force=facts.in_force,
            eid=ids.article_eid(article.number),
            number=str(article.number),
            label=article.label,
            divisions=" / ".join(_divisions(law, article)),
            paragraphs=len(article.paragraphs),
            text=article.text,
            url=base + ids.url_of(ids.article_docname(facts.work, article.number, version)),
        )


def _divisions(law: Law, article: Article) -> list[str]:
    path: list[str] = []
    at = article.division
    while at is not None:
        division = law.divisions[at]
        path.insert(0, f"{division.label} {division.heading.text}".strip().replace("\n", " "))
        at = division.parent
    return path


def json_lines(rows: Iterable[Row]) -> bytes:
    """Return one JSON object per line, with all columns and without loss of characters.

    Control characters, line separators and lone surrogates are written as escapes.
    """
    lines = "".join([f"{_ENCODER.encode(dict(zip(COLUMNS, row, strict=True)))}\n" for row in rows])
    return _UNSAFE_IN_LINES.sub(_escaped, lines).encode()


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]


def csv_table(rows: Iterable[Row]) -> bytes:
    """Return the rows as CSV; see ``csv_of``."""
    return csv_of(COLUMNS, rows)


def csv_of(columns: Sequence[str], rows: Iterable[Iterable[str | int | None]]) -> bytes:
    """Return CSV (RFC 4180) with a header and a byte order mark (for Excel), every cell quoted.

    A cell that a spreadsheet could take for a formula is prefixed with an apostrophe, so the CSV is for reading and the
    JSON for programs.  NUL and lone surrogates become U+FFFD.
    """
    content = io.StringIO(newline="")
    writer = csv.writer(content, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(map(_cell, row) for row in rows)
    return _UNSAFE_IN_CELLS.sub("\ufffd", content.getvalue()).encode("utf-8-sig")


def _cell(value: str | int | None) -> str | int:
    if value is None:
        return ""
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value
