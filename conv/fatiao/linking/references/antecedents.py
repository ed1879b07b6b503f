"""Keep the references read so far in an article, and resolve bare numbers, 该条 and lists by them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fatiao.language.interface import say
from fatiao.language.titles import title_key
from fatiao.linking.provisions import Provisions
from fatiao.linking.references.context import names_document, stands_free
from fatiao.linking.references.lists import ListElement
from fatiao.linking.references.patterns import ARTICLE, ITEM, PARAGRAPH, SUBITEM, Unit
from fatiao.linking.references.places import NOWHERE, LevelPath, cut_above, depth_of, name_place, step_into
from fatiao.linking.references.standpoint import QuotedStandpoint, UnresolvedError
from fatiao.linking.titles import TitleNames
from fatiao.model.law import Law, Number, Segment

#: Words that join a number to the reference just before it.
_JOINS = re.compile(r"(?:、|和|或者?|以及|及|与|并|且(?:不)?(?:属于|符合|有|具有))\Z")
_JOINS_OR_ACTS = re.compile(r"(?:、|和|或者?|以及|及|与|并|作为|改为|违反|有|属于|具有|符合|实施|从事|存在|犯)\Z")
_APPLIES = re.compile(r"(?:依照|按照|根据|适用|参照|比照|依据)\Z")
_BELOW = re.compile(r"(?:下列|以下|下述)\Z")
#: 违反本条例第二十六条规定的，按照下列规定处罚： below it, （二）有第二项行为的 names an item of 第二十六条.
_PENALTY_TABLE = re.compile(
    r"(?:下列|以下|如下)(?:规定|标准|办法)?(?:予以|进行|给予)?(?:处罚|处理|处以|罚款|规定|标准)[^，]{0,8}[:：]\Z"
)
_BREACH, _TABLE = 1, 2


@dataclass(frozen=True, slots=True)
class LawContext:
    """The data shared by all articles of a law.

    ``abbreviations`` maps the names introduced by 以下简称 to their expansions; ``amended`` is the result of
    ``amended_law``; ``held`` holds the numbers of the law's articles; ``given`` is the result of ``names_given_away``.
    """

    law: Law
    own_title: str
    abbreviations: Mapping[str, str]
    names: TitleNames
    amended: str | None
    held: frozenset[Number]
    provisions: Provisions
    given: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Chain:
    """A reference with all its elements; a later 该条, 第二款 or 第三项 may refer back to it."""

    law: str | None
    pieces: tuple[ListElement, ...]

    @property
    def end(self) -> int:
        """Return the offset after its words."""
        return self.pieces[-1].end


@dataclass(frozen=True, slots=True)
class Explanation:
    """The rule by which a reference was resolved, and the antecedent used, worded for readers of the site."""

    rule: str
    antecedent: str = ""


class Antecedents:
    """The references read so far in one article; raises ``UnresolvedError`` if an antecedent cannot be determined.

    ``amended`` is the law that this article amends, ``named`` the law named last.
    """

    def __init__(self, context: LawContext, standpoint: QuotedStandpoint, amended: str | None) -> None:
        self._context = context
        self._standpoint = standpoint
        self._here = standpoint.here
        self._text = standpoint.here.article.text
        self.amended = amended
        self.named: str | None = None
        self.last: Chain | None = None
        self.cited: dict[int, Chain] = {}
        self.leads: dict[int, Chain] = {}
        self._lead_kinds: dict[int, int] = {}
        self._foreign: int | None = None

    def record(self, chain: Chain, start: int) -> None:
        """Record a reference that begins at ``start`` as an antecedent of later ones."""
        self.last = chain
        place = chain.pieces[-1].place
        for level in range(ARTICLE, depth_of(place) + 1):
            self.cited[level] = chain
        if chain.law is not None:
            self.named = chain.law
        segment = self._here.segment(start)
        elsewhere = chain.law is not None or place[ARTICLE] != self._here.article.number
        if segment and segment.item is None and elsewhere:
            self.leads[segment.paragraph] = chain

    def law_of_bare(self, at: int, unit: Unit) -> tuple[str | None, Explanation]:
        """Return the law of a 第…条 printed without a name (None for the law being read), and the explanation."""
        self._refuse_foreign(at)
        last = self.last
        own = self._standpoint.own_law() if self._standpoint.quotation else self.amended
        if last and last.law and not _same_title(last.law, own) and self._same_sentence(last.end, at):
            if _JOINS.search(self._text, max(last.end, at - 8), at):
                return last.law, Explanation(say("并列的条号承前省略法规名称"), f"《{last.law}》")
            if own is None and unit.elements[0].number not in self._context.held:
                return last.law, Explanation(say("本部法规没有这一条，条号承前文的法规"), f"《{last.law}》")
            if own is None:
                raise UnresolvedError(f"可指本部法规，也可指前文的《{last.law}》")
        if self._standpoint.quotation:
            return own, Explanation(say("引文中的条号属于被引用的法规"))
        if self.amended:
            return own, Explanation(say("修改决定中的条号属于被修改的法规"), f"《{self.amended}》")
        return None, Explanation(say("没有写明法规名称的条号属于本部法规"))

    def _refuse_foreign(self, at: int) -> None:
        """Refuse a number printed directly after the name of something else, and a number joined to such a number."""
        behind_own = self.last is not None and self.last.end == at
        if not behind_own and not stands_free(self._text, at):
            self._foreign = at
            raise UnresolvedError("条号紧接在另一份文件的名称或者无从断定的词语之后")
        foreign = self._foreign
        if foreign is None or (self.last is not None and self.last.end > foreign):
            return
        if self._same_sentence(foreign, at) and _JOINS.search(self._text, max(foreign, at - 8), at):
            raise UnresolvedError("可指本部法规，也可指前文的另一份文件")

    def complete(self, at: int, level: int, number: Number) -> tuple[str | None, LevelPath, Explanation]:
        """Return the law, place and explanation of a 款 printed without its article, or a 项 without article and 款."""
        if names_document(self._text, at):
            raise UnresolvedError("款项号紧接在另一份文件的名称之后")
        taken = (
            self._article_of_paragraph(at, number) if level == PARAGRAPH else self._provision_of_item(at, level, number)
        )
        if taken is not None:
            law, place = taken
            return (
                law,
                place,
                Explanation(say("承前省略的部分依前文"), name_place(law, place, self._here.article.number)),
            )
        own = self._standpoint.own_article()
        return (
            self._standpoint.own_law(),
            step_into(NOWHERE, ARTICLE, own),
            Explanation(say("没有写明条号的款属于本条")),
        )

    def _article_of_paragraph(self, at: int, number: Number) -> tuple[str | None, LevelPath] | None:
        """Return the law and the article of a bare 款; None for the article that contains the words."""
        last = self.last
        amending = self._context.amended is not None and self._standpoint.quotation is None
        if last is None or not (amending or self._same_sentence(last.end, at)):
            if amending:
                raise UnresolvedError("修改决定没有写明是哪一条的款")
            return None
        place = last.pieces[-1].place
        if place[ARTICLE] is None or (last.law is None and place[ARTICLE] == self._here.article.number):
            return None
        quoted = self._standpoint.quotation
        if quoted and (quoted.law, quoted.article) == (last.law, place[ARTICLE]):
            return None
        if amending or _JOINS_OR_ACTS.search(self._text, max(last.end, at - 8), at):
            return last.law, place
        held = len(self._here.article.paragraphs)
        applies = _APPLIES.search(self._text, max(last.end, at - 8), at)
        if applies and (self._standpoint.quotation is not None or number.value <= held):
            return None
        if "，" not in self._text[last.end : at]:
            return last.law, place
        raise UnresolvedError("可指本条的款，也可指前文那一条的款")

    def _provision_of_item(self, at: int, level: int, number: Number) -> tuple[str | None, LevelPath]:
        """Return the law, and the article with or without paragraph, of a bare 项 or 目."""
        if level == SUBITEM:
            return self._standpoint.own_law(), self._standpoint.own_place(at, ITEM)
        segment = self._here.segment(at)
        last = self.last
        below = _BELOW.search(self._text, max(0, at - 2), at)
        if last and segment and not below and self._takes_up_item(last, at, segment.span.start):
            piece = last.pieces[-1]
            if piece.to is not None and depth_of(piece.place) < ITEM:
                raise UnresolvedError("前文提到几款，不能断定是哪一款的项")
            return last.law, piece.place
        if self._standpoint.quotation is not None or segment is None:
            return self._standpoint.own_law(), self._standpoint.own_place(at, PARAGRAPH)
        return self._item_of_article(at, segment, number)

    def _item_of_article(self, at: int, segment: Segment, number: Number) -> tuple[str | None, LevelPath]:
        """Return the provision with a bare 项: the article cited in the lead-in, this 款, or the only 款 with it."""
        having = [
            paragraph.index
            for paragraph in self._here.article.paragraphs[: segment.paragraph]
            if any(item.number == number for item in paragraph.items)
            and not (paragraph.index == segment.paragraph and segment.item == number)  # that would be 本项
        ]
        own = segment.paragraph in having
        if (segment.item is not None or not own) and (lead := self._cited_in_lead(segment.paragraph, at, own)):
            return lead.law, lead.pieces[-1].place
        if not any(paragraph.items for paragraph in self._here.article.paragraphs) and self._cited_in(segment):
            assert self.last is not None
            return self.last.law, self.last.pieces[-1].place
        if not own and len(having) != 1:
            raise UnresolvedError("不能断定是哪一款的项")
        holder = Number(segment.paragraph if own else having[0])
        return None, step_into(step_into(NOWHERE, ARTICLE, self._here.article.number), PARAGRAPH, holder)

    def _cited_in(self, segment: Segment) -> bool:
        """Return True if this 款 has named a provision that can have a bare 项: 第二十二条第一款所列…。但是，第四项…"""
        last = self.last
        if last is None or last.end < segment.span.start or last.pieces[-1].to is not None:
            return False
        return last.pieces[-1].place[ARTICLE] is not None

    def _takes_up_item(self, last: Chain, at: int, segment_start: int) -> bool:
        """Return True if a bare 第…项 refers back to the provision named last."""
        piece = last.pieces[-1]
        if piece.place[ARTICLE] is None or last.end < segment_start:
            return False
        if piece.place[ITEM] is not None:  # 有前款第一项情形的，…；有第二项情形的，…
            return True
        return self._same_sentence(last.end, at)

    def _cited_in_lead(self, paragraph: int, at: int, own: bool) -> Chain | None:
        """Return the reference in the lead-in of the list, if the item at ``at`` refers to items of the article cited.

        An item may run over several lines; the lead-in is then that of an earlier 款 of the tree.
        """
        breaks = self._text.endswith("违反", 0, at)
        if not breaks and not self._text.endswith(("有", "属于"), 0, at):
            return None
        for index in range(paragraph, paragraph - 1 if own else 0, -1):
            cited = self.leads.get(index)
            if cited and (kind := self._lead_kind(index)) and (breaks or kind == _TABLE):
                return cited
        return None

    def _lead_kind(self, index: int) -> int:
        """Return the kind of a 款's lead-in: ``_TABLE`` (penalties by 项 of the article cited), ``_BREACH``, or 0."""
        if index not in self._lead_kinds:
            lead = self._here.article.paragraphs[index - 1].lead.text
            breach = lead.endswith((":", "：")) and "违反" in lead
            self._lead_kinds[index] = (_TABLE if _PENALTY_TABLE.search(lead) else _BREACH) if breach else 0
        return self._lead_kinds[index]

    def antecedent_places(self, level: int) -> list[tuple[LevelPath, Number | None]]:
        """Return the provisions of ``level``, with their range ends, that the last reference with this level names."""
        chain = self.cited.get(level)
        places: dict[tuple[LevelPath, Number | None], None] = {}
        for piece in chain.pieces if chain else ():
            if piece.place[level] is not None:
                deeper = depth_of(piece.place) > level
                places[cut_above(piece.place, level + 1), None if deeper else piece.to] = None
        return list(places)

    def _same_sentence(self, start: int, end: int) -> bool:
        return self._text.find("。", start, end) < 0 and self._text.find("\n", start, end) < 0


def _same_title(one: str, other: str | None) -> bool:
    return other is not None and title_key(one) == title_key(other)
