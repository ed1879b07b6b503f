"""Split a sentence about sanctions into its steps, and tell what conduct each step is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fatiao.model.law import Span
from fatiao.views.sentences import Sentence

#: Words of a legal consequence.
CONSEQUENCE = re.compile(
    r"责令(?:[^，。；]{0,16}?(?:改正|整改|停|拆|恢复|退|赔|补|缴|关闭|暂停|清除|治理|限期|支付|消除|撤|召回|下架|搬|处分|检查|更换|重新|离|采取|纠正|返还|公开|作出|辞))|处(?:以)?[^，。；理罚分置]{0,30}?罚款|罚款(?![、和][^，。；]{0,4}决定)|(?:给予|予以|处以?|并处|可以处|单处)警告|或者?警告|(?<!协助)没收|吊销|暂扣|通报批评|给予[^，。；]{0,20}处分|依法[^，。；]{0,10}处分|行政处分|政务处分|纪律处分|"
    r"追究(?:其)?[^，。；]{0,12}责任|承担[^，。；]{0,30}(?:民事|赔偿|法律|相应|连带|刑事|行政|违约)[^，。；]{0,6}责任(?!后)|治安管理处罚|给予(?:行政|治安)?处罚|予以处罚|依法处罚|予以取缔|取缔|"
    r"(?:处[^，。；]{0,12}|行政|予以|司法|并处|以下)拘留|批评教育|予以解聘|撤销[^，。；]{0,20}(?:资格|登记|许可|证书|职务)|降低资质|终止[^，。；]{0,12}(?:试点|资格)|停业整顿|停产停业|一票否决|约谈|予以封存|予以通报|进行通报|列入[^，。；]{0,16}名单|"
    r"依法(?:依规|依法)*予以处理|取消[^，。；]{0,20}资格|赔偿损失|从重处罚(?!幅度)|强制拆除|代为(?:履行|拆除|治理|处置|清除)|滞纳金|有期徒刑"
)
#: Words that leave the consequence to other laws.
REFERRAL = re.compile(
    r"(?:从其规定|依照其规定|按照其规定|依照(?:有关)?法律、(?:行政)?法规(?:的规定)?(?:执行|处理|予以处罚|给予处罚)|法律、法规[^，。；]{0,6}已?有[^，。；]{0,10}规定的?|另有规定)"
)
#: Words of a breach; liability without one is a matter of the law of obligations, not a sanction.
BREACH = re.compile(r"违反|造成|损害|侵害|侵犯|未按|未依|虚假|擅自|下列|未经|不履行|泄露|过错|伪造|变造|拒不|非法|违法")
#: A comma before the condition of a graver step.
_STEP_INSIDE = re.compile(
    r"，(?=由[^，；。]{2,30}(?:部门|机关|机构)(?:依法)?(?:降低|吊销|暂扣|撤销|取消)|(?:并)?(?:情节(?:较重|严重|特别严重|恶劣|轻微|较轻)|逾期(?:不|未|仍)|拒不|没有违法所得|有违法所得|造成[^，；。]{1,16}|构成犯罪|构成违反)[^，；。]{0,24}的，)"
)
#: Conducts beside the first one, not graver forms of it.
_PARALLEL = re.compile(
    r"(?:利用|销售(?!金额)|以[^，]{2,8}(?:方法|手段)|未(?:按照|依照|取得|向)|不(?:缴|按照|出具)|扰乱|拒绝、阻碍|非法(?!所得|经营总额)|排放|具有本|具有下列|有下列第)"
)
_SAME_CONDUCT = re.compile(r"\A(?:违反|构成|违法所得|货值|数[额量]|造成|致使|导致|被|确有)|情节|上述|前款(?!第)")
#: A step with a consequence that makes no row, before one that does: …的，依照有关法律处罚；构成犯罪的，….
_OTHER_RULE = re.compile(r"(?P<conduct>[^；]+的|违反[^，；]+规定)，(?=[^；]*\Z)")


def steps_of(sentence: Sentence) -> Iterator[Span]:
    """Yield the parts between ；, and those that a comma divides: …的，责令改正，造成损失的，依法赔偿."""
    for step in sentence.steps():
        start = step.start
        for cut in _STEP_INSIDE.finditer(sentence.text, step.start, step.end):
            before, behind = sentence.text[start : cut.start()], sentence.text[cut.end() : step.end]
            _, end, consequence = before.rpartition("的，")
            ground = re.fullmatch(r"(?:依据|依照|按照|根据)[^，]+规定", consequence)
            if end and not ground and CONSEQUENCE.search(consequence) and CONSEQUENCE.search(behind):
                yield Span(start, cut.start())
                start = cut.start() + 1
        yield Span(start, step.end)


def is_parallel(sentence: Sentence, conduct: Span, condition: Span) -> bool:
    """Return True if a step is about another conduct beside the first: 生产伪劣种子的，…；销售伪劣种子的，…."""
    words, before = (sentence.text[s.start : s.end].strip() for s in (condition, conduct))
    if _SAME_CONDUCT.search(words):
        return False
    return _PARALLEL.match(words) is not None or re.sub(r"\A违反[^，]{2,40}，", "", before)[:2] == words[:2]


def conduct_before(sentence: Sentence, step: Span) -> Span | None:
    """Return the conduct of a rule that first refers to other laws: 有下列行为之一，法律已有规定的，从其规定；…."""
    words = sentence.text[step.start : step.end]
    if REFERRAL.search(words) is None:
        found = _OTHER_RULE.match(words)
        conduct = re.split("，由(?!于)|，责令", found["conduct"])[0] if found else ""
        return Span(step.start, step.start + len(conduct)) if BREACH.search(conduct) else None
    found = re.match(r"[^；]{4,120}?(?:的|行为|情形之一|行为之一)(?=，(?:其他|有关|法律|本条例|本法|国家))", words)
    return Span(step.start, step.start + found.end()) if found else None
