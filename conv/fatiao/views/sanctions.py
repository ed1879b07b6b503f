"""Find the sanctions for a breach: the conduct, the deciding body, the consequence and the amount of each step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fatiao.language.numerals import NUMERAL_CHARACTERS
from fatiao.model.law import Article, Number, Segment, Span
from fatiao.model.layers import Reference
from fatiao.views.actors import ends_with_actor, whole_actor
from fatiao.views.rows import ConductItem, Sanction
from fatiao.views.sentences import Sentence, fold, sentences_of
from fatiao.views.steps import BREACH, CONSEQUENCE, REFERRAL, conduct_before, is_parallel, steps_of

#: The end of a conduct, which distinguishes a sanction from a duty to keep order.
_CONDUCT_END = re.compile(r"的\Z")
_BARE_CONDUCT = re.compile(r"(?:违反|未|不履行|拒不|滥用职权|玩忽职守|徇私舞弊|行为|情形)")
#: The finding that there was a breach, which does not say what the conduct was.
_FOUND_ONLY = re.compile(r"\s*经[^，。；]{0,8}(?:属实|查实|核实|认定)的\Z")
_OFFICIAL = re.compile(
    r"\A\s*(?:[^，]{0,30}(?:部门|机关|机构|政府)(?:在[^，]{2,20})?(?:发现|接到|认定|检查)|经检查|在[^，]{0,20}检查中?发现|发现|接到|经审查|检查中)"
)
_BY_VERB = (
    r"依法|依照|按照|根据|依据|分别|可以|应当|视|责令|给予|没收|吊销|撤销|予以|对(?!外)|批评|通报|取消|警告|暂扣|督促|进行|以书面|提请|会同|处(?=以|警告|[0-9０-９一二三四五六七八九十百千万两]|违法|货值|相当|合同|工程|所|五|罚)|"
    r"并处|单处|向|区别|申请|代(?=作|为)|降低|终止|强制|组织|决定|限期|注销|扣|移送|约谈|在|从|追究|收缴|追缴|封存|代为|列入|记入|责成|实行|按|就|采取|停止|不予|收回|解除|给|报(?=[^，]{2,20}批准)|制止|查封|拆除|追|将|建议|处理"
)
_BY = re.compile(
    r"(?:(?P<head>(?:对|在|还应当|并应当|根据|按照|依照|按|视|可以|应当|依法|情节)[^，。；：由]{0,60}?，?)|并|再)?由(?P<by>[^，。；：]{2,80})"
)
_BY_END = re.compile(_BY_VERB)
_MODAL_TAIL = re.compile(r"(?:可以|应当|有权|依法|依规|依照|视|均|并|一并|也|还|，)+\Z")
_NUM = rf"[0-9０-９{NUMERAL_CHARACTERS}.．]+"
_AMOUNT = re.compile(
    rf"(?:并处以|处以?|并处|科|单处|罚款|缴纳|征收|计算|加处)(?:其)?(?P<amount>(?:[^，。；处]{{0,30}}?)(?:{_NUM}(?:万|千|百)?(?:元|倍|％|%|个百分点)|[百千]分之{_NUM}|等值以[上下])[^，。；处]{{0,30}}?)(?:的)?(?:罚款|滞纳金|赔偿)"
    rf"|按照?(?P<rate>[^，。；]{{1,30}}[百千万]分之{_NUM})[^，。；]{{0,6}}罚款"
    rf"|罚款(?P<behind>{_NUM}(?:万|千|百)?元(?:以上{_NUM}(?:万|千|百)?元)?(?:以下)?)"
)
#: A penalty before the amount in one list: 单处或者并处警告、五万元以下罚款.
_OTHER_PENALTY = re.compile(r"(?:(?:[^、，]{1,10}拘留|警告|通报批评|没收[^、，]{1,12})(?:、|或者|和)(?:处以?)?)+")
#: Consequences that the body of the first step imposes too; courts and superiors impose the others.
_SAME_BODY = re.compile(r"罚款|警告|责令|没收|吊销|通报|暂扣|停业|终止|取消|撤销|降低资质|解聘")
_OTHER_BODY = re.compile(r"刑事责任|给予[^，。；]{0,16}处分|民事责任|赔偿责任|依法[^，。；]{0,6}处分")


#: The end of a lead-in whose items hold the rules for each conduct.
_RULES_BELOW = re.compile(
    r"由(?P<by>[^，。；：]{2,60}?)(?:分别)?(?:按照|依照|根据|按)(?:下列|以下)[^，。；：]{0,12}[处罚给]"
)
#: The end of a clause in which a court apportions liability.
_APPORTIONED = re.compile(r"(?:区分|确定)[^。；]{0,80}责任\Z")
_ONLY_CIVIL = re.compile(r"承担[^，。；]{0,30}责任")
_LATER_STEP = re.compile(r"\s*(?:逾期仍|(?:逾期仍?[不未]|拒不)(?:改正|整改)|情节[严较特]|构成犯罪的)")
_OF_ITEM = re.compile(r"违反第[^，]{1,12}项|[^，]{0,6}违反该条")
#: Claims and priorities of creditors, which are no sanctions.
_CLAIM = re.compile(
    r"(?:有权|可以|应当)?(?:要求|请求)[^，。；]{0,40}?(?:赔偿|承担)|同时支付|先行承担|应予支持|予以支持|应予受理"
)
#: The words that free somebody from liability.
_FREED = re.compile(r"[^，。；]{0,20}(?:不再?承担|不负|免予|免除|免于)")
#: A duty before its breach: 承租人应当妥善保管，因保管不善造成损失的，….
_DUTY_FIRST = re.compile(r"\A(?!依[法照]|隐匿)[^，的或对未不]{2,16}(?:应当|必须|应对)[^，]*(?<!的)\Z")
_BESIDES = re.compile(r"\s*除[^，]+外")
_OF_OFFICE = re.compile(r"(?:应当|必须)(?:依法|立即|及时)*(?:责令|给予|追究)")
#: The beginning of a step about another conduct.
_NEW_CONDUCT = re.compile(r"\s*(?:违反|有前款第|有本条|有第|对造成|未取得|未经(?!整)|擅自|伪造|转让)")


@dataclass(frozen=True, slots=True)
class _Lead:
    """The parts of a sanction that a lead-in supplies for the items below it."""

    paragraph: int
    conduct: str
    by: str | None
    refers_to: tuple[Number, ...]


def find_sanctions(article: Article, references: Sequence[Reference]) -> tuple[tuple[Sanction, ...], int]:
    """Return the sanctions of an article, and the number of sentences with a consequence too unclear for a row."""
    text = fold(article.text)
    if CONSEQUENCE.search(text) is None:
        return (), 0
    named = _named_articles(references)
    items = _items_of(article, named)
    rows: list[Sanction] = []
    left_out = 0
    lead: _Lead | None = None
    for sentence in sentences_of(article, text):
        if CONSEQUENCE.search(sentence.words) is None:
            if sentence.segment.item is None:
                lead = _announced(article, sentence, named)
            continue
        if lead is not None and lead.paragraph != sentence.segment.paragraph:
            lead = None
        before = rows[-1] if rows and rows[-1].span.start >= sentence.segment.span.start else None
        made = list(_of_sentence(article, sentence, named, items, lead, before))
        left_out += not made
        rows.extend(made)
        if made and sentence.segment.item is None:
            lead = _Lead(sentence.segment.paragraph, made[0].conduct, made[0].by, made[0].refers_to)
    return tuple(rows), left_out


def _announced(article: Article, sentence: Sentence, named: Mapping[Span, tuple[Number, ...]]) -> _Lead | None:
    """Return the parts named in a lead-in without a consequence of its own: …的，由价格主管部门按照下列规定处理：."""
    found = _RULES_BELOW.search(sentence.words)
    if found is None:
        return None
    start = sentence.span.start
    body = article.text[start + found.start("by") : start + found.end("by")]
    conduct = Span(start, start + found.start())
    return _Lead(sentence.segment.paragraph, _clean(article.text[start : conduct.end]), body, _refers(named, conduct))


def _of_sentence(
    article: Article,
    sentence: Sentence,
    named: Mapping[Span, tuple[Number, ...]],
    items: Mapping[int, tuple[ConductItem, ...]],
    lead: _Lead | None,
    before: Sanction | None,
) -> Iterator[Sanction]:
    conduct: Span | None = None
    by: str | None = None
    refers: tuple[Number, ...] = ()
    condition = Span(sentence.span.start, sentence.span.start)
    inside = sentence.segment.item is not None
    for at, step in enumerate(steps_of(sentence)):
        split = _split(sentence, step, first=conduct is None)
        if split is None and conduct is not None and _is_plain(sentence, step):
            other_body = sentence.text[step.start - 1] == "，"  # a further body decides under the same condition
            split = condition if other_body and condition != conduct else Span(step.start, step.start), step
        if split is None:
            conduct = conduct or conduct_before(sentence, step)
            by = by or _body_of(article.text, sentence, step)
            continue
        condition, main = split
        if REFERRAL.search(sentence.text[condition.start : step.end]):
            conduct = conduct or conduct_before(sentence, step) or condition
            refers = refers or _refers(named, condition)
            continue
        parallel = conduct is not None and is_parallel(sentence, conduct, condition)
        first = conduct is None or parallel or _NEW_CONDUCT.match(sentence.text, condition.start) is not None
        breaks = conduct is not None and _NEW_CONDUCT.match(sentence.text, conduct.start) is not None
        if first:
            conduct = condition
            refers = _refers(named, condition) or (
                refers if parallel and breaks else lead.refers_to if inside and lead else ()
            )
        assert conduct is not None
        if first and before is None and _LATER_STEP.match(article.text, conduct.start):
            conduct = None  # the conduct stands in a sentence that made no row
            continue
        begun, body = _by(sentence, main)
        own = article.text[body.start : body.end] if body else None
        shared = by or (lead.by if inside and lead else before.by if before and not inside else None)
        if (
            own is None
            and (not first or at or _OF_ITEM.match(sentence.text, condition.start))
            and _carries(sentence.text[main.start : main.end])
        ):
            own = shared
        elif own is None and inside and lead and _SAME_BODY.search(sentence.text[main.start : main.end]):
            own = lead.by
        by = by or own
        words = article.text
        joined = before if first and before is not None and _goes_on(words[conduct.start : conduct.end]) else None
        opens = (first and joined is None) or not len(condition)
        yield Sanction(
            article.number,
            Span(condition.start, main.end),
            _clean(words[conduct.start : conduct.end]) if joined is None else joined.conduct,
            refers if joined is None else joined.refers_to,
            own,
            _clean(words[begun : main.end]),
            _amount(sentence.text, words, main),
            None if opens else _clean(words[condition.start : condition.end]),
            items.get(sentence.segment.paragraph, ()) if not inside and _announces(sentence) else (),
        )


def _goes_on(conduct: str) -> bool:
    """Return True if a conduct such as 情节严重的 continues that of the sentence before."""
    begins = re.match(r"\s*(?:情节|逾期|拒不|造成|构成|涉嫌|给他人|有前款)", conduct)
    return begins is not None and "违反" not in conduct and "前款" not in conduct


def _body_of(words: str, sentence: Sentence, step: Span) -> str | None:
    """Return the body that a step without a row names: …的，由主管部门予以撤销；."""
    found = re.compile("的，由([^，。；：]{2,60})").search(sentence.text, step.start, step.end)
    end = _end_of_body(found[1]) if found else None
    return words[found.start(1) : found.start(1) + end] if found and end else None


def _split(sentence: Sentence, step: Span, first: bool) -> tuple[Span, Span] | None:
    """Return the condition and the consequence of a step; None if it is not a sanction."""
    clauses = sentence.clauses(step)
    mains = (i for i, c in enumerate(clauses) if _is_main(sentence, c, i))
    main = next(mains, None)
    if main and _BESIDES.fullmatch(sentence.text, clauses[main].start, clauses[main].end):
        main = next(mains, None)
    if main is None or main == 0:
        return _split_short(sentence, step, clauses, first) if main == 0 else None
    ends = [i for i in range(main) if sentence.text[clauses[i].start : clauses[i].end].rstrip().endswith("的")]
    begin = 1 if main > 1 and _DUTY_FIRST.search(sentence.text[clauses[0].start : clauses[0].end]) else 0
    condition = Span(clauses[begin].start, clauses[ends[-1] if ends else main - 1].end)
    main = ends[-1] + 1 if ends else main
    if _BESIDES.fullmatch(sentence.text, clauses[main].start, clauses[main].end) and main + 1 < len(clauses):
        main += 1
    words = sentence.text[condition.start : condition.end]
    if (
        _OFFICIAL.match(words)
        or _FOUND_ONLY.match(words)
        or not (_CONDUCT_END.search(words.rstrip()) or (first and _BARE_CONDUCT.search(words)))
    ):
        return None
    if not _is_sanction(words, sentence.text[clauses[main].start : step.end], first):
        return None
    end = step.end
    while end > clauses[main].start and sentence.text[end - 1] in "：:。；; ":
        end -= 1
    return condition, Span(clauses[main].start, end)


def _is_sanction(words: str, consequence: str, first: bool) -> bool:
    """Return True if the consequence of a condition is a sanction, not a debt, a claim or a duty of an office."""
    civil = first and _ONLY_CIVIL.search(consequence) is not None
    if CONSEQUENCE.search(consequence) is None or _APPORTIONED.search(consequence.rstrip("。；;： ")):
        return False
    if _CLAIM.search(consequence) or _FREED.match(consequence) or _OF_OFFICE.match(consequence):
        return False
    return not civil or (BREACH.search(words) or _SAME_BODY.search(consequence)) is not None


def _is_plain(sentence: Sentence, step: Span) -> bool:
    """Return True if a step is a further consequence of the same conduct: 对直接负责的主管人员，依法给予处分."""
    words = sentence.text[step.start : step.end]
    return (
        CONSEQUENCE.search(words) is not None and re.match(r"\s*(?:对(?![^，。；]{1,20}的，)|并|由)", words) is not None
    )


def _split_short(sentence: Sentence, step: Span, clauses: Sequence[Span], first: bool) -> tuple[Span, Span] | None:
    """Return the condition and the consequence within one clause: 对有下列情形之一的单位由…责令, 伪造证件的处以罚款."""
    words = sentence.text[step.start : step.end]
    found = re.search(
        r"(?<=的)(?:[^，。；的]{0,12})?(?:由[^，。；]{2,40}?)?(?:处以?[^，。；]{0,30}罚款|责令|给予|依法追究)", words
    )
    if found is None or not re.match(r"\s*(?:对?违反|对有|未|擅自|伪造|涂改|转让|拒|构成|情节|造成)", words):
        return None
    return Span(step.start, step.start + found.start()), Span(step.start + found.start(), clauses[-1].end)


def _is_main(sentence: Sentence, clause: Span, index: int) -> bool:
    words = sentence.text[clause.start : clause.end]
    if CONSEQUENCE.search(words) is None and not (index and re.match(r"\s*(?:并)?由", words)):
        return False
    return not words.rstrip().endswith("的")


def _by(sentence: Sentence, main: Span) -> tuple[int, Span | None]:
    """Return the start of the consequence, and the span of the body that decides it."""
    words = sentence.text[main.start : main.end]
    if (found := _BY.match(words)) and (end := _end_of_body(found["by"])):
        body = Span(main.start + found.start("by"), main.start + found.start("by") + end)
        return (main.start if found["head"] else body.end), body
    consequence = CONSEQUENCE.search(words)
    if consequence is None:
        return main.start, None
    tail = _MODAL_TAIL.search(words[: consequence.start()])
    head = words[: tail.start() if tail else consequence.start()]
    if consequence[0].startswith(("承担", "赔偿")):
        return main.start, None
    for at in sorted({0, head.rfind("，") + 1}, reverse=True):  # the last clause first, then the whole head
        part = re.split("可以|应当|有权|必须", head[at:])[0]
        if part.strip() and (found_actor := whole_actor(part)) and not part.startswith(("对", "给予")):
            begin, end = (main.start + at + place for place in found_actor)
            modal = re.search("可以|应当|有权|必须", head[at:])
            return main.start + (tail.start() if tail else at + modal.start() if modal else consequence.start()), Span(
                begin, end
            )
    return main.start, None


def _end_of_body(words: str) -> int | None:
    """Return the offset in ``words`` where the name of a body ends: before the first verb that follows an actor's head.

    If no verb follows before the comma, all words are the body: 由卫生主管机构，根据各自的职责，责令改正.
    """
    ends = [found.start() for found in _BY_END.finditer(words) if found.start() > 1]
    whole = len(words) if not ends and ends_with_actor(words) else None
    return next((end for end in ends if ends_with_actor(words[:end])), ends[0] if ends else whole)


def _carries(words: str) -> bool:
    same, other = _SAME_BODY.search(words), _OTHER_BODY.search(words)
    return same is not None and (other is None or same.start() < other.start())


def _amount(text: str, words: str, main: Span) -> str | None:
    """Return the amounts of a step as printed, several of them joined by ``；``; None if there are none."""
    found = []
    for match in _AMOUNT.finditer(text, main.start, main.end):
        name = next(one for one in ("amount", "rate", "behind") if match[one])
        other = _OTHER_PENALTY.match(text, match.start(name), match.end(name))
        found.append(words[other.end() if other else match.start(name) : match.end(name)])
    return "；".join(found) or None


def _named_articles(references: Sequence[Reference]) -> dict[Span, tuple[Number, ...]]:
    """Return the articles of this law that each reference names, by the span of the reference."""
    found: dict[Span, tuple[Number, ...]] = {}
    for reference in references:
        numbers: list[Number] = []
        for target in reference.targets:
            if target.law is not None or target.article in (None, reference.article):
                continue
            assert target.article is not None
            numbers.append(target.article)
            deeper = target.paragraph or target.item or target.subitem
            if target.to is not None and not deeper and not target.to.insert:
                numbers.extend(Number(n) for n in range(target.article.value + 1, target.to.value + 1))
        if numbers:
            found[reference.span] = tuple(numbers)
    return found


def _refers(named: Mapping[Span, tuple[Number, ...]], within: Span) -> tuple[Number, ...]:
    inside = (numbers for span, numbers in named.items() if within.start <= span.start < within.end)
    return tuple(dict.fromkeys(number for numbers in inside for number in numbers))


def _announces(sentence: Sentence) -> bool:
    return re.search(r"下列|以下|之一", sentence.words) is not None


def _items_of(article: Article, named: Mapping[Span, tuple[Number, ...]]) -> dict[int, tuple[ConductItem, ...]]:
    found: dict[int, list[ConductItem]] = {}
    segments: Sequence[Segment] = article.segments
    for segment in segments:
        if segment.item is None or segment.subitem is not None:
            continue
        words = article.text[segment.span.start : segment.span.end]
        label = re.match(r"\s*(?:[（(][^（）()]{1,5}[）)]|[0-9]{1,2}[.．、])", words)
        cut = label.end() if label else 0
        row = ConductItem(words[:cut].strip(), words[cut:].strip(" ；;。，,"), _refers(named, segment.span))
        found.setdefault(segment.paragraph, []).append(row)
    return {paragraph: tuple(rows) for paragraph, rows in found.items()}


def _clean(words: str) -> str:
    return words.strip(" 　，,；;。：:、\n")
