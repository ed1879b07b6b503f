"""What an amending decision did to the articles of a text, as data for the comparison with the text before."""

from __future__ import annotations

from dataclasses import dataclass

from fatiao.model.law import Number


@dataclass(frozen=True, slots=True)
class NamedInstruction:
    """An instruction of a decision: its label (三、), and its first line, with “……” for quotations."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class AmendedArticle:
    """An article of the later text, and the instructions that changed it, in their order.

    ``agrees`` is True if the instructions, applied to the text before, give the published words of the article.
    """

    number: Number
    instructions: tuple[NamedInstruction, ...]
    agrees: bool


@dataclass(frozen=True, slots=True)
class AmendedText:
    """The articles that a decision changed, by number, and what could not be applied or differs.

    ``not_applied`` pairs the label of an instruction with the reason.  ``differing`` are the articles of either text in
    which the derived words are not the published ones, or that only one of them has.
    """

    articles: tuple[AmendedArticle, ...]
    not_applied: tuple[tuple[str, str], ...]
    differing: tuple[Number, ...]
