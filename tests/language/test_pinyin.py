"""Readings are those of pypinyin, and are asked for once."""

import subprocess
import sys

import pytest
from pypinyin import Style, lazy_pinyin

from fatiao.language import pinyin
from fatiao.rebuild.cache import ResultCache
from tests.conftest import ROOT


@pytest.mark.parametrize("words", ["平安建设", "定密责任人", "AI 服务", "重庆", "", "《行》12"])
def test_readings_are_those_of_pypinyin(words):
    assert pinyin.read_plainly(words) == tuple(lazy_pinyin(words))
    assert pinyin.read_with_tones(words) == tuple(lazy_pinyin(words, style=Style.TONE))


def test_the_most_usual_reading_of_a_character_comes_first():
    assert pinyin.list_readings("重")[0] == "zhòng"
    assert "chóng" in pinyin.list_readings("重")
    assert pinyin.list_readings("A") == ()


def test_a_known_reading_needs_no_tables(tmp_path):
    cache = ResultCache(tmp_path / "m")
    cache.get_or_make("plain reading", "平安", lambda: ("ping", "an"))
    cache.keep()
    code = f"""
import sys
from pathlib import Path
from fatiao.language import pinyin
from fatiao.rebuild.cache import ResultCache
with pinyin.using_cache(ResultCache(Path({str(tmp_path / "m")!r})).get_or_make):
    print(pinyin.read_plainly("平安"), "pypinyin" in sys.modules)
import fatiao.cli, fatiao.building
assert "pypinyin" not in sys.modules
print(pinyin.read_plainly("建设"))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout.splitlines() == ["('ping', 'an') False", "('jian', 'she')"], done.stderr


def test_nobody_is_asked_after_a_build_that_failed():
    asked = []

    def get_or_make(name, words, find):
        asked.append(words)
        return find()

    with pytest.raises(RuntimeError), pinyin.using_cache(get_or_make):
        pinyin.read_plainly("谁先被问到")
        raise RuntimeError
    pinyin.read_plainly("谁后被问到")
    assert asked == ["谁先被问到"]


def test_half_a_surrogate_pair_is_kept_like_any_word(tmp_path):
    for _ in range(2):
        cache = ResultCache(tmp_path / "m")
        with pinyin.using_cache(cache.get_or_make):
            pinyin.read_plainly.cache_clear()
            assert pinyin.read_plainly("\ud800平") == ("\ud800", "ping")
        cache.keep()
    assert ResultCache(tmp_path / "m").look_up("plain reading", "\ud800平") == ("\ud800", "ping")
