"""The views of a law as JSON and as CSV tables; ``docs/dev/views.md`` describes the fields."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from fatiao import ids
from fatiao.exports.tables import csv_of
from fatiao.model.law import Law, Number
from fatiao.model.layers import Definition, Layers
from fatiao.views.rows import Deadline, Norm, Sanction, Views

#: The tables in display order: key, label for readers, columns.
TABLES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("deadlines", "期限", ("article", "words", "who", "what", "from", "kind", "url")),
    ("norms", "职责", ("article", "who", "modal", "what", "url")),
    ("sanctions", "责任", ("article", "conduct", "condition", "by", "consequence", "amount", "refers_to", "url")),
    ("definitions", "定义", ("article", "term", "kind", "scope", "words", "url")),
)

#: The names of the view files in the folder of a law.
VIEW_FILES = ("views.json", *(f"views-{key}.csv" for key, _, _ in TABLES))


def views_json(law: Law, views: Views, definitions: Sequence[Definition]) -> dict[str, Any]:
    """Return the views as plain values for ``json``; spans are offsets in the text of the article."""
    return {
        "deadlines": [_deadline(one) for one in views.deadlines],
        "norms": [_norm(one) for one in views.norms],
        "sanctions": [_sanction(one) for one in views.sanctions],
        "definitions": list(_definitions(law, definitions)),
        "left_out": dict(views.left_out),
    }


def dump_views(data: dict[str, Any]) -> str:
    """Return the JSON with one row per line, so that versions can be compared by diff."""
    parts = []
    for key, rows in data.items():
        if isinstance(rows, list):
            lines = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in rows)
            parts.append(f' "{key}": [' + (f"\n  {lines}\n ]" if rows else "]"))
        else:
            parts.append(f' "{key}": {json.dumps(rows, ensure_ascii=False)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def views_csv(data: dict[str, Any], key: str, work: str = "", base: str = "", version: str | None = None) -> bytes:
    """Return the table ``key`` as CSV; the last column is the address of the article, empty without ``work``."""
    columns = next(names for name, _, names in TABLES if name == key)
    rows = ([_cell(row, name, work, base, version) for name in columns] for row in data[key])
    return csv_of(columns, rows)


def view_files(
    law: Law, work: str, views: Views, layers: Layers, version: str | None = None, base: str = ""
) -> Iterator[tuple[str, bytes]]:
    """Return the view files of one text as (path below the site's root, bytes)."""
    data = views_json(law, views, layers.definitions)
    contents = [dump_views(data).encode("utf-8", "backslashreplace")]
    contents += [views_csv(data, key, work, base, version) for key, _, _ in TABLES]
    folder = ids.law_folder(work, version)
    return zip((f"{folder}/{name}" for name in VIEW_FILES), contents, strict=True)


def _cell(row: dict[str, Any], name: str, work: str, base: str, version: str | None) -> str:
    if name == "url":
        number = _number(row["article"])
        return base + ids.url_of(ids.article_docname(work, number, version)) if work else ""
    value = row[name]
    return "、".join(value) if isinstance(value, list) else value or ""


def _number(printed: str) -> Number:
    value, _, insert = printed.partition("-")
    return Number(int(value), int(insert or 0))


def _deadline(row: Deadline) -> dict[str, Any]:
    return {
        "article": str(row.article),
        "span": [row.span.start, row.span.end],
        "words": row.words,
        "who": row.who,
        "what": row.what,
        "from": row.start,
        "kind": row.kind,
    }


def _norm(row: Norm) -> dict[str, Any]:
    return {
        "article": str(row.article),
        "span": [row.span.start, row.span.end],
        "who": row.who,
        "modal": row.modal,
        "what": row.what,
    }


def _sanction(row: Sanction) -> dict[str, Any]:
    return {
        "article": str(row.article),
        "span": [row.span.start, row.span.end],
        "conduct": row.conduct,
        "refers_to": [str(number) for number in row.refers_to],
        "by": row.by,
        "consequence": row.consequence,
        "amount": row.amount,
        "condition": row.condition,
        "items": [
            {"label": item.label, "conduct": item.words, "refers_to": [str(n) for n in item.refers_to]}
            for item in row.items
        ],
    }


def _definitions(law: Law, definitions: Iterable[Definition]) -> Iterator[dict[str, Any]]:
    for one in definitions:
        yield {
            "article": str(one.article),
            "span": [one.span.start, one.span.end],
            "term": one.term,
            "kind": str(one.kind),
            "scope": one.scope,
            "words": law.article(one.article).text[one.span.start : one.span.end],
        }
