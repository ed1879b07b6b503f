"""The text of a large law on several pages: nothing is lost, every old place is kept, and no page is too long."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from fatiao import ids
from fatiao.diagnostics import Report
from fatiao.pages import text_pages
from fatiao.pages.list_paging import page_objects
from fatiao.pages.myst import emit_page
from fatiao.pages.site_pages import render_law_page, render_site, render_volumes
from fatiao.pages.text_pages import cut_text
from fatiao.pipeline import build_site
from fatiao.sphinx_ext.frame import Frame, MenuEntry
from fatiao.sphinx_ext.navigation import LawTree, list_places, render_sidebar
from fatiao.sphinx_ext.urls import Urls
from tests.support.large_laws import write_code, write_flat_law, write_small_law

#: HTML takes at most 2.1 times the bytes of an emitted page, as measured at 390 laws: this is 294 KB.
MOST = 140_000


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("volumes") / "corpus"
    write_code(folder / "code", parts=4, chapters=9, articles=35)
    write_flat_law(folder / "flat", articles=600)
    write_small_law(folder / "small")
    return build_site(folder, Report())


@pytest.fixture(scope="module")
def entries(site):
    return {entry.work.id: entry for entry in site.entries}


@pytest.fixture(scope="module")
def pages(site):
    return {page.docname: emit_page(page) for page in render_site(site)}


def anchors(text):
    return set(re.findall(r"\{#([a-z0-9-]+)", text))


def test_a_small_law_is_one_page(entries, pages):
    assert cut_text(entries["small"]) == ()
    assert not list(render_volumes(entries["small"]))
    assert "## 全文" in pages["laws/small/index"]


def test_no_page_is_too_long(pages):
    assert len(pages) > 1800
    assert max(len(text.encode()) for text in pages.values()) <= MOST


@pytest.mark.parametrize("work", ["code", "flat"])
def test_every_article_is_in_the_text_once_and_in_order(entries, work):
    entry = entries[work]
    found = [article for volume in cut_text(entry) for article in volume.articles]
    assert found == list(entry.law.articles)
    text = "".join(emit_page(page) for page in render_volumes(entry))
    assert re.findall(r"\{#art-(\d+) \.article-label\}", text) == [str(a.number) for a in found]


def test_every_heading_is_in_the_text_once_and_in_order(entries):
    entry = entries["code"]
    assert len(entry.law.divisions) == 40
    text = "".join(emit_page(page) for page in render_volumes(entry))
    assert re.findall(r"\[\]\{#(part[a-z0-9-]+)\}", text) == [
        ids.anchor_of_eid(eid) for eid in ids.division_eids(entry.law.divisions)
    ]


@pytest.mark.parametrize("work", ["code", "flat"])
def test_the_page_of_the_law_has_the_places_of_its_divisions_and_articles(site, entries, pages, work):
    entry = entries[work]
    wanted = {ids.anchor_of_eid(ids.article_eid(article.number)) for article in entry.law.articles}
    wanted |= {ids.anchor_of_eid(eid) for eid in ids.division_eids(entry.law.divisions)}
    assert anchors(pages[f"laws/{work}/index"]) == wanted
    for target in re.findall(r"<(shelf:[^>]+)>", pages[f"laws/{work}/index"]):
        at = page_objects(site)[target].at
        assert not at.anchor or at.anchor in anchors(pages[at.docname])


def test_a_part_that_fits_is_one_page_and_another_is_cut_by_its_chapters(entries, monkeypatch):
    names = [volume.docname for volume in cut_text(entries["code"])]
    assert names[0] == "laws/code/part-1-chp-1"
    monkeypatch.setattr(text_pages, "_PART", 500_000)
    assert [v.docname for v in cut_text(replace(entries["code"]))] == [f"laws/code/part-{i}" for i in (1, 2, 3, 4)]
    monkeypatch.setattr(text_pages, "_PART", 20_000)
    entry = replace(entries["code"])  # another object, for which nothing is known yet
    few = cut_text(entry)
    assert [v.docname for v in few[:2]] == [
        "laws/code/part-1-chp-1-from-1",
        f"laws/code/part-1-chp-1-from-{few[1].articles[0].number}",
    ]
    text = emit_page(render_law_page(entry))
    assert f"至{few[0].articles[-1].label} <shelf:{few[0].docname}>" in text


def test_the_pages_of_a_law_without_divisions_begin_with_an_article(entries):
    found = cut_text(entries["flat"])
    assert len(found) > 1
    assert all(volume.docname == f"laws/flat/text-from-{volume.articles[0].number}" for volume in found)


def test_the_sidebar_shows_what_is_open(site, entries):
    def sidebar(entry, article):
        seen = Urls(SimpleNamespace(get_target_uri=ids.url_of)).seen_from(entry.article_address(article).docname)
        frame = Frame("furo", "样例", "", (MenuEntry("首页", "index"),), "laws", (), {}, False, True)
        return render_sidebar(site, frame, LawTree(entry), list_places(entry)[seen.docname], seen)

    entry = entries["code"]
    shown = sidebar(entry, entry.law.articles[700])
    assert shown.count("law-nav-division") == 4 + 9
    assert shown.count('href="art-') == 35
    assert shown.count('aria-current="page"') == 1
    assert len(shown.encode()) < 6_000
    flat = sidebar(entries["flat"], entries["flat"].law.articles[300])
    assert flat.count('href="art-') == 40 + 2
    first, last = re.findall(r'law-nav-more" href="[^"]*">([^<]*)<', flat)
    assert first.startswith("第一条—")
    assert last.endswith(f"—{entries['flat'].law.articles[-1].label}")
