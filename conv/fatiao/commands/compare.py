"""``fatiao compare``: compare the articles of two raw files.                                                   (I/O)"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from fatiao.commands.outcome import EXIT_OK, EXIT_PROBLEMS, print_findings
from fatiao.comparing.as_html import comparison_to_html
from fatiao.comparing.as_json import ComparedText, dump_comparison
from fatiao.comparing.as_text import comparison_to_text
from fatiao.comparing.compare import compare_laws
from fatiao.comparing.model import Comparison
from fatiao.diagnostics import FatiaoError, Report
from fatiao.exports.facts import text_day
from fatiao.formats.read import read_file
from fatiao.model.law import Law
from fatiao.reading.law import read_law

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers

#: The date of a text, at the start of the name of its file.
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def declare(commands: Subparsers) -> None:
    """Add ``compare`` to the parser."""
    parser = commands.add_parser(
        "compare",
        help="show how each article changed between two texts of a law",
        description="Compare two files that belong to no corpus: which article became which, and what changed in "
        "it. Differences in glyphs, punctuation, width and spaces, and citations that were only "
        "renumbered, do not count as changes.",
        epilog="Exit codes: 0 success, 1 a file has errors, 2 the command could not run; the message says "
        "why.\n"
        "Example: fatiao compare company-law-2018.txt company-law-2023.txt --format html > changes.html",
    )
    parser.add_argument("old", type=Path, metavar="OLD", help="file with the earlier text")
    parser.add_argument("new", type=Path, metavar="NEW", help="file with the later text")
    parser.add_argument("--format", choices=FORMATS, default="text", help="format of the output (default: text)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the comparison of two files, and return the exit code."""
    report = Report()
    text = compare_files(options.old, options.new, options.format, report)
    errors = print_findings(report, quiet=True)
    print(text, end="")
    return EXIT_PROBLEMS if errors else EXIT_OK


def compare_files(old: Path, new: Path, output: str, report: Report) -> str:
    """Return the comparison of two files as text, html or json; add the findings of reading to the report.

    Raises FatiaoError where a file cannot be read or holds no article.
    """
    laws = read_text(old, report), read_text(new, report)
    comparison = compare_laws(*laws)
    versions = name_version(laws[0], old), name_version(laws[1], new)
    write = _FORMATS[output]
    return write(comparison, *versions)


def read_text(path: Path, report: Report) -> Law:
    """Return the law in a raw file.  Raises FatiaoError where it cannot be read or holds no article."""
    source = read_file(path, report)
    if source is None:
        raise FatiaoError(f"{path}: this file cannot be read; run fatiao parse on it to see why")
    law = read_law(source, "", report)
    if not law.articles:
        raise FatiaoError(f"{path}: no article was found in this file; is it a law?")
    return law


def name_version(law: Law, path: Path) -> ComparedText:
    """Return the title and the date of a raw file: the date in its name, else the day that its text prints."""
    date = _DATE.match(path.stem)
    title = law.front.title.text if law.front.title else None
    return ComparedText(None, date.group() if date else text_day(law) or None, title)


def _label(version: ComparedText) -> str:
    return f"{version.title or '—'}（{version.date}）" if version.date else version.title or "—"


def _as_text(comparison: Comparison, old: ComparedText, new: ComparedText) -> str:
    return comparison_to_text(comparison, _label(old), _label(new))


def _as_html(comparison: Comparison, old: ComparedText, new: ComparedText) -> str:
    return comparison_to_html(comparison, _label(old), _label(new))


_FORMATS: dict[str, Callable[[Comparison, ComparedText, ComparedText], str]] = {
    "text": _as_text,
    "html": _as_html,
    "json": dump_comparison,
}
#: The values of ``--format``.
FORMATS = tuple(_FORMATS)
