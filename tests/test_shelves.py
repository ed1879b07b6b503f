"""Long lists as pages: nothing is lost, and no page grows without end."""

from dataclasses import replace

import pytest

from conv.diagnostics import Report
from conv.pipeline import build_site
from conv.site import GlossaryTerm, Link, Sense, Use
from conv.writing import shelves
from conv.writing.lists import render_glossary, render_lists, render_term
from conv.writing.shelves import by_initial, shelf_objects, shelve_laws, shelve_terms, shelve_uses
from tests.small_corpora import write_small_corpus

LAW = Link("《样例》", "yl-books")


def make_term(word, initial, uses=0):
    sense = Sense(LAW, f"{word}是指样例，" + "文字" * 40 + "。", (), "", False)
    place = Link("《样例市图书管理条例》第二条第一款", "yl-books:art_2__para_1")
    return GlossaryTerm(word, "yì", initial, "", (sense,), (Use(place, "以下称", word, "的，" + "文" * 15),) * uses)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return build_site(write_small_corpus(tmp_path_factory.mktemp("shelves") / "corpus"), Report())


def test_few_laws_and_terms_have_no_shelves(site):
    assert shelve_laws(site) == {}
    assert shelve_terms(site.glossary) == []
    assert shelf_objects(site) == {}


def test_every_law_stands_once_in_each_list(site):
    many = replace(site, entries=site.entries * 300)
    found = shelve_laws(many)
    assert found.keys() == {"类别", "制定机关", "年份"}
    for group in found.values():
        assert sum(len(shelf.members) for shelf in group) == 600
        assert len({shelf.docname for shelf in group}) == len(group)
        assert max(len(shelf.members) for shelf in group) <= 400
    assert [s.name for s in found["年份"]] == ["2020", "2021"]


def test_5000_terms_are_on_pages_below_300_kb(site):
    terms = [make_term(f"词{i}", "ABCDZ《1"[i % 7], uses=3) for i in range(5000)]
    many = replace(site, glossary=tuple(terms))
    pages = dict(render_lists(many))
    assert max(len(text.encode()) for text in pages.values()) < 150_000  # HTML takes about twice as much
    held = [t for shelf in shelve_terms(terms) for t in shelf.members]
    assert sorted(t.term for t in held) == sorted(t.term for t in terms)
    objects = shelf_objects(many)
    assert {o.at.docname for o in objects.values()} <= pages.keys()
    assert all(f"<{name}>" in pages["glossary"] for name in objects if name.startswith("shelf:glossary/"))


def test_terms_without_a_letter_come_last():
    groups = by_initial([make_term("《", "《"), make_term("一", "Y"), make_term("1", "1"), make_term("啊", "A")])
    assert [(initial, len(group)) for initial, group in groups] == [("A", 1), ("Y", 1), ("其他", 2)]
    assert "[其他](#other)" in render_glossary([make_term("《", "《")])


def test_uses_beyond_a_page_go_to_more_pages(site):
    term = make_term("图书", "T", uses=1001)
    pages = shelve_uses(term)
    assert [len(shelf.members) for shelf in pages] == [400, 400, 201]
    text = render_term(term)
    assert text.count("{.term-use}") == 400
    assert all(f"<shelf:{shelf.docname}>" in text for shelf in pages[1:])
    rendered = dict(render_lists(replace(site, glossary=(term,))))
    assert sum(page.count("{.term-use}") for page in rendered.values()) == 1001


def test_a_site_of_many_laws_builds_without_a_warning(site, tmp_path, monkeypatch):
    monkeypatch.setattr(shelves, "MANY_LAWS", 1)
    found = shelve_laws(site)
    objects = shelf_objects(site)
    assert {f"shelf:{s.docname}" for group in found.values() for s in group} == objects.keys()
    assert {docname for docname, _ in render_lists(site)} >= {o.at.docname for o in objects.values()}
