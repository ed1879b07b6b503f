"""Find words quoted from another text (between “ and ” after 修改为： or 规定：), and the law being amended."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fatiao.linking.references.lists import ListElement
from fatiao.linking.references.patterns import ARTICLE, PARAGRAPH
from fatiao.model.law import Number

_TITLE_INSIDE = r"(?:[^《》〈〉]|[《〈][^《》〈〉]*[》〉])+"
#: 全国人民代表大会常务委员会关于修改《中华人民共和国商标法》的决定; …等二十九件商事类司法解释的决定.
_AMENDING_TITLE = re.compile(rf"关于(?:修改|修订|修正)(?:[《〈](?P<law>{_TITLE_INSIDE})[》〉])?(?P<more>.*)的决定")
#: 中华人民共和国刑法修正案（十一）.
_AMENDMENT_TITLE = re.compile(r"(?P<law>\S+?法)修正案")
#: The start of a clause in a decision on several texts: 五、修改《…》, or the title alone.
_CLAUSE = re.compile(rf"(?:\A|修改|对|将)《(?P<law>{_TITLE_INSIDE})》")
_CLAUSE_HEAD = 200
#: Words that introduce the quoted words of a provision; the ： may be missing.
_QUOTES_WORDS = re.compile(r"(?:修改为|修正为|改为|增加[^。；“”]*|作为[^。；“”]*|规定)[^。；“”]{0,8}[:：]?\Z")
_REACH = 40


@dataclass(frozen=True, slots=True)
class ForeignQuotation:
    """Words quoted from another text: its law, and the provision that the words begin with.

    ``source_known`` is False if the article does not name the quoted text; relative references in the words are then
    not resolved.  ``start`` is the offset of the words in the article.
    """

    source_known: bool
    law: str | None
    article: Number | None
    paragraph: int
    start: int


def amended_law(title: str) -> str | None:
    """Return the law that a text with this title amends; empty if there are several, None if it amends none."""
    if found := _AMENDING_TITLE.search(title):
        return "" if found["law"] is None or found["more"].startswith("等") else found["law"]
    if found := _AMENDMENT_TITLE.match(title):
        return found["law"]
    return None


def amended_by_clause(text: str) -> str | None:
    """Return the text that a clause of a decision on several texts amends (五、修改《…》), or None."""
    found = _CLAUSE.search(text, 0, _CLAUSE_HEAD)
    return found["law"] if found else None


def open_quotation(
    text: str, at: int, last: tuple[str | None, ListElement] | None, law: str | None, amending: bool
) -> ForeignQuotation | None:
    """Return the quotation that the “ at ``at`` opens; None for words of the text itself (“情节严重”).

    ``last`` is the law and the last element of the reference before it, ``law`` the law named or amended there;
    ``amending`` is True in a decision that amends a law.
    """
    before = text[max(0, at - _REACH) : at].rstrip()
    introduced = _QUOTES_WORDS.search(before)
    if not (amending or introduced or before.endswith((":", "："))):
        return None
    if not before.endswith((":", "：", "修改为", "改为")):
        return ForeignQuotation(False, None, None, 1, at + 1) if amending else None
    if introduced and last and at - last[1].end <= _REACH and last[1].place[ARTICLE]:
        law, piece = last
        paragraph = piece.place[PARAGRAPH]
        return ForeignQuotation(True, law, piece.place[ARTICLE], paragraph.value if paragraph else 1, at + 1)
    if law is not None and (introduced or amending):
        return ForeignQuotation(True, law, None, 1, at + 1)
    return ForeignQuotation(False, None, None, 1, at + 1)
