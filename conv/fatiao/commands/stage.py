"""``fatiao stage``: make one share of a build, for a workflow engine that distributes the shares.  (I/O)"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fatiao.commands.options import add_corpus, add_docs, add_output
from fatiao.commands.outcome import EXIT_OK, EXIT_PROBLEMS
from fatiao.diagnostics import Report
from fatiao.rebuild.shards import LawShard, parse_shard

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers

_STAGES = ("read", "convert", "pages")


def declare(commands: Subparsers) -> None:
    """Add ``stage`` to the parser."""
    parser = commands.add_parser(
        "stage",
        help="make one share of a build, for a workflow engine",
        description="Make one share of a build. The stage read reads every N-th law, convert links all laws with "
        "each other, and pages makes the pages and data files of every N-th text. All processes must "
        "see the same folder and run the same versions. Afterwards run fatiao build with the same "
        "folders: it uses the shares that match its input and makes what is missing.",
        epilog="Exit codes: 0 success, 1 the corpus has errors, 2 the command could not run; the message "
        "says why.\n"
        "Example: fatiao stage pages --shard 2/8 --output build/html",
    )
    parser.add_argument("name", choices=_STAGES, metavar="NAME", help="stage to run: read, convert or pages")
    parser.add_argument(
        "--shard",
        type=_shard,
        default=LawShard(1, 1),
        metavar="K/N",
        help="share K of N, for read and pages (default: 1/1)",
    )
    add_corpus(parser)
    add_docs(parser)
    add_output(parser, "build/html")
    parser.add_argument("--keep-going", action="store_true", help="leave out laws that have errors")
    parser.add_argument("--all", action="store_true", help="list every finding, even if many have the same code")
    parser.set_defaults(run=run)


def _shard(text: str) -> LawShard:
    try:
        return parse_shard(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def run(options: argparse.Namespace) -> int:
    """Make the share, print a summary, and return the exit code."""
    from fatiao import building  # noqa: PLC0415  # Sphinx is slow to import

    corpus = Path(os.path.relpath(options.corpus))  # as the build names it
    building.prepare_staging(options.output)
    if options.name == "convert":
        return _convert(options, corpus)
    from fatiao.sharding.work import PageMaker, describe_job, read_texts  # noqa: PLC0415

    job = describe_job(corpus, options.docs, options.output, options.keep_going)
    if options.name == "read":
        print(f"shard {options.shard.number}/{options.shard.total}: {read_texts(job, options.shard)} laws read")
        return EXIT_OK
    maker = PageMaker(job)
    keys = options.shard.select(maker.keys)
    print(f"shard {options.shard.number}/{options.shard.total}: {maker.make(keys)} pages of {len(keys)} texts made")
    return EXIT_OK


def _convert(options: argparse.Namespace, corpus: Path) -> int:
    from fatiao import building  # noqa: PLC0415  # as above
    from fatiao.commands.build import convert, count_laws  # noqa: PLC0415

    report = Report()
    state = building.open_state(options.docs, options.output, corpus, fresh=False)
    site = convert(options, corpus, state, report)
    if site is None:
        print(
            f"fatiao: {report.errors} errors; nothing was converted; correct them, or pass --keep-going",
            file=sys.stderr,
        )
        return EXIT_PROBLEMS
    print(f"{count_laws(site)} converted")
    return EXIT_OK
