"""Bad input: one clear message, the right exit code, no traceback, and nothing half-written."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from fatiao.cli import main
from tests.conftest import ROOT, copy_docs

LAW = (
    "某市测试条例\n（2024年1月2日某市人民代表大会常务委员会通过）\n"
    "第一条　为了测试，制定本条例。\n第二条　本条例自2024年3月1日起施行。\n"
)
FINDING = re.compile(
    r"^(?P<path>[^\n:]+)(?::(?P<line>\d+):(?P<column>\d+))?: (?P<severity>info|warning|error)\[(?P<code>[a-z-]+)\] .+$"
)


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    (folder / "some-law").mkdir(parents=True)
    (folder / "some-law" / "2024-01-02.txt").write_text(LAW, encoding="utf-8")
    return folder


def run(capsys, *arguments):
    code = main([str(a) for a in arguments])
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    findings = [m for line in captured.err.splitlines() if (m := FINDING.match(line))]
    return code, findings, captured


def codes(findings, severity="error"):
    return {m["code"] for m in findings if m["severity"] == severity}


def test_a_folder_with_only_a_text_converts(capsys, corpus):
    code, _, captured = run(capsys, "check", "--corpus", corpus)
    assert code == 0
    assert "1 laws, 2 articles, 0 errors" in captured.out


BAD_TEXTS = [
    ("empty", b"", "empty-source"),
    ("blank", b" \n\n\t\n", "empty-source"),
    ("binary", bytes(range(256)) * 8, "binary-source"),
    ("no article", "某市测试条例\n".encode(), "no-article"),
    ("repeated", LAW.replace("第二条", "第一条").encode(), "article-repeated"),
]


@pytest.mark.parametrize(("data", "expected"), [b[1:] for b in BAD_TEXTS], ids=[b[0] for b in BAD_TEXTS])
def test_a_bad_text_is_an_error_with_a_place(capsys, corpus, data, expected):
    (corpus / "some-law" / "2024-01-02.txt").write_bytes(data)
    code, findings, _ = run(capsys, "check", "--corpus", corpus)
    assert code == 1
    assert expected in codes(findings)


def test_a_missing_number_is_a_warning_at_the_line(capsys, corpus):
    text = LAW.replace("第二条", "第三条")
    (corpus / "some-law" / "2024-01-02.txt").write_text(text, encoding="utf-8")
    code, findings, _ = run(capsys, "check", "--corpus", corpus)
    (gap,) = [m for m in findings if m["code"] == "article-gap"]
    assert (code, gap["line"]) == (0, "4")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_other_encodings_are_read_and_said(capsys, corpus, encoding):
    (corpus / "some-law" / "2024-01-02.txt").write_bytes(LAW.replace("\n", "\r\n").encode(encoding))
    code, findings, captured = run(capsys, "check", "--corpus", corpus)
    assert code == 0
    assert "2 articles" in captured.out
    assert ("encoding" in codes(findings, "info")) == (encoding != "utf-8-sig")


@pytest.mark.parametrize(
    ("toml", "line"),
    [("title = \n", "1"), ('titel = "x"\n', "1"), ('adopted = "gestern"\n', "1"), ("kind = 3\n", "1")],
)
def test_a_bad_law_toml_is_an_error_with_its_line(capsys, corpus, toml, line):
    (corpus / "some-law" / "law.toml").write_text(toml, encoding="utf-8")
    code, findings, _ = run(capsys, "check", "--corpus", corpus)
    errors = [m for m in findings if m["severity"] == "error"]
    assert code == 1
    assert errors[0]["path"].endswith("law.toml")
    assert errors[0]["line"] == line


def test_a_value_that_contradicts_the_text_is_an_error(capsys, corpus):
    (corpus / "some-law" / "law.toml").write_text('adopted = "2024-01-03"\n', encoding="utf-8")
    code, findings, _ = run(capsys, "check", "--corpus", corpus)
    assert code == 1
    assert "contradicts-source" in codes(findings)


def test_two_laws_with_one_id_are_an_error(capsys, corpus):
    other = corpus / "other-law"
    shutil.copytree(corpus / "some-law", other)
    (other / "law.toml").write_text('id = "some-law"\n', encoding="utf-8")
    code, findings, _ = run(capsys, "check", "--corpus", corpus)
    assert code == 1
    assert codes(findings) & {"duplicate-id", "bad-work-id"}


def test_a_file_that_disappears_is_an_error(capsys, corpus, monkeypatch):
    import fatiao.pipeline as pipeline

    real = pipeline.read_source

    def vanish(path, report):
        path.unlink()
        return real(path, report)

    monkeypatch.setattr(pipeline, "read_source", vanish)
    code, findings, _ = run(capsys, "check", "--corpus", corpus)
    assert code == 1
    assert "unreadable" in codes(findings)


def test_no_corpus_cannot_run(capsys, tmp_path):
    code, _, captured = run(capsys, "check", "--corpus", tmp_path / "nowhere")
    assert code == 2
    assert "no such corpus folder" in captured.err


def test_a_corpus_with_errors_builds_nothing(capsys, corpus, tmp_path):
    (corpus / "some-law" / "law.toml").write_text("title = \n", encoding="utf-8")
    copy_docs(tmp_path / "docs")
    out = tmp_path / "html"
    code, _, captured = run(capsys, "build", "--corpus", corpus, "--docs", tmp_path / "docs", "--output", out)
    assert code == 1
    assert "nothing was built" in captured.err
    assert not out.exists()
    assert not (tmp_path / "docs/laws").exists()


def test_an_unwritable_output_cannot_run(capsys, corpus, tmp_path):
    copy_docs(tmp_path / "docs")
    (tmp_path / "file").write_text("not a folder")
    arguments = ["build", "--corpus", corpus, "--docs", tmp_path / "docs", "--output", tmp_path / "file/html"]
    code, _, captured = run(capsys, *arguments)
    assert code == 2
    assert re.search(r"^fatiao: .*(?:Not a directory|File exists)", captured.err, re.M)


def test_no_documentation_folder_cannot_run(capsys, corpus, tmp_path):
    code, _, captured = run(
        capsys, "build", "--corpus", corpus, "--docs", tmp_path / "no", "--output", tmp_path / "html"
    )
    assert code == 2
    assert captured.err.startswith("fatiao: ") or "fatiao: " in captured.err


def test_parse_writes_one_json_per_file(capsys, corpus, tmp_path):
    out = tmp_path / "json"
    code, _, captured = run(capsys, "parse", "--out", out, corpus / "some-law/2024-01-02.txt")
    law = json.loads((out / "2024-01-02.json").read_text(encoding="utf-8"))
    assert code == 0
    assert [a["label"] for a in law["articles"]] == ["第一条", "第二条"]
    assert law["adopted"]["date"] == "2024-01-02"
    assert law["in_force"]["date"] == "2024-03-01"
    assert "1 files, 0 errors" in captured.err


def test_parse_of_a_bad_file_writes_nothing_for_it(capsys, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"\0" * 100)
    code, findings, _ = run(capsys, "parse", "--out", tmp_path / "json", tmp_path / "bad.txt", tmp_path / "absent.txt")
    assert code == 1
    assert len(codes(findings)) == 2
    assert list((tmp_path / "json").iterdir()) == []


def test_the_output_of_parse_must_be_writable(capsys, corpus, tmp_path):
    (tmp_path / "file").write_text("x")
    code, _, captured = run(capsys, "parse", "--out", tmp_path / "file", corpus / "some-law/2024-01-02.txt")
    assert code == 2
    assert "fatiao: " in captured.err


@pytest.mark.parametrize("command", ["build", "check", "parse"])
def test_every_command_has_help_with_an_example(capsys, command):
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    assert f"Example: fatiao {command}" in " ".join(capsys.readouterr().out.split())


def test_the_repository_has_no_errors(capsys):
    code, findings, captured = run(capsys, "check", "--corpus", ROOT / "corpus")
    assert code == 0, captured.err
    assert codes(findings) == set()
    assert "195 articles" in captured.out
