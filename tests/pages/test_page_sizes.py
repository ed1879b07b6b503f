"""No page above 300 KB at 400 laws and 5,000 terms: a site of that size is built, but for its articles and terms."""

import re
from dataclasses import replace

import pytest
from sphinx.util.docutils import docutils_namespace, patch_docutils

from fatiao.bundle.pdfs import read_whole
from fatiao.diagnostics import Report
from fatiao.pages.site_pages import emit_site
from fatiao.pipeline import build_site
from fatiao.site.model import Citing, GlossaryTerm, Link, Sense, Use
from fatiao.site.objects import collect_objects
from fatiao.sphinx_ext import generation
from tests.conftest import make_app
from tests.support.browser import chromium
from tests.support.large_laws import write_code, write_flat_law, write_small_law
from tests.support.small_corpora import write_plain_docs

pytestmark = pytest.mark.slow

LAWS, TERMS, CITED = 400, 5000, 700
MOST = 300_000
READ = "laws/code/art-700"


def make_terms(entries):
    """Terms of all letters, each with a sense in some law; one with a sense in each, one with many uses."""
    links = [Link(f"《{entry.title}》", entry.key) for entry in entries]
    use = Use(
        Link("《某市小型事项管理条例》第二条第一款", f"{entries[-1].key}:art_2__para_1"),
        "文字" * 10,
        "术语",
        "文字" * 10,
    )
    for i in range(TERMS):
        senses = [Sense(link, f"术语{i}是指" + "文字" * 60, (link,), "本章", False) for link in links[i % LAWS :][:1]]
        if i == 0:
            senses = [replace(senses[0], law=link, text=f"{at}{senses[0].text}") for at, link in enumerate(links)]
        uses = (use,) * (5000 if i == 0 else 3)
        yield GlossaryTerm(f"术语{i}", "shùyǔ", "ABCDEFGHJKLMNOPQRSTWXYZ"[i % 23], "", tuple(senses), uses)


def make_citings(entries):
    names = ("档案", "保险", "教育", "测绘", "气象", "水")
    links = [Link(f"《{entry.title}》第二条第一款", f"{entry.key}:art_2__para_1") for entry in entries]
    for i in range(CITED):
        title = f"中华人民共和国{names[i % 6]}法实施条例若干问题的规定第{i}号"
        yield Citing(title, "法律", (), tuple(links if i % 100 == 0 else links[:5]))


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    """The site and the folder of its pages: those of its lists, of three laws, of an article and of a busy term."""
    folder = tmp_path_factory.mktemp("sizes")
    write_code(folder / "corpus" / "code", parts=4, chapters=9, articles=35)
    write_flat_law(folder / "corpus" / "flat", articles=240)
    for i in range(LAWS - 2):
        write_small_law(folder / "corpus" / f"small-{i}", f"{'甲乙丙丁戊己庚辛'[i % 8]}市小型事项管理条例第{i}号")
    site = build_site(folder / "corpus", Report())
    glossary, citings = tuple(make_terms(site.entries)), tuple(make_citings(site.entries))
    objects = collect_objects(site.entries, glossary, citings)
    site = replace(site, glossary=glossary, citings=citings, objects=objects)
    busy = glossary[0].docname
    left_out = tuple(f"laws/{entry.work.id}/" for entry in site.entries if entry.work.id.startswith("small-"))

    def is_shown(docname):
        if docname.startswith("terms/"):
            return docname.startswith(busy)
        return docname == READ or ("/art-" not in docname and not docname.startswith(left_out))

    write_plain_docs(folder / "docs")
    with pytest.MonkeyPatch.context() as patch, patch_docutils(), docutils_namespace():
        patch.setattr(generation, "build_site", lambda *_: site)
        patch.setattr(generation, "emit_site", lambda *_: [p for p in emit_site(site) if is_shown(p[0])])
        app = make_app(folder, folder / "corpus")
        app.build()
    return site, folder / "html"


@pytest.fixture(scope="module")
def built(result):
    return {path.relative_to(result[1]).as_posix(): path for path in result[1].rglob("*.html")}


def test_no_page_is_above_300_kb(built):
    sizes = {name: path.stat().st_size for name, path in built.items()}
    assert len(sizes) > 100
    assert {name: size for name, size in sizes.items() if size > MOST} == {}


@pytest.mark.parametrize("name", ["index", "glossary", "cited", "laws/code/index", "lists/name-y", "glossary/a"])
def test_what_a_reader_begins_with_is_there(built, name):
    assert f"{name}.html" in built


def test_a_law_and_a_term_are_a_few_clicks_away(built):
    home = built["index.html"].read_text(encoding="utf-8")
    assert f"共{LAWS}部法规" in home
    assert all(f'href="{name}"' in home for name in built if name.startswith("lists/"))
    glossary = built["glossary.html"].read_text(encoding="utf-8")
    assert all(f'href="{name}"' in glossary for name in built if re.match("glossary/[a-z]+.html", name))
    assert 'href="lists/' not in glossary


def test_an_article_of_a_code_is_a_small_page(built):
    assert built[f"{READ}.html"].stat().st_size < 25_000


def test_an_annex_says_where_it_comes_from_and_how_its_law_is_cited(built):
    assert 'href="att-1.html"' in built["laws/flat/index.html"].read_text(encoding="utf-8")
    page = built["laws/flat/att-1.html"].read_text(encoding="utf-8")
    assert "<title>设备名录 某市细则规定 - " in page
    assert "引用格式（本法规）" in page
    assert "底本中本附件的原文" in page
    assert "二、电机。\n</pre>" in page


def test_a_printed_code_has_its_whole_text_once(result):
    site, html = result
    (code,) = [entry for entry in site.entries if entry.work.id == "code"]
    page = read_whole(code, html)
    assert re.findall(r'class="article-label" id="art-(\d+)"', page) == [str(a.number) for a in code.law.articles]
    assert page.count("<h1>") == 1
    assert 'href="#part-3-chp-2"' in page
    places = re.findall(r' id="((?:art|part)-[^"]+)"', page)
    assert len(places) == len(set(places))


def test_a_place_of_the_text_on_the_page_of_a_code_leads_to_the_article(result):
    _, html = result
    with chromium() as browser:
        page = browser.new_page()
        page.goto(f"{html.as_uri()}/laws/code/index.html#art-700-para-2")
        page.wait_for_url("**/laws/code/art-700.html#para-2")
        assert page.locator("#para-2").is_visible()
        assert page.locator(".sidebar-tree [aria-current]").inner_text() == "第七百条"
