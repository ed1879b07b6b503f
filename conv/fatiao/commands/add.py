"""``fatiao add``: take received files of any format into the corpus, and propose a ``law.toml``.               (I/O)"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from fatiao.commands.extract import today
from fatiao.commands.options import add_corpus
from fatiao.commands.outcome import EXIT_OK, EXIT_PROBLEMS, print_findings
from fatiao.diagnostics import FatiaoError, Report
from fatiao.model.findings import Severity

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers
    from fatiao.curating.add import Addition

#: The codes of findings that are not printed when a file is added; ``fatiao check`` reports them.
_QUIET = frozenset({"no-adoption", "no-force-date", "reference-unresolved", "facts-missing"})


def declare(commands: Subparsers) -> None:
    """Add ``add`` to the parser."""
    parser = commands.add_parser(
        "add",
        help="add files to the corpus, as new laws or as further texts of its laws",
        description="Read files of any supported format and add each to the corpus: the file as received, its "
        "text, and a law.toml with every value that the text prints. Kind and status are proposals, "
        "marked 待核 until you verify them. The id of a new law is the pinyin of its title; the date of "
        "a text is that of its last revision, else of its adoption. If the corpus has the law "
        "already, the file becomes a further text of it. Laws that it cites are added to works.toml. "
        "Existing files are never overwritten.",
        epilog="Exit codes: 0 success, 1 a file could not be read, 2 an id or a date is missing or taken. To "
        "undo, use git: only files below the corpus are written.\n"
        "Example: fatiao add 节约用水条例.docx --work water-saving-regulations",
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="file to add; of any supported format")
    parser.add_argument(
        "--work",
        default="",
        metavar="ID",
        help="id of the law (default: that of the law with this title, else its pinyin)",
    )
    parser.add_argument(
        "--date", default="", metavar="DATE", help="date of the text, such as 2022-05-27 (default: as printed)"
    )
    parser.add_argument("--dry-run", action="store_true", help="print what would be written, and write nothing")
    add_corpus(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Add the files one after another, and return the exit code."""
    from fatiao.curating.add import HeldCorpus, Wish, plan_addition, write_addition  # noqa: PLC0415  # slow to import

    if len(options.files) > 1 and options.date:
        raise FatiaoError("--date applies to a single file; add the files one at a time")
    shelf = HeldCorpus(options.corpus)
    wish = Wish(options.work, options.date)
    failed = 0
    for path in options.files:
        report = Report()
        addition = plan_addition(_read(path), path, shelf, wish, today(), report)
        failed += addition is None
        print_findings((d for d in report if d.code not in _QUIET and d.severity is not Severity.INFO), quiet=False)
        if addition is None:
            continue
        if not options.dry_run:
            write_addition(addition)
        shelf.take(addition)
        _tell(addition, report, options.dry_run)
    done = len(options.files) - failed
    print(f"{done} of {len(options.files)} files {'would be added' if options.dry_run else 'added'}")
    return EXIT_PROBLEMS if failed else EXIT_OK


def _tell(addition: Addition, report: Report, dry: bool) -> None:
    law = addition.law
    title = law.front.title.text.replace("\n", "") if law.front.title else addition.work
    what = "further text of a law in the corpus" if addition.held else "new law"
    print(f"{title}: {what}, text of {addition.date}, {len(law.numbered)} articles")
    for path in addition.files:
        print(f"  {'would write' if dry else 'wrote'} {path}")
    left = [d for d in report if d.code.startswith("left-out")]
    if left:
        print(f"  passages left out: {len(left)}; the first: {left[0].message.removeprefix('left out ')}")
    if addition.to_verify:
        print(f"  to be verified in law.toml (待核): {', '.join(addition.to_verify)}")
    if addition.cited:
        print(f"  cited but not in the corpus, added to works.toml: {'、'.join(addition.cited)}")
    print(f"  address: laws/{addition.work}/index.html; next run: fatiao check")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FatiaoError(f"{path}: this file cannot be read: {error.strerror or error}") from error
