"""``fatiao note``: write an editor's note on a provision.                                                    (I/O)"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from fatiao.commands.options import add_corpus, add_dry_run, carry_out_checked

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers


def declare(commands: Subparsers) -> None:
    """Add ``note`` to the parser."""
    parser = commands.add_parser(
        "note",
        help="check a note on a provision, and add it to notes.md",
        description="Add a note to the notes.md of a law, below the heading of its provision. First the corpus is "
        "checked with the note: its provision and its grounds must exist. If the check fails, nothing "
        "is written.",
        epilog="Exit codes: 0 success, 1 the check failed, 2 the command could not run; the message says "
        "why. To undo, use git.\n"
        "Example: fatiao note xj-state-secrets-regulations 第十六条第一款 --kind 依据 "
        "--ground 《中华人民共和国保守国家秘密法》第二十四条 --text 每年审核的要求与上位法同文。",
    )
    parser.add_argument("work", metavar="WORK", help="id of a law")
    parser.add_argument(
        "place",
        metavar="PLACE",
        nargs="?",
        default="",
        help="provision, such as 第十六条第一款 (default: the whole law)",
    )
    parser.add_argument("--kind", required=True, metavar="KIND", help="kind of note: 说明, 对照, 依据 or 存疑")
    ground = "ground of the note, such as 本条例第十六条 or 《…》第三十条; can be repeated"
    parser.add_argument("--ground", required=True, action="append", metavar="GROUND", help=ground)
    parser.add_argument(
        "--text", required=True, metavar="TEXT", help="text of the note; an empty line begins a new paragraph"
    )
    add_dry_run(parser)
    add_corpus(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write a note, and return the exit code."""
    from fatiao.curating.annotate import plan_note  # noqa: PLC0415  # slow to import

    given = (options.work, options.place, options.kind, options.ground, options.text)
    return carry_out_checked(plan_note(options.corpus, *given), options.dry_run)
