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
        description="Set repealed and status in the law.toml of a law, each with the ground that you give. The "
        "rest of the file is not changed.",
        epilog="Exit codes: 0 success, 2 the command could not run; the message says why. To undo, use git.\n"
        "Example: fatiao repeal xj-pingan-regulations --date 2026-07-01 --ground 某公告第三条 --dry-run",
    )
    parser.add_argument("work", metavar="WORK", help="id of a law")
    parser.add_argument("--date", required=True, metavar="DATE", help="day of the repeal, such as 2024-07-01")
    parser.add_argument("--ground", required=True, metavar="TEXT", help="document and provision that repeal it")
    add_dry_run(parser)
    add_corpus(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Record the repeal of a law, and return the exit code."""
    from fatiao.curating.life import plan_repeal  # noqa: PLC0415  # slow to import

    return carry_out(plan_repeal(options.corpus, options.work, options.date, options.ground), options.dry_run)
