"""``fatiao extract``: write the text of a received file beside it, with its origin in ``law.toml``.            (I/O)"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fatiao.commands.outcome import EXIT_OK, EXIT_PROBLEMS, print_findings
from fatiao.corpus.received import write_received
from fatiao.diagnostics import FatiaoError, Report
from fatiao.files import write_atomically
from fatiao.formats.read import read_file
from fatiao.model.law import Source

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers


def declare(commands: Subparsers) -> None:
    """Add ``extract`` to the parser."""
    parser = commands.add_parser(
        "extract",
        help="write the text of a received file (docx, pdf, …) beside it",
        description="Write the text of a file beside it (2022-05-27.docx becomes 2022-05-27.txt), and record the "
        "file, its SHA-256, the reader and the pages in the law.toml of the folder. The file itself "
        "is not changed. An existing text that differs is not overwritten.",
        epilog="Exit codes: 0 success, 1 a file could not be read, 2 the command could not run; the message "
        "says why.\n"
        "Example: fatiao extract corpus/some-law/2022-05-27.docx",
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="file to read, in the folder of its law")
    parser.add_argument(
        "--reviewed",
        action="store_true",
        help="record that you compared the text with its file today; required after OCR",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the texts and their records, and return the exit code."""
    failed = 0
    for path in options.files:
        report = Report()
        source = read_file(path, report)
        failed += print_findings(report, quiet=False)
        if source is not None:
            print(keep_text(path, source, today() if options.reviewed else None))
    return EXIT_PROBLEMS if failed else EXIT_OK


def today() -> str:
    """Return the day (UTC) in ISO 8601, as dates are written in the corpus."""
    return datetime.now(UTC).date().isoformat()


def keep_text(path: Path, source: Source, reviewed: str | None) -> str:
    """Write the text of a received file beside it, record it, and return a message that says what was done.

    Raises FatiaoError where the file is a text already, or another text is in the way.  A reviewed text may have been
    corrected, and is kept as it is.
    """
    if source.origin is None:
        raise FatiaoError(f"{path}: this is a text file already; it needs no extraction")
    target, law = path.with_suffix(".txt"), path.parent / "law.toml"
    text = source.text.encode()
    try:
        held = target.read_bytes() if target.exists() else None
        record = law.read_text("utf-8-sig") if law.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise FatiaoError(f"{path.parent}: its .txt file or law.toml cannot be read: {error}") from error
    if held not in (None, text) and reviewed is None:
        raise FatiaoError(
            f"{target}: this file exists and has another text; move it away, or pass --reviewed to keep it"
        )
    if held is None:
        write_atomically(target, text)
    write_atomically(law, write_received(record, target.name, source.origin, reviewed).encode())
    return f"{target}: {'kept' if held is not None else 'written'}, from {path.name} by {source.origin.reader}"
