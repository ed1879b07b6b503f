"""``fatiao accept``: record in ``law.toml`` that lines of a source are rightly left out.                       (I/O)"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fatiao.commands.options import add_corpus
from fatiao.commands.outcome import EXIT_OK, EXIT_PROBLEMS
from fatiao.corpus.accepted import seal, write_accepted
from fatiao.corpus.read import read_corpus
from fatiao.diagnostics import FatiaoError, Report
from fatiao.files import write_atomically
from fatiao.model.corpus import Work
from fatiao.model.law import LeftOut, Source
from fatiao.reading.law import read_law
from fatiao.reading.left_out import find_within, words_of
from fatiao.reading.lines.source import read_source

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers


def declare(commands: Subparsers) -> None:
    """Add ``accept`` to the parser."""
    parser = commands.add_parser(
        "accept",
        help="list or accept what is left out among the provisions of a law",
        description="Show the lines between the provisions of a law that are left out as foreign, and record in its "
        "law.toml that those named are rightly left out: they are no warning then until the text changes. "
        "Without LINES and --all nothing is written.",
        epilog="Exit codes: 0 nothing is left to accept, 1 something is. "
        "Example: fatiao accept xj-pingan-regulations 9-11",
    )
    parser.add_argument("work", metavar="WORK", help="the id of a law")
    parser.add_argument("lines", nargs="*", metavar="LINES", help="lines as the list shows them: 9-11, or 14")
    parser.add_argument("--all", action="store_true", help="accept everything that is listed")
    parser.add_argument("--date", metavar="DATE", help="the text of this date alone; default: all texts")
    add_corpus(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the lines left out among the provisions of a law, and record those that are accepted."""
    work = find_work(options.corpus, options.work)
    pending = list_pending(work, options.date)
    chosen = choose(pending, options.lines, options.all)
    for item in pending:
        print(describe(item, item.accepted or item in chosen))
    if chosen:
        print(f"{accept(work, chosen)}: written")
    left = sum(not (item.accepted or item in chosen) for item in pending)
    print(f"{len(pending)} ranges left out among the provisions, {left} not accepted")
    return EXIT_PROBLEMS if left else EXIT_OK


class Pending(NamedTuple):
    """Lines of a text that are left out among its provisions, and whether the curator has accepted them."""

    date: str
    source: Source
    passage: LeftOut
    accepted: bool


def find_work(corpus: Path, work: str) -> Work:
    """Return a law of a corpus by its id.  Raises FatiaoError where there is none that can be read."""
    found = next((w for w in read_corpus(corpus, Report()).works if w.id == work), None)
    if found is None:
        raise FatiaoError(f"{work}: no law in {corpus.as_posix()} that can be read; see fatiao check")
    return found


def list_pending(work: Work, date: str | None = None) -> tuple[Pending, ...]:
    """Return the ranges left out among the provisions of a law's texts, or of the text of one date."""
    versions = [v for v in work.versions if date is None or v.date == date]
    if not versions:
        raise FatiaoError(f"{work.id} has no text of {date}")
    return tuple(pending for version in versions for pending in _pending_of(version.date, version.path, work))


def _pending_of(date: str, path: str, work: Work) -> Iterator[Pending]:
    source = read_source(Path(path), Report())
    if source is not None:
        for passage in find_within(read_law(source, work.id, Report())):
            yield Pending(date, source, passage, seal(source, passage) in work.accepted)


def choose(pending: tuple[Pending, ...], lines: Sequence[str], everything: bool) -> tuple[Pending, ...]:
    """Return the ranges named by their lines (``9-11``), or all.  Raises FatiaoError where a name matches none."""
    if everything:
        return pending
    named = {_name(item.passage): item for item in pending}
    for name in lines:
        if name not in named:
            raise FatiaoError(f"{name}: no such lines are left out; there are {', '.join(named) or 'none'}")
    return tuple(item for item in pending if _name(item.passage) in lines)


def _name(passage: LeftOut) -> str:
    return f"{passage.first}-{passage.last}" if passage.last > passage.first else str(passage.first)


def describe(item: Pending, accepted: bool) -> str:
    """Return the lines of a range below a heading, with unprintable characters replaced, for a terminal."""
    words = words_of(item.source, item.passage)
    shown = "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in words)
    head = f"{item.date or item.source.path}: lines {_name(item.passage)}: {item.passage.reason}"
    return f"{head}{' (accepted)' if accepted else ''}\n" + "\n".join(f"    {line}" for line in shown.split("\n"))


def accept(work: Work, chosen: tuple[Pending, ...]) -> Path:
    """Add the entries of the chosen lines to ``law.toml``, remove void entries, and return the path of the file."""
    current = {seal(p.source, p.passage) for p in list_pending(work)}
    entries = [entry for entry in work.accepted if entry in current]
    entries += [entry for p in chosen if (entry := seal(p.source, p.passage)) not in entries]
    path = Path(work.path) if work.path else Path(work.versions[0].path).parent / "law.toml"
    try:
        text = path.read_text("utf-8-sig") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise FatiaoError(f"{path}: cannot be read: {error}") from error
    write_atomically(path, write_accepted(text, entries).encode())
    return path
