"""Decoding of sources: encodings are detected and reported; a file that is not text is refused with one message."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fatiao.diagnostics import Report
from fatiao.language.compatibility import fold_compatibility
from fatiao.reading.lines.source import decode, read_source

TEXT = "某某条例\n第一条　为了维护秩序，制定本条例。\n"


def codes(report: Report) -> list[str]:
    return [found.code for found in report]


@pytest.mark.parametrize(
    ("data", "encoding", "said"),
    [
        (TEXT.encode(), "utf-8", []),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8", []),
        (TEXT.encode("gb18030"), "gb18030", ["encoding"]),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16", ["encoding"]),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16", ["encoding"]),
        (TEXT.encode("utf-16-le"), "utf-16-le", ["encoding"]),
        (TEXT.encode("utf-16-be"), "utf-16-be", ["encoding"]),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8", []),
        (TEXT.replace("\n", "\r").encode(), "utf-8", []),
    ],
)
def test_text_is_read_whatever_its_encoding(data: bytes, encoding: str, said: list[str]) -> None:
    report = Report()
    source = decode(data, "a.txt", report)
    assert source is not None
    assert (source.text, source.encoding, codes(report)) == (TEXT, encoding, said)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-source"),
        (b" \r\n\t\n", "empty-source"),
        ("　\n　".encode(), "empty-source"),
        (codecs.BOM_UTF8, "empty-source"),
        (b"\0\0\0", "empty-source"),
        (bytes(range(256)) * 40, "binary-source"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0" * 50, "binary-source"),
        (b"\xff", "binary-source"),
    ],
)
def test_a_binary_file_is_refused(data: bytes, code: str) -> None:
    report = Report()
    assert decode(data, "a.txt", report) is None
    assert codes(report) == [code]


def test_a_stray_nul_is_kept_and_reported() -> None:
    report = Report()
    source = decode((TEXT * 9 + "第二条 甲\0乙。").encode(), "a.txt", report)
    assert source is not None
    assert "\0" in source.text
    (found,) = report
    assert (found.code, found.line, found.column) == ("control-characters", 19, 6)


@pytest.mark.parametrize(("controls", "is_text"), [(1, True), (2, True), (3, False), (10, False)])
def test_more_than_one_control_character_in_fifty_is_refused(controls: int, is_text: bool) -> None:
    text = "\x01" * controls + "法" * (100 - controls)
    assert (decode(text.encode(), "a.txt", Report()) is not None) is is_text


@pytest.mark.parametrize("tail", ["甲", "甲a"])  # an odd and an even number of bytes
def test_a_nul_after_a_line_feed_does_not_make_a_text_utf_16(tail: str) -> None:
    text = TEXT * 9 + "\n\0第二条 " + tail
    source = decode(text.encode(), "a.txt", Report())
    assert source is not None
    assert (source.text, source.encoding) == (text, "utf-8")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Article 1\nThe law.", "第1条\n1 of\n\nlaw"])
def test_utf_16_is_detected_by_its_line_feeds(text: str, encoding: str) -> None:
    source = decode(text.encode(encoding), "a.txt", Report())
    assert source is not None
    assert (source.text, source.encoding) == (text, encoding)


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    report = Report()
    assert read_source(tmp_path / "none.txt", report) is None
    assert codes(report) == ["unreadable"]


def test_a_folder_is_reported(tmp_path: Path) -> None:
    report = Report()
    assert read_source(tmp_path, report) is None
    assert codes(report) == ["unreadable"]


def test_radicals_are_read_as_the_characters_they_resemble() -> None:
    report = Report()
    received = "甲条例\n第⼀条 本⽅⾏政区域内，账⼾。\n第⼆条 ⺠法\uf900（略）。"
    source = decode(received.encode(), "a.txt", report)
    assert source is not None
    assert source.text == "甲条例\n第一条 本方行政区域内，账户。\n第二条 民法\u8c48（略）。"
    assert [(d.code, d.line, d.column) for d in report] == [("compatibility-characters", 2, 2)]
    characters = list(source.text)
    for at, character in source.received:
        characters[at] = character
    assert "".join(characters) == received


def test_damaged_characters_are_reported_with_their_position() -> None:
    report = Report()
    source = decode("甲条例\n第一条 \ue5f9本市。\n第二条 区\ufffd。".encode(), "a.txt", report)
    assert source is not None and "\ue5f9" in source.text
    assert [(d.code, d.line, d.column) for d in report] == [("damaged-characters", 2, 5), ("damaged-characters", 3, 6)]


@pytest.mark.parametrize("damage", ["\ue000", "\ufffd", "\ufffc", "\x92", "锟斤拷", "\U000f0001"])
def test_every_kind_of_damage_is_reported(damage: str) -> None:
    report = Report()
    decode(f"某某条例\n第一条　为了维护{damage}秩序，制定本条例。".encode(), "a.txt", report)
    assert [(d.code, d.line, d.column) for d in report] == [("damaged-characters", 2, 9)]


def test_many_damaged_characters_are_counted() -> None:
    report = Report()
    decode(("甲条例\n第一条 本市。" + "\ufffd" * 30).encode(), "a.txt", report)
    assert [d.message for d in report][-1] == "20 more such characters from here on"
    assert len(report) == 11


@given(st.text(alphabet="第⼀⼆一二条⺠〈\uf900豈a\n 。"))
def test_folding_keeps_offsets_and_can_be_undone(text: str) -> None:
    folded, received = fold_compatibility(text)
    assert len(folded) == len(text)
    characters = list(folded)
    for at, character in received:
        characters[at] = character
    assert "".join(characters) == text
    assert fold_compatibility(folded) == (folded, ())
