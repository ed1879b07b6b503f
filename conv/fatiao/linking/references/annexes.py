"""Annexes as targets: 附件2, and 本条例附件 in a law with a single annex."""

from __future__ import annotations

import re

from fatiao.linking.references import patterns as p
from fatiao.linking.references.antecedents import LawContext
from fatiao.model.law import Target


def annex_target(law: str | None, found: re.Match[str]) -> Target:
    """Return the target that a match of ``patterns.ANNEX`` names; ``law`` is as in ``Target.law``."""
    return Target(law, annex=p.annex_number(found), annex_word=found["word"])


def only_annex(text: str, at: int, context: LawContext) -> tuple[int, Target] | None:
    """Return the end of an unnumbered 附件 at ``at`` (本条例附件), and its target.

    None if there is no such word, or if the law does not have a single annex of that name.
    """
    found = p.ONLY_ANNEX.match(text, at)
    if found is None or len(context.law.annexes) != 1:
        return None
    target = Target(annex=1, annex_word=found["word"])
    return None if context.provisions.lacks(target) else (found.end(), target)
