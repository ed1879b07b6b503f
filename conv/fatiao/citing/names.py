"""Resolve names of laws in an essay: titles, 以下简称, shorter forms, 《条例》 and 该条例 for a law named before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fatiao.citing.near_titles import near_works
from fatiao.citing.shelf import Shelved, TitleShelf
from fatiao.language.titles import split_edition, title_key
from fatiao.linking.titles import is_law_title
from fatiao.model.law import Span

#: A short name given to a law: 《X条例》（以下简称《条例》）, 《X条例》（2025年通过，下称“保密条例”）.
_GIVEN = re.compile(
    r"《(?P<title>(?:[^《》\n]|《[^《》\n]{0,80}》|〈[^〈〉\n]{0,80}〉){2,120})》\s?[（(](?P<inside>[^（）()\n]{0,80}?)"
    r"(?:以下|下文?|后文?)?(?:均|通)?[简统]?称为?[:：]?\s?[“\"《「]{0,2}(?P<name>[^“”\"《》「」（）()，。；\n]{1,30})[”\"》」]{0,2}[^（）()\n]{0,20}[）)]"
)
#: Words that name a kind of law, not a law.
KIND_WORDS = frozenset(
    (
        *("法", "条例", "办法", "规定", "细则", "实施细则", "实施办法", "实施条例"),
        *("规则", "决定", "解释", "通则", "准则", "暂行办法", "暂行条例"),
    )
)


@dataclass(frozen=True, eq=False, slots=True)
class Name:
    """The name of a law in the essay, and the works that it may mean.

    ``works`` is empty if no held work is meant.  ``misspelt`` is True if the printed title is a misspelling of the
    work's title.  ``loose`` is True if the work was identified by a shorter form or by an earlier mention; the
    identification may then be wrong, and no fault is reported.
    """

    printed: str
    span: Span
    works: tuple[Shelved, ...]
    misspelt: bool = False
    loose: bool = False
    edition: str | None = None

    @property
    def work(self) -> Shelved | None:
        """The work that is meant, if there is exactly one."""
        return self.works[0] if len(self.works) == 1 else None

    @property
    def ident(self) -> str:
        """The key that names of the same law share: the id of the work, or the key of the title if no work is held."""
        return self.works[0].work.id if self.works else title_key(self.printed)


class NameTable:
    """Resolver of the names in an essay; ``named`` keeps the names read so far, in order."""

    def __init__(self, shelf: TitleShelf, text: str) -> None:
        self._shelf = shelf
        self._text = text
        self.given = [(found.end(), title_key(found["name"]), found["title"]) for found in _GIVEN.finditer(text)]
        self.named: list[Name] = []

    def known_names(self) -> set[str]:
        """Return the keys of all names that may stand without 《》 in front of a number."""
        given = {key for _, key, _ in self.given}
        return {*self._shelf.held, *self._shelf.other, *given} - {""}

    def read(self, title: str, span: Span) -> Name | None:
        """Resolve a title in 《》 or a bare name; return None where it is no law or cannot be resolved."""
        full = self._expansion(title, span.start)
        bare, edition = split_edition(full or title)
        if works := self._shelf.named(bare):
            return Name(title, span, works, edition=edition)
        if self._shelf.knows(bare):
            return Name(title, span, (), edition=edition)
        if title_key(bare) in KIND_WORDS:
            return self.taken_up(title_key(bare), title, span, by_kind=True)
        if works := near_works(self._shelf, bare):  # with 以下简称, the misspelt full title is reported
            return Name(title, span, works, misspelt=not full, edition=edition)
        return self._shorter(bare, title, span, edition) if is_law_title(bare) else None

    def remember(self, name: Name) -> None:
        """Record a name that later words such as 该条例 may refer to."""
        self.named.append(name)

    def taken_up(self, word: str, printed: str, span: Span, by_kind: bool = False) -> Name | None:
        """Resolve 该条例, or with ``by_kind`` 《条例》, to a law named before; return None where none fits.

        The name is ``loose`` if another law may be meant: with ``by_kind`` any law named before that fits, which
        reaches farther back, otherwise one of the same sentence or the law named last.
        """
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
        """Resolve a shorter form; the name is ``loose`` unless the essay named the work surely before."""
        likely = self._shelf.likely(bare)
        before = [work for work in likely if any(work in name.works and not name.loose for name in self.named)]
        if len(before) == 1:
            return Name(printed, span, (before[0],), edition=edition)
        return Name(printed, span, likely if len(likely) == 1 else (), loose=True, edition=edition)
