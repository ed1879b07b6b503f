"""Words behind a list that finish its sentence: they belong to the 款, in every form that is published."""

from __future__ import annotations

import pytest

from fatiao.bundle.chapters import write_chapters
from fatiao.diagnostics import Report
from fatiao.exports.akn.law import law_to_akn
from fatiao.exports.law_json import law_to_json
from fatiao.pages.site_pages import emit_site
from fatiao.permalinks.ledger import current_permalinks
from fatiao.pipeline import build_site, find_layers
from fatiao.site.model import Site
from fatiao.sphinx_ext.output.search import search_input
from tests.support.akn import akn_to_articles
from tests.support.export_laws import a_law, a_work, article, paragraph
from tests.support.outlines import read

TEXT = """某市条例
（2016年6月1日某市人民代表大会常务委员会通过）
第一条　有下列情形之一的：
（一）损毁的；
（二）丢失的，
依照第二条第一款的规定处一百元以下罚款。
前款第二项不适用于赠品。
第二条　罚款上缴国库。
"""
ITEMS = [("（一）", "甲的；"), ("（二）", "乙的，")]


def site_of(tmp_path, text: str = TEXT) -> Site:
    folder = tmp_path / "corpus" / "xj-example"
    folder.mkdir(parents=True)
    (folder / "2016-06-01.txt").write_text(text, encoding="utf-8")
    report = Report()
    site = build_site(tmp_path / "corpus", report)
    assert not report.errors
    return site


def test_it_is_the_last_of_its_paragraph_in_the_text_and_in_json():
    law, report = read(TEXT)
    found = law_to_json(law, find_layers(law, report))["articles"][0]
    assert [p.get("closing") for p in found["paragraphs"]] == ["依照第二条第一款的规定处一百元以下罚款。", None]
    assert [item["text"] for item in found["paragraphs"][0]["items"]] == ["（一）损毁的；", "（二）丢失的，"]
    assert found["text"].split("\n")[3] == "依照第二条第一款的规定处一百元以下罚款。"
    reference = found["references"][0]
    assert found["text"][reference["start"] : reference["end"]] == reference["text"] == "第二条第一款"


def test_akn_says_wrap_up_and_gives_the_text_back():
    law = a_law("xj-example", article(1, paragraph(1, "有下列情形之一，", ITEMS, "处警告。"), paragraph(2, "丙。")))
    document = law_to_akn(law, a_work())
    assert b'<wrapUp eId="art_1__para_1__wrapup"><p>' in document
    assert (
        akn_to_articles(document)[0].text
        == law.articles[0].text
        == "有下列情形之一，\n（一）甲的；\n（二）乙的，\n处警告。\n丙。"
    )


def test_the_page_gives_it_no_address_of_its_own(tmp_path):
    site = site_of(tmp_path)
    pages = dict(emit_site(site))
    text = pages["laws/xj-example/art-1"]
    assert text.count("#para-1 ") + text.count("#para-1}") == 1
    assert "{.closing}\n依照{law:ref}`第二条第一款 <xj-example:art_2__para_1" in text
    [documents, *_] = search_input(site)
    [found] = [document for document in documents if document.label == "第一条"]
    assert [segment.fragment for segment in found.segments] == [
        "para-1", "para-1-item-1", "para-1-item-2", "para-1", "para-2",
    ]  # fmt: skip
    [chapter] = write_chapters(site)
    assert '<p class="closing">' in chapter.text


@pytest.mark.parametrize("closing", ["处警告。", "处罚款。", None])
def test_the_address_of_the_paragraph_means_it(closing):
    def fingerprint(words):
        law = a_law("xj-example", article(1, paragraph(1, "有下列情形之一，", ITEMS, words)))
        return current_permalinks([(law, None)]).pages["laws/xj-example/art-1.html"]["para-1"]

    assert (fingerprint(closing) == fingerprint("处警告。")) == (closing == "处警告。")
