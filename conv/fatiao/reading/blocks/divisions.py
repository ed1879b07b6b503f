"""Find the headings of divisions: 编, 章, 节, 一、 above articles, and headings that lost their number."""

from __future__ import annotations

import re

from fatiao.reading.blocks.draft import BlockKind, Draft
from fatiao.reading.blocks.foreign_words import is_headline, is_name_list, weigh
from fatiao.reading.lines.labels import DIVISION_LEVELS, Label, Style
from fatiao.reading.lines.typography import ends_full_stop, ends_in_amount, ends_sentence
from fatiao.tabular import is_row

#: Words and marks of commands, lists, formulas and table rows, which are text and not headings.
_STATING = re.compile(r"应当|不得|可以|由|规定的|，|=|＝|\||\t|×××")
_LONGEST_HEADING = 60
_LONGEST_BARE_HEADING = 30


def find_divisions(draft: Draft) -> None:
    """Mark the headings: 第X章 and the like, 一、 above articles, and headings that lost their number."""
    for index, label in enumerate(draft.labels[: draft.skeleton.stop]):
        if label is None or (index in draft.starts and draft.starts[index][0].at == 0):
            continue
        if label.style in DIVISION_LEVELS:
            heads = _is_heading(draft, index, label)
        else:
            heads = label.style is Style.COMMA is not draft.skeleton.style and _heads(draft, index)
        if heads:
            draft.divisions[index] = label
    if any(label is not None and label.style is Style.COMMA for label in draft.divisions.values()):
        _fill_comma_headings(draft)
        _find_paren_headings(draft)
    _find_bare_headings(draft)


def _fill_comma_headings(draft: Draft) -> None:
    """Mark a 一、 heading that a newspaper story separates from its provisions, if its number fits the others."""
    known = {label.value for label in draft.divisions.values() if label is not None and label.style is Style.COMMA}
    for index, label in enumerate(draft.labels[: draft.skeleton.stop]):
        if label is None or label.style is not Style.COMMA or label.value in known or index in draft.starts:
            continue
        text = draft.lines[index].text
        fits = label.value - 1 in known and (label.value + 1 in known or label.value > max(known))
        if fits and len(text) <= _LONGEST_HEADING and is_headline(text) and ends_sentence(draft.lines[index - 1].text):
            draft.divisions[index] = label
            known.add(label.value)


def _find_paren_headings(draft: Draft) -> None:
    """Mark （一） headings below 一、 headings: bare, directly above a provision, not an entry of the list above."""
    last = 0  # the number of the item above, in the open article
    for index, label in enumerate(draft.labels[: draft.skeleton.stop]):
        if index in draft.starts or index in draft.divisions:
            last = 0
        elif label is not None and label.style is Style.PAREN:
            free = last == 0 or (label.value != last + 1 and ends_sentence(draft.lines[index - 1].text))
            if free and _heads(draft, index):
                draft.divisions[index] = label
            else:
                last = label.value


def _is_heading(draft: Draft, index: int, label: Label) -> bool:
    text = draft.lines[index].text
    first = draft.starts.get(index)
    if first:
        text = text[: first[0].at].rstrip()
    if len(text) > _LONGEST_HEADING or not text or text[-1] in "。；，;,：":
        return False
    if text[-1] == "、":  # the heading takes two lines
        return label.apart and index + 2 in draft.starts and _may_be_bare_heading(draft, index + 1)
    if index == 0 or label.apart or label.end == len(text):
        return True
    before = draft.lines[index - 1].text
    above = ends_sentence(before) or index - 1 in draft.divisions or len(before) <= _LONGEST_BARE_HEADING
    return above or (index + 1 in draft.starts and len(text) <= _LONGEST_BARE_HEADING)  # after a truncated history note


def _heads(draft: Draft, index: int) -> bool:
    """Return True if a 一、 line is a heading: bare, and followed by a provision or another heading."""
    text = draft.lines[index].text
    if len(text) > _LONGEST_HEADING or text[-1] in "。；，、：;,:":
        return False
    following = index + 1
    if following < len(draft.lines) and following not in draft.starts and draft.labels[following] is None:
        second = draft.lines[following].text
        following += len(second) <= 30 and second[-1] not in "。；："  # the heading may take two lines
    if following in draft.starts:
        return True
    label = draft.labels[following] if following < len(draft.lines) else None
    return label is not None and label.style in DIVISION_LEVELS


def _find_bare_headings(draft: Draft) -> None:
    """Mark headings without a number, and further lines of headings, between a finished sentence and a provision."""
    structural = sorted(set(draft.divisions) | {i for i, s in draft.starts.items()})
    for position in structural:
        if position in draft.starts and draft.starts[position][0].at > 0 and position not in draft.divisions:
            continue
        above = position - 1
        run: list[int] = []
        while above >= 0 and len(run) < 3 and _may_be_bare_heading(draft, above):
            run.insert(0, above)
            above -= 1
        if not run:
            continue
        if above in draft.divisions:
            for index in run:
                draft.set(index, BlockKind.HEADING)
        elif above >= 0 and _inside(draft, above) and ends_full_stop(draft.lines[above].text):
            _add_bare_heading(draft, run)


def _inside(draft: Draft, index: int) -> bool:
    first = draft.skeleton.starts[0].line if draft.skeleton.starts else len(draft.lines)
    return first <= index < draft.skeleton.stop


def _may_be_bare_heading(draft: Draft, index: int) -> bool:
    text = draft.lines[index].text
    if index in draft.starts or index in draft.divisions or draft.labels[index] is not None:
        return False
    if len(text) > _LONGEST_BARE_HEADING or not is_headline(text) or _STATING.search(text.replace("，", "", 1)):
        return False
    if is_row(text):
        return False
    return not ends_in_amount(text) and weigh(text) <= 0 and not is_name_list(text) and text[-1] not in "?？!！"


def _add_bare_heading(draft: Draft, run: list[int]) -> None:
    draft.divisions[run[0]] = None
    for index in run[1:]:
        draft.set(index, BlockKind.HEADING)
