"""Items and their labels: each label has a box, and all boxes of a list have the same width."""

from __future__ import annotations

from fatiao.diagnostics import Report
from fatiao.pages.blocks import Styled, Text, TextParagraph
from fatiao.pages.provisions import render_article
from fatiao.pipeline import build_site

NUMERALS = "一二三四五六七八九十"


def blocks(folder, *lines):
    law = folder / "some-law"
    law.mkdir()
    text = "某市条例\n第一条　应当履行下列职责：\n" + "\n".join(lines) + "\n第二条　本条例自2020年1月1日起施行。\n"
    (law / "2020-01-01.txt").write_text(text, encoding="utf-8")
    (entry,) = build_site(folder, Report()).entries
    return [block for block in render_article(entry, entry.law.articles[0]) if isinstance(block, TextParagraph)]


def labels(paragraphs):
    heads = [paragraph.line[0] for paragraph in paragraphs if paragraph.classes[0] != "paragraph"]
    assert all(isinstance(head, Styled) and head.name == "item-label" for head in heads)
    return [piece.words for head in heads for piece in head.line if isinstance(piece, Text)]


def test_labels_of_usual_width_need_no_room_of_their_own(tmp_path):
    found = blocks(tmp_path, "（一）登记；", "（二）检查：", "1.日常检查；", "2.专项检查。")
    assert [p.classes for p in found] == [("paragraph",), ("item",), ("item",), ("subitem",), ("subitem",)]
    assert labels(found) == ["（一）", "（二）", "1.", "2."]


def test_a_long_list_has_one_room_for_all_its_labels(tmp_path):
    found = blocks(tmp_path, *(f"（{n}）登记；" for n in [*NUMERALS, "十一"]))
    assert {p.classes for p in found[1:]} == {("item", "label-4")}


def test_half_width_brackets_get_the_room_of_those_that_are_shown(tmp_path):
    found = blocks(tmp_path, *(f"({n})登记;" for n in [*NUMERALS, "十一"]))
    assert {p.classes for p in found[1:]} == {("item", "label-4")}


def test_the_room_of_subitems_is_that_of_their_own_list(tmp_path):
    found = blocks(
        tmp_path, "（一）登记：", "（1）法人；", "（2）个人；", "（二）检查：", "1.日常检查；", "2.专项检查。"
    )
    assert [p.classes for p in found if p.classes[0] == "subitem"] == [("subitem", "label-3")] * 2 + [("subitem",)] * 2
