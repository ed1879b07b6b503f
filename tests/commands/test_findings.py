"""Findings for a reader, for GitHub and for programs."""

import json

from fatiao.cli import main
from fatiao.commands.findings import MOST_ALIKE, write_findings
from fatiao.model.findings import Diagnostic, Severity


def finding(number, severity=Severity.WARNING, code="item-gap", message="甲"):
    return Diagnostic(code, severity, f"corpus/x/{number}.txt", number, 2, message)


def test_what_is_alike_is_told_once_with_its_number():
    many = [finding(n) for n in range(1, 21)]
    lines = list(write_findings([*many, finding(99, Severity.ERROR, "bad-toml")], "text", every=False))
    assert lines[0] == "corpus/x/99.txt:99:2: error[bad-toml] 甲"
    assert lines[1:3] == ["corpus/x/1.txt:1:2: warning[item-gap] 甲", "corpus/x/2.txt:2:2: warning[item-gap] 甲"]
    assert lines[-1] == "warning[item-gap] 15 more, in 20 files; pass --all to list them"
    assert len(list(write_findings(many, "text"))) == 20
    few = many[:MOST_ALIKE]
    assert len(list(write_findings(few, "text", every=False))) == len(few)


def test_a_workflow_command_is_escaped():
    (line,) = write_findings([finding(3, message="100%\n::error::x")], "github")
    assert line == "::warning file=corpus/x/3.txt,line=3,col=2,title=item-gap::100%25\\n::error::x"
    (line,) = write_findings([Diagnostic("x", Severity.INFO, "a,b:c", 0, 0, "甲")], "github")
    assert line == "::notice file=a%2Cb%3Ac,title=x::甲"


def test_programs_get_values():
    (text,) = write_findings([finding(3)], "json")
    assert json.loads(text) == [
        {"path": "corpus/x/3.txt", "line": 3, "column": 2, "severity": "warning", "code": "item-gap", "message": "甲"}
    ]


def test_check_writes_each_format(tmp_path, monkeypatch, capsys):
    law = tmp_path / "corpus" / "some-law"
    law.mkdir(parents=True)
    (law / "law.toml").write_text("x = [", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--format", "json"]) == 1
    assert {"bad-toml", "no-text"} <= {one["code"] for one in json.loads(capsys.readouterr().out)}
    assert main(["check", "--format", "github"]) == 1
    assert "::error file=corpus/some-law/law.toml" in capsys.readouterr().out
    assert main(["check"]) == 1
    assert "error[bad-toml]" in capsys.readouterr().err
