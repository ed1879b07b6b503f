"""The articles of the whole corpus as tables: JSON Lines and CSV, one article a row."""

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

#: What a spreadsheet would take for the start of a formula, or skip on its way to one (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

# JSON allows these in a string; but programs split lines at the separators, and UTF-8 cannot carry a lone surrogate.
_UNSAFE_IN_LINES = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_UNSAFE_IN_CELLS = re.compile("[\0\ud800-\udfff]")


class Row(NamedTuple):
    """One article; ``docs/guide/data.md`` says what each column holds."""

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
    """Yield a row per article; ``base`` is the address of the site, and without it the address is relative to its root.

    ``version`` is the dated folder that the pages lie in, None for the version in force.
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
    """Return one JSON object a line, with every column and every character; lone surrogates are Unicode escapes."""
    lines = "".join([f"{_ENCODER.encode(dict(zip(COLUMNS, row, strict=True)))}\n" for row in rows])
    return _UNSAFE_IN_LINES.sub(_escaped, lines).encode()


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]


def csv_table(rows: Iterable[Row]) -> bytes:
    """Return RFC 4180 with a header and a byte order mark (for Excel), every cell quoted."""
    return csv_of(COLUMNS, rows)


def csv_of(columns: Sequence[str], rows: Iterable[Iterable[str | int | None]]) -> bytes:
    """Return RFC 4180 with a header and a byte order mark (for Excel), every cell quoted.

    A cell that a spreadsheet could take for a formula begins with an apostrophe, so the CSV is for reading; the JSON
    is the copy to compute with.  NUL and lone surrogates become U+FFFD.
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
