"""The options that several commands share, each declared once with its default and its help."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from fatiao.commands.outcome import EXIT_PROBLEMS

if TYPE_CHECKING:
    from fatiao.curating.annotate import CheckedEntry
    from fatiao.curating.life import Plan

    #: The subcommands of the parser, to which each command adds its own.
    Subparsers: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]

_DOCS = "documentation folder, with conf.py"


def add_corpus(parser: argparse.ArgumentParser) -> None:
    """Declare ``--corpus``, the folder of the sources."""
    parser.add_argument(
        "--corpus", type=Path, default=Path("corpus"), metavar="DIR", help="folder of the laws (default: corpus)"
    )


def add_docs(parser: argparse.ArgumentParser) -> None:
    """Declare ``--docs`` for commands that build the documentation folder."""
    parser.add_argument("--docs", type=Path, default=Path("docs"), metavar="DIR", help=f"{_DOCS} (default: docs)")


def add_optional_docs(parser: argparse.ArgumentParser) -> None:
    """Declare ``--docs`` for commands that also work without a documentation folder."""
    words = f"{_DOCS}, whose pages have addresses as well; ignored if it does not exist (default: docs)"
    parser.add_argument("--docs", type=Path, default=Path("docs"), metavar="DIR", help=words)


def add_output(parser: argparse.ArgumentParser, default: str) -> None:
    """Declare ``--output``, the folder that a command publishes into."""
    parser.add_argument(
        "--output", type=Path, default=Path(default), metavar="DIR", help=f"folder to write to (default: {default})"
    )


def add_adopt(parser: argparse.ArgumentParser) -> None:
    """Declare ``--adopt``, which allows an output folder that no earlier run made."""
    parser.add_argument(
        "--adopt",
        action="store_true",
        help="write to an output folder that has other files; only files with the same names are replaced",
    )


def add_build_jobs(parser: argparse.ArgumentParser) -> None:
    """Declare ``--jobs``, the number of processes of a build."""
    parser.add_argument(
        "--jobs",
        type=_build_jobs,
        default=1,
        metavar="N",
        help="number of processes, or auto for one per core (default: 1)",
    )


def add_quiet(parser: argparse.ArgumentParser) -> None:
    """Declare ``--quiet``, which leaves out findings that are only information."""
    parser.add_argument("--quiet", action="store_true", help="print warnings and errors only")


def add_dry_run(parser: argparse.ArgumentParser) -> None:
    """Declare ``--dry-run``, which prints what a command would do."""
    parser.add_argument("--dry-run", action="store_true", help="print what would be done, and do nothing")


def carry_out(plan: Plan, dry: bool) -> int:
    """Print the steps of a plan, carry them out unless ``dry``, and return 0.  Raises FatiaoError if a step fails."""
    for said, _ in plan.steps:
        print(said)
    if not dry:
        plan.carry_out()
    print(f"{len(plan.steps)} steps {'planned; nothing was changed' if dry else 'done; next run: fatiao check'}")
    return 0


def carry_out_checked(entry: CheckedEntry, dry: bool) -> int:
    """Carry out the plan of an entry if its check found no fault, else print the faults; return the exit code."""
    for fault in entry.faults:
        print(fault, file=sys.stderr)
    if entry.faults:
        print(f"{len(entry.faults)} findings; nothing was written; correct the command and repeat it", file=sys.stderr)
        return EXIT_PROBLEMS
    return carry_out(entry.plan, dry)


def parse_jobs(text: str) -> int:
    """Return the number of processes that an option names.  Raises ArgumentTypeError for a negative one."""
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError("must not be negative")
    return value


def source_folders(options: argparse.Namespace) -> dict[str, Path]:
    """Return the folders that a command reads, by their names in messages."""
    return {"the corpus": options.corpus, "the documentation": options.docs}


def _build_jobs(text: str) -> int:
    return os.cpu_count() or 1 if text == "auto" else max(1, parse_jobs(text))
