"""Extract the defining passages and the names of terms from an article's text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from fatiao.linking.definitions import forms
from fatiao.model.law import Article, Span

_STOP = re.compile(r"[。；：\n]")


#: Maximum length of a term in characters.  The longest one in 438 real texts has 41; anything longer is a clause.
_LONGEST_NAME = 48


def find_names(folded: str, words: Span) -> Iterator[Span]:
    """Yield the names in the span ``words``: each quoted name of a list, or the words without a trailing bracket."""
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
    mark = "”“" if text.count("“") != text.count("”") else ""  # half of a pair: a quoted passage begins here
    text = text.rstrip(" ，" + mark)
    start = words.start + len(text) - len(text.lstrip(" " + mark))
    end = words.start + len(text)
    if inserted := forms.INSERTION.search(folded, start, end):
        end = inserted.start()
    if start >= end or forms.NO_BEGINNING.match(folded, start, end):
        return
    if two := forms.TWO_TERMS.match(folded, start, end):
        yield from (Span(*two.span("one")), Span(*two.span("other")))
    else:
        yield Span(start, end)


def is_name(words: str, said: bool = False) -> bool:
    """Return True if ``words`` can be a term; ``said`` relaxes the test after 所称, where a term must follow."""
    words = words.strip(" ，")
    bare = words.strip("“”")
    if not bare or (len(bare) < 2 and bare == words and not said) or len(bare) > _LONGEST_NAME:
        return False
    if bare == words and forms.NO_BEGINNING.match(words):
        return False
    if "“" in words or said:
        return not re.search(r"(?:应当|可以|必须|不得|不)\Z", bare)
    return len(bare) <= 40 and not bare.endswith("的") and not forms.NOT_A_NAME.fullmatch(bare)


class Sentences:
    """The boundaries of the sentences of a folded text, computed once."""

    def __init__(self, article: Article, folded: str) -> None:
        self._article = article
        self._folded = folded
        self._stops = [m.start() for m in _STOP.finditer(folded)]

    def start(self, at: int) -> int:
        """Return the start of the sentence that holds ``at``, or of its part after a semicolon or colon."""
        before = bisect_left(self._stops, at)
        start = self._stops[before - 1] + 1 if before else 0
        while start < at and self._folded[start] == " ":
            start += 1
        return start

    def full_stop_between(self, start: int, end: int) -> bool:
        """Return True if there is a 。 in the half-open range."""
        return self._folded.find("。", start, end) >= 0

    def end(self, at: int, whole_line: bool = False) -> int:
        """Return the end of the definition at ``at``: of its sentence, or of its line with ``whole_line``.

        If that ends in a colon, the definition includes the items below.
        """
        folded = self._folded
        for stop in self._stops[bisect_left(self._stops, at) :]:
            c = folded[stop]
            if c == "\n" or not (whole_line or c == "："):
                end = stop + 1 if c == "。" else stop
                break
        else:
            end = len(folded)
        if end < len(folded) and folded[:end].rstrip(" ").endswith("："):
            return _items_end(self._article, end)
        return end


def _items_end(article: Article, end: int) -> int:
    """Return the end of the items below the segment that ends at ``end``."""
    lead = article.segment_at(end)
    for segment in article.segments:
        if segment.paragraph == lead.paragraph and lead.item in (None, segment.item):
            end = max(end, segment.span.end)
    return end
