"""``[[version]]`` and ``compare`` in ``law.toml``: their effects, and findings on invalid values."""

import json

import pytest

from fatiao.curating.edits import rename_compared
from fatiao.diagnostics import Report
from fatiao.exports.facts import facts_of
from fatiao.exports.law_json import law_to_json
from fatiao.language.interface import Interface
from fatiao.pages.myst import emit_page
from fatiao.pages.site_pages import render_law
from fatiao.pages.translation import translate_page
from fatiao.permalinks.site import record, site_permalinks
from fatiao.pipeline import build_site

HEAD = "某市水库条例\n（2015年3月2日某市人民代表大会常务委员会通过{}）\n"
WORDS = "第一条　在水库内钓鱼的，应当领取许可。\n第二条　禁止{}进入水库。\n"
TEXTS = {
    "2015-03-02": ("", "机动船舶"),
    "2019-06-06": ("　2019年6月6日修正", "船舶"),
    "2024-03-04": ("　2024年3月4日修订", "船只"),
}
MODEL = "某省水库条例\n（2014年1月1日某省人民代表大会常务委员会通过）\n第一条　禁止船舶进入水库。\n"


def build(folder, toml):
    law, model = folder / "some-law", folder / "model-law"
    law.mkdir()
    model.mkdir()
    for date, (said, word) in TEXTS.items():
        (law / f"{date}.txt").write_text(HEAD.format(said) + WORDS.format(word), encoding="utf-8")
    (law / "law.toml").write_text(toml, encoding="utf-8")
    (model / "2014-01-01.txt").write_text(MODEL, encoding="utf-8")
    report = Report()
    return build_site(folder, report), [(d.code, d.line) for d in report if d.severity.value == "error"]


def pages_of(site):
    return {page.docname: emit_page(page) for entry in site.entries for page in render_law(entry)}


def test_named_pairs_are_compared_besides_consecutive_versions(tmp_path):
    site, errors = build(tmp_path, 'compare = ["2015-03-02..2024-03-04", "model-law"]\n')
    assert errors == []
    pages = pages_of(site)
    assert {name.rpartition("/")[2] for name in pages if "/compare/" in name} == {
        "2015-03-02..2019-06-06",
        "2019-06-06..2024-03-04",
        "2015-03-02..2024-03-04",
        "model-law@2014-01-01..2024-03-04",
    }
    both = pages["laws/some-law/compare/model-law@2014-01-01..2024-03-04"]
    assert "《某省水库条例》2014年1月1日的文本（1条）" in both
    assert "<model-law:art_1>" in both
    assert "对方无对应条文" in both
    assert "旧文本" not in both
    newest = pages["laws/some-law/index"]
    assert "与《某省水库条例》2014年1月1日的文本比较" in newest
    assert "shelf:laws/some-law/compare/2015-03-02..2024-03-04" in newest
    assert "laws/some-law/compare/model-law@2014-01-01..2024-03-04.html" in site_permalinks(site).pages


def test_dates_of_versions_are_translated(tmp_path):
    site, _ = build(tmp_path, 'compare = ["2015-03-02..2024-03-04", "model-law"]\n')
    day = {"{year}年{month}月{day}日": "{year}-{month:02}-{day:02}"}
    english = Interface("en", lambda pattern: day.get(pattern, pattern))
    pages = [translate_page(page, english) for entry in site.entries for page in render_law(entry)]
    shown = {page.docname: emit_page(page) for page in pages}
    both = shown["laws/some-law/compare/model-law@2014-01-01..2024-03-04"]
    assert "《某省水库条例》2014-01-01的文本（1条）" in both
    newest = shown["laws/some-law/index"]
    assert "与《某省水库条例》2014-01-01的文本比较" in newest
    assert "与2015-03-02的文本比较" in newest


def test_a_named_pair_of_consecutive_versions_is_compared_once(tmp_path):
    site, errors = build(tmp_path, 'compare = ["2019-06-06"]\n')
    assert errors == []
    assert sum("/compare/" in name for name in pages_of(site)) == 2


def test_a_comparison_with_another_law_is_redirected_to_its_newer_version(tmp_path):
    site, _ = build(tmp_path, 'compare = ["model-law"]\n')
    ledger = site_permalinks(site)
    (tmp_path / "model-law" / "2025-01-01.txt").write_text(MODEL.replace("船舶", "船只"), encoding="utf-8")
    _, redirects = record(ledger, site_permalinks(build_site(tmp_path, Report())))
    folder = "laws/some-law/compare"
    there = redirects[f"{folder}/model-law@2014-01-01..2024-03-04.html"]
    assert there == f"{folder}/model-law@2025-01-01..2024-03-04.html"


@pytest.mark.parametrize(
    ("pair", "code"),
    [
        ("2016-01-01", "no-such-text"),
        ("2015-03-02..2016-01-01", "no-such-text"),
        ("absent-law", "no-such-text"),
        ("model-law@2015-01-01", "no-such-text"),
        ("2024-03-04", "no-such-text"),
        ("2024-03-04..2015-03-02", "no-such-text"),
        ("Some Law", "wrong-type"),
        ("../etc", "wrong-type"),
    ],
)
def test_a_comparison_with_an_unknown_text_is_an_error(tmp_path, pair, code):
    _, errors = build(tmp_path, f"compare = {json.dumps([pair])}\n")
    assert (code, 1) in errors


def test_facts_of_a_version_apply_to_that_version_only(tmp_path):
    toml = """
[[version]]
date = 2019-06-06
in_force = 2019-07-01
until = 2024-02-01
number = "第9号"
amended_by = "关于修改水库条例的决定"
ground = "某市公报2019年第3号。"
"""
    site, errors = build(tmp_path, toml)
    assert errors == []
    old, middle, new = (entry for entry in site.entries if entry.work.id == "some-law")
    facts = [facts_of(e.work, e.law, e.version, e.until) for e in (old, middle, new)]
    assert [f.number for f in facts] == [None, "第9号", None]
    assert [f.in_force for f in facts] == [None, "2019-07-01", None]
    assert [f.replaced for f in facts] == ["2019-07-01", "2024-02-01", None]
    data = [law_to_json(e.law, e.layers, (), e.work) for e in (old, middle, new)]
    assert [d["number"] for d in data] == [None, "第9号", None]
    assert [d.get("amended_by") for d in data] == [None, "关于修改水库条例的决定", None]
    pages = pages_of(site)
    assert "2019年7月1日起施行" in pages["laws/some-law/index"]
    assert "依《关于修改水库条例的决定》修改" in pages["laws/some-law/index"]
    assert "第9号" in pages["laws/some-law/2019-06-06/index"]
    assert "依《关于修改水库条例的决定》修改" in pages["laws/some-law/compare/2015-03-02..2019-06-06"]
    assert "依《关于修改水库条例的决定》修改" not in pages["laws/some-law/compare/2019-06-06..2024-03-04"]
    assert "第9号" not in pages["laws/some-law/index"]


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ('date = 2018-01-01\nnumber = "1"\nground = "a"', "no-such-text"),
        ('date = 2019-06-06\nnumber = "1"', "ground-missing"),
        ('date = 2019-06-06\nuntil = 2019-06-06\nground = "a"', "bad-date"),
        ('date = 2024-03-04\nuntil = 2025-01-01\nground = "a"', "wrong-type"),
        ('date = 2019-06-06\nwrong = "1"', "unknown-key"),
        ('number = "1"', "missing-key"),
        ('date = 2019-06-06\nground = "a"\n[[version]]\ndate = 2019-06-06\nground = "a"', "wrong-type"),
    ],
)
def test_an_invalid_version_table_is_an_error(tmp_path, table, code):
    _, errors = build(tmp_path, f"[[version]]\n{table}\n")
    assert code in [found for found, _ in errors]


def test_the_number_of_the_newest_version_may_be_given_only_once(tmp_path):
    supplied = '[[supplied]]\nfield = "number"\nground = "a"\n'
    table = '[[version]]\ndate = 2024-03-04\nnumber = "第2号"\nground = "a"\n'
    _, errors = build(tmp_path, f'number = "第1号"\n{supplied}{table}')
    assert "wrong-type" in [found for found, _ in errors]


def test_a_date_of_force_that_contradicts_the_text_is_an_error(tmp_path):
    folder = tmp_path / "some-law"
    folder.mkdir()
    text = HEAD.format("").replace("2015年3月2日", "2019年6月6日") + "第一条　本条例自2019年8月1日起施行。\n"
    (folder / "2019-06-06.txt").write_text(text, encoding="utf-8")
    law = '[[version]]\ndate = 2019-06-06\nin_force = 2019-09-01\nground = "a"\n'
    (folder / "law.toml").write_text(law, encoding="utf-8")
    report = Report()
    build_site(tmp_path, report)
    assert "contradicts-source" in [d.code for d in report]


def test_renaming_a_law_updates_comparisons_of_other_laws():
    law = 'title = "model-law"\ncompare = ["model-law", "model-law@2014-01-01", "model-law-two"]\n'
    changed = rename_compared(law, "model-law", "new-law")
    assert changed == 'title = "model-law"\ncompare = ["new-law", "new-law@2014-01-01", "model-law-two"]\n'
