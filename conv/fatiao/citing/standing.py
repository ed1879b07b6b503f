"""Find the provision that a reference names in a text, or the level of it that the text lacks."""

from __future__ import annotations

from dataclasses import dataclass

from fatiao.citing.shelf import ShelvedText
from fatiao.linking.provisions import NoSuchProvisionError
from fatiao.linking.references.lists import ListElement
from fatiao.linking.references.patterns import ARTICLE, ITEM, PARAGRAPH, SUBITEM
from fatiao.linking.references.places import depth_of
from fatiao.model.law import Article, Number, Paragraph, ProvisionId

_Level = int | Number | None


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """The provision that a reference names, and for a range its last provision."""

    first: ProvisionId
    last: ProvisionId | None = None


@dataclass(frozen=True, slots=True)
class CitedStanding:
    """The place that a reference names; ``lacks`` is the kind of fault if it does not exist, ``why`` the reason."""

    place: CitedPlace
    lacks: str = ""
    why: str = ""


class _LacksError(Exception):
    """Error for a provision that the text lacks; its arguments are the kind of fault and the reason."""


def stand(text: ShelvedText | None, piece: ListElement | None) -> CitedStanding:
    """Resolve an element of a list in a text; without a text, return it as printed."""
    assert piece is not None
    first, last = _printed(piece)
    if text is None:
        return CitedStanding(CitedPlace(first, last))
    try:
        found = _find(text, first)
        end = _find(text, last) if last else None
    except _LacksError as lacking:
        kind, why = lacking.args
        return CitedStanding(CitedPlace(first, last), kind, why)
    return CitedStanding(CitedPlace(found, end))


def _printed(piece: ListElement) -> tuple[ProvisionId, ProvisionId | None]:
    article, paragraph = piece.place[ARTICLE], piece.place[PARAGRAPH]
    assert article is not None
    first = ProvisionId("", article, paragraph.value if paragraph else None, piece.place[ITEM], piece.place[SUBITEM])
    if piece.to is None:
        return first, None
    depth, to = depth_of(piece.place), piece.to
    if depth == ARTICLE:
        return first, ProvisionId("", to)
    if depth == PARAGRAPH:
        return first, ProvisionId("", article, to.value)
    item, subitem = (to, None) if depth == ITEM else (first.item, to)
    return first, ProvisionId("", article, first.paragraph, item, subitem)


def _find(text: ShelvedText, at: ProvisionId) -> ProvisionId:
    """Return a provision with the 款 of its 项 filled in; raise ``_LacksError`` where the text lacks it."""
    try:
        article = text.provisions.article(at.article)
    except NoSuchProvisionError:
        if not text.provisions.is_whole:  # the rest of an excerpt is unknown
            raise _LacksError("not-held", "只收录了节选") from None
        whole = f"全文共{len(text.law.numbered)}条"
        raise _LacksError("no-such-article", whole) from None
    if at.paragraph is not None and not 0 < at.paragraph <= len(article.paragraphs):
        raise _LacksError("no-such-paragraph", f"{article.label}共{len(article.paragraphs)}款")
    if at.item is None:
        return at
    holders = _holders(article, at.paragraph, at.item)
    if not holders:
        raise _LacksError("no-such-item", _count_items(article, at.paragraph))
    if len(holders) > 1:
        return ProvisionId("", at.article)
    items = [item for item in holders[0].items if item.number == at.item]
    if at.subitem is not None and not any(s.number == at.subitem for i in items for s in i.subitems):
        raise _LacksError("no-such-item", f"{article.label}没有这一目")
    return ProvisionId("", at.article, holders[0].index, at.item, at.subitem)


def _holders(article: Article, paragraph: int | None, item: Number) -> list[Paragraph]:
    return [
        one for one in article.paragraphs if paragraph in (None, one.index) and any(i.number == item for i in one.items)
    ]


def _count_items(article: Article, paragraph: int | None) -> str:
    count = sum(len(one.items) for one in article.paragraphs if paragraph in (None, one.index))
    place = article.label + (f"第{paragraph}款" if paragraph else "")
    return f"{place}共{count}项" if count else f"{place}没有分项"


def words_of(text: ShelvedText, place: CitedPlace) -> str:
    """Return the words of a provision, or of all provisions of a range."""
    last = place.last or place.first
    if last.article != place.first.article:
        held = [a for a in text.law.articles if place.first.article <= a.number <= last.article]
        return "\n".join(article.text for article in held)
    article = text.provisions.article(place.first.article)
    return "\n".join(
        article.text[segment.span.start : segment.span.end]
        for segment in article.segments
        if _between(place.first.paragraph, segment.paragraph, last.paragraph)
        and _between(place.first.item, segment.item, last.item)
        and _between(place.first.subitem, segment.subitem, last.subitem)
    )


def _between(first: _Level, value: _Level, last: _Level) -> bool:
    if first is None or last is None:
        return True
    return value is not None and _key(first) <= _key(value) <= _key(last)


def _key(level: int | Number) -> Number:
    return Number(level) if isinstance(level, int) else level
