"""Find the closing formula of laws of Macau (二零零五年八月四日通過。, signatures, 命令公佈。), which is not a 款."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fatiao.language.dates import DATE
from fatiao.reading.blocks.draft import BlockKind, Draft

_ENACTED = re.compile(rf"(?:于)?{DATE.pattern}\s*(?:通过|核准|签署|颁布|制定|订立)[。.]?")
#: The other lines of the formula: 命令公布。, 立法会主席　甲乙丙, 行政长官　甲乙丙.
_SIGNED = re.compile(
    r"[著着兹]?(?:命令)?公布[。.]?|[\u4e00-\u9fff]{2,12}[ 　:：]+[\u4e00-\u9fff· 　]{2,12}"
    r"|[\u4e00-\u9fff]{2,12}(?:主席|长官|总统)"
)
#: The most lines of the formula.
_LONGEST = 10


def is_enactment(text: str) -> bool:
    """Return True if a line says when the text was adopted or signed, and nothing else."""
    return _ENACTED.fullmatch(text) is not None


def find_enactment(draft: Draft) -> None:
    """Mark as signatures the lines after the last provision that say when the law was adopted and who signed it."""
    if not draft.skeleton.starts:
        return
    last = draft.skeleton.starts[-1].line
    tail = range(max(last + 1, draft.skeleton.stop - _LONGEST), draft.skeleton.stop)
    begin = next((index for index in tail if is_enactment(draft.lines[index].text)), None)
    if begin is None or not _all_of_it([draft.lines[index].text for index in range(begin, draft.skeleton.stop)]):
        return
    for index in range(begin, draft.skeleton.stop):
        draft.set(index, BlockKind.SIGNATURE)


def _all_of_it(texts: Sequence[str]) -> bool:
    return all(is_enactment(text) or _SIGNED.fullmatch(text) for text in texts)
