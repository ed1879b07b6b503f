"""Word documents: automatic numbers as Word prints them, and the parts of a document that are text."""

from __future__ import annotations

import pytest

from fatiao.formats.list_labels import format_label
from tests.support.documents import abstract, docx, level, lines_of, num, p, r, read, told

ARTICLES = abstract(1, level(0, "第%1条")) + num(1, 1)


def test_automatic_numbers_are_printed() -> None:
    body = p("某某办法") + p("为了甲。", 1) + p("下列事项：", 1) + p("乙；", 2) + p("丙。", 2) + p("本办法施行。", 1)
    numbering = ARTICLES + abstract(2, level(0, "（%1）", "chineseCounting")) + num(2, 2)
    wanted = ["某某办法", "第一条　为了甲。", "第二条　下列事项：", "（一）乙；", "（二）丙。", "第三条　本办法施行。"]
    assert lines_of(docx(body, numbering=numbering)) == wanted


def test_articles_run_on_through_chapters_and_items_begin_anew() -> None:
    levels = (
        level(0, "第%1章"),
        level(1, "第%2条", rest='<w:lvlRestart w:val="0"/>'),
        level(2, "（%3）"),
    )
    outline = [(0, "总则"), (1, "甲："), (2, "乙；"), (2, "丙。"), (0, "附则"), (1, "丁："), (2, "戊。")]
    body = "".join(p(words, 1, at) for at, words in outline)
    got = lines_of(docx(body, numbering=abstract(1, *levels) + num(1, 1)))
    assert got == [
        "第一章　总则",
        "第一条　甲：",
        "（一）乙；",
        "（二）丙。",
        "第二章　附则",
        "第二条　丁：",
        "（一）戊。",
    ]


def test_lists_of_one_kind_count_on_unless_one_says_where_it_begins() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(1, level(0, "（%1）")) + num(1, 1) + num(2, 1) + num(3, 1, override)
    body = "".join(p(words, of) for words, of in (("甲", 1), ("乙", 2), ("丙", 3), ("丁", 3), ("戊", 1)))
    assert lines_of(docx(body, numbering=numbering)) == ["（一）甲", "（二）乙", "（一）丙", "（二）丁", "（三）戊"]


def test_a_list_may_be_named_by_a_style_or_by_the_style_it_is_based_on() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="T"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="U"><w:basedOn w:val="T"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="N"><w:basedOn w:val="T"/>'
        '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    )
    numbering = abstract(1, level(0, "第%1章"), level(1, "第%2条", rest='<w:pStyle w:val="T"/>')) + num(1, 1)
    body = p("甲", style="T") + p("乙", style="U") + p("丙", style="N") + p("丁", 0, style="T") + p("戊", style="T")
    got = lines_of(docx(body, numbering=numbering, styles=styles))
    assert got == ["第一条　甲", "第二条　乙", "丙", "丁", "第三条　戊"]


def test_a_list_may_be_laid_down_by_a_style_of_lists() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    )
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
    numbering = linked + abstract(2, level(0, "%1、")) + num(1, 1) + num(5, 2)
    assert lines_of(docx(p("甲", 1) + p("乙", 1), numbering=numbering, styles=styles)) == ["一、甲", "二、乙"]


def test_a_label_may_show_higher_levels() -> None:
    levels = (level(0, "第%1章"), level(1, "%1.%2", "decimal", "<w:isLgl/>"))
    body = p("甲", 1) + p("乙", 1, 1) + p("丙", 1, 1)
    assert lines_of(docx(body, numbering=abstract(1, *levels) + num(1, 1))) == ["第一章　甲", "1.1　乙", "1.2　丙"]


def test_tracked_changes_read_as_accepted() -> None:
    body = (
        p("甲", inner=f"<w:del>{r('乙', tag='delText')}</w:del><w:ins>{r('丙')}</w:ins>{r('。')}")
        + p(inner=f"<w:del>{r('整段删去', tag='delText')}</w:del>", num=1, mark="<w:del/>")
        + p("丁", 1, mark="<w:del/>")
        + p("戊。")
        + p("己。", 1)
        + f"<w:p><w:moveFrom>{r('搬走')}</w:moveFrom></w:p><w:p><w:moveTo>{r('搬来')}</w:moveTo></w:p>"
    )
    got, report = read(docx(body, numbering=ARTICLES))
    assert got == ["甲丙。", "第一条　丁戊。", "第二条　己。", "搬来"]
    assert [message.partition(",")[0] for message in told(report, "left-out")] == ["left out tracked deletions"]


def test_what_is_no_text_is_left_out_and_told() -> None:
    body = p("甲。", inner=r("密", "<w:vanish/>")) + p("乙。", inner='<w:r><w:footnoteReference w:id="2"/></w:r>')
    parts = {"footnotes": p("脚注一。"), "header": p("法规汇编"), "comments": p("请核对")}
    got, report = read(docx(body, **parts))
    assert got == ["甲。", "乙。"]
    messages = " ".join(told(report, "left-out"))
    assert all(words in messages for words in ("密", "脚注一。", "法规汇编", "请核对"))


def test_wrappers_and_fields_are_looked_through() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText><w:t>指令</w:t></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("第三条")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        f"<w:sdt><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt>"
        + p("依照", inner=f"{field}<w:hyperlink>{r('规定')}</w:hyperlink><w:smartTag>{r('。')}</w:smartTag>")
        + p(inner="<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t><w:noBreakHyphen/></w:r>")
    )
    assert lines_of(docx(body)) == ["甲", "依照第三条规定。", "一\t二", "三-"]


def test_tables_are_rows_and_a_law_in_a_table_is_text() -> None:
    def table(*rows: str) -> str:
        return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"

    def cell(*words: str) -> str:
        return f"<w:tc>{''.join(map(p, words))}</w:tc>"

    rows = table(cell("项目") + cell("金额"), cell("甲") + cell("一元", "起"))
    assert lines_of(docx(rows)) == ["| 项目 | 金额 |", "| 甲 | 一元起 |"]
    assert lines_of(docx(table(cell("第一条 甲。"), cell("第二条 乙。")))) == ["第一条 甲。", "第二条 乙。"]


@pytest.mark.parametrize(
    ("behind", "where"),
    [("", "left out pictures, 1 pieces"), ("<w:r><w:lastRenderedPageBreak/></w:r>", "left out pictures (page 1), 1 ")],
)
def test_a_picture_has_a_page_where_the_document_has_pages(behind: str, where: str) -> None:
    picture = p("甲。", inner="<w:r><w:drawing><blip/></w:drawing></w:r>")
    (message,) = told(read(docx(picture + p("", inner=behind + r("乙。"))))[1], "left-out")
    assert message.startswith(where)


def box(*paragraphs: str) -> str:
    return f"<w:r><w:pict><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></w:pict></w:r>"


def test_a_remark_in_a_text_box_beside_provisions_is_left_out() -> None:
    body = (
        p(inner=box(p("某某办法")))
        + p("第一条 甲。", inner=box(p("内部资料"), p("注意保存")))
        + p("第二条 乙。")
        + p(inner=box(p("第三条 丙。")))
        + p(inner=box(p("附件"), p("表一")))
    )
    got, report = read(docx(body))
    assert got == ["某某办法", "第一条 甲。", "第二条 乙。", "第三条 丙。", "附件", "表一"]
    assert "内部资料 注意保存" in told(report, "left-out")[0]


@pytest.mark.parametrize("words", ["前款规定的费用由市财政承担。", "节假日除外；", "下列费用："])
def test_a_sentence_in_a_text_box_is_never_left_out(words: str) -> None:
    got, report = read(docx(p("第一条 甲。") + p(inner=box(p(words))) + p("第二条 乙。")))
    assert got == ["第一条 甲。", words, "第二条 乙。"]
    assert told(report, "left-out") == []


def test_pages_are_those_of_the_last_layout() -> None:
    from fatiao.diagnostics import Report
    from fatiao.formats.read import read_received

    turn = "<w:r><w:lastRenderedPageBreak/></w:r>"
    data = docx(p("甲。") + p(inner=turn + r("乙。")) + p("丙", inner=turn + r("丁。")) + p("戊。"))
    source = read_received(data, "a.docx", Report())
    assert source is not None
    assert source.origin is not None
    lines = source.text.split("\n")
    assert [source.origin.page(lines.index(text) + 1) for text in ("甲。", "乙。", "丙丁。", "戊。")] == [1, 2, 2, 3]


@pytest.mark.parametrize(
    ("form", "number", "printed"),
    [
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCounting", 105, "一〇五"),
        ("japaneseCounting", 121, "百二十一"),
        ("ideographDigital", 10, "一〇"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalFullWidth", 12, "１２"),
        ("lowerLetter", 28, "bb"),
        ("upperRoman", 49, "XLIX"),
        ("bullet", 1, ""),
        ("unheardOf", 7, "7"),
    ],
)
def test_numbers_in_the_formats_of_word(form: str, number: int, printed: str) -> None:
    assert format_label(number, form) == printed
