"""The issuing body, session and number of an instrument are told apart, by case and in citations."""

from __future__ import annotations

import re

import pytest

from fatiao.exports.citations.record import csl_record
from fatiao.exports.facts import facts_of
from fatiao.model.corpus import Version, Work
from fatiao.reading.lines.bodies import read_maker
from tests.support.outlines import read
from tests.support.paths import TESTS

CASES = (TESTS / "cases" / "makers.md").read_text("utf-8")
FOUND = re.findall(r"^(.+) => (.+) \| (.+) \| (.+)$", CASES, re.M)


@pytest.mark.parametrize("case", FOUND, ids=[case[0] for case in FOUND])
def test_case(case: tuple[str, ...]) -> None:
    assert tuple(part or "-" for part in read_maker(case[0])) == case[1:]


@pytest.mark.parametrize(
    ("history", "author", "number"),
    [
        ("2007年12月14日国务院令第514号公布", "国务院", "国务院令第514号"),
        ("2021年9月1日第十三届全国人民代表大会常务委员会第三十次会议通过", "全国人民代表大会常务委员会", None),
        ("2003年1月2日财政部、国家税务总局令第5号发布", "财政部、国家税务总局", "财政部、国家税务总局令第5号"),
        ("2003年1月2日国务院 中央军事委员会令第12号公布", "国务院、中央军事委员会", "国务院、中央军事委员会令第12号"),
        ("2003年1月2日某某市第十三届人民代表大会 常务委员会第三次会议通过", "某某市人民代表大会常务委员会", None),
        (
            "2018年9月3日最高人民法院审判委员会第1747次会议、2018年11月28日最高人民检察院第十三届检察委员会第十次会议通过",
            "最高人民法院、最高人民检察院",
            None,
        ),
    ],
)
def test_an_author_is_a_body(history: str, author: str, number: str | None) -> None:
    law, _ = read(f"某某条例\n（{history}）\n第一条 甲。\n第二条 乙。")
    record = csl_record(facts_of(Work("a-law", (Version("", "a.txt"),)), law))
    assert record["author"] == [{"literal": author}]
    assert record.get("number") == number
