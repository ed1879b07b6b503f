"""``{law:cards}``: a card per law, by sphinx-design."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from conv.site import Entry
from conv.sphinx_ext.freshness import SHOWS_LAWS
from conv.sphinx_ext.generation import site_of
from conv.writing.myst import escape, fence, role
from conv.writing.pages import format_date


class LawCards(SphinxDirective):
    """The laws of the corpus as a grid of cards."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Parse the grid as MyST."""
        self.env.metadata[self.env.docname][SHOWS_LAWS] = ""
        site = site_of(self.env._app)
        if site is None:
            return []
        cards = "\n".join(_card(entry) for entry in site.current)
        grid = fence("grid", "1 1 2 2", cards, [("gutter", "3"), ("class-container", "law-cards")], depth=5)
        return self.parse_text_to_nodes(grid)


def _card(entry: Entry) -> str:
    work = entry.work
    dates = [
        f"{name}{format_date(date)}"
        for name, date in (("通过 ", work.adopted), ("公布 ", work.promulgated), ("施行 ", work.in_force))
        if date
    ]
    badges = " ".join(f"{{bdg-secondary-line}}`{b}`" for b in (work.status, work.kind) if b and "`" not in b)
    lines = [
        badges,
        "",
        role("ref", entry.title, entry.key),
        "",
        escape(" · ".join(dates)),
        "",
        f"共{len(entry.law.articles)}条",
    ]
    return fence("grid-item-card", "", "\n".join(lines), [("class-item", "law-card")], depth=4)
