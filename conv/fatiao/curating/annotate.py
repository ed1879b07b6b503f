"""Append a note or a correction to a held law after checking it with the whole corpus.                       (I/O)"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fatiao import ids
from fatiao.corpus.notes import NOTE_KINDS
from fatiao.corpus.places import parse_place
from fatiao.corpus.toml import quoted
from fatiao.curating.held_files import read_if_held
from fatiao.curating.life import Plan
from fatiao.diagnostics import FatiaoError, Report, format_diagnostic
from fatiao.files import write_atomically
from fatiao.model.law import ProvisionId
from fatiao.pipeline import build_site

NOTES, FIXES = "notes.md", "fixes.toml"
_HEADING = re.compile(r"(#{2,3})\s+(.*?)\s*#*\s*\Z")
_OPEN, _CLOSE = re.compile(r":::+\s*\{"), re.compile(r":::+\s*\Z")
#: The parts of a place: 第十五条, and 第一款第二项 behind it.
_ARTICLE = re.compile(r"(第[^条]{1,14}条(?:之[^第]{1,12})?|[^第]{1,6}、)(.*)")


@dataclass(frozen=True, slots=True)
class CheckedEntry:
    """An entry to be written, and the faults that a check of the corpus finds in it, as lines for a reader."""

    plan: Plan
    faults: tuple[str, ...]


def plan_note(corpus: Path, work: str, place: str, kind: str, grounds: Sequence[str], text: str) -> CheckedEntry:
    """Plan to write a note below the heading of its provision; an empty ``place`` means the whole law.

    Raises FatiaoError where it cannot be written as a note.
    """
    folder = _folder(corpus, work)
    if kind not in NOTE_KINDS:
        raise FatiaoError(f"--kind: {kind} is not a kind of note; pass one of {'、'.join(NOTE_KINDS)}")
    for option, words in (("--ground", "".join(grounds)), ("--text", text.replace("\n", ""))):
        if not words.strip() or not words.isprintable():
            raise FatiaoError(f"{option} must be text without control characters")
    if any(_OPEN.match(line) or _CLOSE.match(line) or _HEADING.match(line) for line in text.split("\n")):
        raise FatiaoError("--text: no line may begin with ::: or #, which would begin or end a note or a heading")
    path = folder / NOTES
    options = "".join(f":ground: {ground}\n" for ground in grounds)
    block = f":::{{law:note}} {kind}\n{options}{text.strip()}\n:::\n"
    changed = insert_note(read_if_held(path) or f"# {work}\n", work, place, block)
    return _entry(corpus, path, changed, f"{path}: add a note on {place or 'the whole law'}")


def plan_fix(
    corpus: Path, work: str, place: str, printed: str, corrected: str, reason: str, ground: str, text: str | None = None
) -> CheckedEntry:
    """Return how a correction is appended to ``fixes.toml``; ``text`` is the date of the text, None for the newest.

    Raises FatiaoError for an option that is not one line of text.
    """
    folder = _folder(corpus, work)
    values = {"provision": place, "printed": printed, "corrected": corrected, "reason": reason, "ground": ground}
    values |= {"text": text} if text is not None else {}
    for name, value in values.items():
        if not value.strip() or not value.isprintable():
            raise FatiaoError(f"{'PLACE' if name == 'provision' else '--' + name} must be one line of text")
    path = folder / FIXES
    before = read_if_held(path)
    entry = "[[fix]]\n" + "".join(f"{name} = {quoted(value)}\n" for name, value in values.items())
    changed = f"{before.rstrip(chr(10))}\n\n{entry}" if before.strip() else entry
    return _entry(corpus, path, changed, f"{path}: correct {printed} to {corrected} in {place}")


def insert_note(notes: str, work: str, place: str, block: str) -> str:
    """Return ``notes.md`` with a note behind those on the same provision; a missing heading is inserted in order.

    Raises FatiaoError for a place that names no provision.
    """
    lines = notes.rstrip("\n").split("\n")
    headings = list(_headings(lines, work))
    if not place:
        return _put(lines, headings[0][0] if headings else len(lines), block)
    at, named = parse_place(work, place), _ARTICLE.fullmatch(place)
    if at is None or named is None:
        raise FatiaoError(f"{place}: this names no provision; write it like 第十五条第一款第二项")
    article = ProvisionId(work, at.article)
    begin, end, known = _section(headings, article, 0, len(lines))
    if not known:
        below = f"### {named[2]}\n\n" if named[2] else ""
        return _put(lines, begin, f"## {named[1]}\n\n{below}{block}")
    inner = [heading for heading in headings if begin < heading[0] < end]
    if not named[2]:
        return _put(lines, inner[0][0] if inner else end, block)
    first, last, known = _section(inner, at, inner[0][0] if inner else end, end)
    return _put(lines, last if known else first, block if known else f"### {named[2]}\n\n{block}")


def _headings(lines: Sequence[str], work: str) -> Iterable[tuple[int, ProvisionId]]:
    """Yield the line index and the provision of every heading outside of notes."""
    article, inside = "", False
    for index, line in enumerate(lines):
        if inside:
            inside = _CLOSE.match(line) is None
        elif _OPEN.match(line):
            inside = True
        elif found := _HEADING.match(line):
            article = found[2] if found[1] == "##" else article
            at = parse_place(work, article if found[1] == "##" else article + found[2])
            if at is not None:
                yield index, at


def _section(
    headings: Sequence[tuple[int, ProvisionId]], at: ProvisionId, begin: int, end: int
) -> tuple[int, int, bool]:
    """Return the half-open line range of a provision's section, True; or twice the line for its heading, False."""
    level = _depth(at)
    own = [(line, other) for line, other in headings if _depth(other) == level or level > 1]
    for index, (line, other) in enumerate(own):
        if other == at:
            return line, own[index + 1][0] if index + 1 < len(own) else end, True
    after = next((line for line, other in own if _key(other) > _key(at)), end)
    return max(begin, after), max(begin, after), False


def _depth(at: ProvisionId) -> int:
    return 1 if at.paragraph is None else 2


def _key(at: ProvisionId) -> tuple[object, ...]:
    zero = (0, 0)
    item = (at.item.value, at.item.insert) if at.item else zero
    subitem = (at.subitem.value, at.subitem.insert) if at.subitem else zero
    return (at.article.value, at.article.insert), at.paragraph or 0, item, subitem


def _put(lines: Sequence[str], at: int, block: str) -> str:
    before = "\n".join(lines[:at]).rstrip("\n")
    after = "\n".join(lines[at:]).strip("\n")
    return "\n\n".join(part for part in (before, block.rstrip("\n"), after) if part) + "\n"


def _find_faults(corpus: Path, path: Path, text: str) -> tuple[str, ...]:
    """Check the corpus with the changed file, and return the findings on that file that are new."""
    with tempfile.TemporaryDirectory(prefix="fatiao-") as scratch:
        trial = Path(scratch, "corpus")
        folder = trial / path.parent.name
        folder.mkdir(parents=True)
        for there, source, changed in ((trial, corpus, path.parent), (folder, path.parent, path)):
            for child in source.iterdir():
                if child.name != changed.name:
                    (there / child.name).symlink_to(child.resolve())
        (folder / path.name).write_text(text, encoding="utf-8")
        report = Report()
        build_site(trial, report)
        name = (folder / path.name).as_posix()
        found = [format_diagnostic(d).replace(name, path.as_posix()) for d in report if d.path == name]
    before = Report()
    build_site(corpus, before)
    known = {format_diagnostic(d).partition(": ")[2] for d in before if d.path == path.as_posix()}
    return tuple(line for line in found if line.partition(": ")[2] not in known)


def _entry(corpus: Path, path: Path, text: str, said: str) -> CheckedEntry:
    plan = Plan(((said, lambda: write_atomically(path, text.encode())),))
    return CheckedEntry(plan, _find_faults(corpus, path, text))


def _folder(corpus: Path, work: str) -> Path:
    folder = corpus / work
    if not ids.WORK_ID.fullmatch(work) or not folder.is_dir():
        raise FatiaoError(f"{work}: the corpus has no law with this id")
    return folder
