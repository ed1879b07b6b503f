"""``fatiao review``: every line of a source with its use, and the changes since a revision."""

from __future__ import annotations

import re
import subprocess

import pytest

from fatiao.cli import main
from tests.support.small_corpora import write_small_corpus

BOOKS = "yl-books/2020-03-01.txt"


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return write_small_corpus(tmp_path / "corpus")


def git(folder, *words):
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def kept(corpus):
    git(corpus.parent, "init", "-q")
    git(corpus.parent, "add", ".")
    git(corpus.parent, "commit", "-q", "-m", "x")
    return corpus


def test_each_line_is_named_by_the_provision_that_begins_on_it(corpus, capsys):
    assert main(["review", "yl-books"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"^ +3   第一章\t第一章 总则$", out, re.M)
    assert re.search(r"^ +7   第二条第二款第一项\t（一）文学图书；$", out, re.M)
    assert "yl-reading" not in out
    assert out.endswith("1 texts, 0 lines to accept\n")


def test_omissions_among_provisions_wait_to_be_accepted(corpus, capsys):
    path = corpus / BOOKS
    odd = "本报讯（记者 某某）近日，市图书馆举办了圆满隆重的活动，市民纷纷点赞。扫一扫关注本报微信客户端。"
    path.write_text(path.read_text("utf-8").replace("第二章 附则", f"{odd}\n第二章 附则"), "utf-8")
    assert main(["review", "yl-books"]) == 1
    assert re.search(r"^ +9 ! .*\t本报讯", capsys.readouterr().out, re.M)
    assert main(["review", "yl-books", "--format", "html"]) == 1
    out = capsys.readouterr().out
    assert '<tr class="out open"><td>9</td><td>本报讯' in out
    assert "<code>fatiao accept yl-books 9" in out
    assert main(["review", "yl-books"]) == 1
    [command] = [line.partition(": ")[2] for line in capsys.readouterr().out.splitlines() if "to accept:" in line]
    assert main(command.split()[1:]) == 0
    capsys.readouterr()
    assert main(["accept", "yl-books", "--all"]) == 0
    capsys.readouterr()
    assert main(["review", "yl-books", "--format", "markdown"]) == 0
    assert "- line 9, " in capsys.readouterr().out


def test_changes_since_a_revision(kept, capsys):
    assert main(["review", "--since", "HEAD"]) == 0
    assert capsys.readouterr().out.endswith("0 changes since HEAD, 0 lines to accept\n")
    path = kept / "yl-reading/2021-07-08.txt"
    path.write_text(path.read_text("utf-8").replace("十日内赔偿", "三十日内赔偿"), "utf-8")
    words = ["--kind", "说明", "--ground", "本条例第一条", "--text", "<b>注</b>"]
    assert main(["note", "yl-books", "第二条", *words]) == 0
    capsys.readouterr()
    assert main(["review", "--since", "HEAD"]) == 0
    out = capsys.readouterr().out
    assert "note added: 第二条 说明: <b>注</b>" in out
    assert re.search(r"第二条 → 第二条  changed", out)
    assert "laws/yl-reading/art-2.html: words changed" in out
    assert main(["review", "--since", "HEAD", "--format", "html"]) == 0
    assert "&lt;b&gt;注" in capsys.readouterr().out


@pytest.mark.parametrize("options", [["--since", "nowhere"], ["--since=--output=x"], ["nobody"]])
def test_a_source_that_cannot_be_reviewed_is_reported(kept, options, capsys):
    assert main(["review", *options]) == 2
    assert capsys.readouterr().err.startswith("fatiao: ")


def test_without_git_nothing_can_be_compared(corpus, capsys):
    assert main(["review", "--since", "HEAD"]) == 2
    assert "--since" in capsys.readouterr().err
