"""The picture of the dates of laws on a time axis: adopted, promulgated, in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fatiao import ids
from fatiao.language.dates import print_date
from fatiao.language.interface import Interface, Message, say
from fatiao.markup import element, escape
from fatiao.model.law import EventKind
from fatiao.pictures.frame import Cell, Picture, cut, href_from, language_of, link, percent
from fatiao.site.model import Entry, Site

_SHOWN = 40
_ROW = 48
_AXIS = 64  # pixels above the first row: the legend and the years
_LEGEND, _LONG_LEGEND = 72, 108  # pixels of a shape and its name: two characters, or a word such as promulgated
_TITLE = 24  # characters that fit on a phone
_KINDS = ((EventKind.ADOPTED, say("通过")), (EventKind.PROMULGATED, say("公布")), (EventKind.IN_FORCE, say("施行")))
#: Shapes that remain distinct if dates fall on one day: a ring, a diamond inside it, a stroke through both.
_SHAPES = {
    EventKind.ADOPTED: element("circle", {"class": "adopted", "r": 7}),
    EventKind.PROMULGATED: element("path", {"class": "promulgated", "d": "M0-4.5 4.5 0 0 4.5-4.5 0z"}),
    EventKind.IN_FORCE: element("path", {"class": "in-force", "d": "M-1.5-11h3v22h-3z"}),
}
#: Candidate intervals between the grid lines, in years; the first that gives at most seven lines is used.
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class _Row:
    entry: Entry
    dates: tuple[tuple[EventKind, date], ...]


def draw_dates(site: Site, page: str, interface: Interface) -> Picture:
    """Return a row per law, sorted by first date; of many laws, those with the latest dates.

    ``page`` is the docname of the page that shows the picture.
    """
    rows = [row for row in map(_row_of, site.current) if row.dates]
    rows = sorted(sorted(rows, key=lambda r: r.dates[-1][1])[-_SHOWN:], key=lambda r: r.dates[0][1])
    scale = _Scale.around([day for row in rows for _, day in row.dates])
    shapes = [*_legend(interface), *_axis(scale, len(rows))]
    shapes += [_draw_row(row, scale, _AXIS + at * _ROW, page, interface) for at, row in enumerate(rows)]
    left = len(site.current) - len(rows)
    about = say("每部法规一行，从左到右为通过、公布和施行的日期。")
    if left:
        rest = say("只画日期最近的{count}部，另有{left}部未画。", count=len(rows), left=left)
        about = say("{about}{more}", about=about, more=rest)
    table = [_table_row(row, page) for row in rows]
    headers = (say("法规"), *(name for _, name in _KINDS))
    title = say("法规的通过、公布和施行日期")
    return Picture("dates", title, about, _AXIS + len(rows) * _ROW, shapes, headers, table)


def _row_of(entry: Entry) -> _Row:
    work = entry.work.told_of(entry.version)
    laid_down = {
        EventKind.ADOPTED: work.adopted,
        EventKind.PROMULGATED: work.promulgated,
        EventKind.IN_FORCE: work.in_force,
    }
    printed = {event.kind: event.date for event in reversed(entry.law.front.events)}
    dates = []
    for kind, _ in _KINDS:
        try:
            dates.append((kind, date.fromisoformat(laid_down[kind] or printed.get(kind) or "")))
        except ValueError:  # the date is unknown, or the source prints an invalid one
            continue
    return _Row(entry, tuple(sorted(dates, key=lambda d: d[1])))


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int  # years
    last: int

    @classmethod
    def around(cls, days: Sequence[date]) -> _Scale:
        years = [day.year for day in days] or [1]
        return cls(min(years), max(years))

    def place(self, day: date) -> str:
        """Return the horizontal position of a day, as a percentage between margins of two per cent."""
        start = date(self.first, 1, 1).toordinal()
        length = date(self.last, 12, 31).toordinal() - start + 1
        return percent(2 * length + 96 * (day.toordinal() - start), 100 * length)

    def years(self) -> Iterator[int]:
        span = self.last - self.first + 1
        step = next(s for s in _STEPS if span <= 7 * s or s == _STEPS[-1])
        for year in range(-(-self.first // step) * step, self.last + 1, step):
            if (year - self.first) * 10 <= span * 9:  # the label is to the right of its grid line
                yield max(year, 1)


def _legend(interface: Interface) -> Iterator[str]:
    pitch = _LEGEND if interface.is_chinese else _LONG_LEGEND
    for at, (kind, name) in enumerate(_KINDS):
        yield element("svg", {"x": 14 + at * pitch, "y": 16, "overflow": "visible"}, _SHAPES[kind])
        yield element("text", {"x": 26 + at * pitch, "y": 21}, escape(interface.words(name)))


def _axis(scale: _Scale, rows: int) -> Iterator[str]:
    for year in scale.years():
        x = scale.place(date(year, 1, 1))
        yield element("line", {"class": "grid", "x1": x, "x2": x, "y1": 38, "y2": _AXIS + rows * _ROW})
        yield element("text", {"class": "quiet", "x": x, "dx": 4, "y": 50}, escape(year))


def _draw_row(row: _Row, scale: _Scale, top: int, page: str, interface: Interface) -> str:
    y = top + 32
    first, last = scale.place(row.dates[0][1]), scale.place(row.dates[-1][1])
    title = row.entry.title if len(row.entry.title) <= _TITLE else row.entry.short_title
    name = element(
        "text",
        {"class": "name", "x": 0, "y": top + 14, **language_of(title, interface)},
        escape(cut(title, _TITLE)),
    )
    marks = (
        element(
            "svg",
            {"x": scale.place(day), "y": y, "overflow": "visible"},
            element("title", None, escape(interface.words(_say_event(kind, day)))),
            _SHAPES[kind],
        )
        for kind, day in row.dates
    )
    said = interface.say("，").join(interface.words(_say_event(kind, day)) for kind, day in row.dates)
    return link(
        href_from(page, row.entry.address()),
        interface.say("{title}{events}", title=ids.book_title(row.entry.title), events=said),
        name,
        element("line", {"class": "span", "x1": first, "x2": last, "y1": y, "y2": y}),
        *marks,
    )


def _say_event(kind: EventKind, day: date) -> Message:
    return say("{date}{event}", date=print_date(day.isoformat()), event=dict(_KINDS)[kind])


def _table_row(row: _Row, page: str) -> tuple[Cell, ...]:
    dates = {kind: print_date(day.isoformat()) for kind, day in row.dates}
    law = Cell(row.entry.title, href_from(page, row.entry.address()))
    return (law, *(Cell(dates.get(kind, "—")) for kind, _ in _KINDS))
