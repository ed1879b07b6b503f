"""Which notes are on which text of a law, and which of them a newer text has left behind."""

from __future__ import annotations

from collections.abc import Iterator

from fatiao import ids
from fatiao.comparing.model import Kind
from fatiao.diagnostics import Report
from fatiao.model.corpus import Note
from fatiao.site.model import Entry


def notes_of(entry: Entry) -> Iterator[Note]:
    """Yield the notes on one text: those whose heading names its edition, and on the newest those that name none."""
    newest = entry.work.date_of(None)
    for note in entry.work.notes:
        on = None if note.edition is None else entry.work.date_of(note.edition)
        if (entry.version is None and on in (None, newest)) or (entry.version is not None and on == entry.version):
            yield note


def check_stale(entry: Entry, report: Report) -> None:
    """Report notes that name no edition and stand where the newest text has other words than the one before.

    Nobody but an editor knows which of the two such a note was written for; its heading is to say so.
    """
    if entry.version is not None or entry.earlier is None:
        return
    comparison, day = entry.earlier.comparison, entry.earlier.date
    old, new = comparison.old.articles, comparison.new.articles
    became = {
        new[n].number: (change.kind, [old[o].number for o in change.old])
        for change in comparison.changes
        for n in change.new
    }
    for note in entry.work.notes:
        if note.edition is not None or note.at is None or note.at.article not in became:
            continue
        kind, origins = became[note.at.article]
        if kind is Kind.UNCHANGED and origins == [note.at.article]:
            continue
        here, year = ids.level_name(note.at.article, "条"), entry.date[:4]
        was = "、".join(ids.level_name(number, "条") for number in origins) or "nothing"
        message = (
            f"{here} of {entry.date} was {was} of {day} ({kind.value}); head the note {here}（{year}年） if it is on "
            "the new text, or with the article and year of the old one"
        )
        report.add_at("note-stale", message, note.path, note.line, 1)
