"""The data files of a law and of the corpus; no text can change their paths."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings

from fatiao.exports.files import corpus_files, law_file_stem, law_files
from fatiao.model.law import Law
from fatiao.model.layers import Layers
from tests.support.export_laws import a_work, laws, rich_law

BASE = "https://example.org/"


def test_a_law_brings_its_files() -> None:
    files = law_files(rich_law(), a_work(), Layers(), base=BASE)
    assert [f.path for f in files] == [
        f"laws/xj-example/xj-example{suffix}"
        for suffix in (".json", ".xml", ".txt", ".md", ".bib", ".csl.json", ".ris")
    ]
    assert all(f.content and f.label and f.media for f in files)
    held = {f.path.partition(".")[2]: f.content.decode() for f in files}
    assert json.loads(held["json"])["id"] == "xj-example"
    assert json.loads(held["csl.json"])[0]["URL"] == BASE + "laws/xj-example/index.html"
    assert "accessed" not in held["csl.json"]


def test_without_an_address_of_the_site_none_is_named() -> None:
    for file in law_files(rich_law(), a_work(), Layers()):
        assert b"index.html" not in file.content


def test_a_dated_version_has_names_of_its_own() -> None:
    assert law_file_stem("xj-example", "2020-01-01") == "laws/xj-example/2020-01-01/xj-example-2020-01-01"
    [first, *_] = law_files(rich_law(), a_work(), Layers(), "2020-01-01")
    assert first.path == "laws/xj-example/2020-01-01/xj-example-2020-01-01.json"


@pytest.mark.parametrize(("base", "count"), [("", 3), (BASE, 4)])
def test_the_corpus_brings_its_files(base: str, count: int) -> None:
    files = list(corpus_files([(rich_law(), a_work(), None), (rich_law(), a_work("xj-two"), "2020-01-01")], base))
    assert len(files) == count
    assert len(files[0].content.splitlines()) == 6
    assert files[0].content.count(b"laws/xj-two/2020-01-01/art-1.html") == 1
    if base:
        assert len(list(ET.fromstring(files[-1].content).iter("{http://www.w3.org/2005/Atom}entry"))) == 2


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(laws())
def test_the_same_law_gives_the_same_bytes_at_the_same_places(law: Law) -> None:
    work = a_work(title=law.front.title.text if law.front.title else None)
    once, again = law_files(law, work, Layers(), base=BASE), law_files(law, work, Layers(), base=BASE)
    assert once == again
    assert {f.path.rpartition("/")[0] for f in once} == {"laws/xj-example"}
    assert list(corpus_files([(law, work, None)], BASE)) == list(corpus_files([(law, work, None)], BASE))
