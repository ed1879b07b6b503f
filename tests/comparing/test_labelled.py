"""The counterparts of 254 articles, read by eye before the program ran; their texts are not in the repository.

``labelled_links.json`` holds numbers only.  ``links`` are the counterparts of each old article; ``also_right`` are
further articles that took something of it over, which may be found or not.
"""

import json
import os
from pathlib import Path

import pytest

from fatiao.comparing.compare import compare_laws
from tests.comparing.laws import text_of

HERE = Path(__file__).parent
#: A folder with one folder a law, each with two texts named for their dates.
TEXTS = Path(os.environ.get("FATIAO_VERSIONS") or HERE.parents[2] / "shared/versions")
LABELLED = json.loads((HERE / "labelled_links.json").read_text(encoding="utf-8"))


def test_the_sample_is_large_enough():
    assert len(LABELLED) >= 6
    assert sum(len(law["links"]) for law in LABELLED.values()) >= 200
    for law in LABELLED.values():
        assert list(law["links"]) == [str(number) for number in range(1, len(law["links"]) + 1)]


@pytest.mark.skipif(not all((TEXTS / law).is_dir() for law in LABELLED), reason="the texts are not here")
def test_counterparts_are_found():
    found, wrong, labelled, hit = 0, [], 0, 0
    for law, links in LABELLED.items():
        old, new = (text_of(path.read_text(encoding="utf-8")) for path in sorted((TEXTS / law).glob("*.txt")))
        right = {(o, n) for o, news in links["links"].items() for n in news}
        allowed = right | {(o, n) for o, news in links["also_right"].items() for n in news}
        made = {
            (str(old.articles[o].number), str(new.articles[n].number))
            for change in compare_laws(old, new).changes
            for o in change.old
            for n in change.new
        }
        found, labelled, hit = found + len(made), labelled + len(right), hit + len(right & made)
        wrong += [(law, *link) for link in sorted(made - allowed)]
    assert 1 - len(wrong) / found >= 0.985, wrong
    assert hit / labelled >= 0.95
