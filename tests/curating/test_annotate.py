"""``fatiao note`` and ``fatiao fix``: a checked entry in its place, and nothing else changed."""

from __future__ import annotations

import pytest

from fatiao.cli import main
from fatiao.curating.annotate import insert_note
from fatiao.diagnostics import Report
from fatiao.pipeline import build_site
from tests.support.small_corpora import write_small_corpus

GROUND = "本条例第一条"
OTHER = "《样例市图书管理条例》第九条"
NOTES = """# 样例市图书管理条例

:::{law:note} 说明
:ground: 本条例第一条
## 不是标题，是注释里的字。
:::

## 第一条

:::{law:note} 说明
:ground: 本条例第一条
甲。
:::

## 第三条

### 第一款第二项

:::{law:note} 说明
:ground: 本条例第一条
乙。
:::
"""


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return write_small_corpus(tmp_path / "corpus")


def note(*words, place="第二条", ground=GROUND):
    options = ["--kind", "说明", "--ground", ground, "--text", "第一条也讲图书。"]
    return main(["note", "yl-books", *([place] if place else []), *options, *words])


def found(corpus):
    report = Report()
    site = build_site(corpus, report)
    assert report.errors == 0
    return next(e for e in site.entries if e.work.id == "yl-books").work


def test_a_note_is_written_below_its_provision_and_read_back(corpus, capsys):
    assert note(place="第二条第二款第一项") == 0
    assert note(place="第二条", ground="本条例第四条") == 0
    assert note(place="", ground="本条例第三条") == 0
    assert "notes.md" in capsys.readouterr().out
    text = (corpus / "yl-books/notes.md").read_text("utf-8")
    assert text.count("## 第二条\n") == 1
    assert [str(n.at and (n.at.paragraph, str(n.at.item))) for n in found(corpus).notes] == [
        "None",
        "(None, 'None')",
        "(2, '1')",
    ]


@pytest.mark.parametrize(
    ("place", "before", "after"),
    [
        ("", "是注释里的字。\n:::", "## 第一条"),
        ("第一条", "甲。\n:::", "## 第三条"),
        ("第二条", "## 第二条", "## 第三条"),
        ("第三条", "## 第三条", "### 第一款第二项"),
        ("第三条第一款第一项", "### 第一款第一项", "### 第一款第二项"),
        ("第三条第一款第二项", "乙。\n:::", ""),
        ("第三条第二款", "### 第二款", ""),
        ("第十条之一", "## 第十条之一", ""),
    ],
)
def test_where_a_note_is_put(place, before, after):
    block = ":::{law:note} 依据\n新。\n:::\n"
    text = insert_note(NOTES, "yl-books", place, block)
    at = text.index(block)
    assert text[:at].rstrip("\n").endswith(before)
    assert text[at + len(block) :].lstrip("\n").startswith(after)
    assert text.replace(block, "").replace("\n", "").startswith(NOTES.replace("\n", "")[:40])
    for line in NOTES.splitlines():
        assert text.splitlines().count(line) >= NOTES.splitlines().count(line)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["note", "yl-books", "第九条", "--kind", "说明", "--ground", GROUND, "--text", "x"], "no article 9"),
        (
            ["note", "yl-books", "第二条", "--kind", "说明", "--ground", OTHER, "--text", "x"],
            "第九条",
        ),
        (["note", "yl-books", "第二条", "--kind", "评论", "--ground", GROUND, "--text", "x"], "--kind"),
        (["note", "yl-books", "第二条", "--kind", "说明", "--ground", GROUND, "--text", "x\n:::"], "--text"),
        (["note", "nobody", "第二条", "--kind", "说明", "--ground", GROUND, "--text", "x"], "nobody"),
        (["note", "yl-books", "第2条", "--kind", "说明", "--ground", GROUND, "--text", "x"], "第2条"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(corpus, options, said, capsys):
    assert main(options) in (1, 2)
    assert said in capsys.readouterr().err
    assert not (corpus / "yl-books/notes.md").exists()


def fix(printed="图书", corrected="书籍", place="第一条"):
    words = ["--printed", printed, "--corrected", corrected, "--reason", "供测试。", "--ground", "本条例第二条"]
    return main(["fix", "yl-books", place, *words])


def test_a_correction_is_appended_and_read_back(corpus):
    assert fix() == 0
    assert fix("出版物", '出版"物', "第二条第一款") == 0
    assert [(f.printed, f.corrected) for f in found(corpus).fixes] == [("图书", "书籍"), ("出版物", '出版"物')]


@pytest.mark.parametrize("wrong", [{"printed": "没有的字"}, {"place": "第九条"}, {"corrected": " "}])
def test_a_correction_that_does_not_fit_is_refused(corpus, wrong, capsys):
    assert fix(**wrong) in (1, 2)
    assert capsys.readouterr().err
    assert not (corpus / "yl-books/fixes.toml").exists()


def test_a_dry_run_writes_nothing(corpus):
    assert note("--dry-run") == 0
    assert not (corpus / "yl-books/notes.md").exists()


def test_faults_that_were_there_before_do_not_stand_in_the_way(corpus):
    (corpus / "yl-books/notes.md").write_text("# x\n\nstray\n", "utf-8")
    assert note() == 0
