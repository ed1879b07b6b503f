"""Find the law named before 第…条, and the edition named with it; this module knows nothing of provisions."""

from __future__ import annotations

import re

from fatiao.language.interface import say
from fatiao.language.titles import read_edition, title_key
from fatiao.linking.references import patterns as p
from fatiao.linking.references.antecedents import Explanation, LawContext
from fatiao.linking.references.standpoint import UnresolvedError

#: 2010年《X条例》第三条, 2018年修正的《X法》第三条: an edition before the title.
_EDITION_BEFORE = re.compile(
    r"(?P<words>(?<!\d)[12]\d{3}年(?:\d{1,2}月\d{1,2}日)?)(?:修[订正改]|通过|公布|发布|施行|制定|颁布)?(?:版|文?本)?后?的?原?\Z"
)
_EDITION_BEHIND = re.compile(r"[（(](?P<words>[12]\d{3}[^（）()]{0,60})[）)]")
#: 《X条例》（征求意见稿）第二条: a draft that was not enacted has no text here.
_DRAFT = re.compile(r"[（(][^（）()]{0,12}(?:草案|征求意见稿|送审稿|讨论稿)[^（）()]{0,8}[）)]")


class LawNames:
    """The names of laws in the text of one article; ``editions`` maps each title to the edition named with it last."""

    def __init__(self, context: LawContext, text: str) -> None:
        self._context = context
        self._text = text
        self.editions: dict[str | None, str] = {}

    def before(self, at: int, floor: int) -> tuple[int, str | None]:
        """Return the law named directly before 第…: 刑法, 刑法分则, 国家赔偿法的, 外商投资法及其实施条例.

        The result is that of ``TitleNames.before``.  Raises ``UnresolvedError`` if part of the name is uncertain.
        """
        names, text = self._context.names, self._text
        if gap := p.AFTER_NAME.search(text, max(floor, at - 26), at):
            start, name = names.before(text, gap.start(), floor)
            if name is not None:
                return start, name
        if tail := p.NAME_TAIL.search(text, max(floor, at - 4), at):
            start, name = names.before(text, tail.start(), floor)
            if name is not None:
                return start, name + tail[0]
            if start < tail.start():
                raise UnresolvedError("条号前面的法规名称无从断定")
        if its := p.ITS_RULES_BEFORE.search(text, max(floor, at - 8), at):
            _, name = names.before(text, its.start(), floor)
            if name is None:
                raise UnresolvedError("“其”指哪部法规无从断定")
            return at - len(its["kind"]) - 1, name + its["kind"]
        return names.before(text, at, floor)

    def law_of(self, title: str) -> str | None:
        """Return the title as printed; None if it is the title of the law itself."""
        return None if self._context.own_title and title_key(title) == self._context.own_title else title

    def dated_law_of(self, title: str, start: int, behind: str) -> str | None:
        """Return the title of the law whose provision is named, and record the edition named before or after it.

        As ``law_of``, but with an edition the title is returned even for the law itself: it is another text then.
        """
        after = _EDITION_BEHIND.search(behind) if behind else None
        head = self._text[max(0, start - 24) : start]
        before = _EDITION_BEFORE.search(head) if not after and "年" in head else None
        found = after or before
        edition = _last_edition(found["words"]) if found else None
        if edition is None and _DRAFT.search(behind):
            raise UnresolvedError("引用的是草案，不是法规的文本")
        if edition is None:
            self.editions.pop(title, None)
            return self.law_of(title)
        self.editions[title] = edition
        return title

    def expansion_of(self, title: str) -> str:
        """Return the title in 《》 that a short name stands for; an empty string if it is not a short name."""
        expansion = self._context.abbreviations.get(title_key(title))
        return f"《{expansion}》" if expansion else ""

    def why_named(self, name: str) -> Explanation:
        """Return the reason why a name printed without 《》 refers to its law."""
        if self.law_of(name) is None:
            return Explanation(say("名称即本部法规"))
        expansion = self.expansion_of(name)
        return Explanation(say("前文“以下简称”的名称"), expansion) if expansion else Explanation(say("法规的通用简称"))


def _last_edition(words: str) -> str | None:
    """Return the edition that ``words`` name; the last of several (2017年修正，2021年修正)."""
    editions = [read_edition(part) for part in re.split(r"[，,、；;和]", words)]
    return next((edition for edition in reversed(editions) if edition), None)
