"""Text of OpenDocument, RTF, EPUB, HTML and Markdown files."""

from __future__ import annotations

from pathlib import Path

import pytest

from fatiao.diagnostics import Report
from fatiao.formats.read import read_received
from tests.support.documents import epub, lines_of, odt, read, told
from tests.support.outlines import outline

LIST = (
    '<text:list-style style:name="{0}"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." '
    'style:num-prefix="{1}" style:num-suffix="{2}"/></text:list-style>'
)


def entry(style: str, words: str, more: str = "") -> str:
    item = f"<text:list-item><text:p>{words}</text:p></text:list-item>"
    return f'<text:list text:style-name="{style}" {more}>{item}</text:list>'


def test_odt_numbers_run_on_where_a_list_continues() -> None:
    styles = LIST.format("A", "第", "条") + LIST.format("B", "（", "）")
    body = (
        entry("A", "甲：", 'xml:id="a"')
        + entry("B", "乙；")
        + entry("B", "丙。", 'text:continue-numbering="true"')
        + entry("A", "丁：", 'text:continue-list="a"')
        + entry("B", "戊。")
    )
    assert lines_of(odt(body, styles)) == ["第一条　甲：", "（一）乙；", "（二）丙。", "第二条　丁：", "（一）戊。"]


def test_odt_levels_inside_one_another() -> None:
    styles = (
        '<text:list-style style:name="A"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="1" '
        'text:display-levels="2"/></text:list-style>'
    )
    inner = "<text:list><text:list-item><text:p>乙</text:p></text:list-item></text:list>"
    body = (
        f'<text:list text:style-name="A"><text:list-item><text:p>甲</text:p>{inner}</text:list-item>'
        f"<text:list-item><text:p>丙</text:p>{inner}</text:list-item></text:list>"
    )
    assert lines_of(odt(body, styles)) == ["1.甲", "1.1　乙", "2.丙", "2.1　乙"]


def test_odt_changes_notes_and_headers() -> None:
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>删去</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
    )
    inner = "<text:note-citation>1</text:note-citation><text:note-body><text:p>脚注</text:p></text:note-body>"
    note = f"<text:note>{inner}</text:note>"
    body = f'{changes}<text:p>甲<text:s text:c="2"/>乙{note}<text:line-break/>丙</text:p>'
    page = "<style:master-page><style:header><text:p>法规汇编</text:p></style:header></style:master-page>"
    got, report = read(odt(body, page=page))
    assert got == ["甲  乙", "丙"]
    messages = " ".join(told(report, "left-out"))
    assert all(words in messages for words in ("删去", "脚注", "法规汇编"))


@pytest.mark.parametrize(
    ("between", "where", "pages"),
    [
        ("", "left out pictures, 1 pieces", [0, 0]),
        ("<text:soft-page-break/>", "left out pictures (page 1), 1 ", [1, 2]),
    ],
)
def test_odt_pages(between: str, where: str, pages: list[int]) -> None:
    body = f"<text:p>甲。<draw:frame><draw:image/></draw:frame></text:p>{between}<text:p>乙。</text:p>"
    report = Report()
    source = read_received(odt(body), "a.odt", report)
    assert source is not None
    assert source.origin is not None
    lines = source.text.split("\n")
    assert [source.origin.page(lines.index(text) + 1) for text in ("甲。", "乙。")] == pages
    (message,) = told(report, "left-out")
    assert message.startswith(where)


def test_odt_reads_elements_that_it_does_not_know() -> None:
    ruby = "<text:ruby><text:ruby-base>丙</text:ruby-base><text:ruby-text>bing</text:ruby-text></text:ruby>"
    control = f"<text:content-control>乙<text:span>、{ruby}</text:span></text:content-control>"
    assert lines_of(odt(f"<text:p>第一条 甲{control}。</text:p>")) == ["第一条 甲乙、丙。"]


def test_odt_leaves_out_a_remark_in_a_text_box() -> None:
    def box(words: str) -> str:
        return f"<draw:frame><draw:text-box><text:p>{words}</text:p></draw:text-box></draw:frame>"

    paragraphs = (box("某某办法"), f"第一条 甲。{box('内部资料')}", box("附件"))
    body = "".join(f"<text:p>{words}</text:p>" for words in paragraphs)
    got, report = read(odt(body))
    assert got == ["某某办法", "第一条 甲。", "附件"]
    assert "内部资料" in told(report, "left-out")[0]


def test_odt_tables_and_headings() -> None:
    cells = "".join(f"<table:table-cell><text:p>{words}</text:p></table:table-cell>" for words in "甲乙")
    outline_style = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="一, 二, 三, ..." '
        'style:num-prefix="第" style:num-suffix="章"/></text:outline-style>'
    )
    table = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    body = f'<text:h text:outline-level="1">总则</text:h>{table}'
    assert lines_of(odt(body, page=outline_style)) == ["第一章　总则", "| 甲 | 乙 |"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (rb"\u31532?\u19968?\u26465? \u30002?\par", ["第一条 甲"]),
        (rb"\uc2\u31532\'b5\'da\u19968\'d2\'bb", ["第一"]),
        (rb"\'b5\'da\'d2\'bb\'cc\'f5 \'bc\'d7\par\'d2\'d2", ["第一条 甲", "乙"]),
        (rb"{\listtext\pard\plain \'a3\'a8\'d2\'bb\'a3\'a9\tab}\'bc\'d7\par", ["（一）甲"]),
        (rb"\'bc\'d7{\deleted \'d2\'d2}{\v \'b1\'fb}\'b6\'a1", ["甲丁"]),
        (rb"\'bc\'d7{\footnote \'d2\'d2}{\*\unknown \'d2\'d2}{\pict\bin3 }}}}\'b6\'a1", ["甲丁"]),
        (rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt \'bc\'d7}}", ["甲"]),
        (rb"\trowd\intbl \'bc\'d7\cell \'d2\'d2\cell\row\pard \'b1\'fb\par", ["| 甲 | 乙 |", "丙"]),
        (rb"\u-10179?\u-8704?", ["😀"]),
        (rb"{\header \'d2\'d2\par}\'bc\'d7\line\'d2\'d2\emdash", ["甲", "乙—"]),
    ],
)
def test_rtf(words: bytes, expected: list[str]) -> None:
    assert lines_of(rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}}\f0 " + words + b"}") == expected


def test_rtf_reads_a_text_box_behind_its_paragraph_or_leaves_it_out() -> None:
    def box(words: str) -> str:
        return rf"{{\shp{{\*\shpinst{{\shptxt {words}\par}}}}}}"

    text = rf"{box('某办法')}\par 第一{box('内部')}条 甲。\par {box('附件')}\par"
    coded = "".join(sign if sign.isascii() else rf"\u{ord(sign)}?" for sign in text)
    got, report = read(b"{\\rtf1\\ansi " + coded.encode() + b"}")
    assert got == ["某办法", "第一条 甲。", "附件"]
    assert "内部" in told(report, "left-out")[0]


def test_rtf_takes_the_code_page_of_the_font() -> None:
    fonts = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset134 B;}{\f2\fcharset136 C;}}"
    assert lines_of(fonts + rb"\f1 \'bc\'d7\f2 \'a4\'41}") == ["甲" + b"\xa4A".decode("big5")]


def test_epub_follows_the_spine() -> None:
    first = '<?xml version="1.0"?><!DOCTYPE html><html><body><h1>某某办法</h1><p>第一条 甲。</p></body></html>'
    assert lines_of(epub(first, "<html><body><p>第二条 乙。</p></body></html>")) == [
        "某某办法",
        "第一条 甲。",
        "第二条 乙。",
    ]


def test_html_of_now() -> None:
    page = """<!doctype html><html><head><meta charset="utf-8"><title>甲市办法_甲市人民政府</title>
    <style>p{}</style><script>var a = "<p>第九条 假。</p>";</script></head><body><nav><a href="/">首页</a></nav>
    <div class="bread-crumb">当前位置</div><h1>甲市办法</h1><div id="zoom"><p>&emsp;第一条 为了<b>甲</b>。</p>
    <p style="display: none">第二条 假。</p><p>第二条 乙<sup><a href="#n1">[1]</a></sup>。</p></div>
    <div><a href="/1">上一篇</a></div><div class="footer">版权所有</div></body></html>"""
    got, report = read(page.encode())
    assert [line.strip() for line in got] == ["甲市办法", "第一条 为了甲。", "第二条 乙。"]
    assert "版权所有" in " ".join(told(report, "left-out"))


def test_html_of_then() -> None:
    page = """<HTML><META content="text/html; charset=gb2312"><TABLE><TR><TD>甲市办法</TD></TR><TR><TD>
    <br>&nbsp;&nbsp;第一条 甲。\r\n<br>&nbsp;&nbsp;第二条 下列：<br>（一）乙<BR>（二）丙。</TD></TR></TABLE>"""
    got, _ = read(page.encode("gb18030"), "law.htm")
    wanted = ["甲市办法", "第一条 甲。", "第二条 下列：", "（一）乙", "（二）丙。"]
    assert [line.strip(" \xa0") for line in got] == wanted


def test_html_tables_lists_and_annexes() -> None:
    page = """<html><body><div><p>某某办法</p><p>第一条 甲。</p><p>第二条 乙。</p></div><div>附件1</div>
    <table><tr><th>项目<th>金额<tr><td>甲<td>一元</table><ol><li>一<li>二</ol></body></html>"""
    got = lines_of(page.encode())
    assert got[3:] == ["附件1", "| 项目 | 金额 |", "| 甲 | 一元 |", "1.一", "2.二"]


def test_a_law_may_stand_in_a_part_that_is_called_like_furniture() -> None:
    page = '<html><body><div class="print links"><p>某某办法</p><p>第一条 甲。</p></div></body></html>'
    assert lines_of(page.encode()) == ["某某办法", "第一条 甲。"]


def page_lines(body: str, style: str = "") -> list[str]:
    page = f'<html><head><meta charset="utf-8"><style>{style}</style></head><body>{body}</body></html>'
    return [line.strip(" \xa0") for line in lines_of(page.encode())]


def test_a_break_of_the_page_source_between_chinese_characters_is_no_space() -> None:
    body = """<p>第一条
    为了加强管理，制定\r\n<span>本办法，</span>\n保障 “安全”\n和 credit\nrating 。</p><p>第二条 甲。
    第三条 乙</p>"""
    first = "第一条 为了加强管理，制定本办法，保障 “安全”和 credit rating 。"
    assert page_lines(body) == [first, "第二条 甲。 第三条 乙"]
    assert page_lines("<p>自2012年\n9月1日\n起施行\n;\n法\nA") == ["自2012年9月1日起施行;法 A"]


def test_an_article_may_be_a_row_of_a_table_with_its_number_in_the_first_cell() -> None:
    rows = (("第一条", "甲。"), ("第二条", "乙：<p>（一）丙；<p>（二）丁。"), ("第三条", "戊。"))
    table = "<table>" + "".join(f"<tr><td>{label}<td>{words}" for label, words in rows) + "</table>"
    assert page_lines(table) == ["第一条", "甲。", "第二条", "乙：", "（一）丙；", "（二）丁。", "第三条", "戊。"]
    penalties = "<table><tr><td>条款<td>罚款<tr><td>第五条<td>一元<tr><td>第三条<td>二元</table>"
    assert page_lines(penalties) == ["| 条款 | 罚款 |", "| 第五条 | 一元 |", "| 第三条 | 二元 |"]


def test_numbers_of_a_list_are_those_that_its_style_prints() -> None:
    style = (
        "@media print { ol { list-style: none } } .a, ol.b { list-style: none; } "
        '@counter-style items { system: extends cjk-ideographic; prefix: "（"; suffix: "）" } '
        "ol.items { list-style-type: items } ol.parts { list-style: upper-roman inside }"
    )
    typed = "<ol class='c'><li>（一）甲；<li>（二）乙。</ol>"
    bare = "<ol class='b'><li>丙</ol>"
    styled = "<ol class='items'><li>丁；<li>戊。</ol><ol class='x parts'><li>己</ol>"
    got = page_lines(typed + bare + styled, style)
    assert got == ["（一）甲；", "（二）乙。", "丙", "（一）丁；", "（二）戊。", "I.己"]


def test_a_style_sheet_may_hide_words_but_no_provisions() -> None:
    style = "@media print { .kept { display: none } } .tip, .law { display: none } p .kept { visibility: hidden }"
    body = (
        '<p>第一条 甲<span class="tip">相关案例</span>，<span class="kept">乙</span>。</p>'
        '<div class="law"><p>第二条 丙。</p></div>'
    )
    assert page_lines(body, style) == ["第一条 甲，乙。", "第二条 丙。"]


def test_web_pages_in_one_file() -> None:
    page = (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
        b"Content-Type: text/html; charset=gb2312\n"
        b"Content-Transfer-Encoding: quoted-printable\n\n<html><p>=BC=D7</p></html>\n--x--\n"
    )
    assert lines_of(page, "law.doc") == ["甲"]


def test_frames_of_a_web_page_in_one_file_are_told() -> None:
    parts = "".join(
        f"--x\nContent-Type: text/html; charset=utf-8\n\n<p>{words}</p>\n\n" for words in ("甲", "乙丙", "")
    )
    data = f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n{parts}--x--\n".encode()
    got, report = read(data, "law.mht")
    assert got == ["甲"]
    (message,) = told(report, "left-out")
    assert message.endswith("1 pieces, 2 characters: 乙丙")


def test_markdown() -> None:
    text = (
        "---\ntitle: 甲\n---\n\n# 某某办法\n<!-- 旁注 -->\n"
        "第一条 依照[《乙法》](https://example.org/)制定。\n1\\. 甲\n\n"
        "| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n"
    )
    assert lines_of(text.encode(), "law.md") == [
        "# 某某办法",
        "第一条 依照《乙法》制定。",
        "1. 甲",
        "| 甲 | 乙 |",
        "| 一 | 二 |",
    ]


def test_a_text_stays_as_received(tmp_path: Path) -> None:
    from fatiao.diagnostics import Report
    from fatiao.formats.read import read_file

    path = tmp_path / "a.txt"
    path.write_text("某某办法\n第一条 a < b，<br> 不是标记。\n", encoding="utf-8")
    source = read_file(path, Report())
    assert source is not None
    assert source.origin is None
    assert source.text == path.read_text(encoding="utf-8")


def test_case_html_taken_as_text() -> None:
    from fatiao.diagnostics import Report
    from fatiao.formats.read import read_received
    from fatiao.pipeline import parse_source

    page = """<!doctype html><html><head><meta charset="utf-8"><title>乙县规定_乙县人民政府</title></head><body>
    <div class="nav"><a href="/">首页</a> &gt; <a href="/g/">规章</a></div><h1>乙县规定</h1>
    <p style="text-align:center">（2021年3月1日乙县人民政府令第2号公布）</p>
    <p>&emsp;&emsp;第一条 为了加强管理，制定本规定。</p><p>&emsp;&emsp;第二条 本规定自2021年5月1日起施行。</p>
    <div class="foot">主办：乙县人民政府</div></body></html>"""
    source = read_received(page.encode(), "a.html", Report())
    assert source is not None
    law, _ = parse_source(source, Report())
    assert law.front.title is not None
    assert law.front.title.text == "乙县规定"
    assert [event.date for event in law.front.events] == ["2021-03-01", "2021-05-01"]
    assert "<" not in outline(law, whole=True)
