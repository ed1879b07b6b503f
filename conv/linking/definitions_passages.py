"""Cuts the passages and the names of definitions out of an article's text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conv.linking import definitions_forms as forms
from conv.model import Article, Span

_END = re.compile(r"[。；\n]|\Z")


def find_names(folded: str, words: Span) -> Iterator[Span]:
    """The names in the words of a term: each quoted one of a list, or the words without a bracket behind them."""
    text = folded[words.start : words.end]
    quoted = list(forms.QUOTED.finditer(text))
    rest = forms.QUOTED.sub("", text)
    if quoted and not re.sub(r"[、，和与及或者以 ]", "", rest):
        for q in quoted:
            yield Span(words.start + q.start() + 1, words.start + q.end() - 1)
        return
    group = forms.GROUP_AT_END.search(text.rstrip())
    if group and len(group[0]) > 4 and group.start():  # 县（市） keeps its bracket
        text = text[: group.start()]
        if forms.QUOTED.fullmatch(text.strip()):
            yield from find_names(folded, Span(words.start, words.start + len(text)))
            return
    text = text.rstrip(" ，”“" if text.count("“") != text.count("”") else " ，")
    start = words.start + len(text) - len(text.lstrip(" "))
    end = words.start + len(text)
    if start < end:
        yield Span(start, end)


def is_name(words: str, said: bool = False) -> bool:
    """Whether words can be a term; behind 所称, where it must come, more can."""
    words = words.strip(" ，")
    bare = words.strip("“”")
    if not bare or (len(bare) < 2 and bare == words and not said) or len(bare) > 80:
        return False
    if "“" in words or said:
        return not re.search(r"(?:应当|可以|必须|不得|不)\Z", bare)
    return len(bare) <= 40 and not bare.endswith("的") and not forms.NOT_A_NAME.fullmatch(bare)


def sentence_start(folded: str, at: int) -> int:
    """Where the sentence, or the part of it between semicolons, begins that holds ``at``."""
    start = 0
    for c in "。；：\n":
        start = max(start, folded.rfind(c, 0, at) + 1)
    while start < at and folded[start] == " ":
        start += 1
    return start


def passage_end(article: Article, folded: str, at: int, whole_line: bool = False) -> int:
    """Where a definition ends: its sentence, or its line, with the items when it ends in a colon."""
    if whole_line:
        line = folded.find("\n", at)
        end = line if line >= 0 else len(folded)
    else:
        stop = _END.search(folded, at)
        if stop is None:
            return len(folded)
        end = stop.end() if stop[0] == "。" else stop.start()
    if end < len(folded) and folded[:end].rstrip(" ").endswith("："):
        return _items_end(article, end)
    return end


def _items_end(article: Article, end: int) -> int:
    """The end of the items below the segment that ends at ``end``."""
    segments = article.segments
    lead = next((s for s in segments if s.span.end >= end), None)
    for segment in segments:
        if lead and segment.paragraph == lead.paragraph and lead.item in (None, segment.item):
            end = max(end, segment.span.end)
    return end
