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
        help="change the id of a law, and redirect its old addresses",
        description="Rename the folder of a law, replace its id in terms.toml, and add a redirect for each of its "
        "addresses in permalinks.json. Links to the law in pages that you wrote yourself are not "
        "changed.",
        epilog="Exit codes: 0 success, 2 the command could not run; the message says why. To undo, use git.\n"
        "Example: fatiao rename xj-pingan-regulations xj-safety-regulations --dry-run",
    )
    parser.add_argument("old", metavar="OLD", help="current id of a law")
    parser.add_argument("new", metavar="NEW", help="new id: lower-case ASCII letters, digits and hyphens")
    add_dry_run(parser)
    add_corpus(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Rename a law, and return the exit code."""
    from fatiao.curating.life import plan_rename  # noqa: PLC0415  # slow to import

    return carry_out(plan_rename(options.corpus, options.old, options.new), options.dry_run)
