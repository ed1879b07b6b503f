"""Split 第十条第一款第（二）、（三）项、第二款和第十一条至第十三条 into its elements."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fatiao.language.numerals import parse_numeral
from fatiao.linking.references import patterns as p
from fatiao.linking.references.patterns import ARTICLE, PARAGRAPH, Unit, read_unit
from fatiao.linking.references.places import NOWHERE, LevelPath, cut_above, depth_of, step_into
from fatiao.model.law import Number


@dataclass(frozen=True, slots=True)
class ListElement:
    """One element of a list: a place, the end of its range, and its offsets in the text (half-open)."""

    place: LevelPath
    to: Number | None
    start: int
    end: int


def read_list(
    text: str, start: int, at: int, place: LevelPath = NOWHERE, to: Number | None = None
) -> list[ListElement]:
    """Return the elements of the reference that begins at ``start`` and whose numbered units begin at ``at``.

    ``place`` (with ``to``) is the place that the words before ``at`` already name: 本条, 前款, 前两款.  Parts that an
    element omits are taken from the element before it.  The list is empty if nothing is named.
    """
    pieces = _read_path(text, start, at, place, to)
    while pieces:
        last = pieces[-1]
        following = _read_range_end(text, last) or _read_next(text, last)
        if following is None:
            break
        if following[0].start == last.start:
            pieces.pop()
        pieces.extend(following)
    return pieces


def _read_path(text: str, start: int, at: int, place: LevelPath, to: Number | None = None) -> list[ListElement]:
    """Return the elements of a sequence of units, each of a deeper level than the one before.

    A contracted list in a unit gives several elements.
    """
    pieces: list[ListElement] = []
    piece = ListElement(place, to, start, at) if place != NOWHERE else None
    reached = depth_of(place)
    while (unit := _unit_below(text, at, reached, first=piece is None)) and (piece is None or piece.to is None):
        for element in unit.elements:
            if piece is not None and element is not unit.elements[0]:
                pieces.append(piece)
            begin = start if piece is None or element is unit.elements[0] else element.start
            piece = ListElement(step_into(place, unit.level, element.number), element.to, begin, element.end)
        if piece is None:
            break
        start, place, reached, at = piece.start, piece.place, unit.level, unit.end
    return [*pieces, piece] if piece else pieces


def _unit_below(text: str, at: int, reached: int, first: bool) -> Unit | None:
    unit = read_unit(text, at)
    if unit is None and not first and (gap := p.WITHIN.match(text, at)):
        unit = read_unit(text, gap.end()) or _leading_units(text, gap.end(), reached)
    return unit if unit and unit.level > reached else None


def _leading_units(text: str, at: int, reached: int) -> Unit | None:
    """Return 前三款 in 刑法第三百零七条之一前三款 as a unit.

    A bare 前款 after an article is not one: it is counted from the position of the words.
    """
    found = p.PRECEDING.match(text, at)
    if found is None or not found["count"] or p.LEVEL_OF[found["unit"]] <= max(reached, ARTICLE):
        return None
    element = p.Element(Number(1), Number(parse_numeral(found["count"])), at, found.end())
    return Unit(p.LEVEL_OF[found["unit"]], (element,), found.end())


def _read_range_end(text: str, last: ListElement) -> list[ListElement] | None:
    """Return the elements of the range 第十条至第十二条: the same unit again, with nothing below it."""
    joint = p.RANGE.match(text, last.end) if last.to is None else None
    unit = read_unit(text, joint.end()) if joint else None
    level = depth_of(last.place)
    if unit is None or unit.level != level or unit.elements[0].to:
        return None
    number, begin = unit.elements[0].number, last.place[level]
    if begin is None or number <= begin or _unit_below(text, unit.end, level, first=False):
        return None
    ranged = replace(last, to=number, end=unit.elements[0].end if len(unit.elements) > 1 else unit.end)
    above = cut_above(last.place, level)
    rest = (ListElement(step_into(above, level, e.number), e.to, e.start, e.end) for e in unit.elements[1:])
    return [ranged, *rest]


def _read_next(text: str, last: ListElement) -> list[ListElement] | None:
    """Return the elements after 、 or 和, which begin at a level that ``last`` has reached, or just below."""
    joint = p.LISTING.match(text, last.end)
    if joint is None:
        return _read_branch(text, last) or _read_elliptic(text, last)
    unit = read_unit(text, joint.end())
    if unit is None or unit.level > max(depth_of(last.place) + 1, PARAGRAPH + 1):
        return None
    return _read_path(text, joint.end(), joint.end(), cut_above(last.place, unit.level)) or None


def _read_branch(text: str, last: ListElement) -> list[ListElement] | None:
    """Return the next branch in 第二十条之一、之二, which must be of the same article and ascending."""
    before = last.to or last.place[ARTICLE]
    if before is None or not before.insert or depth_of(cut_above(last.place, PARAGRAPH)) != ARTICLE:
        return None
    found = p.BRANCH.match(text, last.end)
    branch = Number(before.value, parse_numeral(found["insert"])) if found else before
    if found is None or branch <= before:
        return None
    if found["join"] in p.RANGE_JOINS:
        return [replace(last, to=branch, end=found.end())] if last.to is None and not last.place[PARAGRAPH] else None
    start = found.start("insert") - 1
    return _read_path(text, start, found.end(), step_into(last.place, ARTICLE, branch))


def _read_elliptic(text: str, last: ListElement) -> list[ListElement] | None:
    """Return the next article in 第十条、十一条: only articles, only ascending, because 三条措施 is not a reference."""
    joint = p.ELLIPTIC.match(text, last.end)
    unit = read_unit(text, joint.end(), p.UNPREFIXED) if joint else None
    if unit is None or len(unit.elements) > 1 or depth_of(last.place) != ARTICLE:
        return None
    number, before = unit.elements[0].number, last.to or last.place[ARTICLE]
    if before is None or number <= before:
        return None
    if joint is not None and "至" in joint[0]:
        return [replace(last, to=number, end=unit.end)] if last.to is None else None
    return [ListElement(step_into(last.place, ARTICLE, number), None, unit.elements[0].start, unit.end)]
