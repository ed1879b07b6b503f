"""Lines → blocks: what every line is taken for, with its label and the reason where it is left out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from conv.diagnostics import Report
from conv.model import Source
from conv.reading.contents import find_contents
from conv.reading.foreign import find_hard, is_headline, is_name_list, weigh
from conv.reading.front import Part, divide_front, is_notice_head, is_signature
from conv.reading.labels import DIVISION_LEVELS, Label, Style, read_di, read_label
from conv.reading.lines import Line
from conv.reading.pages import find_page_lines
from conv.reading.skeleton import Skeleton, Start, article_candidates, find_chain, numbered_candidates, strict_chain
from conv.reading.typography import Layout, ends_sentence, measure


class Kind(StrEnum):
    """What a block is."""

    TITLE = "title"
    HISTORY = "history"
    NOTICE = "notice"
    PREAMBLE = "preamble"
    DIVISION = "division"  # begins with its label, or has none
    HEADING = "heading"  # goes on with the heading above
    ARTICLE = "article"  # begins with the label of an article or a clause
    TEXT = "text"  # of the open article; may begin with an item's label
    ANNEX_HEAD = "annex-head"
    ANNEX = "annex"
    SIGNATURE = "signature"
    CONTENTS = "contents"
    PAGE = "page"
    FOREIGN = "foreign"
    MARK = "mark"  # bullets and invisible characters, nothing else


class Block(NamedTuple):
    """Part of a line: ``line.text[start:end]``; ``label`` stands at its head."""

    kind: Kind
    line: Line
    start: int
    end: int
    label: Label | None = None
    reason: str = ""
    clause: bool = False


def classify(lines: Sequence[Line], source: Source, report: Report) -> tuple[Block, ...]:
    """Say of every line what it is; the blocks cover the lines in order.  Never raises."""
    draft = _Draft(lines, source, report)
    draft.put_aside_pages()
    draft.put_aside_contents()
    draft.find_skeleton()
    draft.find_divisions()
    draft.read_front()
    draft.read_tail()
    draft.find_foreign()
    return draft.blocks()


#: 附件, 附件1：, 附表, 附录, 附：, but not 附则.
_ANNEX_HEAD = re.compile(r"附[ 　\xa0]*(?:件|录|表|图|注|单|[：:]|$)")
_AMENDS = re.compile(r"关于(?:修改|修正|废止|补充|批准).*(?:决定|决议)|修正案")
_FRONT_REASONS = {Part.FOREIGN: "newspaper or web page matter before the instrument", Part.PAGE: "the title once more"}
_STATING = re.compile(r"应当|不得|可以|由|规定的|，|=|＝|\||×××")
_LONGEST_HEADING = 60
_LONGEST_BARE_HEADING = 30


class _Draft:
    """The work in hand: a kind per line, found step by step; what has a kind is not looked at again."""

    def __init__(self, lines: Sequence[Line], source: Source, report: Report) -> None:
        self.all = lines
        self.source = source
        self.report = report
        self.kinds: list[Kind | None] = [None if line.text else Kind.MARK for line in lines]
        self.reasons: dict[int, str] = {}
        self.places: list[int] = []  # index in ``lines`` → index in ``all``
        self.lines: list[Line] = []
        self.labels: list[Label | None] = []
        self.skeleton = Skeleton(Style.ARTICLE, (), 0)
        self.starts: dict[int, list[Start]] = {}
        self.divisions: dict[int, Label | None] = {}
        self.weights: dict[int, int] = {}
        self.layout = Layout(None, False)
        self.keep([i for i, line in enumerate(lines) if line.text])

    def keep(self, places: list[int]) -> None:
        """Go on with these lines alone."""
        self.places = places
        self.lines = [self.all[i] for i in places]
        self.labels = [read_label(line.text) for line in self.lines]

    def set(self, index: int, kind: Kind, reason: str = "") -> None:
        """Decide on one of ``lines``."""
        self.kinds[self.places[index]] = kind
        if reason:
            self.reasons[self.places[index]] = reason

    def decided(self, index: int) -> bool:
        """Whether a line has its kind."""
        return self.kinds[self.places[index]] is not None

    def put_aside_pages(self) -> None:
        """Page numbers, running heads, datelines."""
        page = find_page_lines(self.all)
        if page:
            for index, reason in page.items():
                self.kinds[index] = Kind.PAGE
                self.reasons[index] = reason
            self.keep([i for i in self.places if i not in page])

    def put_aside_contents(self) -> None:
        """目录."""
        contents = find_contents(self.lines, self.labels)
        if contents:
            for index in contents:
                self.set(index, Kind.CONTENTS, "contents list")
            self.keep([p for i, p in enumerate(self.places) if i not in contents])

    def find_skeleton(self) -> None:
        """Choose between articles, clauses and numbered provisions, and find where each begins."""
        width = measure(self.lines, ()).width
        chain, again = find_chain(article_candidates(self.lines, self.labels, self.source.text, width))
        style = Style.ARTICLE
        clauses = self._clause_chain(chain)
        if clauses:
            style, chain, again = clauses[0].label.style, clauses, self._appended(chain, clauses)
        stop = len(self.lines)
        if again is not None:
            stop = self._next_instrument(chain, again)
            chain = [start for start in chain if start.line < stop]
        self.skeleton = Skeleton(style, tuple(chain), stop)
        for start in chain:
            self.starts.setdefault(start.line, []).append(start)
        self.layout = measure(self.lines, [start.line for start in chain if start.at == 0])

    def _clause_chain(self, articles: list[Start]) -> list[Start]:
        """The provisions of an instrument without 条, or of an amendment that quotes articles; empty otherwise."""
        commas = strict_chain(numbered_candidates(self.lines, self.labels, Style.COMMA))
        if articles:
            amends = _AMENDS.search("".join("".join(line.text.split()) for line in self.lines[:6]))
            return commas if amends and commas and commas[0].line < articles[0].line else []
        dots = strict_chain(numbered_candidates(self.lines, self.labels, Style.DOT))
        if len(dots) >= 3 and (not commas or len(dots) > len(commas) and self._run_across(dots, commas)):
            return dots
        if commas:
            return commas
        return strict_chain(numbered_candidates(self.lines, self.labels, Style.PAREN)) or dots

    def _run_across(self, dots: list[Start], commas: list[Start]) -> bool:
        """Whether 1., 2., 3. … go on across the headings 一、, 二、 instead of beginning anew below each."""
        heads = [start.line for start in commas]
        last = -1
        crossed = 0
        for start in dots:
            part = bisect_left(heads, start.line)
            crossed += part != last
            last = part
        ones = sum(label is not None and label.style is Style.DOT and label.value == 1 for label in self.labels)
        return crossed >= 2 and ones <= 1 + len(heads) // 4

    def _appended(self, articles: list[Start], clauses: list[Start]) -> Start | None:
        """The first article of a law that a decision on its amendment prints behind itself."""
        behind = [s for s in articles if s.line > clauses[-1].line and s.label.value == 1]
        return behind[0] if behind else None

    def _next_instrument(self, chain: list[Start], again: Start) -> int:
        """The line where the title of the next instrument begins; its first article's where no title is found."""
        last = max((s.line for s in chain if s.line < again.line), default=-1)
        begin = again.line
        while begin - 1 > last and not self._closes_instrument(begin - 1):
            begin -= 1
            if _ANNEX_HEAD.match(self.lines[begin].text):
                return len(self.lines)
        if any(_ANNEX_HEAD.match(line.text) for line in self.lines[last + 1 : begin]):
            return len(self.lines)
        line = self.lines[begin]
        self.report.add("next-instrument", "another instrument begins here; it is left out", self.source, line.start)
        return begin

    def _closes_instrument(self, index: int) -> bool:
        text = self.lines[index].text
        return ends_sentence(text) and not (text[0] in "（(" and "年" in text) and len(text) > 8

    def find_divisions(self) -> None:
        """Headings: 第X章 and its kin, 一、 above articles, and headings that lost their number."""
        for index, label in enumerate(self.labels[: self.skeleton.stop]):
            if label is None or index in self.starts and self.starts[index][0].at == 0:
                continue
            if label.style in DIVISION_LEVELS and self._is_heading(index, label):
                self.divisions[index] = label
            elif label.style is Style.COMMA and self.skeleton.style is not Style.COMMA and self._heads(index):
                self.divisions[index] = label
        if any(label is not None and label.style is Style.COMMA for label in self.divisions.values()):
            self._fill_comma_headings()
            self._find_paren_headings()
        self._find_bare_headings()

    def _fill_comma_headings(self) -> None:
        """A 一、 heading that a story parts from its provisions: the numbers around it tell."""
        known = {label.value for label in self.divisions.values() if label is not None and label.style is Style.COMMA}
        for index, label in enumerate(self.labels[: self.skeleton.stop]):
            if label is None or label.style is not Style.COMMA or label.value in known or index in self.starts:
                continue
            text = self.lines[index].text
            fits = label.value - 1 in known and (label.value + 1 in known or label.value > max(known))
            if fits and len(text) <= _LONGEST_HEADING and is_headline(text) and ends_sentence(self.lines[index - 1].text):
                self.divisions[index] = label
                known.add(label.value)

    def _find_paren_headings(self) -> None:
        """（一） below 一、 headings: bare, right above a provision, and no entry of the list above it."""
        last = 0  # the number of the item above, in the open article
        for index, label in enumerate(self.labels[: self.skeleton.stop]):
            if index in self.starts or index in self.divisions:
                last = 0
            elif label is not None and label.style is Style.PAREN:
                if label.value != last + 1 or last == 0:
                    if self._heads(index) and (index == 0 or ends_sentence(self.lines[index - 1].text) or last == 0):
                        self.divisions[index] = label
                        continue
                last = label.value

    def _is_heading(self, index: int, label: Label) -> bool:
        text = self.lines[index].text
        first = self.starts.get(index)
        if first:
            text = text[: first[0].at].rstrip()
        if len(text) > _LONGEST_HEADING or not text or text[-1] in "。；，、;,：":
            return False
        if index == 0 or label.apart or label.end == len(text):
            return True
        before = self.lines[index - 1].text
        return ends_sentence(before) or index - 1 in self.divisions or len(before) <= _LONGEST_BARE_HEADING

    def _heads(self, index: int) -> bool:
        """Whether a 一、 line is a heading: bare, and a provision or another heading follows."""
        text = self.lines[index].text
        if len(text) > _LONGEST_HEADING or text[-1] in "。；，、：;,:":
            return False
        following = index + 1
        if following < len(self.lines) and following not in self.starts and len(self.lines[following].text) <= 30:
            if self.labels[following] is None and self.lines[following].text[-1] not in "。；：":
                following += 1
        if following in self.starts:
            return True
        label = self.labels[following] if following < len(self.lines) else None
        return label is not None and label.style in DIVISION_LEVELS

    def _find_bare_headings(self) -> None:
        """A heading without number, or the second line of one, stands between a sentence's end and a provision."""
        structural = sorted(set(self.divisions) | {i for i, s in self.starts.items()})
        for position in structural:
            if position in self.starts and self.starts[position][0].at > 0 and position not in self.divisions:
                continue
            above = position - 1
            run: list[int] = []
            while above >= 0 and len(run) < 3 and self._may_be_bare_heading(above):
                run.insert(0, above)
                above -= 1
            if not run:
                continue
            if above in self.divisions:
                for index in run:
                    self.set(index, Kind.HEADING)
            elif above >= 0 and self._inside(above) and ends_sentence(self.lines[above].text):
                self._add_bare_heading(run)

    def _inside(self, index: int) -> bool:
        first = self.skeleton.starts[0].line if self.skeleton.starts else len(self.lines)
        return first <= index < self.skeleton.stop

    def _may_be_bare_heading(self, index: int) -> bool:
        text = self.lines[index].text
        if index in self.starts or index in self.divisions or self.labels[index] is not None:
            return False
        if len(text) > _LONGEST_BARE_HEADING or not is_headline(text) or _STATING.search(text.replace("，", "", 1)):
            return False
        return weigh(text) <= 0 and not is_name_list(text) and text[-1] not in "?？!！"

    def _add_bare_heading(self, run: list[int]) -> None:
        self.divisions[run[0]] = None
        for index in run[1:]:
            self.set(index, Kind.HEADING)

    def read_front(self) -> None:
        """Everything before the first provision or heading."""
        first = min([*self.starts, *self.divisions], default=None)
        if first is None:
            first = len(self.lines)
        end = first
        if end < len(self.lines) and end in self.starts and self.starts[end][0].at > 0 and end not in self.divisions:
            end += 1
        parts = divide_front(self.lines[:first])
        for index, part in enumerate(parts):
            if not self.decided(index):
                self.set(index, Kind(part), _FRONT_REASONS.get(part, ""))

    def read_tail(self) -> None:
        """What follows the last provision: annexes, signatures, the notice; and the next instrument."""
        for index in range(self.skeleton.stop, len(self.lines)):
            self.set(index, Kind.FOREIGN, "another instrument")
        if not self.skeleton.starts:
            return
        last = self.skeleton.starts[-1].line
        index = last + 1
        while index < self.skeleton.stop:
            text = self.lines[index].text
            if _ANNEX_HEAD.match(text) and (ends_sentence(self.lines[index - 1].text) or index - 1 > last):
                self._read_annexes(index)
                return
            if is_notice_head(text):
                end = self._read_notice(index)
                if end > index:
                    index = end
                    continue
            if self._is_footnote(index):
                self.set(index, Kind.FOREIGN, "footnote of the edition")
                index += 1
                continue
            foreign = self._foreign_from(index)
            if foreign:
                for rest in range(index, self.skeleton.stop):
                    self.set(rest, Kind.FOREIGN, foreign)
                return
            full = self.layout.width is not None and len(text) >= self.layout.width - 1
            if is_signature(text) and not full and ends_sentence(self._words_before(index)):
                self.set(index, Kind.SIGNATURE)
            index += 1

    def _is_footnote(self, index: int) -> bool:
        """① behind the last provision, where no list is open."""
        label = self.labels[index]
        before = self.lines[index - 1].text
        return label is not None and label.style is Style.CIRCLE and ends_sentence(before) and before[-1] not in "：:；;"

    def _words_before(self, index: int) -> str:
        while index > 0:
            index -= 1
            if self.kinds[self.places[index]] is not Kind.SIGNATURE:
                return self.lines[index].text
        return "。"

    def _read_annexes(self, index: int) -> None:
        for rest in range(index, self.skeleton.stop):
            text = self.lines[rest].text
            head = _ANNEX_HEAD.match(text) is not None and len(text) <= 60
            self.set(rest, Kind.ANNEX_HEAD if head else Kind.ANNEX)
            if not head and weigh(text) >= 4:
                self.set(rest, Kind.FOREIGN, "newspaper matter behind the instrument")

    def _read_notice(self, index: int) -> int:
        title = "".join(
            "".join(self.lines[i].text.split()) for i in range(len(self.lines)) if self.kinds[self.places[i]] is Kind.TITLE
        )
        window = self.lines[index : min(index + 12, self.skeleton.stop)]
        joined = "".join("".join(line.text.split()) for line in window)
        if not title or f"《{title}》" not in joined:
            return index
        parts = divide_front(window)
        for offset, part in enumerate(parts):
            if part is not Part.NOTICE:
                return index + offset
            self.set(index + offset, Kind.NOTICE)
        return index + len(parts)

    def _foreign_from(self, index: int) -> str:
        """Why everything from a line behind the last provision on is foreign; empty where it is not."""
        reason = "newspaper or web page matter behind the instrument"
        text = self.lines[index].text
        weight = self._weight(index)
        if not ends_sentence(self.lines[index - 1].text) and weight <= 0:
            return ""  # the sentence goes on
        if weight > 0:
            return reason
        if weight < 0 or is_signature(text):
            return ""
        ahead = [self._weight(i) for i in range(index + 1, min(index + 5, self.skeleton.stop))]
        if self._is_headline(index):
            return reason if ahead and max(ahead) > 0 and sum(ahead) > -2 else ""
        return reason if ahead and sum(ahead[:3]) > 0 and self.labels[index] is None else ""

    def find_foreign(self) -> None:
        """Stories and notices spliced in between the provisions."""
        hard = set(self._lines_at(find_hard(self.source.text)))
        structural = sorted(set(self.starts) | set(self.divisions))
        for position, following in zip(structural, structural[1:], strict=False):
            inside = range(position + 1, following)
            if inside and (any(i in hard for i in inside) or any(self._is_headline(i) for i in inside)):
                self._find_splice(inside, hard)

    def _lines_at(self, offsets: list[int]) -> list[int]:
        begins = [line.start for line in self.lines] if offsets else []
        return [bisect_right(begins, offset) - 1 for offset in offsets]

    def _is_headline(self, index: int) -> bool:
        """Whether a line might head a story: bare, no item, no full line of wrapped text, behind a finished sentence."""
        text = self.lines[index].text
        if self.labels[index] is not None or not is_headline(text) or not ends_sentence(self.lines[index - 1].text):
            return False
        return self.layout.width is None or len(text) < self.layout.width - 1

    def _weight(self, index: int) -> int:
        weight = self.weights.get(index)
        if weight is None:
            text = self.lines[index].text
            weight = self.weights[index] = weigh(text) + 3 * is_name_list(text)
        return weight

    def _find_splice(self, inside: range, hard: set[int]) -> None:
        anchor = next((i for i in inside if self._may_begin_splice(i)), None)
        if anchor is None:
            return
        begin = self._story_begin(anchor, inside.start)
        end, total = self._story_end(anchor, inside.stop)
        headed = self._is_headline(begin)
        sure = any(i in hard for i in range(begin, end))
        if total < (3 if sure else 2) or not headed and not sure:
            if headed and end - begin > 1 and total > 0:
                what = "may be foreign to the instrument; it is kept"
                self.report.add("ambiguous-structure", what, self.source, self.lines[begin].start)
            return
        for index in range(begin, end):
            self.set(index, Kind.FOREIGN, "newspaper or web page matter between the provisions")
            self.divisions.pop(index, None)

    def _may_begin_splice(self, index: int) -> bool:
        """An unlabelled line with foreign words behind a finished sentence or a headline."""
        if self.decided(index) or self.labels[index] is not None or self._weight(index) <= 0:
            return False
        return ends_sentence(self.lines[index - 1].text) or self._is_headline(index - 1)

    def _story_begin(self, anchor: int, first: int) -> int:
        """Where a story begins whose words are first heard at a line: its headline is a few lines above."""
        begin = anchor
        for index in range(anchor - 1, max(first, anchor - 5) - 1, -1):
            if self._weight(index) < 0 or self.labels[index] is not None or self.decided(index):
                break
            if self._is_headline(index):
                begin = index
        return begin

    def _story_end(self, anchor: int, stop: int) -> tuple[int, int]:
        """The index behind a story, and its weight; what reads like a statute again behind it is not the story's."""
        total = best = 0
        end = anchor
        for index in range(anchor, stop):
            weight = self._weight(index)
            total += weight
            if weight > 0 or total > best:
                best = max(best, total)
                end = index + 1
        rest = sum(self._weight(i) for i in range(end, stop))
        return (end, best) if rest <= -3 else (stop, best)

    def blocks(self) -> tuple[Block, ...]:
        """The decisions, line by line, in order."""
        where = {place: index for index, place in enumerate(self.places)}
        out: list[Block] = []
        for place, line in enumerate(self.all):
            kind = self.kinds[place]
            if kind is not None:
                label = self.labels[where[place]] if kind is Kind.ANNEX_HEAD else None
                out.append(Block(kind, line, 0, len(line.text), label, self.reasons.get(place, "")))
                continue
            self._emit(where[place], line, out)
        return tuple(out)

    def _emit(self, index: int, line: Line, out: list[Block]) -> None:
        starts = self.starts.get(index)
        clause = self.skeleton.style is Style.COMMA or self.skeleton.style is Style.PAREN
        if starts is None:
            if index in self.divisions:
                out.append(Block(Kind.DIVISION, line, 0, len(line.text), self.divisions[index]))
            else:
                out.append(Block(Kind.TEXT, line, 0, len(line.text), self.labels[index]))
            return
        if starts[0].at > 0:
            self._emit_before(index, line, starts[0].at, out)
        for number, start in enumerate(starts):
            end = starts[number + 1].at if number + 1 < len(starts) else len(line.text)
            self._emit_start(line, start, end, clause, out)

    def _emit_before(self, index: int, line: Line, end: int, out: list[Block]) -> None:
        """The part of a line before the first article in it."""
        label = self.labels[index]
        if index in self.divisions:
            out.append(Block(Kind.DIVISION, line, 0, end, label))
        else:
            self._emit_text(line, 0, end, label, out, Kind.TEXT)

    def _emit_start(self, line: Line, start: Start, end: int, clause: bool, out: list[Block]) -> None:
        self._emit_text(line, start.at, end, start.label, out, Kind.ARTICLE, clause)

    def _emit_text(
        self, line: Line, start: int, end: int, label: Label | None, out: list[Block], kind: Kind, clause: bool = False
    ) -> None:
        """A provision, and the heading that may follow it on the same line: …。 第二章 定密管理 第九条 …"""
        head = _HEADING_WITHIN.search(line.text, start, end) if "章" in line.text or "节" in line.text else None
        if head is None:
            out.append(Block(kind, line, start, end, label, "", clause))
            return
        at = head.start(1)
        out.append(Block(kind, line, start, at, label, "", clause))
        out.append(Block(Kind.DIVISION, line, at, end, read_di(line.text, at)))


#: A heading at the end of a run-on line: after a full stop and white space, without any stop of its own.
_HEADING_WITHIN = re.compile(
    r"[。；！？”）][ 　\xa0\t]+(第[零〇一二三四五六七八九十百\d]{1,5}[编章节][ 　\xa0\t][^。；，：！？]{1,40})$"
)
