"""``fatiao extract`` and ``[[received]]``: a text beside the file that it was taken from."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from fatiao.cli import main
from fatiao.corpus.received import write_received
from fatiao.diagnostics import Report
from fatiao.exports.law_schema import law_schema_text
from fatiao.formats import ocr_rapid, ocr_tesseract
from fatiao.formats.ocr import Engine, Word
from fatiao.model.law import Origin
from fatiao.pipeline import build_site
from fatiao.site.provenance import trace
from tests.support.documents import docx, p, pdf, r

TURN = "<w:r><w:lastRenderedPageBreak/></w:r>"
LAW = docx(
    p("某市测试条例")
    + p("（2024年1月2日某市人民代表大会常务委员会通过）")
    + p("第一条　为了测试，制定本条例。")
    + p(inner=TURN + r("第二条　本条例自2024年3月1日起施行。"))
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus" / "some-law"
    folder.mkdir(parents=True)
    (folder / "2024-01-02.docx").write_bytes(LAW)
    return folder


def codes(folder: Path) -> list[str]:
    report = Report()
    build_site(folder.parent, report)
    return [found.code for found in report if found.severity.name != "INFO"]


def test_the_file_stays_and_provenance_leads_to_its_page(folder: Path) -> None:
    assert codes(folder) == ["unknown-file", "no-text"]
    assert main(["extract", str(folder / "2024-01-02.docx")]) == 0
    assert (folder / "2024-01-02.docx").read_bytes() == LAW
    report = Report()
    site = build_site(folder.parent, report)
    assert [found.message for found in report if found.severity.name != "INFO"] == []
    law = site.entries[0].law
    traced = [trace(law, article) for article in law.articles]
    assert [(found.path, found.received, found.pages) for found in traced] == [
        ("some-law/2024-01-02.txt", "2024-01-02.docx", (1,)),
        ("some-law/2024-01-02.txt", "2024-01-02.docx", (2,)),
    ]
    assert law.source.origin is not None
    assert law.source.origin.reader == "docx 1"


def test_a_changed_file_is_told(folder: Path) -> None:
    main(["extract", str(folder / "2024-01-02.docx")])
    (folder / "2024-01-02.docx").write_bytes(LAW + b" ")
    assert codes(folder) == ["received-changed"]
    (folder / "2024-01-02.docx").unlink()
    assert codes(folder) == ["received-changed"]


def test_what_is_recorded_stays_beside_other_keys(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    law = folder / "law.toml"
    law.write_text('kind = "地方性法规"\n\n[[supplied]]\nfield = "kind"\nground = "某某"\n', encoding="utf-8")
    path = str(folder / "2024-01-02.docx")
    assert main(["extract", path]) == 0
    once = law.read_text(encoding="utf-8")
    assert once.startswith('kind = "地方性法规"\n\n[[supplied]]\n')
    assert main(["extract", path]) == 0
    assert law.read_text(encoding="utf-8") == once
    (folder / "2024-01-02.txt").write_text("另一文本\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["extract", path]) == 2
    assert "--reviewed" in capsys.readouterr().err
    assert (folder / "2024-01-02.txt").read_text(encoding="utf-8") == "另一文本\n"


def test_an_entry_is_replaced_by_its_text() -> None:
    old = Origin("docx 1", "0" * 64, ((1, 1),), None, 'a".docx')
    law = write_received(write_received("", "a.txt", old), "b.txt", old)
    new = write_received(law, "a.txt", Origin("docx 2", "1" * 64, (), 0.5, "a.docx"), "2024-01-01")
    assert new.count("[[received]]") == 2
    assert new.index('"a.txt"') < new.index('"b.txt"')
    assert 'reader = "docx 2"' in new
    assert "reviewed = 2024-01-01" in new
    assert '\\".docx' in new


def test_ocr_is_not_published_before_it_was_reviewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pypdfium2")
    lines = ["某市测试条例", "第一条为了测试。", "第二条本条例施行。"]
    words = [Word(text, 100, 60 * at, 100 + 30 * len(text), 60 * at + 30, 0.99, at) for at, text in enumerate(lines)]
    monkeypatch.setattr(ocr_rapid, "find", lambda: Engine("some engine", lambda _: words, 0.9))
    monkeypatch.setattr(ocr_tesseract, "find", lambda: None)
    folder = tmp_path / "corpus" / "some-law"
    folder.mkdir(parents=True)
    path = folder / "2024-01-02.pdf"
    path.write_bytes(pdf([], picture=(1,)))
    assert main(["extract", str(path)]) == 0
    assert codes(folder) == ["ocr-unreviewed"]
    text = folder / "2024-01-02.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("测试。", "测试，制定本条例。"), encoding="utf-8")
    assert main(["extract", "--reviewed", str(path)]) == 0
    assert codes(folder) == []
    assert "制定本条例" in text.read_text(encoding="utf-8")


def test_a_text_has_nothing_to_be_taken_from(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "2024-01-02.txt"
    path.write_text("某某办法\n", encoding="utf-8")
    assert main(["extract", str(path)]) == 2
    assert "a text file already" in capsys.readouterr().err


def test_wrong_entries_are_told(folder: Path) -> None:
    main(["extract", str(folder / "2024-01-02.docx")])
    law = folder / "law.toml"
    text = law.read_text(encoding="utf-8")
    law.write_text(text.replace('"1:1"', '"one"') + 'confidence = "much"\n', encoding="utf-8")
    assert sorted(set(codes(folder))) == ["ocr-unreviewed", "wrong-type"]


def test_the_law_json_says_what_it_was_taken_from(folder: Path, tmp_path: Path) -> None:
    assert main(["parse", "--quiet", "--out", str(tmp_path), str(folder / "2024-01-02.docx")]) == 0
    data = json.loads((tmp_path / "2024-01-02.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, json.loads(law_schema_text()))
    assert data["received"]["file"] == "2024-01-02.docx"
    assert data["received"]["pages"] == [[1, 1], [2, 7]]


def test_a_file_that_cannot_be_read_is_one_line_and_exit_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(LAW[:100])
    assert main(["parse", "--quiet", "--out", str(tmp_path), str(path)]) == 1
    assert len([line for line in capsys.readouterr().err.splitlines() if "error[format]" in line]) == 1
    assert not (tmp_path / "a.json").exists()
