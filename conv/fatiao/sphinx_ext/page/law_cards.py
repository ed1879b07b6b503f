"""The directive ``{law:cards}``: one sphinx-design card per law."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from fatiao.language.dates import print_date
from fatiao.language.interface import Interface, say
from fatiao.pages.blocks import facts_line, joined, line_of
from fatiao.pages.list_page import Shelf
from fatiao.pages.list_paging import shelve_laws, year_of
from fatiao.pages.myst import emit_line, fence, role, rubric
from fatiao.pages.translation import translate
from fatiao.pages.vocabulary import name_word
from fatiao.site.model import Entry
from fatiao.sphinx_ext.domain import site_in
from fatiao.sphinx_ext.interface import interface_from

#: Number of laws that the home page shows as cards if there are too many to show all.
_NEWEST = 12


class LawCards(SphinxDirective):
    """A grid of cards of all laws, or in a large corpus of the newest laws, after links to the lists of all laws."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Parse the grid as MyST."""
        site = site_in(self.env)
        if site is None:
            return []
        self.env.note_reread()  # a change of any law may change the cards
        interface = interface_from(self.config)
        if not site.current:
            return self.parse_text_to_nodes(interface.say("本站还没有收录法规。"))
        shelves = shelve_laws(site)
        if not shelves:
            latest = sorted(site.current, key=_day_of, reverse=True)
            order = interface.say("按施行日期排列，新近施行的在前。") if len(latest) > 1 else ""
            return self.parse_text_to_nodes(f"{order}\n\n{_grid(latest, interface)}")
        newest = sorted(site.current, key=year_of, reverse=True)[:_NEWEST]
        lists = [
            f"{interface.say('按{name}', name=name)}\n: {_links(found, interface)}\n" for name, found in shelves.items()
        ]
        shown = [
            fence("div", "law-lists", "\n".join(lists), depth=4),
            rubric(interface.say("较新的法规"), 3),
            _grid(newest, interface),
        ]
        count = interface.say("共{count}部法规。", count=len(site.current))
        return self.parse_text_to_nodes("\n".join([f"{count}\n", *shown]))


def _day_of(entry: Entry) -> str:
    """Return the sort key of a law: the day of entry into force, else of promulgation or adoption, else of its text."""
    work = entry.work
    return work.in_force or work.promulgated or work.adopted or entry.date


def _links(pages: Iterable[Shelf], interface: Interface) -> str:
    return emit_line(translate(line_of(*joined(" ", (page.link() for page in pages))), interface))


def _grid(entries: Iterable[Entry], interface: Interface) -> str:
    cards = "\n".join(_card(entry, interface) for entry in entries)
    return fence("grid", "1 1 2 2", cards, [("gutter", "3"), ("class-container", "law-cards")], depth=5)


def _card(entry: Entry, interface: Interface) -> str:
    work = entry.work
    dates = [
        say("{name}{date}", name=name, date=print_date(date))
        for name, date in ((say("通过"), work.adopted), (say("公布"), work.promulgated), (say("施行"), work.in_force))
        if date
    ]
    words = [interface.words(word) for word in map(name_word, (work.status, work.kind)) if word]
    badges = " ".join(f"{{bdg-secondary-line}}`{word}`" for word in words if "`" not in word)
    lines = [
        badges,
        "",
        role("ref", entry.title, entry.key),
        "",
        emit_line(translate(facts_line(dates), interface)),
        "",
        interface.say("共{count}条", count=len(entry.law.numbered)) if entry.law.numbered else "",
    ]
    return fence("grid-item-card", "", "\n".join(lines), [("class-item", "law-card")], depth=4)
