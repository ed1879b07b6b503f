"""``fatiao completion``: print a script that completes commands, options and their values in a shell."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from fatiao.commands.outcome import EXIT_OK

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers

#: The shells that a script is written for.
SHELLS = ("bash", "zsh")


def declare(commands: Subparsers) -> None:
    """Add ``completion`` to the parser."""
    parser = commands.add_parser(
        "completion",
        help="print a shell script that completes commands and options",
        description="Print a completion script for bash or zsh. To load it, add this line to the start file of "
        'your shell: eval "$(fatiao completion bash)".',
        epilog="Exit codes: 0 success, 2 the shell is not supported.\nExample: fatiao completion zsh > _fatiao",
    )
    parser.add_argument("shell", choices=SHELLS, help="shell for which to print the script")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the script, and return the exit code."""
    import shtab  # noqa: PLC0415  # no other command needs it

    print(shtab.complete(options.make_parser(), shell=options.shell))
    return EXIT_OK
