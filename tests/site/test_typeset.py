"""The published reading: same length, same places, the source's own words kept beside it."""

from __future__ import annotations

from fatiao.diagnostics import Report
from fatiao.model.law import Number, Source
from fatiao.pages.source_marks import source_marks
from fatiao.pipeline import build_site, read_law
from fatiao.site.typeset import typeset_law

TEXT = """某某条例
(2020年1月1日某某市人民代表大会常务委员会通过)
第一条 为了管理,制定本条例(试行)。
第二条 应当履行下列职责:
(一)登记;
(二)罚款1,000元。
"""


def read(text: str = TEXT):
    return read_law(Source("a.txt", text), "a", Report())


def test_every_passage_keeps_its_length_and_places():
    law = read()
    shown = typeset_law(law)
    assert shown.articles[0].text == "为了管理，制定本条例（试行）。"
    assert [p.text for p in shown.articles[1].passages()] == [
        "应当履行下列职责：",
        "（一）登记；",
        "（二）罚款1,000元。",
    ]
    for printed, article in zip(law.articles, shown.articles, strict=True):
        assert [p.spans for p in printed.passages()] == [p.spans for p in article.passages()]
        assert printed.segments == article.segments
    assert law.articles[0].text == "为了管理,制定本条例(试行)。"


def test_a_law_with_nothing_to_set_is_itself():
    law = read(TEXT.replace(",", "，").replace(":", "：").replace(";", "；").replace("(", "（").replace(")", "）"))
    assert typeset_law(law) is law


def write_corpus(folder, text=TEXT):
    law = folder / "yl-marks"
    law.mkdir(parents=True)
    (law / "2020-01-01.txt").write_text(text, encoding="utf-8")
    return folder


def test_the_source_reads_as_before_and_its_marks_go_with_the_page(tmp_path):
    report = Report()
    (entry,) = build_site(write_corpus(tmp_path), report).entries
    assert entry.source_law.articles[0].text == "为了管理,制定本条例(试行)。"
    article = entry.law.article(Number(2))
    marks = source_marks(entry, entry.article_address(article).docname, article)
    assert marks is not None
    assert (marks.source, marks.count) == (":();()", 6)
    whole = source_marks(entry, entry.address().docname, None)
    assert whole is not None
    assert whole.source == ",():();()"
