"""The 法条视图 page of a law: its deadlines, duties, sanctions and definitions as tables with links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fatiao import ids
from fatiao.language.interface import Message, say
from fatiao.memo import once_per_object
from fatiao.model.law import Number
from fatiao.pages.blocks import (
    Block,
    Group,
    Heading,
    Inline,
    Line,
    Page,
    Table,
    Text,
    TextParagraph,
    joined,
    line_of,
    refer,
)
from fatiao.site.model import Address, Entry, LawObject, Site, object_name
from fatiao.views.find import find_views
from fatiao.views.rows import Norm, Sanction, Views

#: The most rows of a table and characters of a cell, so that no page exceeds 300 KB; the data files are complete.
_ROWS, _CHARACTERS = 150, 90
_KINDS = {
    "within": say("期限"),
    "recurring": say("周期"),
    "vague": say("未定日数"),
    "date": say("日期"),
    "duration": say("期间"),
}
_NAMES = {"defines": say("定义"), "abbreviates": say("简称"), "enumerated": say("列举")}
_NOTE = say(
    "由程序从条文中列出，文字照录，以条文为准；读不准的不列。"
    "全部各行和机器可读的形式见同一文件夹的 views.json 和 views-*.csv。"
)


def views_object(entry: Entry) -> str:
    """Return the object name of the page."""
    return f"shelf:{ids.views_docname(entry.work.id, entry.version)}"


def views_objects(site: Site) -> Iterator[tuple[str, LawObject]]:
    """Yield (object name, object) for every views page, for links within the site."""
    for entry in site.entries:
        place = Address(ids.views_docname(entry.work.id, entry.version))
        yield views_object(entry), LawObject("shelf", views_title(entry), place)


def views_title(entry: Entry) -> str:
    """Return the title of the page."""
    return say("{title}：法条视图", title=entry.short_title)


def views_link(entry: Entry) -> TextParagraph:
    """Return the line on a law's page that links to its views."""
    link = refer("ref", say("法条视图：期限、职责、责任、定义"), views_object(entry))
    return TextParagraph(line_of(link), ("law-views-link",))


@once_per_object
def views_of(entry: Entry) -> Views:
    """Return the views of a law, shared by its emitted page, its HTML page and its data files."""
    return find_views(entry.law, entry.layers)


def render_views_page(entry: Entry) -> Page:
    """Return the views page of a law."""
    views = views_of(entry)
    labels = {article.number: article.label for article in reversed(entry.law.numbered)}
    blocks: list[Block] = [Group("law-views-note", (TextParagraph(line_of(_NOTE)),))]
    for name, header, rows in _tables(entry, views, labels):
        blocks.append(Heading(2, name))
        shown = rows[:_ROWS]
        total = say("共{count}行。", count=len(rows))
        if len(shown) < len(rows):
            total = say("共{count}行，列出前{shown}行。", count=len(rows), shown=len(shown))
        table = (Table((tuple(line_of(cell) for cell in header), *shown)),) if rows else ()
        blocks.append(Group("law-views", (TextParagraph(line_of(total if rows else say("没有列出。"))), *table)))
    return Page(ids.views_docname(entry.work.id, entry.version), views_title(entry), tuple(blocks))


def _tables(
    entry: Entry, views: Views, labels: dict[Number, str]
) -> Iterator[tuple[str, Sequence[str], list[tuple[Line, ...]]]]:
    """Yield the tables as (name, header, rows)."""

    def at(number: Number) -> Inline:
        label = labels.get(number)
        return refer("ref", label, object_name(entry, ids.article_eid(number))) if label else Text("")

    yield (
        say("期限"),
        (say("条"), say("时间"), say("种类"), say("谁"), say("做什么")),
        [_row(at(d.article), d.words, _KINDS[d.kind], d.who, d.what) for d in views.deadlines],
    )
    yield (
        say("职责"),
        (say("谁"), say("条"), say("用语"), say("做什么")),
        [_row(n.who, at(n.article), n.modal, n.what) for n in _by_actor(views.norms)],
    )
    yield (
        say("责任"),
        (say("条"), say("行为"), say("情形"), say("由谁"), say("后果"), say("所涉条文")),
        [_sanction(s, at(s.article), [at(n) for n in _duties(s)]) for s in views.sanctions],
    )
    yield (
        say("定义"),
        (say("条"), say("名称"), say("种类"), say("文字")),
        [
            _row(at(d.article), d.term, _NAMES[d.kind.value], _words(entry, d.article, d.span.start, d.span.end))
            for d in entry.layers.definitions
        ],
    )


def _by_actor(norms: Iterable[Norm]) -> list[Norm]:
    """Return the norms grouped by actor, in the order in which the actors first appear; those without one come last."""
    groups: dict[str, list[Norm]] = {}
    for norm in norms:
        groups.setdefault(norm.who or "", []).append(norm)
    nobody = groups.pop("", [])
    return [norm for group in groups.values() for norm in group] + nobody


def _duties(sanction: Sanction) -> list[Number]:
    named = (number for item in sanction.items for number in item.refers_to)
    return list(dict.fromkeys((*sanction.refers_to, *named)))


def _sanction(row: Sanction, at: Inline, duties: Sequence[Inline]) -> tuple[Line, ...]:
    items = say("（{count}项）", count=len(row.items)) if row.items else ""
    conduct, *_ = _row(row.conduct)
    cells = _row(at, row.condition, row.by, row.consequence)
    return (cells[0], line_of(*conduct, items), *cells[1:], line_of(*joined(say("、"), duties)))


def _words(entry: Entry, number: Number, start: int, end: int) -> str:
    return entry.law.article(number).text[start:end]


def _row(*cells: Inline | str | None) -> tuple[Line, ...]:
    return tuple(line_of(_clipped(cell) if isinstance(cell, str) else cell) if cell else () for cell in cells)


def _clipped(words: str) -> str:
    if isinstance(words, Message):
        return words
    flat = " ".join(words.split())
    return flat if len(flat) <= _CHARACTERS else flat[: _CHARACTERS - 2] + "……"
