"""What tells a newspaper's or a web page's words from a statute's.

A statute commands (应当, 不得), cites (依照, 前款) and speaks of itself (本条例); a newspaper reports, dates by its own day
(近日), asks, advertises and signs.  Every line gets a weight: above zero it is foreign, below zero the instrument's.
"""

from __future__ import annotations

import re

#: Words that no statute prints in its text.
_STRONG = re.compile(
    r"本报讯|本报记者|(?:^|[(（\s])记者[\s:：]?\S{1,12}[)）]|记者(?:从|了解|获悉|在|来到|看到|采访)|通讯员|(?:责任?|本版)编辑?[:：]|责编|版式|美编"
    r"|声明作废|作废[。]?$|遗失|挂失|招聘|启事$|启事[:：]|【[^】]{0,6}(?:声明|公告|广告|启事|提示)】|获奖(?:名单|人员)|抽奖|领奖|一等奖|二等奖|三等奖|优秀奖|知识竞赛"
    r"|扫一扫|二维码|版权所有|上一篇|下一篇|ICP备|备案号|当前位置|首页\s*[>＞»]|点击数|浏览次数|阅读量|分享到|打印本页|关闭窗口|【打印】|字号[:：]|【字体|来源[:：]|责任编辑|返回顶部|网站地图|相关(?:阅读|链接|新闻)|微信公众号|客户端"
    r"|[上下][接转]第?[一二三四五六七八九十\dA-Z]{1,3}版|紧接[一二三四五六七八九十\d]{1,3}版|案情简介|法官说法|以案释法|新华社|据[^，。]{1,10}消息|[(（]据《|[(（][^（）()]{2,12}摄[)）]|摄影|\S\s*摄$|^广\s*告$|^公益广告"
    r"|房屋出[租售]|三室[一二两]厅|面议|热线|电话[:：]\s*[\d０]|联系电话[:：]?\s*\d|小贴士|食材|调料|配料|做法[:：]|翻炒|[适少]量|克[、，,。]|小火|大火|出锅|天气预报|市民|网友|读者|专家表示|专家提醒|医生提醒"
    r"|www\.|https?:|●|■|▲|◆|★|☆|▌|▍|△|▶|某某"
)
#: Words that point the same way but do turn up in statutes.
_WEAK = re.compile(
    r"近日|日前|据悉|据了解|据介绍|截至(?:目前|\d)|目前|今年|去年|明年|昨[日天]|今[日天冬]|我[市县区省州]|表示|介绍[,，说]|了解到|活动现场|提醒|同比|气温|℃"
    r"|[?？]|[!！]|全[市县区镇]已|万[亩人次吨元]|余[人名次场条]|《条例》|《办法》|圆满|隆重|召开|亮点|暖人心|助力|打造|讲述|故事|回头看|正式(?:投入|启用|开诊)|如何|怎么办|哪些|吗|呢|啦|吧[。！]|老人|孩子|患者|病毒|症状|疫苗"
)
#: The words of statutes.
_LAW = re.compile(
    r"应当|不得|依法|依照|按照|本法|本条例|本办法|本规定|本细则|本解释|本决定|本规则|本实施|本章|本条|前款|前条|规定的|责令|罚款|构成犯罪|主管部门|是指|适用|可以|行政区域|人民政府|人民法院|下列|施行|废止|处分"
)
#: A word of the instrument about itself outweighs any report's.
_OWN = re.compile(
    r"(?:本法|本条例|本办法|本规定|本细则|本解释|本决定|本规则|本规程|本准则|本章|本条|前款|前条)(?!制定者)"
)
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”")

#: One pass over a source finds the lines worth weighing at all.
HINT = _STRONG


def weigh(text: str) -> int:
    """The weight of a line: above zero it reads like a newspaper or a web page, below zero like a statute."""
    strong = len(set(_STRONG.findall(text)))
    weak = len(set(_WEAK.findall(text)))
    bare = _QUOTED.sub("", text)
    law = len(set(_LAW.findall(bare)))
    return 3 * min(strong, 3) + min(weak, 4) - min(law, 4) - 2 * bool(_OWN.search(bare))


_NAMES = re.compile(r"[\u4e00-\u9fff·]{2,8}(?:[ 　]+[\u4e00-\u9fff·]{1,8}){1,9}")


def is_name_list(text: str) -> bool:
    """Whether a line is names in columns, as prize lists print them."""
    return len(text) <= 60 and " " in text.replace("　", " ") and _NAMES.fullmatch(text) is not None


_HEADLINE_END = frozenset("。；：，、;:,")


def is_headline(text: str) -> bool:
    """Whether a line could head a story: short, and no sentence ends or breaks off in it."""
    return len(text) <= 40 and text[-1] not in _HEADLINE_END and "。" not in text
