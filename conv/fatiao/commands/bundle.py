"""``fatiao bundle``: make the offline bundle.                                                                  (I/O)"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from fatiao.commands.options import (
    add_adopt,
    add_build_jobs,
    add_corpus,
    add_docs,
    add_output,
    source_folders,
)
from fatiao.commands.outcome import EXIT_OK, EXIT_PROBLEMS, print_findings
from fatiao.corpus.names import check_documents
from fatiao.diagnostics import FatiaoError, Report
from fatiao.pipeline import build_site
from fatiao.publishing import check_output
from fatiao.rebuild.garbage import collector_paused

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers


def declare(commands: Subparsers) -> None:
    """Add ``bundle`` to the parser."""
    parser = commands.add_parser(
        "bundle",
        help="make the files for offline use: zip, EPUB, a PDF of each law, checksums",
        description="Build the whole site and write it as files for offline use. The same sources and the same "
        "SOURCE_DATE_EPOCH give the same bytes.",
        epilog="Exit codes: 0 success, 1 the corpus has errors, 2 the command could not run; the message "
        "says why.\n"
        "Example: fatiao bundle --output dist",
    )
    add_corpus(parser)
    add_docs(parser)
    add_output(parser, "dist")
    add_build_jobs(parser)
    add_adopt(parser)
    parser.add_argument("--no-pdf", action="store_true", help="make no PDFs; they need Chromium and Chinese fonts")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build the site anew and write the files of the bundle."""
    from fatiao.bundle.making import is_bundle, make_bundle  # noqa: PLC0415  # it imports Sphinx, which takes long
    from fatiao.bundle.pdfs import find_browser  # noqa: PLC0415

    check_output(options.output, source_folders(options), options.adopt, is_bundle)
    report = Report()
    check_documents(options.docs, report)
    with collector_paused():
        site = build_site(options.corpus, report)
    if print_findings(report, quiet=True):
        print(
            f"fatiao: {report.errors} errors; no bundle was made; correct them and repeat the command", file=sys.stderr
        )
        return EXIT_PROBLEMS
    browser = None if options.no_pdf else find_browser()
    if browser is None and not options.no_pdf:
        raise FatiaoError("No Chromium was found to make the PDFs; install it, set CHROMIUM, or pass --no-pdf")
    made = make_bundle(
        site, options.docs, options.corpus, options.output, options.jobs, browser, sys.stderr, options.adopt
    )
    if made.warnings:
        print(made.warnings, file=sys.stderr, end="")
    for path, size in made.files:
        print(f"{size:>10,}  {path}")
    return EXIT_OK
