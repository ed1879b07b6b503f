"""Find the provisions that an essay refers to, in the wording of laws and in wording that only essays use.

Units, lists and ranges are read as in laws.  The difference is a number without a title: here it belongs to the law
that the paragraph names, or else the essay, if that names one law only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from fatiao.citing.essay import Essay
from fatiao.citing.names import KIND_WORDS, Name, NameTable
from fatiao.citing.shelf import TitleShelf
from fatiao.linking.quotation_marks import pair_marks
from fatiao.linking.references import patterns as p
from fatiao.linking.references.context import counts_things, stands_free
from fatiao.linking.references.lists import ListElement, read_list
from fatiao.linking.references.patterns import ARTICLE, ITEM, PARAGRAPH, read_unit
from fatiao.linking.references.places import NOWHERE, LevelPath, cut_above, depth_of
from fatiao.linking.titles import TitleNames
from fatiao.model.law import Span

_TRIGGER = re.compile(r"[第《该此上前本同这]")
#: The words allowed between a title and the number: （以下简称《条例》）, 的, 中的, a comma in a footnote, 总则.
_GAP = re.compile(
    r"(?:\*{1,2}|_)?(?:\s?[（(][^（）()\n]{0,90}[）)]){0,2}\s?(?:的|之|中的?|里的?|原|[，,：:]\s?)?(?:总则|分则|附则)?\s?(?:\*{1,2}|\[)?(?=第)"
)
#: The same for a name without 《》, searched backwards from the number: 保密条例（2025年）的第, 条例：第 (GB/T 7714).
_GAP_BEFORE = re.compile(r"(?:\s?[（(][^（）()\n]{1,40}[）)])?\s?(?:的|之|中的?|[：:]\s?)?\s?\Z")
#: A reference to a law named before: 该条例, 上述办法, 这部法, 本条例.
_SAID_LAW = re.compile(
    r"(?:该|此|上述|前述|这一?[部项个]?|本|同)(?<!合同)(?:部|项|个)?《?(?P<kind>实施条例|实施细则|实施办法|条例|办法|规定|细则|规则|决定|解释|法(?![律院规条学治定]))》?"
    r"(?=\s?(?:的|之|中)?\s?第)"
)
_SAID = re.compile(r"(?:该|同|本|前引)(?<!合同)(?P<unit>条|款)(?![例件约项待式])(?=\s?第)")
_SENTENCE_END = re.compile(r"[。！？\n]")


@dataclass(frozen=True, eq=False, slots=True)
class Mention:
    """A provision that the essay names: the law, one element of a list, and its span in the essay.

    ``name`` is the law; ``piece`` is None for a law that is named without a provision.  ``chain`` is the number of the
    list, which its elements share.  ``sure`` is True if the words themselves name the law.
    """

    name: Name
    piece: ListElement | None
    span: Span
    chain: int
    sure: bool = True


def find_mentions(essay: Essay, shelf: TitleShelf, closed: tuple[Span, ...]) -> tuple[Mention, ...]:
    """Return the mentions in an essay, in order; the quoted words in ``closed`` are not searched."""
    return _MentionReader(essay, shelf, closed).read()


class _MentionReader:
    """Reader of one essay; its state is the mentions found, the last of them, and the names read so far."""

    def __init__(self, essay: Essay, shelf: TitleShelf, closed: tuple[Span, ...]) -> None:
        self._text = pair_marks(essay.text)
        self._closed = closed
        self._table = NameTable(shelf, self._text)
        self._names = TitleNames(self._table.known_names())
        self._found: list[Mention] = []
        self._last: Mention | None = None
        self._done = 0
        self._chains = 0

    def read(self) -> tuple[Mention, ...]:
        at = 0
        while trigger := _TRIGGER.search(self._text, at):
            start = trigger.start()
            if end := next((s.end for s in self._closed if s.start <= start < s.end), 0):
                at = max(end, start + 1)
                continue
            at = max(self._read_at(start), start + 1)
        return tuple(self._found)

    def _read_at(self, at: int) -> int:
        first = self._text[at]
        if first == "《":
            return self._read_title(at)
        if first == "第":
            return self._read_number(at)
        return self._read_said(at)

    # ---- names

    def _read_title(self, at: int) -> int:
        found = p.TITLE.match(self._text, at)
        if found is None:
            return at + 1
        name = self._table.read(found["title"], Span(at, found.end()))
        if name is None:
            self._last = None
            return found.end()
        self._table.remember(name)
        gap = _GAP.match(self._text, found.end())
        if gap and (unit := read_unit(self._text, gap.end())) and unit.level <= ARTICLE:
            return self._put(name, at, gap.end())
        self._last = None
        self._put_whole(name, at, found.end())
        return found.end()

    def _read_number(self, at: int) -> int:
        unit = read_unit(self._text, at)
        if unit is None:
            return at + 1
        if unit.level > ARTICLE:
            return self._read_below(at, unit.level) if unit.level in (PARAGRAPH, ITEM) else unit.end
        start, name = self._name_before(at)
        if name is not None:
            self._table.remember(name)
            return self._put(name, start, at)
        if start < at or unit.level < ARTICLE or not self._stands_free(at):
            return unit.end if unit.level < ARTICLE else self._end_of_list(at)
        if counts_things(self._text, at, unit.end) or self._is_label(at, unit.end):
            return unit.end
        return self._read_bare(at)

    def _name_before(self, at: int) -> tuple[int, Name | None]:
        """Return the start of a name without 《》 directly before a number, and the law, or None if it is not known."""
        gap = _GAP_BEFORE.search(self._text, max(self._done, at - 48), at)
        for end in (gap.start() if gap else at, at):
            tail = p.NAME_TAIL.search(self._text, max(self._done, end - 4), end)
            start, printed = self._names.before(self._text, tail.start() if tail else end, self._done)
            printed = printed or (self._text[start:end] if self._text[start:end] in KIND_WORDS else None)
            if printed is not None:
                printed += tail[0] if tail else ""
                return start, self._table.read(printed, Span(start, start + len(printed)))
            if start < end == at:
                return start, None
        return at, None

    def _read_said(self, at: int) -> int:
        if found := _SAID_LAW.match(self._text, at):
            name = self._table.taken_up(found["kind"], found[0], Span(at, found.end()))
            number = self._text.index("第", found.end())
            if name is None:
                return self._end_of_list(number)
            return self._put(name, at, number)
        found = _SAID.match(self._text, at)
        if found is None or self._last is None or self._last.piece is None or not self._same_line(at):
            return at + 1
        level = p.LEVEL_OF[found["unit"]]
        piece = self._last.piece
        if depth_of(piece.place) < level or (piece.to is not None):
            return self._end_of_list(self._text.index("第", found.end()))
        number = self._text.index("第", found.end())
        return self._put(self._last.name, at, number, cut_above(piece.place, level + 1), sure=False)

    # ---- numbers

    def _read_bare(self, at: int) -> int:
        """Read a 第…条 without a title as a provision of the only law named in its line, else in the essay so far.

        Return the offset behind it.
        """
        line = self._text.rfind("\n", 0, at) + 1
        here = [name for name in self._table.named if name.span.start >= line]
        speaking = here or self._table.named
        if not speaking or len({name.ident for name in speaking}) > 1:
            return self._end_of_list(at)
        return self._put(replace(speaking[-1], span=Span(at, at), misspelt=False), at, at, sure=False)

    def _read_below(self, at: int, level: int) -> int:
        """Read a 第…款 without an article as one of the article named last in the line, a 第…项 only behind another 项.

        Return the offset behind it.
        """
        last = self._last
        if level == ITEM and (
            last is None or last.piece is None or depth_of(last.piece.place) != ITEM or not self._same_sentence(at)
        ):
            return self._end_of_list(at)
        if last is None or last.piece is None or last.piece.to is not None or not self._same_line(at):
            return self._end_of_list(at)
        name = last.name if self._same_sentence(at) else replace(last.name, loose=True)
        return self._put(name, at, at, cut_above(last.piece.place, level), sure=False)

    def _stands_free(self, at: int) -> bool:
        return self._text.endswith("其", 0, at) or stands_free(self._text, at)

    def _is_label(self, at: int, end: int) -> bool:
        return (at == 0 or self._text[at - 1] in "\n> ") and self._text[end : end + 1] in ("\u3000", " ", "：")

    def _end_of_list(self, at: int) -> int:
        pieces = read_list(self._text, at, at)
        return pieces[-1].end if pieces else at + 1

    def _same_sentence(self, at: int) -> bool:
        return self._last is not None and not _SENTENCE_END.search(self._text, self._last.span.end, at)

    def _same_line(self, at: int) -> bool:
        return self._last is not None and "\n" not in self._text[self._last.span.end : at]

    # ---- recording

    def _put(self, name: Name, start: int, at: int, place: LevelPath = NOWHERE, sure: bool = True) -> int:
        pieces = [piece for piece in read_list(self._text, start, at, place) if piece.place[ARTICLE] is not None]
        if not pieces:
            self._last = None
            if start < at and self._text[start] == "《":
                self._put_whole(name, start, name.span.end)
            return self._end_of_list(at)
        self._chains += 1
        for piece in pieces:
            mention = Mention(name, piece, Span(piece.start, piece.end), self._chains, sure)
            self._found.append(mention)
            self._last = mention
        self._done = pieces[-1].end
        return pieces[-1].end

    def _put_whole(self, name: Name, start: int, end: int) -> None:
        self._chains += 1
        self._found.append(Mention(name, None, Span(start, end), self._chains))
