"""``fatiao check``: check a corpus for errors, and account for the characters of its sources."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fatiao.commands.documents import find_documents
from fatiao.commands.findings import FORMATS, write_findings
from fatiao.commands.options import add_corpus, add_optional_docs, add_quiet
from fatiao.commands.outcome import EXIT_OK, EXIT_PROBLEMS
from fatiao.corpus.names import check_documents
from fatiao.diagnostics import Report
from fatiao.exports.law_json import law_to_json
from fatiao.exports.published import find_unpublished
from fatiao.model.findings import Severity
from fatiao.model.law import LEFT_OUT_CLAIMS, Claim
from fatiao.pages.printed import find_missing
from fatiao.permalinks.site import check_permalinks
from fatiao.pipeline import build_site
from fatiao.reading.tree.account import account, find_discrepancies
from fatiao.rebuild.garbage import collector_paused
from fatiao.site.model import Entry, Site

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers

#: The end of a message about an error of the converter.
_REPORT = "this is an error in fatiao, please report it"


def declare(commands: Subparsers) -> None:
    """Add ``check`` to the parser."""
    parser = commands.add_parser(
        "check",
        help="check the corpus for errors, and account for every character of its sources",
        description="Check the corpus. Every character of a source must be published, or left out for a stated "
        "reason; the last lines count them for each text. Findings are printed to stderr, errors "
        "first; of many findings with the same code only the first few are shown. With --format "
        "github or json all findings go to stdout, without the counts.",
        epilog="Exit codes: 0 no errors, 1 the corpus has errors, 2 the command could not run; the message "
        "says why.\n"
        "Example: fatiao check --format github",
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="format of the findings (default: text)")
    parser.add_argument("--all", action="store_true", help="list every finding, even if many have the same code")
    add_corpus(parser)
    add_optional_docs(parser)
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the findings on a corpus and the account of every text; return the exit code."""
    report = Report()
    site, accounts = check_corpus(options.corpus, report)
    check_documents(options.docs, report)
    check_permalinks(options.corpus, site, find_documents(options.docs), report)
    told = [d for d in report if not options.quiet or d.severity is not Severity.INFO]
    errors = sum(d.severity is Severity.ERROR for d in told)
    where = sys.stderr if options.format == "text" else sys.stdout
    for line in write_findings(told, options.format, options.all):
        print(line, file=where)
    for one in accounts if options.format == "text" else ():
        print(format_account(one))
    if options.format != "text":
        return EXIT_PROBLEMS if errors else EXIT_OK
    articles = sum(one.articles for one in accounts)
    print(f"{len(accounts)} laws, {articles} articles, {errors} errors, {len(report) - errors} other findings")
    return EXIT_PROBLEMS if errors else EXIT_OK


@dataclass(frozen=True, slots=True)
class Account:
    """The articles of one source and its characters by kind of claim, counted without white space."""

    name: str
    articles: int
    counts: dict[Claim, int]

    @property
    def published(self) -> int:
        """The number of characters that are printed on pages."""
        return sum(n for claim, n in self.counts.items() if claim not in LEFT_OUT_CLAIMS and claim is not Claim.MARK)

    @property
    def left_out(self) -> int:
        """The number of characters that stay in the source."""
        return sum(self.counts.values()) - self.published


def check_corpus(folder: Path, report: Report) -> tuple[Site, tuple[Account, ...]]:
    """Build the site in memory and account for every source; add the findings to the report.

    Raises FatiaoError where the folder cannot be read at all.
    """
    with collector_paused():
        site = build_site(folder, report)
    return site, tuple(_close(entry, report) for entry in site.entries)


def _close(entry: Entry, report: Report) -> Account:
    law = entry.source_law
    for found in find_discrepancies(law):
        words = law.source.text[found.span.start : found.span.end][:20]
        what = "belongs to two parts of the law" if found.twice else "belongs to no part of the law"
        report.add("unclaimed", f"{words!r} {what}; {_REPORT}", law.source, found.span.start)
    for lost in find_unpublished(law, law_to_json(law, entry.layers)):
        words = law.source.text[lost.offset : lost.offset + 20]
        report.add(
            "unpublished", f"{words!r} is counted in {lost.part} but not published; {_REPORT}", law.source, lost.offset
        )
    for missing in find_missing(entry):
        message = f"{missing.words[:20]!r} is counted as published but not on {missing.page}.html; {_REPORT}"
        report.add("unpublished", message, law.source, missing.offset)
    return Account(entry.key, len(law.articles), account(law))


def format_account(account: Account) -> str:
    """Return one line for a text: its number of articles, its published characters and those of each claim."""
    kinds = ", ".join(f"{claim} {count}" for claim, count in account.counts.items())
    total = account.published + account.left_out
    return f"{account.name}: {account.articles} articles, {total} characters, {account.published} published ({kinds})"
