"""Read the references of one article from left to right."""

from __future__ import annotations

import re
from collections.abc import Callable

from fatiao.diagnostics import Report
from fatiao.language.interface import say
from fatiao.language.numerals import NUMERAL_CHARACTERS, parse_numeral
from fatiao.language.titles import title_key
from fatiao.linking.quotation_marks import pair_marks
from fatiao.linking.references import patterns as p
from fatiao.linking.references.annexes import annex_target, only_annex
from fatiao.linking.references.antecedents import Antecedents, Chain, Explanation, LawContext
from fatiao.linking.references.context import counts_things
from fatiao.linking.references.law_names import LawNames
from fatiao.linking.references.lists import read_list
from fatiao.linking.references.patterns import ARTICLE, PARAGRAPH, PART, Unit, read_unit
from fatiao.linking.references.places import NOWHERE, Standpoint, as_target, cut_above, name_place, step_into
from fatiao.linking.references.quotations import ForeignQuotation, amended_by_clause, open_quotation
from fatiao.linking.references.recorder import Recorder
from fatiao.linking.references.standpoint import QuotedStandpoint, UnresolvedError
from fatiao.linking.titles import is_law_title
from fatiao.model.law import Number, Target
from fatiao.model.layers import Reference

_OWN_ANNEX = Explanation(say("本部法规的附件"))
_HALF_NUMBER = re.compile(rf"第[{NUMERAL_CHARACTERS}0-9]{{1,10}}\Z")


class ArticleReader:
    """A reader of one article; it keeps the references named last and the quotation being read."""

    def __init__(self, context: LawContext, position: int, report: Report) -> None:
        self._context = context
        self._here = Standpoint(context.law, position)
        self._text = pair_marks(self._here.article.text)
        self._number = self._here.article.number
        self._standpoint = QuotedStandpoint(self._here)
        amended = amended_by_clause(self._text) if context.amended == "" else context.amended
        self._antecedents = Antecedents(context, self._standpoint, amended)
        self._names = LawNames(context, self._text)
        self._recorder = Recorder(context, self._here, self._text, self._antecedents, self._names.editions, report)
        self._outer: Chain | None = None
        self._skip = 0

    def read(self) -> list[Reference]:
        """Return the references of the article, in order."""
        at = 0
        while found := p.TRIGGER.search(self._text, at):
            start = found.start()
            self._skip = start + 1
            try:
                at = _READERS[self._text[start]](self, start)
            except UnresolvedError as unresolved:
                at = self._skip
                self._antecedents.last = None
                self._recorder.complain(start, at, str(unresolved))
        return self._recorder.references

    # ---- words that may begin a reference

    def _read_numbered(self, at: int) -> int:
        """Read 第…: 条 and above belong to the law named before, 款 and below to the provision named before."""
        unit = read_unit(self._text, at)
        if unit is None:
            if other := p.OTHER_SCHEME.match(self._text, at):
                self._skip = other.end()
                raise UnresolvedError("不是法规的条款号")
            return self._read_without_unit(at)
        self._skip = unit.end
        if self._is_label(at, unit):
            if self._standpoint.quotation is not None and unit.level == ARTICLE:
                self._standpoint.quotation = ForeignQuotation(
                    True, self._standpoint.own_law(), unit.elements[0].number, 1, at
                )
            return unit.end
        if at and self._text[at - 1] in NUMERAL_CHARACTERS and _HALF_NUMBER.search(self._text, max(0, at - 12), at):
            self._skip = self._end_of_list(at)
            raise UnresolvedError("前面的条号不完整")
        if unit.level > ARTICLE:
            self._skip = self._end_of_list(at)
            law, place, why = self._antecedents.complete(at, unit.level, unit.elements[0].number)
            return self._recorder.put_list(at, at, law, why, cut_above(place, unit.level))
        start, name = self._names.before(at, self._recorder.done)
        self._skip = self._end_of_list(at)
        if start < at:
            if name is None:
                raise UnresolvedError("条号前面的法规名称无从断定")
            law = self._names.dated_law_of(name, start, self._text[start:at])
            return self._recorder.put_list(start, at, law, self._names.why_named(name))
        if unit.level == ARTICLE and counts_things(self._text, at, self._skip):
            return self._skip
        law, why = self._antecedents.law_of_bare(at, unit)
        if law is None and unit.level < ARTICLE:
            self._refuse_absent(at, unit)
        return self._recorder.put_list(at, at, law, why)

    def _refuse_absent(self, at: int, unit: Unit) -> None:
        """Refuse 第178章第5条 if this law has no such 章: the article does not belong to this law either."""
        for piece in read_list(self._text, at, at)[:1]:
            above = step_into(NOWHERE, unit.level, unit.elements[0].number)
            if piece.place[ARTICLE] and (absent := self._recorder.lacks(as_target(None, above, None))):
                raise UnresolvedError(absent)

    def _read_without_unit(self, at: int) -> int:
        """Read 刑法第二百三十六第三款: between the name of a law and a 款, the number can only be a 条."""
        lost = p.LOST_UNIT.match(self._text, at)
        start, name = self._names.before(at, self._recorder.done) if lost else (at, None)
        if lost is None or name is None:
            return at + 1
        place = step_into(NOWHERE, ARTICLE, Number(parse_numeral(lost["number"])))
        why = Explanation(
            say("法规名称与款之间的数字是条号，原文脱“{word}”字", word="条"), self._names.expansion_of(name)
        )
        return self._recorder.put_list(start, lost.end(), self._names.law_of(name), why, place)

    def _read_title(self, at: int) -> int:
        """Read 《…》 with the words that belong to it: 第…条, 附件…, 及其实施条例."""
        found = p.TITLE.match(self._text, at)
        if found is None:
            return at + 1
        title, end = found["title"], found.end()
        law = self._names.law_of(title)
        self._names.editions.pop(title, None)
        self._antecedents.named, self._antecedents.last = law, None
        rule = say("书名号内是法规名称") if law else say("书名号内是本部法规的名称")
        why = Explanation(rule, self._names.expansion_of(title))
        gap = p.AFTER_TITLE.match(self._text, end)
        if gap and read_unit(self._text, gap.end()):
            self._skip = self._end_of_list(gap.end())
            law = self._antecedents.named = self._names.dated_law_of(title, at, gap[0])
            return self._recorder.put_list(at, gap.end(), law, why)
        if annex := p.ANNEX.match(self._text, end):
            return self._recorder.put_annex(at, annex, law, why)
        if law is None or is_law_title(title) or title_key(title) in self._context.abbreviations:
            self._recorder.put(at, end, Target(law), why)
            end = self._read_rules_of(title, end)
        return end

    def _read_rules_of(self, title: str, at: int) -> int:
        """Read 《X法》及其实施条例: a second law, whose title is derived from the first."""
        found = p.ITS_RULES.match(self._text, at)
        if found is None:
            return at
        law = self._names.law_of(title + found["kind"])
        start = found.end() - len(found["kind"]) - 1
        why = Explanation(say("“{words}”承前一法规名称", words="其"), f"《{title}》")
        if read_unit(self._text, found.end()):
            return self._recorder.put_list(start, found.end(), law, why)
        self._recorder.put(start, found.end(), Target(law), why)
        return found.end()

    def _read_own(self, at: int) -> int:
        """Read 本法, 本条例 with the units that follow; 本条, 本款, 本项, 本章."""
        found = p.SELF.match(self._text, at)
        if found is None:
            return self._read_enclosing(at)
        self._antecedents.last, self._antecedents.named = None, None
        other = self._context.given.get(title_key(found[0])) if self._standpoint.quotation is None else None
        gap = p.AFTER_TITLE.match(self._text, found.end())
        annex = p.ANNEX.match(self._text, found.end())
        if (
            not other
            and not self._standpoint.quotation
            and (only := only_annex(self._text, found.end(), self._context))
        ):
            self._recorder.put(at, *only, _OWN_ANNEX)
            return only[0]
        if not annex and not (gap and read_unit(self._text, gap.end())):
            return found.end()
        self._skip = found.end()
        quoted = self._standpoint.quotation
        words = found[0]
        rule = say("“{words}”指被引用的法规", words=words) if quoted else say("“{words}”指本部法规", words=words)
        why = Explanation(rule)
        if other:
            why = Explanation(say("前文“以下简称”的名称"), f"《{other}》")
        if annex:
            return self._recorder.put_annex(at, annex, other or self._standpoint.own_law(), why)
        assert gap is not None
        self._skip = self._end_of_list(gap.end())
        return self._recorder.put_list(at, gap.end(), other or self._standpoint.own_law(), why)

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
        if level == PART and not self._standpoint.quotation and self._here.is_one_part:
            return self._read_only_part(at, found.end())
        below = read_unit(self._text, found.end()) if self._standpoint.quotation and level < ARTICLE else None
        if below and below.level == ARTICLE:  # “…本章第一百零二条…”: the number is enough without the 章
            return self._recorder.put_list(
                at, found.end(), self._standpoint.own_law(), Explanation(say("引文中的条号属于被引用的法规"))
            )
        place = self._standpoint.enclosing_place(at, level)
        rule = say("“{words}”指这段文字所在的{unit}", words=found[0], unit=found["unit"])
        why = Explanation(rule, name_place(self._standpoint.own_law(), place))
        return self._recorder.put_list(at, found.end(), self._standpoint.own_law(), why, place)

    def _read_only_part(self, at: int, end: int) -> int:
        """Read 本编 in a text without 编, which is a 编 published alone: 本编 is the whole text."""
        why = Explanation(say("这份文本没有分编，“{words}”即全文", words="本编"))
        if read_unit(self._text, end):
            return self._recorder.put_list(at, end, None, why)
        self._recorder.put(at, end, Target(), why)
        return end

    def _read_preceding(self, at: int) -> int:
        found = p.PRECEDING.match(self._text, at)
        return self._read_preceding_match(at, found) if found else at + 1

    def _read_preceding_match(self, start: int, found: re.Match[str], of_this_article: bool = False) -> int:
        """Read 前款, 前两款, 前条, 前项, counted back from the position of the words."""
        self._skip = self._end_of_list(found.end())
        count = parse_numeral(found["count"]) if found["count"] else 1
        level = p.LEVEL_OF[found["unit"]]
        place, to = self._standpoint.preceding_place(found.start(), level, count)
        if of_this_article and found["count"] and place[level] != Number(1):
            raise UnresolvedError("可指本条开头的几款，也可指紧接在前的几款")
        words = found[0]
        if found["count"]:
            rule = say("“{words}”指紧接在前的{number}{unit}", words=words, number=found["count"], unit=found["unit"])
        elif level == ARTICLE:
            rule = say("“{words}”指上一条", words=words)
        elif level == PARAGRAPH:
            rule = say("“{words}”指本条的上一{unit}", words=words, unit=found["unit"])
        else:
            rule = say("“{words}”指本款的上一{unit}", words=words, unit=found["unit"])
        why = Explanation(rule, name_place(self._standpoint.own_law(), place, self._number, to))
        return self._recorder.put_list(start, found.end(), self._standpoint.own_law(), why, place, to)

    def _read_said(self, at: int) -> int:
        """Read 该条, 该款, 该项, 各该条; 该法第…条."""
        if law := p.SAID_LAW.match(self._text, at):
            self._skip = self._end_of_list(law.end())
            if self._antecedents.named is None:
                raise UnresolvedError("前文没有指明是哪部法规")
            return self._recorder.put_list(
                at,
                law.end(),
                self._antecedents.named,
                Explanation(say("“{words}”承前文", words=law[0]), f"《{self._antecedents.named}》"),
            )
        found = p.SAID.match(self._text, at)
        if found is None:
            return at + 1
        level = p.LEVEL_OF[found["unit"]]
        places = self._antecedents.antecedent_places(level)
        if not places:
            if found["unit"] == "项":
                return found.end()
            self._skip = found.end()
            raise UnresolvedError("前文没有指明是哪一" + found["unit"])
        law_said = self._antecedents.cited[level].law
        self._skip = found.end()
        if len(places) > 1 and not found["each"]:
            raise UnresolvedError(f"前文提到几{found['unit']}，不能断定是哪一{found['unit']}")
        names = "、".join(name_place(law_said, place, self._number, to) for place, to in places)
        why = Explanation(say("“{words}”承前文刚提到的{unit}", words=found[0], unit=found["unit"]), names)
        if len(places) == 1:
            return self._recorder.put_list(at, found.end(), law_said, why, *places[0])
        targets = tuple(as_target(law_said, place, to) for place, to in places)
        self._recorder.put_several(at, found.end(), targets, why)
        return found.end()

    def _read_annex(self, at: int) -> int:
        found = p.ANNEX.match(self._text, at)
        if found is None or self._standpoint.quotation:
            return at + 1
        if self._context.law.annexes:
            if self._recorder.lacks(annex_target(None, found)):
                return at + 1  # 申请书的附件一 belongs to another document
        elif not p.ANNEX_SHOWN.search(self._text, max(0, at - 4), at):
            return at + 1
        return self._recorder.put_annex(at, found, None, _OWN_ANNEX)

    def _open_quotation(self, at: int) -> int:
        if self._standpoint.quotation is None:
            last = (self._antecedents.last.law, self._antecedents.last.pieces[-1]) if self._antecedents.last else None
            law = self._antecedents.amended or self._antecedents.named
            self._standpoint.quotation = open_quotation(self._text, at, last, law, self._context.amended is not None)
            self._outer = self._antecedents.last
        return at + 1

    def _close_quotation(self, at: int) -> int:
        if self._standpoint.quotation is not None:
            self._standpoint.quotation, self._antecedents.last = None, self._outer
        return at + 1

    # ---- lists and labels

    def _end_of_list(self, at: int) -> int:
        """Return the end of the list at ``at``, so that an unresolved list is not read again."""
        pieces = read_list(self._text, at, at)
        return pieces[-1].end if pieces else max(at, self._skip)

    def _is_label(self, at: int, unit: Unit) -> bool:
        """Return True if a unit is the label of a quoted article (“第十条　…”), or a heading at the start of a line."""
        if unit.level > ARTICLE or not self._text[unit.end : unit.end + 1].isspace():
            return False
        return at == 0 or self._text[at - 1] in "“\n"


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
