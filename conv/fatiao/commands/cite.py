"""``fatiao cite``: check the citations of essays against a corpus.  (I/O)"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fatiao.citing.check import check_essay
from fatiao.citing.essay import read_essay
from fatiao.citing.reporting import STYLES, Checked, as_html, as_json, as_text
from fatiao.citing.shelf import build_shelf
from fatiao.commands.options import add_corpus
from fatiao.commands.outcome import EXIT_CANNOT_RUN, EXIT_OK, EXIT_PROBLEMS, print_findings
from fatiao.diagnostics import Report
from fatiao.pipeline import read_laws

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers


def declare(commands: Subparsers) -> None:
    """Add ``cite`` to the parser."""
    parser = commands.add_parser(
        "cite",
        help="check the citations in essays against the corpus",
        description="Find the provisions that an essay (docx, md or txt) refers to, and report for each whether "
        "it exists, whether the quoted words are its words, and whether title, date and number are "
        "right.",
        epilog="Exit codes: 0 every citation is right, 1 some are wrong, 2 a file or the corpus could not be read.\n"
        "Example: fatiao cite essay.txt --format html --style gbt-2025 > report.html",
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="essay to check: docx, md or txt")
    add_corpus(parser)
    parser.add_argument(
        "--format", choices=("text", "json", "html"), default="text", help="format of the report (default: text)"
    )
    parser.add_argument(
        "--style",
        choices=STYLES,
        default="legal-manual",
        help="citation style of the suggested forms (default: legal-manual)",
    )
    parser.add_argument("--quiet", action="store_true", help="print only wrong citations; for --format text")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the essays, print the verdicts on their citations, and return the exit code."""
    report = Report()
    corpus, entries = read_laws(options.corpus, report)
    texts = [
        (e.work, e.source_law, e.version or (e.work.versions[-1].date if e.work.versions else "")) for e in entries
    ]
    shelf = build_shelf(texts, corpus.cited)
    checked: list[Checked] = []
    unreadable = 0
    for path in options.files:
        found = Report()
        essay = read_essay(path, found)
        unreadable += essay is None
        print_findings(found, quiet=True)
        if essay is not None:
            checked.append(Checked(essay, check_essay(essay, shelf)))
    _print(checked, options)
    if unreadable:
        return EXIT_CANNOT_RUN
    return EXIT_PROBLEMS if any(one.wrong for one in checked) else EXIT_OK


def _print(checked: Sequence[Checked], options: argparse.Namespace) -> None:
    if not checked:
        return
    written: dict[str, Callable[[], str]] = {
        "text": lambda: as_text(checked, options.style, options.quiet),
        "json": lambda: as_json(checked, options.style),
        "html": lambda: as_html(checked, options.style),
    }
    print(written[options.format]().encode("utf-8", "replace").decode("utf-8"))
