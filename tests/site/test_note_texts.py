"""Notes belong to the newest version or the one that their heading names; notes of outdated text are reported."""

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
    assert (shown(old, 2), shown(old, 1)) == (["船的事。"], ["原来。"])
    assert (shown(new, 2), shown(new, 1)) == (["钓鱼的事。", "原来。"], [])  # the first article is the second now


def test_a_note_goes_along_as_long_as_the_words_stay(tmp_path):
    later = tmp_path / "some-law" / "2025-05-05.txt"
    later.parent.mkdir()
    text = NEW.replace("钓鱼许可", "许可").replace("名录每年公布", "名录公布")
    later.write_text(HEAD.format("　2024年3月4日修订　2025年5月5日修正") + text + KEPT, encoding="utf-8")
    (old, middle, new), _ = read(tmp_path, [("第一条（2015年）", "钓鱼的事。"), ("第四条（2015年）", "联系的事。")])
    assert [shown(old, 1), shown(middle, 2), shown(new, 2)] == [["钓鱼的事。"], ["钓鱼的事。"], []]
    assert [shown(text, 4) for text in (old, middle, new)] == [["联系的事。"]] * 3


FIX = """[[fix]]
provision = "{}"
printed = "{}"
corrected = "许可证"
reason = "与本条例其他条文一致。"
ground = "本条例第三条"
"""


def correct(folder, *fixes):
    (folder / "some-law").mkdir(exist_ok=True)
    (folder / "some-law" / "fixes.toml").write_text("\n".join(fixes), encoding="utf-8")
    entries, _ = read(folder, [])
    report = Report()
    build_site(folder, report)
    return entries, [d for d in report if d.path.endswith("fixes.toml")]


def corrected(entry):
    return {number.value for number, shown in entry.annotations.items() if shown.fixes}


def test_a_correction_stands_on_its_text_and_goes_along_with_the_words(tmp_path):
    (old, new), found = correct(tmp_path, FIX.format("第一条", "领取钓鱼许可") + "text = 2015-03-02\n")
    assert found == []
    assert (corrected(old), corrected(new)) == ({1}, {2})
    assert [m.shown for m in new.marks[Number(2)] if m.shown] == ["许可证"]


def test_a_correction_without_a_text_is_on_the_newest(tmp_path):
    (old, new), found = correct(tmp_path, FIX.format("第二条", "领取钓鱼许可"))
    assert found == []
    assert (corrected(old), corrected(new)) == (set(), {2})


def test_a_correction_that_only_an_older_text_prints_is_told_with_the_day(tmp_path):
    _, found = correct(tmp_path, FIX.format("第二条", "机动船舶"))
    assert [(d.code, d.severity) for d in found] == [("fix-mismatch", Severity.ERROR)]
    assert "text = 2015-03-02" in found[0].message


def test_a_correction_of_a_text_that_is_not_held_is_an_error(tmp_path):
    _, found = correct(tmp_path, FIX.format("第二条", "机动船舶") + "text = 1999-01-01\n")
    assert [d.code for d in found] == ["no-such-provision"]


TERM = """[[term]]
term = "钓鱼许可"
pinyin = "diàoyú xǔkě"
english = "fishing permit"
definition = "准许在水库内钓鱼的许可。"
grounds = ["《某市水库条例》第二条"]
works = [{}]
"""


@pytest.mark.parametrize(
    ("works", "on"),
    [
        ('"some-law"', [False, True]),
        ('"some-law@2015-03-02"', [True, False]),
        ('"some-law@2015-03-02", "some-law@2024-03-04"', [True, True]),
    ],
)
def test_a_curated_term_belongs_to_a_text(tmp_path, works, on):
    (tmp_path / "terms.toml").write_text(TERM.format(works), encoding="utf-8")
    entries, _ = read(tmp_path, [])
    cards = [[c.term.name for shown in e.annotations.values() for c in shown.terms if c.curated] for e in entries]
    assert [found == ["钓鱼许可"] for found in cards] == on


def test_a_curated_term_of_a_text_that_is_not_held_is_an_error(tmp_path):
    (tmp_path / "terms.toml").write_text(TERM.format('"some-law@1999-01-01"'), encoding="utf-8")
    read(tmp_path, [])
    report = Report()
    build_site(tmp_path, report)
    assert [d.code for d in report if d.path.endswith("terms.toml")] == ["unknown-work"]


def test_a_note_without_a_year_on_words_that_stayed_goes_along(tmp_path):
    (old, new), found = read(tmp_path, [("第四条", "联系方式。")])
    assert found == []
    assert (shown(old, 4), shown(new, 4)) == ([], ["联系方式。"])


@pytest.mark.parametrize(("article", "was"), [("第二条", "第一条"), ("第一条", "absent"), ("第三条", "第三条")])
def test_a_note_without_a_year_on_changed_words_is_told(tmp_path, article, was):
    _, found = read(tmp_path, [(article, "甲。")])
    assert [d.code for d in found] == ["note-stale"]
    assert f"{article} of the text of 2024-03-04 was {was} in that of 2015-03-02" in found[0].message
    assert f"{article}（2024年）" in found[0].message


@pytest.mark.parametrize(
    ("article", "found_at"),
    [("第二条", "第二条 of the text of 2024-03-04 was 第一条 in that of 2015-03-02"), ("第四条", "")],
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
    assert "was in the text of 2015-03-02" in found[0].message


@pytest.mark.parametrize("head", ["第二条（2015年）", "第二条（2015-03-02）"])
def test_a_quotation_stays_with_the_text_that_is_named(tmp_path, head):
    _, found = read(tmp_path, [(head, f"本条说“{GONE}”。")])
    assert found == []


def test_a_ground_may_name_the_text_that_is_quoted(tmp_path):
    _, found = read(tmp_path, [("第二条（2024年）", f"原来说“{GONE}”。")], "《某市水库条例》（2015年）第二条")
    assert "quotation-gone" not in [d.code for d in found]
