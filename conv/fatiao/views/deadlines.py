"""Find the times of a law: time limits, intervals, dates and durations, and the actors that have to keep them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fatiao.language.numerals import NUMERAL_CHARACTERS
from fatiao.model.law import Article, Span
from fatiao.views.actors import leading_actor
from fatiao.views.rows import Deadline, Norm
from fatiao.views.sentences import Sentence, closed_spans, fold, sentences_of
from fatiao.views.subjects import subject_of

_NUMBER = rf"(?:[0-9０-９]{{1,4}}|[{NUMERAL_CHARACTERS}]{{1,6}}|半)"
_AMOUNT = (
    rf"(?<![月第0-9０-９.．{NUMERAL_CHARACTERS}]){_NUMBER}\s?个?"
    r"(?:工作日|法定工作日|自然日|日|天|月(?<=个月)|年|周|星期|小时|分钟|季度)"
)
#: The event that a time runs from: 自收到申请之日起, 在接到申诉的, 于期满前.
_FROM = (
    r"(?:(?P<from>(?:自|从)(?!行(?!政)|[治然己身动主愿])[^，。；：\n]{1,60}?(?:之日|之时|次日|当日|[日时])?(?:起算?|开始)|"
    r"(?:收到|接到|受理|作出)[^，。；：\n]{1,40}之日起|(?:在|于)?[^，。；：\n在于自]{1,30}?(?:后|之后|之日|当日|届满|期满|期满前|届满前|结束前)|(?:在|于)[^，。；：\n在于自]{1,30}?)(?:的|之)?[，]?)?"
)
_WITHIN = re.compile(rf"{_FROM}(?:在|于)?(?:最迟|最长)?(?:不得?超过)?(?P<amount>{_AMOUNT})(?:之|以)?内")
_BEFORE = re.compile(
    rf"(?:(?P<from>(?:在|于)?[^，。；：\n在于]{{1,30}}?)(?:的|之)?)?(?:至少|提前)?(?P<amount>{_AMOUNT})(?:之|以)?前(?![款条项述])"
)
_AHEAD = re.compile(rf"(?:至少)?提前(?P<amount>{_AMOUNT})")
_UNTIL = re.compile(
    rf"(?P<from>(?:在|于)[^，。；：\n在于]{{1,24}}?(?:届满|期满|满))(?:之|以)?前(?![款条项述])(?:{_AMOUNT})?|(?:在|于)?(?:当日|当天|当月|当年)(?:之|以)?(?:内|前)"
)
_LIMIT = re.compile(rf"(?:最长|最多|期限|时间|延长[^，。；]{{0,10}})(?:一般)?不得?超过(?P<amount>{_AMOUNT})")
_DURATION = re.compile(
    rf"(?:(?:(?<![刑缓延])期限?|任期|届|时间|期间|年限|有效期[限]?)(?:一般|每届|最长|至少|应当|限)*(?:为|是|不得?少于|不得?低于|不少于|不短于)?|(?:保存|保管|保留|公示|公告|公布|留存)(?:(?!之日)[^，。；]){{0,12}}?(?:不得?少于|不得?低于|不少于|至少)|不得?少于)(?P<amount>{_AMOUNT}(?:至{_AMOUNT})?)(?![前内以之])"
)
_RECURRING = re.compile(
    rf"(?:在|于)?每(?:(?:{_NUMBER}个?)?(?:年|月|周|日|天|季度|季|半年|学期|学年)(?!龄)|隔[^，。；]{{1,4}}年)(?:度)?"
    rf"(?:的?[0-9{NUMERAL_CHARACTERS}]{{1,3}}月(?:[0-9{NUMERAL_CHARACTERS}]{{1,3}}日)?(?:至[0-9{NUMERAL_CHARACTERS}]{{1,3}}月(?:[0-9{NUMERAL_CHARACTERS}]{{1,3}}日)?)?(?:前|底前?|之前|份|期间)?|年?[底末初](?:前)?|的?第[一二三四]季度(?:内|以前|之前|前)?|至少{_NUMBER}次)?"
    rf"|(?<![不认确规一约固特])(?<![^依]法)定期(?!间|存|宣判|合同|租赁|限|报表|抚恤|金|补助|债|保险|航班|货)|(?<=规定)定期(?!限)|按(?:年度?|月|季度?|周)(?=[^，。；]{{0,4}}(?:报|缴|公布|统计|汇总|结算|上报|编制))"
)
_VAGUE = re.compile(r"(?:及时(?!间)|立即|尽快|迅速|适时(?![^，]{0,6}信息)|即时(?![多消通]|服务)|马上|即刻)")
_DATE = re.compile(
    rf"(?P<date>(?<![0-9])[12][0-9]{{3}}\s?年\s?[0-9]{{1,2}}\s?月(?:\s?[0-9]{{1,2}}\s?日)?|[一二]{{1}}[零〇○一二三四五六七八九]{{3}}年[{NUMERAL_CHARACTERS}]{{1,3}}月(?:[{NUMERAL_CHARACTERS}]{{1,3}}日)?)(?=起|之?前|以前|底前)"
)
_YEARLY_BY = re.compile(
    r"(?:在|于)?(?:当年|次年|每年|下一年度?|年度?)?[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日(?:之|以)?前"
)
#: Each pattern with its kind, and words of which a sentence must contain one.  Of overlapping matches the first wins.
_PATTERNS = (
    (_DATE, "date", ("年",)),
    (_RECURRING, "recurring", ("每", "定期", "按年", "按月", "按季", "按周")),
    (_YEARLY_BY, "date", ("日前", "日之前", "日以前")),
    (_LIMIT, "within", ("超过",)),
    (_WITHIN, "within", ("内",)),
    (_AHEAD, "within", ("提前",)),
    (_BEFORE, "within", ("前",)),
    (_UNTIL, "within", ("前", "当日内", "当天内", "当月内", "当年内", "当日之", "当天之")),
    (_DURATION, "duration", ("期", "届", "时间", "年限", "少于", "低于", "至少")),
    (_VAGUE, "vague", ("时", "立即", "尽快", "迅速", "马上", "即刻")),
)
#: Every time expression contains one of these.
_HINT = re.compile(r"[日天月年周]|星期|小时|分钟|季度|期满|届满|及时|立即|尽快|迅速|适时|即时|马上|即刻|定期")
#: Words around 及时 that set no deadline: 未及时 is a conduct, 及时的 a quality, and 责令立即改正 addresses another.
_NO_VAGUE_BEFORE = re.compile(
    r"(?:未|不|需要|采取|没有|未能|未按规定|不能|拒不|是否|责令[^，。；]{0,12}|(?:通知|要求|督促|责令)其[^，。；]{0,12}|经过|不是必须|经|[^，。；]公正、|公平、|合法、|准确、|规范、|便捷、|高效、)\Z"
)
_NO_VAGUE_BEHIND = re.compile(
    r"(?:和不定期|性|、[^，。；]{0,8}的?原则|的原则|原则|、准确、|、有效的|、公正|、高效|、就地|的?化解的?原则|改正|停止违法)"
)
#: 有权要求被审计单位及时…: the actor is the one asked, not the one who asks.
_ASKED = re.compile(
    r"(?:要求|督促|通知|请求|责成)(?P<who>[^，。；：的]{2,16}?(?:单位|人|者|机构|部门|企业|人员))(?=(?:及时|立即|尽快|限期|在|自|于)[^，。；]{0,30}\Z|\Z)"
)
_BREACH = re.compile(r"未(?!经|成年)|不按|逾期|拒不")
_PAST = re.compile(
    r"，?(?:在[^，。；]{1,12}(?:中|内))?(?:没有|无(?!偿)|未曾|未受|受过|被责令|被处|累计|两次|多次|连续)"
)
#: 每年九月为科普月 names a day or a month.
_DAY = re.compile(r"(?:所在(?:的)?)?(?:周|月)?(?:为|是)")
#: A condition that goes on behind the comma after its time: 在期满前，与出租人约定续租的，.
_GOES_ON = re.compile(r"，(?:与|又|再|仍|提出)[^，。；]*的，")
#: 为了及时…，制定本条例: why the law was made.
_PURPOSE = re.compile(r"\s*(?:第一条\s*)?为[^。]*制定本")
#: 督促其在七日内登记: the other one acts.
_OF_ANOTHER = re.compile(r"(?:督促|要求|责令|通知|告知)其[^，；]{0,12}\Z")
_MEASURED = re.compile(r"处|的|[0-9二三四五六七八九十]{1,3}时")
_EXCEPTION = re.compile(r"\A\s*(?:但是?)?除[^，]*外\Z")
_DUTY = re.compile(r"应当|必须|可以|不得|应(?=及时|在|于|自)|须")
_DAYS = ("日", "节", "周", "月")
_AGE = re.compile(r"(?:以前|之前|前)?(?:年满|已满)")
_NAMES_RULE = re.compile(r"[^，。；]{1,14}(?:机制|制度)(?:等|[，。；、]|\Z)")
_PENALTY_BEHIND = re.compile(r"(?:以下|以上|有期徒刑|拘役|拘留|徒刑|的罚款|罚款|不得|不准|禁止|，?不再|不予)")


@dataclass(frozen=True, slots=True)
class _Found:
    """A time expression: its span, the span of the event that it runs from, its kind."""

    span: Span
    start: Span | None
    kind: str


def find_deadlines(article: Article, norms: Sequence[Norm]) -> tuple[tuple[Deadline, ...], int]:
    """Return the deadlines of an article, and the number of times that make no row.

    These belong to a penalty, a conduct, a quality or a definition.  ``norms`` are the norms of the article.
    """
    if _HINT.search(article.text) is None:
        return (), 0
    text = fold(article.text)
    rows: list[Deadline] = []
    left_out = 0
    lead: Span | None = None
    carried: Span | None = None
    paragraph = 0
    for sentence in sentences_of(article, text):
        segment = sentence.segment
        if segment.paragraph != paragraph:
            lead = carried = None
        paragraph = segment.paragraph
        if segment.item is None:
            lead = _announcer(sentence) or _last_who(article, norms, sentence) or lead
        if _PURPOSE.match(sentence.words):
            left_out += len(_times(sentence))
            continue
        if "是指" in sentence.words and "不得超过" not in sentence.words and _WITHIN.search(sentence.words) is None:
            left_out += len(_times(sentence))
            continue
        for found in _times(sentence):
            if _is_penalty(sentence, found) or _in_conduct(sentence, found, bool(segment.item)):
                left_out += 1
                continue
            who = _who(article, norms, sentence, found, carried, lead if segment.item is not None else None)
            rows.append(_row(article, sentence, found, who))
        carried = _last_who(article, norms, sentence) or (carried if segment.item is None else None)
    return tuple(rows), left_out


def _times(sentence: Sentence) -> list[_Found]:
    """Return the times of a sentence, in order; of two that overlap, the one earlier in ``_PATTERNS``."""
    closed = closed_spans(sentence.text)
    taken: list[_Found] = []
    for found in _candidates(sentence):
        hidden = any(s.start <= found.span.start < s.end for s in closed)
        if not hidden and not any(t.span.start < found.span.end and found.span.start < t.span.end for t in taken):
            taken.append(found)
    return sorted(taken, key=lambda found: found.span)


def _candidates(sentence: Sentence) -> Iterator[_Found]:
    text, begin, end = sentence.text, sentence.span.start, sentence.span.end
    words = sentence.words
    for pattern, kind, needed in _PATTERNS:
        if not any(word in words for word in needed):
            continue
        for match in pattern.finditer(text, begin, end):
            groups = match.groupdict()
            start = match.start()
            origin = Span(*match.span("from")) if groups.get("from") else None
            if origin is not None:
                start, origin = _tighten(text, match, origin)
            yield _Found(Span(start, match.end()), origin, kind)


def _tighten(text: str, match: re.Match[str], origin: Span) -> tuple[int, Span | None]:
    """Return the start of a time and its origin, which is cut to begin with a word of time: 应当在开庭 → 在开庭."""
    words = text[origin.start : origin.end]
    begin = max((words.rfind(mark) for mark in ("应当", "必须", "可以", "不得", "并", "须")), default=-1)
    if begin >= 0 and not words[begin:].startswith("应当知道"):
        cut = begin + (1 if words[begin] in "并须" else 2)
        origin = Span(origin.start + cut, origin.end)
        words = words[cut:]
    for mark in ("自", "从", "在", "于"):
        at = words.find(mark)
        if at > 0 and words[at : at + 2] not in (
            "自治",
            "自然",
            "自行",
            "自己",
            "自动",
            "自愿",
            "从事",
            "从业",
            "在职",
            "位于",
            "属于",
            "由于",
            "对于",
            "关于",
            "处于",
        ):
            origin = Span(origin.start + at, origin.end)
            break
        if at == 0:
            break
    else:
        at = -1
    if not words or (at < 0 and not re.search(r"(?:后|之日|届满|期满|起|当日|前)\Z", words)):
        return match.start("amount"), None
    return origin.start, origin


def _is_penalty(sentence: Sentence, found: _Found) -> bool:
    behind = sentence.text[found.span.end : min(sentence.span.end, found.span.end + 8)]
    if found.kind == "within" and (_PENALTY_BEHIND.match(behind) or _is_range(sentence, found)):
        return True
    return found.kind == "duration" and bool(re.match(r"(?:以下|以上|有期徒刑|拘)", behind))


def _is_range(sentence: Sentence, found: _Found) -> bool:
    """Return True if a time is a range such as 三日以上三十日以内: a length, not a deadline."""
    before = sentence.text[max(sentence.span.start, found.span.start - 3) : found.span.start]
    return before.endswith("以上") or "以上" in sentence.text[found.span.start : found.span.end]


def _in_conduct(sentence: Sentence, found: _Found, item: bool) -> bool:
    """Return True if the time belongs to a punished conduct, or to a quality, and not to a duty."""
    text = sentence.text
    before = text[max(sentence.span.start, found.span.start - 16) : found.span.start]
    behind = text[found.span.end : min(sentence.span.end, found.span.end + 12)]
    noun = text.startswith("定期", found.span.start) and before.endswith(("的", "和", "及"))  # 水闸的定期鉴定
    if noun or _OF_ANOTHER.search(before) or _is_measure(found, before, behind):
        return True
    if found.kind in ("vague", "recurring") and _is_quality(before, behind):
        return True
    span = next(c for c in sentence.clauses(sentence.span) if c.start <= found.span.start < c.end)
    clause = text[span.start : span.end]
    if found.span.end == span.end and _GOES_ON.match(text, span.end, sentence.span.end):
        return True
    if _BREACH.search(clause[: found.span.start - span.start]) or _tells_conduct(clause, found, behind):
        return True
    return item and clause.endswith("的") and "未" in clause


def _is_measure(found: _Found, before: str, behind: str) -> bool:
    """Return True if a recurring time is a measure or an hour: 按每月工资总额, 每日二十二时."""
    return found.kind == "recurring" and (before.endswith("按") or _MEASURED.match(behind) is not None)


def _is_quality(before: str, behind: str) -> bool:
    """Return True if a word of time only describes how something is done, or belongs to the name of a rule."""
    if _NO_VAGUE_BEFORE.search(before) or _NO_VAGUE_BEHIND.match(behind):
        return True
    if before.endswith("的") and re.match("[^，。；]{2,4}(?:[，。；]|\\Z)", behind):  # 保障物资的及时供应
        return True
    return before.endswith(("通过", "、", "的", "和")) and _NAMES_RULE.match(behind) is not None


def _tells_conduct(clause: str, found: _Found, behind: str) -> bool:
    """Return True if a time tells how long or how often something was the case: 三年内没有违法记录, 一年内受过处罚."""
    bare = clause.rstrip("，。； ")
    if "是指" in clause or _EXCEPTION.search(clause) or _AGE.match(behind) or re.match("(?:不|未)行使", behind):
        return True
    if bare.endswith(("的", "的除外")) and (behind.startswith(("不", "未")) or _is_condition(clause, found, behind)):
        return True
    return (
        (found.kind == "date" and re.match("(?:之|以)?前[^，。；]{1,12}的", behind) is not None)  # 某日前制定的规定
        or (found.kind == "within" and _PAST.match(behind) is not None)
        or (found.kind in ("recurring", "date") and _DAY.match(behind) is not None and bare.endswith(_DAYS))
        or (found.kind == "vague" and bare.endswith("及时"))  # 信息传递及时
    )


def _is_condition(clause: str, found: _Found, behind: str) -> bool:
    """Return True if a clause that ends in 的 is a condition: 在三个月内提出的，…, but not 应当在三个月内提出的，…."""
    before = clause[: clause.rfind(behind[:4])] if behind else clause
    return found.kind != "duration" and _DUTY.search(before) is None and _DUTY.match(behind) is None


def _who(
    article: Article, norms: Sequence[Norm], sentence: Sentence, found: _Found, carried: Span | None, lead: Span | None
) -> str | None:
    at = found.span.start
    if re.match(r"期限|时间|延长[^，。；]{0,4}期限|最长|有效期|期为", sentence.text[at : at + 8]):
        return None  # the subject is the time itself
    asked = _ASKED.search(sentence.text, sentence.span.start, at)
    if asked:
        return article.text[asked.start("who") : asked.end("who")]
    subject = subject_of(sentence, at, None)
    if subject.span is not None and _own_clause(sentence, subject.span, at):
        return article.text[subject.span.start : subject.span.end]
    covering = [n for n in norms if n.at <= at < n.span.end and sentence.span.start <= n.at < sentence.span.end]
    if covering:
        return covering[-1].who
    ahead = [n for n in norms if at <= n.at < sentence.span.end and n.who and _one_clause_on(sentence, at, n.at)]
    if ahead:
        return ahead[0].who
    if subject.span is None and subject.told:
        subject = subject_of(sentence, at, carried)
    span = subject.span or (lead if sentence.segment.item is not None else None)
    return article.text[span.start : span.end] if span else None


def _announcer(sentence: Sentence) -> Span | None:
    """Return the actor of the last part of a lead-in with several: 市政府负责…；县政府做好下列工作：."""
    steps = sentence.steps()
    tasks = sentence.words.rstrip("：").endswith(("职责是", "职责为", "职责包括"))
    found = leading_actor(sentence.text[steps[-1].start : steps[-1].end]) if len(steps) > 1 or tasks else None
    return Span(steps[-1].start + found[0], steps[-1].start + found[1]) if found else None


def _own_clause(sentence: Sentence, subject: Span, at: int) -> bool:
    between = sentence.text[subject.end : at]
    return not (re.search(r"[，；：]", between) or between.endswith("的"))


def _one_clause_on(sentence: Sentence, start: int, end: int) -> bool:
    return len(re.findall("[，；]", sentence.text[start:end])) <= 1


def _last_who(article: Article, norms: Sequence[Norm], sentence: Sentence) -> Span | None:
    """Return the span of the last actor of a sentence."""
    inside = [n for n in norms if n.who and sentence.span.start <= n.at < sentence.span.end]
    if inside:
        start = article.text.rfind(inside[-1].who or "", 0, inside[-1].at)
        return Span(start, start + len(inside[-1].who or "")) if start >= 0 else None
    return subject_of(sentence, sentence.span.end, None).span if sentence.segment.item is None else None


def _row(article: Article, sentence: Sentence, found: _Found, who: str | None) -> Deadline:
    text = article.text
    start = found.start
    clause = next(c for c in sentence.clauses(sentence.span) if c.start <= found.span.start < c.end)
    what = text[found.span.end : clause.end].strip(" ，,、。").removeprefix("起")
    if not what and _LIMIT.match(text, found.span.start):  # what is limited stands before: 使用期限不得超过二年
        what = text[clause.start : found.span.start].strip(" ，,的").removeprefix("但是").removeprefix("但")
    if not what and found.kind != "duration":
        step = next(s for s in sentence.steps() if s.start <= found.span.start < s.end)
        following = [c for c in sentence.clauses(step) if c.start >= clause.end]
        acts = [text[c.start : c.end].strip(" ，,、。") for c in following]
        what = next((act for act in acts if _WITHIN.fullmatch(act) is None), "")
    if not what and found.span.end >= clause.end:
        what = text[clause.start : found.span.start].strip(" ，,")
        if who and what.startswith(who):
            what = what[len(who) :]
        what = what.removesuffix("应当").removeprefix("但是").removeprefix("但")
    words = text[found.span.start : found.span.end]
    origin = text[start.start : start.end] if start else None
    return Deadline(article.number, found.span, words, who, what or None, origin, found.kind)
