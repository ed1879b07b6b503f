"""Judge the quotations that are attributed to the provisions of one list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fatiao import ids
from fatiao.citing.essay import Essay
from fatiao.citing.quotations import Attached
from fatiao.citing.shelf import Shelved, ShelvedText
from fatiao.citing.standing import CitedStanding, words_of
from fatiao.citing.words import Quoted, differences, holds, letters_of, likeness, quoted
from fatiao.model.corpus import Fix
from fatiao.model.law import Article

#: Letters.  Shorter quotations may be the writer's own words, or a term that occurs in many provisions.
_SHORTEST_STRICT = 6
_SHORTEST_LOOSE = 12
#: Likeness from which a quotation is taken for the provision's words even if nothing says so (found on made-up essays).
_LIKE = 0.8
#: Likeness below which a short quotation is taken for the writer's own words.
_UNLIKE = 0.35
#: The short name that a provision gives, which quotations of it leave out: （以下简称机关、单位）.
_NAMING = re.compile(r"[（(]以下(?:简称|统称)[^（）()\n]{1,40}[）)]")


@dataclass(frozen=True, slots=True)
class Judged:
    """A quotation and its verdict; ``text`` is the text that has the words, if it is not the text meant."""

    quote: str
    kind: str
    difference: str = ""
    text: ShelvedText | None = None


def judge_quotation(
    essay: Essay,
    work: Shelved,
    text: ShelvedText,
    standings: Sequence[CitedStanding | None],
    attached: Sequence[Attached],
) -> Mapping[int, Judged]:
    """Return the verdicts on the quotations of a list, by the index of the element that each is reported at."""
    there = {at: standing for at, standing in enumerate(standings) if standing and not standing.lacks}
    found: dict[int, Judged] = {}
    for one in attached:
        words = essay.text[one.quotation.inner.start : one.quotation.inner.end].strip()
        quotation = quoted(words)
        if not len(quotation):
            continue
        told = _judge_one(work, text, there, quotation, words, one)
        if told is None:
            continue
        at, judged = told
        if at not in found or found[at].kind == "ok":
            found[at] = judged
    return found


def _judge_one(
    work: Shelved, text: ShelvedText, there: Mapping[int, CitedStanding], quotation: Quoted, words: str, one: Attached
) -> tuple[int, Judged] | None:
    fixes = work.work.fixes
    for at, standing in there.items():
        if any(holds(letters, quotation) for letters in _variants(text, standing, fixes)):
            return at, Judged(words, "ok")
    if not there or len(quotation) < _SHORTEST_STRICT:
        return None
    if not one.strict and len(quotation) < _SHORTEST_LOOSE:  # certain only if another text has the words there
        older = _found_in_another_text(work, text, there, quotation, words)
        return (max(there), older) if older else None
    together = "".join(letters_of(words_of(text, standing.place)) for standing in there.values())
    if holds(together, quotation):
        return max(there), Judged(words, "ok")
    like = likeness(together, quotation)
    said = one.strict and len(quotation) >= _SHORTEST_LOOSE
    judged = _found_elsewhere(work, text, there, quotation, words)
    if judged is None and (said or like >= (_UNLIKE if one.strict else _LIKE)):
        judged = Judged(words, "quote-differs", differences(together, quotation))
    return (max(there), judged) if judged else None


def _found_elsewhere(
    work: Shelved, text: ShelvedText, there: Mapping[int, CitedStanding], quotation: Quoted, words: str
) -> Judged | None:
    """Return the verdict on a quotation that another text has in these articles, or this text in another place."""
    if older := _found_in_another_text(work, text, there, quotation, words):
        return older
    place = _holding_article(text, quotation, {})
    return Judged(words, "quote-misplaced", f"见{place}") if place else None


def _found_in_another_text(
    work: Shelved, text: ShelvedText, there: Mapping[int, CitedStanding], quotation: Quoted, words: str
) -> Judged | None:
    for older in reversed(work.texts):
        if older is not text and (place := _holding_article(older, quotation, there)):
            return Judged(words, "superseded", f"这是{older.date}的文本{place}的文字", older)
    return None


def _variants(text: ShelvedText, standing: CitedStanding, fixes: Iterable[Fix]) -> Iterator[str]:
    """Yield the letters of a provision as printed, without the short names it gives, and as an editor corrected it."""
    words = words_of(text, standing.place)
    yield letters_of(words)
    yield letters_of(_NAMING.sub("", words))
    corrected = words
    for fix in fixes:
        if (
            fix.edition in ((None, text.date) if text.current else (text.date,))
            and fix.at.article == standing.place.first.article
        ):
            corrected = corrected.replace(fix.printed, fix.corrected)
    if corrected != words:
        yield letters_of(corrected)


def _holding_article(text: ShelvedText, quotation: Quoted, only: Mapping[int, CitedStanding]) -> str | None:
    """Return the name of the provision that has the words; unless ``only`` is empty, search its articles alone."""
    wanted = {standing.place.first.article for standing in only.values()}
    for article in text.law.numbered:
        if wanted and article.number not in wanted:
            continue
        letters = letters_of(article.text)
        if holds(letters, quotation):
            return _narrowest(article, quotation)
    return None


def _narrowest(article: Article, quotation: Quoted) -> str:
    """Return the name of the deepest provision of an article that has the words."""
    for segment in sorted(article.segments, key=lambda s: len(s.span)):
        if holds(letters_of(article.text[segment.span.start : segment.span.end]), quotation):
            return ids.provision_name(article.label, segment.paragraph, segment.item, segment.subitem)
    return article.label
