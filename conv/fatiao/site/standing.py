"""Whether a text is in force, told with its day: right on the reader's day by script, and never wrong without one."""

from __future__ import annotations

from dataclasses import dataclass

from fatiao.language.dates import is_day, print_date
from fatiao.language.interface import say
from fatiao.model.law import Article, EventKind
from fatiao.site.model import Entry

NOT_YET, REPEALED, DOUBT = "尚未施行", "已废止", "存疑"


@dataclass(frozen=True, slots=True)
class Standing:
    """Words beside a heading, and the days (ISO 8601) from which and until which they are true; empty for no bound.

    ``shown`` says whether they are shown where no script knows the reader's day, ``doubt`` whether they are of an
    editor's doubt and say nothing of force.
    """

    words: str
    since: str
    until: str
    shown: bool
    doubt: bool = False


def list_standings(entry: Entry) -> tuple[Standing, ...]:
    """Return what a reader is to know of the force of the newest text; an older one is told to be replaced.

    A text that the editor says to be in force is not told to be coming: no reader comes before the editor.
    """
    if entry.version is not None:
        return ()
    work = entry.work.told_of(entry.version)
    status = work.status
    found = []
    force = work.in_force or _printed(entry, EventKind.IN_FORCE)
    if status in (NOT_YET, None) and is_day(force):
        found.append(Standing(say("尚未施行，自{date}起施行。", date=print_date(force)), "", force, status == NOT_YET))
    repealed = work.repealed or _printed(entry, EventKind.REPEALED)
    if is_day(repealed):
        found.append(
            Standing(say("已废止：自{date}起废止。", date=print_date(repealed)), repealed, "", status == REPEALED)
        )
    elif status == REPEALED:
        found.append(Standing(say("已废止。"), "", "", True))
    return tuple(found)


def list_doubts(entry: Entry, article: Article) -> tuple[Standing, ...]:
    """Return what a reader is to know of the words of an article before reading them: that an editor doubts some."""
    doubted = any(note.kind == DOUBT for note in entry.annotations_of(article).notes)
    return (Standing(say("本条有存疑之处，见注释。"), "", "", True, doubt=True),) if doubted else ()


def _printed(entry: Entry, kind: EventKind) -> str:
    return next((event.date for event in entry.law.front.events if event.kind is kind and event.date), "")
