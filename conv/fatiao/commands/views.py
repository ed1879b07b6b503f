"""``fatiao views``: list the deadlines, duties and sanctions of raw files that belong to no corpus.  (I/O)"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fatiao.commands.outcome import EXIT_OK, EXIT_PROBLEMS, print_findings
from fatiao.diagnostics import FatiaoError, Report
from fatiao.exports.views import TABLES, dump_views, views_csv, views_json
from fatiao.files import write_atomically
from fatiao.formats.read import read_file
from fatiao.model.findings import Severity
from fatiao.pipeline import parse_source
from fatiao.views.find import find_views

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers


def declare(commands: Subparsers) -> None:
    """Add ``views`` to the parser."""
    parser = commands.add_parser(
        "views",
        help="list the deadlines, duties, sanctions and definitions of files outside a corpus",
        description="List what a law requires of whom: deadlines (期限), duties and powers (职责), sanctions (责任), "
        "definitions (定义). Sentences that are unclear are left out and counted.",
        epilog="Exit codes: 0 success, 1 a file has errors, 2 the command could not run; the message says "
        "why.\n"
        "Example: fatiao views corpus/xj-pingan-regulations/2021-09-28.txt --format csv --table sanctions",
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="file to read; of any supported format")
    parser.add_argument(
        "--format", choices=("text", "json", "csv"), default="text", help="format of the output (default: text)"
    )
    parser.add_argument(
        "--table", choices=[key for key, _, _ in TABLES], default="norms", help="table to print as CSV (default: norms)"
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="write <stem>.json for each file to this folder (default: print)"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print or write the views, and return the exit code."""
    errors = 0
    if options.out is not None:
        try:
            options.out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FatiaoError(
                f"--out: the folder {options.out} cannot be created: {error.strerror or error}"
            ) from error
    for path in options.files:
        data, failed = _views_of(path)
        errors += failed
        if data is None:
            continue
        if options.out is not None:
            write_atomically(options.out / f"{path.stem}.json", _bytes(dump_views(data)))
        elif options.format == "json":
            sys.stdout.write(_bytes(dump_views(data)).decode())
        elif options.format == "csv":
            sys.stdout.write(views_csv(data, options.table).decode("utf-8-sig"))
        else:
            print(*_lines(path, data), sep="\n")
    return EXIT_PROBLEMS if errors else EXIT_OK


def _views_of(path: Path) -> tuple[dict[str, Any] | None, int]:
    report = Report()
    source = read_file(path, report)
    data = None
    if source is not None:
        law, layers = parse_source(source, report)
        data = views_json(law, find_views(law, layers), layers.definitions)
    return data, print_findings((d for d in report if d.severity is Severity.ERROR), quiet=True)


def _lines(path: Path, data: dict[str, Any]) -> Iterator[str]:
    """Yield the tables as text, one row per line."""
    yield str(path)
    for key, name, columns in TABLES:
        yield f"{name} ({len(data[key])})"
        for row in data[key]:
            cells = (row[column] for column in columns if column != "url")
            yield "  " + " | ".join(
                " ".join("、".join(c).split() if isinstance(c, list) else (c or "-").split()) for c in cells
            )
    left = ", ".join(f"{key} {count}" for key, count in data["left_out"].items())
    yield f"candidates that make no row: {left}"


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
