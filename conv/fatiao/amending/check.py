"""Hold the derived text against the published one: agreement proves the source, every difference is a finding."""

from __future__ import annotations

from dataclasses import dataclass

from fatiao.amending.derive import Derived
from fatiao.comparing.normalise import fold
from fatiao.model.law import Law, Number


@dataclass(frozen=True, slots=True)
class Held:
    """One article of either text: whether both have the same words, and whether the decision changed it."""

    number: Number
    agrees: bool
    changed_by: tuple[str, ...]
    derived: str | None
    published: str | None


def hold_against(derived: Derived, published: Law) -> tuple[Held, ...]:
    """Return every article that the decision changed, and every other in which the texts differ, in order."""
    ours = {article.number: article for article in derived.articles}
    theirs = {article.number: article.text for article in published.numbered}
    held = []
    for number in sorted(ours.keys() | theirs.keys()):
        mine = ours.get(number)
        agrees = mine is not None and number in theirs and fold(mine.text).text == fold(theirs[number]).text
        changed_by = mine.changed_by if mine else ()
        if not agrees or changed_by:
            held.append(Held(number, agrees, changed_by, mine.text if mine else None, theirs.get(number)))
    return tuple(held)
