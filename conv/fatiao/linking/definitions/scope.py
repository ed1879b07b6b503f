"""Read the words before 所称 or 规定的, which name the scope of a term."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from fatiao.language.numerals import parse_numeral
from fatiao.language.titles import title_form, title_key
from fatiao.linking.definitions.forms import INNER, NAMED, PROVISION, SELF, match_places
from fatiao.model.law import Article, Number
from fatiao.model.layers import Definition

LAW = "law"
_STOPS = re.compile(r"[。；：，\n]")
_DIVISIONS = {"编": "part", "分编": "subpart", "章": "chapter", "节": "section"}
_INNER_UNIT = re.compile(r"本(分编|[编章节])|本条|前条")
#: Optional words before the place: a quotation mark, a label, 其中, 凡.
_OPENING = re.compile(r" *“?(?:（[^（）]{1,4}）|[0-9]{1,2}[.．、])? *(?:其中|凡)?")
_REACH = 90  # characters; 企业所得税法第十三条第(一)项和第(二)项 is among the longest


@dataclass(frozen=True, slots=True)
class ScopePhrase:
    """Words that name a scope: ``start`` is their offset in the folded text, ``scope`` as in ``Definition.scope``."""

    start: int
    scope: str


@dataclass(frozen=True, slots=True)
class OwnName:
    """The title of a text; ``given`` maps names such as 本条例, where they mean another law, to that law's title."""

    title: str
    given: Mapping[str, str] = field(default_factory=dict)


def read_place(folded: str, end: int, own_name: OwnName) -> ScopePhrase | None:
    """Return the place that ends at offset ``end``, or None if the clause before it names none."""
    start = max(0, end - _REACH)
    for stop in _STOPS.finditer(folded, start, end):
        start = stop.end()
    clause = re.sub(r"(?<=[条款项])(?:规定|中)\Z", "", folded[start:end].rstrip())
    opening = _opening(clause)
    if not match_places(clause, opening, len(clause)):  # 不构成前款所称的…: a use, not a definition
        return None
    words, at = clause[opening:], start + opening
    own = SELF.search(words)
    if own:  # 民办教育促进法和本条例所称: the place in the text itself begins here
        return ScopePhrase(at + own.start(), scope_of(words, own_name))
    return ScopePhrase(at, scope_of(words, own_name))


def _opening(clause: str) -> int:
    found = _OPENING.match(clause)
    return found.end() if found else 0


def scope_of(words: str, own_name: OwnName) -> str:
    """Return the scope that a place's words name, as in ``Definition.scope``."""
    own = SELF.search(words)
    if own and (other := own_name.given.get(title_key(own[0]))):  # 本条例 is the name of another law here
        return f"external:{title_form(other)}{words[own.end() :]}"
    if own:
        rest = words[own.end() :]
        return f"articles:{rest}" if PROVISION.match(rest) and "条" in rest else LAW
    if INNER.match(words):
        return _inner_scope(words)
    if PROVISION.match(words):
        return f"articles:{words}" if "条" in words else "paragraph"
    named = NAMED.match(words)
    if named and _is_own_title(PROVISION.sub("", words), own_name.title):
        return LAW
    words = re.sub(r"[《》\s]", "", words)
    return "external:" + words.translate(str.maketrans("（）", "()"))


def _inner_scope(words: str) -> str:
    unit = _INNER_UNIT.match(words)
    if unit and unit[1]:
        return _DIVISIONS[unit[1]]
    if unit and unit[0] == "前条":
        return "articles:前条"
    return "article" if words in ("本条", "公式") or words.endswith("表") else "paragraph"


def _is_own_title(name: str, title: str) -> bool:
    """Return True if a bare name means the text itself: 民法 in 民法典."""
    mine, other = title_key(title), title_key(name)
    return bool(other) and mine in (other, other + "典")


_COUNT = {"": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_BEFORE = re.compile(r"前([两二三四五]?)款")
_GIVEN = re.compile(r"第([零〇一二两三四五六七八九十百0-9]+)款")


def paragraphs_in_scope(definition: Definition, article: Article) -> frozenset[int]:
    """Return the indexes, from 1, of the 款 in which a definition of scope ``paragraph`` holds, including its own."""
    words = article.text[definition.span.start : definition.term_span.start]
    own = article.segment_at(definition.term_span.start).paragraph
    given = {parse_numeral(n) for n in _GIVEN.findall(words)}
    before = _BEFORE.search(words)
    if before and not given:
        given = set(range(own - _COUNT[before[1]], own))
    return frozenset({n for n in given if n > 0} | {own})


_ARTICLE = re.compile(r"第([零〇一二两三四五六七八九十百千0-9]+)条(?:之([一二三四五六七八九十]+))?")


def articles_in_scope(scope: str, home: Number) -> frozenset[Number]:
    """Return the articles that a scope like ``articles:第五十条和第五十一条`` names; 前条 is counted from ``home``."""
    found = {
        Number(parse_numeral(n), parse_numeral(insert) if insert else 0)
        for n, insert in _ARTICLE.findall(scope.partition(":")[2])
    }
    if "前条" in scope and home.value > 1:
        found.add(Number(home.value - 1))
    return frozenset(found)


def external_place(scope: str) -> tuple[str, frozenset[Number]]:
    """Return the bare title and the articles that a scope like ``external:刑法第六十条`` names.

    No articles means the whole law.
    """
    words = scope.partition(":")[2]
    at = _ARTICLE.search(words)
    return title_key(words[: at.start()] if at else words), articles_in_scope(scope, Number(0))
