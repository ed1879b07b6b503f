"""``fatiao compare``: two raw files, and what became of each article.                                          (I/O)"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from fatiao.comparing.as_html import comparison_to_html
from fatiao.comparing.as_json import Version, dump_comparison
from fatiao.comparing.as_text import comparison_to_text
from fatiao.comparing.compare import compare_laws
from fatiao.comparing.model import Comparison
from fatiao.diagnostics import FatiaoError, Report
from fatiao.model.law import EventKind, Law
from fatiao.reading.law import read_law
from fatiao.reading.lines.source import read_source

#: A file that is named for the date of its text.
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
#: The events that a text is dated by, the most telling first.
_DATING = (EventKind.AMENDED, EventKind.ADOPTED, EventKind.PROMULGATED)


def compare_files(old: Path, new: Path, output: str, report: Report) -> str:
    """Return the comparison of two files as text, html or json; findings of reading go to the report.

    Raises FatiaoError where a file cannot be read or holds no article.
    """
    laws = _read(old, report), _read(new, report)
    comparison = compare_laws(*laws)
    versions = name_version(laws[0], old), name_version(laws[1], new)
    write = _FORMATS[output]
    return write(comparison, *versions)


def _read(path: Path, report: Report) -> Law:
    source = read_source(path, report)
    if source is None:
        raise FatiaoError(f"{path}: cannot be read as a text")
    law = read_law(source, "", report)
    if not law.articles:
        raise FatiaoError(f"{path}: no article was found")
    return law


def name_version(law: Law, path: Path) -> Version:
    """Return what names a raw file: the date in its name, or the last one in the history that it prints."""
    date = _DATE.match(path.stem)
    printed = [
        max(dates)
        for kind in _DATING
        if (dates := [event.date for event in law.front.events if event.kind is kind and event.date])
    ]
    title = law.front.title.text if law.front.title else None
    return Version(None, date.group() if date else next(iter(printed), None), title)


def _label(version: Version) -> str:
    return f"{version.title or '—'}（{version.date}）" if version.date else version.title or "—"


def _as_text(comparison: Comparison, old: Version, new: Version) -> str:
    return comparison_to_text(comparison, _label(old), _label(new))


def _as_html(comparison: Comparison, old: Version, new: Version) -> str:
    return comparison_to_html(comparison, _label(old), _label(new))


_FORMATS: dict[str, Callable[[Comparison, Version, Version], str]] = {
    "text": _as_text,
    "html": _as_html,
    "json": dump_comparison,
}
#: The values of ``--format``.
FORMATS = tuple(_FORMATS)
