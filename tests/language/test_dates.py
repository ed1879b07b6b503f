"""Dates are found, read and printed in one place: as texts print them, and as ISO 8601."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fatiao.language.dates import DATE, is_day, iso_date, print_date, read_date

FOUND = [
    ("2022年5月27日", "2022-05-27"),
    ("2022 年 5 月 27 日", "2022-05-27"),
    ("２０２２年０５月２７日", "2022-05-27"),
    ("二〇二二年五月二十七日", "2022-05-27"),
    ("二○二二年十月三十一日", "2022-10-31"),
    ("一九八二年十二月四日", "1982-12-04"),
    ("中华民国一百十二年五月三日", "2023-05-03"),
    ("民国 99 年 6 月 1 日", "2010-06-01"),
    ("2022年2月30日", None),
    ("2022年13月1日", None),
]


@pytest.mark.parametrize(("printed", "iso"), FOUND)
def test_a_printed_day_is_read(printed, iso):
    found = DATE.search(f"（{printed}某市人民代表大会通过）")
    assert found is not None
    assert found.group() == printed
    assert read_date(found) == iso


PARTS = [
    ((2025, 11, 26), "2025-11-26", "2025年11月26日"),
    ((2025, 3, None), "2025-03", "2025年3月"),
    ((987, None, None), "0987", "987年"),
]


@pytest.mark.parametrize(("parts", "iso", "printed"), PARTS)
def test_a_date_is_printed_as_far_as_it_is_known(parts, iso, printed):
    assert iso_date(*parts) == iso
    assert print_date(iso) == printed


def test_a_date_that_comes_again_has_no_year():
    assert iso_date(None, 4, 15) == "--04-15"
    assert iso_date(None, 4) == "--04"
    assert iso_date(None, None, 9) == "---09"
    assert [print_date(iso) for iso in ("--04-15", "--04", "---09")] == ["每年4月15日", "每年4月", "每月9日"]


@given(st.dates(min_value=date(1000, 1, 1)))
def test_what_is_printed_is_read_back(day):
    found = DATE.fullmatch(print_date(day.isoformat()))
    assert found is not None
    assert read_date(found) == day.isoformat()


@pytest.mark.parametrize("text", ["2022-5-27", "20220527", "2022-02-30", "", "2022-05-27 ", "２０２２-05-27"])
def test_no_other_form_is_a_day(text):
    assert not is_day(text)
