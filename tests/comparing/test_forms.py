import json
import subprocess
import sys

import pytest

from fatiao.cli import main
from fatiao.commands.compare import name_version
from fatiao.comparing.as_html import comparison_to_html
from fatiao.comparing.as_json import ComparedText, comparison_to_csv, dump_comparison
from fatiao.comparing.as_text import comparison_to_text
from fatiao.comparing.compare import compare_laws
from tests.comparing.laws import law_of, text_of

FIRST = "为了保护水库，保障供水安全，制定本条例。"
OLD = law_of(FIRST, "市水务主管部门负责水库的监督管理工作。", "禁止机动船舶进入水库。")
NEW = law_of(FIRST, "市水务主管部门会同<b>有关</b>部门负责水库的监督管理工作。", "水库周边可以种植林木。")


def test_json_holds_to_its_contract():
    made = json.loads(
        dump_comparison(compare_laws(OLD, NEW), ComparedText("a", "2020-01-01", "甲"), ComparedText(None, None, None))
    )
    assert made["old"] == {"work": "a", "date": "2020-01-01", "title": "甲"}
    assert [(a["old"], a["new"], a["kind"]) for a in made["articles"]] == [
        (["1"], ["1"], "unchanged"),
        (["2"], ["2"], "changed"),
        (["3"], [], "deleted"),
        ([], ["3"], "new"),
    ]
    for article in made["articles"]:
        assert 0 <= article["score"] <= 1
        for mark in article["marks"]:
            for side, law in (("old", OLD), ("new", NEW)):
                if mark[side]:
                    text = law.articles[int(mark[side]["article"]) - 1].text
                    assert 0 <= mark[side]["start"] < mark[side]["end"] <= len(text)


def test_text_shows_what_changed():
    text = comparison_to_text(compare_laws(OLD, NEW), "旧", "新")
    assert "旧 → 新" in text
    assert "{+会同" in text
    assert "第三条 → —  deleted" in text
    assert "第一条" not in text


def test_html_escapes_every_word_and_pairs_every_tag():
    html = comparison_to_html(compare_laws(OLD, NEW), "<旧>", "新")
    assert "&lt;b&gt;" in html
    assert "&lt;旧&gt;" in html
    assert "<script" not in html
    assert [html.count(f"<{tag}>") for tag in ("ins", "del", "b", "div")] == [
        html.count(f"</{tag}>") for tag in ("ins", "del", "b", "div")
    ]


def test_csv_has_a_row_a_change():
    assert comparison_to_csv(compare_laws(OLD, NEW)).splitlines()[:3] == [
        "old,new,kind,score,moved",
        "1,1,unchanged,1.0,0",
        "2,2,changed,0.75,0",
    ]


@pytest.fixture
def files(tmp_path):
    for name, law in (("2020-01-01.txt", OLD), ("2024-02-02.txt", NEW)):
        (tmp_path / name).write_text(law.source.text, encoding="utf-8")
    return [str(tmp_path / "2020-01-01.txt"), str(tmp_path / "2024-02-02.txt")]


@pytest.mark.parametrize("output", ["text", "html", "json"])
def test_the_command_writes_each_form(files, capsys, output):
    assert main(["compare", *files, "--format", output]) == 0
    assert "2024-02-02" in capsys.readouterr().out


def test_the_command_names_a_file_that_holds_no_law(tmp_path, files, capsys):
    empty = tmp_path / "empty.txt"
    empty.write_text("没有条文。\n", encoding="utf-8")
    assert main(["compare", files[0], str(tmp_path / "missing.txt")]) == 2
    assert "missing.txt" in capsys.readouterr().err


def test_help_has_an_example():
    done = subprocess.run(
        [sys.executable, "-m", "fatiao", "compare", "--help"], capture_output=True, text=True, check=True
    )
    assert "Example: fatiao compare" in done.stdout


def test_a_text_without_a_date_in_its_name_has_the_day_of_its_approval(tmp_path):
    law = text_of(
        "某自治州条例\n（2020年1月1日某自治州人民代表大会通过　2020年3月4日某省人大常委会批准）\n第一条　甲。\n"
    )
    assert name_version(law, tmp_path / "law.txt").date == "2020-01-01"
    approved = text_of("某自治州条例\n（2020年3月4日某省人民代表大会常务委员会批准）\n第一条　甲。\n")
    assert name_version(approved, tmp_path / "law.txt").date == "2020-03-04"
