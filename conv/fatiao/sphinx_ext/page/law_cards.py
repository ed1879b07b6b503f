"""``{law:cards}``: a card per law, by sphinx-design."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from fatiao.language.dates import print_date
from fatiao.pages.blocks import facts_line, joined, line_of
from fatiao.pages.list_page import Shelf
from fatiao.pages.list_paging import shelve_laws, year_of
from fatiao.pages.myst import emit_line, fence, role, rubric
from fatiao.site.model import Entry
from fatiao.sphinx_ext.domain import site_in

#: How many laws the home page shows as cards where there are too many for all.
_NEWEST = 12


class LawCards(SphinxDirective):
    """The laws of the corpus as a grid of cards; where there are many, the newest, and pages that list them all."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Parse the grid as MyST."""
        site = site_in(self.env)
        if site is None:
            return []
        self.env.note_reread()  # any law may have changed it
        if not site.current:
            return self.parse_text_to_nodes("本站还没有收录法规。")
        shelves = shelve_laws(site)
        if not shelves:
            return self.parse_text_to_nodes(_grid(site.current))
        newest = sorted(site.current, key=year_of, reverse=True)[:_NEWEST]
        lists = [f"按{name}\n: {_links(found)}\n" for name, found in shelves.items()]
        shown = [fence("div", "law-lists", "\n".join(lists), depth=4), rubric("较新的法规", 3), _grid(newest)]
        return self.parse_text_to_nodes("\n".join([f"共{len(site.current)}部法规。\n", *shown]))


def _links(pages: Iterable[Shelf]) -> str:
    return emit_line(line_of(*joined(" ", (page.link() for page in pages))))


def _grid(entries: Iterable[Entry]) -> str:
    cards = "\n".join(map(_card, entries))
    return fence("grid", "1 1 2 2", cards, [("gutter", "3"), ("class-container", "law-cards")], depth=5)


def _card(entry: Entry) -> str:
    work = entry.work
    dates = [
        f"{name}{print_date(date)}"
        for name, date in (("通过", work.adopted), ("公布", work.promulgated), ("施行", work.in_force))
        if date
    ]
    badges = " ".join(f"{{bdg-secondary-line}}`{b}`" for b in (work.status, work.kind) if b and "`" not in b)
    lines = [
        badges,
        "",
        role("ref", entry.title, entry.key),
        "",
        emit_line(facts_line(dates)),
        "",
        f"共{len(entry.law.numbered)}条" if entry.law.numbered else "",
    ]
    return fence("grid-item-card", "", "\n".join(lines), [("class-item", "law-card")], depth=4)
