"""Cited provisions of works outside the corpus: their citations, and quotations from notes."""

from itertools import pairwise

import pytest

from fatiao.diagnostics import Report
from fatiao.pages.cited_laws import render_cited
from fatiao.pages.myst import emit_page
from fatiao.pages.site_pages import list_titles
from fatiao.pipeline import build_site
from tests.support.paths import ROOT


@pytest.fixture(scope="module")
def site():
    return build_site(ROOT / "corpus", Report())


@pytest.fixture(scope="module")
def security(site):
    return next(citing for citing in site.citings if citing.title == "中华人民共和国国家安全法")


def test_a_provision_names_the_notes_and_terms_that_cite_it(security):
    provisions = {provision.name: provision for provision in security.provisions}
    sources = [link.name for link in provisions["第十四条"].cited_by]
    assert sources == ["国家安全法办法第六条第二款的注释", "保密条例第九条第一款的注释", "术语“全民国家安全教育日”"]
    assert all(link.target for link in provisions["第十四条"].cited_by)


def test_provisions_stand_in_the_order_of_their_law(security):
    names = [provision.name for provision in security.provisions]
    assert names.index("第二条") < names.index("第十四条") < names.index("第十五条") < names.index("第十五条第二款")
    assert len(names) == len(set(names))


def test_words_are_those_of_a_note_and_not_of_its_own_law(site, security):
    quoted = [(words, link) for provision in security.provisions for words, link in provision.quotations]
    assert quoted
    notes = {entry.key: "\n".join(note.text for note in entry.work.notes) for entry in site.current}
    texts = {entry.key: "\n".join(a.text for a in entry.law.articles) for entry in site.current}
    for words, link in quoted:
        key = (link.target or "").partition(":")[0]
        assert f"“{words}”" in notes[key] and words not in texts[key]


def test_the_page_lists_each_once(security):
    page = emit_page(render_cited([security]))
    places = [page.index(f"\n{name}\n") for name in ("第二条", "第十四条", "第十七条")]
    assert all(one < other for one, other in pairwise(places))
    assert page.count("编者引用的文字：“保卫人民民主专政的政权和中国特色社会主义制度”") == 1


LAW = """\
某市图书条例
（2020年1月1日某市人民代表大会常务委员会通过）
第一条　根据《图书馆管理法》第三条、《图书馆管理法》第五条，制定本条例。
第二条　违反本条例的，依照《图书馆管理法》第九条处罚；《古籍保护办法》第二条另有规定的，从其规定。
第三条　本条例自2020年2月1日起施行。
"""


def test_works_that_nobody_listed_are_told_by_how_often_they_are_cited(tmp_path):
    folder = tmp_path / "corpus" / "some-law"
    folder.mkdir(parents=True)
    (folder / "2020-01-01.txt").write_text(LAW, encoding="utf-8")
    (folder / "law.toml").write_text(
        'title = "某市图书条例"\nkind = "地方性法规"\nshort_titles = ["图书条例"]\n', "utf-8"
    )
    site = build_site(tmp_path / "corpus", Report())
    assert [(work.title, len(work.cited_by)) for work in site.unlisted] == [("图书馆管理法", 2), ("古籍保护办法", 1)]
    page = emit_page(render_cited(site.citings, site.unlisted))
    assert "未列入目录的文件" in page
    assert page.index("《图书馆管理法》：") < page.index("《古籍保护办法》：")
    assert "cited" in list_titles(site)
