"""PDF: lines, columns and paragraphs by geometry, stories of a page, and pages that are pictures."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from fatiao.formats import ocr, ocr_rapid, ocr_tesseract
from fatiao.formats.extract import MatterKind
from fatiao.formats.ocr import Engine, Gray, Word
from fatiao.formats.pdf import arrange
from fatiao.formats.pdf_page import Glyph, PdfLine, lines_and_edges, lines_of
from tests.support.documents import pdf, read, told

_SENTENCE = "为了加强某某管理维护公共秩序保障各方的合法权益根据有关法律结合本市实际制定本办法"


def column(
    words: str, x: float, y: float, width: int, size: float = 10, page: int = 1, indent: int = 2
) -> list[PdfLine]:
    """A paragraph set in a column of so many characters, its first line indented."""
    lines = []
    rest, left, room = words, x + indent * size, width - indent
    while rest:
        text, rest = rest[:room], rest[room:]
        lines.append(PdfLine(text, left, y, left + len(text) * size, y + size, size, page))
        y, left, room = y + 1.5 * size, x, width
    return lines


def laid_out(paragraphs: list[str], columns: list[float], height: int, top: float = 100) -> list[PdfLine]:
    """Paragraphs that run through columns of so many lines, painted in the order that they are read in."""
    lines = [line for words in paragraphs for line in column(words, 0, 0, 16)]
    out = []
    for at, line in enumerate(lines):
        x, y = columns[at // height], top + 15 * (at % height)
        out.append(PdfLine(line.text, x + line.left, y, x + line.right, y + 10, 10, 1, at))
    return out


PARAGRAPHS = [f"第{number}条　{_SENTENCE[: 20 + 3 * at]}。" for at, number in enumerate("一二三四五六七八")]


def texts(lines: list[PdfLine]) -> list[str]:
    return [line.text for line in arrange([lines])[0]]


def test_columns_are_read_one_after_the_other() -> None:
    assert texts(laid_out(PARAGRAPHS, [0, 200, 400], 9)) == PARAGRAPHS


def test_a_list_of_contents_has_a_line_for_each_entry() -> None:
    words = ["关于公共秩序的某某办法", "目　录", "第一章　总则　1", "第二节　某某", "5", "第三章　附则 ……… 12"]
    first = [PdfLine(text, 50, 100 + 30 * at, 50 + 10 * len(text), 110 + 30 * at, 10, 1, at) for at, text in
             enumerate(words)]  # fmt: skip
    first[4] = replace(first[4], left=130, right=135, top=first[3].top, bottom=first[3].bottom)
    second = column("2021年3月4日某某会议通过", 50, 100, 30, page=2, indent=0)
    got = [line.text for line in arrange([first, second])[0]]
    assert got == [*words[:4], words[5], "2021年3月4日某某会议通过"]


def test_a_heading_in_the_middle_of_a_page_with_one_article_more() -> None:
    first = column(PARAGRAPHS[0], 50, 100, 30)
    words = [("第二章附则", 250.0), ("第二条 本办法自2021年5月1日起施行。", 70.0)]
    last = [PdfLine(text, x, 100 + 25 * at, x + 10 * len(text), 110 + 25 * at, 10, 2, at) for at, (text, x) in
            enumerate(words)]  # fmt: skip
    assert [line.text for line in arrange([first, last])[0]][1:] == [text for text, _ in words]


def test_the_order_of_painting_is_not_needed() -> None:
    lines = laid_out(PARAGRAPHS, [0, 200, 400], 9)
    rows = sorted(lines, key=lambda line: (line.top, line.left))
    painted = [
        PdfLine(line.text, line.left, line.top, line.right, line.bottom, 10, 1, at) for at, line in enumerate(rows)
    ]
    random.Random(1).shuffle(painted)
    assert texts(painted) == PARAGRAPHS


def test_a_paragraph_runs_on_over_a_page() -> None:
    words = "第一条　" + _SENTENCE + "。"
    whole = column(words, 50, 100, 20)
    second = [PdfLine(line.text, line.left, 90.0, line.right, 100.0, 10, 2) for line in whole[2:3]]
    assert [line.text for line in arrange([whole[:2], second])[0]] == [words]


def test_running_heads_and_numbers_are_left_out() -> None:
    pages = []
    for number in range(1, 5):
        head = PdfLine("法规汇编", 250, 30, 290, 40, 10, number)
        foot = PdfLine(f"— {number} —", 260, 780, 290, 790, 10, number)
        pages.append([head, *column(PARAGRAPHS[number], 50, 100, 20, page=number), foot])
    lines, left_out = arrange(pages)
    assert [line.text for line in lines] == PARAGRAPHS[1:5]
    assert [line.page for line in lines] == [1, 2, 3, 4]
    assert {piece.kind for piece in left_out} == {MatterKind.PAGE}
    assert len(left_out) == 8


def test_the_law_is_found_among_stories() -> None:
    def story(order: int, x: float, y: float, head: str, words: str) -> list[PdfLine]:
        lines = [PdfLine(head, x, y, x + 14 * len(head), y + 14, 14), *column(words, x, y + 30, 16)]
        return [PdfLine(a.text, a.left, a.top, a.right, a.bottom, a.size, 1, order + at) for at, a in enumerate(lines)]

    report = "本报讯（记者 某某）近日，我市某某活动圆满举行，市民王女士高兴地说：“太好了！”截至目前，同比增长百分之五。"
    law = [PdfLine(line.text, line.left, line.top, line.right, line.bottom, 10, 1, line.order + 200) for line in
           laid_out(PARAGRAPHS, [200, 400, 600], 9, 140)]  # fmt: skip
    title = PdfLine("某市某某办法", 350, 100, 494, 124, 24, 1, 199)
    page = [*story(0, 0, 100, "某某活动举行", report), title, *law, *story(500, 200, 400, "天气预报", report)]
    lines, left_out = arrange([page])
    assert [line.text for line in lines] == ["某市某某办法", *PARAGRAPHS]
    assert {piece.kind for piece in left_out} == {MatterKind.STORY}
    assert "王女士" in "".join(piece.text for piece in left_out)


def glyphs(words: str, x: float, step: float = 10, width: float = 10) -> list[Glyph]:
    return [Glyph(sign, x + step * at, 0, x + step * at + width, 10, 10) for at, sign in enumerate(words)]


def test_a_line_in_two_fonts_is_one_line() -> None:
    painted = [
        *glyphs("称为", 0),
        *glyphs("一", 25),
        *glyphs("“", 20, width=5),
        *glyphs("”", 35, width=5),
        *glyphs("。", 40),
    ]
    assert [line.text for line in lines_of(painted, 1)] == ["称为“一”。"]


def test_spaces_are_gaps_that_the_line_does_not_have_elsewhere() -> None:
    assert lines_of([*glyphs("第一条", 0), *glyphs("为了", 33)], 1)[0].text == "第一条　为了"
    assert lines_of(glyphs("第一条为了", 0, step=13), 1)[0].text == "第一条为了"
    assert len(lines_of([*glyphs("左栏", 0), *glyphs("右栏", 40)], 1)) == 2


def test_columns_may_stand_closer_than_a_space_is_wide() -> None:
    rows = [("为了加强某某管理维护公共", "秩序保障各方的合法权益根"), ("第一条", "为了加强某某管理维护公共")]
    painted = []
    for at in range(10):
        left, right = rows[0]
        column_2 = [g._replace(top=20 * at, bottom=20 * at + 10) for g in glyphs(right, 130)]
        painted += [g._replace(top=20 * at, bottom=20 * at + 10) for g in glyphs(left, 0)] + column_2
    assert [line.text for line in lines_of(painted, 1)] == list(rows[0]) * 10
    painted = []
    for at in range(10):
        label = [g._replace(top=20 * at, bottom=20 * at + 10) for g in glyphs(rows[1][0], 20)]
        painted += label + [g._replace(top=20 * at, bottom=20 * at + 10) for g in glyphs(rows[1][1], 60)]
    assert [line.text for line in lines_of(painted, 1)] == ["　".join(rows[1])] * 10


def test_a_bracket_may_reach_out_of_its_column() -> None:
    painted = []
    for at in range(9):
        right = glyphs("秩序保障各方", 137) if at else glyphs("（序保障各方", 132)
        row = [*glyphs("为了加强某某管理维护公共", 0), *right]
        painted += [g._replace(top=20 * at, bottom=20 * at + 10) for g in row]
    assert lines_of(painted, 1)[1].text == "（序保障各方"


def test_a_label_and_the_tab_behind_it_are_of_one_line() -> None:
    rows = [(glyphs(f"第十{at}条", 0), glyphs("为了加强某某管理维护公共", 65)) for at in "一二三四五六七八九"]
    painted = [
        g._replace(top=20 * at, bottom=20 * at + 10) for at, row in enumerate(rows) for part in row for g in part
    ]
    assert lines_of(painted, 1)[0].text == "第十一条　为了加强某某管理维护公共"
    assert len(lines_of(painted, 1)) == 9
    column = [g._replace(top=20 * at, bottom=20 * at + 10) for at in range(9, 20) for g in glyphs("秩序保障各方", 65)]
    assert lines_of([*painted, *column], 1)[0].text == "第十一条"


def test_the_baselines_of_two_columns_need_not_agree() -> None:
    left = [
        g._replace(top=20 * at, bottom=20 * at + 10) for at in range(9) for g in glyphs("为了加强某某管理维护公共", 0)
    ]
    right = [g._replace(top=20 * at + 8, bottom=20 * at + 18) for at in range(9) for g in glyphs("秩序保障各方", 126)]
    title = [g._replace(top=-10, bottom=1) for g in glyphs("保护某某公共秩序的某某办法", -7)]
    level = [g._replace(top=-9, bottom=1) for g in glyphs("秩序保障各方", 126)]
    got = [line.text for line in lines_of([*title, *left, *level, *right], 1)]
    assert got[0] == "保护某某公共秩序的某某办法"


def test_a_last_page_may_show_a_column_in_a_few_lines() -> None:
    rows = [g._replace(top=20 * at, bottom=20 * at + 10) for at in range(9) for g in
            [*glyphs("为了加强某某管理维护公共", 0), *glyphs("秩序保障各方", 126)]]  # fmt: skip
    known = lines_and_edges(rows, 1, frozenset())[1]
    last = [g for g in rows if g.top < 40]
    assert len(lines_and_edges(last, 2, frozenset())[0]) == 2
    assert len(lines_and_edges(last, 2, known)[0]) == 4


def test_a_headline_does_not_interrupt_a_sentence_of_the_law() -> None:
    columns = laid_out(PARAGRAPHS, [0, 200, 400, 600], 6)
    cut = columns[:15]
    rest = [replace(line, left=line.left % 200 + 50, top=300 + 15 * at, bottom=310 + 15 * at, page=2)
            for at, line in enumerate(columns[15:])]  # fmt: skip
    rest = [replace(line, right=line.left + 10 * len(line.text)) for line in rest]
    assert not cut[-1].text.endswith("。")
    caption = [PdfLine("图为志愿者在活动现场。本报记者 某某 摄", 620, 100, 780, 108, 8, 1, 100)]
    words = column("今天白天到夜里晴转多云，最高气温十八摄氏度。", 620, 150, 16)
    weather = [PdfLine("天气", 620, 130, 650, 145, 15), *words]
    weather = [replace(line, page=1, order=101 + at) for at, line in enumerate(weather)]
    lines, left_out = arrange([[*cut, *caption, *weather], rest])
    assert [line.text for line in lines] == PARAGRAPHS
    assert "天气" in "".join(piece.text for piece in left_out if piece.kind is MatterKind.STORY)


def test_a_pdf_gives_its_text() -> None:
    pytest.importorskip("pypdfium2")
    page = [(100, 700, 12, "某某办法"), (74, 660, 12, "第一条　为了甲。"), (74, 640, 12, "第二条　乙。")]
    got, report = read(pdf(page))
    assert got == ["某某办法", "第一条　为了甲。", "第二条　乙。"]
    assert not [found for found in report if found.severity.name == "ERROR"]


def test_a_page_with_too_many_characters_is_refused_and_not_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pypdfium2")
    words = "第一条　为了甲。"
    monkeypatch.setattr("fatiao.formats.pdf.MAX_CHARS", len(words))
    assert read(pdf([(74, 660, 12, words)]))[0] == [words]
    got, report = read(pdf([(74, 660, 12, words)], [(74, 660, 12, words), (74, 640, 12, "第二条　乙。")]))
    assert got == []
    assert "page 2 " in told(report, "format")[0]


def test_characters_that_are_not_read_are_told() -> None:
    pytest.importorskip("pypdfium2")
    page = [(74, 660, 12, "第一条　为了甲。"), (74, 640, 2, "第二条　小字。"), (74, 400, 250, "水印")]
    got, report = read(pdf(page))
    assert got == ["第一条　为了甲。"]
    (message,) = told(report, "left-out")
    assert "(page 1)" in message
    assert "第二条 小字。水印" in message


@pytest.mark.parametrize(
    ("printed", "text"),
    [("第十二条为了", "第十二条　为了"), ("第12条为了", "第12条　为了"), ("第12条规定", "第12条规定")],
)
def test_a_label_that_ocr_read_without_its_space_gets_it(printed: str, text: str) -> None:
    ((line,), _) = arrange([column(printed, 0, 0, 20)], guessed=True)
    assert line.text == text


def test_a_damaged_page_is_refused_and_not_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    pdfium = pytest.importorskip("pypdfium2")

    def fail(page: object) -> None:
        raise pdfium.PdfiumError("Failed to load text page.")

    monkeypatch.setattr(pdfium.PdfPage, "get_textpage", fail)
    got, report = read(pdf([(74, 660, 12, "第一条　为了甲。")]))
    assert got == []
    assert "page 1 of the PDF is damaged" in told(report, "format")[0]


def test_a_page_that_is_a_picture_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pypdfium2")
    monkeypatch.setattr(ocr, "find_engine", lambda: None)
    monkeypatch.setattr("fatiao.formats.pdf.find_engine", lambda: None)
    words = [(74.0, 660.0, 12.0, "第一条　为了甲。")]
    got, report = read(pdf(words, [], [], picture=(2,)))
    assert got == ["第一条　为了甲。"]
    assert ["page 2;" in message for message in told(report, "picture-page")] == [True]
    got, report = read(pdf([], [], picture=(1, 2)))
    assert got == []
    assert "page 1-2" in told(report, "format")[0]
    assert "fatiao[ocr]" in told(report, "format")[0]


def engine(confidence: float) -> Engine:
    words = [("第一条为了甲。", 200, 0), ("第二条的规定乙。", 240, 1)]

    def recognise(picture: Gray) -> list[Word]:
        assert picture.width * picture.height == len(picture.pixels)
        return [Word(text, 100, y, 100 + 30 * len(text), y + 30, confidence, line) for text, y, line in words]

    return Engine("some engine 1", recognise, 0.9)


@pytest.mark.parametrize("confidence", [0.95, 0.5])
def test_what_ocr_guessed_is_said_and_doubtful_text_refused(monkeypatch: pytest.MonkeyPatch, confidence: float) -> None:
    pytest.importorskip("pypdfium2")
    monkeypatch.setattr(ocr_rapid, "find", lambda: engine(confidence))
    monkeypatch.setattr(ocr_tesseract, "find", lambda: None)
    got, report = read(pdf([], picture=(1,)))
    if confidence > 0.9:
        assert got == ["第一条　为了甲。", "第二条的规定乙。"]
        assert "confidence 0.95" in told(report, "ocr-text")[0]
    else:
        assert got == []
        assert "confidence 0.50" in told(report, "format")[0]


def test_a_broken_pdf_is_refused() -> None:
    got, report = read(b"%PDF-1.4\n" + b"garbage" * 50)
    assert got == []
    assert len(told(report, "format")) == 1


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdfium2", None)
    assert "fatiao[pdf]" in told(read(b"%PDF-1.4\n")[1], "format")[0]
