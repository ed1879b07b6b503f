"""The comparison of a text with the one before it as data files: JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator

from fatiao import ids
from fatiao.comparing.as_json import ComparedText, comparison_to_csv, dump_comparison
from fatiao.comparing.model import Comparison


def comparison_files(work: str, old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Return the name of each form and the path of its file below the site's root, for the dates of two texts."""
    stem = ids.compare_docname(work, old, new)
    return (("JSON", f"{stem}.json"), ("CSV", f"{stem}.csv"))


def write_comparison(work: str, title: str, old: str, new: str, comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Yield the path and the content of each file."""
    before, after = (ComparedText(work, date, title) for date in (old, new))
    contents = (dump_comparison(comparison, before, after), comparison_to_csv(comparison))
    files = comparison_files(work, old, new)
    yield from ((path, content) for (_, path), content in zip(files, contents, strict=True))
