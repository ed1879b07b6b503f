"""Long lists as pages: nothing is lost, and no page grows without end."""

import re
from dataclasses import replace

import pytest

from fatiao import ids
from fatiao.diagnostics import Report
from fatiao.pages import list_paging
from fatiao.pages.cited_laws import render_cited, shelve_citings
from fatiao.pages.list_page import by_title, initial_of, reading_key
from fatiao.pages.list_paging import by_initial, shelf_objects, shelve_laws, shelve_terms, shelve_uses
from fatiao.pages.lists import render_glossary, render_lists, render_term
from fatiao.pages.myst import emit_page
from fatiao.pipeline import build_site
from fatiao.site.model import Citing, GlossaryTerm, Link, Sense, Use
from tests.support.small_corpora import write_small_corpus

#: HTML takes at most 2.1 times the bytes of an emitted page: this is below 300 KB.
MOST = 140_000
LAW = Link("《样例》", "yl-books")


def emitted(site):
    """Docname → MyST text of every page of a list."""
    return {page.docname: emit_page(page) for page in render_lists(site)}


def make_term(word, initial, uses=0):
    sense = Sense(LAW, f"{word}是指样例，" + "文字" * 40 + "。", (), "", False)
    place = Link("《样例市图书管理条例》第二条第一款", "yl-books:art_2__para_1")
    return GlossaryTerm(word, "yì", initial, "", (sense,), (Use(place, "以下称", word, "的，" + "文" * 15),) * uses)


def with_kind(entry, kind):
    return replace(entry, work=replace(entry.work, kind=kind))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return build_site(write_small_corpus(tmp_path_factory.mktemp("shelves") / "corpus"), Report())


def test_few_laws_and_terms_have_no_shelves(site):
    assert shelve_laws(site) == {}
    assert shelve_terms(site.glossary) == []
    assert shelf_objects(site) == {}


def test_every_law_stands_once_in_each_list(site):
    entries = tuple(with_kind(entry, "规章") for entry in site.entries) + site.entries
    found = shelve_laws(replace(site, entries=entries * 150))
    assert found.keys() == {"名称", "类别", "年份"}  # no law says who issued it
    assert [s.name for s in found["类别"]] == ["规章", "未注明"]
    for group in found.values():
        assert sum(len(shelf.members) for shelf in group) == 600
        assert len({shelf.docname for shelf in group}) == len(group)
        assert max(len(shelf.members) for shelf in group) <= 400
    assert [s.name for s in found["年份"]] == ["2021", "2020"]
    assert [s.name for s in found["名称"]] == ["Y", "Y（2）"]


def test_a_list_of_laws_goes_by_their_names(site):
    many = replace(site, entries=tuple(with_kind(entry, "规章") for entry in site.entries * 40))
    pages = emitted(many)
    (kinds,) = [text for name, text in pages.items() if name.startswith("lists/kind")]
    names = re.findall("《(.*?)》", kinds)
    assert names == sorted(names, key=reading_key)
    assert max(len(text.encode()) for text in pages.values()) < MOST


def test_letters_leave_the_name_of_the_state_out():
    titles = ["中华人民共和国刑法", "〈x〉的规定", "2024年计划", "重庆市条例", "中华人民共和国", "《办法》"]
    assert [initial_of(t) for t in titles] == ["X", "X", "其他", "C", "Z", "B"]
    groups = by_title(titles, str)
    assert [initial for initial, _ in groups] == ["B", "C", "X", "Z", "其他"]
    assert dict(groups)["X"] == ["〈x〉的规定", "中华人民共和国刑法"]


def test_5000_terms_are_on_pages_below_300_kb(site):
    terms = [make_term(f"词{i}", "ABCDZ《1"[i % 7], uses=3) for i in range(5000)]
    many = replace(site, glossary=tuple(terms))
    pages = emitted(many)
    assert max(len(text.encode()) for text in pages.values()) < MOST
    held = [t for shelf in shelve_terms(terms) for t in shelf.members]
    assert sorted(t.term for t in held) == sorted(t.term for t in terms)
    objects = shelf_objects(many)
    assert {o.at.docname for o in objects.values()} <= pages.keys()
    for name in objects:
        if name.startswith("shelf:glossary/"):
            docname = name.removeprefix("shelf:")
            letter = re.sub(r"-\d+$", "", docname)
            assert f"<shelf:{letter}>" in pages["glossary"]
            assert docname == letter or f"<{name}>" in pages[letter]
            assert "{.here}" in pages[docname]


def test_terms_without_a_letter_come_last():
    groups = by_initial([make_term("《", "《"), make_term("一", "Y"), make_term("1", "1"), make_term("啊", "A")])
    assert [(initial, len(group)) for initial, group in groups] == [("A", 1), ("Y", 1), ("其他", 2)]
    assert "[其他](#other)" in emit_page(render_glossary([make_term("《", "《")]))


def test_uses_beyond_a_page_go_to_more_pages(site):
    term = make_term("图书", "T", uses=1001)
    pages = shelve_uses(term)
    assert [len(shelf.members) for shelf in pages] == [400, 400, 201]
    text = emit_page(render_term(term))
    assert text.count("{.term-use}") == 400
    assert all(f"<shelf:{shelf.docname}>" in text for shelf in pages[1:])
    rendered = emitted(replace(site, glossary=(term,)))
    assert sum(page.count("{.term-use}") for page in rendered.values()) == 1001


def make_citing(i, links):
    place = Link("《样例市图书管理条例》第二条第一款第三项", "yl-books:art_2__para_1")
    name = ("档案", "保险", "教育", "测绘")[i % 4]
    return Citing(f"中华人民共和国{name}法实施条例若干问题的规定第{i}号", "法律", (), (place,) * links)


def test_few_cited_laws_are_one_page(site):
    few = [make_citing(i, 3) for i in range(20)]
    assert shelve_citings(few) == []
    assert emit_page(render_cited(few)).count("\n- ") == 60


def test_many_cited_laws_are_pages_by_initial(site):
    many = tuple(make_citing(i, 1500 if i == 7 else 5) for i in range(400))
    pages = {n: t for n, t in emitted(replace(site, citings=many)).items() if n.partition("/")[0] == "cited"}
    assert {"cited", "cited/b", "cited/c", "cited/c-2", "cited/d", "cited/j"} <= pages.keys()
    assert max(len(text.encode()) for text in pages.values()) < MOST
    assert sum(text.count("\n- ") for text in pages.values()) == 1500 + 399 * 5
    for law in many:  # an address that was given out stays
        assert f"{{#{ids.cited_anchor(law.slug)} .cited-row}}" in pages["cited"]
    objects = shelf_objects(replace(site, citings=many))
    for target in re.findall("<(shelf:[^>]+)>", pages["cited"]):
        at = objects[target].at
        assert f"[]{{#{at.anchor}}}" in pages[at.docname]
        assert "（续）" not in pages[at.docname].partition(f"[]{{#{at.anchor}}}")[2].partition("\n- ")[0]
    assert all(objects["shelf:cited"].at.docname in pages for _ in pages)
    assert "第7号》（续）" in "".join(pages.values())


def test_a_sense_that_laws_share_is_said_once():
    sense = Sense(LAW, "共同的释义。", (), "", True)
    other = replace(sense, law=Link("《样例市阅览办法》", "yl-reading"))
    text = emit_page(render_term(replace(make_term("书", "S"), senses=(sense, replace(sense, text="另一个。"), other))))
    assert text.count("共同的释义") == 1
    assert "《样例》 <yl-books>`、{law:ref}`《样例市阅览办法》" in text
    assert "释义（2）" not in text
    shared = tuple(replace(sense, law=Link(f"《样例{i}》", "yl-books")) for i in range(30))
    text = emit_page(render_term(replace(make_term("书", "S"), senses=shared)))
    assert "\n30部法规\n: 共同的释义。\n" in text
    assert "  用于{law:ref}`《样例0》 <yl-books>`、" in text


def test_a_term_of_400_laws_has_pages_of_senses_and_a_short_entry(site):
    senses = tuple(
        Sense(Link(f"《样例{i}》", "yl-books"), f"{i}是指" + "文字" * 60, (LAW,), "本章", False) for i in range(400)
    )
    term = replace(make_term("书", "S", uses=400), senses=senses)
    pages = emitted(replace(site, glossary=(term,)))
    assert max(len(text.encode()) for text in pages.values()) < MOST
    assert sum(text.count("适用范围") for text in pages.values()) == 400
    assert "《样例5》 <yl-books>`等400部）" in pages["glossary"]
    objects = shelf_objects(replace(site, glossary=(term,)))
    assert all(name.removeprefix("shelf:") in pages for name in objects if name.startswith("shelf:terms/"))


def test_a_site_of_many_laws_builds_without_a_warning(site, tmp_path, monkeypatch):
    monkeypatch.setattr(list_paging, "MANY_LAWS", 1)
    found = shelve_laws(site)
    objects = shelf_objects(site)
    assert {f"shelf:{s.docname}" for group in found.values() for s in group} == objects.keys()
    assert {page.docname for page in render_lists(site)} >= {o.at.docname for o in objects.values()}
