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
        help="take files into the corpus: laws, or further texts of laws that are held",
        description="Read files of any format and write each into the corpus: the file as received, its text, and a "
        "law.toml with every value that the text prints; kind and status are proposed and marked 待核. The id of a new "
        "law is the pinyin of its title, the date that of its last revision or its adoption. A law that is held "
        "already gets one more text. Laws that it cites come to works.toml. Nothing that is there is overwritten.",
        epilog="Exit codes: 0 all well, 1 a file cannot be read, 2 an id or a date is missing or taken. "
        "Undo with git: only text files below the corpus are written. "
        "Example: fatiao add 节约用水条例.docx --work water-saving-regulations",
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--work", default="", metavar="ID", help="id of the law; default: held title, else pinyin")
    parser.add_argument("--date", default="", metavar="DATE", help="date of the text, as 2022-05-27; default: printed")
    parser.add_argument("--dry-run", action="store_true", help="say what would be written, and write nothing")
    add_corpus(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Add the files one after another, and return the exit code."""
    from fatiao.curating.add import HeldCorpus, Wish, plan_addition, write_addition  # noqa: PLC0415  # slow to import

    if len(options.files) > 1 and options.date:
        raise FatiaoError("--date: is of one text; add the files one by one")
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
    what = "one more text of a law that is held" if addition.held else "a new law"
    print(f"{title}: {what}, text of {addition.date}, {len(law.numbered)} articles")
    for path in addition.files:
        print(f"  {'would write' if dry else 'wrote'} {path}")
    left = [d for d in report if d.code.startswith("left-out")]
    if left:
        print(f"  left out: {len(left)} passages, first: {left[0].message}")
    if addition.to_verify:
        print(f"  待核 in law.toml: {', '.join(addition.to_verify)}")
    if addition.cited:
        print(f"  cited and not held, now in works.toml: {'、'.join(addition.cited)}")
    print(f"  address: laws/{addition.work}/index.html; then: fatiao check")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FatiaoError(f"{path}: cannot be read: {error.strerror or error}") from error
