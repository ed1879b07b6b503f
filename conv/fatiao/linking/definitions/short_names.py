"""Find short names (（以下简称X）, （以下统称X）, A和B统称为X) and their expansions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fatiao.linking.definitions import forms
from fatiao.model.law import Span

_SCOPES = {"条": "article", "章": "chapter", "节": "section", "编": "part", "款": "paragraph"}
_LONGEST_BRACKET = 200


def find_short_names(folded: str) -> Iterator[tuple[Span, Span, str]]:
    """Yield the passage, the name and the scope of every short form, the bracketed ones first.

    The passage of a bracketed form includes its brackets.
    """
    for cue in forms.SHORT_IN_BRACKET.finditer(folded):
        opened = _open_bracket(folded, cue.start())
        if opened is None:
            yield from _after_comma(folded, cue)
            continue
        closed = _close_bracket(folded, opened)
        end = forms.SHORT_END.search(folded, cue.end(), closed)
        name = Span(cue.end(), end.start() if end else closed)
        if len(name):
            scope = _SCOPES.get((cue.groupdict()["where"] or "本法")[1], "law")
            yield Span(opened, min(closed + 1, len(folded))), name, scope
    for cue in forms.SHORT_APPOSED.finditer(folded):
        if _open_bracket(folded, cue.start()) is None:
            yield Span(cue.start(), cue.end()), Span(*cue.span("term")), "law"
    for cue in forms.SHORT_IN_LINE.finditer(folded):
        if _open_bracket(folded, cue.start()) is None and folded[max(0, cue.start() - 2) : cue.start()] != "以下":
            yield Span(cue.start(), cue.end()), Span(*cue.span("term")), "law"


def _after_comma(folded: str, cue: re.Match[str]) -> Iterator[tuple[Span, Span, str]]:
    """Yield a short name without brackets: 市场监督管理、公安等部门，以下统称行政执法部门。"""
    if not re.match(r"以下[简统]称", cue[0]):
        return
    end = re.compile(r"[，。；：（\n]|\Z").search(folded, cue.end())
    if end and 2 <= end.start() - cue.end() <= 24 and folded[cue.start() - 1 : cue.start()] in "，、）":
        yield Span(cue.start(), end.start()), Span(cue.end(), end.start()), "law"


def _open_bracket(folded: str, at: int) -> int | None:
    """Return the offset of the bracket that is open at ``at``, or None; the search ends at a 。 or a line break."""
    depth = 0
    for i in range(at - 1, max(-1, at - 120), -1):
        if folded[i] == "）":
            depth += 1
        elif folded[i] == "（":
            if depth == 0:
                return i
            depth -= 1
        elif folded[i] in "\n。":
            return None
    return None


def _close_bracket(folded: str, opened: int) -> int:
    """Return the offset of the matching closing bracket, or of the end of the line if the source lost the bracket."""
    depth = 0
    for i in range(opened, min(opened + _LONGEST_BRACKET, len(folded))):
        if folded[i] == "（":
            depth += 1
        elif folded[i] == "）":
            depth -= 1
            if depth == 0:
                return i
        elif folded[i] == "\n":
            return i
    return min(opened + _LONGEST_BRACKET, len(folded))


#: Words between the start of a clause and the full name that gets a short form; they are not part of the name.
_LEADS = re.compile(
    r"(?:为了?|以(?=经)|经(?=依法)|贯彻|深入|实施|凡|国家对|由|经|向|对(?!外)|在|与|和|以及|及|并|其中|其(?!他)|即|将|从(?!事|业)|自(?![治然动身行贸])|因|分别|所属的|"
    r"加强|规范|完善|保障|促进|做好|改变或者撤销|组织编制的?|同时|开展|书面告知|指导(?:、|和)?监督|监督(?:、|和)指导|本行政区域内?(?!的))+"
)
#: A verb or preposition in the clause; the full name begins after it, unless an attribute with 的 follows:
#: 应当依照本法成立证券投资基金行业协会, 通用航空由中国民用航空局.
_VERBS = re.compile(
    r"(?:成立|设立|组建|建立|缴纳|报送|领取|明确|制定|提出|编制|投保|属于|适用于|适用|订立|享受|协助|支持|包括|分为|通知|便于|发挥|界定|(?:行政区域|境|范围)内|(?<![针绝相])对(?![外象待策应方口比账等])"
    r"|根据|依照|按照|通过|未经|(?<!自)由|(?<![方定])向|统称|改变|撤销|加快建设|经(?=县|国务院|省|市|本级|主管|上级))(?=[^的]{2,}\Z)"
)
_UNSURE = re.compile(r"应当|可以|不得|必须|负责|是|指(?![导定挥])|“|有权|适用|以下[简统]称|[，。；：\n]|的\Z")
_NAMED = re.compile(r"（[^（）]*(?:简称|统称|以下称)[^（）]*）(?:、|和|与|及|以及|或者)")
_LISTED = re.compile(r"、|和(?!国)|与|及(?!其)|以及|或者")


def expand_short_name(folded: str, passage: Span, name: str, whole: bool) -> str | None:
    """Return the title or noun phrase that a short name stands for; None if its beginning is unclear.

    ``whole`` is True if the name covers everything listed before it (统称).
    """
    before = folded[max(0, passage.start - 90) : passage.start].rstrip("，")
    if before.endswith("》"):
        return _title_at_end(before)
    clause = re.split(r"[。；：\n]|，(?![^（）]*）)", before)[-1]
    clause = _NAMED.split(clause)[-1]
    label = forms.LABEL.match(clause)
    clause = clause[label.end() :] if label else clause
    said = re.match(r".*所称的?", clause)
    clause = (clause[said.end() :] if said else clause).lstrip(" ）")
    lead = None if said else _LEADS.match(clause)
    clause = clause[lead.end() :] if lead else clause
    for verb in reversed(list(_VERBS.finditer(clause))):
        clause = clause[verb.end() :]
        break
    bare = name.strip("《》“” ")
    if _LISTED.search(clause) and not (whole or said or len(term_parts(bare)) > 1 or clause.endswith("等")):
        clause = _last_of(clause, bare)
    if not len(bare) < len(clause) <= 60 or _UNSURE.search(clause) or clause.count("（") != clause.count("）"):
        return None
    return clause


#: A body or a territory: the element after it in a list is a whole name, not the end of a shared one.
_BODY = re.compile(r"(?:[^的]*(?:政府|部门|委员会|机关)|自治区|国务院)\Z")


def _last_of(clause: str, name: str) -> str:
    """Return the last element of a list: 新疆生产建设兵团 in 自治区、新疆生产建设兵团, for the name 兵团.

    The string is empty if the elements may share one head (省、市邮电管理局).
    """
    items = _LISTED.split(clause)
    if len(items) != 2 or not _BODY.match(items[0]) or re.match(r"市|县|区|州|直辖市|地区", items[1]) or "的" in clause:
        return ""
    rest = iter(items[1])
    return items[1] if all(c in rest for c in name) else ""


def _title_at_end(before: str) -> str | None:
    """Return the words of the outermost 《…》 at the end of ``before``, without the marks."""
    depth = 0
    for i in range(len(before) - 1, -1, -1):
        depth += (before[i] == "》") - (before[i] == "《")
        if depth == 0:
            return before[i + 1 : -1] or None
    return None


def term_parts(term: str) -> tuple[str, ...]:
    """Return the names inside a term: 机关、单位 → 机关, 单位; a single name is returned as it is."""
    depth = 0
    parts = [""]
    for c in term:
        depth += (c in "（(《“") - (c in "）)》”")
        if c == "、" and depth == 0:
            parts.append("")
        else:
            parts[-1] += c
    return tuple(p for p in parts if p)
