"""The 沿革 (lineage) of an article: when its words were changed, and the articles of older texts it came from."""

from __future__ import annotations

from collections.abc import Iterator

from fatiao import ids
from fatiao.comparing.as_html import KIND_NAMES
from fatiao.language.dates import print_date
from fatiao.language.interface import say
from fatiao.model.law import Article
from fatiao.pages.blocks import Block, Bullets, Group, Inline, ListItem, Rubric, joined, line_of, refer
from fatiao.site.history import Step
from fatiao.site.model import Entry


def render_lineage(entry: Entry, article: Article) -> Group:
    """Return the steps of an article, the latest first; the group is empty if only one text of the law is held."""
    steps = entry.lineage.get(article.number, ())
    return Group("law-lineage", tuple(_blocks(entry, steps)))


def _blocks(entry: Entry, steps: tuple[Step, ...]) -> Iterator[Block]:
    if steps:
        yield Rubric(say("沿革"))
        yield Bullets(tuple(ListItem((line_of(*_line(entry, step)),)) for step in steps))


def _line(entry: Entry, step: Step) -> Iterator[Inline | str]:
    if step.kind is None:
        yield say("{date}的文本：已有本条，此前的文本本站未收录", date=print_date(step.date))
        return
    yield say("{date}的文本：{change}", date=print_date(step.date), change=KIND_NAMES[step.kind])
    if step.origins:
        links = [
            refer("ref", ids.level_name(number, "条"), f"{step.key}:{ids.article_eid(number)}")
            for number in step.origins
        ]
        yield say("，原")
        yield from joined(say("、"), links)
    page = ids.compare_docname(entry.work.id, step.key.rpartition("@")[2], step.date)
    yield say("（")
    yield refer("ref", say("比较"), f"shelf:{page}")
    yield say("）")
