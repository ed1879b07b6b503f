"""Read the references of one article from left to right."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from fatiao.diagnostics import Report
from fatiao.language.numerals import NUMERAL_CHARACTERS, parse_numeral
from fatiao.language.titles import read_edition, title_key
from fatiao.linking.positions import source_offsets
from fatiao.linking.quotation_marks import pair_marks
from fatiao.linking.references import patterns as p
from fatiao.linking.references.annexes import annex_target, only_annex
from fatiao.linking.references.antecedents import Chain, LawContext, Memory, Why
from fatiao.linking.references.context import counts_things
from fatiao.linking.references.lists import Piece, read_list
from fatiao.linking.references.patterns import ARTICLE, PARAGRAPH, PART, Unit, read_unit
from fatiao.linking.references.places import NOWHERE, Place, Standpoint, as_target, cut_above, name_place, step_into
from fatiao.linking.references.quotations import Quotation, amended_by_clause, open_quotation
from fatiao.linking.references.standpoint import Bearings, UntoldError
from fatiao.linking.titles import is_law_title
from fatiao.model.law import Number, Span, Target
from fatiao.model.layers import Reference

#: 2010年《X条例》第三条, 2018年修正的《X法》第三条: an edition before the title.
_EDITION_BEFORE = re.compile(
    r"(?P<words>(?<!\d)[12]\d{3}年(?:\d{1,2}月\d{1,2}日)?)(?:修[订正改]|通过|公布|发布|施行|制定|颁布)?(?:版|文?本)?后?的?原?\Z"
)
_EDITION_BEHIND = re.compile(r"[（(](?P<words>[12]\d{3}[^（）()]{0,60})[）)]")
#: 《X条例》（征求意见稿）第二条: what was not enacted has no text here.
_DRAFT = re.compile(r"[（(][^（）()]{0,12}(?:草案|征求意见稿|送审稿|讨论稿)[^（）()]{0,8}[）)]")
_HYPHEN = re.compile(r"[0-9０-９]\s?[-－–—]\s?[0-9０-９]")
_BARE = "没有写明法规名称的条号属于本部法规"
_OWN_ANNEX = Why("本部法规的附件")
_HALF_NUMBER = re.compile(rf"第[{NUMERAL_CHARACTERS}0-9]{{1,10}}\Z")


class ArticleReader:
    """The state of reading: what was named last, and whose words are being read."""

    def __init__(self, context: LawContext, position: int, report: Report) -> None:
        self._context = context
        self._report = report
        self._here = Standpoint(context.law, position)
        self._text = pair_marks(self._here.article.text)
        self._number = self._here.article.number
        self._bearings = Bearings(self._here)
        amended = amended_by_clause(self._text) if context.amended == "" else context.amended
        self._memory = Memory(context, self._bearings, amended)
        self._outer: Chain | None = None
        self._found: list[Reference] = []
        self._done = 0
        self._skip = 0
        self._editions: dict[str | None, str] = {}

    def read(self) -> list[Reference]:
        """Return the references of the article, in order."""
        at = 0
        while found := p.TRIGGER.search(self._text, at):
            start = found.start()
            self._skip = start + 1
            try:
                at = _READERS[self._text[start]](self, start)
            except UntoldError as untold:
                at = self._skip
                self._memory.last = None
                self._complain(start, at, str(untold))
        return self._found

    # ---- what may begin a reference

    def _read_numbered(self, at: int) -> int:
        """Read 第…: 条 and above belong to the law named before, 款 and below to what was named before."""
        unit = read_unit(self._text, at)
        if unit is None:
            if other := p.OTHER_SCHEME.match(self._text, at):
                self._skip = other.end()
                raise UntoldError("不是法规的条款号")
            return self._read_without_unit(at)
        self._skip = unit.end
        if self._is_label(at, unit):
            if self._bearings.quotation is not None and unit.level == ARTICLE:
                self._bearings.quotation = Quotation(True, self._bearings.own_law(), unit.elements[0].number, 1, at)
            return unit.end
        if at and self._text[at - 1] in NUMERAL_CHARACTERS and _HALF_NUMBER.search(self._text, max(0, at - 12), at):
            self._skip = self._end_of_list(at)
            raise UntoldError("前面的条号不完整")
        if unit.level > ARTICLE:
            self._skip = self._end_of_list(at)
            law, place, why = self._memory.carry(at, unit.level, unit.elements[0].number)
            return self._put_list(at, at, law, why, cut_above(place, unit.level))
        start, name = self._name_before(at)
        self._skip = self._end_of_list(at)
        if start < at:
            if name is None:
                raise UntoldError("条号前面的法规名称无从断定")
            law = self._dated_law_of(name, start, self._text[start:at])
            return self._put_list(start, at, law, self._why_named(name))
        if unit.level == ARTICLE and counts_things(self._text, at, self._skip):
            return self._skip
        law, why = self._memory.law_of_bare(at, unit)
        if law is None and unit.level < ARTICLE:
            self._refuse_absent(at, unit)
        return self._put_list(at, at, law, why)

    def _refuse_absent(self, at: int, unit: Unit) -> None:
        """Refuse 第178章第5条 where this law has no such 章: the article is none of this law's either."""
        for piece in read_list(self._text, at, at)[:1]:
            above = step_into(NOWHERE, unit.level, unit.elements[0].number)
            if piece.place[ARTICLE] and (absent := self._lacks(as_target(None, above, None))):
                raise UntoldError(absent)

    def _read_without_unit(self, at: int) -> int:
        """Read 刑法第二百三十六第三款: behind the name of a law and before a 款 the number can only be a 条."""
        lost = p.LOST_UNIT.match(self._text, at)
        start, name = self._name_before(at) if lost else (at, None)
        if lost is None or name is None:
            return at + 1
        place = step_into(NOWHERE, ARTICLE, Number(parse_numeral(lost["number"])))
        why = Why("法规名称与款之间的数字是条号，原文脱“条”字", self._expansion_of(name))
        return self._put_list(start, lost.end(), self._law_of(name), why, place)

    def _read_title(self, at: int) -> int:
        """Read 《…》 with what it names below: 第…条, 附件…, 及其实施条例."""
        found = p.TITLE.match(self._text, at)
        if found is None:
            return at + 1
        title, end = found["title"], found.end()
        law = self._law_of(title)
        self._editions.pop(title, None)
        self._memory.named, self._memory.last = law, None
        why = Why("书名号内是法规名称" if law else "书名号内是本部法规的名称", self._expansion_of(title))
        gap = p.AFTER_TITLE.match(self._text, end)
        if gap and read_unit(self._text, gap.end()):
            self._skip = self._end_of_list(gap.end())
            law = self._memory.named = self._dated_law_of(title, at, gap[0])
            return self._put_list(at, gap.end(), law, why)
        if annex := p.ANNEX.match(self._text, end):
            return self._put_annex(at, annex, law, why)
        if law is None or is_law_title(title) or title_key(title) in self._context.abbreviations:
            self._put(at, end, Target(law), why)
            end = self._read_rules_of(title, end)
        return end

    def _read_rules_of(self, title: str, at: int) -> int:
        """Read 《X法》及其实施条例: a second law, whose title is made from the first."""
        found = p.ITS_RULES.match(self._text, at)
        if found is None:
            return at
        law = self._law_of(title + found["kind"])
        start = found.end() - len(found["kind"]) - 1
        why = Why("“其”承前一法规名称", f"《{title}》")
        if read_unit(self._text, found.end()):
            return self._put_list(start, found.end(), law, why)
        self._put(start, found.end(), Target(law), why)
        return found.end()

    def _read_own(self, at: int) -> int:
        """Read 本法, 本条例 with what follows; 本条, 本款, 本项, 本章."""
        found = p.SELF.match(self._text, at)
        if found is None:
            return self._read_enclosing(at)
        self._memory.last, self._memory.named = None, None
        other = self._context.given.get(title_key(found[0])) if self._bearings.quotation is None else None
        gap = p.AFTER_TITLE.match(self._text, found.end())
        annex = p.ANNEX.match(self._text, found.end())
        if not other and not self._bearings.quotation and (only := only_annex(self._text, found.end(), self._context)):
            self._put(at, *only, _OWN_ANNEX)
            return only[0]
        if not annex and not (gap and read_unit(self._text, gap.end())):
            return found.end()
        self._skip = found.end()
        why = Why(f"“{found[0]}”指{'被引用的' if self._bearings.quotation else '本部'}法规")
        if other:
            why = Why("前文“以下简称”的名称", f"《{other}》")
        if annex:
            return self._put_annex(at, annex, other or self._bearings.own_law(), why)
        assert gap is not None
        self._skip = self._end_of_list(gap.end())
        return self._put_list(at, gap.end(), other or self._bearings.own_law(), why)

    def _read_enclosing(self, at: int) -> int:
        found = p.ENCLOSING.match(self._text, at)
        if found is None:
            return at + 1
        level = p.LEVEL_OF[found["unit"]]
        self._skip = found.end()
        if level == ARTICLE and (preceding := p.PRECEDING.match(self._text, found.end())):
            return self._read_preceding_match(at, preceding, of_this_article=True)
        if level < ARTICLE and p.SAID.match(self._text, found.end()):
            return found.end()  # 本节各该条
        self._skip = self._end_of_list(found.end())
        if level == PART and not self._bearings.quotation and self._here.is_one_part:
            return self._read_only_part(at, found.end())
        below = read_unit(self._text, found.end()) if self._bearings.quotation and level < ARTICLE else None
        if below and below.level == ARTICLE:  # “…本章第一百零二条…”: the number tells without the 章
            return self._put_list(at, found.end(), self._bearings.own_law(), Why("引文中的条号属于被引用的法规"))
        place = self._bearings.enclosing_place(at, level)
        why = Why(f"“{found[0]}”指这段文字所在的{found['unit']}", name_place(self._bearings.own_law(), place))
        return self._put_list(at, found.end(), self._bearings.own_law(), why, place)

    def _read_only_part(self, at: int, end: int) -> int:
        """Read 本编 in a text without 编, which is a 编 published alone: 本编 is all of it."""
        why = Why("这份文本没有分编，“本编”即全文")
        if read_unit(self._text, end):
            return self._put_list(at, end, None, why)
        self._put(at, end, Target(), why)
        return end

    def _read_preceding(self, at: int) -> int:
        found = p.PRECEDING.match(self._text, at)
        return self._read_preceding_match(at, found) if found else at + 1

    def _read_preceding_match(self, start: int, found: re.Match[str], of_this_article: bool = False) -> int:
        """Read 前款, 前两款, 前条, 前项, counted back from where the words stand."""
        self._skip = self._end_of_list(found.end())
        count = parse_numeral(found["count"]) if found["count"] else 1
        level = p.LEVEL_OF[found["unit"]]
        place, to = self._bearings.preceding_place(found.start(), level, count)
        if of_this_article and found["count"] and place[level] != Number(1):
            raise UntoldError("可指本条开头的几款，也可指紧接在前的几款")
        if found["count"]:
            rule = f"“{found[0]}”指紧接在前的{found['count']}{found['unit']}"
        else:
            rule = f"“{found[0]}”指{'上一条' if level == ARTICLE else '本条' if level == PARAGRAPH else '本款'}" + (
                "" if level == ARTICLE else f"的上一{found['unit']}"
            )
        why = Why(rule, name_place(self._bearings.own_law(), place, self._number, to))
        return self._put_list(start, found.end(), self._bearings.own_law(), why, place, to)

    def _read_said(self, at: int) -> int:
        """Read 该条, 该款, 该项, 各该条; 该法第…条."""
        if law := p.SAID_LAW.match(self._text, at):
            self._skip = self._end_of_list(law.end())
            if self._memory.named is None:
                raise UntoldError("前文没有指明是哪部法规")
            return self._put_list(
                at, law.end(), self._memory.named, Why(f"“{law[0]}”承前文", f"《{self._memory.named}》")
            )
        found = p.SAID.match(self._text, at)
        if found is None:
            return at + 1
        level = p.LEVEL_OF[found["unit"]]
        places = self._memory.said_places(level)
        if not places:
            if found["unit"] == "项":
                return found.end()
            self._skip = found.end()
            raise UntoldError("前文没有指明是哪一" + found["unit"])
        law_said = self._memory.cited[level].law
        self._skip = found.end()
        if len(places) > 1 and not found["each"]:
            raise UntoldError(f"前文提到几{found['unit']}，不能断定是哪一{found['unit']}")
        names = "、".join(name_place(law_said, place, self._number, to) for place, to in places)
        why = Why(f"“{found[0]}”承前文刚提到的{found['unit']}", names)
        if len(places) == 1:
            return self._put_list(at, found.end(), law_said, why, *places[0])
        targets = tuple(as_target(law_said, place, to) for place, to in places)
        self._done = found.end()
        self._add(Span(at, found.end()), targets, why)
        return found.end()

    def _read_annex(self, at: int) -> int:
        found = p.ANNEX.match(self._text, at)
        if found is None or self._bearings.quotation:
            return at + 1
        if self._context.law.annexes:
            if self._lacks(annex_target(None, found)):
                return at + 1  # 申请书的附件一 is another paper's
        elif not p.ANNEX_SHOWN.search(self._text, max(0, at - 4), at):
            return at + 1
        return self._put_annex(at, found, None, _OWN_ANNEX)

    def _open_quotation(self, at: int) -> int:
        if self._bearings.quotation is None:
            last = (self._memory.last.law, self._memory.last.pieces[-1]) if self._memory.last else None
            law = self._memory.amended or self._memory.named
            self._bearings.quotation = open_quotation(self._text, at, last, law, self._context.amended is not None)
            self._outer = self._memory.last
        return at + 1

    def _close_quotation(self, at: int) -> int:
        if self._bearings.quotation is not None:
            self._bearings.quotation, self._memory.last = None, self._outer
        return at + 1

    # ---- what bare numbers take up

    def _name_before(self, at: int) -> tuple[int, str | None]:
        """Return the law named directly before 第…: 刑法, 刑法分则, 国家赔偿法的, 外商投资法及其实施条例."""
        names, text, floor = self._context.names, self._text, self._done
        if gap := p.AFTER_NAME.search(text, max(floor, at - 26), at):
            start, name = names.before(text, gap.start(), floor)
            if name is not None:
                return start, name
        if tail := p.NAME_TAIL.search(text, max(floor, at - 4), at):
            start, name = names.before(text, tail.start(), floor)
            if name is not None:
                return start, name + tail[0]
            if start < tail.start():
                raise UntoldError("条号前面的法规名称无从断定")
        if its := p.ITS_RULES_BEFORE.search(text, max(floor, at - 8), at):
            _, name = names.before(text, its.start(), floor)
            if name is None:
                raise UntoldError("“其”指哪部法规无从断定")
            return at - len(its["kind"]) - 1, name + its["kind"]
        return names.before(text, at, floor)

    def _is_label(self, at: int, unit: Unit) -> bool:
        """Return whether a unit is the label of a quoted article (“第十条　…”) or a heading at the head of a line
        (第二节　…).
        """
        if unit.level > ARTICLE or not self._text[unit.end : unit.end + 1].isspace():
            return False
        return at == 0 or self._text[at - 1] in "“\n"

    # ---- laws and their names

    def _law_of(self, title: str) -> str | None:
        """Return the title as printed; None if it is that of the law itself."""
        return None if self._context.own_title and title_key(title) == self._context.own_title else title

    def _dated_law_of(self, title: str, start: int, behind: str) -> str | None:
        """Return the title of the law whose provision is named, and keep the edition named before or behind it.

        An edition of the law itself is another text than the one that is read.
        """
        after = _EDITION_BEHIND.search(behind) if behind else None
        head = self._text[max(0, start - 24) : start]
        before = _EDITION_BEFORE.search(head) if not after and "年" in head else None
        found = after or before
        edition = _last_edition(found["words"]) if found else None
        if edition is None and _DRAFT.search(behind):
            raise UntoldError("引用的是草案，不是法规的文本")
        if edition is None:
            self._editions.pop(title, None)
            return self._law_of(title)
        self._editions[title] = edition
        return title

    def _expansion_of(self, title: str) -> str:
        expansion = self._context.abbreviations.get(title_key(title))
        return f"《{expansion}》" if expansion else ""

    def _why_named(self, name: str) -> Why:
        if self._law_of(name) is None:
            return Why("名称即本部法规")
        expansion = self._expansion_of(name)
        return Why("前文“以下简称”的名称", expansion) if expansion else Why("法规的通用简称")

    # ---- putting down

    def _end_of_list(self, at: int) -> int:
        """Return where the list at ``at`` ends, so that an unresolved list is not read again."""
        pieces = read_list(self._text, at, at)
        return pieces[-1].end if pieces else max(at, self._skip)

    def _put_list(
        self, start: int, at: int, law: str | None, why: Why, place: Place = NOWHERE, to: Number | None = None
    ) -> int:
        """Put down a reference with all its elements, and remember it."""
        pieces = read_list(self._text, start, at, place, to)
        if not pieces:
            return max(at, start + 1)
        if law is None and pieces[0].place[ARTICLE] is None:
            pieces = [Piece(self._here.complete_division(q.place), q.to, q.start, q.end) for q in pieces]
        bare = Why(_BARE) if place != NOWHERE and law is None else why  # 本条第一款、第二条: 本条 does not reach so far
        before: Piece | None = None
        for piece in pieces:
            of_list = _why_in_list(law, before, piece, self._number) if before else why
            paragraph = piece.place[PARAGRAPH]
            if paragraph is not None and paragraph.insert:  # no text numbers its 款 so
                self._complain(piece.start, piece.end, "款没有之一、之二")
            elif any(number and not number.value for number in piece.place):
                self._complain(piece.start, piece.end, "没有编号为零的条款")
            else:
                self._put(piece.start, piece.end, as_target(law, piece.place, piece.to), of_list or bare)
            before = piece
        chain = Chain(law, tuple(pieces))
        self._memory.remember(chain, start)
        return chain.end

    def _put_annex(self, start: int, found: re.Match[str], law: str | None, why: Why) -> int:
        self._put(start, found.end(), annex_target(law, found), why)
        join = p.ANNEX_JOIN.match(self._text, found.end())
        more = p.ANNEX.match(self._text, join.end()) if join else None
        return self._put_annex(more.start(), more, law, why) if more else found.end()

    def _put(self, start: int, end: int, target: Target, why: Why) -> None:
        start = max(start, self._done)
        self._done = end
        self._add(Span(start, end), (target,), why)

    def _add(self, span: Span, targets: tuple[Target, ...], why: Why) -> None:
        """Record a reference, or report that this law has no such provision."""
        printed = self._text[span.start : span.end]
        for target in targets:
            if target.law is None and (doubt := self._lacks(target) or self._branches(target, printed)):
                self._complain(span.start, span.end, doubt)
                return
        if self._editions:
            targets = tuple(replace(target, edition=self._editions.get(target.law)) for target in targets)
        self._found.append(Reference(self._number, span, targets, why.rule, why.antecedent))

    def _branches(self, target: Target, printed: str) -> str | None:
        """Return why 第1-2条 is neither a range for certain nor 第一条之二; None where it is one of them."""
        if target.to is None or target.article is None or not _HYPHEN.search(printed):
            return None
        branch = Number(target.article.value, target.to.value)
        return "可指一条，也可指几条" if branch in self._context.held else None

    def _lacks(self, target: Target) -> str | None:
        """Return why a target of the law that is read is not there; None where it is, or is another law's."""
        return self._context.provisions.lacks(target) if target.law is None else None

    def _complain(self, start: int, end: int, why: str) -> None:
        words = self._text[start:end].replace("\n", "")
        law = self._context.law
        self._report.add("reference-unresolved", f"“{words}”：{why}", law.source, self._source_offsets[start])

    @cached_property
    def _source_offsets(self) -> list[int]:
        return source_offsets(self._here.article, self._context.law.source)


def _last_edition(words: str) -> str | None:
    """Return the edition that words name; of several (2017年修正，2021年修正) the last."""
    editions = [read_edition(part) for part in re.split(r"[，,、；;和]", words)]
    return next((edition for edition in reversed(editions) if edition), None)


def _why_in_list(law: str | None, before: Piece, piece: Piece, own: Number) -> Why | None:
    """Return what an element of a list takes over from the one before it; None if nothing."""
    changed = next((level for level, number in enumerate(piece.place) if number != before.place[level]), 0)
    taken = name_place(law, cut_above(piece.place, changed), own)
    return Why("并列各项承前省略", taken) if taken else None


_READERS: dict[str, Callable[[ArticleReader, int], int]] = {
    "第": ArticleReader._read_numbered,
    "《": ArticleReader._read_title,
    "本": ArticleReader._read_own,
    "前": ArticleReader._read_preceding,
    "上": ArticleReader._read_preceding,
    "该": ArticleReader._read_said,
    "各": ArticleReader._read_said,
    "同": ArticleReader._read_said,
    "附": ArticleReader._read_annex,
    "（": ArticleReader._read_numbered,
    "(": ArticleReader._read_numbered,
    "“": ArticleReader._open_quotation,
    "”": ArticleReader._close_quotation,
}
