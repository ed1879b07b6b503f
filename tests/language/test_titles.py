"""The key of a title: test vectors shared with JavaScript, and properties of every title."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fatiao.language.titles import STATE, read_edition, short_title, split_edition, title_form, title_key
from tests.support.paths import TESTS

CASES = json.loads((TESTS / "cases" / "titles.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case["title"]))
def test_keys(case):
    assert title_key(case["title"]) == case["key"]
    assert short_title(case["title"]) == case["short"]


@given(st.text(alphabet="中华人民共和国法《》〈〉（）() １1“”省"))
def test_a_key_is_its_own_key_and_needs_no_marks(title):
    key = title_key(title)
    assert title_key(f"《{title}》") == key
    assert title_form(key) == key
    assert STATE not in key or set(title_form(title).split(STATE)) == {""}


@pytest.mark.parametrize(
    ("words", "edition"),
    [
        ("2010年", "2010"),
        ("2010", "2010"),
        ("2018年修正", "2018"),
        ("2018修正", "2018"),
        ("2010年5月1日通过", "2010-05-01"),
        ("2010年5月1日第三届人民代表大会常务委员会第二次会议通过", "2010-05-01"),
        ("以下简称条例", None),
    ],
)
def test_editions(words, edition):
    assert read_edition(words) == edition
    assert split_edition(f"某市条例（{words}）") == (
        ("某市条例", edition) if edition else (f"某市条例（{words}）", None)
    )
