"""Decide without a segmenter whether a term stands on its own or inside a longer word.

Chinese compounds have their head on the right: a word on the left changes the meaning of a term (网络运营者 is not
the 运营者 of a regulation on critical infrastructure); a word on the right mostly turns the term into a modifier
(保密工作).  So a short term needs a known left neighbour, and a few suffixes form another word (基金会, 网格化).
"""

from __future__ import annotations

import re

from fatiao.language.numerals import NUMERAL_CHARACTERS

#: Terms of up to this many characters need a known word, a mark or nothing before them.
SHORT = 3

#: Particles, conjunctions, prepositions, pronouns and numerals that cannot be the first half of a compound here.
_PARTICLES = (
    "的|和|与|或|或者|及|以及|并|对|由|向|为|在|将|把|被|经|以|从|按|其|该|各|本|是|等|同|给|让|使|于|至|自|则|应|须|可|均|也|"
    "内|外|上|下|中|后|前|时|间|个|名|家|项|类|次|所有|有关|相关|其他|任何|全部|部分|全体|各级|各类|上级|下级|同级|主要|重大|"
    "应当|可以|不得|必须|需要|能够|依法|统一|共同|及时|定期|具体|直接|分别|如实|严格|主动|单独|擅自"
)
#: Verbs of drafting that take a term as their object (组织运营者, 违反保密规定, 通报兵团).
_VERBS = (
    "组织|指导|督促|监督|检查|检测|要求|责令|通知|通报|协助|支持|鼓励|引导|会同|告知|约谈|允许|建立|建设|健全|完善|制定|拟定|修订|开展|"
    "加强|推进|推动|深化|做好|负责|履行|落实|纳入|参与|参加|违反|根据|依照|按照|涉及|属于|作为|成为|具有|实施|实行|执行|承担|从事|"
    "提供|接受|进行|保障|维护|促进|提高|增强|提升|强化|规范|管理|领导|协调|统筹|服务|发挥|设立|成立|确定|明确|认定|公布|发布|"
    "办理|处理|申请|批准|审核|审批|评估|签订|遵守|危害|影响|妨碍|收到|送达|委托|授权|移送|报告|报送|报请|配合|帮助|动员|创新|"
    "整合|利用|使用|采取|采用|适用|解除|变更|取消|扣押|没收|追究|给予|享有|取得|转让|知悉|泄露|窃取|产生|保守|保护|宣传|学习|"
    "培训|教育|选择|聘用|任用|调整|安排|配备|管控|掌握|监测|预防|化解|排查|打击|惩治|防范|制止|发现|维持|扩大|缩小|结合|针对|"
    "围绕|通过|经过|自行|列为|视为|确认|登记|备案|考核|奖励|表彰|处罚|处分|警告|坚持|贯彻|普及|涉嫌|符合|提出|负有|注明|作出|处置|发生|出现|造成|新建|改建|扩建"
)
#: Words that name a territory or its government; a term after one of them keeps its meaning (自治区保密工作).
_PLACES = (
    "自治区|自治州|自治县|地区|全区|全市|全省|全县|全国|本市|本省|本区|本县|乡镇|街道|社区|新疆|"
    "县级以上|市级以上|省级以上|设区的市级|人民政府|行政区域内|行政区域|区域内|境内|领域|区域|环节|本行业|本系统|本部门|本单位|日常|跨部门"
)
_LEFT = frozenset(f"{_PARTICLES}|{_VERBS}|{_PLACES}".split("|"))
_LEFT_LENGTHS = sorted({len(word) for word in _LEFT})
#: Prefixes that turn a term into its opposite or into another person (非公开募集基金, 反恐怖主义, 被补偿人).
_NEGATORS = frozenset("非不反无未被准副亚再")
#: Suffixes that form another word with a term (基金会, 网格化, 保密法), unless they begin a word themselves (会议).
_RIGHT = re.compile(
    r"(?:者|员(?![工会])|会(?![同议商见签])|化(?!解|学)|率(?![先领])|法(?![院律规人定治制])|费(?!用)|税|证(?![明据件券])"
    r"|表(?![明示现彰决述])|罪|权(?![限益利力])|书(?![面])|性|型|类|学(?![校习生])|人(?![民员数身事均才])|期(?![间限满内])"
    r"|金(?![融额])|论(?![证坛])|主义|师|长(?![期效久])|单位|地(?![方区下位点理块质名])|委员会|协会)"
)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Return True if ``text[start:end]`` may be a word of its own; in doubt, False."""
    if start and "\u3400" <= text[start - 1] <= "\u9fff" and not _left_allows(text, start, end):
        return False
    return not _RIGHT.match(text, end)


def _left_allows(text: str, start: int, end: int) -> bool:
    before = text[start - 1]
    if text[start] in NUMERAL_CHARACTERS and before in NUMERAL_CHARACTERS:
        return False
    if any(text[start - k : start] in _LEFT for k in _LEFT_LENGTHS if 1 < k <= start):
        return True  # tested before the negators: the 反 in 违反保密规定 is not that in 反恐怖主义
    if before in _NEGATORS:
        return False
    return end - start > SHORT or before in _LEFT
