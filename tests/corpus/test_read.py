"""Reading of the corpus: valid input, and findings on a curator's mistakes."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fatiao.corpus.checks import check_notes, check_titles, check_work
from fatiao.corpus.notes import NOTE_KINDS, read_notes
from fatiao.corpus.places import parse_ground, parse_place, parse_provision
from fatiao.corpus.read import read_corpus
from fatiao.corpus.slips import check_slips
from fatiao.corpus.toml import read_toml
from fatiao.diagnostics import FatiaoError, Report, format_diagnostic
from fatiao.ids import provision_name
from fatiao.language.numerals import format_numeral
from fatiao.language.titles import title_key
from fatiao.model.corpus import Corpus
from fatiao.model.law import Law, Number, ProvisionId
from fatiao.pipeline import read_law
from fatiao.reading.lines.source import read_source
from tests.support.paths import TESTS

CASES = TESTS / "cases" / "corpus.md"


def cases() -> list[tuple[str, str, str]]:
    text = CASES.read_text("utf-8")
    found = re.findall(r"^## (.+?)\n+```corpus\n(.*?)\n```\n+```expected\n(.*?)\n```", text, re.M | re.S)
    assert len(found) == text.count("\n```expected\n")
    return found


def lay_down(text: str, folder: Path) -> None:
    for part in re.split(r"^== ", text, flags=re.M)[1:]:
        name, _, body = part.partition("\n")
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(body, "utf-8")


def read(folder: Path, report: Report) -> tuple[Corpus, dict[str, Law]]:
    corpus = read_corpus(folder, report)
    laws: dict[str, Law] = {}
    for work in corpus.works:
        source = read_source(work.versions[-1].path, Report())
        assert source is not None
        laws[work.id] = read_law(source, work.id, Report())
        check_work(work, laws[work.id], report)
    check_titles(corpus, laws, report)
    check_notes(corpus, laws, {}, report)
    check_slips(corpus, laws, {}, report)
    return corpus, laws


def run(text: str) -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "corpus"
        folder.mkdir()
        lay_down(text, folder)
        report = Report()
        read(folder, report)
        told = [d for d in report if d.code != "facts-missing"]  # of every law without law.toml
        found = "\n".join(map(format_diagnostic, told)) or "none"
        return found.replace(Path(name).as_posix() + "/", "")


@pytest.mark.parametrize(("title", "text", "expected"), cases(), ids=[c[0] for c in cases()])
def test_case(title: str, text: str, expected: str) -> None:
    assert run(text) == expected


def corpus_of(text: str, folder: Path) -> tuple[Corpus, Report]:
    lay_down(text, folder)
    report = Report()
    return read_corpus(folder, report), report


A_LAW = "== a-law/2020-01-02.txt\n第一条 为了测试，制定本条例。"


def test_a_folder_with_only_a_text_has_an_id_and_a_version(tmp_path: Path) -> None:
    corpus, report = corpus_of(A_LAW, tmp_path)
    (work,) = corpus.works
    assert not report.errors
    assert work.id == "a-law"
    assert [version.date for version in work.versions] == ["2020-01-02"]
    assert (work.title, work.short_titles, work.status, work.supplied, work.notes, work.path) == (
        None,
        (),
        None,
        (),
        (),
        "",
    )


def test_versions_are_in_order_of_date(tmp_path: Path) -> None:
    corpus, _ = corpus_of("== a-law/2021-01-02.txt\n甲\n" + A_LAW, tmp_path)
    assert [version.date for version in corpus.works[0].versions] == ["2020-01-02", "2021-01-02"]


def test_a_law_with_an_invalid_value_is_left_out_entirely(tmp_path: Path) -> None:
    corpus, report = corpus_of(
        A_LAW + '\n== a-law/law.toml\ntitle = "测试条例"\nadopted = "昨日"\n' + "== b-law/2020-01-02.txt\n乙", tmp_path
    )
    assert [work.id for work in corpus.works] == ["b-law"]
    assert report.errors == 1


def test_a_note_keeps_its_provision_and_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    body = ":::{law:note} 对照\n:ground: 《甲法》（2014年）第十九条第二款\n一行\n又一行。\nISO\n8601\n\n另一段。\n:::\n"
    path.write_text("## 第二条\n\n### 第一款第二项\n\n" + body, "utf-8")
    report = Report()
    (note,) = read_notes(path, "a-law", report)
    assert not len(report)
    assert note.at == ProvisionId("a-law", Number(2), 1, Number(2))
    assert note.text == "一行又一行。ISO 8601\n另一段。"
    assert (note.kind, note.line) == ("对照", 5)
    (ground,) = note.grounds
    assert (ground.printed, ground.edition) == ("《甲法》（2014年）第十九条第二款", "2014")
    assert (ground.target.law, ground.target.article, ground.target.paragraph) == ("甲法", Number(19), 2)


def test_a_missing_folder_raises(tmp_path: Path) -> None:
    with pytest.raises(FatiaoError, match="no such corpus folder"):
        read_corpus(tmp_path / "corpus", Report())


def test_a_byte_order_mark_and_crlf_are_read(tmp_path: Path) -> None:
    lay_down(A_LAW, tmp_path)
    (tmp_path / "a-law" / "law.toml").write_bytes('\ufefftitle = "测试条例"\r\nkind = "甲"\r\n'.encode())
    report = Report()
    (work,) = read_corpus(tmp_path, report).works
    assert (work.title, work.kind, len(report)) == ("测试条例", "甲", 0)
    assert dict(work.lines) == {"title": 1, "kind": 2}


@pytest.mark.parametrize("name", ["law.toml", "notes.md", "fixes.toml"])
def test_a_file_that_is_not_utf_8_is_reported_with_its_line(tmp_path: Path, name: str) -> None:
    lay_down(A_LAW, tmp_path)
    (tmp_path / "a-law" / name).write_bytes(b"# a\n# b " + "题".encode("gb18030"))
    report = Report()
    read_corpus(tmp_path, report)
    (found,) = report
    assert (found.code, found.line, found.column) == ("unreadable", 2, 5)


@pytest.mark.parametrize("name", ["2020-01-02.txt", "law.toml", "notes.md", "fixes.toml"])
def test_a_folder_where_a_file_should_be(tmp_path: Path, name: str) -> None:
    (tmp_path / "a-law" / name).mkdir(parents=True)
    if name != "2020-01-02.txt":
        lay_down(A_LAW, tmp_path)
    report = Report()
    read_corpus(tmp_path, report)
    assert [found.code for found in report] == ["unreadable"]


def test_a_file_that_disappears_during_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_down(A_LAW + '\n== a-law/law.toml\ntitle = "测试条例"', tmp_path)
    read_bytes = Path.read_bytes

    def vanish(path: Path) -> bytes:
        path.unlink()
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", vanish)
    report = Report()
    assert read_corpus(tmp_path, report).works == ()
    (found,) = report
    assert found.code == "unreadable"
    assert found.path.endswith("a-law/law.toml")


numbers = st.integers(1, 300)


@given(numbers, st.integers(0, 9), st.none() | numbers, st.none() | numbers, st.none() | numbers)
def test_names_of_provisions_round_trip(
    article: int, insert: int, paragraph: int | None, item: int | None, subitem: int | None
) -> None:
    item = item if paragraph else None
    subitem = subitem if item else None
    label = f"第{format_numeral(article)}条" + (f"之{format_numeral(insert)}" if insert else "")
    at = ProvisionId(
        "a-law",
        Number(article, insert),
        paragraph,
        Number(item) if item else None,
        Number(subitem) if subitem else None,
    )
    assert parse_place("a-law", provision_name(label, at.paragraph, at.item, at.subitem)) == at


words = st.text(st.sampled_from("第一二十百千万〇条款项目之、《》〈〉（）2014年本法例甲 \n:{}#"), max_size=40)


@given(words)
def test_no_name_of_a_provision_raises(text: str) -> None:
    ground, target = parse_ground(text), parse_provision(text)
    assert ground is None or (ground.printed == text and ground.target.article is not None)
    assert target is None or target.law is None


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            [
                "## 第一条",
                "### 第一款",
                ":::{law:note} 说明",
                ":ground: 本法第一条",
                ":::",
                "文",
                "",
                "# 题",
                "### 第九项",
                ":::{note}",
            ]
        ),
        max_size=14,
    )
)
def test_every_line_of_notes_is_a_note_or_a_finding(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    path = tmp_path_factory.mktemp("notes") / "notes.md"
    path.write_text("\n".join(lines), "utf-8")
    report = Report()
    notes = read_notes(path, "a-law", report)
    assert all(note.grounds and note.text and note.kind in NOTE_KINDS for note in notes)
    opened = sum(line.startswith(":::{") for line in lines)
    assert len(notes) <= opened
    assert len(notes) == opened or report.errors


@settings(max_examples=150)
@given(st.binary(max_size=60) | st.text(st.sampled_from("a=1[]\n\"'#.甲{}-"), max_size=40).map(str.encode))
def test_no_toml_raises_an_exception(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("toml") / "law.toml"
    path.write_bytes(data)
    report = Report()
    assert (read_toml(path, report) is None) == bool(report.errors)


@pytest.mark.parametrize("quotes", ['"""', "'''"])
def test_content_of_a_multiline_string_is_not_a_key(tmp_path: Path, quotes: str) -> None:
    path = tmp_path / "law.toml"
    path.write_text(f"reason = {quotes}\nname = 1\n[[fix]]\n{quotes}\nname = 2\n[[fix]]\nname = 3\n", "utf-8")
    tables = read_toml(path, Report())
    assert tables is not None
    (root,), (fix,) = tables[""], tables["fix"]
    assert (root.line_of("name"), fix.line, fix.line_of("name")) == (5, 6, 7)


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("第一条第二款第三项第四目", True),
        ("第一条第二款", True),
        ("第一条第三项", False),
        ("第一条第四目", False),
        ("第一条第二款第四目", False),
    ],
)
def test_a_place_skips_no_level(name: str, good: bool) -> None:
    assert (parse_place("a-law", name) is not None) is good


def test_two_spellings_of_a_title_have_the_same_key() -> None:
    assert title_key("新疆维吾尔自治区实施《中华人民共和国\n国家安全法》办法") == title_key(
        "新疆维吾尔自治区实施〈中华人民共和国国家安全法〉办法"
    )
    assert title_key("《中华人民共和国反间谍法》") == title_key("反间谍法")
    assert title_key("反间谍法") != title_key("反间谍法实施细则")


def test_a_law_without_facts_is_reported(tmp_path: Path) -> None:
    lay_down("== bare/2020-01-02.txt\n测试条例\n（2020年1月2日国务院令第5号公布）\n第一条 甲。\n", tmp_path)
    lay_down('== told/law.toml\nkind = "行政法规"\n== told/2020-01-02.txt\n别条例\n第一条 甲。\n', tmp_path)
    report = Report()
    read(tmp_path, report)
    told = [d for d in report if d.code == "facts-missing"]
    assert [(Path(d.path).parent.name, d.message) for d in told] == [
        ("bare", "this law has no law.toml, so kind, status are missing on pages and in citations; add one")
    ]
