"""Markdown: the text without front matter, link targets, comments and escapes.

The markup of headings and bold text stays, since ``fatiao.reading`` handles it.
"""

from __future__ import annotations

import re

from fatiao.formats.extract import Extract, TextLine

READER = "markdown 1"
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:(?!---).*\n){0,200}?(?:---|\.\.\.)[ \t]*\n")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_IMAGE = re.compile(r"!\[([^\]\n]{0,200})\]\([^)\n]{0,500}\)")
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\([^)\n]{0,500}\)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|span|center|font|b|i|u|strong|em|a|sup|sub)(?:\s[^<>\n]{0,200})?>", re.IGNORECASE)
_RULE = re.compile(r"[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|=+|```.*|:::.*)")
_TABLE_RULE = re.compile(r"[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?[ \t]*)?")


def read_markdown(text: str) -> Extract:
    """Return the lines of a text as written, without what a browser would not show."""
    text = _FRONT_MATTER.sub("", text)
    text = _COMMENT.sub("", text)
    text = _BREAK.sub("\n", _TAG.sub("", text))
    lines: list[TextLine] = []
    gap = True
    for raw in text.split("\n"):
        line = _LINK.sub(r"\1", _IMAGE.sub(r"\1", raw)).rstrip()
        line = _ESCAPE.sub(r"\1", line.removesuffix("\\")).rstrip()
        if not line.strip() or _RULE.fullmatch(line) or _TABLE_RULE.fullmatch(line):
            gap = True
            continue
        lines.append(TextLine(line, 0, gap))
        gap = False
    return Extract(READER, tuple(lines))
