"""Inline marks in the text of an article: links and corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from fatiao.language.interface import say
from fatiao.model.corpus import Fix
from fatiao.model.law import Article, Number, Span
from fatiao.site.findings import Found
from fatiao.site.link_places import target_object
from fatiao.site.model import Entry, Mark, MarkKind
from fatiao.site.names import Names
from fatiao.site.note_texts import fixes_of
from fatiao.site.objects import fix_object


def make_marks(entry: Entry, found: Found, glossary: Iterable[str], names: Names) -> dict[Number, tuple[Mark, ...]]:
    """Return the marks of each article, without overlaps; a correction takes precedence, then a reference."""
    known = set(glossary)
    by_article: dict[Number, list[Mark]] = defaultdict(list)
    for fix in fixes_of(entry):
        marks = by_article[fix.at.article]  # corrections come first, so their count is their number
        if (mark := _fix_mark(entry, fix, len(marks) + 1)) is not None:
            marks.append(mark)
    for resolved in found.references:
        reference = resolved.reference
        if resolved.link is not None:
            rule, before = reference.rule, reference.antecedent
            why = say("{rule}：{before}", rule=rule, before=before) if rule and before else rule or before
            mark = Mark(reference.span, MarkKind.REFERENCE, target_object(resolved.link, names), why)
            by_article[reference.article].append(mark)
    for use in found.uses:
        if use.first and use.term in known:
            by_article[use.article].append(Mark(use.span, MarkKind.TERM, names.term_object(use.term), ""))
    return {number: _without_overlaps(marks) for number, marks in by_article.items()}


@dataclass(frozen=True, slots=True)
class Correction:
    """A span of an article's text, and the corrected words that replace it."""

    span: Span
    words: str


def list_corrections(entry: Entry, article: Article) -> list[Correction]:
    """Return the corrections of an article in the order of its text."""
    fixes = [fix for fix in fixes_of(entry) if fix.at.article == article.number]
    printed = entry.source_law.find_article(article.number) or article
    found = [(fix, _find_printed(printed, fix)) for fix in fixes]
    return sorted((Correction(span, fix.corrected) for fix, span in found if span), key=lambda c: c.span.start)


def _find_printed(article: Article, fix: Fix) -> Span | None:
    """Return the span of the misprinted words in the article's text, or None."""
    for s in article.segments:
        if (s.paragraph, s.item, s.subitem) == (fix.at.paragraph or 1, fix.at.item, fix.at.subitem):
            at = article.text.find(fix.printed, s.span.start, s.span.end)
            if at >= 0:
                return Span(at, at + len(fix.printed))
    return None


def _fix_mark(entry: Entry, fix: Fix, index: int) -> Mark | None:
    article = entry.source_law.find_article(fix.at.article)
    span = _find_printed(article, fix) if article else None
    if span is None:
        return None
    hover = say("原文作“{printed}”。{why}", printed=fix.printed, why=fix.reason)
    return Mark(span, MarkKind.FIX, fix_object(entry.key, fix.at.article, index), hover, fix.corrected)


def _without_overlaps(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    rank = {MarkKind.FIX: 0, MarkKind.REFERENCE: 1, MarkKind.TERM: 2}
    taken: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (rank[m.kind], m.span.start)):
        if all(mark.span.end <= t.span.start or mark.span.start >= t.span.end for t in taken):
            taken.append(mark)
    return tuple(sorted(taken, key=lambda m: m.span.start))
