"""A faulty text with --keep-going: it is reported and left out, and the other texts are published."""

from __future__ import annotations

import json

import pytest

from fatiao.cli import main
from tests.support.small_corpora import write_plain_docs

GOOD = """甲市图书条例
（2020年1月2日甲市人民代表大会常务委员会通过）
第一条　为了管理图书，制定本条例。
第二条　依照《乙市阅读条例》第一条执行。
"""
FAULTS = {
    "no text": {},
    "empty": {"2020-01-02.txt": b""},
    "binary": {"2020-01-02.txt": bytes(range(256)) * 8},
    "toml": {"2020-01-02.txt": GOOD.replace("甲市图书", "乙市阅读").encode(), "law.toml": b"title = \n"},
    "repeated": {"2020-01-02.txt": GOOD.replace("甲市图书", "乙市阅读").replace("第二条　", "第一条　").encode()},
}
TERMS = """[[term]]
term = "图书"
pinyin = "tú shū"
english = "book"
definition = "书籍。"
grounds = ["《乙市阅读条例》第一条"]
works = ["some-books", "some-reading"]
"""
NOTES = """## 第一条

类别：对照

比较。

依据：《乙市阅读条例》第一条
"""


@pytest.fixture(params=FAULTS)
def corpus(request, tmp_path):
    good = tmp_path / "corpus" / "some-books"
    bad = tmp_path / "corpus" / "some-reading"
    good.mkdir(parents=True)
    bad.mkdir()
    (good / "2020-01-02.txt").write_text(GOOD, encoding="utf-8")
    for name, content in FAULTS[request.param].items():
        (bad / name).write_bytes(content)
    (tmp_path / "corpus" / "terms.toml").write_text(TERMS, encoding="utf-8")
    ledger = {"format": 1, "pages": {"laws/some-reading/art-9.html": {"": "123456789abc"}}}
    (tmp_path / "corpus" / "permalinks.json").write_text(json.dumps(ledger), encoding="utf-8")
    write_plain_docs(tmp_path / "docs")
    return tmp_path


def run(capsys, root, command, *options):
    arguments = [command, "--corpus", str(root / "corpus"), "--docs", str(root / "docs"), *options]
    code = main(arguments)
    said = capsys.readouterr().err
    assert "Traceback" not in said
    return code, [line for line in said.splitlines() if ": error[" in line], said


def test_only_the_cause_is_reported(capsys, corpus):
    code, errors, _ = run(capsys, corpus, "check")
    assert code == 1
    assert errors
    assert all("corpus/some-reading" in error for error in errors)


def test_nothing_is_published_without_the_option(capsys, corpus):
    code, errors, said = run(capsys, corpus, "build", "--output", str(corpus / "html"))
    assert (code, (corpus / "html").exists()) == (1, False)
    assert f"{len(errors)} errors; nothing was built" in said


def test_the_other_texts_are_published_with_the_option(capsys, corpus):
    before = (corpus / "corpus" / "permalinks.json").read_bytes()
    code, errors, said = run(capsys, corpus, "build", "--keep-going", "--output", str(corpus / "html"))
    assert code == 1
    assert "left out: some-reading" in said
    assert len(errors) == len(set(errors)) == 1
    assert (corpus / "html/laws/some-books/art-2.html").exists()
    assert not (corpus / "html/laws/some-reading").exists()
    assert (corpus / "corpus" / "permalinks.json").read_bytes() == before
    assert run(capsys, corpus, "build", "--output", str(corpus / "html"))[0] == 1
