"""Which lines are tables, and what is published of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fatiao.diagnostics import Report
from fatiao.exports.law_json import law_to_json
from fatiao.linking.definitions.find import find_definitions
from fatiao.pages.site_pages import emit_site
from fatiao.pipeline import build_site, find_layers
from fatiao.tabular import find_tables, is_row
from tests.support.outlines import read

TEXT = """某省收费办法
（2020年1月2日某省人民政府令第1号公布）
第一条　收费标准如下：
项目\t单位\t标准
第二条所列\t件\t10
乙类\t\t20
注：上表所称件，是指一次申请。
第二条　本办法由某局解释。
附件1
收费项目表
序号\t名称
1\t登记费
"""


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (["甲\t乙", "1\t2"], [["甲", "乙"], ["1", "2"]]),
        (["| 甲 | 乙 |", "|---|---|", "| 1 | 2 |"], [["甲", "乙"], ["1", "2"]]),
        (["甲 | 乙 | 丙", "1 | 2 | 3"], [["甲", "乙", "丙"], ["1", "2", "3"]]),
        (
            ["项目　　单位　　金额", "甲类　　件　　10", "乙类　　件　　20"],
            [["项目", "单位", "金额"], ["甲类", "件", "10"], ["乙类", "件", "20"]],
        ),
        (["甲\t乙\t丙", "1\t2"], None),
        (["甲\t乙\t丙", "1\t2\t3", "4\t5"], [["甲", "乙", "丙"], ["1", "2", "3"], ["4", "5", ""]]),
        (["张三　　李四　　王五", "赵六　　钱七　　孙八", "周九　　吴十　　郑一"], None),
        (["甲\t乙"], None),
        (["第一条　为了规范", "第二条　应当"], None),
    ],
)  # fmt: skip
def test_tables(lines, rows):
    assert [table.texts(lines) for table in find_tables(lines)] == ([rows] if rows else [])


@settings(deadline=None)
@given(st.lists(st.text(st.sampled_from("甲1 　\t|-:"), max_size=12), max_size=6))
def test_cells_are_words_of_their_lines_in_order(lines):
    for table in find_tables(lines):
        assert table.last >= table.first + 1
        for at, cells in table.rows:
            assert table.first <= at <= table.last
            flat = [place for cell in cells for place in cell]
            assert flat == sorted(flat)
            assert all(lines[at][a:b] == lines[at][a:b].strip() for a, b in cells)
        width = {len(row) for row in table.texts(lines)}
        assert len(width) == 1
    assert all(isinstance(is_row(line), bool) for line in lines)


def test_json_has_the_rows_and_the_lines():
    law, report = read(TEXT)
    [first, _] = law_to_json(law, find_layers(law, report))["articles"]
    [paragraph] = first["paragraphs"]
    assert paragraph["text"] == "\n".join(["收费标准如下：", *TEXT.split("\n")[3:7]])
    assert paragraph["table"] == [["项目", "单位", "标准"], ["第二条所列", "件", "10"], ["乙类", "", "20"]]
    assert [a.heading.text for a in law.annexes] == ["收费项目表"]


def test_a_note_below_a_table_defines_for_its_article():
    law, report = read(TEXT)
    assert [(d.term, d.scope) for d in find_definitions(law, report)] == [("件", "article")]


def test_the_page_has_a_table_with_its_links(tmp_path):
    (tmp_path / "some-fees").mkdir()
    (tmp_path / "some-fees" / "2020-01-02.txt").write_text(TEXT, encoding="utf-8")
    pages = dict(emit_site(build_site(tmp_path, Report())))
    text = pages["laws/some-fees/art-1"]
    assert "{#para-1 .paragraph}\n收费标准如下：\n" in text
    assert "{.law-table}\n| 项目 | 单位 | 标准 |\n| --- | --- | --- |\n| {law:ref}`第二条 <some-fees:art_2" in text
    assert "{.law-table}\n| 序号 | 名称 |\n| --- | --- |\n| 1 | 登记费 |\n" in pages["laws/some-fees/att-1"]
