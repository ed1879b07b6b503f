"""Statements on whether a text is in force, each with its date.

A script displays those that are true on the reader's day; without a script only such words are displayed as are true on
every day, for example 自2030年2月1日起施行.
"""

from __future__ import annotations

from dataclasses import dataclass

from fatiao.language.dates import is_day, print_date
from fatiao.language.interface import say
from fatiao.model.law import Article, EventKind
from fatiao.site.model import Entry

NOT_YET, REPEALED, DOUBT = "尚未施行", "已废止", "存疑"


@dataclass(frozen=True, slots=True)
class Standing:
    """A statement beside a heading, and the days (ISO 8601) between which it is true; "" for no bound.

    ``shown`` is True if the statement is displayed without a script; if it is not, ``without_script`` is, unless empty.
    ``doubt`` is True if it reports an editor's doubt and not whether the text is in force.
    """

    words: str
    since: str
    until: str
    shown: bool
    doubt: bool = False
    without_script: str = ""


def list_standings(entry: Entry) -> tuple[Standing, ...]:
    """Return the statements on the force of the newest text; an older text, marked as replaced elsewhere, has none.

    A text that the editor marks as in force is never announced as not yet in force, since every reader's day is later
    than the editor's.
    """
    if entry.version is not None:
        return ()
    work = entry.work.told_of(entry.version)
    status = work.status
    found = []
    force = work.in_force or _printed(entry, EventKind.IN_FORCE)
    if status in (NOT_YET, None) and is_day(force):
        date = print_date(force)
        lasting = say("自{date}起施行。", date=date) if status == NOT_YET else ""
        found.append(Standing(say("尚未施行，自{date}起施行。", date=date), "", force, False, without_script=lasting))
    repealed = work.repealed or _printed(entry, EventKind.REPEALED)
    if is_day(repealed):
        found.append(
            Standing(say("已废止：自{date}起废止。", date=print_date(repealed)), repealed, "", status == REPEALED)
        )
    elif status == REPEALED:
        found.append(Standing(say("已废止。"), "", "", True))
    return tuple(found)


def list_doubts(entry: Entry, article: Article) -> tuple[Standing, ...]:
    """Return a statement that an editor doubts some of an article's words, if a note says so."""
    doubted = any(note.kind == DOUBT for note in entry.annotations_of(article).notes)
    return (Standing(say("本条有存疑之处，见注释。"), "", "", True, doubt=True),) if doubted else ()


def _printed(entry: Entry, kind: EventKind) -> str:
    return next((event.date for event in entry.law.front.events if event.kind is kind and event.date), "")
