"""Renaming, removing and repealing a law: its files, terms and addresses change together, and nothing else does."""

import json
import subprocess
import tomllib

import pytest

from fatiao.cli import main
from fatiao.curating.edits import drop_compared, drop_work, rename_compared, rename_work, set_supplied
from fatiao.diagnostics import FatiaoError, Report
from fatiao.pipeline import build_site

ONE = "某市节约用水条例\n第一条　本条例所称节水，是指节约用水。\n第二条　有下列情形的：\n（一）乙；\n（二）丙。\n"
TWO = "某市节约用电条例\n第一条　甲。\n"
TERMS = """# mine
[[term]]
term = "节水"
pinyin = "jiéshuǐ"
english = "saving"
definition = "节约。"
grounds = ["《某法》第一条"]
works = ["water", "power"]

[[term]]
term = "水"
pinyin = "shuǐ"
english = "water"
definition = "水。"
grounds = ["《某法》第二条"]
works = [ "water" ]  # alone
"""


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    folder = tmp_path / "corpus"
    for work, text in (("water", ONE), ("power", TWO)):
        (folder / work).mkdir(parents=True)
        (folder / work / "2020-01-01.txt").write_text(text, encoding="utf-8")
    (folder / "terms.toml").write_text(TERMS, encoding="utf-8")
    (folder / "works.toml").write_text('[[work]]\ntitle = "某法"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["permalinks", "--update"]) == 0
    for words in (["init", "-q"], ["add", "."], ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x"]):
        subprocess.run(["git", *words], check=True, cwd=tmp_path)
    return folder


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def no_errors(folder):
    report = Report()
    build_site(folder, report)
    return not report.errors and main(["check", "--quiet"]) == 0


def test_a_renamed_law_keeps_its_addresses(corpus):
    assert main(["rename", "water", "water-saving"]) == 0
    assert not (corpus / "water").exists()
    assert (corpus / "water-saving/2020-01-01.txt").read_text(encoding="utf-8") == ONE
    redirects = json.loads((corpus / "permalinks.json").read_text(encoding="utf-8"))["redirects"]
    assert redirects["laws/water/art-2.html"] == "laws/water-saving/art-2.html"
    assert [t["works"] for t in tomllib.loads((corpus / "terms.toml").read_text(encoding="utf-8"))["term"]] == [
        ["water-saving", "power"],
        ["water-saving"],
    ]
    assert (corpus / "terms.toml").read_text(encoding="utf-8").startswith("# mine")
    assert main(["permalinks", "--update"]) == 0
    assert no_errors(corpus)


COMPARED = 'compare = ["power", "water@2020-01-01", "water"]  # mine\n'


def test_a_renamed_law_is_renamed_wherever_it_is_named(corpus):
    for work in ("water", "power"):
        (corpus / work / "law.toml").write_text(COMPARED, encoding="utf-8")
    terms = corpus / "terms.toml"
    terms.write_text(TERMS.replace('"water", "power"', '"water@2020-01-01", "power"'), encoding="utf-8")
    assert main(["rename", "water", "w"]) == 0
    renamed = COMPARED.replace('"water', '"w')
    assert [(corpus / work / "law.toml").read_text(encoding="utf-8") for work in ("w", "power")] == [renamed] * 2
    assert '["w@2020-01-01", "power"]' in terms.read_text(encoding="utf-8")


def test_a_removed_law_is_no_longer_named(corpus):
    (corpus / "power/law.toml").write_text(COMPARED, encoding="utf-8")
    terms = corpus / "terms.toml"
    terms.write_text(TERMS.replace('"water", "power"', '"water@2020-01-01", "power"'), encoding="utf-8")
    assert main(["remove", "water", "--reason", "重复收录。", "--force"]) == 0
    assert (corpus / "power/law.toml").read_text(encoding="utf-8") == 'compare = ["power"]  # mine\n'
    assert '["power"]' in terms.read_text(encoding="utf-8")


def test_a_removed_law_records_the_reason(corpus):
    assert main(["remove", "water", "--reason", "重复收录。"]) == 0
    assert not (corpus / "water").exists()
    tombstones = json.loads((corpus / "permalinks.json").read_text(encoding="utf-8"))["tombstones"]
    assert tombstones["laws/water/art-2.html"] == "重复收录。"
    assert [t["term"] for t in tomllib.loads((corpus / "terms.toml").read_text(encoding="utf-8"))["term"]] == ["节水"]
    assert no_errors(corpus)


def test_a_repealed_law_records_date_and_ground(corpus):
    law = corpus / "water/law.toml"
    supplied = '[[supplied]]\nfield = "status"\nground = "旧"\n'
    law.write_text(
        f'# mine\ntitle = "某市节约用水条例"\nstatus = "现行有效"  # old\n\n{supplied}',
        encoding="utf-8",
    )
    assert main(["repeal", "water", "--date", "2024-07-01", "--ground", '国务院令"第790号"']) == 0
    said = tomllib.loads(law.read_text(encoding="utf-8"))
    assert (said["status"], str(said["repealed"]), said["title"]) == ("已废止", "2024-07-01", "某市节约用水条例")
    assert {(e["field"], e["ground"]) for e in said["supplied"]} == {
        ("status", '国务院令"第790号"'),
        ("repealed", '国务院令"第790号"'),
    }
    assert law.read_text(encoding="utf-8").startswith("# mine")
    assert no_errors(corpus)


@pytest.mark.parametrize(
    "command",
    [
        ["rename", "water", "power"],
        ["rename", "water", "../x"],
        ["rename", "absent", "x"],
        ["remove", "absent", "--reason", "x"],
        ["remove", "..", "--reason", "x"],
        ["remove", "water", "--reason", " "],
        ["repeal", "water", "--date", "2024-02-30", "--ground", "x"],
        ["repeal", "water", "--date", "2024-07-01", "--ground", ""],
    ],
)
def test_a_refused_command_changes_nothing(corpus, command, capsys):
    before = files(corpus)
    assert main(command) == 2
    assert capsys.readouterr().err.startswith("fatiao: ")
    assert files(corpus) == before


@pytest.mark.parametrize(
    "command", [["rename", "water", "w"], ["remove", "water", "--reason", "x"],
                ["repeal", "water", "--date", "2024-07-01", "--ground", "x"]],
)  # fmt: skip
def test_a_dry_run_changes_nothing(corpus, command):
    before = files(corpus)
    assert main([*command, "--dry-run"]) == 0
    assert files(corpus) == before


def test_uncommitted_files_are_not_removed(corpus, capsys):
    (corpus / "water/notes.md").write_text("# new\n", encoding="utf-8")
    assert main(["remove", "water", "--reason", "x"]) == 2
    assert "not committed" in capsys.readouterr().err
    assert (corpus / "water/notes.md").exists()
    assert main(["remove", "water", "--reason", "x", "--force"]) == 0


def test_a_file_that_cannot_be_edited_by_line_is_left_alone():
    with pytest.raises(FatiaoError):
        set_supplied('status = """\n现行\n有效"""\n', {"status": "已废止"}, "x", frozenset())
    with pytest.raises(FatiaoError):
        rename_work('[[term]]\nterm = "water"\nworks = ["w\\u0061ter"]\n', "water", "w")
    assert rename_work("[[term]]\nterm = 'water'\nworks = ['water']\n", "water", "w").endswith("works = ['w']\n")
    for edit, names in ((rename_compared, ("water", "w")), (drop_compared, ("water",))):
        with pytest.raises(FatiaoError):
            edit('compare = ["x", # ]\n "water"]\n', *names)
    kept, gone = drop_work('[[term]]\nterm = "甲"\nworks = ["a",\n "b"]\n', "b")
    assert (tomllib.loads(kept)["term"][0]["works"], gone) == (["a"], ())


def test_a_provision_is_found(corpus, capsys):
    assert main(["where", "water", "第二条第一款第二项"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("（二）丙。\n")
    assert "address: laws/water/art-2.html#para-1-item-2" in out
    assert "2020-01-01.txt:5" in out
    assert "《某市节约用水条例》第二条第一款第二项" in out
    assert main(["where", "某市节约用水条例", "2"]) == 0
    assert main(["where", "water", "第九条"]) == 2
    assert main(["where", "nowhere", "1"]) == 2
    assert main(["where", "water", "1", "--date", "1999-01-01"]) == 2
