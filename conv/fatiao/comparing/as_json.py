"""Render a comparison as JSON or CSV, for programs: numbers of articles, kinds, scores, and marks by offset."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fatiao.comparing.model import Change, ChangeMark, Comparison, Stretch
from fatiao.model.amending import AmendedArticle
from fatiao.model.law import Law, Number


@dataclass(frozen=True, slots=True)
class ComparedText:
    """Names of one of the two texts; None if unknown (a raw file)."""

    work: str | None
    date: str | None
    title: str | None


def comparison_to_json(comparison: Comparison, old: ComparedText, new: ComparedText) -> dict[str, Any]:
    """Return a comparison as values for JSON; marks are offsets in code points of an article's ``text`` in law JSON."""
    return {
        "old": _version(old),
        "new": _version(new),
        "counts": {str(kind): count for kind, count in comparison.counts().items()},
        "articles": [_change(change, comparison) for change in comparison.changes],
    }


def dump_comparison(
    comparison: Comparison,
    old: ComparedText,
    new: ComparedText,
    amended: Mapping[Number, AmendedArticle] | None = None,
) -> str:
    """Return a comparison as JSON text, with one change per line; ``amended`` adds the instructions of a decision."""
    value = comparison_to_json(comparison, old, new)
    for row, change in zip(value["articles"], comparison.changes, strict=True):
        numbers = [comparison.new.articles[place].number for place in change.new]
        changed = [amended[number] for number in numbers if number in amended] if amended else []
        if named := dict.fromkeys(one for article in changed for one in article.instructions):
            row["instructions"] = [{"label": one.label, "words": one.words} for one in named]
    articles = ",\n".join(f"  {_line(article)}" for article in value.pop("articles"))
    head = ",\n".join(f"{json.dumps(key)}: {_line(part)}" for key, part in value.items())
    return f'{{{head},\n"articles": [\n{articles}\n]}}\n'


def comparison_to_csv(comparison: Comparison) -> str:
    """Return a comparison as CSV, one row per change: old and new numbers, kind, score, and 1 if moved, else 0."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("old", "new", "kind", "score", "moved"))
    for change in comparison.changes:
        row = _change(change, comparison)
        writer.writerow((" ".join(row["old"]), " ".join(row["new"]), row["kind"], row["score"], int(change.moved)))
    return out.getvalue()


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _version(version: ComparedText) -> dict[str, str | None]:
    return {"work": version.work, "date": version.date, "title": version.title}


def _change(change: Change, comparison: Comparison) -> dict[str, Any]:
    value: dict[str, Any] = {
        "old": [_number(comparison.old, place) for place in change.old],
        "new": [_number(comparison.new, place) for place in change.new],
        "kind": str(change.kind),
        "score": change.score,
        "marks": [_mark(mark, comparison) for mark in change.marks],
    }
    if change.moved:
        value["moved"] = True
    if change.candidates:
        value["candidates"] = [_number(comparison.new, place) for place in change.candidates]
    return value


def _mark(mark: ChangeMark, comparison: Comparison) -> dict[str, Any]:
    return {
        "op": str(mark.op),
        "old": _stretch(mark.old, comparison.old) if mark.old else None,
        "new": _stretch(mark.new, comparison.new) if mark.new else None,
    }


def _stretch(stretch: Stretch, law: Law) -> dict[str, Any]:
    return {"article": _number(law, stretch.place), "start": stretch.start, "end": stretch.end}


def _number(law: Law, place: int) -> str:
    return str(law.articles[place].number)
