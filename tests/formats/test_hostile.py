"""Files that are broken or mean harm: one finding, no traceback, no waiting."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fatiao.formats import archive as archives
from fatiao.formats import xml
from tests.support.documents import W, archive, docx, epub, lines_of, num, odt, p, read, told

GOOD = {
    "a.docx": docx(p("第一条 甲。") + p("第二条 乙。")),
    "a.odt": odt("<text:p>第一条 甲。</text:p>"),
    "a.epub": epub("<html><body><p>第一条 甲。</p></body></html>"),
    "a.rtf": rb"{\rtf1\ansi\ansicpg936 \'b5\'da\'d2\'bb\'cc\'f5 \u30002?\par{\*\x {\y}}}",
    "a.html": b'<!doctype html><html><table><tr><td class="x">&#31532;<br>a</td></table><!-- c --></html>',
    "a.mht": b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>",
}


def refused(data: bytes, name: str = "a.bin") -> str:
    got, report = read(data, name)
    assert not got
    messages = [found.message for found in report if found.code in ("format", "empty-source", "binary-source")]
    assert len(messages) == 1
    assert "\n" not in messages[0]
    return messages[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (archive({"xl/workbook.xml": ""}), "Excel"),
        (archive({"OFD.xml": ""}), "OFD"),
        (archive({"a.txt": "第一条"}), "unpack"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "odt or docx"),
        (archive({"[Content_Types].xml": ""}), "missing"),
        (b"PK\x03\x04 and no archive", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "Excel"),
        (b"Rar!\x1a\x07", "unpack"),
        (b"<?xml version='1.0'?><pkg:package>", "docx"),
        (docx("").replace(b"PK\x05\x06", b"PK\x05\x07"), "damaged"),
        (docx(""), "no text"),
        (epub(), "chapter"),
    ],
)
def test_what_is_not_read_is_said_with_the_way_out(data: bytes, words: str) -> None:
    assert words in refused(data)


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED", 100_000)
    assert "unpacks to more" in refused(docx(p("甲" * 100_000)))


def test_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_ENTRIES", 10)
    assert "entries" in refused(archive({f"{number}": "" for number in range(20)}))


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE d [<!ENTITY % p SYSTEM "/etc/hostname">%p;]>',
        '<!DOCTYPE d [<!ENTITY f SYSTEM "/etc/hostname">]>',
    ],
)
def test_entities_are_refused(declared: str) -> None:
    body = f'{declared}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
    assert "entities" in refused(archive({"[Content_Types].xml": "<T/>", "word/document.xml": body}))


def test_a_dtd_outside_is_not_loaded() -> None:
    book = epub("<html><p>第一条 甲。</p></html>")
    assert lines_of(book) == ["第一条 甲。"]
    content = '<!DOCTYPE office:document-content SYSTEM "http://127.0.0.1:9/x.dtd"><a/>'
    assert "no text document" in refused(
        archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})
    )


def test_an_entity_of_a_dtd_outside_is_refused_and_not_left_out() -> None:
    content = '<!DOCTYPE w SYSTEM "x.dtd">' + f'<w xmlns="{W}"><body><p><r><t>第一条&nbsp;甲。</t></r></p></body></w>'
    assert "the entity nbsp" in refused(archive({"[Content_Types].xml": "<T/>", "word/document.xml": content}))


def test_depth_is_bounded() -> None:
    deep = "<w:sdt>" * (xml.MAX_DEPTH + 1) + "</w:sdt>" * (xml.MAX_DEPTH + 1)
    assert "levels" in refused(docx(deep))
    within = xml.MAX_DEPTH - 8
    assert lines_of(docx("<w:sdt>" * within + p("甲") + "</w:sdt>" * within)) == ["甲"]
    assert "groups" in refused(rb"{\rtf1" + b"{" * 1000 + b"}" * 1000 + b"}")


def test_paths_lead_nowhere() -> None:
    relations = (
        '<R><Relationship Type="x/officeDocument" Target="../../../../etc/hostname"/>'
        '<Relationship Type="x/officeDocument" Target="/etc/hostname"/></R>'
    )
    assert "missing" in refused(archive({"[Content_Types].xml": "", "_rels/.rels": relations}))
    book = epub("<html/>").replace(b"text/c0.xhtml", b"text/c0.xhtml")
    assert "chapter" in refused(book)


def test_lists_that_refer_to_nothing_print_nothing() -> None:
    assert lines_of(docx(p("甲", 9) + p("乙", 1, 20), numbering=num(1, 7))) == ["甲", "乙"]


@pytest.mark.parametrize(
    "part",
    [
        "<",
        "<!--",
        "<a b='",
        '<p "',
        "</",
        "<p>",
        "<table><tr><td>",
        "&",
        "&#x",
        "<ol><li>",
        "<style>.a, .b.c { display: none }</style><p class='a b c'>x",
        "<div class='nav'>",
        "<!",
        "<script>",
    ],
)
def test_broken_pages_take_no_time(part: str) -> None:
    begun = time.process_time()
    read(("<html>" + part * 20_000).encode())
    assert time.process_time() - begun < 10  # of the square of the size it would be minutes


@pytest.mark.parametrize("name", GOOD)
def test_every_beginning_of_a_file_is_read_or_refused(name: str) -> None:
    data = GOOD[name]
    for size in range(0, len(data), max(1, len(data) // 60)):
        read(data[:size], name)


@given(
    name=st.sampled_from(sorted(GOOD)),
    edits=st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=4)), max_size=6),
)
@settings(max_examples=300)
def test_damaged_files_are_read_or_refused(name: str, edits: list[tuple[int, bytes]]) -> None:
    data = bytearray(GOOD[name])
    for offset, content in edits:
        at = offset % len(data)
        data[at : at + len(content)] = content
    read(bytes(data), name)


@given(st.text(alphabet="<>/!-=\"'& pbrtdliol第一条#\n", max_size=80))
def test_any_markup_is_a_page(text: str) -> None:
    _, report = read(("<html>" + text).encode(), "a.html")
    assert not told(report, "format")


@given(st.binary(max_size=60))
def test_any_bytes_behind_a_mark(data: bytes) -> None:
    for mark in (
        b"{\\rtf1 ",
        b"PK\x03\x04",
        b"",
        b"\xff\xfe<\0",
        b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n",
    ):
        read(mark + data, "a.doc")


def test_a_damaged_picture_is_refused_without_a_warning() -> None:
    pytest.importorskip("PIL")
    got, report = read(b"MM\x00*" + docx(p("甲"))[4:])
    assert got == []
    assert len(told(report, "format")) == 1
