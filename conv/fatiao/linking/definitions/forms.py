"""Patterns of the printed forms of a definition.

Every pattern runs over *folded* text: each half-width mark is replaced by one full-width mark, so offsets are
unchanged.  The forms follow 立法技术规范（试行）（一）, 7 (用语的含义) and the usage of 392 laws.
"""

from __future__ import annotations

import re

from fatiao.language.numerals import NUMERAL_CHARACTERS

#: Half-width marks of scans and web copies, all kinds of brackets and quotation marks, and spaces, one for one.
FOLD = str.maketrans(",:;()[]〔〕【】〈〉\"'‘’「」『』 \u3000\u00a0", "，：；（）（）（）（）《》””“”“”“”   ")

_N = f"[{NUMERAL_CHARACTERS}0-9]+"
#: 第十条之一第二款第（三）、（四）项, or any piece of it.
PROVISION = re.compile(rf"(?:第（?{_N}）?(?:、?（{_N}）)*(?:编|分编|章|节|条|款|项|目)(?:之{_N})?)+")
_P = PROVISION.pattern
_KINDS = "(?:法典|法|条例|办法|规定|细则|规则|解释|规范|守则|决定|章程|准则|制度|标准|程序|公约|协定|协议)"
#: A text's name for itself: 本法, 本条例, 本实施办法.
SELF = re.compile(
    rf"本(?![编章节款项目]|分编|条(?!例))(?:[\u4e00-\u9fff]{{0,6}}?)(?:{_KINDS}|安排|意见|通知|批复|决议|通则|方案)"
)
#: A place in the text itself: 前款, 前两款, 本条第一款, 本章.
INNER = re.compile(
    rf"(?:公式|[上下本前附该]表|前[两二三四五]?[条款项]|本(?:分编|[编章节款项目]|条(?!例))(?:前[两二三四五]?款)?)(?:{_P})?"
)
#: Another law: 《反间谍法》第七条, 刑法第六十条, 票据法.
NAMED = re.compile(
    rf"(?:《[^《》\n]{{2,60}}》(?:（[12]\d{{3}}[^（）\n]{{0,40}}）)?|[\u4e00-\u9fff]{{1,24}}?{_KINDS}(?=第|、|[和及与或中所]|以及|规定|[^\u4e00-\u9fff]|\Z))(?:{_P})?"
)
_ONE = rf"(?:{SELF.pattern}(?:{_P})?|{INNER.pattern}|{_P}|{NAMED.pattern})"
_PLACE = re.compile(_ONE)
_BETWEEN = re.compile(r"、|和|及|与|或者?|以及")
_LONGEST_PLACE = 90  # 企业所得税法第十三条第(一)项和第(二)项 is among the longest


def match_places(text: str, start: int, end: int) -> bool:
    """Return True if ``text[start:end]`` is one place or several: 民办教育促进法和本条例, 企业所得税法第三条.

    The text is matched in one pass without backtracking, so that malformed input takes linear time too.
    """
    if not start < end <= start + _LONGEST_PLACE:
        return False
    at = start
    while found := _PLACE.match(text, at, end):
        at = found.end()
        if at == end:
            return True
        between = _BETWEEN.match(text, at, end)
        at = between.end() if between else at
    return False


#: 指 also begins other words (指定, 指导, 指标), but a definition can continue with 定居, 导致, 使用 or 标的.
_POINTS = (
    r"指(?!定(?![居期向])|导(?!致)|使(?![用馆者])|标(?![的有注明准志识])"
    r"|引(?![起导进])|控(?![股制])|示(?!范)|[挥派令认])"
)
#: 是指 and 系指, with an optional adverb; after a comma, even 是指标有… can only be a definition.
_VERB_MEANS = rf"(?:[是系]{_POINTS}|(?<=，)[是系]指(?!定(?![居期向])|导(?!致)|[挥派]))"
_ADVERB = r"(?:主要|专|仅|特|均|都|一般|具体|即)?"
MEANS = re.compile(_ADVERB + _VERB_MEANS)

#: 第十六条所称资产的净值和第十九条所称财产净值，是指 (企业所得税法实施条例第七十四条).
SAID_AGAIN = re.compile(rf"(?:、|和|以及)(?P<at>{_P})所称的?")
#: The link between a place and its term, after which a definition can follow.
SAID = re.compile(r"所[称指](?:的)? *")

_QUOTED = r"[“”][^“”\n]{1,60}[“”]"
_QUOTES = rf"{_QUOTED}(?:(?:、|，|和|与|及|或者|或|以及| )*{_QUOTED})*"
QUOTED = re.compile(_QUOTED)
_GROUP = r"（(?:[^（）\n]|（[^（）\n]{0,30}）){0,60}）"
GROUP_AT_END = re.compile(rf"{_GROUP}\Z")
#: Words without a stop.  A bracket counts as a whole: 县（市） stays in a term, a comma inside 〔…〕 does not end it.
_WORDS = rf"(?:[^，。；：（）\n]|{_GROUP})"

#: Words that mark a quotation as a term: “网格”一词, “船舶”一语.
_AS_WORD = r"(?:一[词语]|这一(?:术语|概念|用语|词语|词))"
#: A condition, an exception or a person inserted before the verb: 申请日，有优先权的，指…; 期限，对申请人，是指….
_SET_IN = r"，(?:除[^，。；：“”\n]{1,40}|[^，。；：“”\n]{1,40}的|对于?[^，。；：“”\n]{1,24})(?=，)"

_INCLUDES = rf"{_ADVERB}(?:包括|包含)(?!其?本数)"
_IS = r"是(?![否指定不])|(?<=，)(?:即(?!使|将|应)|系(?![统列]))|即(?=[^，。；：\n]{2,8}。)"
#: Forms after 所称: the term, an optional comma, the verb.  The first pattern that matches is used.
AFTER_SAID = (
    re.compile(rf"(?P<term>{_QUOTES}) *{_AS_WORD}?，?(?P<verb>{MEANS.pattern}|指|{_IS}|{_INCLUDES})"),
    re.compile(rf"(?P<term>{_WORDS}{{1,70}}?)，?(?P<verb>{MEANS.pattern})"),
    re.compile(rf"(?P<term>{_WORDS}{{1,40}}?)，?(?P<verb>{_INCLUDES}|{_IS})"),
    re.compile(rf"(?P<term>{_WORDS}{{1,40}}?)，(?P<verb>指)"),
    re.compile(rf"(?P<term>{_WORDS}{{1,40}}?){_SET_IN}，(?P<verb>{MEANS.pattern}|{_POINTS})"),
    # a description with a comma in it (企业所得税法实施条例第八十六条)
    re.compile(rf"(?P<term>[^。；：\n]{{1,70}}?)，(?P<verb>{MEANS.pattern})"),
)

#: 本安排所称生效判决：（一）在甲地，是指…；（二）在乙地，是指…: one term, defined place by place.
_WHERE = r"在[^，。；：\n]{1,24}?，?"
SAID_BY_PLACE = re.compile(
    rf"(?P<term>{_QUOTES}|{_WORDS}{{1,40}}?) *(?:，|：\s*(?:（ *[^（）\n]{{1,4}} *）|[0-9]{{1,2}}[.．、])? *){_WHERE}"
    rf"(?P<verb>{MEANS.pattern}|，指|{_INCLUDES})"
)
#: Continuation for another place: ；在乙地，包括….
NEXT_PLACE = re.compile(rf"[；，]\s*(?:（ *[^（）\n]{{1,4}} *）)? *{_WHERE}(?:{MEANS.pattern}|指|{_INCLUDES})")

#: Links between a place and its term other than 所称: 刑法第六十条规定的“X”, 前款中，“X”, 第三条中“X”,
#: 本条例查禁的X, 本规定所规范的X.
PROVIDED = re.compile(r"所列的?|规定保护的|中(?=“)|中?所?(?:规定|规范|查禁|保护|调整|涉及)的?|中的|中，")
#: 刑法第一百二十条之一规定的“X”，包括…: without 所称, only a quoted term is defined by 包括.
QUOTED_INCLUDES = re.compile(rf"(?P<at>{_ONE})(?:规定的?|中的)(?P<term>{_QUOTES})，?(?P<verb>{_INCLUDES})")
#: “缔约国”一词系指 / 指: a quoted term marked as a word.
AS_WORD = re.compile(rf"(?P<term>{_QUOTED}) *{_AS_WORD}，?(?P<verb>{MEANS.pattern}|意?{_POINTS}|{_INCLUDES})")
#: Continuation for another person or case: 期限，对申请人，是指六十日；对被申请人，是指三十日.
NEXT_CASE = re.compile(rf"；(?:对|有|没有|无)[^，。；：“”\n]{{1,24}}，(?P<verb>{MEANS.pattern}|指)")
#: 本法关于行政复议期间有关“五日”、“七日”的规定是指工作日 (行政复议法第四十条).
ABOUT = re.compile(
    rf"(?P<at>{_ONE})(?:[^，“”]{{0,14}}?(?:有关|关于|中)(?P<term>{_QUOTES})|中(?P<bare>[^，。“”]{{2,12}}))的规定\Z"
)
#: 本条例的网格，是指…: a term of the text itself.
OF_SELF = re.compile(rf"(?P<at>{SELF.pattern})的(?=[\u4e00-\u9fff])")
#: 前款公路附属设施，是指…: the place right before the term (公路法第五十二条).
PRECEDING = re.compile(r"(?P<at>前[两二三]?款)(?=[\u4e00-\u9fff]{2})(?![规所中的第])")

#: A printed label at the start of a line: （一）, 1., 1、, ①; (a), a), (iv), A. in treaties.
LABEL = re.compile(
    r" *(?:（ *(?:[一二三四五六七八九十百0-9]{1,4}|[a-zA-Z]{1,4}) *）|[a-zA-Z]{1,4}）|[a-zA-Z][.．、]|"
    r"[0-9]{1,2}[.．、](?![0-9])|[①-⑳]|[一二三四五六七八九十]{1,3}、) *"
)
#: The line before a list of terms: 本法下列用语的含义是：, 本细则所称：.
LIST_LEAD = re.compile(
    r"(?:用语|术语|名词|词语|用词)(?:[的之，]|，其)?(?:含义|涵义|定义|意义|解释|意思)[^。；：\n]{0,4}(?:：|\n|\Z)|所称：(?=\n)"
)
#: One entry of such a list; 森林，包括乔木林… (森林法第八十三条), “查验”指… (国境卫生检疫法实施细则第二条).
LIST_ENTRY = re.compile(
    rf"(?P<term>{_QUOTES}|{_WORDS}{{1,40}}?) *(?:{_SET_IN}|{_AS_WORD})?"
    rf"(?P<verb>，?{MEANS.pattern}|，?{_POINTS}|，(?:是|系|即)|，?{_INCLUDES}|：|——)"
)

#: （一）可回收物，指未污染的…: an item of a list of kinds; 监督检查，指出错误 is not one.
KIND_ENTRY = re.compile(
    rf"(?m)^{LABEL.pattern}(?P<term>[^，。；：（）“”\n]{{2,15}})，(?P<verb>{_POINTS})(?!出(?![口境租售版])|明)"
)

#: （以下简称X）, （…，以下统称X）, （简称X，下同）; the name follows.
SHORT_IN_BRACKET = re.compile(
    r"(?P<where>本[条章节编款])?(?:以下|下|后)(?:均|都|分别|并|合)?"
    r"(?:(?:简称|统称|合称|并称)为?|称为?(?![号谓职]))[：:]? *"
    r"|(?<=（)(?:简称|统称|合称)为?[：:]? *"
)
#: A、B统称为X。 / 在本条例中统称X，: a name outside brackets; “的统称”, “谎称”, “称为学院的” introduce no name.
SHORT_IN_LINE = re.compile(
    r"(?<![的谎等])(?:统称|合称|并称)(?:为|作)? *(?P<term>(?:[^，。；：、（）\n ]){2,24}?)(?=[。；，（\n]|\Z)"
)
#: 澳门特别行政区居民，简称澳门居民，包括…: a short name set off by commas.
SHORT_APPOSED = re.compile(r"(?<=[\u4e00-\u9fff]，)简称(?P<term>[^，。；：、（）\n ]{2,12})(?=[，。])")
#: The end of the name in a bracketed short form.
SHORT_END = re.compile(r"，?(?:下同|后同)|[，；。]")

#: …的，是犯罪预备 (刑法第二十二条), …的，为连带债权 (民法典第五百一十八条).
SO_IS = re.compile(r"的，(?P<verb>是|即?为|称为|称作|叫做)(?P<term>[^，。；：、的（）“”\n0-9]{2,12})(?=[。；，\n]|\Z)")
#: 有下列情形之一的，为假药：.
SO_LISTED = re.compile(
    r"有下列[^，。；：\n]{2,6}之一的，(?P<verb>是|为)(?P<term>[^，。；：、的（）“”\n0-9]{2,8})(?=：)"
)
#: A quality, which such a list attributes without naming a kind: 为染有鼠疫, 为不合格.
NO_KIND = re.compile(r"[^，]*[不未无有可应被已将]|.*(?:合格|情形|条件|标准|办法|期限|之日)\Z")
#: Words after 是 or 为 that are not a term: questions, numbers, a date, an effect, 为 in the sense of “for”.
NO_TERM = re.compile(
    r"[否指其由该本]|(?:表明|见票即付|无效|有效|合格|不合格|准|限|同一|新要约|收购失败)"
    rf"|(?:[{NUMERAL_CHARACTERS}]+(?:日|年|月|元|个|人|倍|次|天|小时))|.*(?:之日|之时|个月|为限|为准|所有|提供|办理|承担)"
)

#: …，包括本数 / 均不包括本数 / 含本数.
COUNTS = re.compile(r"，? *(?:均|都|皆)?(?:包括|包含|含|不包括|不包含|不含)其?本数")
#: The words that such a rule defines (民法典第一千二百五十九条).
BOUND_WORDS = re.compile(r"以上|以下|以内|以外|以前|以后|之内|之外|不满|不足|超过|届满|内")

#: 买卖合同是出卖人…的合同。: the kind at the end is the head of the term (民法典第五百九十五条).
KIND = re.compile(
    r"(?:(?<=[。\n])|\A)(?P<term>[^，。；：、（）“”\n是和及与]{1,10}(?P<head>[^，。；：、（）“”\n是]{2}))是(?!指|强制)[^。；\n]{4,160}?的?(?:的|所作的|所订立的)(?P=head)。"
)

#: A candidate that is not a name: it ends in a particle, an auxiliary or a preposition, or begins like a clause.
NOT_A_NAME = re.compile(
    r"(?:.*所称.*|.*(?:应当|可以|必须|不得|或者|以及|如果|但是|不|而|就|只|也|其|这|那|此)\Z)"
    r"|(?:但|如|凡是|因|由于|为了|根据|按照|依照|对于|关于|这里|该规定|是否|不[能得是属应会]).*"
)
#: A beginning that no term has: a mark, or a preposition of place; 在校学生 and 在建工程 are words.
NO_BEGINNING = re.compile(
    r"[，。；：、！？）》”.,;:!?)\]】—…·~～-]|于|在(?![校职建押线用岗册役产读途籍案逃野库网编训任孕住学研婚乡外华]|[产制]品|保护)"
)
#: 申请日，除另有规定的外，是指: words inserted between a term and its verb are not part of the term.
INSERTION = re.compile(r"，(?:除|有[^，]*的|如|若|包括|对|在|依照|根据|按照|经)[^“”]*\Z")
#: 主要负责人以及直接责任人: two terms.
TWO_TERMS = re.compile(r"(?P<one>[^，、的及与“”（）]{2,12})以及(?P<other>[^，、的及与“”（）]{2,12})\Z")
