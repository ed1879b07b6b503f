"""The page 法条视图: tables with links, truncated for large laws."""

from __future__ import annotations

import pytest

from fatiao.diagnostics import Report
from fatiao.pages import views
from fatiao.pages.blocks import Group, Heading, ObjectLink, Table
from fatiao.pages.site_pages import list_titles, render_site
from fatiao.pipeline import build_site
from tests.support.small_corpora import write_small_corpus


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return build_site(write_small_corpus(tmp_path_factory.mktemp("laws")), Report())


def tables(page):
    return [
        block for group in page.blocks if isinstance(group, Group) for block in group.blocks if isinstance(block, Table)
    ]


def test_every_law_has_its_page_and_a_link_to_it(site):
    pages = {page.docname: page for page in render_site(site)}
    for entry in site.entries:
        docname = f"laws/{entry.work.id}/views"
        assert pages[docname].title == list_titles(site)[docname]
        law = [group for group in pages[f"laws/{entry.work.id}/index"].blocks if isinstance(group, Group)]
        lines = [piece for g in law if g.classes == "law-views-line" for piece in g.blocks[0].line]
        assert [piece.target for piece in lines] == [f"shelf:{docname}"]


def test_rows_lead_to_their_articles_and_to_the_duty_that_is_sanctioned(site):
    entry = next(e for e in site.entries if e.work.id == "yl-reading")
    page = views.render_views_page(entry)
    assert [b.words for b in page.blocks if isinstance(b, Heading)] == ["期限", "职责", "责任", "定义"]
    deadlines = tables(page)[0].rows
    links = [piece.target for piece in deadlines[1][0] if isinstance(piece, ObjectLink)]
    assert links == ["yl-reading:art_2"] and "十日内" in deadlines[1][1][0].words


def test_long_tables_and_cells_are_clipped(site, monkeypatch):
    monkeypatch.setattr(views, "_ROWS", 1)
    monkeypatch.setattr(views, "_CHARACTERS", 4)
    pages = [views.render_views_page(entry) for entry in site.entries]
    shown = [table for page in pages for table in tables(page)]
    assert shown and all(len(table.rows) <= 2 for table in shown)
    words = [
        p.words
        for table in shown
        for row in table.rows[1:]
        for cell in row
        for p in cell
        if not isinstance(p, ObjectLink)
    ]
    assert all(len(w) <= 4 for w in words) and any(w.endswith("…") for w in words)
