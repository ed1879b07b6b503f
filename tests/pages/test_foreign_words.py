"""Words in Latin letters say their language, so that a Chinese voice does not read them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from fatiao.diagnostics import Report
from fatiao.pages.html import Outside, write_body
from fatiao.pages.lists import render_lists
from fatiao.pages.site_pages import render_law
from fatiao.pipeline import build_site
from fatiao.site.model import Citing, Link
from tests.support.small_corpora import write_small_corpus

ENGLISH = "Archives Law of the People's Republic of China"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = write_small_corpus(tmp_path_factory.mktemp("letters"))
    law = folder / "yl-books" / "law.toml"
    law.write_text('id = "yl-books"\nenglish_title = "Regulations on Books"\n', encoding="utf-8")
    made = build_site(folder, Report())
    cited = Citing(
        "中华人民共和国档案法", "法律", ("档案法",), (Link("第一条", "yl-books:art_1"),), english_title=ENGLISH
    )
    return replace(made, citings=(cited,))


def read(page):
    return write_body(page, Outside(lambda role, target: f"#{target}", lambda block: "")).html


@pytest.fixture(scope="module")
def lists(site):
    return {page.docname: read(page) for page in render_lists(site)}


@pytest.mark.parametrize("kind", ["glossary", "term"])
def test_pinyin_and_english_of_a_term_are_marked(site, lists, kind):
    (term,) = [term for term in site.glossary if term.english]
    html = lists["glossary" if kind == "glossary" else term.docname]
    assert f'<span class="pinyin" lang="zh-Latn-pinyin">{term.reading}</span>' in html
    assert '<span class="english" lang="en">reading</span>' in html


def test_every_reading_is_marked(site, lists):
    for term in site.glossary:
        assert f'lang="zh-Latn-pinyin">{term.reading}<' in lists[term.docname]


def test_the_english_name_of_a_cited_work_is_marked(lists):
    assert 'cited-english">英文名称：<span class="english" lang="en">Archives Law' in lists["cited"]


def test_the_english_title_of_a_law_is_marked(site):
    entry = next(entry for entry in site.entries if entry.work.id == "yl-books")
    page = next(page for page in render_law(entry) if page.docname == entry.address().docname)
    assert re.search('<dd><p><span class="english" lang="en">Regulations on Books</span></p>', read(page))
