"""Show an editor how a text was parsed, and the changes for a reader since a revision.                       (I/O)"""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fatiao import ids
from fatiao.comparing.as_text import comparison_to_text
from fatiao.comparing.compare import compare_laws
from fatiao.comparing.model import Comparison, Kind
from fatiao.corpus.accepted import seal
from fatiao.diagnostics import FatiaoError, Lines, Report
from fatiao.model.law import Law, LeftOut
from fatiao.permalinks.ledger import compare
from fatiao.permalinks.site import explain, site_permalinks
from fatiao.pipeline import build_site
from fatiao.reading.left_out import find_within
from fatiao.site.model import Entry, Site

#: Provisions on one line that are all named; of more, only the first and the last are named.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class ReviewedLine:
    """One line of a source.

    ``place`` names the divisions and provisions that begin on it.  ``reason`` is the reason why it is left out, empty
    if it is not.  ``open`` is True if it is left out among the provisions and not yet accepted by the curator;
    ``accept`` is then, on the first line of the passage, the command that accepts the passage.
    """

    number: int
    text: str
    place: str
    reason: str
    open: bool
    accept: str = ""


@dataclass(frozen=True, slots=True)
class ReviewPart:
    """The changes of one text, of the terms or of the addresses: a heading and lines."""

    heading: str
    lines: tuple[str, ...]


def review_text(entry: Entry) -> tuple[ReviewedLine, ...]:
    """Return the non-blank lines of a source, with the provisions on them or the reasons for leaving them out."""
    law = entry.source_law
    places = _places(law)
    left_out = {number: passage for passage in law.left_out for number in range(passage.first, passage.last + 1)}
    pending = {passage for passage in find_within(law) if seal(law.source, passage) not in entry.work.accepted}
    lines = enumerate(law.source.text.split("\n"), 1)
    commands = {passage.first: _accepting(entry, passage) for passage in pending}
    return tuple(
        _review_line(at, text, places, left_out.get(at), pending, commands.get(at, ""))
        for at, text in lines
        if text.strip()
    )


def _accepting(entry: Entry, passage: LeftOut) -> str:
    first, last = passage.first, passage.last
    date = f" --date {entry.date}" if len(entry.work.versions) > 1 else ""
    return f"fatiao accept {entry.work.id} {first}{f'-{last}' if last > first else ''}{date}"


def _review_line(
    number: int,
    text: str,
    places: Mapping[int, list[str]],
    passage: LeftOut | None,
    pending: set[LeftOut],
    accept: str,
) -> ReviewedLine:
    names = places.get(number, [])
    place = "、".join(names) if len(names) <= _NAMED else f"{names[0]} … {names[-1]}"
    return ReviewedLine(number, text.strip(), place, passage.reason if passage else "", passage in pending, accept)


def _places(law: Law) -> dict[int, list[str]]:
    """Return, by line, the names of the divisions and provisions that begin on it."""
    lines = Lines(law.source.text)
    found: dict[int, list[str]] = defaultdict(list)
    for division in law.divisions:
        found[lines.line(division.label_span.start)].append(division.label or division.heading.text)
    for article in law.articles:
        starts = [p.spans[0].start if p.spans else article.label_span.start for p in article.passages()]
        for segment, start in zip(article.segments, starts, strict=True):
            if segment.span.start < segment.span.end:
                name = ids.provision_name(article.label, segment.paragraph, segment.item, segment.subitem)
                found[lines.line(start)].append(name)
    return found


def changes_since(corpus: Path, revision: str) -> tuple[ReviewPart, ...]:
    """Return the changes that a reader would see since a revision of the corpus that git knows.

    Raises FatiaoError where git cannot give the corpus of that revision.
    """
    with tempfile.TemporaryDirectory(prefix="fatiao-") as scratch:
        before = build_site(_check_out(corpus, revision, Path(scratch)), Report())
        now = build_site(corpus, Report())
        return tuple(_compare_sites(before, now))


def _check_out(corpus: Path, revision: str, scratch: Path) -> Path:
    """Extract the corpus as it was at a revision into ``scratch``, and return that folder."""
    if revision.startswith("-"):
        raise FatiaoError(f"--since: {revision} is not a git revision")
    command = ["git", "archive", "--format=tar", revision, "--", "."]
    try:
        done = subprocess.run(command, cwd=corpus, capture_output=True, check=False)  # noqa: S603
    except OSError as error:
        raise FatiaoError(f"--since needs git, which cannot be run: {error.strerror}") from error
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise FatiaoError(f"--since: {revision}: {why}")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(scratch, filter="data")
    return scratch


def _compare_sites(before: Site, now: Site) -> Iterator[ReviewPart]:
    old = {(entry.work.id, entry.date): entry for entry in before.entries}
    new = {(entry.work.id, entry.date): entry for entry in now.entries}
    for key in sorted(old.keys() | new.keys()):
        lines = tuple(_compare_texts(old.get(key), new.get(key)))
        if lines:
            entry = new.get(key) or old[key]
            yield ReviewPart(f"{ids.book_title(entry.title)} {entry.date}".strip(), lines)
    terms = tuple(_compare_terms(before, now))
    if terms:
        yield ReviewPart("术语", terms)
    changes = compare(site_permalinks(before), site_permalinks(now))
    addresses = [f"{address}: words changed" for address in changes.changed]
    addresses += [f"{address}: gone" for address in changes.vanished]
    if addresses:
        yield ReviewPart("网址", tuple(addresses))


def _compare_texts(old: Entry | None, new: Entry | None) -> Iterator[str]:
    if old is None or new is None:
        yield "text added" if old is None else "text removed"
        return
    if old.source_law.source.text != new.source_law.source.text:
        yield from _compare_words(old.source_law, new.source_law)
    for what, mine, theirs in (("note", _notes(old), _notes(new)), ("correction", _fixes(old), _fixes(new))):
        yield from (f"{what} removed: {line}" for line in mine if line not in theirs)
        yield from (f"{what} added: {line}" for line in theirs if line not in mine)


def _compare_words(old: Law, new: Law) -> Iterator[str]:
    comparison = compare_laws(old, new)
    changed = tuple(change for change in comparison.changes if change.kind is not Kind.UNCHANGED)
    text = comparison_to_text(Comparison(old, new, changed), "before", "now")
    yield from (line for line in text.split("\n")[2:] if line.strip())


def _notes(entry: Entry) -> list[str]:
    article = [(number, note) for number, annotations in entry.annotations.items() for note in annotations.notes]
    whole = [f"{note.kind}: {' '.join(note.paragraphs)}" for note in entry.notes]
    return whole + [
        f"{ids.level_name(number, '条')}{note.place} {note.kind}: {' '.join(note.paragraphs)}"
        for number, note in article
    ]


def _fixes(entry: Entry) -> list[str]:
    found = ((number, fix) for number, shown in entry.annotations.items() for fix in shown.fixes)
    return [f"{ids.level_name(number, '条')}: {printed} → {right}" for number, (printed, right, _) in found]


def _compare_terms(before: Site, now: Site) -> Iterator[str]:
    old = {term.term: explain(term) for term in before.glossary}
    new = {term.term: explain(term) for term in now.glossary}
    yield from (f"{term}: removed" for term in old if term not in new)
    yield from (f"{term}: added" for term in new if term not in old)
    yield from (f"{term}: explanation changed" for term in new if term in old and old[term] != new[term])


def count_open(lines: Sequence[ReviewedLine]) -> int:
    """Return the number of lines that wait to be accepted."""
    return sum(line.open for line in lines)
