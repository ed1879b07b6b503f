"""Name for each article of an amended text the instructions of the decision that changed it."""

from __future__ import annotations

from fatiao.amending.check import hold_against
from fatiao.amending.decision import MARK, Instruction
from fatiao.amending.derive import amend
from fatiao.model.amending import AmendedArticle, AmendedText, NamedInstruction
from fatiao.model.law import Law


def explain(old: Law, new: Law, decision: str) -> AmendedText:
    """Return what the text of a decision did to the articles of ``new``, the text that it made of ``old``."""
    derived = amend(old, decision)
    named = {outcome.instruction.label or "1": _name(outcome.instruction) for outcome in derived.outcomes}
    held = hold_against(derived, new)
    articles = tuple(
        AmendedArticle(article.number, tuple(named[label] for label in article.changed_by), article.agrees)
        for article in held
        if article.changed_by and article.published is not None
    )
    not_applied = tuple((o.instruction.label, reason) for o in derived.outcomes for reason in o.failures)
    return AmendedText(articles, not_applied, tuple(article.number for article in held if not article.agrees))


def _name(instruction: Instruction) -> NamedInstruction:
    """Return the first line of an instruction: lines behind it may be newspaper matter, which is never published."""
    line = instruction.words.partition("\n")[0]
    return NamedInstruction(instruction.label, " ".join(MARK.sub("“……”", line).split()))
