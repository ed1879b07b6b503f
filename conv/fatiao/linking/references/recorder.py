"""Record the references of one article, or report why one cannot be resolved; ``reader`` decides where one begins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from fatiao.diagnostics import Report
from fatiao.language.interface import say
from fatiao.linking.positions import source_offsets
from fatiao.linking.references import patterns as p
from fatiao.linking.references.annexes import annex_target
from fatiao.linking.references.antecedents import Antecedents, Chain, Explanation, LawContext
from fatiao.linking.references.lists import ListElement, read_list
from fatiao.linking.references.patterns import ARTICLE, PARAGRAPH
from fatiao.linking.references.places import NOWHERE, LevelPath, Standpoint, as_target, cut_above, name_place
from fatiao.model.law import Number, Span, Target
from fatiao.model.layers import Reference

_HYPHEN = re.compile(r"[0-9０-９]\s?[-－–—]\s?[0-9０-９]")
_BARE = say("没有写明法规名称的条号属于本部法规")


class Recorder:
    """The references recorded so far; ``done`` is the offset after the last of them."""

    def __init__(
        self,
        context: LawContext,
        here: Standpoint,
        text: str,
        antecedents: Antecedents,
        editions: Mapping[str | None, str],
        report: Report,
    ) -> None:
        self._context = context
        self._here = here
        self._text = text
        self._antecedents = antecedents
        self._editions = editions
        self._report = report
        self.references: list[Reference] = []
        self.done = 0

    def put_list(
        self,
        start: int,
        at: int,
        law: str | None,
        why: Explanation,
        place: LevelPath = NOWHERE,
        to: Number | None = None,
    ) -> int:
        """Record a reference with all its elements, and keep it as an antecedent; return the offset after it."""
        pieces = read_list(self._text, start, at, place, to)
        if not pieces:
            return max(at, start + 1)
        if law is None and pieces[0].place[ARTICLE] is None:
            pieces = [ListElement(self._here.complete_division(q.place), q.to, q.start, q.end) for q in pieces]
        bare = (
            Explanation(_BARE) if place != NOWHERE and law is None else why
        )  # 本条第一款、第二条: 本条 does not apply to 第二条
        before: ListElement | None = None
        for piece in pieces:
            of_list = _why_in_list(law, before, piece, self._here.article.number) if before else why
            paragraph = piece.place[PARAGRAPH]
            if paragraph is not None and paragraph.insert:  # no text numbers its 款 like that
                self.complain(piece.start, piece.end, "款没有之一、之二")
            elif any(number and not number.value for number in piece.place):
                self.complain(piece.start, piece.end, "没有编号为零的条款")
            else:
                self.put(piece.start, piece.end, as_target(law, piece.place, piece.to), of_list or bare)
            before = piece
        chain = Chain(law, tuple(pieces))
        self._antecedents.record(chain, start)
        return chain.end

    def put_annex(self, start: int, found: re.Match[str], law: str | None, why: Explanation) -> int:
        """Record references to an annex and to the annexes joined to it; return the offset after the last."""
        self.put(start, found.end(), annex_target(law, found), why)
        join = p.ANNEX_JOIN.match(self._text, found.end())
        more = p.ANNEX.match(self._text, join.end()) if join else None
        return self.put_annex(more.start(), more, law, why) if more else found.end()

    def put(self, start: int, end: int, target: Target, why: Explanation) -> None:
        """Record one reference to one target."""
        start = max(start, self.done)
        self.done = end
        self._add(Span(start, end), (target,), why)

    def put_several(self, start: int, end: int, targets: tuple[Target, ...], why: Explanation) -> None:
        """Record words with several targets (各该条)."""
        self.done = end
        self._add(Span(start, end), targets, why)

    def _add(self, span: Span, targets: tuple[Target, ...], why: Explanation) -> None:
        """Record a reference, or report that this law has no such provision."""
        printed = self._text[span.start : span.end]
        for target in targets:
            if target.law is None and (doubt := self.lacks(target) or self._branches(target, printed)):
                self.complain(span.start, span.end, doubt)
                return
        if self._editions:
            targets = tuple(replace(target, edition=self._editions.get(target.law)) for target in targets)
        self.references.append(Reference(self._here.article.number, span, targets, why.rule, why.antecedent))

    def _branches(self, target: Target, printed: str) -> str | None:
        """Return the reason why a range like 第1-2条 may also be 第一条之二, which the law has; None otherwise."""
        if target.to is None or target.article is None or not _HYPHEN.search(printed):
            return None
        branch = Number(target.article.value, target.to.value)
        return "可指一条，也可指几条" if branch in self._context.held else None

    def lacks(self, target: Target) -> str | None:
        """Return the reason why the law being read lacks a target; None if it does not, or if it is another law's."""
        return self._context.provisions.lacks(target) if target.law is None else None

    def complain(self, start: int, end: int, why: str) -> None:
        """Report words that look like a reference but stay plain text."""
        words = self._text[start:end].replace("\n", "")
        law = self._context.law
        self._report.add("reference-unresolved", f"“{words}”：{why}", law.source, self._source_offsets[start])

    @cached_property
    def _source_offsets(self) -> list[int]:
        return source_offsets(self._here.article, self._context.law.source)


def _why_in_list(law: str | None, before: ListElement, piece: ListElement, own: Number) -> Explanation | None:
    """Return the explanation of the parts that a list element takes from the element before; None if there are none."""
    changed = next((level for level, number in enumerate(piece.place) if number != before.place[level]), 0)
    taken = name_place(law, cut_above(piece.place, changed), own)
    return Explanation(say("并列各项承前省略"), taken) if taken else None
