"""Derive the amended text from the text before and a decision, with the outcome of each instruction."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from dataclasses import dataclass

from fatiao.amending.apply import NotApplicableError, WorkingCopy, apply_step
from fatiao.amending.decision import Instruction, read_decision
from fatiao.amending.read_steps import read_steps
from fatiao.amending.steps import AddArticles, Detach, Divide, Renumber, Step
from fatiao.amending.wording import WorkLine, join_lines
from fatiao.amending.working import WorkArticle, WorkParagraph, open_law
from fatiao.comparing.citations import blank_citations
from fatiao.comparing.normalise import fold
from fatiao.ids import division_chain, level_name
from fatiao.language.numerals import format_numeral
from fatiao.language.titles import title_key
from fatiao.model.law import Division, Law, Number

#: Matches a decision that orders the articles, and the citations of them, to be renumbered.
_REORDER = re.compile(
    r"(?:条文|条款|条|章节|款|项)(?:的)?(?:顺序|序号)[^。\n]{0,12}(?:调整|改动)|相应调整[^。\n]{0,8}(?:顺序|序号)"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Result of one instruction: its steps, and the reasons why some were not applied."""

    instruction: Instruction
    steps: tuple[Step, ...]
    failures: tuple[str, ...]

    @property
    def is_applied(self) -> bool:
        """True if the instruction has steps and all were applied."""
        return bool(self.steps) and not self.failures


@dataclass(frozen=True, slots=True)
class DerivedArticle:
    """An article of the amended text, with the labels of the instructions that changed it."""

    number: Number
    text: str
    changed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """The text after the amendment.  ``other_laws`` is the number of instructions that amend other texts."""

    text: str
    articles: tuple[DerivedArticle, ...]
    outcomes: tuple[Outcome, ...]
    other_laws: int = 0


def amend(old: Law, decision: str) -> Derived:
    """Return ``old`` as amended by the text of a decision."""
    everything = read_decision(decision)
    instructions = [i for i in everything if _is_for(i, old)]
    preamble = "\n".join(passage.text for passage in old.front.preamble)
    work = WorkingCopy(open_law(old), preamble=preamble or None, headings=_headings(old))
    outcomes = [_apply(instruction, work) for instruction in instructions]
    steps = [step for outcome in outcomes for step in outcome.steps]
    if _counts_anew(steps, decision):
        _number_anew(work.articles)
    else:
        _keep_numbers(work.articles)
    articles = tuple(
        DerivedArticle(a.becomes or Number(0), "\n".join(_words(a)), tuple(a.changed_by)) for a in work.articles
    )
    return Derived(_print(old, work), articles, tuple(outcomes), len(everything) - len(instructions))


def _is_for(instruction: Instruction, law: Law) -> bool:
    title = title_key(law.front.title.text) if law.front.title else ""
    return not instruction.law or not title or instruction.law == title


def _apply(instruction: Instruction, work: WorkingCopy) -> Outcome:
    """Apply the steps of an instruction; a step that fails is undone."""
    steps = read_steps(instruction)
    failures = []
    work.instruction = instruction.label or "1"
    for step in steps:
        kept = copy.deepcopy(work.articles)
        try:
            apply_step(step, work)
        except NotApplicableError as error:
            work.articles = kept
            failures.append(str(error))
    if not steps:
        failures.append("fatiao cannot apply this form of instruction")
    return Outcome(instruction, steps, tuple(failures))


def _counts_anew(steps: Iterable[Step], decision: str) -> bool:
    """Return True if the decision renumbers later articles; adding only 第…条之… does not."""
    for step in steps:
        if isinstance(step, AddArticles | Divide) and any(not number.insert for number in step.numbers):
            return True
        if isinstance(step, Detach) and not step.number.insert:
            return True
        if isinstance(step, Renumber) and any(p.paragraph is None and p.item is None for p in step.places):
            return True
    return bool(_REORDER.search(decision))


def _keep_numbers(articles: list[WorkArticle]) -> None:
    for article in articles:
        article.becomes = article.becomes or article.number
    articles.sort(key=lambda article: article.becomes or Number(0))


def _number_anew(articles: list[WorkArticle]) -> None:
    """Give the next free numbers to the articles that the decision does not number; update citations.

    These articles keep their order.
    """
    given = {article.becomes: article for article in articles if article.becomes is not None}
    others = [article for article in articles if article.becomes is None]
    value = 0
    for article in others:
        value += 1
        while Number(value) in given:
            value += 1
        article.becomes = Number(value)
    articles.sort(key=lambda article: article.becomes or Number(0))
    became = {a.number: a.becomes for a in articles if a.number is not None and a.becomes is not None}
    for article in articles:
        for paragraph in article.paragraphs:
            _follow_citations(paragraph, became)


def _follow_citations(paragraph: WorkParagraph, became: dict[Number, Number]) -> None:
    paragraph.lead = _follow(paragraph.lead, became)
    paragraph.closing = _follow(paragraph.closing, became)
    for item in paragraph.items:
        item.text = _follow(item.text, became)
        item.below = [_follow(line, became) for line in item.below]


def _follow(line: WorkLine, became: dict[Number, Number]) -> WorkLine:
    """Return ``line`` with its citations of the law's own articles updated to their new numbers.

    Citations in words that the decision gave are left as they are: they use the new numbers already.
    """
    comparable = blank_citations(fold(line.text))
    places = [at for at, c in enumerate(comparable.text) if c == "#"]
    for at, number in reversed(list(zip(places, comparable.cited, strict=True))):
        new = became.get(number, number)
        start, end = comparable.span(at, at + 1)
        if new != number and not (new.insert or number.insert) and not line.is_fresh(start, end):
            printed = str(new.value) if line.text[start:end].isdecimal() else format_numeral(new.value)
            line = join_lines((line.between(0, start), WorkLine(printed), line.between(end, len(line.text))))
    return line


def _headings(law: Law) -> dict[str, str]:
    """Return the headings of divisions by label; a label that occurs more than once is left out."""
    labels = [division.label for division in law.divisions]
    return {d.label: d.heading.text for d in law.divisions if labels.count(d.label) == 1}


def _words(article: WorkArticle) -> list[str]:
    return [line for paragraph in article.paragraphs for line in paragraph.lines()]


def _print(law: Law, work: WorkingCopy) -> str:
    """Return the amended text; the text before the first provision and after the last is kept as it was."""
    source = law.source.text
    starts = [article.label_span.start for article in law.numbered] + [d.label_span.start for d in law.divisions]
    ends = [span.end for article in law.articles for passage in article.passages() for span in passage.spans]
    lines = [_front(source[: min(starts, default=0)], law, work)]
    shown: list[int] = []
    division: int | None = None
    for article in work.articles:
        division = article.division if article.division is not None else division
        for at in division_chain(law.divisions, division):
            if at not in shown:
                shown.append(at)
                lines.append(_heading(law.divisions[at], work))
        words = _words(article)
        lines += [f"{level_name(article.becomes or Number(0), '条')}　{words[0] if words else ''}", *words[1:]]
    return "\n".join([*lines, source[max(ends, default=len(source)) :].strip("\n")]).strip("\n") + "\n"


def _front(text: str, law: Law, work: WorkingCopy) -> str:
    if law.front.preamble and work.preamble is not None:
        first, last = law.front.preamble[0].spans[0].start, law.front.preamble[-1].spans[-1].end
        text = text[:first] + work.preamble + text[last:]
    return text.strip("\n")


def _heading(division: Division, work: WorkingCopy) -> str:
    return f"{division.label}　{work.headings.get(division.label, division.heading.text)}".rstrip("　")
