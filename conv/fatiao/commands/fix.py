"""``fatiao fix``: record the correction of a misprint whose right text is certain.                           (I/O)"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from fatiao.commands.options import add_corpus, add_dry_run, carry_out_checked

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers


def declare(commands: Subparsers) -> None:
    """Add ``fix`` to the parser."""
    parser = commands.add_parser(
        "fix",
        help="check the correction of a misprint, and add it to fixes.toml",
        description="Add a correction to the fixes.toml of a law. The source is not changed; pages show both "
        "wordings. First the corpus is checked with the correction: the printed words must occur "
        "exactly once in the provision. If the check fails, nothing is written.",
        epilog="Exit codes: 0 success, 1 the check failed, 2 the command could not run; the message says "
        "why. To undo, use git.\n"
        "Example: fatiao fix cn-anti-espionage-precautions-provisions 第六条 --printed 他人信息 --corrected 个人信息 "
        "--reason 与第十九条用语一致。 --ground 本规定第十九条第一款",
    )
    parser.add_argument("work", metavar="WORK", help="id of a law")
    parser.add_argument("place", metavar="PLACE", help="provision, such as 第二十八条第一款第一项")
    parser.add_argument("--printed", required=True, metavar="WORDS", help="words as the source prints them")
    parser.add_argument("--corrected", required=True, metavar="WORDS", help="words as they should be")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why the correction is certain")
    parser.add_argument(
        "--ground", required=True, metavar="GROUND", help="ground, such as 本规定第十九条第一款 or 《…》第三十条"
    )
    parser.add_argument(
        "--text", metavar="DATE", help="date of the text that has the misprint (default: the newest text)"
    )
    add_dry_run(parser)
    add_corpus(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Record a correction, and return the exit code."""
    from fatiao.curating.annotate import plan_fix  # noqa: PLC0415  # slow to import

    given = (
        options.work,
        options.place,
        options.printed,
        options.corrected,
        options.reason,
        options.ground,
        options.text,
    )
    return carry_out_checked(plan_fix(options.corpus, *given), options.dry_run)
