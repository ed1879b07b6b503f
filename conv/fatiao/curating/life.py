"""Rename, remove and repeal a held law, and update terms, comparisons and the ledger of addresses.             (I/O)"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from fatiao import ids
from fatiao.corpus.names import find_unportable
from fatiao.curating.edits import drop_compared, drop_work, has_own_id, rename_compared, rename_work, set_supplied
from fatiao.curating.held_files import read_if_held
from fatiao.diagnostics import FatiaoError, Report
from fatiao.files import write_atomically
from fatiao.language.dates import is_day
from fatiao.permalinks.file import read_ledger, write_ledger
from fatiao.permalinks.ledger import Ledger, compare
from fatiao.permalinks.site import LEDGER_NAME, judged_part, site_permalinks
from fatiao.pipeline import build_site

_TERMS, _LAW = "terms.toml", "law.toml"


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps that a command is about to take, in order: each a line for a reader, and the function that does it."""

    steps: tuple[tuple[str, Callable[[], object]], ...]

    def carry_out(self) -> None:
        """Do all steps.  Raises FatiaoError where one fails; the steps before it are not undone."""
        for said, step in self.steps:
            try:
                step()
            except OSError as error:
                raise FatiaoError(f"{said}: {error.strerror or error}") from error


def plan_rename(corpus: Path, old: str, new: str) -> Plan:
    """Plan to give a law another id: in its folder, terms and comparisons, and with redirects for its addresses.

    Raises FatiaoError where there is no such law, where its ``law.toml`` sets its id, or where the new id is
    unusable or taken.
    """
    folder, target = _folder(corpus, old), corpus / new
    why = (
        None
        if ids.WORK_ID.fullmatch(new)
        else f"{new} is not a valid id; use lower-case ASCII letters, digits and hyphens"
    )
    if why := why or find_unportable(new):
        raise FatiaoError(why)
    if target.exists():
        raise FatiaoError(f"{target} exists already; choose another id")
    if has_own_id(read_if_held(folder / _LAW)):
        raise FatiaoError(f"{folder / _LAW}: this file sets the id of the law; change it there")
    terms = read_if_held(corpus / _TERMS)
    changed = rename_work(terms, old, new)
    steps: list[tuple[str, Callable[[], object]]] = [(f"{folder}: rename to {target}", lambda: folder.rename(target))]
    if changed != terms:
        steps.append((f"{corpus / _TERMS}: replace {old} by {new}", lambda: _write(corpus / _TERMS, changed)))
    for path in sorted(corpus.glob(f"*/{_LAW}")):
        law = read_if_held(path)
        if (renamed := _edit(rename_compared, path, law, old, new)) != law:
            place = target / _LAW if path.parent == folder else path
            steps.append((f"{place}: replace {old} by {new}", partial(_write, place, renamed)))
    ledger = _ledger(corpus)
    before, after = f"{ids.law_folder(old)}/", f"{ids.law_folder(new)}/"
    moved = {page: after + page.removeprefix(before) for page in ledger.pages if page.startswith(before)}
    if moved:
        grown = replace(ledger, redirects={**ledger.redirects, **moved})
        said = f"{corpus / LEDGER_NAME}: redirect {len(moved)} pages"
        steps.append((said, lambda: write_ledger(corpus / LEDGER_NAME, grown)))
    return Plan(tuple(steps))


def plan_removal(corpus: Path, work: str, reason: str, force: bool = False) -> Plan:
    """Plan to remove a law: its folder, terms that apply to it alone and comparisons with it, with tombstones.

    Raises FatiaoError where there is no such law, where no reason is given, and, without ``force``, where git could
    not restore the folder.
    """
    folder = _folder(corpus, work)
    if not reason.strip() or not reason.isprintable():
        raise FatiaoError("--reason must be one line of text; the addresses of the law will show it")
    if not force and (why := _not_kept(folder)):
        raise FatiaoError(f"{folder}: {why}; commit it, or pass --force")
    steps: list[tuple[str, Callable[[], object]]] = []
    terms = read_if_held(corpus / _TERMS)
    changed, gone = drop_work(terms, work)
    if changed != terms:
        said = f", and its terms {'、'.join(gone)}" if gone else ""
        steps.append((f"{corpus / _TERMS}: remove {work}{said}", lambda: _write(corpus / _TERMS, changed)))
    for path in sorted(corpus.glob(f"*/{_LAW}")):
        law = read_if_held(path)
        if path.parent != folder and (left := _edit(drop_compared, path, law, work)) != law:
            steps.append((f"{path}: remove {work} from compare", partial(_write, path, left)))
    steps.append((f"{folder}: remove", lambda: shutil.rmtree(folder)))
    ledger = _ledger(corpus)
    count = sum(page.startswith(f"{ids.law_folder(work)}/") for page in ledger.pages)
    if count:
        said = f"{corpus / LEDGER_NAME}: record the reason for {count} pages"
        steps.append((said, lambda: _bury(corpus, ledger, reason)))
    return Plan(tuple(steps))


def plan_repeal(corpus: Path, work: str, date: str, ground: str) -> Plan:
    """Plan to record the repeal of a law in ``law.toml``: the day, the status, and the ground of both.

    Raises FatiaoError where there is no such law, and for a wrong date or an empty ground.
    """
    folder = _folder(corpus, work)
    if not is_day(date):
        raise FatiaoError(f"--date: {date} is not a date; write it like 2022-05-27")
    if not ground.strip() or not ground.isprintable():
        raise FatiaoError("--ground must be one line of text that names the document")
    path = folder / _LAW
    changed = set_supplied(read_if_held(path), {"status": "已废止", "repealed": date}, ground, frozenset({"repealed"}))
    return Plan(((f"{path}: repealed = {date}, status = 已废止", lambda: _write(path, changed)),))


def _edit(edit: Callable[..., str], path: Path, law: str, *names: str) -> str:
    """Return an edited ``law.toml``; raises FatiaoError with its path."""
    try:
        return edit(law, *names)
    except FatiaoError as error:
        raise FatiaoError(f"{path}: {error}") from error


def _bury(corpus: Path, ledger: Ledger, reason: str) -> None:
    """Write a tombstone for every vanished address, and a single one for a page that vanished as a whole."""
    current = site_permalinks(build_site(corpus, Report()))
    vanished = compare(judged_part(ledger, None), current).vanished
    pages = [address.partition("#")[0] for address in vanished]
    places = {address if page in current.pages else page for address, page in zip(vanished, pages, strict=True)}
    tombstones = {**ledger.tombstones, **dict.fromkeys(sorted(places), reason)}
    write_ledger(corpus / LEDGER_NAME, replace(ledger, tombstones=tombstones))


def _folder(corpus: Path, work: str) -> Path:
    folder = corpus / work
    if not ids.WORK_ID.fullmatch(work) or folder.is_symlink() or not folder.is_dir():
        raise FatiaoError(f"{work}: the corpus has no law with this id")
    return folder


def _ledger(corpus: Path) -> Ledger:
    ledger = read_ledger(corpus / LEDGER_NAME, report := Report(), str(corpus / LEDGER_NAME))
    if ledger is None:
        raise FatiaoError(next(f"{d.path}:{d.line}: {d.message}" for d in report))
    return ledger


def _not_kept(folder: Path) -> str:
    """Return the reason why git could not restore a folder; empty if it could."""
    said = _git(folder, ("status", "--porcelain", "--ignored", "--", "."))
    if said is None:
        return "this folder is in no git repository and could not be restored"
    return "this folder has changes that are not committed" if said.strip() else ""


def _git(folder: Path, words: Iterable[str]) -> str | None:
    try:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, check=False)  # noqa: S603, S607
    except OSError:
        return None
    return done.stdout.decode(errors="replace") if done.returncode == 0 else None


def _write(path: Path, text: str) -> None:
    write_atomically(path, text.encode())
