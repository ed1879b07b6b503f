"""The labels of articles as received files print them, for the readers that need to know where a provision begins.

This is only the form; ``reading/lines/labels.py`` reads the labels of the extracted text.
"""

from __future__ import annotations

import re

#: The numeral of a label: 十五, 一百二十, 120.
NUMERAL = r"[零〇一二三四五六七八九十百千\d]{1,9}"
_INSERT = r"(?:之[一二三四五六七八九十]{1,3})?"
#: The label of an article, for use inside a regular expression: 第十五条, 第120条, 第一百二十条之一.
ARTICLE_LABEL = rf"第{NUMERAL}条{_INSERT}"
#: The label of an article or of a division.
PROVISION_LABEL = rf"第{NUMERAL}[编章节条]{_INSERT}"
#: A line that begins with the label of an article, apart from the words behind it; a citation has no space there.
ARTICLE_LINE = re.compile(rf"\s*{ARTICLE_LABEL}(?:\s|$)")
