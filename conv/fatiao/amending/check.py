"""Compare the derived text with the published one: agreement proves the source, every difference is a finding."""

from __future__ import annotations

from dataclasses import dataclass

from fatiao.amending.derive import Derived
from fatiao.comparing.normalise import fold
from fatiao.model.law import Law, Number


@dataclass(frozen=True, slots=True)
class Held:
    """Comparison of one article in both texts.

    ``agrees`` is True if both texts have the same folded words; ``changed_by`` holds the labels of the instructions.
    """

    number: Number
    agrees: bool
    changed_by: tuple[str, ...]
    derived: str | None
    published: str | None


def hold_against(derived: Derived, published: Law) -> tuple[Held, ...]:
    """Return every article that the decision changed or in which the texts differ, ordered by number."""
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
