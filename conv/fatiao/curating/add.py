"""Add a received file to a corpus, as a new law or as a further text of a held law.                        (I/O)"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from fatiao.corpus.names import find_unportable
from fatiao.corpus.received import write_received
from fatiao.curating.held_files import read_if_held
from fatiao.curating.law_file import add_cited, write_law
from fatiao.curating.proposal import Proposal, propose
from fatiao.diagnostics import FatiaoError, Report
from fatiao.files import write_together
from fatiao.formats.read import read_received
from fatiao.ids import WORK_ID
from fatiao.language.dates import is_day
from fatiao.language.titles import title_key
from fatiao.linking.titles import is_law_title
from fatiao.model.corpus import Work
from fatiao.model.law import Law
from fatiao.pipeline import parse_source, read_laws

_LAW, _WORKS = "law.toml", "works.toml"


@dataclass(frozen=True, slots=True)
class Wish:
    """The id and the date that the curator gives for a received file; an empty one is taken from the text."""

    work: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Addition:
    """The files to write for one received file.

    ``files`` maps paths to contents; only the paths in ``changed`` may exist.  ``held`` is the law that gets a further
    text, None for a new law.  ``cited`` are the titles to add to ``works.toml``.
    """

    work: str
    date: str
    law: Law
    held: Work | None
    files: Mapping[Path, bytes]
    changed: frozenset[Path]
    cited: tuple[str, ...]
    to_verify: tuple[str, ...] = field(default=())


class HeldCorpus:
    """The laws, titles and folder names of a corpus that an addition has to know."""

    def __init__(self, corpus: Path) -> None:
        """Read the laws of a corpus.  Raises FatiaoError where there is no such folder."""
        self.folder = corpus
        found, entries = read_laws(corpus, Report())
        self.works = {work.id: work for work in found.works}
        self.taken = {path.name for path in corpus.iterdir() if path.is_dir()}
        self.titles: dict[str, str] = {}
        self.names = {title_key(title) for work in found.cited for title in (work.title, *work.short_titles)}
        self._added: dict[Path, bytes] = {}
        for entry in entries:
            self.hold(entry.work.id, (entry.title, *entry.work.short_titles))

    def hold(self, work: str, titles: Sequence[str]) -> None:
        """Record the id and the titles of a held law."""
        self.taken.add(work)
        for title in titles:
            self.titles.setdefault(title_key(title), work)
            self.names.add(title_key(title))

    def take(self, addition: Addition) -> None:
        """Record an addition, written or not, so that those after it are planned as behind it."""
        self.works.setdefault(addition.work, Work(addition.work, ()))
        title = addition.law.front.title
        self.hold(addition.work, (title.text.replace("\n", ""),) if title else ())
        self.names.update(map(title_key, addition.cited))
        self._added.update(addition.files)

    def has(self, path: Path) -> bool:
        """Return True if a file is there or was added."""
        return path in self._added or path.exists()

    def read(self, path: Path) -> str:
        """Return the text of a file as ``read_if_held`` does, or as it was added."""
        return self._added[path].decode() if path in self._added else read_if_held(path)


def plan_addition(
    data: bytes, path: Path, shelf: HeldCorpus, wish: Wish, today: str, report: Report
) -> Addition | None:
    """Return the files to write for the bytes of a received file, or None and a finding where they cannot be read.

    Raises FatiaoError where the id or the date is unknown or taken; the message names the option that sets it.
    """
    source = read_received(data, path.as_posix(), report)
    if source is None:
        return None
    law, layers = parse_source(source, report)
    proposal = propose(law, today)
    work, held = _choose_work(path, proposal, shelf, wish)
    date = _choose_date(path, proposal, wish)
    folder = shelf.folder / work
    text = folder / f"{date}.txt"
    files: dict[Path, bytes] = {}
    record = shelf.read(folder / _LAW) if held is not None else write_law(proposal)
    if source.origin is None:
        files[text] = data
    else:
        kept = folder / f"{date}{path.suffix.lower()}"
        origin = replace(source.origin, file=kept.name)
        record = write_received(record, text.name, origin)
        files |= {kept: data, text: source.text.encode()}
    if held is None or source.origin is not None:
        files[folder / _LAW] = record.encode()
    cited = _list_cited([t.law for r in layers.references for t in r.targets if t.law], proposal.title, shelf)
    if cited:
        files[shelf.folder / _WORKS] = add_cited(shelf.read(shelf.folder / _WORKS), cited).encode()
    changed = frozenset({folder / _LAW, shelf.folder / _WORKS} if held is not None else {shelf.folder / _WORKS})
    _check_free(files, changed, shelf)
    to_verify = () if held is not None else tuple(f"{entry.field} {entry.value}" for entry in proposal.supplied)
    return Addition(work, date, law, held, files, changed, cited, to_verify)


def write_addition(addition: Addition) -> None:
    """Write the files of an addition, ``law.toml`` and ``works.toml`` last.

    Raises FatiaoError where a file cannot be written, after every file and folder is as it was before.
    """
    order = sorted(addition.files, key=lambda path: (path in addition.changed, path.suffix == ".toml"))
    try:
        write_together({path: addition.files[path] for path in order})
    except FatiaoError as error:
        raise FatiaoError(f"{error}; nothing was added") from error


def _choose_work(path: Path, proposal: Proposal, shelf: HeldCorpus, wish: Wish) -> tuple[str, Work | None]:
    """Return the id of the law by the wish, else by its title; and the law if it is held."""
    held = shelf.titles.get(title_key(proposal.title)) if proposal.title else None
    work = wish.work or held or proposal.work
    if not work:
        raise FatiaoError(f"{path}: the text prints no title from which to make an id; pass --work some-law")
    why = (
        None
        if WORK_ID.fullmatch(work)
        else f"{work} is not a valid id; use lower-case ASCII letters, digits and hyphens"
    )
    if why := why or find_unportable(work):
        raise FatiaoError(f"{path}: {why}; pass --work some-law")
    if work in shelf.works:
        if held != work and not wish.work:
            raise FatiaoError(f"{path}: {work} is the id of another law; pass another id with --work")
        return work, shelf.works[work]
    if work in shelf.taken:
        raise FatiaoError(f"{path}: {shelf.folder / work} exists but has no law; pass another id with --work")
    return work, None


def _choose_date(path: Path, proposal: Proposal, wish: Wish) -> str:
    date = wish.date or proposal.date
    if not date:
        raise FatiaoError(
            f"{path}: the text does not say when it was adopted; pass the date, such as --date 2022-05-27"
        )
    if not is_day(date):
        raise FatiaoError(f"{path}: {date} is not a date; write it like 2022-05-27")
    return date


def _check_free(files: Mapping[Path, bytes], changed: frozenset[Path], shelf: HeldCorpus) -> None:
    there = [path for path in files if path not in changed and shelf.has(path)]
    if there:
        raise FatiaoError(f"{there[0]} exists already; nothing was added; for another text pass another --date")


def _list_cited(named: Sequence[str], own: str, shelf: HeldCorpus) -> tuple[str, ...]:
    """Return the titles of laws that are cited and neither held nor listed, in the order in which they are named."""
    fresh: dict[str, str] = {}
    for title in named:
        key = title_key(title)
        if key not in shelf.names and key != title_key(own) and is_law_title(title):
            fresh.setdefault(key, title)
    return tuple(fresh.values())
