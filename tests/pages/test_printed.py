"""Text that the account counts as published is on the pages of its law, in order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from fatiao.diagnostics import Report
from fatiao.model.corpus import Work
from fatiao.model.law import Number, Source, Span
from fatiao.pages import printed
from fatiao.pages.blocks import Group, Page
from fatiao.pages.printed import find_missing
from fatiao.pages.text_pages import cut_text
from fatiao.pipeline import parse_source
from fatiao.reading.lines.source import decode
from fatiao.site.model import Entry, Mark, MarkKind
from tests.exports.test_published import CASES, TEXTS

LAW = """仓储条例
（2019年12月1日甲市人民代表大会通过）
第一章 总则
第一条 为了规范仓储，制定本条例。
第二条 收费标准如下：
| 类 | 元 |
|---|---|
| 甲 | 10 |
有下列情形之一的：
（一）未登记的；
（二）不入库的，
处罚款。
第三章 附则
附件1：表
登记费
甲市人民政府
2019年12月1日
"""


def entry_of(text: str) -> Entry:
    source = decode(text.encode(errors="replace"), "t", Report())
    law, layers = parse_source(source or Source("t", ""), Report())
    return Entry(Work("t", ()), replace(law, work="t"), layers)


@pytest.mark.parametrize("text", [*CASES, LAW])
def test_every_case_is_on_its_pages(text: str) -> None:
    assert [*find_missing(entry_of(text))] == []


@given(TEXTS)
@settings(deadline=None)
def test_any_text_is_on_its_pages(text: str) -> None:
    assert [*find_missing(entry_of(text))] == []


def test_words_that_are_missing_are_told_with_their_page(monkeypatch) -> None:
    text = "仓储条例\n" + "\n".join(f"第{n}章 甲{n}\n第{n}条 {n}号仓库" + "应当登记。" * 9000 for n in range(1, 5))
    entry = entry_of(text)
    pages = tuple(printed.render_volumes(entry))
    assert len(pages) > 1
    last = replace(pages[-1], blocks=pages[-1].blocks[:1])
    monkeypatch.setattr(printed, "render_volumes", lambda _: (*pages[:-1], last))
    assert {found.page for found in find_missing(entry)} == {last.docname}


def test_a_text_on_several_pages() -> None:
    text = "仓储条例\n" + "\n".join(f"第{n}章 甲{n}\n第{n}条 {n}号仓库" + "应当登记。" * 900 for n in range(1, 25))
    entry = entry_of(text)
    assert cut_text(entry)
    assert [*find_missing(entry)] == []


def test_a_correction_stands_in_the_place_of_what_is_printed() -> None:
    entry = entry_of(LAW)
    at = entry.law.articles[0].text.index("规范")
    fix = Mark(Span(at, at + 2), MarkKind.FIX, "t:x", "", shown="规整")
    assert [*find_missing(replace(entry, marks={Number(1): (fix,)}))] == []


@pytest.mark.parametrize("name", ["render_law_page", "render_article_page", "render_annex_page"])
def test_what_a_page_loses_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = getattr(printed, name)

    def without_last(*given: object) -> Page:
        page = whole(*given)
        groups = [b for b in page.blocks if isinstance(b, Group) and b.blocks and "contents" not in b.classes]
        short = replace(groups[-1], blocks=groups[-1].blocks[:-1])
        return replace(page, blocks=tuple(short if b is groups[-1] else b for b in page.blocks))

    monkeypatch.setattr(printed, name, without_last)
    found = [*find_missing(entry_of(LAW))]
    assert found
    assert all(LAW[missing.offset] == missing.words[0] for missing in found if name != "render_annex_page")
