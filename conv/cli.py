"""The command ``fatiao``.

Exit codes: 0 all went well, 1 the sources have errors, 2 the run could not go on.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from conv import __version__
from conv.diagnostics import FatiaoError, format_diagnostic
from conv.model import Severity
from conv.parsing import parse_files

EXIT_OK, EXIT_PROBLEMS, EXIT_CANNOT_RUN = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code and prints findings to stderr."""
    options = _parser().parse_args(argv)
    try:
        code: int = options.run(options)
    except FatiaoError as error:
        print(f"fatiao: {error}", file=sys.stderr)
        return EXIT_CANNOT_RUN
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return EXIT_CANNOT_RUN
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fatiao", description="Statutory texts in Chinese, annotated and linked.")
    parser.add_argument("--version", action="version", version=f"fatiao {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_parse(commands)
    return parser


def _add_parse(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parse = commands.add_parser("parse", help="write the law JSON of raw files")
    parse.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for <stem>.json")
    parse.add_argument("--jobs", type=_jobs, default=0, metavar="N", help="processes; 0: one per core (default)")
    parse.add_argument("--quiet", action="store_true", help="print warnings and errors only")
    parse.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parse.set_defaults(run=_run_parse)


def _jobs(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError("must not be negative")
    return value


def _run_parse(options: argparse.Namespace) -> int:
    errors = 0
    for _, findings in parse_files(options.files, options.out, options.jobs or os.cpu_count() or 1):
        for finding in findings:
            errors += finding.severity is Severity.ERROR
            if not options.quiet or finding.severity is not Severity.INFO:
                print(format_diagnostic(finding), file=sys.stderr)
    return EXIT_PROBLEMS if errors else EXIT_OK
