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
        help="show how each line of a source was read, or what changed for readers",
        description="Print every line of a source with the provision that begins on it. The sign - marks a line "
        "that is left out; ! marks a line that is left out between provisions and not yet accepted "
        "(see fatiao accept). With --since, print instead what changes for readers since a git "
        "revision: articles, notes, corrections, terms, and addresses whose words differ.",
        epilog="Exit codes: 0 every omission is accepted, 1 some are not, 2 the command could not run; the "
        "message says why.\n"
        "Example: fatiao review --since origin/main --format markdown",
    )
    parser.add_argument("work", metavar="WORK", nargs="?", default="", help="id of a law (default: all laws)")
    parser.add_argument(
        "--since",
        default="",
        metavar="REF",
        help="git revision; print what changed since then (default: print the lines)",
    )
    parser.add_argument(
        "--format", choices=("text", "markdown", "html"), default="text", help="format of the output (default: text)"
    )
    add_corpus(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print a review, and return the exit code."""
    from fatiao.curating import review_formats as formats  # noqa: PLC0415  # slow to import
    from fatiao.curating.review import changes_since, count_open, review_text  # noqa: PLC0415
    from fatiao.pipeline import read_laws  # noqa: PLC0415

    entries = [e for e in read_laws(options.corpus, Report())[1] if options.work in ("", e.work.id)]
    if not entries:
        raise FatiaoError(
            f"{options.work or options.corpus}: no law was found that can be read; run fatiao check to see why"
        )
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
