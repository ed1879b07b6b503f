"""``fatiao review``: show how each line of a source was parsed, or the changes for a reader.                 (I/O)"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from fatiao.commands.options import add_corpus
from fatiao.commands.outcome import EXIT_OK, EXIT_PROBLEMS
from fatiao.diagnostics import FatiaoError, Report

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers
    from fatiao.site.model import Entry


def declare(commands: Subparsers) -> None:
    """Add ``review`` to the parser."""
    parser = commands.add_parser(
        "review",
        help="show the source beside what was made of it, or what changes for a reader",
        description="Print every line of a source with what begins on it: - is left out, ! is left out among the "
        "provisions and not accepted yet (fatiao accept). With --since, print what a reader would see change since a "
        "revision that git knows: articles, notes, corrections, terms, and addresses with other words.",
        epilog="Exit codes: 0 nothing waits to be accepted, 1 something does. "
        "Example: fatiao review --since origin/main --format markdown",
    )
    parser.add_argument("work", metavar="WORK", nargs="?", default="", help="the id of a law; default: all")
    parser.add_argument("--since", default="", metavar="REF", help="a revision of git: what changed since then")
    parser.add_argument("--format", choices=("text", "markdown", "html"), default="text", help="default: text")
    add_corpus(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print a review, and return the exit code."""
    from fatiao.curating import review_formats as formats  # noqa: PLC0415  # slow to import
    from fatiao.curating.review import changes_since, count_open, review_text  # noqa: PLC0415
    from fatiao.pipeline import read_laws  # noqa: PLC0415

    entries = [e for e in read_laws(options.corpus, Report())[1] if options.work in ("", e.work.id)]
    if not entries:
        raise FatiaoError(f"{options.work or options.corpus}: no law that can be read")
    reviewed = [(_title(entry), review_text(entry)) for entry in entries]
    if options.since:
        parts = changes_since(options.corpus, options.since)
        write = {"text": formats.parts_to_text, "markdown": formats.parts_to_markdown, "html": formats.parts_to_html}
        body = write[options.format](parts)
        summary = f"{sum(len(part.lines) for part in parts)} changes since {options.since}"
    else:
        shown = {"text": formats.lines_to_text, "markdown": formats.lines_to_markdown, "html": formats.lines_to_html}
        body = "\n".join(shown[options.format](title, lines) for title, lines in reviewed)
        summary = f"{len(entries)} texts"
    waiting = sum(count_open(lines) for _, lines in reviewed)
    print(formats.page(body) if options.format == "html" else f"{body}\n{summary}, {waiting} lines to accept")
    return EXIT_PROBLEMS if waiting else EXIT_OK


def _title(entry: Entry) -> str:
    return f"{entry.work.id} {entry.date}".strip()
