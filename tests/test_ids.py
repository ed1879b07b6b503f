"""Addresses of provisions are spelled and read in one place; tests/cases/fragments.json binds the scripts too."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fatiao import ids
from fatiao.model.law import UNNUMBERED, Number
from tests.support.paths import ROOT

VECTORS = json.loads((ROOT / "tests/cases/fragments.json").read_text(encoding="utf-8"))
NUMBERS = st.builds(Number, st.integers(1, 99_999), st.integers(0, 30))


def pinpoint(vector):
    paragraph = int(vector["paragraph"]) if vector["paragraph"] else None
    numbers = [ids.parse_number(vector[key]) if vector[key] else None for key in ("article", "item", "subitem")]
    return ids.Pinpoint(numbers[0], paragraph, *numbers[1:])


@pytest.fixture(params=VECTORS, ids=lambda vector: vector["eid"])
def vector(request):
    return request.param


def test_an_eid_and_a_fragment_are_spelled_as_the_vectors_say(vector):
    at = pinpoint(vector)
    assert ids.segment_eid(*at) == vector["eid"]
    assert ids.fragment(*at[1:]) == vector["fragment"]
    assert ids.provision_name(ids.level_name(at.article, "条"), *at[1:]) == vector["name"]


def test_an_eid_and_a_fragment_are_read_back(vector):
    at = pinpoint(vector)
    assert ids.parse_eid(vector["eid"]) == at
    assert ids.parse_fragment(ids.anchor_of_eid(vector["eid"])) == at
    if vector["fragment"]:
        assert ids.parse_fragment(vector["fragment"]) == at._replace(article=None)


@pytest.mark.parametrize(
    "text",
    ["", "art", "chp-1", "part-3-chp-2", "para-", "para-1x", "xpara-1", "para-1-", "fix-1", "att-1", "art-1-dup2",
     "para-1-item-2-subitem", "art-1para-2", "para-" + "9" * 5000, "para-٣", "para-1\n"],
)  # fmt: skip
def test_any_other_anchor_names_no_provision(text):
    assert ids.parse_fragment(text) is None


@pytest.mark.parametrize("text", ["", "chp_1", "att_1", "art_", "art_1__point_2", "para_1__", "art_1__para_1__intro"])
def test_any_other_eid_names_no_provision(text):
    assert ids.parse_eid(text) is None


def test_words_without_a_number_are_the_body():
    for at in [ids.Pinpoint(UNNUMBERED), ids.Pinpoint(UNNUMBERED, 2), ids.Pinpoint(UNNUMBERED, 2, Number(3))]:
        assert ids.parse_eid(ids.segment_eid(*at)) == at


@given(NUMBERS, st.integers(1, 99), NUMBERS, NUMBERS)
def test_what_is_spelled_is_read_back(article, paragraph, item, subitem):
    for depth in (1, 2, 3, 4):
        at = ids.Pinpoint(*(article, paragraph, item, subitem)[:depth])
        eid = ids.segment_eid(*at) if depth > 1 else ids.article_eid(article)
        assert ids.parse_eid(eid) == at
        assert ids.parse_fragment(ids.anchor_of_eid(eid)) == at
    assert ids.parse_article_page(ids.article_page(article)) == article


def test_a_subitem_with_an_insert_has_a_name_of_its_own():
    assert ids.provision_name("第一条", 1, Number(1), Number(1, 1)) == "第一条第一款第一项第一目之一"
    assert ids.provision_name("第一条", 1, Number(1), Number(1)) == "第一条第一款第一项第一目"


def test_a_number_that_no_statute_writes_out_stays_in_digits():
    assert ids.level_name(Number(100_000), "条") == "第100000条"
