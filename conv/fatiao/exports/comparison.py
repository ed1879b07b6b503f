"""The comparison of two texts as data files: JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fatiao.comparing.as_json import ComparedText, comparison_to_csv, dump_comparison
from fatiao.comparing.model import Comparison
from fatiao.model.amending import AmendedArticle
from fatiao.model.law import Number


def comparison_files(name: str) -> tuple[tuple[str, str], ...]:
    """Return (format, path below the site's root) for each file; ``name`` is the docname of the page."""
    return (("JSON", f"{name}.json"), ("CSV", f"{name}.csv"))


def write_comparison(
    name: str,
    old: ComparedText,
    new: ComparedText,
    comparison: Comparison,
    amended: Mapping[Number, AmendedArticle] | None = None,
) -> Iterator[tuple[str, str]]:
    """Yield the path and the content of each file of ``comparison_files``.

    ``amended`` are the articles that an amending decision changed, by number in the later text.
    """
    contents = (dump_comparison(comparison, old, new, amended), comparison_to_csv(comparison))
    files = comparison_files(name)
    yield from ((path, content) for (_, path), content in zip(files, contents, strict=True))
