"""The names that an essay gives to laws: titles, 以下简称, shorter forms; 《条例》, 该条例 for a law named before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fatiao.citing.near_titles import near_works
from fatiao.citing.shelf import Shelved, TitleShelf
from fatiao.language.titles import split_edition, title_key
from fatiao.linking.titles import is_law_title
from fatiao.model.law import Span

#: 《X条例》（以下简称《条例》）, 《X条例》（2025年通过，下称“保密条例”）.
_GIVEN = re.compile(
    r"《(?P<title>(?:[^《》\n]|《[^《》\n]{0,80}》|〈[^〈〉\n]{0,80}〉){2,120})》\s?[（(](?P<inside>[^（）()\n]{0,80}?)"
    r"(?:以下|下文?|后文?)?(?:均|通)?[简统]?称为?[:：]?\s?[“\"《「]{0,2}(?P<name>[^“”\"《》「」（）()，。；\n]{1,30})[”\"》」]{0,2}[^（）()\n]{0,20}[）)]"
)
#: Words that name no law but the kind of one.
KIND_WORDS = frozenset(
    (
        *("法", "条例", "办法", "规定", "细则", "实施细则", "实施办法", "实施条例"),
        *("规则", "决定", "解释", "通则", "准则", "暂行办法", "暂行条例"),
    )
)


@dataclass(frozen=True, eq=False, slots=True)
class Name:
    """What a name in the essay stands for.

    ``works`` are the held works that it may mean; with none the law is known not to be held.  ``misspelt`` says that
    the printed title is a slip for that of the work, ``loose`` that the work was told by a shorter form or by what was
    said before: then a fault may be in the telling, and nobody is accused.
    """

    printed: str
    span: Span
    works: tuple[Shelved, ...]
    misspelt: bool = False
    loose: bool = False
    edition: str | None = None

    @property
    def work(self) -> Shelved | None:
        """The one work that is meant, where there is just one."""
        return self.works[0] if len(self.works) == 1 else None

    @property
    def ident(self) -> str:
        """What two names for one law have in common."""
        return self.works[0].work.id if self.works else title_key(self.printed)


class NameTable:
    """Tells what the names of an essay stand for; remembers what was named, in order."""

    def __init__(self, shelf: TitleShelf, text: str) -> None:
        self._shelf = shelf
        self._text = text
        self.given = [(found.end(), title_key(found["name"]), found["title"]) for found in _GIVEN.finditer(text)]
        self.named: list[Name] = []

    def known_names(self) -> set[str]:
        """Return every key that may stand without 《》 in front of a number."""
        given = {key for _, key, _ in self.given}
        return {*self._shelf.held, *self._shelf.other, *given} - {""}

    def read(self, title: str, span: Span) -> Name | None:
        """Return what a title in 《》 or a bare name stands for; None where it is no law or cannot be told."""
        full = self._expansion(title, span.start)
        bare, edition = split_edition(full or title)
        if works := self._shelf.named(bare):
            return Name(title, span, works, edition=edition)
        if self._shelf.knows(bare):
            return Name(title, span, (), edition=edition)
        if title_key(bare) in KIND_WORDS:
            return self.taken_up(title_key(bare), title, span, by_kind=True)
        if works := near_works(self._shelf, bare):  # behind 以下简称 the slip was told where the name was given
            return Name(title, span, works, misspelt=not full, edition=edition)
        return self._shorter(bare, title, span, edition) if is_law_title(bare) else None

    def remember(self, name: Name) -> None:
        """Keep a name for what takes it up."""
        self.named.append(name)

    def taken_up(self, word: str, printed: str, span: Span, by_kind: bool = False) -> Name | None:
        """Return the law named before that 该条例 means, or with ``by_kind`` 《条例》, which reaches farther back."""
        fitting = [name for name in self.named if name.span.start < span.start and self._full(name).endswith(word)]
        if not fitting:
            return None
        last = fitting[-1]
        rivals = fitting if by_kind else [name for name in fitting if self._in_one_sentence(name, span.start)]
        doubtful = len({name.ident for name in rivals} | {last.ident}) > 1 or last.loose
        doubtful = doubtful or (not by_kind and self.named[-1].ident != last.ident)
        return Name(printed, span, last.works, loose=doubtful, edition=last.edition)

    def _in_one_sentence(self, name: Name, at: int) -> bool:
        return not re.search(r"[。！？\n]", self._text[name.span.end : at])

    def _full(self, name: Name) -> str:
        if name.work:
            return name.work.title
        return self._expansion(name.printed, name.span.start) or name.printed

    def _expansion(self, title: str, at: int) -> str:
        key = title_key(title)
        return next((full for end, given, full in reversed(self.given) if given == key and end <= at), "")

    def _shorter(self, bare: str, printed: str, span: Span, edition: str | None) -> Name:
        """Return the work that a shorter form stands for; for certain only where the essay named it in full before."""
        likely = self._shelf.likely(bare)
        before = [work for work in likely if any(work in name.works for name in self.named)]
        if len(before) == 1:
            return Name(printed, span, (before[0],), edition=edition)
        return Name(printed, span, likely if len(likely) == 1 else (), loose=True, edition=edition)
