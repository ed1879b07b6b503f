"""Serialization between builds: values survive a round trip, and untrusted data runs no code."""

import json
import pickle
import re
import sqlite3
from array import array
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fatiao.diagnostics import Report
from fatiao.linking.parallels.find import find_pairs
from fatiao.linking.parallels.reduce import Reduced, reduce_law
from fatiao.model.findings import Severity
from fatiao.model.law import Number, Span
from fatiao.pipeline import _READ, _REDUCED, _REFERRED, _Compared, _find_alone, _read_alone
from fatiao.reading.lines.source import read_source
from fatiao.rebuild.cache import ResultCache
from fatiao.rebuild.codec import decode, encode
from fatiao.search.index import SearchDocument, SearchLaw, SearchSegment, build_index
from fatiao.search.saved_index import read_index, write_index
from tests.conftest import ROOT

TEXTS = sorted((ROOT / "corpus").glob("*/*.txt"))


def comes_back(value, shape):
    content = encode(value, shape)
    json.loads(content)
    return decode(content, shape) == value


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.parent.name)
def test_values_of_a_law_round_trip(path):
    read = _read_alone(read_source(Path(path), Report()), "x")
    assert comes_back(read, _READ)
    assert comes_back(_find_alone(read[0], read[2], ()), _REFERRED)
    reduced = reduce_law(read[0])
    assert reduced
    assert comes_back(reduced, _REDUCED)


def test_parallels_round_trip():
    laws = [_read_alone(read_source(Path(path), Report()), path.parent.name)[0] for path in TEXTS]
    compared = _Compared(("a", "b"), find_pairs(laws, [*map(reduce_law, laws)]))
    assert compared.pairs
    assert comes_back(compared, _Compared)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=())), st.binary(), st.lists(st.integers(0, 2**32 - 1)))
def test_any_text_and_bytes_round_trip(words, flags, places):
    assert comes_back((Reduced(1, 2, 3, words, array("I", places), array("Q", places), flags),), tuple[Reduced, ...])


@pytest.mark.parametrize("shape", [tuple[Span, ...], tuple[Number, Severity], Severity, Reduced, tuple[str, ...]])
@pytest.mark.parametrize("value", [None, 1, [1], [[1, 2, 3]], [None] * 7, "x", {"a": 1}, [[1, 2], "loud"]])
def test_another_shape_is_rejected(shape, value):
    content = json.dumps(value).encode()
    try:
        found = decode(content, shape)
    except ValueError:
        return
    assert type(found) in (tuple, Span)


@pytest.mark.parametrize("content", [b"", b"[", b"\xff", b"[" * 100_000, pickle.dumps(1)])
def test_invalid_data_is_rejected(content):
    with pytest.raises(ValueError):  # the messages are JSON's
        decode(content, tuple[str, ...])


def test_a_class_not_built_from_its_fields_is_refused():
    @dataclass(frozen=True)
    class Odd:
        shown: str
        kept: str = field(kw_only=True)

    with pytest.raises(TypeError, match="in their order"):
        encode(Odd("a", kept="b"), Odd)


class Planted:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


def test_planted_code_is_not_run(tmp_path):
    cache = ResultCache(tmp_path / "m", "code")
    cache.get_or_make("law", "a", lambda: [1])
    cache.keep()
    planted = pickle.dumps(Planted(tmp_path / "ran"))
    database = sqlite3.connect(tmp_path / "m")
    database.execute("UPDATE known SET value = ?, crc = ?", (planted, crc32(planted)))
    database.commit()
    database.close()
    assert ResultCache(tmp_path / "m", "code").get_or_make("law", "a", lambda: [2]) == [2]
    with pytest.raises(ValueError):  # the messages are JSON's
        read_index(BytesIO(planted))
    assert not (tmp_path / "ran").exists()


def test_an_index_round_trips():
    texts = ["第一条的文字", "另一条\n的文字 abc", "x"]
    documents = [
        SearchDocument("a", str(n), f"第{n}条", f"laws/a/art-{n}.html", (SearchSegment("", text),))
        for n, text in enumerate(texts)
    ]
    index = build_index(documents, [SearchLaw("a", "甲法", "laws/a/index.html")])
    file = BytesIO()
    write_index(index, file)
    file.seek(0)
    read = read_index(file)
    assert (*map(list, read.entries[:1]), *read.entries[1:]) == (*map(list, index.entries[:1]), *index.entries[1:])
    assert read.packed == index.packed
    with pytest.raises((ValueError, AttributeError, TypeError)):
        read_index(BytesIO(file.getvalue()[: len(file.getvalue()) // 2]))


def test_our_code_never_unpickles():
    sources = ((path, path.read_text("utf-8")) for path in (ROOT / "conv").rglob("*.py"))
    imports = re.compile(r"^\s*(?:import|from)\s.*\bpickle\b", re.M)  # docstrings may mention Sphinx's own pickles
    assert [path.relative_to(ROOT).as_posix() for path, text in sources if imports.search(text)] == []
