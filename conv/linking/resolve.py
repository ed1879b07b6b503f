"""Decide what a reference leads to: a provision that is held, a law that is only cited, or nothing.

Works once all laws of a corpus are read.  A title leads somewhere only if exactly one law goes by it; a provision only
if the law has it.  Everything else stays plain text and is reported, for a wrong link is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from conv import ids
from conv.diagnostics import Report
from conv.linking.positions import source_offsets
from conv.linking.titles import normalise_title
from conv.model import (
    Article,
    CitedWork,
    Definition,
    DefinitionKind,
    Item,
    Law,
    Level,
    Number,
    Paragraph,
    ProvisionId,
    Reference,
    Target,
    Work,
)

#: 修改前商标法第四条, 2001年修正的商标法第十条: a text that the current one has replaced.
_EARLIER_TEXT = re.compile(r"(?:修[改订正]前的?|\d{4}年(?:修[改订正])?的?|(?<![为由在和])原)\Z")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a target leads: ``work`` is the id of a held work, or None for one that is only cited.

    Within a held work ``eid`` names the provision, division or annex (empty for the work itself), ``at`` the provision,
    and ``to`` the last provision of a range.  ``title`` is the full title of the work.
    """

    title: str
    work: str | None
    eid: str = ""
    at: ProvisionId | None = None
    to: ProvisionId | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A reference and where its targets lead, in order; no links where it stays plain text."""

    reference: Reference
    links: tuple[Link, ...]

    @property
    def link(self) -> Link | None:
        """Where the words themselves lead: to the first target."""
        return self.links[0] if self.links else None


@dataclass(frozen=True, eq=False, slots=True)
class Library:
    """The laws that titles may name, by normalised title or short title."""

    holdings: Mapping[str, tuple[tuple[str, Law | None, str], ...]]
    _articles: dict[int, tuple[Law, Mapping[Number, Article]]] = field(default_factory=dict)

    def find_article(self, law: Law, number: Number) -> Article | None:
        """The article of a law with a number, the first one where a text has two."""
        if id(law) not in self._articles:
            self._articles[id(law)] = law, {article.number: article for article in reversed(law.articles)}
        return self._articles[id(law)][1].get(number)

    def named(self, title: str) -> tuple[tuple[str, Law | None, str], ...]:
        """Every holding that goes by a title: its full title, its text if it is held, and its work-id or nothing."""
        return self.holdings.get(normalise_title(title), ())


def build_library(held: Iterable[tuple[Work, Law]], cited: Iterable[CitedWork] = ()) -> Library:
    """The library of a corpus: each work once, with the text in force, and the works that are only cited."""
    holdings: dict[str, list[tuple[str, Law | None, str]]] = {}

    def hold(titles: Iterable[str], holding: tuple[str, Law | None, str]) -> None:
        for name in {normalise_title(title) for title in titles} - {""}:
            holdings.setdefault(name, []).append(holding)

    for work, law in held:
        printed = law.front.title.text if law.front.title else ""
        title = work.title or printed or work.id
        hold((title, printed, *work.short_titles), (title, law, work.id))
    for entry in cited:
        hold((entry.title, *entry.short_titles), (entry.title, None, ""))
    return Library({name: tuple(found) for name, found in holdings.items()})


class _PlainError(Exception):
    """The target leads nowhere, and why."""


def resolve(
    law: Law, references: Sequence[Reference], definitions: Sequence[Definition], library: Library, report: Report
) -> tuple[Resolved, ...]:
    """Where each reference of a law leads, in the same order.

    ``definitions`` are those of the law: a name that it introduces itself (以下简称) comes before the short titles of
    the corpus.  A reference with a target that leads nowhere has no links and is reported as ``reference-unresolved``.
    """
    expansions = {
        normalise_title(d.term): d.expansion
        for d in definitions
        if d.kind is DefinitionKind.ABBREVIATES and d.expansion
    }
    offsets: dict[Number, list[int]] = {}
    resolved: list[Resolved] = []
    for reference in references:
        article = _find_article(law, reference.article, library)
        try:
            links = tuple(_lead(law, article, reference, target, expansions, library) for target in reference.targets)
        except _PlainError as plain:
            words = article.text[reference.span.start : reference.span.end]
            places = offsets.get(article.number) or offsets.setdefault(
                article.number, source_offsets(article, law.source)
            )
            report.add("reference-unresolved", f"“{words}”：{plain}", law.source, places[reference.span.start])
            links = ()
        resolved.append(Resolved(reference, links))
    return tuple(resolved)


def _lead(
    law: Law, article: Article, reference: Reference, target: Target, expansions: Mapping[str, str], library: Library
) -> Link:
    if target.law is None:
        title = law.front.title.text if law.front.title else law.work
        return _lead_into(law, law.work, title, target, library)
    found = library.named(expansions.get(normalise_title(target.law), target.law)) or library.named(target.law)
    if not found:
        raise _PlainError(f"没有收录也没有登记《{target.law}》")
    if len(found) > 1:
        raise _PlainError(f"有{len(found)}部法规都叫《{target.law}》")
    title, held, work = found[0]
    if held is None:
        return Link(title, None)
    start = reference.span.start
    if _EARLIER_TEXT.search(article.text, max(0, start - 12), start) and target != Target(target.law):
        raise _PlainError("引用的是修改前的文本")
    return _lead_into(held, work, title, target, library)


def _lead_into(law: Law, work: str, title: str, target: Target, library: Library) -> Link:
    if target.annex is not None:
        if all(annex.number != target.annex for annex in law.annexes):
            raise _PlainError(f"没有附件{target.annex}")
        return Link(title, work, ids.annex_eid(target.annex))
    if target.article is None:
        return Link(title, work, _division_eid(law, target))
    at = _provision(law, work, target, library)
    to = _end_of_range(law, work, target, at, library) if target.to is not None else None
    return Link(title, work, ids.provision_eid(at), at, to)


def _deepest(target: Target) -> Level:
    if target.subitem is not None:
        return Level.SUBITEM
    if target.item is not None:
        return Level.ITEM
    return Level.PARAGRAPH if target.paragraph is not None else Level.ARTICLE


def _provision(law: Law, work: str, target: Target, library: Library) -> ProvisionId:
    assert target.article is not None
    article = _find_article(law, target.article, library)
    if target.item is None:
        if target.paragraph is not None and not 0 < target.paragraph <= len(article.paragraphs):
            raise _PlainError(f"{article.label}没有第{target.paragraph}款")
        return ProvisionId(work, target.article, target.paragraph)
    paragraph, item = _find_item(article, target.paragraph, target.item)
    if target.subitem is not None and all(s.number != target.subitem for s in item.subitems):
        raise _PlainError(f"{article.label}没有这一目")
    return ProvisionId(work, target.article, paragraph.index, target.item, target.subitem)


def _find_article(law: Law, number: Number, library: Library) -> Article:
    article = library.find_article(law, number)
    if article is None:
        raise _PlainError(f"没有第{number}条")
    return article


def _find_item(article: Article, paragraph: int | None, number: Number) -> tuple[Paragraph, Item]:
    """An item of a 款, or of the only 款 of the article that has it."""
    found = [
        (candidate, item)
        for candidate in article.paragraphs
        if paragraph in (None, candidate.index)
        for item in candidate.items
        if item.number == number
    ]
    if len(found) != 1:
        raise _PlainError(f"{article.label}" + ("不止一款有这一项" if found else "没有这一项"))
    return found[0]


def _end_of_range(law: Law, work: str, target: Target, first: ProvisionId, library: Library) -> ProvisionId:
    """The last provision of a range; it must exist as well as the first."""
    end, deepest = target.to, _deepest(target)
    assert end is not None
    if deepest == Level.ARTICLE:
        _find_article(law, end, library)
        return ProvisionId(work, end)
    if deepest == Level.PARAGRAPH:
        return _provision(law, work, Target(article=first.article, paragraph=end.value), library)
    item, subitem = (first.item, end) if deepest == Level.SUBITEM else (end, None)
    last = Target(article=first.article, paragraph=first.paragraph, item=item, subitem=subitem)
    return _provision(law, work, last, library)


def _division_eid(law: Law, target: Target) -> str:
    wanted = [
        (level, number)
        for level, number in (
            (Level.PART, target.part),
            (Level.SUBPART, target.subpart),
            (Level.CHAPTER, target.chapter),
            (Level.SECTION, target.section),
        )
        if number is not None
    ]
    if not wanted:
        return ""
    found = [index for index in range(len(law.divisions)) if _is_division(law, index, wanted)]
    if len(found) != 1:
        raise _PlainError("不止一处有这样的编章节" if found else "没有这样的编章节")
    return ids.division_eids(law.divisions)[found[0]]


def _is_division(law: Law, index: int, wanted: Sequence[tuple[Level, Number]]) -> bool:
    division = law.divisions[index]
    if (division.level, division.number) != wanted[-1]:
        return False
    around: set[tuple[Level, Number]] = set()
    parent = division.parent
    while parent is not None:
        around.add((law.divisions[parent].level, law.divisions[parent].number))
        parent = law.divisions[parent].parent
    return around.issuperset(wanted[:-1])
