"""The findings of the layers in one law, resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fatiao.linking.resolve import Resolved
from fatiao.model.layers import TermUse, TimeExpression


@dataclass(frozen=True, slots=True)
class Found:
    """The resolved references, uses of terms, and time expressions of one law."""

    references: Sequence[Resolved] = ()
    uses: Sequence[TermUse] = ()
    times: Sequence[TimeExpression] = ()
