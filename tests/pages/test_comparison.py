"""Pages that compare two versions, pages of a dated version, and 沿革: their content and their sizes."""

import json

import pytest

from fatiao.comparing.as_json import ComparedText
from fatiao.diagnostics import Report
from fatiao.exports.comparison import write_comparison
from fatiao.model.law import Number
from fatiao.pages import comparison
from fatiao.pages.lineage import render_lineage
from fatiao.pages.myst import emit_page
from fatiao.pages.site_pages import render_law
from fatiao.permalinks.site import site_permalinks
from fatiao.pipeline import build_site

HEAD = "某市水库条例\n（2015年3月2日某市人民代表大会常务委员会通过{}）\n"
OLD = "第一条　在水库内钓鱼的，应当领取许可。\n第二条　禁止机动船舶进入水库。\n"
NEW = "第一条　水库分为大型和小型，名录每年公布。\n第二条　在水库内钓鱼的，应当领取钓鱼许可。\n"


def build(folder, old=OLD, new=NEW):
    law = folder / "some-law"
    law.mkdir()
    (law / "2015-03-02.txt").write_text(HEAD.format("") + old, encoding="utf-8")
    (law / "2024-03-04.txt").write_text(HEAD.format("　2024年3月4日修订") + new, encoding="utf-8")
    return build_site(folder, Report())


@pytest.fixture
def site(tmp_path):
    return build(tmp_path)


def pages_of(site):
    return {page.docname: emit_page(page) for entry in site.entries for page in render_law(entry)}


def test_a_comparison_shows_both_texts_with_marks_and_links(site):
    text = pages_of(site)["laws/some-law/compare/2015-03-02..2024-03-04"]
    assert "[钓鱼]{.ins}" in text
    assert "<some-law@2015-03-02:art_1>" in text
    assert "<some-law:art_2>" in text
    assert "旧文本中无对应条文" in text


def test_a_single_version_has_no_comparison(tmp_path):
    law = tmp_path / "some-law"
    law.mkdir()
    (law / "2015-03-02.txt").write_text(HEAD.format("") + OLD, encoding="utf-8")
    pages = pages_of(build_site(tmp_path, Report()))
    assert not [name for name in pages if "compare" in name]
    assert "laws/some-law/2015-03-02/index" in pages


def test_a_law_with_several_versions_has_a_time_line_with_every_comparison(tmp_path, site):
    newer = HEAD.format("　2025年1月1日修订") + "第一条　其他的话。\n第二条　本条例自2025年5月1日起施行。\n"
    (tmp_path / "some-law" / "2025-01-01.txt").write_text(newer, encoding="utf-8")
    pages = pages_of(build_site(tmp_path, Report()))
    newest = pages["laws/some-law/index"]
    line = newest[newest.index("law-timeline") :]
    order = [line.index(words) for words in ("2015年3月2日的文本", "2024年3月4日的文本", "2025年1月1日的文本")]
    assert order == sorted(order)
    assert "<some-law@2015-03-02>" in line
    assert "shelf:laws/some-law/compare/2015-03-02..2024-03-04" in line
    assert "shelf:laws/some-law/compare/2024-03-04..2025-01-01" in line
    assert "2015-03-02..2025-01-01" not in line
    assert "[2025年1月1日的文本]{.law-here}（本页）" in line
    assert "2025年5月1日起施行" in line
    assert "[2015年3月2日的文本]{.law-here}（本页）" in pages["laws/some-law/2015-03-02/index"]


def test_a_law_with_one_version_has_no_time_line(tmp_path):
    law = tmp_path / "some-law"
    law.mkdir()
    (law / "2015-03-02.txt").write_text(HEAD.format("") + OLD, encoding="utf-8")
    assert not [name for name, text in pages_of(build_site(tmp_path, Report())).items() if "law-timeline" in text]


def test_the_dated_version_has_every_anchor_and_is_in_the_ledger(site):
    text = pages_of(site)["laws/some-law/2024-03-04/index"]
    assert "{#art-2 .article-label}" in text or "#art-2" in text
    anchors = site_permalinks(site).pages["laws/some-law/2024-03-04/index.html"]
    assert {"", "art-1", "art-2", "art-2-para-1"} <= set(anchors)
    assert "laws/some-law/2024-03-04/art-1.html" not in site_permalinks(site).pages


def test_a_newer_version_keeps_the_dated_address_of_the_older_one(tmp_path, site):
    before = site_permalinks(site).pages["laws/some-law/2024-03-04/index.html"]
    newer = HEAD.format("　2025年1月1日修订") + "第一条　其他的话。\n"
    (tmp_path / "some-law" / "2025-01-01.txt").write_text(newer, encoding="utf-8")
    after = site_permalinks(build_site(tmp_path, Report())).pages["laws/some-law/2024-03-04/index.html"]
    assert after == before


def test_the_lineage_names_former_numbers_of_an_article(site):
    new = site.entries[-1]
    group = render_lineage(new, new.law.article(Number(2)))
    said = "".join(str(block) for block in group.blocks)
    assert "原" in said
    assert "第一条" in said
    assert "此前的文本本站未收录" in said


def test_a_long_comparison_is_split_and_has_each_change_once(tmp_path, monkeypatch):
    monkeypatch.setattr(comparison, "_MOST", 400)
    old = "".join(f"第{n}条　某某事项甲{n}应当依照规定办理，不得拖延，也不得推诿。\n" for n in "一二三四五六七八九")
    site = build(tmp_path, old, old.replace("依照", "按照"))
    (_, new) = site.entries
    parts = comparison.comparison_parts(new)
    assert len(parts) > 1
    assert [part.docname for part in parts][1] == "laws/some-law/compare/2015-03-02..2024-03-04-2"
    assert sum((part.changes for part in parts), ()) == new.compared[0].comparison.changes


def test_the_data_files_agree_with_the_page(site):
    new = site.entries[-1]
    (before,) = new.compared
    texts = (ComparedText("some-law", date, new.title) for date in (before.date, new.date))
    files = dict(write_comparison(new.comparison_docname(before), *texts, before.comparison))
    data = json.loads(files["laws/some-law/compare/2015-03-02..2024-03-04.json"])
    assert data["old"] == {"work": "some-law", "date": "2015-03-02", "title": "某市水库条例"}
    assert {(tuple(a["old"]), tuple(a["new"]), a["kind"]) for a in data["articles"]} >= {(("1",), ("2",), "changed")}
    assert files["laws/some-law/compare/2015-03-02..2024-03-04.csv"].startswith("old,new,kind,score,moved\n")


DECISION = """某市人民代表大会常务委员会关于修改《某市水库条例》的决定
对《某市水库条例》作出如下修改：
一、增加一条，作为第一条：“水库分为大型和小型，名录每年公布。”
二、将第一条改为第二条，修改为：“在水库内钓鱼的，应当领取钓鱼许可。”
三、删去第二条。
本决定自公布之日起施行。
"""


def decide(folder, decision=DECISION, name="2024-03-04.txt"):
    build(folder)
    (folder / "some-law" / "amendments").mkdir()
    (folder / "some-law" / "amendments" / name).write_text(decision, encoding="utf-8")
    report = Report()
    site = build_site(folder, report)
    return site, [(d.code, d.path.rpartition("/")[2]) for d in report if "amendments" in d.path]


def test_each_change_names_the_instruction_of_the_decision(tmp_path):
    site, found = decide(tmp_path)
    assert found == []
    text = pages_of(site)["laws/some-law/compare/2015-03-02..2024-03-04"]
    second = text[text.index("<some-law:art_2>") :]
    assert "依修改决定：二、将第一条改为第二条，修改为：“……”" in second
    assert "依修改决定：一、增加一条" in text[: text.index("<some-law:art_2>")]
    assert "不一致" not in text


def test_the_data_file_names_the_instructions(tmp_path):
    site, _ = decide(tmp_path)
    new = site.entries[-1]
    (before,) = new.compared
    texts = (ComparedText("some-law", date, new.title) for date in (before.date, new.date))
    files = dict(write_comparison(new.comparison_docname(before), *texts, before.comparison, before.amended))
    data = json.loads(files["laws/some-law/compare/2015-03-02..2024-03-04.json"])
    [row] = [row for row in data["articles"] if row["new"] == ["2"]]
    assert [one["label"] for one in row["instructions"]] == ["二、"]


@pytest.mark.parametrize(
    "matter",
    ["本报讯（记者 某甲）近日，市民纷纷点赞。", "责任编辑：某乙", "扫一扫关注本报，将精彩修改为动力，增加一条好友。"],
)
def test_what_follows_an_instruction_in_its_file_is_not_published(tmp_path, matter):
    site, _ = decide(tmp_path, DECISION.replace("三、", f"{matter}\n三、"))
    new = site.entries[-1]
    (before,) = new.compared
    texts = (ComparedText("some-law", date, new.title) for date in (before.date, new.date))
    files = dict(write_comparison(new.comparison_docname(before), *texts, before.comparison, before.amended))
    published = "".join([*pages_of(site).values(), *files.values()])
    assert "依修改决定：" in published
    assert matter[:6] not in published


def test_an_instruction_whose_label_has_a_line_of_its_own_is_named(tmp_path):
    site, _ = decide(tmp_path, DECISION.replace("一、增加", "一、\n增加"))
    text = pages_of(site)["laws/some-law/compare/2015-03-02..2024-03-04"]
    assert "依修改决定：一、增加一条，作为第一条：“……”" in text


def test_words_that_the_decision_does_not_give_are_told(tmp_path):
    site, found = decide(tmp_path, DECISION.replace("应当领取钓鱼许可。", "应当领取钓鱼证。"))
    assert found == [("amendment-unlike", "2024-03-04.txt")]
    text = pages_of(site)["laws/some-law/compare/2015-03-02..2024-03-04"]
    assert "不一致" in text[text.index("<some-law:art_2>") :]


def test_an_instruction_that_does_not_fit_is_told(tmp_path):
    _, found = decide(tmp_path, DECISION.replace("三、删去第二条。", "三、删去第九条。"))
    assert ("amendment-not-applied", "2024-03-04.txt") in found


@pytest.mark.parametrize(("name", "code"), [("2020-01-01.txt", "no-such-text"), ("2024-03-04.docx", "unknown-file")])
def test_a_file_that_made_no_text_is_told(tmp_path, name, code):
    _, found = decide(tmp_path, name=name)
    assert found == [(code, name)]
