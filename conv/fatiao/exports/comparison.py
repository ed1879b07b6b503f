"""The comparison of two texts as data files: JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator

from fatiao.comparing.as_json import ComparedText, comparison_to_csv, dump_comparison
from fatiao.comparing.model import Comparison


def comparison_files(name: str) -> tuple[tuple[str, str], ...]:
    """Return (format, path below the site's root) for each file; ``name`` is the docname of the page."""
    return (("JSON", f"{name}.json"), ("CSV", f"{name}.csv"))


def write_comparison(
    name: str, old: ComparedText, new: ComparedText, comparison: Comparison
) -> Iterator[tuple[str, str]]:
    """Yield the path and the content of each file of ``comparison_files``."""
    contents = (dump_comparison(comparison, old, new), comparison_to_csv(comparison))
    files = comparison_files(name)
    yield from ((path, content) for (_, path), content in zip(files, contents, strict=True))
