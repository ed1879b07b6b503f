"""Annexes as targets: 附件2, and 本条例附件 where a law has one."""

from __future__ import annotations

import re

from fatiao.linking.references import patterns as p
from fatiao.linking.references.antecedents import LawContext
from fatiao.model.law import Target


def annex_target(law: str | None, found: re.Match[str]) -> Target:
    """Return what the words that ``patterns.ANNEX`` matched name."""
    return Target(law, annex=p.annex_number(found), annex_word=found["word"])


def only_annex(text: str, at: int, context: LawContext) -> tuple[int, Target] | None:
    """Return where 本条例附件 ends, and its target, in a law that has one annex and calls it so; None elsewhere."""
    found = p.ONLY_ANNEX.match(text, at)
    if found is None or len(context.law.annexes) != 1:
        return None
    target = Target(annex=1, annex_word=found["word"])
    return None if context.provisions.lacks(target) else (found.end(), target)
