"""Distinguish the words of newspapers and web pages from those of statutes.

A statute commands (应当, 不得), cites (依照, 前款) and refers to itself (本条例); a newspaper reports, uses relative
dates (近日), asks, advertises and signs.  Every line has a weight: above zero it reads foreign, below zero like law.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

#: Words that no statute uses in its own text: one of them is reason to look for another.
_HARD = re.compile(
    # how a story begins and ends
    r"本报(?:讯|记者|通讯员|评论员)|[(（]\s*(?:本报)?记者[\s:：][^()（）]{1,16}[)）]|(?:^|[。，,\s])记者(?:从|了解|获悉|在|来到|看到|采访)|通讯员\s"
    r"|新华社|中新网|[(（](?:本报|据)[《\s\S][^()（）]{1,20}[)）]$|\S\s*(?:文/图|摄)[)）]?$|摄影报道|据[^，。,]{1,10}消息[，,]|[(（]完[)）]$"
    # the page around it
    r"|责任?编辑?[:：]|本版(?:责编|编辑|主编)|版式[:：]|美编[:：]|校对[:：]|[上下紧][接转]\s*(?:第?\s*[一二三四五六七八九十\dA-Z]{1,3}\s*版|[A-Z]?\d+\s*版)|^(?:公益)?广\s*告$|^.{0,4}(?:导读|天气|天气预报|讣告|公示语)$|^[问答][:：]"
    # small advertisements
    r"|声明作废|^[（(【]?遗失[）)】]?(?:声明|启事)|特此声明|启事(?:[:：]|$)|【[^】]{0,6}(?:声明|公告|广告|启事|提示)】|电话[:：]?\s*[\d０(（]{3}|三室[一二两]厅|面议|招聘[^，。]{0,10}\d+名"
    # prizes, cases, questions
    r"|获奖(?:名单|人员)|中奖|抽奖|领奖|案情简介|法官(?:说法|提醒|寄语)|以案(?:释|说)法|基本案情[:：]?$|小贴士|温馨提示|答记者问|专家(?:提醒|表示|介绍|建议)|医生(?:提醒|建议)"
    # the furniture of a web page
    r"|扫一扫|版权所有|[上下]一[篇页条][:：]|ICP备|公安?网?备\s*\d|当前位置|首页\s*[>＞»›/]|点击(?:数|次数)|(?:浏览|阅读)(?:次数|量|数)?[:：]\s*\d|分享到|打印(?:本页|此页)|关闭(?:窗口|本页)|【?字[体号][:：]|^\[?【?(?:打印|关闭|返回)】?\]?$|返回顶部|网站(?:地图|标识码)|无障碍浏览|相关(?:阅读|链接|新闻)|来源[:：]\s*\S{2,20}(?:网|报|社|政府|委员会|委|办|局|部|台|端)|发布(?:时间|日期)[:：]|索引号[:：]|主办单位[:：]"
    r"|^[●■▲◆★☆▌▍△▶◎□]|某某",
    re.MULTILINE,
)
#: Words that are typical of newspapers and web pages but do occur in statutes.
_WEAK = re.compile(
    r"(?:^|[，。,\s])(?:近日|日前|近期|近年来)|据悉|据了解|据介绍|截至(?:目前|\d)|目前|今年|去年|明年|昨[日天]|今[日天冬春夏秋](?!起)|我[市县区州]|(?:负责人|书记|主任|局长|专家)[^，。]{0,10}(?:表示|介绍|说)|介绍[,，说]|[说道][:：,，]?“|”\S{0,10}(?:说|道|表示)|笑着|师傅|全[市县区镇村]共|表示[,，:：]|了解到|活动现场|提醒|同比|气温|℃|[一二三]等奖|优秀奖"
    r"|[?？]|[!！]|全[市县区镇]已|\d余?[万亿名场]|\d余[人次条]|\d[%％]|《条例》|《办法》|圆满|隆重|亮点|暖人心|助力(?!车)|打造|讲述|故事(?!片)|回头看|正式(?:投入|启用|开诊)|怎么办|如何|哪些|吗|呢|啦|吧[。！]|老人|患者|病毒|症状|疫苗|市民|网友|读者|遗失|作废|出租[:：]|热线|www\.|https?:|电话|招聘|知识竞赛|微信|客户端|二维码|亿元"
    r"|\d\s*(?:克|毫升|勺|片|颗)|食材|调料|配料[:：]|做法[:：]|翻炒|出锅|小火|大火[^灾]|适量|少许|切[块片丝段]|焯水|食用|口感|营养"
)
#: The words of statutes.
_LAW = re.compile(
    r"应当|不得|依法|依照|按照|本法|本条例|本办法|本规定|本细则|本解释|本决定|本规则|本实施|本章|本条|前款|前条|规定的|责令|罚款|构成犯罪|主管部门|是指|适用|可以|行政区域|人民政府|人民法院|下列|施行|废止|处分"
)
#: Words by which an instrument refers to itself; they lower the weight by 2 more.
_OWN = re.compile(
    r"(?:本法|本条例|本办法|本规定|本细则|本解释|本决定|本规则|本规程|本准则|本章|本条|前款|前条)(?!制定者)"
)
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”")

#: Every match of ``_HARD`` contains one of these.  They are plain words, which makes the search six times as fast.
_SEEDS = (
    "记者 本报 通讯员 新华社 中新网 （据 (据 文/图 摄 消息， 消息, 完） 完) 编辑 编： 编: 本版 版式 校对 "
    "上接 下接 紧接 上转 下转 紧转 广告 广告 导读 天气 讣告 公示语 声明 启事 电话 三室 面议 招聘 获奖 中奖 "
    "抽奖 领奖 案情 法官 以案 小贴士 温馨提示 记者问 专家 医生 问： 问: 答： 答: 扫一扫 版权所有 一篇 一页 "
    "一条： 一条: ICP备 网备 公安备 公备 当前位置 首页 点击 浏览 阅读 分享到 打印 关闭 字体 字号 返回 "
    "网站地图 网站标识 相关链 相关新 来源 发布时间 发布日期 索引号 主办单位 公告】 提示】 ● ■ ▲ ◆ ★ ☆ "
    "▌ ▍ △ ▶ ◎ □ 某某"
)
_SEED = re.compile("|".join(map(re.escape, [*_SEEDS.split(), "广 告", "广　告"])))


def find_hard(text: str) -> list[int]:
    """Return offsets in a source: for each line with words that no statute uses, that of the first one."""
    found: list[int] = []
    at = 0
    while True:
        seed = _SEED.search(text, at)
        if seed is None:
            return found
        start = text.rfind("\n", at, seed.start()) + 1 or at
        end = text.find("\n", seed.start())
        at = len(text) if end < 0 else end
        match = _HARD.search(text[start:at])
        if match is not None:
            found.append(start + match.start())


def find_telltales(text: str) -> tuple[set[str], set[str]]:
    """Return the words of a line that are foreign to statutes: those of ``_HARD``, and the weaker ones of ``_WEAK``."""
    return set(_HARD.findall(text)), {match.strip("0123456789.") for match in _WEAK.findall(text)}


#: The weight of a single word that no statute contains.
CERTAIN = 4


def weigh(text: str, own: Set[str] = frozenset()) -> int:
    """Return the weight of a line: above zero it reads like a newspaper or web page, below zero like a statute.

    ``own`` holds the telltale words that do not count, since the title or the provisions of the text use them.
    """
    words, weaker = find_telltales(text)
    hard, weak = len(words - own), len(weaker - own)
    bare = _QUOTED.sub("", text)
    law = len(set(_LAW.findall(bare)))
    return CERTAIN * min(hard, 3) + min(weak, 4) - min(law, 4) - 2 * bool(_OWN.search(bare))


def is_told_twice(text: str) -> bool:
    """Return True if a line holds two words of ``_HARD``, or one and two of ``_WEAK``, and no word of statutes."""
    words, weaker = find_telltales(text)
    apart = {word for word in weaker if not any(word in hard for hard in words)}
    return len(words) + len(apart) // 2 > 1 and bool(words) and not speaks_law(text)


#: Other words that are common in statutes and rare in reports: …遗失的，予以补发.
_STATUTORY = re.compile(r"的[，,]|予以|必须|有权|禁止|不予|之日起")


def speaks_law(text: str) -> bool:
    """Return True if a line holds a word of statutes outside of quotations."""
    bare = _QUOTED.sub("", text)
    return _LAW.search(bare) is not None or _STATUTORY.search(bare) is not None


#: A line of page furniture and nothing else.
_FURNITURE = re.compile(
    r"[(（]?[上下紧][接转]\s*(?:第?\s*[一二三四五六七八九十\dA-Z]{1,3}|[A-Z]?\d+)\s*版[)）]?|(?:公益)?广\s*告"
    r"|(?:本版|责任?)(?:责编|编辑|主编)[:：].{0,30}|责任?编辑?[:：].{0,30}|[(（]?(?:本报)?记者.{0,12}(?:摄|报道)[)）]?"
)


def is_furniture(text: str) -> bool:
    """Return True if a line is page furniture: 广告, （下转第三版）, 本版责编：…"""
    return _FURNITURE.fullmatch(text) is not None


#: Labels of questions and answers; if one is among a text's own words, all are.
ANSWERS = frozenset({"问：", "问:", "答：", "答:"})


def own_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the telltale words that the title and provisions of a text use: 新华社 in rules on news agencies."""
    own: set[str] = set()
    for text in texts:
        own.update(*find_telltales(text))
    return frozenset(own | ANSWERS) if own & ANSWERS else frozenset(own)


_NAMES = re.compile(r"[\u4e00-\u9fff·]{2,8}(?:[ 　]+[\u4e00-\u9fff·]{1,8}){1,9}")


def is_name_list(text: str) -> bool:
    """Return True if a line holds names in columns, as in lists of prize winners."""
    return len(text) <= 60 and " " in text.replace("　", " ") and _NAMES.fullmatch(text) is not None


_HEADLINE_END = frozenset("。；：，、;:,")


def is_headline(text: str) -> bool:
    """Return True if a line could be a headline: short, and no sentence ends or breaks off in it."""
    return len(text) <= 40 and text[-1] not in _HEADLINE_END and "。" not in text
