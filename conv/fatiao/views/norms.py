"""Find the duties, prohibitions and powers of a law: the actor, the modal word, the act."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fatiao.model.law import Article, Span
from fatiao.views.actors import ends_with_actor, leading_actor, whole_actor
from fatiao.views.rows import Norm
from fatiao.views.sentences import Sentence, closed_spans, fold, sentences_of
from fatiao.views.subjects import Subject, subject_of

_MODAL = re.compile(
    r"应当(?!知道|知悉|预见)|必须|不得(?!不)|禁止|严禁|可以|(?<!所)有权(?!机关|部门|单位|机构|人|限)|负责(?!人|任|的|制|，|。|；|\Z)"
    r"|(?<![相适反供对响效感照顺呼理回])应(?![当急用对邀有答试聘届运召付变收付税力声])(?=在|于|向|由|按|依|及|立|编|协|核|将|根|到|保|履|经|对|为|随|出|配|建|加|做)"
    r"|(?<!必)须(?=[^知要臾])|(?<![不认许方])可(?=向|直接|处以|由|按|根据|依)"
)
_SAME = {"应": "应当", "须": "必须", "可": "可以", "严禁": "禁止"}
#: Words after which a modal word is part of an attribute: 其他应当依法履行的职责, 依法应当取得….
_ATTRIBUTE_BEFORE = re.compile(r"(?:其他|其它|各自|所|认为|规定|约定|依法|要求|法律|将|把|是否|需要|如何|不)\Z")
_ATTRIBUTE = re.compile(r"[^，。；：]{1,40}的[^，。；：]{1,10}\Z")
_ADJECTIVE = re.compile(
    r"[^，。；：、]{1,14}?的(?:其他|区域|道路|情形|事项|职责|义务|条件|内容|行为|信息|范围|汽车|人员|单位|机构|依据|措施|活动|项目|标准|部门|情况|资料|材料|期限|组织|地点|场所|产品|物品|建筑|工程)"
)
_ADJECTIVE_END = re.compile(
    r"[^，。；：、]{1,12}的(?:事项|职责|义务|条件|内容|信息|行为|情形|资料|材料|人员|单位|标准|要求|期限|范围|时间|方式)"
)
_SHORT_ATTRIBUTE = re.compile(r"[^，。；：、]{1,12}的[^，。；：的]{1,6}")
#: 可以决定其一年内不得入境: what is decided about another.
_HIS = re.compile(r"决定其[^，]*\Z")
_OFFICE_OF = re.compile(r"[^，。；：的]{2,20}的(?:专门|工作|有关|主管)?(?:部门|机关|机构|单位|人员|组织)(?:备查|备案)?")
_OFFICE = re.compile(r"[^，。；：的]*的[^，。；：的]*(?:部门|机关|机构|单位|人员|组织)")
_PENALTY = re.compile(r"可以(?:单处|并处|处|同时处|给予警告)")
_BY = re.compile(
    r"先?由(?P<who>[^，。；：]{2,60}?)(?=实施|组织|负责(?!人)|承担|依法|按照|报|批准|审批|审核|进行|提出|制定|办理|统一|会同|作出|出具|签|共同|代为|自行|另行|管辖|处理|裁定|直接|保管|主持|陪同|参加|召集|核准|认定|登记|说明|继续|指定|根据|在|对|向)"
)
#: The person judged is not the one who judges: 工作人员玩忽职守，构成犯罪的，应当依法追究刑事责任.
_PURSUED = re.compile(
    r"(?:依法|分别|及时)*(?:向其(?:推送|发放|颁发)|给予其|对其(?:采取|进行谈话|进行教育)|根据[^，]{0,12}过错|予以(?:更正|登记|受理|批准|注销|准许|换发|补发|表彰|奖励)|裁定|判决|追究|给予[^，。；]{0,12}处分|予以[^，。；]{0,4}处罚|从重|从轻|减轻|认定|视为|(?:扣留|扣押|责令|吊销|暂扣|取消|没收)其)"
)
_OFFICIAL = re.compile(r"(?:法院|检察院|政府|部门|机关|机构|法庭|仲裁庭|委员会)\Z")
#: A clause that is the condition of what follows, or the object set before its verb: 对发现的问题，应当….
_NEXT_CONDITION = re.compile(
    r"\s*(?:(?!包括|例如|但)[^，]{1,80}(?:的|时|后|前|(?<=在)[^，]{0,20}期间)|对(?![^，]*(?:进行|实施|开展|给予|予以|负责|优化|采取|作出|加强|提供)(?!的))[^，]{1,40}的[^，的]{1,20}|经[^，]{2,30}(?:同意|批准|许可|审核|审查)|涉及[^，]{2,80}|发现[^，]{2,30}|必要时|(?:特殊|紧急)情况下|除[^，]{2,60}外)\Z"
)
_FROM_DAY = re.compile(r"之日起?算?\Z")
#: Acts of courts and offices, which a private person who is the subject of a condition does not do.
_OF_OFFICE = re.compile(
    r"(?:依法|及时|分别|同时|当场)*(?:准许|裁定|判决|认定|综合考虑|优先考虑|综合全案|受理|颁发|核发|批准|审批|责令|撤销|注销|吊销|扣留|扣押|追究|作为(?:证据|认定)|予以(?:更正|登记|批准|认定|处罚))"
)
_SANCTION = re.compile(r"的，[^。]{0,60}?(?:责令|罚款|警告|没收|吊销|处分)")
_PUBLIC = re.compile(rf"{_OFFICIAL.pattern}|[所局署厅委办站会组处]\Z|银行\Z|海关|警")
_FORBIDDEN = re.compile(r"(?:任何|一切)(?:单位|组织|个人|机构|人)(?:[和或、者]+(?:任何)?(?:单位|组织|个人|机构))*")


@dataclass(slots=True)
class _NormReading:
    """The state of reading one article: the norms found, and the actors of the last sentence and of the lead-in."""

    article: Article
    text: str
    closed: tuple[Span, ...]
    norms: list[Norm] = field(default_factory=list)
    left_out: int = 0
    carried: Span | None = None
    lead: Span | None = None


def find_norms(article: Article) -> tuple[tuple[Norm, ...], int]:
    """Return the norms of an article, and the number of modal words that make no row."""
    text = fold(article.text)
    reading = _NormReading(article, text, closed_spans(text))
    paragraph = 0
    for sentence in sentences_of(article, text):
        if sentence.segment.paragraph != paragraph:
            reading.carried = reading.lead = None
        if sentence.segment.item is not None:
            reading.carried = reading.lead
        paragraph = sentence.segment.paragraph
        _read_sentence(reading, sentence)
        if sentence.segment.item is None:
            reading.lead = _announcer(reading, sentence)
    return tuple(reading.norms), reading.left_out


def _read_sentence(reading: _NormReading, sentence: Sentence) -> None:
    if "是指" in sentence.words or "所称" in sentence.words:
        reading.left_out += sum(1 for _ in _open_modals(reading, sentence))
        return
    found = list(_modals(reading, sentence))
    subjects = [_subject(reading, sentence, modal) for modal in found]
    for at, (modal, subject) in enumerate(zip(found, subjects, strict=True)):
        if not subject.told and modal[0] == "负责":
            reading.left_out += 1
            continue
        pursued = _PURSUED.match(sentence.text, modal.end()) and _is_conducts(sentence, subject)
        if not pursued and _is_strange(sentence, modal, subject):
            reading.left_out += 1
            continue
        end = _end_of(sentence, modal, found[at + 1 :], subjects[at + 1 :])
        what = reading.article.text[modal.end() : end].strip(" 　，,、")
        if not what:
            reading.left_out += 1
            continue
        span = None if pursued else subject.span
        begin = span.start if span and _near(sentence, span, modal) else modal.start()
        who = reading.article.text[span.start : span.end].strip() if span else None
        word = _SAME.get(modal[0], modal[0])
        reading.norms.append(Norm(reading.article.number, Span(begin, end), who, word, what, modal.start()))
        if span:
            reading.carried = span


def _is_strange(sentence: Sentence, modal: re.Match[str], subject: Subject) -> bool:
    """Return True if the subject, named in another clause, is no official body but the act is one of an office."""
    words = sentence.text[subject.span.start : subject.span.end] if subject.span else ""
    if subject.span is None or modal[0] == "不得" or _PUBLIC.search(words):
        return False
    aside = "，" in sentence.text[subject.span.end : modal.start()] or subject.span.end < sentence.span.start
    return aside and _OF_OFFICE.match(sentence.text, modal.end()) is not None


def _is_conducts(sentence: Sentence, subject: Subject) -> bool:
    """Return True if the subject is that of a conduct, whose clause ends in 的, and is not an official body."""
    if subject.span is None or _OFFICIAL.search(sentence.text, subject.span.start, subject.span.end):
        return False
    behind = re.match(r"[^。]*?的，", sentence.text[subject.span.end : sentence.span.end])
    return behind is not None


def _announcer(reading: _NormReading, sentence: Sentence) -> Span | None:
    """Return the span of the actor whose duties a lead-in announces: …履行下列职责：（一）负责…."""
    clause = sentence.clauses(sentence.span)[-1]
    words = sentence.text[clause.start : clause.end]
    if "下列" not in words and "以下" not in words:
        return None
    if found := leading_actor(words):
        return Span(clause.start + found[0], clause.start + found[1])
    first = sentence.clauses(sentence.span)[0]
    found = None if reading.carried else whole_actor(sentence.text[first.start : first.end], aside=True)
    if found is None or sentence.text.startswith("国家对", first.start):
        return reading.carried
    return Span(first.start + found[0], first.start + found[1])


def _near(sentence: Sentence, subject: Span, modal: re.Match[str]) -> bool:
    """Return True if the actor precedes the modal word in this sentence, with no other modal word between."""
    if not sentence.span.start <= subject.start < modal.start():
        return False
    return _MODAL.search(sentence.text, subject.end, modal.start()) is None


def _open_modals(reading: _NormReading, sentence: Sentence) -> Iterator[re.Match[str]]:
    """Yield the modal words of a sentence that stand in no title, quotation or bracket."""
    for modal in _MODAL.finditer(sentence.text, sentence.span.start, sentence.span.end):
        if not any(s.start <= modal.start() < s.end for s in reading.closed):
            yield modal


def _modals(reading: _NormReading, sentence: Sentence) -> Iterator[re.Match[str]]:
    for modal in _open_modals(reading, sentence):
        clause = next(c for c in sentence.clauses(sentence.span) if c.start <= modal.start() < c.end)
        if _is_norm(sentence.text, clause, modal):
            yield modal
        else:
            reading.left_out += 1


def _is_norm(text: str, clause: Span, modal: re.Match[str]) -> bool:
    before, behind = text[clause.start : modal.start()], text[modal.end() : clause.end]
    if behind.rstrip().endswith(("的", "的除外")) or not behind.strip() or _is_penalty(text, clause, modal):
        return False
    if modal[0] in ("禁止", "严禁"):
        return re.fullmatch(r"\s*(?:国家|本省|本市|自治区|省|市)?(?:同时|并|依法|法律|明令)?", before) is not None
    if (
        _is_attribute(before, behind, modal[0])
        or re.match("[^，]{1,12}而(?:未|不|没有)", behind)
        or _FROM_DAY.search(behind)
    ):
        return False
    if _MODAL.search(before) and modal[0] in ("负责", "可以", "可", "须", "应"):
        return False
    return modal[0] != "负责" or _takes_object(before)


def _is_penalty(text: str, clause: Span, modal: re.Match[str]) -> bool:
    """Return True if a modal word only grades a penalty: 可以并处, and 可以责令停产 or 禁止从业 among sanctions."""
    if _PENALTY.match(text, modal.start()):
        return True
    start = max(text.rfind(mark, 0, clause.start) for mark in "。\n") + 1
    if modal[0] in ("可以", "可", "禁止") and _SANCTION.search(text, start, modal.start()):
        return re.fullmatch(r"\s*(?:并|情节严重的|同时)?", text[clause.start : modal.start()]) is not None
    return "罚款" in text and text.startswith(("可以责令", "可以吊销", "可以暂扣"), modal.start())


def _is_attribute(before: str, behind: str, word: str) -> bool:
    """Return True if a modal word only describes a noun: 其他应当依法履行的职责, 可以通行的区域."""
    same = re.fullmatch(r"([^，]{2,4})的[^，的]{2,8}", behind) if word == "应当" else None
    if (
        (_ATTRIBUTE_BEFORE.search(before) and _ATTRIBUTE.match(behind))
        or (same and same[1] in before)
        or _HIS.search(before)
    ):
        return True  # 其他应当履行的职责, 具备产品应当具备的性能
    if (
        word == "可以"
        and _ADJECTIVE.match(behind)
        and not behind.startswith(("作为", "由", "向", "在", "用于", "决定"))
    ):
        return True
    if _names_office(before, behind, word):
        return True
    if re.fullmatch(r"[^，。；：、]{1,12}的(?:其他)?(?:行为|情形)", behind) or (
        before.endswith("其") and _ADJECTIVE_END.fullmatch(behind)
    ):
        return True
    if not before.strip() or whole_actor(before) is not None:
        return False
    short = _SHORT_ATTRIBUTE if word == "可以" else _ADJECTIVE_END
    return short.fullmatch(behind) is not None


def _names_office(before: str, behind: str, word: str) -> bool:
    """Return True if 负责 or 有权 only identifies an office: 转交有权处理的部门, 由负责指定的部门责令改正."""
    if word == "负责" and before.endswith("由"):
        return True
    if word == "负责" and _OFFICE_OF.fullmatch(behind):
        return True
    whole = word == "负责" and not before.strip() and _OFFICE.fullmatch(behind) is not None
    return whole or (word == "有权" and _OFFICE.match(behind) is not None)


def _takes_object(before: str) -> bool:
    """Return True if the words before 负责 can name its actor, because no other verb has them as its object."""
    return re.search(r"指定|配备|明确|设置|设立|确定|安排|实行|成立|应当|必须|可以|对[^，由]*\Z", before) is None


def _subject(reading: _NormReading, sentence: Sentence, modal: re.Match[str]) -> Subject:
    text = sentence.text
    if modal[0] in ("禁止", "严禁"):
        forbidden = _FORBIDDEN.match(text, modal.end())
        return Subject(Span(*forbidden.span()) if forbidden else None)
    clause = next(c for c in sentence.clauses(sentence.span) if c.start <= modal.start() < c.end)
    if modal[0] == "负责" and (by := re.search(r"由([^，]{2,50})\Z", text[clause.start : modal.start()])):
        return Subject(Span(clause.start + by.start(1), clause.start + by.end(1)))
    found = subject_of(sentence, modal.start(), reading.carried)
    named = re.compile("先?由(?![一二两三四五六七八九十])").match(text, modal.end())
    if found.span is None or named:
        return Subject(_by_whom(text, modal.end(), clause.end), found.told)
    return found


def _by_whom(text: str, start: int, end: int) -> Span | None:
    """Return the actor that 由 names directly behind a modal word: 应当由清算组收回."""
    by = _BY.match(text, start, end)
    if by is None:
        return None
    start = by.start("who")
    actor = whole_actor(by["who"]) if ends_with_actor(by["who"]) else leading_actor(text[start:end])
    return Span(start, start + actor[1]) if actor and actor[0] == 0 else None


def _before_conditions(sentence: Sentence, start: int, end: int) -> int:
    """Return the end of an act without the conditions behind it, which belong to the next norm: …，必要时，."""
    for clause in reversed(sentence.clauses(Span(start, end))):
        words = sentence.text[clause.start : clause.end]
        if clause.start <= start or not _NEXT_CONDITION.match(words):
            break
        end = clause.start - 1
    return end


def _end_of(
    sentence: Sentence, modal: re.Match[str], later: Sequence[re.Match[str]], subjects: Sequence[Subject]
) -> int:
    """Return the end of the act: before the clause of the next norm, else at ； or at the end of the sentence."""
    step = next(s for s in sentence.steps() if s.start <= modal.start() < s.end)
    end = step.end
    if later and later[0].start() < end:
        limit = later[0].start()
        clause = next(c for c in sentence.clauses(sentence.span) if c.start <= limit < c.end)
        end = clause.start - 1 if clause.start > modal.end() else limit
        subject = subjects[0].span
        if subject and modal.end() < subject.start < end:
            holder = next(c for c in sentence.clauses(sentence.span) if c.start <= subject.start < c.end)
            end = min(end, holder.start - 1)
        end = _before_conditions(sentence, modal.end(), end)
    while end > modal.end() and sentence.text[end - 1] in "：:，,；;。 \n":
        end -= 1
    return end
