"""Notes belong to a text: the newest, or the one that their heading names; what a newer text left behind is told."""

from __future__ import annotations

import pytest

from fatiao.diagnostics import Report
from fatiao.model.findings import Severity
from fatiao.model.law import Number
from fatiao.pipeline import build_site
from tests.site.test_other_texts import HEAD, NEW, OLD

KEPT = "第四条　水库管理单位应当公布联系方式。\n"
NOTE = ":::{{law:note}} 说明\n:ground: {}\n{}\n:::\n"
GONE = "禁止机动船舶进入水库"


def read(folder, notes, ground="本条例第三条"):
    law = folder / "some-law"
    law.mkdir(exist_ok=True)
    (law / "2015-03-02.txt").write_text(HEAD.format("") + OLD + KEPT, encoding="utf-8")
    (law / "2024-03-04.txt").write_text(HEAD.format("　2024年3月4日修订") + NEW + KEPT, encoding="utf-8")
    (law / "law.toml").write_text(
        'status = "现行有效"\n[[supplied]]\nfield = "status"\nground = "查官方数据库"\n', encoding="utf-8"
    )
    text = "# 注释\n" + "".join(f"\n## {head}\n\n{NOTE.format(ground, words)}" for head, words in notes)
    (law / "notes.md").write_text(text, encoding="utf-8")
    report = Report()
    site = build_site(folder, report)
    return site.entries, [d for d in report if d.path.endswith("notes.md")]


def shown(entry, number):
    return [note.paragraphs[0] for note in entry.annotations[Number(number)].notes]


def test_a_note_stands_on_the_text_that_its_heading_names(tmp_path):
    notes = [("第二条（2024年）", "钓鱼的事。"), ("第二条（2015年）", "船的事。"), ("第一条（2015-03-02）", "原来。")]
    (old, new), found = read(tmp_path, notes)
    assert [d.code for d in found if d.code != "note-twice"] == []
    assert (shown(old, 2), shown(new, 2)) == (["船的事。"], ["钓鱼的事。"])
    assert (shown(old, 1), shown(new, 1)) == (["原来。"], [])


def test_a_note_without_a_year_on_words_that_stayed_goes_along(tmp_path):
    (old, new), found = read(tmp_path, [("第四条", "联系方式。")])
    assert found == []
    assert (shown(old, 4), shown(new, 4)) == ([], ["联系方式。"])


@pytest.mark.parametrize(("article", "was"), [("第二条", "第一条"), ("第一条", "nothing"), ("第三条", "第三条")])
def test_a_note_without_a_year_on_changed_words_is_told(tmp_path, article, was):
    _, found = read(tmp_path, [(article, "甲。")])
    assert [d.code for d in found] == ["note-stale"]
    assert f"{article} of 2024-03-04 was {was} of 2015-03-02" in found[0].message
    assert f"{article}（2024年）" in found[0].message


@pytest.mark.parametrize(
    ("article", "found_at"), [("第二条", "第二条 of 2024-03-04 was 第一条 of 2015-03-02"), ("第四条", "")]
)
def test_a_text_that_changed_nothing_more_hides_no_stale_note(tmp_path, article, found_at):
    later = tmp_path / "some-law" / "2025-05-05.txt"
    later.parent.mkdir()
    later.write_text(
        HEAD.format("　2024年3月4日修订　2025年5月5日修正") + NEW + KEPT + "第五条　新的。\n", encoding="utf-8"
    )
    _, found = read(tmp_path, [(article, "甲。")])
    stale = [d.message for d in found if d.code == "note-stale"]
    assert [message.partition(" (")[0] for message in stale] == ([found_at] if found_at else [])
    assert all("第二条（2025年）" in message for message in stale)


def test_a_year_without_a_text_is_an_error(tmp_path):
    _, found = read(tmp_path, [("第二条（1999年）", "甲。")])
    assert [(d.code, d.line) for d in found] == [("no-such-provision", 5)]


def test_a_quotation_that_left_its_provision_is_an_error(tmp_path):
    _, found = read(tmp_path, [("第二条（2024年）", f"本条说“{GONE}”。")])
    assert [(d.code, d.severity) for d in found] == [("quotation-gone", Severity.ERROR)]
    assert "stood in the text of 2015-03-02" in found[0].message


@pytest.mark.parametrize("head", ["第二条（2015年）", "第二条（2015-03-02）"])
def test_a_quotation_stays_with_the_text_that_is_named(tmp_path, head):
    _, found = read(tmp_path, [(head, f"本条说“{GONE}”。")])
    assert found == []


def test_a_ground_may_name_the_text_that_is_quoted(tmp_path):
    _, found = read(tmp_path, [("第二条（2024年）", f"原来说“{GONE}”。")], "《某市水库条例》（2015年）第二条")
    assert "quotation-gone" not in [d.code for d in found]
