"""Hold the reader and the finders to the labelled laws of tests/gold."""

import pytest

from tests.support.paths import TESTS
from tests.support.scoring import read_labelled, score

LEAST_RECALL = 1.0
LAWS = [read_labelled(path) for path in sorted((TESTS / "gold").glob("*.txt"))]


@pytest.fixture(scope="module")
def scores():
    return score(LAWS)


def test_the_set_is_large_enough():
    assert sum(row[0] == "paragraph" for law in LAWS for row in law.structure) >= 60
    assert sum(law.references.total() for law in LAWS) >= 40
    assert sum(law.definitions.total() for law in LAWS) >= 12


@pytest.mark.parametrize("name", ["structure", "in columns", "references", "definitions"])
def test_nothing_is_made_up_and_hardly_anything_missed(scores, name):
    found = scores[name]
    assert found.spurious == []
    assert found.recall >= LEAST_RECALL, found.missed
