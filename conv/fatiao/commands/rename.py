"""``fatiao rename``: give a held law another id.                                                               (I/O)"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from fatiao.commands.options import add_corpus, add_dry_run, carry_out

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers


def declare(commands: Subparsers) -> None:
    """Add ``rename`` to the parser."""
    parser = commands.add_parser(
        "rename",
        help="give a law another id; its addresses lead on",
        description="Rename the folder of a law, its id in terms.toml, and redirect every address of it that is in "
        "permalinks.json. Links of your own pages to the law are yours to change.",
        epilog="Exit codes: 0 done, 2 it cannot be done. Undo with git. Example: fatiao rename shui-fa water-law",
    )
    parser.add_argument("old", metavar="OLD", help="the id of a law")
    parser.add_argument("new", metavar="NEW", help="the id that it is to have")
    add_dry_run(parser)
    add_corpus(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Rename a law, and return the exit code."""
    from fatiao.curating.life import plan_rename  # noqa: PLC0415  # slow to import

    return carry_out(plan_rename(options.corpus, options.old, options.new), options.dry_run)
