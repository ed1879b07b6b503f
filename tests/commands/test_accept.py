"""Text left out among the provisions is a warning until the curator accepts it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fatiao.cli import main
from fatiao.corpus.accepted import write_accepted
from fatiao.diagnostics import FatiaoError, Report, format_diagnostic
from fatiao.pipeline import build_site
from tests.support.outlines import read

STORY = "果农迎来丰收季\n近日,记者在某乡果园看到,果农正忙着采摘。\n本报记者 摄\n"
TEXT = f"仓储条例\n第一条 为了规范仓储，制定本条例。\n{STORY}第二条 本条例自2020年1月1日起施行。\n"
TOML = '# kept\nkind = "地方性法规"  # kept too\n\n[[supplied]]\nfield = "kind"\nground = "见于标题"\n'


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    law = tmp_path / "corpus" / "xj-storage"
    law.mkdir(parents=True)
    (law / "2019-11-26.txt").write_text(TEXT, "utf-8")
    (law / "law.toml").write_text(TOML, "utf-8")
    return tmp_path / "corpus"


def findings(corpus: Path) -> list[str]:
    report = Report()
    build_site(corpus, report)
    return [format_diagnostic(d).split(": ", 1)[1] for d in report if d.code.startswith(("left-out", "accepted"))]


def run(corpus: Path, *arguments: str) -> int:
    return main(["accept", "--corpus", str(corpus), "xj-storage", *arguments])


def test_it_is_a_warning_until_it_is_accepted_and_again_when_the_text_changes(corpus: Path) -> None:
    told = "left out lines 3–5: newspaper or web page matter between the provisions"
    todo = "; if they are no part of the law, run fatiao accept"
    assert findings(corpus) == [f"warning[left-out-within] {told}{todo}"]
    assert run(corpus) == 1
    assert run(corpus, "3-5") == 0
    assert findings(corpus) == [f"info[left-out] {told} (accepted)"]
    written = (corpus / "xj-storage" / "law.toml").read_text("utf-8")
    assert written.startswith('# kept\nkind = "地方性法规"  # kept too\n')
    assert written.endswith('[[supplied]]\nfield = "kind"\nground = "见于标题"\n')
    text = corpus / "xj-storage" / "2019-11-26.txt"
    text.write_text(TEXT.replace("施行", "实施"), "utf-8")
    assert [line.partition("]")[0] for line in findings(corpus)] == [
        "warning[left-out-within",
        "warning[accepted-void",
    ]
    assert run(corpus, "--all") == 0
    assert findings(corpus) == [f"info[left-out] {told} (accepted)"]


def test_a_law_without_law_toml_gets_one(corpus: Path) -> None:
    (corpus / "xj-storage" / "law.toml").unlink()
    assert run(corpus, "--all", "--date", "2019-11-26") == 0
    assert [line[:4] for line in findings(corpus)] == ["info"]


@pytest.mark.parametrize("arguments", [("9-11",), ("--date", "2001-01-01")])
def test_what_is_not_there_is_refused(corpus: Path, arguments: tuple[str, ...]) -> None:
    assert run(corpus, *arguments) == 2
    assert (corpus / "xj-storage" / "law.toml").read_text("utf-8") == TOML


def test_a_key_that_is_written_in_an_unusual_way_is_left_alone() -> None:
    with pytest.raises(FatiaoError):
        write_accepted('"accepted" = ["lines 1-2 sha256:0"]\n', ["lines 3-4 sha256:0"])


def test_page_numbers_and_running_heads_are_one_finding() -> None:
    text = "仓储条例\n第一条 甲。\n1\n仓储条例\n第二条 乙。\n2\n仓储条例\n第三条 丙。\n- 3 -\n"
    _, report = read(text)
    assert [d.message for d in report if d.code == "left-out"] == [
        "left out lines 3–4, 6–7, 9: page number (3), running head (2)"
    ]


def test_a_line_of_a_preamble_is_a_warning_and_one_before_the_title_is_none() -> None:
    head = "来源：某某网 发布时间：2020-01-01\n"
    text = f"{head}仓储条例\n（2019年12月1日通过）\n{head}第一条 甲。\n第二条 乙。\n"
    _, report = read(text)
    found = [(d.code, d.line) for d in report if d.code.startswith("left-out")]
    assert found == [("left-out", 1), ("left-out-within", 4)]
