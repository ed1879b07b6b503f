"""Read the references of one article from left to right."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from conv.diagnostics import Report
from conv.linking import reference_patterns as p
from conv.linking.positions import source_offsets
from conv.linking.reference_lists import Piece, read_list
from conv.linking.reference_patterns import ARTICLE, ITEM, PARAGRAPH, PART, SUBITEM, Unit, read_unit
from conv.linking.reference_places import (
    NOWHERE,
    Place,
    Standpoint,
    as_target,
    cut_above,
    depth_of,
    name_place,
    step_into,
)
from conv.linking.reference_quotations import Quotation, amended_by_clause, open_quotation
from conv.linking.titles import Names, is_law_title, normalise_title
from conv.model import Law, Number, Reference, Segment, Span, Target
from conv.numerals import NUMERAL_CHARACTERS, parse_numeral

# Words before a number that take up what was named just before.
_JOINS = re.compile(r"(?:、|和|或者?|以及|及|与|并|且(?:不)?(?:属于|符合|有|具有))\Z")
_JOINS_OR_ACTS = re.compile(r"(?:、|和|或者?|以及|及|与|并|作为|改为|违反|有|属于|具有|符合|实施|从事|存在|犯)\Z")
_APPLIES = re.compile(r"(?:依照|按照|根据|适用|参照|比照|依据)\Z")
_BELOW = re.compile(r"(?:下列|以下|下述)\Z")
#: 违反本条例第二十六条规定的，按照下列规定处罚： behind it （一）违反第一项规定的 names an item of 第二十六条.
_PENALTY_LEAD = re.compile(r"违反.*[:：]\Z", re.DOTALL)
_PENALTY_TABLE = re.compile(
    r"(?:下列|以下|如下)(?:规定|标准|办法)?(?:予以|进行|给予)?(?:处罚|处理|处以|罚款|规定|标准)[^，]{0,8}[:：]\Z"
)
_HALF_NUMBER = re.compile(rf"第[{NUMERAL_CHARACTERS}0-9]{{1,10}}\Z")


@dataclass(frozen=True, slots=True)
class LawContext:
    """What holds for all articles of a law.

    ``abbreviations`` maps the names that 以下简称 introduces to what they stand for; ``amended`` is as ``amended_law``
    tells it, and ``held`` are the numbers of the articles.
    """

    law: Law
    own_title: str
    abbreviations: Mapping[str, str]
    names: Names
    amended: str | None
    held: frozenset[Number]


@dataclass(frozen=True, slots=True)
class _Chain:
    """A reference with all its elements: what a later 该条, 第二款 or 第三项 may take up."""

    law: str | None
    pieces: tuple[Piece, ...]

    @property
    def end(self) -> int:
        return self.pieces[-1].end


class _UntoldError(Exception):
    """The words look like a reference, and what they point at cannot be told."""


@dataclass(frozen=True, slots=True)
class _Why:
    rule: str
    antecedent: str = ""


class ArticleReader:
    """The state of reading: what was named last, and whose words are being read."""

    def __init__(self, context: LawContext, position: int, report: Report) -> None:
        self._context = context
        self._report = report
        self._here = Standpoint(context.law, position)
        self._text = self._here.article.text
        self._number = self._here.article.number
        self._amended = amended_by_clause(self._text) if context.amended == "" else context.amended
        self._found: list[Reference] = []
        self._last: _Chain | None = None
        self._cited: dict[int, _Chain] = {}
        self._outer: _Chain | None = None
        self._named: str | None = None
        self._quotation: Quotation | None = None
        self._done = 0
        self._skip = 0
        self._leads: dict[int, _Chain] = {}

    def read(self) -> list[Reference]:
        """The references of the article, in order."""
        at = 0
        while found := p.TRIGGER.search(self._text, at):
            start = found.start()
            self._skip = start + 1
            try:
                at = _READERS[self._text[start]](self, start)
            except _UntoldError as untold:
                at = self._skip
                self._last = None
                self._complain(start, at, str(untold))
        return self._found

    # ---- what may begin a reference

    def _read_numbered(self, at: int) -> int:
        """第…: 条 and above are of the law named before them, 款 and below take up what was named before."""
        unit = read_unit(self._text, at)
        if unit is None:
            return at + 1
        self._skip = unit.end
        if self._is_label(at, unit):
            if self._quotation is not None and unit.level == ARTICLE:
                self._quotation = Quotation(True, self._own_law(), unit.elements[0].number, 1, at)
            return unit.end
        if at and self._text[at - 1] in NUMERAL_CHARACTERS and _HALF_NUMBER.search(self._text, max(0, at - 12), at):
            self._skip = self._end_of_list(at)
            raise _UntoldError("前面的条号不完整")
        if unit.level > ARTICLE:
            self._skip = self._end_of_list(at)
            law, place, why = self._carry(at, unit.level, unit.elements[0].number)
            return self._put_list(at, at, law, why, cut_above(place, unit.level))
        start, name = self._name_before(at)
        self._skip = self._end_of_list(at)
        if start < at:
            if name is None:
                raise _UntoldError("条号前面的法规名称无从断定")
            law = self._law_of(name)
            return self._put_list(start, at, law, self._why_named(name))
        law, why = self._law_of_bare(at, unit)
        return self._put_list(at, at, law, why)

    def _read_title(self, at: int) -> int:
        """《…》, with what it names below: 第…条, 附件…, 及其实施条例."""
        found = p.TITLE.match(self._text, at)
        if found is None:
            return at + 1
        title, end = found["title"], found.end()
        law = self._law_of(title)
        self._named, self._last = law, None
        why = _Why("书名号内是法规名称" if law else "书名号内是本部法规的名称", self._expansion_of(title))
        gap = p.AFTER_TITLE.match(self._text, end)
        if gap and read_unit(self._text, gap.end()):
            return self._put_list(at, gap.end(), law, why)
        if annex := p.ANNEX.match(self._text, end):
            return self._put_annex(at, annex, law, why)
        if law is None or is_law_title(title) or normalise_title(title) in self._context.abbreviations:
            self._put(at, end, Target(law), why)
            end = self._read_rules_of(title, end)
        return end

    def _read_rules_of(self, title: str, at: int) -> int:
        """《X法》及其实施条例: a second law, whose title is made from the first."""
        found = p.ITS_RULES.match(self._text, at)
        if found is None:
            return at
        law = self._law_of(title + found["kind"])
        start = found.end() - len(found["kind"]) - 1
        why = _Why("“其”承前一法规名称", f"《{title}》")
        if read_unit(self._text, found.end()):
            return self._put_list(start, found.end(), law, why)
        self._put(start, found.end(), Target(law), why)
        return found.end()

    def _read_own(self, at: int) -> int:
        """本法, 本条例 with what follows; 本条, 本款, 本项, 本章."""
        found = p.SELF.match(self._text, at)
        if found is None:
            return self._read_enclosing(at)
        self._last, self._named = None, None
        gap = p.AFTER_TITLE.match(self._text, found.end())
        annex = p.ANNEX.match(self._text, found.end())
        if not annex and not (gap and read_unit(self._text, gap.end())):
            return found.end()
        self._skip = found.end()
        why = _Why(f"“{found[0]}”指{'被引用的' if self._quotation else '本部'}法规")
        if annex:
            return self._put_annex(at, annex, self._own_law(), why)
        assert gap is not None
        self._skip = self._end_of_list(gap.end())
        return self._put_list(at, gap.end(), self._own_law(), why)

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
        if level == PART and not self._quotation and self._here.is_one_part:
            return self._read_only_part(at, found.end())
        place = self._enclosing_place(at, level)
        why = _Why(f"“{found[0]}”指这段文字所在的{found['unit']}", name_place(self._own_law(), place))
        return self._put_list(at, found.end(), self._own_law(), why, place)

    def _read_only_part(self, at: int, end: int) -> int:
        """本编 in a text without 编: a 编 that is published alone, and 本编 is all of it."""
        why = _Why("这份文本没有分编，“本编”即全文")
        if read_unit(self._text, end):
            return self._put_list(at, end, None, why)
        self._put(at, end, Target(), why)
        return end

    def _read_preceding(self, at: int) -> int:
        found = p.PRECEDING.match(self._text, at)
        return self._read_preceding_match(at, found) if found else at + 1

    def _read_preceding_match(self, start: int, found: re.Match[str], of_this_article: bool = False) -> int:
        """前款, 前两款, 前条, 前项: counted back from where the words stand."""
        self._skip = self._end_of_list(found.end())
        count = parse_numeral(found["count"]) if found["count"] else 1
        level = p.LEVEL_OF[found["unit"]]
        place, to = self._preceding_place(found.start(), level, count)
        if of_this_article and found["count"] and place[level] != Number(1):
            raise _UntoldError("可指本条开头的几款，也可指紧接在前的几款")
        if found["count"]:
            rule = f"“{found[0]}”指紧接在前的{found['count']}{found['unit']}"
        else:
            rule = f"“{found[0]}”指{'上一条' if level == ARTICLE else '本条' if level == PARAGRAPH else '本款'}" + (
                "" if level == ARTICLE else f"的上一{found['unit']}"
            )
        why = _Why(rule, name_place(self._own_law(), place, self._number, to))
        return self._put_list(start, found.end(), self._own_law(), why, place, to)

    def _read_said(self, at: int) -> int:
        """该条, 该款, 该项, 各该条; 该法第…条."""
        if law := p.SAID_LAW.match(self._text, at):
            self._skip = self._end_of_list(law.end())
            if self._named is None:
                raise _UntoldError("前文没有指明是哪部法规")
            return self._put_list(at, law.end(), self._named, _Why(f"“{law[0]}”承前文", f"《{self._named}》"))
        found = p.SAID.match(self._text, at)
        if found is None:
            return at + 1
        level = p.LEVEL_OF[found["unit"]]
        places = self._said_places(level)
        if not places:
            if found["unit"] == "项":
                return found.end()
            self._skip = found.end()
            raise _UntoldError("前文没有指明是哪一" + found["unit"])
        law_said = self._cited[level].law
        self._skip = found.end()
        if len(places) > 1 and not found["each"]:
            raise _UntoldError(f"前文提到几{found['unit']}，不能断定是哪一{found['unit']}")
        names = "、".join(name_place(law_said, place, self._number, to) for place, to in places)
        why = _Why(f"“{found[0]}”承前文刚提到的{found['unit']}", names)
        if len(places) == 1:
            return self._put_list(at, found.end(), law_said, why, *places[0])
        targets = tuple(as_target(law_said, place, to) for place, to in places)
        self._found.append(Reference(self._number, Span(at, found.end()), targets, why.rule, why.antecedent))
        return found.end()

    def _read_annex(self, at: int) -> int:
        found = p.ANNEX.match(self._text, at)
        held = {annex.number for annex in self._context.law.annexes}
        if found is None or self._quotation or parse_numeral(found["number"]) not in held:
            return at + 1
        return self._put_annex(at, found, None, _Why("本部法规的附件"))

    def _open_quotation(self, at: int) -> int:
        if self._quotation is None:
            last = (self._last.law, self._last.pieces[-1]) if self._last else None
            law = self._amended or self._named
            self._quotation = open_quotation(self._text, at, last, law, self._context.amended is not None)
            self._outer = self._last
        return at + 1

    def _close_quotation(self, at: int) -> int:
        if self._quotation is not None:
            self._quotation, self._last = None, self._outer
        return at + 1

    # ---- whose words, and where they stand

    def _own_law(self) -> str | None:
        if self._quotation is None:
            return None
        if not self._quotation.told:
            raise _UntoldError("引文出自哪部法规无从断定")
        return self._quotation.law

    def _own_article(self) -> Number:
        if self._quotation is None:
            return self._number
        if self._quotation.article is None:
            raise _UntoldError("引文是哪一条无从断定")
        return self._quotation.article

    def _own_place(self, at: int, level: int) -> Place:
        """The provision that the character at ``at`` stands in, down to ``level``."""
        self._own_law()
        place = step_into(NOWHERE, ARTICLE, self._own_article())
        segment = self._here.segment(at)
        if segment is None:
            raise _UntoldError("本条没有款")
        paragraph, item = segment.paragraph, segment.item
        if self._quotation is not None:
            further, item = self._here.quoted_place(self._quotation.start, at)
            paragraph = self._quotation.paragraph + further
        for slot, number in ((PARAGRAPH, Number(paragraph)), (ITEM, item), (SUBITEM, segment.subitem)):
            if slot <= level:
                if number is None:
                    raise _UntoldError("这段文字不在" + ("项" if slot == ITEM else "目") + "中")
                place = step_into(place, slot, number)
        return place

    def _enclosing_place(self, at: int, level: int) -> Place:
        if level >= ARTICLE:
            return step_into(NOWHERE, ARTICLE, self._own_article()) if level == ARTICLE else self._own_place(at, level)
        if self._quotation is not None:
            raise _UntoldError("引文所在的编章节无从断定")
        place = self._here.enclosing_division(level)
        if place is None:
            raise _UntoldError("本条不在这样的编章节中")
        return place

    def _preceding_place(self, at: int, level: int, count: int) -> tuple[Place, Number | None]:
        if level == ARTICLE:
            if self._quotation is None:
                earlier = self._here.earlier_articles(count)
            else:
                self._own_law()
                own = self._own_article()
                ahead = Number(own.value - count)
                earlier = (
                    (ahead, Number(own.value - 1) if count > 1 else None) if ahead.value and not own.insert else None
                )
            if earlier is None:
                raise _UntoldError("前面没有这么多条")
            return step_into(NOWHERE, ARTICLE, earlier[0]), earlier[1]
        if level == ITEM and (place := self._items_before(at, count)):
            return place
        own_place = self._own_place(at, level)
        number = own_place[level]
        assert number is not None
        if number.value <= count or number.insert:
            raise _UntoldError(f"前面没有这么多{'款项目'[level - PARAGRAPH]}")
        first = step_into(own_place, level, Number(number.value - count))
        return first, Number(number.value - 1) if count > 1 else None

    def _items_before(self, at: int, count: int) -> tuple[Place, Number | None] | None:
        """前六项 in a 款 behind a list of just six 项."""
        segment = self._here.segment(at)
        if self._quotation or segment is None or segment.item is not None or segment.paragraph < 2 or count < 2:
            return None
        before = self._here.article.paragraphs[segment.paragraph - 2]
        if len(before.items) != count:
            return None
        place = step_into(step_into(NOWHERE, ARTICLE, self._number), PARAGRAPH, Number(before.index))
        return step_into(place, ITEM, before.items[0].number), before.items[-1].number

    # ---- what bare numbers take up

    def _name_before(self, at: int) -> tuple[int, str | None]:
        """The law named directly before 第…: 刑法, 刑法分则, 国家赔偿法的, 外商投资法及其实施条例."""
        names, text, floor = self._context.names, self._text, self._done
        for gap in ("总则", "分则", "附则", "中", "的"):
            if text.endswith(gap, floor, at):
                start, name = names.before(text, at - len(gap), floor)
                if name is not None:
                    return start, name
        if its := p.ITS_RULES_BEFORE.search(text, max(floor, at - 8), at):
            _, name = names.before(text, its.start(), floor)
            if name is None:
                raise _UntoldError("“其”指哪部法规无从断定")
            return at - len(its["kind"]) - 1, name + its["kind"]
        return names.before(text, at, floor)

    def _law_of_bare(self, at: int, unit: Unit) -> tuple[str | None, _Why]:
        """The law of a 第…条 without a name."""
        last = self._last
        own = self._own_law() if self._quotation else self._amended
        if last and last.law and not _same_title(last.law, own) and self._same_sentence(last.end, at):
            if _JOINS.search(self._text, max(last.end, at - 8), at):
                return last.law, _Why("并列的条号承前省略法规名称", f"《{last.law}》")
            if own is None and unit.elements[0].number not in self._context.held:
                return last.law, _Why("本部法规没有这一条，条号承前文的法规", f"《{last.law}》")
            if own is None:
                raise _UntoldError(f"可指本部法规，也可指前文的《{last.law}》")
        if self._quotation:
            return own, _Why("引文中的条号属于被引用的法规")
        if self._amended:
            return own, _Why("修改决定中的条号属于被修改的法规", f"《{self._amended}》")
        return None, _Why("没有写明法规名称的条号属于本部法规")

    def _carry(self, at: int, level: int, number: Number) -> tuple[str | None, Place, _Why]:
        """The article of a 款, or the article and paragraph of a 项, that is printed without them."""
        taken = self._carry_paragraph(at, number) if level == PARAGRAPH else self._carry_item(at, level, number)
        if taken is not None:
            law, place = taken
            return law, place, _Why("承前省略的部分依前文", name_place(law, place, self._number))
        own = self._own_article()
        return self._own_law(), step_into(NOWHERE, ARTICLE, own), _Why("没有写明条号的款属于本条")

    def _carry_paragraph(self, at: int, number: Number) -> tuple[str | None, Place] | None:
        """The article of a bare 款; None where it is the article that the words stand in."""
        last = self._last
        amending = self._context.amended is not None and self._quotation is None
        if last is None or not (amending or self._same_sentence(last.end, at)):
            if amending:
                raise _UntoldError("修改决定没有写明是哪一条的款")
            return None
        place = last.pieces[-1].place
        if place[ARTICLE] is None or (last.law is None and place[ARTICLE] == self._number):
            return None
        if amending or _JOINS_OR_ACTS.search(self._text, max(last.end, at - 8), at):
            return last.law, place
        held = len(self._here.article.paragraphs)
        applies = _APPLIES.search(self._text, max(last.end, at - 8), at)
        if applies and (self._quotation is not None or number.value <= held):
            return None
        if "，" not in self._text[last.end : at]:
            return last.law, place
        raise _UntoldError("可指本条的款，也可指前文那一条的款")

    def _carry_item(self, at: int, level: int, number: Number) -> tuple[str | None, Place]:
        """The article, or article and paragraph, of a bare 项 or 目."""
        if level == SUBITEM:
            return self._own_law(), self._own_place(at, ITEM)
        segment = self._here.segment(at)
        last = self._last
        below = _BELOW.search(self._text, max(0, at - 2), at)
        if last and segment and not below and self._takes_up_item(last, at, segment.span.start):
            piece = last.pieces[-1]
            if piece.to is not None and depth_of(piece.place) < ITEM:
                raise _UntoldError("前文提到几款，不能断定是哪一款的项")
            return last.law, piece.place
        if self._quotation is not None or segment is None:
            return self._own_law(), self._own_place(at, PARAGRAPH)
        return self._item_of_article(at, segment, number)

    def _item_of_article(self, at: int, segment: Segment, number: Number) -> tuple[str | None, Place]:
        """Whose item a bare 项 is: of the article that the lead-in cites, of this 款, or of the only 款 that has it."""
        having = [
            paragraph.index
            for paragraph in self._here.article.paragraphs[: segment.paragraph]
            if any(item.number == number for item in paragraph.items)
            and not (paragraph.index == segment.paragraph and segment.item == number)  # that would be 本项
        ]
        own = segment.paragraph in having
        if (segment.item is not None or not own) and (lead := self._cited_in_lead(segment.paragraph, at, own)):
            return lead.law, lead.pieces[-1].place
        if not own and len(having) != 1:
            raise _UntoldError("不能断定是哪一款的项")
        holder = Number(segment.paragraph if own else having[0])
        return None, step_into(step_into(NOWHERE, ARTICLE, self._number), PARAGRAPH, holder)

    def _takes_up_item(self, last: _Chain, at: int, segment_start: int) -> bool:
        """Whether a bare 第…项 takes up the provision that was named last."""
        piece = last.pieces[-1]
        if piece.place[ARTICLE] is None or last.end < segment_start:
            return False
        if piece.place[ITEM] is not None:  # 有前款第一项情形的，…；有第二项情形的，…
            return True
        return self._same_sentence(last.end, at)

    def _cited_in_lead(self, paragraph: int, at: int, own: bool) -> _Chain | None:
        """The article that the lead-in of the list cites, where an item names the items of that article.

        An item may run over several lines; then the lead-in stands before an earlier 款 of the tree.
        """
        breaks = self._text.endswith("违反", 0, at)
        if not breaks and not self._text.endswith(("有", "属于"), 0, at):
            return None
        for index in range(paragraph, 0 if not own else paragraph - 1, -1):
            lead = self._here.article.paragraphs[index - 1].lead.text
            cited = self._leads.get(index)
            if cited and _PENALTY_LEAD.search(lead) and (breaks or _PENALTY_TABLE.search(lead)):
                return cited
        return None

    def _said_places(self, level: int) -> list[tuple[Place, Number | None]]:
        """The provisions of a level that the last reference with such a level names."""
        chain = self._cited.get(level)
        places: dict[tuple[Place, Number | None], None] = {}
        for piece in chain.pieces if chain else ():
            if piece.place[level] is not None:
                deeper = depth_of(piece.place) > level
                places[cut_above(piece.place, level + 1), None if deeper else piece.to] = None
        return list(places)

    def _same_sentence(self, start: int, end: int) -> bool:
        return self._text.find("。", start, end) < 0 and self._text.find("\n", start, end) < 0

    def _is_label(self, at: int, unit: Unit) -> bool:
        """“第十条　…” is the label of a quoted article, and 第二节　… at the head of a line a heading."""
        if unit.level > ARTICLE or not self._text[unit.end : unit.end + 1].isspace():
            return False
        return at == 0 or self._text[at - 1] in "“\n"

    # ---- laws and their names

    def _law_of(self, title: str) -> str | None:
        """The title as printed; None if it is that of the law itself."""
        return None if self._context.own_title and normalise_title(title) == self._context.own_title else title

    def _expansion_of(self, title: str) -> str:
        expansion = self._context.abbreviations.get(normalise_title(title))
        return f"《{expansion}》" if expansion else ""

    def _why_named(self, name: str) -> _Why:
        if self._law_of(name) is None:
            return _Why("名称即本部法规")
        expansion = self._expansion_of(name)
        return _Why("前文“以下简称”的名称", expansion) if expansion else _Why("法规的通用简称")

    # ---- putting down

    def _end_of_list(self, at: int) -> int:
        """Where the list that begins at ``at`` ends, so that nothing of it is read again when it cannot be told."""
        pieces = read_list(self._text, at, at)
        return pieces[-1].end if pieces else max(at, self._skip)

    def _put_list(
        self, start: int, at: int, law: str | None, why: _Why, place: Place = NOWHERE, to: Number | None = None
    ) -> int:
        """Put down a reference with all its elements, and remember it."""
        pieces = read_list(self._text, start, at, place, to)
        if not pieces:
            return max(at, start + 1)
        if law is None and pieces[0].place[ARTICLE] is None:
            pieces = [Piece(self._here.complete_division(q.place), q.to, q.start, q.end) for q in pieces]
        before: Piece | None = None
        for piece in pieces:
            of_list = _why_in_list(law, before, piece, self._number) if before else None
            self._put(piece.start, piece.end, as_target(law, piece.place, piece.to), of_list or why)
            before = piece
        chain = _Chain(law, tuple(pieces))
        self._last = chain
        for level in range(ARTICLE, depth_of(pieces[-1].place) + 1):
            self._cited[level] = chain
        if law is not None:
            self._named = law
        segment = self._here.segment(start)
        if segment and segment.item is None and (law is not None or pieces[-1].place[ARTICLE] != self._number):
            self._leads[segment.paragraph] = chain
        return chain.end

    def _put_annex(self, start: int, found: re.Match[str], law: str | None, why: _Why) -> int:
        self._put(start, found.end(), Target(law, annex=parse_numeral(found["number"])), why)
        return found.end()

    def _put(self, start: int, end: int, target: Target, why: _Why) -> None:
        start = max(start, self._done)
        self._found.append(Reference(self._number, Span(start, end), (target,), why.rule, why.antecedent))
        self._done = end

    def _complain(self, start: int, end: int, why: str) -> None:
        words = self._text[start:end].replace("\n", "")
        law = self._context.law
        self._report.add("reference-unresolved", f"“{words}”：{why}", law.source, self._source_offsets[start])

    @cached_property
    def _source_offsets(self) -> list[int]:
        return source_offsets(self._here.article, self._context.law.source)


def _same_title(one: str, other: str | None) -> bool:
    return other is not None and normalise_title(one) == normalise_title(other)


def _why_in_list(law: str | None, before: Piece, piece: Piece, own: Number) -> _Why | None:
    """What an element of a list takes over from the one before it; None if nothing."""
    changed = next((level for level, number in enumerate(piece.place) if number != before.place[level]), 0)
    taken = name_place(law, cut_above(piece.place, changed), own)
    return _Why("并列各项承前省略", taken) if taken else None


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
