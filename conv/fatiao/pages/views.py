"""The page 法条视图 of a law: its deadlines, duties, sanctions and definitions as tables with links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fatiao import ids
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

#: So many rows of a table are shown, and so many characters of a cell: no page is above 300 KB, whatever the law; the
#: data files have all.
_ROWS, _CHARACTERS = 150, 90
_KINDS = {"within": "期限", "recurring": "周期", "vague": "未定日数", "date": "日期", "duration": "期间"}
_NAMES = {"defines": "定义", "abbreviates": "简称", "enumerated": "列举"}
_NOTE = (
    "由程序从条文中列出，文字照录，以条文为准；读不准的不列。"
    "全部各行和机器可读的形式见同一文件夹的 views.json 和 views-*.csv。"
)


def views_object(entry: Entry) -> str:
    """Return the name of the page in the law domain."""
    return f"shelf:{ids.views_docname(entry.work.id, entry.version)}"


def views_objects(site: Site) -> Iterator[tuple[str, LawObject]]:
    """Yield object name and object of every such page; for links between our own pages."""
    for entry in site.entries:
        place = Address(ids.views_docname(entry.work.id, entry.version))
        yield views_object(entry), LawObject("shelf", views_title(entry), place)


def views_title(entry: Entry) -> str:
    """Return the title of the page."""
    return f"{entry.short_title}：法条视图"


def views_link(entry: Entry) -> TextParagraph:
    """Return the line of a law's page that leads to its views."""
    link = refer("ref", "法条视图：期限、职责、责任、定义", views_object(entry))
    return TextParagraph(line_of(link), ("law-views-link",))


@once_per_object
def views_of(entry: Entry) -> Views:
    """Return the views of a law, which its emitted page, its HTML page and its files show."""
    return find_views(entry.law, entry.layers)


def render_views_page(entry: Entry) -> Page:
    """Return the page of one law."""
    views = views_of(entry)
    labels = {article.number: article.label for article in reversed(entry.law.numbered)}
    blocks: list[Block] = [Group("law-views-note", (TextParagraph(line_of(_NOTE)),))]
    for name, header, rows in _tables(entry, views, labels):
        blocks.append(Heading(2, name))
        shown = rows[:_ROWS]
        total = f"共{len(rows)}行" + (f"，列出前{len(shown)}行。" if len(shown) < len(rows) else "。")
        table = (Table((tuple(line_of(cell) for cell in header), *shown)),) if rows else ()
        blocks.append(Group("law-views", (TextParagraph(line_of(total if rows else "没有列出。")), *table)))
    return Page(ids.views_docname(entry.work.id, entry.version), views_title(entry), tuple(blocks))


def _tables(
    entry: Entry, views: Views, labels: dict[Number, str]
) -> Iterator[tuple[str, Sequence[str], list[tuple[Line, ...]]]]:
    """Yield the tables: name, header, rows."""

    def at(number: Number) -> Inline:
        label = labels.get(number)
        return refer("ref", label, object_name(entry, ids.article_eid(number))) if label else Text("")

    yield (
        "期限",
        ("条", "时间", "种类", "谁", "做什么"),
        [_row(at(d.article), d.words, _KINDS[d.kind], d.who, d.what) for d in views.deadlines],
    )
    yield (
        "职责",
        ("谁", "条", "用语", "做什么"),
        [_row(n.who, at(n.article), n.modal, n.what) for n in _by_actor(views.norms)],
    )
    yield (
        "责任",
        ("条", "行为", "情形", "由谁", "后果", "所涉条文"),
        [_sanction(s, at(s.article), [at(n) for n in _duties(s)]) for s in views.sanctions],
    )
    yield (
        "定义",
        ("条", "名称", "种类", "文字"),
        [
            _row(at(d.article), d.term, _NAMES[d.kind.value], _words(entry, d.article, d.span.start, d.span.end))
            for d in entry.layers.definitions
        ],
    )


def _by_actor(norms: Iterable[Norm]) -> list[Norm]:
    """Return the norms by who has to act, in the order in which they first appear; nobody comes last."""
    groups: dict[str, list[Norm]] = {}
    for norm in norms:
        groups.setdefault(norm.who or "", []).append(norm)
    nobody = groups.pop("", [])
    return [norm for group in groups.values() for norm in group] + nobody


def _duties(sanction: Sanction) -> list[Number]:
    named = (number for item in sanction.items for number in item.refers_to)
    return list(dict.fromkeys((*sanction.refers_to, *named)))


def _sanction(row: Sanction, at: Inline, duties: Sequence[Inline]) -> tuple[Line, ...]:
    conduct = row.conduct + (f"（{len(row.items)}项）" if row.items else "")
    cells = _row(at, conduct, row.condition, row.by, row.consequence)
    return (*cells, line_of(*joined("、", duties)))


def _words(entry: Entry, number: Number, start: int, end: int) -> str:
    return next((a.text[start:end] for a in entry.law.articles if a.number == number), "")


def _row(*cells: Inline | str | None) -> tuple[Line, ...]:
    return tuple(line_of(_clipped(cell) if isinstance(cell, str) else cell) if cell else () for cell in cells)


def _clipped(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _CHARACTERS else flat[: _CHARACTERS - 2] + "……"
