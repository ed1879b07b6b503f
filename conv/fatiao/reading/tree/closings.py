"""Find the words after a list of 项 that finish the sentence which the list interrupts.

有下列情形之一的：（一）…；（二）…的，⏎由主管部门责令改正。 The last line is not part of （二）: a citation of （二）
must not include the penalty.  It belongs to the 款.  Text after a full stop is a 款 of its own.
"""

from __future__ import annotations

import re

#: A lead that its list does not finish: 有下列情形之一，  …之一的：  …的，  but not 应当履行下列职责：.
_OPEN_LEAD = re.compile(r"(?:[，,]|(?:之一|[的者时]|情形|情况|行为)[：:]?)$")
#: An entry that has its own consequence: （一）冒用证件的，处警告；.
_OWN_CONSEQUENCE = re.compile(r"的[，,].*[\u4e00-\u9fff]")
#: The beginning of the consequence that follows a list of conditions.
_CONSEQUENCE = re.compile(
    r"并?(?:处|由|责令|给予|予以|不予|应当|可以|不得|依法|依照|按照|追究|没收|吊销|撤销|取消|视为|适用|构成|一律|均|"
    r"从轻|减轻|免除|从重|免予)"
)
#: An entry that lost its label, or a reference back to the list (前款): neither finishes the sentence of the list.
_NO_CLOSING = re.compile(r"^(?:其他|其它|法律、|法律和|备?注[：:])|前款(?!项)")


class EntriesAbove:
    """The common properties of the finished entries of a list; each is taken once, when the next entry begins."""

    __slots__ = ("all_end_in_commas", "have_consequence")

    def __init__(self) -> None:
        self.have_consequence = False  # one of them has a consequence of its own
        self.all_end_in_commas = True

    def take(self, text: str) -> None:
        """Update the properties with the words of one more entry."""
        text = text.rstrip()
        self.have_consequence = self.have_consequence or _OWN_CONSEQUENCE.search(text) is not None
        self.all_end_in_commas = self.all_end_in_commas and text[-1:] in tuple("，,")


def closes_list(lead: str, entries: EntriesAbove, before: str, text: str) -> bool:
    """Return True if ``text`` on a line of its own finishes the sentence of ``lead``, which a list interrupts.

    ``entries`` covers the entries of the list except the last; ``before`` is the line above, the end of the last entry.
    """
    concludes = _CONSEQUENCE.match(text) is not None
    if text[-1] in "：:" or (text[-1] in "；;" and not concludes) or _NO_CLOSING.search(text):
        return False
    is_open = _OPEN_LEAD.search(lead) is not None
    if before[-1] in "；;":  # after a complete lead, a new 款 follows a list that lacks its full stop
        return is_open or concludes
    if not is_open or entries.have_consequence:
        return False
    if before[-1] in "，,":
        return before[-2:-1] == "的" or entries.all_end_in_commas
    return before[-1] == "的" and concludes
