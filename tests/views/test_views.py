"""The views of a law: their rows, the phrases they are extracted from, and their JSON and CSV files."""

from __future__ import annotations

import csv
import io
import json

import pytest

from fatiao.cli import main
from fatiao.diagnostics import Report
from fatiao.exports.views import TABLES, VIEW_FILES, view_files, views_json
from fatiao.model.law import Source
from fatiao.pipeline import parse_source
from fatiao.views.find import find_views
from tests.support.paths import ROOT

HEAD = "某市河道条例\n（2024年1月2日某市人民代表大会常务委员会通过）\n"
LAW = HEAD + (
    "第一条　为了保护河道，制定本条例。\n"
    "第二条　河道主管部门应当每年公布名录，并自公布之日起十日内书面告知沿河单位；沿河单位不得填埋河道，可以申请补助。\n"
    "第三条　禁止任何单位和个人向河道倾倒垃圾。发现倾倒的，巡查人员应当立即制止。\n"
    "第四条　巡查机构履行下列职责：\n（一）负责日常巡查；\n（二）定期清理河道；\n（三）其他应当依法履行的职责。\n"
    "第五条　违反本条例第三条规定，向河道倾倒垃圾的，由河道主管部门责令改正，处五百元以上二千元以下罚款；"
    "拒不改正的，处二千元以上一万元以下罚款；构成犯罪的，依法追究刑事责任。\n"
    "第六条　违反本条例规定，其他法律已有规定的，从其规定。\n"
    "第七条　本条例自2024年3月1日起施行。\n"
)


@pytest.fixture(scope="module")
def parsed():
    return parse_source(Source("law.txt", LAW), Report())


@pytest.fixture(scope="module")
def data(parsed):
    law, layers = parsed
    return views_json(law, find_views(law, layers), layers.definitions)


def test_norms_name_the_bearer_and_the_duty(data):
    rows = [(r["article"], r["who"], r["modal"], r["what"]) for r in data["norms"]]
    assert rows == [
        ("2", "河道主管部门", "应当", "每年公布名录，并自公布之日起十日内书面告知沿河单位"),
        ("2", "沿河单位", "不得", "填埋河道"),
        ("2", "沿河单位", "可以", "申请补助"),
        ("3", "任何单位和个人", "禁止", "任何单位和个人向河道倾倒垃圾"),
        ("3", "巡查人员", "应当", "立即制止"),
        ("4", "巡查机构", "负责", "日常巡查"),
    ]


def test_deadlines_name_the_bearer_the_act_and_the_start(data):
    rows = [(r["article"], r["words"], r["who"], r["from"], r["kind"]) for r in data["deadlines"]]
    assert rows == [
        ("2", "每年", "河道主管部门", None, "recurring"),
        ("2", "自公布之日起十日内", "河道主管部门", "自公布之日起", "within"),
        ("3", "立即", "巡查人员", None, "vague"),
        ("4", "定期", "巡查机构", None, "recurring"),
        ("7", "2024年3月1日", None, None, "date"),
    ]


def test_sanctions_are_listed_by_step_with_the_duty(data):
    rows = [(r["by"], r["consequence"], r["amount"], r["condition"]) for r in data["sanctions"]]
    assert rows == [
        ("河道主管部门", "责令改正，处五百元以上二千元以下罚款", "五百元以上二千元以下", None),
        ("河道主管部门", "处二千元以上一万元以下罚款", "二千元以上一万元以下", "拒不改正的"),
        (None, "依法追究刑事责任", None, "构成犯罪的"),
    ]
    assert {tuple(r["refers_to"]) for r in data["sanctions"]} == {("3",)}


def cases(name):
    text = (ROOT / f"tests/cases/{name}").read_text(encoding="utf-8").partition("```\n")[2].partition("```")[0]
    return [line.split(" => ") for line in text.strip().split("\n")]


@pytest.mark.parametrize("sentence, expected", cases("views-actors.md"))
def test_bearer_of_a_norm(sentence, expected):
    law, layers = parse_source(Source("law.txt", f"{HEAD}第一条　{sentence}\n"), Report())
    found = find_views(law, layers)
    rows = [f"{row.who or '-'} {row.modal}" for row in found.norms] or ["-"]
    assert "；".join(rows) == expected


@pytest.mark.parametrize("sentence, expected", cases("views-times.md"))
def test_recognition_of_deadlines(sentence, expected):
    law, layers = parse_source(Source("law.txt", f"{HEAD}第一条　{sentence}\n"), Report())
    rows = [f"{row.who or '-'} {row.words}" for row in find_views(law, layers).deadlines] or ["-"]
    assert "；".join(rows) == expected


@pytest.mark.parametrize("sentence, expected", cases("views-sanctions.md"))
def test_authority_and_consequence_of_a_sanction(sentence, expected):
    law, layers = parse_source(Source("law.txt", f"{HEAD}第一条　{sentence}\n".replace("⏎", "\n")), Report())
    rows = [f"{row.by or '-'} {row.consequence}" for row in find_views(law, layers).sanctions] or ["-"]
    assert " ｜ ".join(rows) == expected


def test_spans_match_the_quoted_words(parsed, data):
    texts = {str(article.number): article.text for article in parsed[0].articles}
    for row in data["deadlines"]:
        assert texts[row["article"]][row["span"][0] : row["span"][1]] == row["words"]
    for row in data["norms"]:
        words = texts[row["article"]][row["span"][0] : row["span"][1]]
        assert row["what"] in words and (row["who"] is None or row["who"] in texts[row["article"]])


def test_unclear_sentences_are_counted(data):
    assert data["left_out"] == {"deadlines": 0, "norms": 1, "sanctions": 0}


@pytest.mark.parametrize(
    "sentence, deadlines, norms",
    [
        ("本法所称监护人，是指应当在十日内照顾子女的人。", 1, 1),
        ("本法所称短期，是指每年不满十日。", 1, 0),
        ("当事人逾期三十日内未缴纳的，处十日以下拘留。", 1, 0),
        ("当事人应当在十日内缴纳。", 0, 0),
    ],
)
def test_every_candidate_without_a_row_is_counted(sentence, deadlines, norms):
    law, layers = parse_source(Source("law.txt", f"{HEAD}第一条　{sentence}\n"), Report())
    assert find_views(law, layers).left_out == {"deadlines": deadlines, "norms": norms, "sanctions": 0}


def test_files_of_a_law(parsed):
    law, layers = parsed
    files = dict(view_files(law, "some-law", find_views(law, layers), layers, base="https://example.org/"))
    assert list(files) == [f"laws/some-law/{name}" for name in VIEW_FILES]
    assert set(json.loads(files["laws/some-law/views.json"])) == {*(key for key, _, _ in TABLES), "left_out"}
    rows = list(csv.DictReader(io.StringIO(files["laws/some-law/views-sanctions.csv"].decode("utf-8-sig"))))
    assert rows[0]["refers_to"] == "3" and rows[0]["url"] == "https://example.org/laws/some-law/art-5.html"


def test_the_command_reads_raw_files(tmp_path, capsys):
    path = tmp_path / "law.txt"
    path.write_text(LAW, encoding="utf-8")
    assert main(["views", str(path), "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["norms"]) == 6
    assert main(["views", str(path), "--out", str(tmp_path / "made")]) == 0
    assert json.loads((tmp_path / "made/law.json").read_text(encoding="utf-8"))["sanctions"]
    assert main(["views", str(path)]) == 0
    assert "责任 (3)" in capsys.readouterr().out
    assert main(["views", str(tmp_path / "none.txt")]) == 1
