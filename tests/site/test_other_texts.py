"""The texts of one law beside each other: counterparts by words, days, and citations of each."""

import pytest

from fatiao.comparing.model import Kind
from fatiao.diagnostics import Report
from fatiao.exports.citations.forms import cite
from fatiao.exports.facts import facts_of
from fatiao.model.law import Number
from fatiao.pages.site_pages import say_status
from fatiao.pipeline import build_site

HEAD = "某市水库条例\n（2015年3月2日某市人民代表大会常务委员会通过{}）\n"
FISHING = "在水库内钓鱼的，应当领取钓鱼许可，并按照许可载明的时间和地点进行。"
BOATS = "禁止机动船舶进入水库，但是巡查船舶除外。"
OLD = f"第一条　{FISHING}\n第二条　{BOATS}\n第三条　本条例自2015年5月1日起施行。\n"
NEW = f"第一条　水库分为大型和小型，名录每年公布。\n第二条　{FISHING}\n第三条　本条例自2024年7月1日起施行。\n"


@pytest.fixture
def site(tmp_path):
    law = tmp_path / "some-law"
    law.mkdir()
    (law / "2015-03-02.txt").write_text(HEAD.format("") + OLD, encoding="utf-8")
    (law / "2024-03-04.txt").write_text(HEAD.format("　2024年3月4日修订") + NEW, encoding="utf-8")
    (law / "law.toml").write_text(
        'status = "现行有效"\n[[supplied]]\nfield = "status"\nground = "查官方数据库"\n', encoding="utf-8"
    )
    return build_site(tmp_path, Report())


def test_articles_are_paired_by_their_words_both_ways(site):
    old, new = site.entries
    [present], [older] = old.others, new.others
    assert present.articles[Number(1)] == (Number(2),)
    assert Number(2) not in present.articles
    assert older.articles[Number(2)] == (Number(1),)
    assert Number(1) not in older.articles
    assert (older.date, older.version, present.date, present.version) == (
        "2015-03-02",
        "2015-03-02",
        "2024-03-04",
        None,
    )


def test_a_text_is_in_force_until_the_next_one_is(site):
    old, new = site.entries
    assert old.successor.force == "2024-07-01"
    assert new.successor is None
    assert say_status(old) == "2024年7月1日起为2024年3月4日的文本取代"
    assert say_status(new) == "现行有效"


def test_a_day_that_an_older_text_entered_into_force_is_not_that_of_a_newer_one(tmp_path):
    law = tmp_path / "some-law"
    law.mkdir()
    (law / "2015-03-02.txt").write_text(HEAD.format("") + OLD, encoding="utf-8")
    (law / "2024-03-04.txt").write_text(HEAD.format("　2024年3月4日修正") + OLD, encoding="utf-8")
    old, _ = build_site(tmp_path, Report()).entries
    assert old.successor.force == "2024-03-04"


def test_citations_tell_the_texts_apart(site):
    old, new = (cite(facts_of(e.work, e.law, e.version)) for e in site.entries)
    assert old["biblatex"].startswith("@legislation{some-law-2015-03-02,")
    assert new["biblatex"].startswith("@legislation{some-law,")
    assert "date = {2024-03-04}" in new["biblatex"]
    assert "date = {2015-03-02}" in old["biblatex"]
    assert old["legal-manual"] == "《某市水库条例》（2015年）。"
    assert new["legal-manual"] == "《某市水库条例》（2024年修订）。"
    assert '"id": "some-law-2015-03-02"' in old["csl"]
    assert not [form for form in old if old[form] == new[form]]


def test_what_the_editor_says_of_the_law_is_not_said_of_a_replaced_text(site):
    old, new = (facts_of(e.work, e.law, e.version) for e in site.entries)
    assert (old.status, new.status) == ("已被修改", "现行有效")
    assert (old.in_force, new.in_force) == ("2015-05-01", "2024-07-01")


def test_each_text_is_compared_with_the_one_before_it(site):
    old, new = site.entries
    assert old.compared == ()
    (before,) = new.compared
    assert (before.key, before.date) == ("some-law@2015-03-02", "2015-03-02")
    assert before.comparison.counts()


def test_an_article_knows_since_when_its_words_stand(site):
    old, new = site.entries
    assert [(step.date, step.kind) for step in old.lineage[Number(1)]] == [("2015-03-02", None)]
    assert [(s.date, s.kind, s.origins) for s in new.lineage[Number(1)]] == [("2024-03-04", Kind.NEW, ())]
    moved, first = new.lineage[Number(2)]
    assert (moved.date, moved.kind, moved.key, moved.origins) == (
        "2024-03-04",
        Kind.RENUMBERED,
        "some-law@2015-03-02",
        (Number(1),),
    )
    assert (first.date, first.kind) == ("2015-03-02", None)


def test_a_text_that_left_the_words_as_they_were_is_no_step(tmp_path):
    law = tmp_path / "some-law"
    law.mkdir()
    for date, event in (("2015-03-02", ""), ("2020-01-01", "　2020年1月1日修正"), ("2024-03-04", "　2024年3月4日修正")):
        (law / f"{date}.txt").write_text(HEAD.format(event) + OLD, encoding="utf-8")
    newest = build_site(tmp_path, Report()).entries[-1]
    assert [step.date for step in newest.lineage[Number(1)]] == ["2015-03-02"]


def test_only_the_newest_text_has_a_dated_page_beside_its_undated_ones(site):
    old, new = site.entries
    assert (old.pinned, new.pinned) == ("", "2024-03-04")
