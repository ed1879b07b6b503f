"""``fatiao permalinks``: compare the published addresses with the ledger, or record new ones.                  (I/O)"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fatiao.commands.documents import find_documents
from fatiao.commands.options import add_corpus, add_optional_docs
from fatiao.commands.outcome import EXIT_OK, EXIT_PROBLEMS, print_findings
from fatiao.diagnostics import Report
from fatiao.model.findings import Severity
from fatiao.permalinks.file import read_ledger, write_ledger
from fatiao.permalinks.ledger import Changes, Ledger, compare, report_changes
from fatiao.permalinks.site import LEDGER_NAME, judged_part, record, site_permalinks
from fatiao.pipeline import build_site
from fatiao.rebuild.garbage import collector_paused

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers


def declare(commands: Subparsers) -> None:
    """Add ``permalinks`` to the parser."""
    parser = commands.add_parser(
        "permalinks",
        help="compare the addresses of the site with permalinks.json, or record new ones",
        description="Report how a build would change the addresses recorded in permalinks.json: which would "
        "vanish, which have another text, which are new. Nothing is ever removed from the file.",
        epilog="Exit codes: 0 success, 1 addresses would vanish or the corpus has errors, 2 the command "
        "could not run; the message says why.\n"
        "Example: fatiao permalinks --update",
    )
    add_corpus(parser)
    add_optional_docs(parser)
    parser.add_argument("--update", action="store_true", help="record new addresses and changed texts")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the differences between the ledger and the addresses of a build; with ``--update``, record them."""
    broken, report = Report(), Report()
    with collector_paused():
        site = build_site(options.corpus, broken)
    if print_findings((d for d in broken if d.severity is Severity.ERROR), quiet=True):
        print("fatiao: the corpus has errors; correct them first", file=sys.stderr)
        return EXIT_PROBLEMS
    path, documents = options.corpus / LEDGER_NAME, find_documents(options.docs)
    current = site_permalinks(site, documents or ())
    ledger = read_ledger(path, report, path.as_posix())
    changes = compare(judged_part(ledger, documents), current) if ledger else Changes()
    if ledger and options.update:
        ledger = _update(path, ledger, current, report)
    if ledger:
        judged = judged_part(ledger, documents)
        report_changes(compare(judged, current), judged, report)
    errors = print_findings(report, quiet=False)
    counts = (len(changes.added), len(changes.changed), len(changes.vanished), errors)
    print("{} new, {} with changed text, {} gone, {} errors".format(*counts))
    return EXIT_PROBLEMS if errors else EXIT_OK


def _update(path: Path, ledger: Ledger, current: Ledger, report: Report) -> Ledger | None:
    """Record the current addresses in the ledger, write it, and return it as read back, with its new line numbers."""
    grown, redirects = record(ledger, current)
    for old, new in redirects.items():
        print(f"{old}: redirected to {new}")
    print(f"{path}: {'written' if write_ledger(path, grown) else 'unchanged'}")
    return read_ledger(path, report, path.as_posix())
