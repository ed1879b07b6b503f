"""Only the titles that a law can name have a say in its references."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fatiao.diagnostics import Report
from fatiao.linking.references.find import find_references
from fatiao.linking.references.known_titles import KnownTitles
from fatiao.pipeline import build_site, read_laws
from fatiao.rebuild.cache import ResultCache
from fatiao.rebuild.state import digest_laws
from tests.conftest import ROOT
from tests.support.linking_laws import a_law
from tests.support.small_corpora import write_small_corpus

NAMES = [
    "图书法",
    "样例市图书管理条例",
    "图书管理条例",
    "阅览办法",
    "水法（2016年）",
    "A法",
    "无名",
    "ＡＢ",
    "管理条例",
]
SENTENCES = st.sampled_from(
    [
        "依照图书法第二条",
        "违反《样例市图书管理条例》第三条第一款",
        "适用阅览办法第一条",
        "水法(2016年)第五条",
        "A法第一条",
        "。",
        "，",
    ]
)


def plain_law(text):
    """A law that is read as it is, as nearly all are."""
    law = a_law(text)
    return replace(law, source=replace(law.source, plain=True))


def of_law(text, titles):
    law, report = plain_law(text), Report()
    return find_references(law, (), titles, report), tuple(report)


@given(st.lists(SENTENCES, max_size=6), st.lists(st.sampled_from(NAMES), unique=True))
def test_titles_that_no_article_can_name_change_nothing(sentences, titles):
    text = f"{''.join(sentences)}。"
    nameable = KnownTitles(titles).nameable_in(plain_law(text))
    assert set(nameable) <= set(titles)
    assert of_law(text, nameable) == of_law(text, titles)


def test_what_stands_in_no_article_is_left_out():
    law = plain_law("依照图书法第二条处理。")
    assert KnownTitles(["图书法", "阅览办法", "管理图书法"]).nameable_in(law) == ("图书法",)
    assert KnownTitles([]).nameable_in(law) == ()
    assert KnownTitles(["AB"]).nameable_in(law) == ("AB",)


def test_the_references_of_the_corpus_are_the_same():
    _, entries = read_laws(ROOT / "corpus", Report())
    titles = [title for entry in entries for title in (entry.title, *entry.work.short_titles)]
    known = KnownTitles(titles)
    for entry in entries:
        results = [
            find_references(entry.law, entry.layers.definitions, names, Report())
            for names in (titles, known.nameable_in(entry.law))
        ]
        assert results[0] == results[1]


@pytest.fixture
def counted(monkeypatch):
    """The laws whose references are read."""
    read = []

    def count(law, *rest):
        read.append(law.work)
        return find_references(law, *rest)

    monkeypatch.setattr("fatiao.pipeline.find_references", count)
    return read


def test_a_law_that_comes_leaves_the_others_as_they_were(tmp_path, counted):
    corpus = write_small_corpus(tmp_path / "corpus")

    def digests():
        report, cache = Report(), ResultCache(tmp_path / "laws.sqlite", "means")
        site = build_site(corpus, report, cache)
        cache.keep()
        return digest_laws(site, report)

    before = digests()
    assert sorted(counted) == ["yl-books", "yl-reading"]
    counted.clear()
    (corpus / "yl-water").mkdir()
    (corpus / "yl-water/2022-01-01.txt").write_text(
        "样例市节水规定\n第一条 为了节约用水，制定本规定。\n", encoding="utf-8"
    )
    after = digests()
    assert counted == ["yl-water"]
    assert {key: after[key] for key in before} == before
