"""Folding: test vectors shared with JavaScript, and properties of every text."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fatiao.search.normalise import breaks_word, fold, runs
from tests.support.paths import TESTS

CASES = json.loads((TESTS / "cases" / "search-normalise.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case["text"]))
def test_folds(case):
    folded = fold(case["text"])
    assert folded == case["folded"]
    assert runs(folded) == case["runs"]


@given(st.text())
@settings(max_examples=300)
def test_runs_hold_no_break(text):
    for run in runs(fold(text)):
        assert not any(map(breaks_word, run))


@given(st.text(alphabet="国家ａＡ1１、。○“ \n"), st.text(alphabet="国家ａＡ1１、。○“ \n"))
@settings(max_examples=200)
def test_what_is_in_a_text_is_in_its_fold(before, inside):
    assert fold(inside) in fold(before + inside)
