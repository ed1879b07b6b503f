"""``fatiao cite``: files, formats, exit codes."""

from __future__ import annotations

import json
import zipfile

import pytest

from fatiao.citing.essay import read_essay
from fatiao.cli import main
from fatiao.diagnostics import Report
from tests.support.essay_laws import write_essay_corpus

RIGHT = "《云山省图书管理条例》第3条规定：“图书馆应当每日开放不少于八小时。”\n"
WRONG = "《云山省图书管理条例》第3条规定：“图书馆应当每日开放不少于七小时。”\n"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return write_essay_corpus(tmp_path_factory.mktemp("laws"))


def write_word(path, paragraphs, notes=()):
    def paragraph(words, style=""):
        kind = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        runs = "".join(
            f'<w:r><w:footnoteReference w:id="{part}"/></w:r>'
            if isinstance(part, int)
            else f"<w:r><w:t>{part}</w:t></w:r>"
            for part in words
        )
        return f"<w:p>{kind}{runs}</w:p>"

    body = "".join(paragraph(*one) for one in paragraphs)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
        if notes:
            made = "".join(f'<w:footnote w:id="{n}">{paragraph([words])}</w:footnote>' for n, words in notes)
            archive.writestr("word/footnotes.xml", f'<w:footnotes xmlns:w="{WORD}">{made}</w:footnotes>')
    return path


def cite(capsys, *arguments):
    code = main(["cite", *map(str, arguments)])
    return code, capsys.readouterr()


def test_the_exit_code_says_whether_something_is_wrong(tmp_path, corpus, capsys):
    right, wrong = tmp_path / "right.md", tmp_path / "wrong.md"
    right.write_text(RIGHT, encoding="utf-8")
    wrong.write_text(WRONG, encoding="utf-8")
    assert cite(capsys, right, "--corpus", corpus)[0] == 0
    assert cite(capsys, right, wrong, "--corpus", corpus)[0] == 1
    assert cite(capsys, right, tmp_path / "none.md", "--corpus", corpus)[0] == 2
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    code, captured = cite(capsys, tmp_path / "broken.docx", "--corpus", corpus)
    assert code == 2 and "binary-source" in captured.err


def test_json_has_the_fields_of_the_contract(tmp_path, corpus, capsys):
    path = tmp_path / "essay.md"
    path.write_text("前言\n" + WRONG, encoding="utf-8")
    _, captured = cite(capsys, path, "--corpus", corpus, "--format", "json", "--style", "gbt-2025")
    (reference,) = json.loads(captured.out)["references"]
    assert path.read_text(encoding="utf-8")[reference["start"] : reference["end"]] == reference["text"]
    assert reference["kind"] == "quote-differs" and reference["law"] == "ys-books" and reference["target"] == "art-3"
    assert reference["difference"] == "“七”应为“八”" and reference["target_to"] is None
    assert reference["quote"] == "图书馆应当每日开放不少于七小时。" and "[Z]" in reference["citation"]


def test_html_escapes_the_essay(tmp_path, corpus, capsys):
    path = tmp_path / "essay.txt"
    path.write_text(
        "《云山省图书管理条例》第3条规定：“<script>alert(1)</script>每日开放不少于八小时。”\n", encoding="utf-8"
    )
    code, captured = cite(capsys, path, "--corpus", corpus, "--format", "html")
    assert code == 1 and "<script" not in captured.out and "&lt;script&gt;" in captured.out


def test_word_files_with_footnotes_and_block_quotations(tmp_path, corpus, capsys):
    quote = "“图书馆应当每日开放不少于九小时。”"
    path = write_word(
        tmp_path / "essay.docx",
        [
            (["开放时间有规定：", quote, 1],),
            (["《云山省图书管理条例》第4条规定："],),
            (["读者借阅图书，期限为六十日。"], "Quote"),
        ],
        [(1, "《云山省图书管理条例》第3条（2023年）。")],
    )
    _, captured = cite(capsys, path, "--corpus", corpus, "--format", "json")
    found = [(r["text"], r["kind"], r["quote"]) for r in json.loads(captured.out)["references"]]
    assert found == [
        ("《云山省图书管理条例》第4条", "ok", "读者借阅图书，期限为六十日。"),
        ("《云山省图书管理条例》第3条", "quote-differs", quote.strip("“”")),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["word/document.xml", "word/footnotes.xml"])
def test_a_word_file_with_entities_is_refused(tmp_path, name, encoding):
    path = tmp_path / "bomb.docx"
    harmless = f'<w:document xmlns:w="{WORD}"><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:document>'
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "c">]>' + harmless.replace("甲", "&b;")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", harmless)
    report = Report()
    assert read_essay(path, report).text == "甲\n" and not list(report)
    with zipfile.ZipFile(path, "w") as archive:
        for part in {"word/document.xml", name}:
            archive.writestr(part, bomb.encode(encoding) if part == name else harmless)
    assert read_essay(path, report) is None and [d.code for d in report] == ["binary-source"]
    assert "entities" in next(iter(report)).message


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("essay.pdf", b"%PDF-1.4\n1 0 obj", "of the format pdf; save the essay as docx, md or txt"),
        ("essay.rtf", rb"{\rtf1 words}", "of the format rtf"),
        ("essay.txt", b"7z\xbc\xaf", "a packed archive"),
        ("essay.html", "<html><p>《云山省图书管理条例》第3条</p></html>".encode(), "of the format HTML"),
    ],
)
def test_a_file_of_another_format_is_refused_and_not_found_without_references(
    corpus, tmp_path, capsys, name, data, said
):
    path = tmp_path / name
    path.write_bytes(data)
    assert main(["cite", str(path), "--corpus", str(corpus)]) == 2
    assert said in capsys.readouterr().err


def test_a_text_that_begins_with_a_tag_is_an_essay(corpus, tmp_path, capsys):
    path = tmp_path / "essay.md"
    path.write_text(f"<p>{RIGHT}</p>", encoding="utf-8")
    assert main(["cite", str(path), "--corpus", str(corpus)]) == 0
    assert "1 reference, 0 wrong" in capsys.readouterr().out
