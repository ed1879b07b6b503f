"""Find the definitions in a law: the term, the defining passage and the scope of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fatiao.diagnostics import Report
from fatiao.linking.definitions import forms
from fatiao.linking.definitions.passages import Sentences, find_names, is_name
from fatiao.linking.definitions.scope import LAW, OwnName, read_place, scope_of
from fatiao.linking.definitions.short_names import expand_short_name, find_short_names
from fatiao.linking.own_names import is_own_name, names_given_away
from fatiao.linking.positions import source_offset
from fatiao.linking.quotation_marks import pair_marks
from fatiao.model.law import Article, Law, Span
from fatiao.model.layers import Definition, DefinitionKind

#: Maximum number of characters before 是指; a longer stretch is not a term with its place.
_LONGEST_BEFORE = 160
#: Cues of a definition; an article without any of them is skipped, as most are.
_CUES = re.compile(
    r"[是系，]指|所[称指]|简称|统称|合称|并称|[下后]称|一[词语]|用语|用词|术语|名词|词语|本数|的，(?:是|为|即为|称|叫)|是[^。；\n]{4,160}?的"
    r"|[“”\"] ?[，,]?(?:主要)?包[括含]"
)


#: Maximum length of a term with its label, in characters.
_REACH_OF_PLACE = 60
#: Label of a note on a table (注：件，是指…); a definition in a note holds in its own article only.
_OF_TABLE = re.compile(r"(?:(?:附?注|备注|说明)\d{0,2})：\Z")


@dataclass(slots=True)
class _Scan:
    """The state of scanning one article: its folded text, and the definitions found so far."""

    article: Article
    folded: str
    own: OwnName
    sentences: Sentences
    found: list[Definition] = field(default_factory=list)
    places: set[Span] = field(default_factory=set)
    used: dict[int, str] = field(default_factory=dict)  # each offset in the verb of a definition found → its scope
    unclear: set[int] = field(default_factory=set)  # start offsets of the sentences reported as unclear
    chain: tuple[int, str] = (-1, LAW)  # end offset of the last verb, and its scope

    def add(self, kind: DefinitionKind, scope: str, span: Span, words: Span) -> bool:
        """Record the terms in the span ``words``; return False if it holds no name."""
        text, added = self.article.text, False
        for term in find_names(self.folded, words):
            if term not in self.places:
                self.places.add(term)
                self.found.append(Definition(self.article.number, text[term.start : term.end], kind, scope, span, term))
            added = True
        return added


def find_definitions(law: Law, report: Report) -> tuple[Definition, ...]:
    """Return every definition of a law, in the order of its text.

    A 是指 without a clear term is not guessed but reported as ``definition-unclear``.  Of articles with one
    number only the first is read, since a definition names its article by the number.
    """
    own = OwnName(law.front.title.text if law.front.title else "", names_given_away(law))
    found: list[Definition] = []
    for article in law.articles:
        if law.article(article.number) is article and _CUES.search(article.text):
            folded = pair_marks(article.text).translate(forms.FOLD)
            found.extend(_in_article(_Scan(article, folded, own, Sentences(article, folded)), law, report))
    return tuple(found)


def _in_article(scan: _Scan, law: Law, report: Report) -> list[Definition]:
    _find_lists(scan)
    _find_said(scan)
    _find_kinds(scan)
    _find_called_words(scan)
    _find_means(scan, law, report)
    _find_quoted(scan)
    _find_bounds(scan)
    _find_outcomes(scan)
    for passage, name, scope in find_short_names(scan.folded):
        count = len(scan.found)
        if is_own_name(scan.folded[name.start : name.end]):  # 以下简称本法: the name of a law, not a term
            continue
        if scan.add(DefinitionKind.ABBREVIATES, scope, passage, name):
            scan.found[count:] = [_with_expansion(scan, d) for d in scan.found[count:]]
    return sorted(scan.found, key=lambda d: (d.term_span.start, d.term_span.end))


def _with_expansion(scan: _Scan, definition: Definition) -> Definition:
    at = definition
    whole = "统称" in scan.folded[at.span.start : at.term_span.start]
    expansion = expand_short_name(scan.folded, at.span, at.term, whole)
    return Definition(at.article, at.term, at.kind, at.scope, at.span, at.term_span, expansion)


def _find_lists(scan: _Scan) -> None:
    """Find lists of terms: 本法下列用语的含义：, followed by lines that each begin with a term."""
    folded = scan.folded
    leads = list(forms.LIST_LEAD.finditer(folded))
    for lead, following in zip(leads, [*leads[1:], None], strict=False):
        last = following.start() if following else len(folded)
        start = scan.sentences.start(lead.start())
        scope = _scope_in(folded[start : lead.end()], scan.own)
        line = folded.find("\n", lead.end() - (lead[0].endswith("\n")))
        while 0 <= line < last:
            after = folded.find("\n", line + 1)
            _list_entry(scan, Span(line + 1, after if after >= 0 else len(folded)), scope)
            line = after


def _list_entry(scan: _Scan, line: Span, scope: str) -> None:
    label = forms.LABEL.match(scan.folded, line.start, line.end)
    entry = forms.LIST_ENTRY.match(scan.folded, label.end() if label else line.start, line.end)
    if not entry or (entry.end() == line.end and entry["verb"] == "："):
        return
    words = Span(*entry.span("term"))
    if re.search(r"所称|应当|下列|依照|按照", entry["term"]) or not is_name(entry["term"]):
        return
    end = scan.sentences.end(entry.end(), whole_line=True)
    if scan.add(DefinitionKind.ENUMERATED, scope, Span(line.start, end), words):
        scan.used.update(dict.fromkeys(range(*entry.span("verb")), scope))


def _find_kinds(scan: _Scan) -> None:
    """Find （一）可回收物，指…; （二）有害垃圾，指…; a single such item is too doubtful to count."""
    entries = [m for m in forms.KIND_ENTRY.finditer(scan.folded) if is_name(m["term"]) and "应当" not in m["term"]]
    for entry in entries if len(entries) > 1 else ():
        end = scan.sentences.end(entry.end(), whole_line=True)
        scan.add(DefinitionKind.ENUMERATED, LAW, Span(entry.start(), end), Span(*entry.span("term")))


def _find_said(scan: _Scan) -> None:
    """Find 本法所称X，是指…, and the sentences X，是… that continue it."""
    folded = scan.folded
    for link in forms.SAID.finditer(folded):
        by_place = forms.SAID_BY_PLACE.match(folded, link.end()) if _told_by_place(folded, link.end()) else None
        after = by_place or next((m for p in forms.AFTER_SAID if (m := p.match(folded, link.end()))), None)
        if not after or not scan.used.keys().isdisjoint(range(*after.span("verb"))) or not _said_name(after):
            continue
        place = read_place(folded, link.start(), scan.own)
        taken_up = folded.endswith("，其", 0, link.start())  # …的案件，其所称的侵权行为地，是指…
        if place is None and not taken_up and link.start() - scan.sentences.start(link.start()) > 2:
            continue  # 审理…所称的: the words before 所称 name no place
        scope = place.scope if place else scan.chain[1]
        start = place.start if place else link.start()
        end = scan.sentences.end(after.end()) if by_place is None else _end_of_places(scan, by_place)
        words = Span(*after.span("term"))
        again = forms.SAID_AGAIN.search(folded, words.start, words.end)
        if again:
            words = Span(words.start, again.start())
            other = scope.replace(_last_article(scope), "") + again["at"]
            scan.add(DefinitionKind.DEFINES, other, Span(start, end), Span(again.end(), after.end("term")))
        if scan.add(DefinitionKind.DEFINES, scope, Span(start, end), words):
            verbs = range(after.start("verb"), end if by_place else after.end("verb"))
            scan.used.update(dict.fromkeys(verbs, scope))
            _use_next_cases(scan, after, end, scope)
            scan.chain = (after.end(), scope)
            if after["verb"] == "是":
                _carry_on(scan, end, scope)


def _told_by_place(folded: str, at: int) -> bool:
    """Return True if a place can follow the term at ``at``; a quick test, because most terms have none."""
    return "在" in folded[at : at + _REACH_OF_PLACE]


def _end_of_places(scan: _Scan, said: re.Match[str]) -> int:
    """Return the end of a definition given place by place: after its items, or after the last place."""
    colon = scan.folded.find("：", said.end("term"), said.start("verb"))
    if colon >= 0:
        return scan.sentences.end(colon)
    end = scan.sentences.end(said.end())
    while more := forms.NEXT_PLACE.match(scan.folded, end):
        end = scan.sentences.end(more.end())
    return end


def _use_next_cases(scan: _Scan, after: re.Match[str], end: int, scope: str) -> None:
    """Mark as used the verbs that define the term for another person or case; no term stands before them."""
    if scan.folded.count("，", after.end("term"), after.start("verb")) > 1 or "，" in after["term"]:
        while more := forms.NEXT_CASE.match(scan.folded, end):
            scan.used.update(dict.fromkeys(range(*more.span("verb")), scope))
            end = scan.sentences.end(more.end())


def _said_name(after: re.Match[str]) -> bool:
    term = after["term"]
    if "，" in term and not forms.QUOTED.search(term) and re.search(r"，(?:由|应当|不得|依照|按照|包括|是)", term):
        return False
    return not re.match(r"[，。：]|：", term) and is_name(term, said=True)


def _last_article(scope: str) -> str:
    found = forms.PROVISION.search(scope)
    return found[0] if found else ""


def _carry_on(scan: _Scan, at: int, scope: str) -> None:
    """Find the sentences that continue a definition: 本条例所称一核，是…。五廊，是…。"""
    more = re.compile(r"；?(?P<term>[^，。；：（）\n是]{1,12})，(?P<verb>是)(?![否指不])").match(scan.folded, at)
    while more and is_name(more["term"]):
        end = scan.sentences.end(more.end())
        scan.add(DefinitionKind.DEFINES, scope, Span(more.start("term"), end), Span(*more.span("term")))
        more = more.re.match(scan.folded, end)


def _find_called_words(scan: _Scan) -> None:
    """Find “缔约国”一词系指… at the start of a sentence."""
    for m in forms.AS_WORD.finditer(scan.folded):
        start = scan.sentences.start(m.start())
        label = forms.LABEL.match(scan.folded, start, m.start())
        if m.start() == (label.end() if label else start) and scan.used.keys().isdisjoint(range(*m.span("verb"))):
            end = scan.sentences.end(m.end(), whole_line=bool(label))
            if scan.add(DefinitionKind.DEFINES, LAW, Span(m.start(), end), Span(*m.span("term"))):
                scan.used.update(dict.fromkeys(range(*m.span("verb")), LAW))


def _find_means(scan: _Scan, law: Law, report: Report) -> None:
    """Find X是指… without 所称: at the start of a sentence, after 第X条规定的, or in continuation of a clause."""
    folded = scan.folded
    scan.chain = (-1, LAW)
    for verb in forms.MEANS.finditer(folded):
        of_hit = scan.used.get(verb.start(), scan.used.get(verb.end() - 1))
        if of_hit is not None:
            scan.chain = (verb.end(), of_hit)
            continue
        start = scan.sentences.start(verb.start())
        chained = start <= scan.chain[0] or (
            scan.chain[0] >= 0 and not scan.sentences.full_stop_between(scan.chain[0], start)
        )
        label = forms.LABEL.match(folded, start, verb.start())
        chained = chained and not label
        first = label.end() if label else start
        hit = _words_before(scan, first, verb.start(), start <= scan.chain[0])
        if hit is None:
            if start not in scan.unclear:
                scan.unclear.add(start)
                _report_unclear(scan, law, report, verb.start())
            continue
        words, scope = hit
        listed = bool(label) and words.start - first <= 1
        of_table = _OF_TABLE.search(folded, max(0, start - 4), start) is not None
        scope = scope or (scan.chain[1] if chained else "article" if of_table else LAW)
        end = scan.sentences.end(verb.end(), whole_line=listed and folded[start - 1 : start] == "\n")
        begin = first if not listed else start
        kind = DefinitionKind.ENUMERATED if listed else DefinitionKind.DEFINES
        if scan.add(kind, scope, Span(min(begin, words.start), end), words):
            scan.chain = (verb.end(), scope)


def _words_before(scan: _Scan, start: int, end: int, same_sentence: bool) -> tuple[Span, str | None] | None:
    """Return the span of the term between ``start`` and its verb at ``end``, and the scope named there, if any.

    None if no term stands there for certain.
    """
    text = scan.folded[start:end].rstrip(" ，")
    if text.startswith("“") and text.count("“") > text.count("”"):  # the quoted words of an amendment begin
        start, text = start + 1, text[1:]
    for opening in ("其中，", "其中", "凡"):
        if text.startswith(opening):
            start, text = start + len(opening), text[len(opening) :]
            break
    if len(text) > _LONGEST_BEFORE:
        return None
    linked = _linked(text)
    if linked:
        place, words = linked
        at = start + words.start
        return (Span(at, start + words.end), scope_of(place, scan.own)) if is_name(text[words.start :], True) else None
    clauses = re.split(r"，(?![^（）]*）)", text)
    # 依据执行股权所在地确定管辖法院的，股权所在地是指…; any other clause before the term is doubtful
    plain = len(clauses) > 1 and clauses[-2].endswith("的") and len(clauses[-1]) <= 12 and "的" not in clauses[-1]
    if len(clauses) > 1 and not (same_sentence or plain or forms.QUOTED.fullmatch(text)):
        return None
    if not forms.QUOTED.fullmatch(text):
        start, text = start + len(text) - len(clauses[-1]), clauses[-1]
    text = text.rstrip("（")  # 农村集体经济组织（是指…）
    return (Span(start, start + len(text)), None) if is_name(text) else None


def _linked(text: str) -> tuple[str, Span] | None:
    """Return the place and the span of the term in 刑法第六十条规定的“X” and 本法关于…有关“五日”的规定."""
    about = forms.ABOUT.search(text)
    if about:
        return about["at"], Span(*about.span("term" if about["term"] else "bare"))
    for link in forms.PROVIDED.finditer(text):
        if forms.match_places(text, 0, link.start()):
            words = text[link.end() :]
            return text[: link.start()], Span(len(text) - len(words.lstrip(" ")), len(text.rstrip(" ")))
    before = forms.OF_SELF.match(text) or forms.PRECEDING.match(text)
    return (before["at"], Span(before.end(), len(text.rstrip(" ")))) if before else None


def _find_quoted(scan: _Scan) -> None:
    """Find 刑法第一百二十条之一规定的“实施恐怖活动的个人”，包括…"""
    for m in forms.QUOTED_INCLUDES.finditer(scan.folded):
        if m.start() == scan.sentences.start(m.start()):
            end = scan.sentences.end(m.end())
            scope = scope_of(m["at"], scan.own)
            scan.add(DefinitionKind.DEFINES, scope, Span(m.start(), end), Span(*m.span("term")))


def _find_bounds(scan: _Scan) -> None:
    """Find 本法所称以上、以下、以内，包括本数, with one definition for each word."""
    folded, last = scan.folded, 0
    for rule in forms.COUNTS.finditer(folded):
        start = max(scan.sentences.start(rule.start()), last)
        if folded[start : rule.start()].endswith("（"):
            continue
        stretch = folded[start : rule.start()].lstrip("，")
        link = forms.SAID.search(folded, start, rule.start())
        place = read_place(folded, link.start(), scan.own) if link else None
        scope = place.scope if place else _scope_in(stretch, scan.own) if not last else scan.chain[1]
        scan.chain = (rule.end(), scope)
        word = forms.QUOTED if forms.QUOTED.search(stretch) else forms.BOUND_WORDS
        first = place.start if place else start + len(folded[start : rule.start()]) - len(stretch)
        end = scan.sentences.end(rule.end())
        for m in word.finditer(folded, link.end() if link else start, rule.start()):
            scan.add(DefinitionKind.DEFINES, scope, Span(first, end), Span(m.start(), m.end()))
        last = rule.end()


def _find_outcomes(scan: _Scan) -> None:
    """Find …的，是犯罪预备; …的，为连带债权; 买卖合同是…的合同。"""
    folded = scan.folded
    for m in forms.SO_IS.finditer(folded):
        strict = m["verb"] in ("为", "即为")
        if forms.NO_TERM.match(m["term"]) or (strict and folded[m.end() : m.end() + 1] == "，"):
            continue
        start = scan.sentences.start(m.start())
        scan.add(DefinitionKind.DEFINES, LAW, Span(start, m.end()), Span(*m.span("term")))
    for m in forms.SO_LISTED.finditer(folded):
        if not forms.NO_KIND.match(m["term"]) and not forms.NO_TERM.match(m["term"]):
            span = Span(scan.sentences.start(m.start()), scan.sentences.end(m.end()))
            scan.add(DefinitionKind.DEFINES, LAW, span, Span(*m.span("term")))
    for m in forms.KIND.finditer(folded):
        if is_name(m["term"]) and m["term"] != m["head"]:
            scan.add(DefinitionKind.DEFINES, LAW, Span(m.start(), m.end()), Span(*m.span("term")))


def _scope_in(words: str, own_name: OwnName) -> str:
    """Return the scope named anywhere in the lead of a list; the whole law if none is named."""
    own, inner = forms.SELF.search(words), forms.INNER.search(words)
    if inner and not own:
        return scope_of(inner[0], own_name)
    return LAW


def _report_unclear(scan: _Scan, law: Law, report: Report, at: int) -> None:
    words = scan.article.text[max(0, at - 20) : at + 2].replace("\n", " ")
    message = f"{scan.article.label}: no clear term was found before …{words}"
    report.add("definition-unclear", message, law.source, source_offset(scan.article, at, law.source))
