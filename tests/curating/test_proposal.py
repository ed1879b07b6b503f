"""Proposals of metadata for a new law."""

import pytest

from fatiao.curating.proposal import propose, propose_id
from fatiao.ids import WORK_ID
from tests.support.outlines import read as read_with_report

TODAY = "2026-01-01"


def read(text):
    return read_with_report(text)[0]


@pytest.mark.parametrize(
    ("title", "work"),
    [
        ("中华人民共和国保守国家秘密法", "baoshou-guojia-mimi-fa"),
        ("河南省实施《中华人民共和国招标投标法》办法", "henan-sheng-shishi-zhaobiao-toubiao-fa-banfa"),
        ("上海市女职工劳动保护办法", "shanghai-shi-nv-zhigong-laodong-baohu-banfa"),
        ("", ""),
        ("2020年规定", "law-2020-nian-guiding"),
    ],
)
def test_the_id_is_the_pinyin_of_the_title(title, work):
    assert propose_id(title) == work


def test_a_long_title_is_cut_at_a_word():
    work = propose_id("某某市人民代表大会常务委员会关于" * 9)
    assert WORK_ID.fullmatch(work)
    assert len(work) <= 60


@pytest.mark.parametrize(
    ("history", "title", "kind"),
    [
        ("（2020年1月1日某某市第一届人民代表大会常务委员会第一次会议通过）", "某某市节约用水条例", "地方性法规"),
        ("（2020年1月1日第十三届全国人民代表大会常务委员会第一次会议通过）", "中华人民共和国节约用水法", "法律"),
        ("（2020年1月1日国务院令第1号公布）", "节约用水条例", "行政法规"),
        ("（2020年1月1日最高人民法院审判委员会第1次会议通过）", "最高人民法院关于节水案件的解释", "司法解释"),
        ("（2020年1月1日某某市人民政府令第1号公布）", "某某市节约用水办法", "地方政府规章"),
        ("（2020年1月1日水利部令第1号公布）", "节约用水规定", "部门规章"),
        ("（2020年1月1日某某公司董事会通过）", "某某公司章程", None),
    ],
)
def test_the_kind_follows_from_who_made_it(history, title, kind):
    law = read(f"{title}\n{history}\n第一条　甲。\n第二条　本条例自2020年2月1日起施行。\n")
    found = {entry.field: entry for entry in propose(law, TODAY).supplied}
    assert (found["kind"].value if "kind" in found else None) == kind
    assert all(entry.ground.startswith("待核：") for entry in found.values())


@pytest.mark.parametrize(("day", "status"), [("2020年2月1日", "现行有效"), ("2026年2月1日", "尚未施行")])
def test_the_status_follows_from_the_day(day, status):
    law = read(f"某某市节约用水条例\n第一条　甲。\n第二条　本条例自{day}起施行。\n")
    assert [e.value for e in propose(law, TODAY).supplied if e.field == "status"] == [status]


def test_a_revised_text_is_named_by_its_last_revision():
    made = "2010年1月1日某市人民代表大会常务委员会第一次会议通过"
    history = f"（{made}　2012年3月4日第二次会议第一次修正　2015年6月7日第三次会议修订）"
    proposal = propose(read(f"某市节约用水条例\n{history}\n第一条　甲。\n"), TODAY)
    assert proposal.date == "2015-06-07"
    assert proposal.printed["adopted"] == "2010-01-01"


def test_a_text_that_says_nothing_gives_nothing():
    proposal = propose(read("第一条　甲。\n"), TODAY)
    assert (proposal.work, proposal.date, dict(proposal.printed), proposal.supplied) == ("", "", {}, ())
