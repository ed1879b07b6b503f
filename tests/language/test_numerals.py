"""Chinese numerals, there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fatiao.language.numerals import format_numeral, parse_numeral


@given(st.integers(0, 99_999))
def test_round_trip(value: int) -> None:
    assert parse_numeral(format_numeral(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", 0),
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("一百零一", 101),
        ("一百一十", 110),
        ("一百〇五", 105),
        ("二〇二二", 2022),
        ("一千二百六十", 1260),
        ("两百", 200),
        ("三万", 30_000),
        ("万", 10_000),
        ("万一", 10_001),
        ("十二万三千", 123_000),
        ("12", 12),
        ("１２", 12),
        ("叁拾", 30),
    ],
)
def test_parse(text: str, value: int) -> None:
    assert parse_numeral(text) == value


@pytest.mark.parametrize("text", ["", "甲", "十甲", " 十", "1.5", "-1"])
def test_no_numeral(text: str) -> None:
    with pytest.raises(ValueError, match="numeral"):
        parse_numeral(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "零"),
        (10, "十"),
        (19, "十九"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (10_010, "一万零一十"),
    ],
)
def test_format(value: int, text: str) -> None:
    assert format_numeral(value) == text


@pytest.mark.parametrize("value", [-1, 100_000])
def test_out_of_range(value: int) -> None:
    with pytest.raises(ValueError, match="range"):
        format_numeral(value)
