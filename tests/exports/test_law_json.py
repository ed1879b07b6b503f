"""Law JSON: its structure, metadata from the editor, and the absence of omitted text; and ``fatiao parse``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fatiao.cli import main
from fatiao.exports.law_json import dump_law, law_to_json
from fatiao.model.corpus import Work
from fatiao.model.law import Number, Span, Target
from fatiao.model.layers import Definition, DefinitionKind, Layers, Reference
from tests.support.outlines import read

TEXT = """某某省保密条例
（2025年11月26日某某省第十四届人民代表大会常务委员会第二十五次会议通过）
公告
（第71号）
《某某省保密条例》已由某某省第十四届人民代表大会常务委员会第二十五次会议于2025年11月26日通过，现予公布。
某某省人民代表大会常务委员会
2025年11月26日
第一章 总则
第一条 本省保守国家秘密（以下简称保密）工作，适用本条例：
（一）甲；
（二）乙：
1.丙；
2.丁。
前款规定以外的，依照《某某法》第三条办理。
第二条 本条例自2026年3月1日起施行。
食品安全在身边
本报讯（记者 某甲）近日，我县开展检查。
"""


def as_json(text: str = TEXT, layers: Layers | None = None, work: Work | None = None) -> dict[str, Any]:
    law, report = read(text)
    return law_to_json(law, layers or Layers(), report, work)


def test_facts_and_counts() -> None:
    value = as_json()
    assert (value["schema"], value["id"], value["title"], value["kind"]) == (1, None, "某某省保密条例", None)
    assert value["adopted"] == {
        "date": "2025-11-26",
        "by": "某某省人民代表大会常务委员会",
        "session": "第十四届第二十五次会议",
        "number": None,
    }
    assert value["in_force"] == {"date": "2026-03-01", "text": "自2026年3月1日起施行"}
    assert value["counts"] == {
        "parts": 0, "subparts": 0, "chapters": 1, "sections": 0, "articles": 2, "clauses": 0
    }  # fmt: skip
    assert value["notice"]["lines"] == [3, 7]
    assert value["notice"]["number"] == "第71号"
    assert value["divisions"] == [
        {"eid": "chp_1", "level": "chapter", "number": "1", "label": "第一章", "heading": "总则"}
    ]


def test_article_text_is_its_paragraphs_items_and_subitems() -> None:
    article = as_json()["articles"][0]
    assert (article["eid"], article["number"], article["label"]) == ("art_1", "1", "第一条")
    assert (article["division"], article["lines"]) == ("chp_1", [9, 14])
    parts = []
    for paragraph in article["paragraphs"]:
        parts.append(paragraph["text"])
        for item in paragraph["items"]:
            parts += [item["text"], *(subitem["text"] for subitem in item["subitems"])]
    assert article["text"] == "\n".join(parts)
    assert [len(p["items"]) for p in article["paragraphs"]] == [2, 0]
    assert article["paragraphs"][0]["items"][1]["subitems"][1] == {"number": "2", "label": "2.", "text": "2.丁。"}


def test_a_table_in_a_subitem_has_its_rows() -> None:
    value = as_json("第一条　分为：\n（一）甲：\n1.收费标准如下：\n项目|金额|单位\n登记|10|元\n变更|20|元\n2.乙。\n")
    first = value["articles"][0]["paragraphs"][0]["items"][0]["subitems"][0]
    assert first["table"] == [["项目", "金额", "单位"], ["登记", "10", "元"], ["变更", "20", "元"]]


def test_omitted_text_is_a_range_and_never_text() -> None:
    value = as_json()
    assert value["left_out"] == [
        {"lines": [16, 17], "kind": "foreign", "reason": "newspaper or web page matter behind the instrument"}
    ]
    assert "某甲" not in dump_law(value)
    assert [d["code"] for d in value["diagnostics"]] == ["left-out"]


def test_layers_have_offsets_into_the_article() -> None:
    text = as_json()["articles"][0]["text"]
    at, term = text.index("前款规定"), text.index("保密")
    layers = Layers(
        (
            Definition(
                Number(1), "保密", DefinitionKind.ABBREVIATES, "law", Span(0, 9), Span(term, term + 2), "保守国家秘密"
            ),
        ),
        (
            Reference(Number(1), Span(at, at + 4), (Target(article=Number(1), paragraph=1, to=Number(2)),), "rule"),
            Reference(Number(1), Span(at, at + 4), (Target("某某法", article=Number(3, 1), item=Number(2)),), "rule"),
        ),
    )
    article = as_json(layers=layers)["articles"][0]
    definition = article["definitions"][0]
    assert (definition["start"], definition["end"], definition["expansion"]) == (0, 9, "保守国家秘密")
    assert (definition["term"], definition["kind"], definition["scope"]) == ("保密", "abbreviates", "law")
    first, second = article["references"]
    assert (first["text"], first["targets"]) == (
        "前款规定",
        [{"law": "self", "article": "1", "paragraph": 1, "paragraph_to": 2}],
    )
    assert second["targets"] == [{"law": "某某法", "article": "3-1", "item": "2"}]


def test_metadata_of_the_editor_takes_precedence() -> None:
    value = as_json(work=Work("a-law", (), title="改正的名称", kind="地方性法规", in_force="2026-04-01"))
    assert (value["id"], value["title"], value["kind"]) == ("a-law", "改正的名称", "地方性法规")
    assert value["in_force"]["date"] == "2026-04-01"


def test_an_order_replaces_the_missing_adoption_of_a_regulation() -> None:
    value = as_json("某某条例\n2008年7月21日 中华人民共和国国务院令第527号公布\n第一条 甲。\n第二条 乙。")
    number = "中华人民共和国国务院令第527号"
    assert value["adopted"] == {"date": "2008-07-21", "by": "中华人民共和国国务院", "session": None, "number": number}
    assert value["number"] == number


def test_parse_writes_one_file_a_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = []
    for index in range(9):
        files.append(tmp_path / f"law{index}.txt")
        files[-1].write_text(TEXT, encoding="utf-8")
    assert main(["parse", "--jobs", "2", "--out", str(tmp_path / "out"), *map(str, files)]) == 0
    texts = [(tmp_path / "out" / f"law{index}.json").read_text(encoding="utf-8") for index in range(9)]
    assert len(set(texts)) == 1
    assert json.loads(texts[0])["articles"][1]["text"] == "本条例自2026年3月1日起施行。"
    assert "law0.txt:16:1: info[left-out]" in capsys.readouterr().err


def test_parse_continues_after_a_bad_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, empty, gone = (tmp_path / name for name in ("good.txt", "empty.txt", "gone.txt"))
    good.write_text(TEXT, encoding="utf-8")
    empty.write_bytes(b"")
    assert main(["parse", "--out", str(tmp_path / "out"), str(empty), str(gone), str(good)]) == 1
    err = capsys.readouterr().err
    assert f"{empty}: error[empty-source]" in err
    assert f"{gone}: error[unreadable]" in err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["good.json"]


def test_parse_cannot_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, blocked = tmp_path / "a.txt", tmp_path / "blocked"
    source.write_text(TEXT, encoding="utf-8")
    blocked.write_text("", encoding="utf-8")
    assert main(["parse", "--out", str(blocked), str(source)]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_parse_refuses_two_sources_for_one_output(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "law.txt").write_text(TEXT, encoding="utf-8")
    names = [str(tmp_path / folder / "law.txt") for folder in ("a", "b")]
    assert main(["parse", "--out", str(tmp_path / "out"), *names]) == 2
