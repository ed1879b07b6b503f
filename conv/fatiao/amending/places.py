"""Parse the places that an instruction names: 第三条第二款第（一）项, 第五条、第八条第一款, 第三条至第五条."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from fatiao.language.numerals import parse_numeral
from fatiao.model.law import Number

_N = "[〇零○一二三四五六七八九十百千0-9]+"
ARTICLE = rf"第{_N}条(?:之{_N})?"
PLACE = rf"(?:{ARTICLE}(?:第{_N}款)?(?:第[（(]?{_N}[）)]?项)?|第{_N}款(?:第[（(]?{_N}[）)]?项)?|第[（(]?{_N}[）)]?项)"
_JOINT = r"(?:、|和|以及|及|或者|与|至|到)"
#: One or more places and the words that join them.
PLACES = rf"{PLACE}(?:{_JOINT}{PLACE})*"
_PARTS = re.compile(rf"(?:第({_N})条(?:之({_N}))?)?(?:第({_N})款)?(?:第[（(]?({_N})[）)]?项)?")
_PLACE = re.compile(PLACE)


@dataclass(frozen=True, slots=True)
class AmendedPlace:
    """A provision, by its numbers in the text before the amendment; None for a level that is not named."""

    article: Number | None = None
    paragraph: int | None = None
    item: int | None = None

    def __str__(self) -> str:
        parts = [f"art. {self.article}"] if self.article else []
        parts += [f"para. {self.paragraph}"] if self.paragraph else []
        parts += [f"item {self.item}"] if self.item else []
        return " ".join(parts) or "the text"


#: The place to start from, before any has been named.
NOWHERE = AmendedPlace()


def read_places(words: str, context: AmendedPlace = NOWHERE) -> list[AmendedPlace]:
    """Return the places in ``words``; a place takes the levels it omits from the one before (第五条第一款、第二款)."""
    found: list[AmendedPlace] = []
    at = 0
    for match in _PLACE.finditer(words):
        place = _complete(_read(match.group()), found[-1] if found else context)
        if found and re.fullmatch(r"至|到", words[at : match.start()]):
            found += _between(found[-1], place)
        found.append(place)
        at = match.end()
    return found


def _read(words: str) -> AmendedPlace:
    match = _PARTS.fullmatch(words)
    assert match is not None, words
    article, insert, paragraph, item = match.groups()
    number = Number(parse_numeral(article), parse_numeral(insert) if insert else 0) if article else None
    return AmendedPlace(number, parse_numeral(paragraph) if paragraph else None, parse_numeral(item) if item else None)


def _complete(place: AmendedPlace, context: AmendedPlace) -> AmendedPlace:
    if place.article is not None:
        return place
    if place.paragraph is not None:
        return replace(place, article=context.article)
    return replace(place, article=context.article, paragraph=context.paragraph)


def _between(first: AmendedPlace, last: AmendedPlace) -> list[AmendedPlace]:
    """Return the places strictly between ``first`` and ``last``, at the level that both name."""
    if last.item is not None and first.item is not None:
        return [replace(last, item=n) for n in range(first.item + 1, last.item)]
    if last.paragraph is not None and first.paragraph is not None:
        return [replace(last, paragraph=n) for n in range(first.paragraph + 1, last.paragraph)]
    if last.article is not None and first.article is not None and not (last.article.insert or first.article.insert):
        return [AmendedPlace(Number(n)) for n in range(first.article.value + 1, last.article.value)]
    return []
