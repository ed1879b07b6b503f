"""Text without a number: an instrument without provisions, and text after the last 一、 of a decision."""

from __future__ import annotations

import subprocess
import sys

import pytest
from lxml import etree

from fatiao.diagnostics import Report
from fatiao.exports.akn.law import law_to_akn
from fatiao.exports.facts import facts_of
from fatiao.exports.law_json import law_to_json
from fatiao.exports.plain import markdown, plain_text
from fatiao.pages.site_pages import emit_site
from fatiao.permalinks.ledger import current_permalinks
from fatiao.pipeline import build_site, find_layers
from fatiao.sphinx_ext.output.search import search_input
from tests.conftest import ROOT
from tests.exports.akn.test_law import schema
from tests.support.akn import akn_to_articles
from tests.support.export_laws import a_work
from tests.support.outlines import read
from tests.support.small_corpora import write_plain_docs

REPLY = """某省高级人民法院关于合理开支问题的批复
法释〔2021〕11号
（2021年5月31日某省高级人民法院审判委员会第18次会议通过）
某市中级人民法院：
你院《关于合理开支问题的请示》收悉。经研究，批复如下：
依照《某某法》第二条，人民法院予以支持。
此复。
"""
DECISION = """某省人民代表大会常务委员会关于修改《某省水条例》的决定
（2022年3月1日某省第十三届人民代表大会常务委员会第三十次会议通过）
一、将第二条修改为：“第二条　取水的，应当申请许可。
“本条例自2001年1月1日起施行。”
二、删去第五条。
此外，对条文顺序作相应调整。
本决定自2022年5月1日起施行。
《某省水条例》根据本决定作相应修改，重新公布。
"""


def as_json(text):
    law, report = read(text)
    return law_to_json(law, find_layers(law, report), report)


def test_a_reply_is_one_provision_without_label():
    found = as_json(REPLY)
    [body] = found["articles"]
    assert (body["eid"], body["number"], body["label"], body["lines"]) == ("body", "0", "", [4, 7])
    assert [p["text"] for p in body["paragraphs"]] == REPLY.split("\n")[3:-1]
    assert found["counts"]["articles"] == found["counts"]["clauses"] == 0
    assert [d["code"] for d in found["diagnostics"]] == ["unnumbered", "no-force-date"]
    assert [r["text"] for r in body["references"]] == ["《某某法》第二条"]


def test_a_decision_closes_with_words_of_its_own():
    found = as_json(DECISION)
    assert [a["label"] for a in found["articles"]] == ["一、", "二、", ""]
    assert [p["text"] for p in found["articles"][-1]["paragraphs"]] == DECISION.split("\n")[5:-1]
    assert found["articles"][1]["text"] == "删去第五条。"
    assert found["counts"]["clauses"] == 2
    assert found["in_force"]["date"] == "2022-05-01"


@pytest.mark.parametrize("text", ["某市条例\n", "某市条例\n（2021年5月31日某市人民代表大会常务委员会通过）\n"])
def test_a_title_alone_is_an_error(text):
    _, report = read(text)
    assert "no-article" in [d.code for d in report if d.severity == "error"]


def test_signature_and_annex_of_a_reply_are_told_apart():
    law, _ = read(REPLY + "某省高级人民法院\n2021年6月1日\n附件：某某表\n甲\n")
    assert [p.lead.text for p in law.articles[0].paragraphs][-1] == "此复。"
    assert [p.text for p in law.signature] == ["某省高级人民法院", "2021年6月1日"]
    assert [annex.heading.text for annex in law.annexes] == ["某某表"]


@pytest.mark.parametrize("text", [REPLY, DECISION])
def test_every_form_has_the_words(text):
    law, _ = read(text)
    work = a_work(title=None)
    document = law_to_akn(law, work)
    schema().assertValid(etree.fromstring(document))
    assert [a.text for a in akn_to_articles(document)] == [a.text for a in law.articles]
    facts = facts_of(work, law, None)
    for line in law.articles[-1].text.split("\n"):
        assert line in plain_text(law, facts).split("\n")
        assert line in markdown(law, facts)


def test_it_has_no_page_of_its_own(tmp_path):
    for name, text in (("some-reply/2021-05-31.txt", REPLY), ("some-decision/2022-03-01.txt", DECISION)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    report = Report()
    site = build_site(tmp_path, report)
    assert not report.errors
    pages = dict(emit_site(site))
    assert sorted(pages) == sorted(set(pages))
    own = [name for name in pages if name.startswith("laws/some-reply")]
    assert sorted(own) == ["laws/some-reply/2021-05-31/index", "laws/some-reply/index", "laws/some-reply/views"]
    assert "{#para-2 .paragraph}\n你院" in pages["laws/some-reply/index"]
    assert "{#para-1 .paragraph}\n此外" in pages["laws/some-decision/index"]
    assert site.objects["some-reply:para_2"].at.docname == "laws/some-reply/index"
    assert site.objects["some-reply:para_2"].at.anchor == "para-2"
    addresses = current_permalinks([(entry.law, None) for entry in site.entries]).pages
    assert {"para-1", "para-4"} <= set(addresses["laws/some-reply/index.html"])
    [documents, *_] = search_input(site)
    assert [(d.url, len(d.segments)) for d in documents if d.label == "正文"] == [
        ("laws/some-decision/index.html", 3), ("laws/some-reply/index.html", 4),
    ]  # fmt: skip


def test_it_is_built(tmp_path):
    write_plain_docs(tmp_path / "docs")
    for name, text in (("some-reply/2021-05-31.txt", REPLY), ("some-decision/2022-03-01.txt", DECISION)):
        path = tmp_path / "corpus" / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "fatiao", "build", "--corpus", str(tmp_path / "corpus")]
    command += ["--docs", str(tmp_path / "docs"), "--output", str(tmp_path / "html")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert 'id="para-3"' in (tmp_path / "html/laws/some-reply/index.html").read_text(encoding="utf-8")
    assert 'id="para-3"' in (tmp_path / "html/laws/some-decision/index.html").read_text(encoding="utf-8")
    assert not [p for p in (tmp_path / "html").rglob("*.html") if "art-0.html" in p.read_text(encoding="utf-8")]
