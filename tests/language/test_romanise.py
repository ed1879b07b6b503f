"""Pinyin by words: segmentation, joining, and completeness."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from fatiao.language.bodies import english_body
from fatiao.language.romanise import list_words, romanise


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("某省保守国家秘密条例", "Mousheng Baoshou Guojia Mimi Tiaoli"),
        ("广东省食品安全管理办法", "Guangdong Sheng Shipin Anquan Guanli Banfa"),
        ("关于严惩毒品犯罪的决定", "Guanyu Yancheng Dupin Fanzui de Jueding"),
        ("内蒙古自治区平安建设条例", "Neimenggu Zizhiqu Ping'an Jianshe Tiaoli"),
        ("实施《中华人民共和国刑法》办法", "Shishi “Zhonghua Renmin Gongheguo Xingfa” Banfa"),
        ("（试行）AI办法", "(Shixing) AI Banfa"),
        ("绿化条例", "Lühua Tiaoli"),
        ("重庆市银行条例", "Chongqing Shi Yinhang Tiaoli"),
        ("", ""),
        ("《》", "“”"),
    ],
)
def test_cases(text: str, latin: str) -> None:
    assert romanise(text) == latin


def test_the_pinyin_of_terms_tells_words_apart() -> None:
    words = list_words([("联户长", "liánhùzhǎng"), ("平安细胞", "píng'ān xìbāo"), ("战略储备", "zhànlüè chǔbèi")])
    assert words == {
        "联户长": "lianhuzhang", "平安": "ping'an", "细胞": "xibao", "战略": "zhanlve", "储备": "chubei",
    }  # fmt: skip
    assert romanise("联户长战略办法", words) == "Lianhuzhang Zhanlüe Banfa"
    assert romanise("联户长战略办法") != romanise("联户长战略办法", words)


def test_pinyin_that_does_not_read_the_characters_gives_no_word() -> None:
    assert list_words([("联户长", "liánhù"), ("平安", "hépíng")]) == {}


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("中华人民共国的安平保守秘密条例绿（）《》、，1 ·"), max_size=30))
def test_no_syllable_is_lost(text: str) -> None:
    latin = re.sub(r"[^a-z]", "", romanise(text).replace("ü", "v").lower())
    assert latin == "".join(lazy_pinyin("".join(c for c in text if "一" <= c <= "鿿")))


@pytest.mark.parametrize(
    ("name", "long", "short"),
    [
        ("国务院", "State Council", "St. Council"),
        ("中华人民共和国公安部", "Ministry of Public Security", "Ministry of Public Security"),
        ("青海省人民政府", "People's Government of Qinghai Province", "People's Gov't of Qinghai Province"),
        ("某市人民政府", None, None),
        ("公安部消防局", None, None),
    ],
)
def test_bodies(name: str, long: str | None, short: str | None) -> None:
    assert (english_body(name), english_body(name, short=True)) == (long, short)
