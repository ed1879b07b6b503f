"""Recognise titles of laws, and find the start of a title printed without 《》."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from fatiao.language.national_laws import STATUTES

#: The last words of the titles of normative texts (立法法; 行政法规制定程序条例第五条; 规章制定程序条例第七条;
#: 最高人民法院关于司法解释工作的规定第六条), and of the other documents that laws cite.
LAW_WORDS = (
    "法|法典|宪法|条例|规定|办法|细则|解释|决定|决议|规则|章程|公约|议定书|协定|条约|准则|标准|规范|规程|通则|总则|"
    "修正案|通知|意见|批复|答复|复函|目录|名录|惯例|制度|条令|税则|导则|指南|纲要|守则|宣言|声明"
)
#: （试行）, （暂行）, （二）, （草案）, （2018年修正） after the last word of a title.
_TAIL = r"(?:[（(][^（）()]{1,12}[）)]){0,2}"
_LAW_TITLE = re.compile(rf"(?:{LAW_WORDS}){_TAIL}\Z")
#: Endings that match but are not those of a normative text.  营业执照目录 is a title; 使用说明书 does not match at all.
_NO_LAW = re.compile(r"(?:商标公告|(?<!适)用法|方法|书法|办案标准)\Z")

#: The last words of a law cited without 《》 before 第…条; the rest of LAW_WORDS is too common in running text.
_BARE_WORDS = "法|法典|宪法|条例|规定|办法|细则|解释|决定|规则|章程|公约|议定书|通则|准则|规程|规范|修正案"
_BARE_NAME = re.compile(rf"(?:{_BARE_WORDS})\Z")
_BARE_LAST = frozenset(word[-1] for word in _BARE_WORDS.split("|"))

#: The text before a bare title, up to a verb of reference or a version mark (刑法解释 of 1997 onwards).
_BOUNDARY = re.compile(
    r".*(?:[^\u4e00-\u9fff（）]|依照|按照|根据|依据|遵照|参照|比照|对照|适用|违反|触犯|符合|属于|构成|具有|所列|"
    r"认定为|执行|遵守|履行|作为|以及|或者|并按|修改后|修改前|修订后|修订前|修正后|修正前|修正的|修订的|现行|不是|关于|同时|应当|可以|"
    r"(?<!法)(?<!条例)实施|国务院|的)",
    re.DOTALL,
)
#: Conjunctions between a name and the reference before it.
_JOINT = re.compile(r"、|以及|或者?|[和与及]")
#: No title begins with one of these characters, though some contain one (自由贸易试验区条例).
_PREPOSITIONS = frozenset("由将就按依除据")
#: A guessed name that contains one of these may begin later, so it is uncertain.
_DOUBTFUL = re.compile(r"[由以有与和在将为就是除及或其各从被对按依因]")
#: Names that are not titles: 有关规定第…, 国家规定.
_GENERIC = re.compile(
    r"(?:有关|国家|上述|前述|下列|相关|法律|这些|该|此|本|原|新|旧|其他|暂行|若干|补充|实施|同|该等)*"
    rf"(?:{_BARE_WORDS})?\Z"
)
_LONGEST_GUESS = 40
#: The title of a foreign or local law may end with a known title: 外国企业所得税法, 某省水法.
_PLACE_LAST = frozenset("国省市区县州地港澳")
#: States and territories whose names have other endings: 新加坡公司法 is not 公司法.
_ABROAD = tuple(
    "日本 韩国 朝鲜 蒙古 新加坡 马来西亚 印度 印度尼西亚 印尼 越南 菲律宾 缅甸 老挝 柬埔寨 巴基斯坦 哈萨克斯坦 "  # noqa: SIM905
    "俄罗斯 乌克兰 土耳其 以色列 埃及 南非 欧盟 瑞士 瑞典 挪威 丹麦 芬兰 荷兰 比利时 意大利 西班牙 葡萄牙 奥地利 波兰 "
    "加拿大 墨西哥 巴西 阿根廷 智利 澳大利亚 新西兰 百慕大 开曼 台湾 外".split()
)
#: Words that may precede a known 条例 or 办法; after others it may be the end of a longer title (某法实施条例).
_KNOWN_BOUNDARY = re.compile(
    r"(?:[照据反用合于成有列为是以由与和及或者除按依对在从将就经因的前后行施新旧原到给受引至例]|国务院|所述|以及)\Z"
)


def is_law_title(title: str) -> bool:
    """Return True if a title in 《》 is that of a normative text, not of a form, certificate, plan or newspaper."""
    return bool(_LAW_TITLE.search(title)) and not _NO_LAW.search(title)


class TitleNames:
    """The names under which one law cites laws without 《》; finds the name that ends where 第…条 begins."""

    def __init__(self, names: Iterable[str]) -> None:
        known = {name for name in names if len(name) > 1}
        self._known: Collection[str] = STATUTES | known
        self._lengths = sorted({len(name) for name in self._known}, reverse=True)
        self._last = _BARE_LAST | {name[-1] for name in known}

    def before(self, text: str, end: int, floor: int = 0) -> tuple[int, str | None]:
        """Return the start, not before ``floor``, of the law name that ends at ``end``, and the name.

        The start is ``end`` if no law name ends there; the name is None if one ends there but it is uncertain which law
        it names.
        """
        if end <= floor or text[end - 1] not in self._last:
            return end, None
        for length in self._lengths:
            start = end - length
            if start >= floor and text[start:end] in self._known and self._starts_name(text, start, end):
                return self._with_prefix(text, start, end, floor)
        return self._guess(text, end, floor)

    @staticmethod
    def _with_prefix(text: str, start: int, end: int, floor: int) -> tuple[int, str]:
        if text.endswith("中华人民共和国", floor, start):
            start -= 7
        return start, text[start:end]

    @staticmethod
    def _starts_name(text: str, start: int, end: int) -> bool:
        left = text[max(0, start - 7) : start]
        if not left or not "\u4e00" <= left[-1] <= "\u9fff" or left.endswith("中华人民共和国"):
            return True
        if text[end - 1] in "法典":  # no title of the National People's Congress is the end of another one
            return not (left[-1] in _PLACE_LAST or left.endswith(_ABROAD)) or left.endswith("我国")
        return _KNOWN_BOUNDARY.search(left) is not None

    def _guess(self, text: str, end: int, floor: int) -> tuple[int, str | None]:
        left = text[max(floor, end - _LONGEST_GUESS) : end]
        if not _BARE_NAME.search(left):
            return end, None
        found = _BOUNDARY.match(left) or _JOINT.match(left)
        name = left[found.end() :] if found else left
        if name[:1] in _PREPOSITIONS:
            name = name[1:]
        start = end - len(name)
        begins = bool(found) or start == 0
        return start, name if begins and not _GENERIC.match(name) and not _DOUBTFUL.search(name) else None
