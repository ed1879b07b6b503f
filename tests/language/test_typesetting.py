"""Full-width marks: which are set, and that nothing else of a text changes."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fatiao.language.typesetting import SET_MARKS, set_marks
from tests.support.paths import TESTS

CASES = TESTS / "cases" / "typesetting.md"
#: Mark of a source → marks that may stand for it.
SET = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", '"': "“”"}


def cases() -> list[tuple[str, str, str]]:
    text = CASES.read_text("utf-8")
    found = re.findall(r"^## (.+?)\n+```text\n(.*?)\n```\n+```expected\n(.*?)\n```", text, re.M | re.S)
    assert len(found) == text.count("\n## ")
    return found


@pytest.mark.parametrize(("title", "text", "expected"), cases(), ids=[case[0] for case in cases()])
def test_case(title: str, text: str, expected: str) -> None:
    assert set_marks(text) == expected


@given(st.text(alphabet=st.sampled_from("甲乙应当、。，（）《》“”()\"',;:?!abc019 \n/.") | st.characters()))
def test_only_marks_change_and_each_has_its_own(text: str) -> None:
    shown = set_marks(text)
    assert len(shown) == len(text)
    for source, mark in zip(text, shown, strict=True):
        assert source == mark or (mark in SET[source] and mark in SET_MARKS)


@given(st.text(alphabet=st.sampled_from("甲乙应当、。，；：（）“”()\"',;:?!abc019 \n/.")))
def test_the_marks_of_the_source_put_back_give_the_source(text: str) -> None:
    shown = set_marks(text)
    kept = iter([source for source, mark in zip(text, shown, strict=True) if mark in SET_MARKS])
    assert re.sub(f"[{SET_MARKS}]", lambda _: next(kept), shown) == text


@pytest.mark.parametrize("part", ["(", "(甲", "甲,", '"', "甲(a),", ")", ") ,"])
def test_long_lines_take_no_longer_than_their_length(part: str) -> None:
    def seconds(count: int) -> float:
        begin = time.process_time()
        set_marks("甲" + part * count + "甲")
        return time.process_time() - begin

    seconds(1_000)
    assert seconds(40_000) < 30 * max(seconds(4_000), 0.01)
