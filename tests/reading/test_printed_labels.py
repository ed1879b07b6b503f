"""Labels with a removed mark inside: their span, and their characters in a text in traditional script."""

from __future__ import annotations

import pytest

from fatiao.model.law import Article, Division
from tests.support.outlines import read

SIMPLIFIED = "某某条例\n第**一**章　总则\n第\u200b一条　甲。\n第**二**条　乙。\n第三条至第五条　（删除）\n"
TRADITIONAL = (
    "某某條例\n第**一**章　總則\n第\u200b一條　為了發展國際經濟關係，維護國家與個人權益，制定本條例。\n"
    "第**二**條　機關應當對該項實際財產進行評審。\n第三條至第五條　（刪除）\n"
)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (SIMPLIFIED, ["第一章", "第一条", "第二条", "第三条", "第四条", "第五条"]),
        (TRADITIONAL, ["第一章", "第一條", "第二條", "第三條", "第四條", "第五條"]),
    ],
)
def test_the_span_of_a_label_holds_the_whole_label(text: str, labels: list[str]) -> None:
    law, _ = read(text)
    parts: list[Division | Article] = [*law.divisions, *law.articles]
    assert [part.label for part in parts] == labels
    spans = [text[part.label_span.start : part.label_span.end] for part in parts]
    assert [span.replace("*", "").replace("\u200b", "") for span in spans[:4]] == labels[:4]
