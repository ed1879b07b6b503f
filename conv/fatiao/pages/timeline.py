"""The timeline of a law: its texts by date with the shown one marked, and links to the comparisons between them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from fatiao import ids
from fatiao.language.dates import is_day, print_date
from fatiao.language.interface import say
from fatiao.pages.blocks import Bullets, Group, Line, ListItem, Styled, Text, line_of, refer
from fatiao.site.model import Entry
from fatiao.site.other_texts import force_of


class _TextOfLaw(NamedTuple):
    """A text of a law: its date, the start of its force, its object name, and the title of the act that made it."""

    date: str
    force: str
    key: str
    amended_by: str = ""


def render_timeline(entry: Entry) -> Group:
    """Return the texts of a law, the oldest first; the group is empty if only one text is held."""
    texts = _list_texts(entry)
    if len(texts) < 2:
        return Group("law-timeline", ())
    first = ListItem(tuple(_describe(entry, texts[0])), apart=True)
    others = (ListItem((*_describe(entry, now), _compare(entry, old, now)), apart=True) for old, now in pairwise(texts))
    return Group("law-timeline", (Bullets((first, *others)),))


def _list_texts(entry: Entry) -> list[_TextOfLaw]:
    work = entry.work.id
    others = [
        _TextOfLaw(o.date, o.force, f"{work}@{o.version}" if o.version else work, o.amended_by or "")
        for o in entry.others
    ]
    return sorted([*others, _TextOfLaw(entry.date, force_of(entry), entry.key, entry.facts.amended_by or "")])


def _compare(entry: Entry, before: _TextOfLaw, text: _TextOfLaw) -> Line:
    page = ids.compare_docname(entry.work.id, before.date, text.date)
    return line_of(refer("ref", say("与前一文本比较"), f"shelf:{page}"))


def _describe(entry: Entry, text: _TextOfLaw) -> Iterator[Line]:
    """Yield the lines of a text: its date, linked unless it is the shown text, its start of force, its amending act."""
    words = say("{date}的文本", date=print_date(text.date))
    shown = text.key == entry.key
    yield (
        line_of(Styled((Text(words),), "law-here"), say("（本页）"))
        if shown
        else line_of(refer("ref", words, text.key))
    )
    if is_day(text.force):
        yield line_of(say("{date}起施行", date=print_date(text.force)))
    if text.amended_by:
        yield line_of(say("依{title}修改", title=ids.book_title(text.amended_by.strip("《》"))))
