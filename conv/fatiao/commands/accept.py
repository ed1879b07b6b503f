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
        help="list passages left out between the provisions of a law, or accept their omission",
        description="List the passages between the provisions of a law that were left out because they do not "
        "seem to belong to it. Passages that you name, or all with --all, are recorded in law.toml as "
        "rightly left out; they are no longer reported unless the text changes. Without LINES or "
        "--all nothing is written.",
        epilog="Exit codes: 0 every passage is accepted, 1 some are not, 2 the command could not run; the "
        "message says why.\n"
        "Example: fatiao accept xj-pingan-regulations --all",
    )
    parser.add_argument("work", metavar="WORK", help="id of a law")
    parser.add_argument(
        "lines", nargs="*", metavar="LINES", help="lines as listed, such as 9-11 or 14 (default: only list them)"
    )
    parser.add_argument("--all", action="store_true", help="accept every passage that is listed")
    parser.add_argument(
        "--date", metavar="DATE", help="only the text of this date, such as 2022-05-27 (default: all texts)"
    )
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
    print(f"{len(pending)} passages left out between the provisions, {left} not accepted")
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
        raise FatiaoError(f"{work}: {corpus.as_posix()} has no readable law with this id; run fatiao check to see why")
    return found


def list_pending(work: Work, date: str | None = None) -> tuple[Pending, ...]:
    """Return the ranges left out among the provisions of a law's texts, or of the text of one date."""
    versions = [v for v in work.versions if date is None or v.date == date]
    if not versions:
        raise FatiaoError(
            f"--date: {work.id} has no text of {date}; its texts: {', '.join(v.date or v.path for v in work.versions)}"
        )
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
            raise FatiaoError(f"{name}: not the lines of a passage left out; those are: {', '.join(named) or 'none'}")
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
        raise FatiaoError(f"{path}: this file cannot be read: {error}") from error
    write_atomically(path, write_accepted(text, entries).encode())
    return path
