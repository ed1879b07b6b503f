"""``fatiao remove``: remove a law from the corpus, and leave the reason at its addresses.                      (I/O)"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from fatiao.commands.options import add_corpus, add_dry_run, carry_out

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers


def declare(commands: Subparsers) -> None:
    """Add ``remove`` to the parser."""
    parser = commands.add_parser(
        "remove",
        help="remove a law from the corpus; its addresses then show the reason",
        description="Remove the folder of a law, remove the law from terms.toml together with the terms that hold "
        "in it alone, and record the reason in permalinks.json, so that each of its addresses shows "
        "it. A folder that git could not restore is removed only with --force.",
        epilog="Exit codes: 0 success, 2 the command could not run; the message says why. To undo, use git.\n"
        "Example: fatiao remove xj-pingan-regulations --reason 与另一文本重复 --dry-run",
    )
    parser.add_argument("work", metavar="WORK", help="id of a law")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="text that its addresses will show")
    parser.add_argument("--force", action="store_true", help="remove the folder even if git could not restore it")
    add_dry_run(parser)
    add_corpus(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Remove a law, and return the exit code."""
    from fatiao.curating.life import plan_removal  # noqa: PLC0415  # slow to import

    return carry_out(plan_removal(options.corpus, options.work, options.reason, options.force), options.dry_run)
