"""Make the simplified copy of a law that the linking rules read, and restore the printed words in their results.

The copy is as long as the text, so spans hold for both.  In Taiwan 項 is the rank called 款 here, and 款 the rank
called 项; 目 is the same (中央法規標準法第八條).  In the copy of such a text the two words are exchanged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from fatiao.language.script import common_marks, is_traditional, reading_text, simplify
from fatiao.model.law import Law, Passage, Span
from fatiao.model.layers import Definition, Reference, TimeExpression

_ONE = r"[（(]?[\d０-９〇零一二三四五六七八九十百]{1,4}[）)]?"
#: 第一項第二款, 前項第三款 have 項 above 款, 第一款第（二）項 has it below.
_ITEM_WITHIN = re.compile(rf"(?:第\s?{_ONE}\s?|[前本上])项(?:、|及|或|至)?第\s?{_ONE}\s?款")
_PARAGRAPH_WITHIN = re.compile(rf"(?:第\s?{_ONE}\s?|[前本上])款(?:、|及|或|至)?第?\s?{_ONE}\s?项|款[（(]")
#: 前項, and 第十條第二項 directly after an article, also indicate Taiwan; 前款 and 第十條第二款 indicate the opposite.
_ITEM_FIRST = re.compile(rf"前[一二三四五两各]?项|条(?:之{_ONE})?第\s?{_ONE}\s?项")
_PARAGRAPH_FIRST = re.compile(rf"前[一二三四五两各]?款|条(?:之{_ONE})?第\s?{_ONE}\s?款")
#: Signs of Taiwan in a text without lists: 前項, the calendar of the Republic, 第 1 條.
_OF_TAIWAN = re.compile(r"前[一二三四五两各]?项|民国|^[ 　]*第 \d+(?:-\d+)? 条", re.M)
#: The two words as names of a rank: after a number or a relative word; 款項, 項目, 事項 and 款式 name no rank.
_RANKED = re.compile(r"(?<=[\d０-９〇零一二三四五六七八九十百）) 前本上各同该])(?:项(?![目])|款(?![项式待额]))")
#: X，謂… means the same as X，指…, and 準用 before a law the same as 适用.
_MEANS = re.compile(r"(?<=[，系])谓(?!之)")
_APPLIES = re.compile(r"(?<![核批])准(?=用)")


def reading_copy(law: Law) -> Law:
    """Return the copy of the law that the rules read; the law itself if it needs no copy."""
    text = law.source.text if law.source.plain else reading_text(law.source.text)
    if text is law.source.text:
        return law
    change = _changer(law, text)
    return replace(
        law,
        source=replace(law.source, text=change(law.source.text)),
        front=_changed(law.front, change),
        divisions=_changed(law.divisions, change),
        articles=_changed(law.articles, change),
        annexes=_changed(law.annexes, change),
        signature=_changed(law.signature, change),
    )


def _changer(law: Law, text: str) -> Callable[[str], str]:
    """Return the function that converts a passage to that of the copy."""
    if not is_traditional(law.source.text):
        return common_marks
    return _to_mainland if _is_of_taiwan(law, text) else _simplified


def _simplified(text: str) -> str:
    return simplify(common_marks(text))


def _is_of_taiwan(law: Law, text: str) -> bool:
    """Return True if 項 ranks above 款: by the order in which the text joins them, else by the labels of its lists.

    The 款 of Taiwan are labelled 一、.
    """
    within = len(_ITEM_WITHIN.findall(text)) - len(_PARAGRAPH_WITHIN.findall(text))
    if within:
        return within > 0
    labels = [item.label for article in law.articles for one in article.paragraphs for item in one.items]
    bracketed = sum(label[0] in "（(" for label in labels)
    if bracketed > len(labels) - bracketed or len(_ITEM_FIRST.findall(text)) <= len(_PARAGRAPH_FIRST.findall(text)):
        return False
    return bool(labels) or _OF_TAIWAN.search(text) is not None


def _to_mainland(text: str) -> str:
    copy = _RANKED.sub(lambda found: "款" if found[0] == "项" else "项", _simplified(text))
    return _APPLIES.sub("适", _MEANS.sub("指", copy))


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    """Return the value with ``change`` applied to every text in it."""
    if isinstance(value, Passage):
        return Passage(change(value.text), value.spans)
    if isinstance(value, tuple):
        return tuple(_changed(part, change) for part in value)
    if isinstance(value, str) and type(value) is str:
        return change(value)
    if not is_dataclass(value) or isinstance(value, Span | type):
        return value
    return replace(value, **{one.name: _changed(getattr(value, one.name), change) for one in fields(value)})


def simplified_titles(titles: Sequence[str]) -> tuple[str, ...]:
    """Return the titles of other laws as a copy prints them."""
    return tuple(dict.fromkeys(map(simplify, titles)))


def simplified_definitions(law: Law, definitions: Sequence[Definition]) -> tuple[Definition, ...]:
    """Return the definitions of a law as its copy prints them."""
    if not is_traditional(law.source.text):
        return tuple(definitions)
    return tuple(
        replace(
            one, term=simplify(one.term), scope=simplify(one.scope), expansion=one.expansion and simplify(one.expansion)
        )
        for one in definitions
    )


class Printed:
    """A converter from results found in the copy of a law to the words that the law prints."""

    def __init__(self, law: Law, copy: Law, titles: Sequence[str] = ()) -> None:
        self._same = law is copy
        self._titles = {simplify(title): title for title in titles}
        self._articles = (
            {} if self._same else {a.number: (b.text, a.text) for a, b in zip(law.articles, copy.articles, strict=True)}
        )
        self._whole = (copy.source.text, law.source.text)

    def definitions(self, found: Sequence[Definition]) -> tuple[Definition, ...]:
        """Return definitions with their terms as printed."""
        return tuple(found) if self._same else tuple(map(self._definition, found))

    def references(self, found: Sequence[Reference]) -> tuple[Reference, ...]:
        """Return references with the titles of their targets as printed."""
        return tuple(found) if self._same else tuple(map(self._reference, found))

    def times(self, found: Sequence[TimeExpression]) -> tuple[TimeExpression, ...]:
        """Return deadlines with the events that they run from as printed."""
        if self._same:
            return tuple(found)
        return tuple(replace(one, event=self._words(one.event, one)) for one in found)

    def _definition(self, one: Definition) -> Definition:
        return replace(
            one,
            term=self._words(one.term, one, one.term_span.start) or one.term,
            expansion=self._words(one.expansion, one),
            scope=":".join(self._words(part, one) or part for part in one.scope.split(":")),
        )

    def _reference(self, one: Reference) -> Reference:
        targets = tuple(replace(target, law=self._words(target.law, one, one.span.start)) for target in one.targets)
        return replace(one, targets=targets, antecedent=self._words(one.antecedent, one) or "")

    def _words(self, words: str | None, where: Definition | Reference | TimeExpression, start: int = 0) -> str | None:
        """Return words as printed: from an offset in their article, as a known title, or anywhere in the source."""
        if not words:
            return words
        for (copy, printed), begin in (
            (self._articles[where.article], start),
            (self._articles[where.article], 0),
            (self._whole, 0),
        ):
            at = copy.find(words, begin)
            if at >= 0:
                return printed[at : at + len(words)]
            if begin == 0 and words in self._titles:
                return self._titles[words]
        return words
