"""Patterns of the printed forms of a reference: numbered units with lists and ranges, and relative words (前款).

The forms are those of 立法技术规范（试行）（一） of the Legislative Affairs Commission (法工委发〔2009〕62号), part 5,
and older ones that laws in force still print: arabic numbers, ASCII brackets, contracted lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fatiao.language.numerals import NUMERAL_CHARACTERS, parse_numeral
from fatiao.model.law import Number

#: The levels of a reference, outermost first; they are the indexes of the slots of a place.
PART, SUBPART, CHAPTER, SECTION, ARTICLE, PARAGRAPH, ITEM, SUBITEM = range(8)
LEVEL_OF = {
    "编": PART,
    "分编": SUBPART,
    "章": CHAPTER,
    "节": SECTION,
    "条": ARTICLE,
    "款": PARAGRAPH,
    "项": ITEM,
    "目": SUBITEM,
}

_NUMERAL = rf"(?:[{NUMERAL_CHARACTERS}]{{1,10}}|[0-9０-９]{{1,4}})"
_ONE = rf"(?:[（(]\s?{_NUMERAL}\s?[）)]|{_NUMERAL})"
#: 、 and 和 join the numbers of a contracted list (第五、六、七条), 至 those of a range (第（一）至（四）项).
_JOIN = r"(?:\s?(?:、|和|与|或者?|及|以及|，|至|到|[-—－–~～])\s?第?|(?<=[）)])(?=[（(]))"
#: The bound keeps a long list without a unit from being scanned repeatedly.
_LIST = rf"{_ONE}(?:{_JOIN}{_ONE}){{0,30}}"
#: A unit, unless its character begins another word: 条例, 条件, 条款, 款项, 项目, 章程, 节目, 编号, 目录.
_UNIT = (
    r"(?P<unit>条(?![例件约款])|款(?![项待式额])|项(?!目)|分?编(?![号制码辑队写入排])|章(?!程)|节(?![目课能约点])|目(?![标录前光]|的(?!规定))"
    r")(?:之(?P<insert>[一二三四五六七八九十]{1,3}(?![条章节编款项切间年月日])|[0-9０-９]{1,2}))?"
)
#: 第（一）至（三）项之一的, 第二款之一规定的情形: “one of them”, not a branch number.
_ONE_OF = re.compile(r"(?<=[款项目])之一(?=[的者，,。；、\s]|规定|情形|行为|所列|\Z)")
#: 第十条, 第（一）、（二）项, 第五至七条.
NUMBERED = re.compile(rf"第\s?(?P<list>{_LIST})\s?{_UNIT}")
#: 前款（二）项, 第十条、十一条: a further unit without 第.
UNPREFIXED = re.compile(rf"(?P<list>{_LIST})\s?{_UNIT}")
#: （二）、（四）项: 项 are also cited by their printed numbers alone.
BRACKETED = re.compile(rf"(?=[（(])(?P<list>{_LIST})\s?(?P<unit>项(?!目))(?P<insert>(?!))?")
#: 刑法第二百三十六第三款: the source lost 条.
LOST_UNIT = re.compile(rf"第\s?(?P<number>[{NUMERAL_CHARACTERS}]{{1,10}})(?=第[{NUMERAL_CHARACTERS}]{{1,3}}款)")
#: Optional words between a unit and the unit below it: 本解释第一条所列第1项.
WITHIN = re.compile(r"\s?(?:(?:所列|所规定|所称|规定|中)的?|的|之)?(?=[第前（(])")
#: Conjunctions between the elements of a list.
LISTING = re.compile(r"\s?(?:、|和|与|或者?|及|以及|并|，|,|至|到)\s?(?=[第（(])")
#: Conjunctions between the ends of a range.
RANGE = re.compile(r"\s?(?:至|到|[-—－–~～])\s?(?=[第（(])")
#: A conjunction before a number that repeats the unit but not 第: 第十条、十一条.
ELLIPTIC = re.compile(rf"\s?(?:[、至和与及]|或者?)\s?(?={_ONE}条)")
#: 第二十条之一、之二; 之三至之五: a further branch of the article named before.
BRANCH = re.compile(
    r"\s?(?P<join>[、，至到和与及—－–～-]|或者?|以及)\s?之(?P<insert>[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2})(?![条章节编款项间前后一])"
)

_ELEMENT = re.compile(rf"(?P<join>{_JOIN})?(?P<number>{_ONE})")
_SINGLE = re.compile(_NUMERAL)
RANGE_JOINS = frozenset("至到-—－–~～")
_HYPHENS = frozenset("-－–—")
#: 第2.1条, 第2A条: a number of another scheme; no 条 of this law is printed like that.
OTHER_SCHEME = re.compile(
    r"第\s?[0-9０-９]{1,4}(?:(?:[.．·][0-9０-９]{1,4})+|[A-Za-zＡ-Ｚａ-ｚ]{1,2})\s?(?:条(?![例件约款])|[款章节]|项(?!目))"
)

#: Characters at which a reference may begin.
TRIGGER = re.compile(r"[第《“”前上本各该同附（(]")

_NUMBER_WORD = r"[一二两三四五六七八九十]"
_POINTED = r"(?:条(?![例件约款线路])|款(?![项待式额])|项(?!目))"
#: Preceding provisions: 前款, 前两款, 上款, 以上两款.
PRECEDING = re.compile(
    rf"(?:前|(?<=以)上(?={_NUMBER_WORD})|上(?<![以之]上))(?P<count>{_NUMBER_WORD}?)(?P<unit>{_POINTED}|目(?![标录前光]|的(?!规定)))"
)
#: Enclosing provisions and divisions: 本条, 本款, 本项, 本章, 本节, 本编; 资本项下 is another word.
ENCLOSING = re.compile(
    rf"本(?<![基资日]本)(?P<unit>{_POINTED}|目(?![标录前光]|的(?!规定))|章(?!程)|节(?![目日能约])|分?编(?![号制码辑队写入]))"
)
#: 本法, 本条例, 本实施细则; 基本法, 日本法 and 资本规则 are other words.
SELF = re.compile(
    r"本(?<![基资日]本)(?:(?:实施|暂行|补充|若干|试行)?"
    r"(?:条例|办法|规定|细则|解释|决定|规则|规范|规程|章程|通则|准则|标准|批复|意见|通知|公约|守则|制度|决议|安排|方案)|法(?![律院人定规官])|修正案)"
    r"|本《(?:条例|办法|规定|细则|解释|决定|规则|规范)》"
)
#: Provisions named just before: 该条, 该款, 各该条, 同条; 该项 needs a word of reference (该项技术 is not a 项).
SAID = re.compile(
    r"(?:(?P<each>各该)|该|同(?<![合共相不如会随等]同))"
    r"(?P<unit>条(?![例件约款线路])|款(?![项待式额])|项(?=所?规定|的规定|所列|所称|第|的?情形))"
)
#: 该法第十条, 同法第十条: a law named just before.
SAID_LAW = re.compile(r"[该同](?<!合同)(?:法|条例|办法|规定|解释|细则|规则|决定|章程|公约)(?=第)")
#: The brackets of a title, one level nested; the bound keeps an unclosed one from running on.
TITLE = re.compile(r"《(?P<title>(?:[^《》\n]|《[^《》\n]{0,120}》){1,160})》")
#: Optional words between a title and its units: （以下简称…）, 的, 中, 总则, 分则.
_CODE_PART = r"(?:总则|分则|附则|(?:总则|物权|合同|人格权|婚姻家庭|继承|侵权责任)编(?:通则)?)"
AFTER_TITLE = re.compile(rf"(?:[（(][^（）()。\n]{{0,60}}[）)]){{0,2}}(?:的|中的?|原)?{_CODE_PART}?\s?(?=第)")
#: The same after a name without 《》: 刑法分则第…, 民法典物权编第…, 商标法（2013年修正）第…, 公司法解释（二）第….
AFTER_NAME = re.compile(
    rf"(?:{_CODE_PART}|中|的|[（(](?:\d{{4}}年?[^（）()\n]{{0,12}}|以下[简统]?称[^（）()\n]{{1,20}})[）)])\Z"
)
#: 司法解释二, 解释（二）, 规定（试行）: the part of a name after its last word.
NAME_TAIL = re.compile(r"(?<=解释)[一二三四五六七八]\Z|[（(](?:[一二三四五六七八九十]|试行|暂行)[）)]\Z")
#: 《X法》及其实施条例, 《X法》（以下简称…）和其实施细则.
ITS_RULES = re.compile(r"(?:[（(][^（）()。\n]{0,60}[）)])?(?:[和及与]|以及)?其(?P<kind>实施(?:条例|细则|办法|规定))")
#: 外商投资法及其实施条例第五条: the same without 《》, before 第.
ITS_RULES_BEFORE = re.compile(r"(?:[和及与]|以及)?其(?P<kind>实施(?:条例|细则|办法|规定))\Z")
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
#: 附件三, 附表1, 附录Ⅱ.
ANNEX = re.compile(rf"(?P<word>附[件表录])\s?(?P<number>{_NUMERAL}|[{_ROMAN}])(?![.．：:\d项年月日份并律])")
#: 本条例附件, 本条例的附件: the only annex needs no number.
ONLY_ANNEX = re.compile(rf"的?(?P<word>附[件表录])(?![\s]?(?:[{NUMERAL_CHARACTERS}{_ROMAN}A-Za-z0-9０-９]|[件表录]))")
#: Conjunctions between two annexes: 附录Ⅰ、附录Ⅱ.
ANNEX_JOIN = re.compile(r"(?:、|和|与|及|或者?|以及)(?=附)")
#: （附件3）, （见附件2）, 按照附件1: words by which a law cites its own annexes, even if the source lacks them.
ANNEX_SHOWN = re.compile(r"[（(](?:详?见)?\Z|(?<![听意])详?见\Z|(?:按照|依照|按)(?:本法)?\Z")


@dataclass(frozen=True, slots=True)
class Element:
    """One number of a unit, or a range of numbers, and its offsets in the text (half-open)."""

    number: Number
    to: Number | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A numbered unit such as 第（一）、（二）项: its level, its numbers, and the offset of its end."""

    level: int
    elements: tuple[Element, ...]
    end: int


def annex_number(found: re.Match[str]) -> int:
    """Return the number of an annex that ``ANNEX`` matched."""
    printed = found["number"]
    return _ROMAN.index(printed) + 1 if printed in _ROMAN else parse_numeral(printed)


def read_unit(text: str, at: int, pattern: re.Pattern[str] | None = None) -> Unit | None:
    """Return the numbered unit that begins at ``at``, or None."""
    found = (pattern or (NUMBERED if text.startswith("第", at) else BRACKETED)).match(text, at)
    if found is None:
        return None
    insert, end = (parse_numeral(found["insert"]), found.end()) if found["insert"] else (0, found.end())
    if insert and _ONE_OF.match(text, found.end("unit")):
        insert, end = 0, found.end("unit")
    printed = found["list"]
    if _SINGLE.fullmatch(printed):  # nearly all lists have one number
        number = Number(parse_numeral(printed), insert)
        return Unit(LEVEL_OF[found["unit"]], (Element(number, None, at, end),), end)
    elements = _split_list(text, found.start("list"), found.end("list"), insert)
    if not elements:
        return None
    elements[0] = _moved(elements[0], start=at)
    elements[-1] = _moved(elements[-1], end=end)
    return Unit(LEVEL_OF[found["unit"]], tuple(elements), end)


def _split_list(text: str, start: int, end: int, insert: int) -> list[Element]:
    elements: list[Element] = []
    for found in _ELEMENT.finditer(text, start, end):
        number = Number(parse_numeral(found["number"].strip("（）() \u3000")))
        join = found["join"]
        last = elements[-1] if elements else None
        ranged = join and RANGE_JOINS.intersection(join) and last and last.to is None
        if ranged and last and last.number < number:
            elements[-1] = Element(last.number, number, last.start, found.end())
        elif ranged and last and not last.number.insert and join in _HYPHENS and number.value < 100:  # 第2-1条
            branch = Number(last.number.value, number.value)
            elements[-1] = Element(branch, None, last.start, found.end())
        else:
            elements.append(Element(number, None, found.start("number"), found.end()))
    if insert and elements:
        last = elements[-1]
        if last.to is None:
            elements[-1] = Element(Number(last.number.value, insert), None, last.start, last.end)
        else:
            elements[-1] = Element(last.number, Number(last.to.value, insert), last.start, last.end)
    return elements


def _moved(element: Element, start: int | None = None, end: int | None = None) -> Element:
    return Element(
        element.number,
        element.to,
        element.start if start is None else start,
        element.end if end is None else end,
    )
