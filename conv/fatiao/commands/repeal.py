"""``fatiao repeal``: record that a held law was repealed.                                                      (I/O)"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from fatiao.commands.options import add_corpus, add_dry_run, carry_out

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers


def declare(commands: Subparsers) -> None:
    """Add ``repeal`` to the parser."""
    parser = commands.add_parser(
        "repeal",
        help="record that a law was repealed",
        description="Set repealed and status in the law.toml of a law, each with the ground that is given; everything "
        "else in the file stays.",
        epilog="Exit codes: 0 done, 2 it cannot be done. Undo with git. "
        "Example: fatiao repeal shui-fa --date 2024-07-01 --ground 国务院令第790号第三条",
    )
    parser.add_argument("work", metavar="WORK", help="the id of a law")
    parser.add_argument("--date", required=True, metavar="DATE", help="the day from which it is repealed: 2024-07-01")
    parser.add_argument("--ground", required=True, metavar="TEXT", help="what says so")
    add_dry_run(parser)
    add_corpus(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Record the repeal of a law, and return the exit code."""
    from fatiao.curating.life import plan_repeal  # noqa: PLC0415  # slow to import

    return carry_out(plan_repeal(options.corpus, options.work, options.date, options.ground), options.dry_run)
