"""The command ``fatiao``: its parser and its exit codes.  The subcommands are in ``commands``.

Exit codes: 0 success, 1 the sources have errors, 2 the run could not continue.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from fatiao import __version__
from fatiao.commands.outcome import EXIT_CANNOT_RUN, EXIT_OK, EXIT_PROBLEMS
from fatiao.diagnostics import FatiaoError, show
from fatiao.rebuild.garbage import collect_as_before

__all__ = ["EXIT_CANNOT_RUN", "EXIT_OK", "EXIT_PROBLEMS", "main"]

#: The commands in the order of the help; each is a module whose ``declare`` adds its options and its function.
_COMMANDS = (
    "init",
    "add",
    "build",
    "stage",
    "serve",
    "check",
    "accept",
    "review",
    "extract",
    "rename",
    "remove",
    "repeal",
    "note",
    "fix",
    "where",
    "parse",
    "compare",
    "amend",
    "permalinks",
    "cite",
    "views",
    "bundle",
    "verify",
    "completion",
)
#: The exit code that a shell reports for a process ended by an interrupt (128 + SIGINT).
_INTERRUPTED = 130


class _Help(argparse.HelpFormatter):
    """The layout of a help text: each line of a description is wrapped alone, and an example stays on one line."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(
            line if line.startswith("Example: ") else textwrap.fill(line, width, break_on_hyphens=False)
            for line in text.split("\n")
        )


class _Parser(argparse.ArgumentParser):
    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=_Help, **settings)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code; errors are printed to stderr."""
    options = _parser(sys.argv[1:] if argv is None else argv).parse_args(argv)
    try:
        code: int = options.run(options)
    except FatiaoError as error:
        print(f"fatiao: {show(str(error))}", file=sys.stderr)
        return EXIT_CANNOT_RUN
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        return EXIT_CANNOT_RUN
    finally:
        collect_as_before()
    return code


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    """Return a parser for the command in ``argv``, or for all commands if it names none.

    The modules of the other commands are not imported: all together take half a second, a third of a build with nothing
    to do.
    """
    parser = _Parser(
        prog="fatiao",
        description="Convert Chinese statutes into an annotated and linked web site.",
        epilog="Exit codes: 0 success, 1 the sources have errors, 2 the command could not run.\n"
        "The options, exit codes and an example of a command: fatiao COMMAND --help",
    )
    parser.set_defaults(make_parser=lambda: _parser(()))  # for ``completion``, which lists all commands
    parser.add_argument("--version", action="version", version=f"fatiao {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    for name in argv[:1] if set(argv[:1]) & set(_COMMANDS) else _COMMANDS:
        import_module(f"fatiao.commands.{name}").declare(commands)
    return parser
