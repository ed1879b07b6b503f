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
        help="take a law out of the corpus; its addresses say why",
        description="Remove the folder of a law, take it out of terms.toml together with terms that hold in it alone, "
        "and let every address of it that is in permalinks.json say the reason. A folder that git could not bring back "
        "is refused.",
        epilog="Exit codes: 0 done, 2 it cannot be done. Undo with git. "
        "Example: fatiao remove shui-fa --reason 与另一文本重复",
    )
    parser.add_argument("work", metavar="WORK", help="the id of a law")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="what its addresses say from now on")
    parser.add_argument("--force", action="store_true", help="also where git could not bring the folder back")
    add_dry_run(parser)
    add_corpus(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Remove a law, and return the exit code."""
    from fatiao.curating.life import plan_removal  # noqa: PLC0415  # slow to import

    return carry_out(plan_removal(options.corpus, options.work, options.reason, options.force), options.dry_run)
