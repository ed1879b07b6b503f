"""Assign notes and corrections to the texts of a law, and find the notes that a newer text has left behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fatiao import ids
from fatiao.comparing.model import SAME_WORDS
from fatiao.diagnostics import Report
from fatiao.model.corpus import Fix, Note
from fatiao.model.law import Number, ProvisionId
from fatiao.site.model import Entry


def notes_of(entry: Entry) -> Iterator[Note]:
    """Yield the notes on one text: those on its own edition, and those on an older one whose provision kept its words.

    A note without an edition is on the newest text.  A note that is carried over stands at the number that its
    provision has in this text; a note on the whole law is not carried over.
    """
    for note in entry.work.notes:
        at = _place_in(entry, note)
        if at is not None or (note.at is None and _is_own(entry, note.edition)):
            yield replace(note, at=at)


def fixes_of(entry: Entry) -> Iterator[Fix]:
    """Yield the corrections of one text, by the same rule as notes."""
    for fix in entry.work.fixes:
        at = _place_in(entry, fix)
        if at is not None:
            yield replace(fix, at=at)


def _place_in(entry: Entry, curated: Note | Fix) -> ProvisionId | None:
    """Return the provision of this text that a note or a correction is on; None if it is on none."""
    at = curated.at
    if at is None or _is_own(entry, curated.edition):
        return at
    day = entry.work.date_of(curated.edition) if curated.edition else None
    if day is None or day >= entry.date:
        return None
    numbers = (number for number in entry.lineage if _number_on(entry, number, day) == at.article)
    return next((replace(at, article=number) for number in numbers), None)


def _is_own(entry: Entry, edition: str | None) -> bool:
    """Return True if an edition names this text; None names the newest."""
    return entry.work.date_of(edition) == (entry.version or entry.work.date_of(None))


def _number_on(entry: Entry, number: Number, day: str) -> Number | None:
    """Return the number that an article had in an older text; None if its words have changed since."""
    for step in entry.lineage[number]:
        if step.date <= day:
            return number
        if step.kind not in SAME_WORDS or len(step.origins) != 1:
            return None
        number = step.origins[0]
    return None


def check_stale(entry: Entry, report: Report) -> None:
    """Report notes without an edition on articles whose words or number differ between the texts in the corpus.

    Only an editor knows which of the texts such a note was written for, and has to state it in the note's heading.
    """
    if entry.version is not None:
        return
    for note in entry.work.notes:
        if note.edition is not None or note.at is None:
            continue
        last = next(iter(entry.lineage.get(note.at.article, ())), None)
        if last is None or last.kind is None:  # unchanged since the oldest text in the corpus
            continue
        here, year, day = ids.level_name(note.at.article, "条"), entry.date[:4], last.key.rpartition("@")[2]
        was = "、".join(ids.level_name(number, "条") for number in last.origins) or "absent"
        message = (
            f"{here} of the text of {last.date} was {was} in that of {day} ({last.kind.value}); head the note "
            f"{here}（{year}年） if it is on the newest text, else with the article and year of the older text"
        )
        report.add_at("note-stale", message, note.path, note.line, 1)
