"""Which notes are on which text of a law, and which of them a newer text has left behind."""

from __future__ import annotations

from collections.abc import Iterator

from fatiao import ids
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
    """Report notes that name no edition and stand where one of the texts that are held has other words or another
    number than the newest.

    Nobody but an editor knows which of the texts such a note was written for; its heading is to say so.
    """
    if entry.version is not None:
        return
    for note in entry.work.notes:
        if note.edition is not None or note.at is None:
            continue
        last = next(iter(entry.lineage.get(note.at.article, ())), None)
        if last is None or last.kind is None:  # the words of the oldest text that is held
            continue
        here, year, day = ids.level_name(note.at.article, "条"), entry.date[:4], last.key.rpartition("@")[2]
        was = "、".join(ids.level_name(number, "条") for number in last.origins) or "nothing"
        message = (
            f"{here} of {last.date} was {was} of {day} ({last.kind.value}); head the note {here}（{year}年） if it is "
            "on the newest text, or with the article and year of the old one"
        )
        report.add_at("note-stale", message, note.path, note.line, 1)
