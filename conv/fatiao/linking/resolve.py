"""Resolve references: to a provision that is held, to a law that is only cited, or to nothing.

This requires that all laws of a corpus have been read.  A title is resolved only if exactly one law goes by it; a
provision only if the law has it.  Everything else stays plain text and is reported: a wrong link is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fatiao import ids
from fatiao.diagnostics import Report
from fatiao.language.dates import print_date
from fatiao.language.titles import split_edition, title_key
from fatiao.linking.positions import source_offsets
from fatiao.linking.provisions import NoSuchProvisionError, Provisions
from fatiao.model.corpus import CitedWork, Work
from fatiao.model.law import Article, Law, Number, ProvisionId, Target
from fatiao.model.layers import Definition, DefinitionKind, Reference

#: 修改前商标法第四条, 2001年修正的商标法第十条: a text that the current one has replaced.
_EARLIER_TEXT = re.compile(r"(?:修[改订正]前的?|\d{4}年(?:修[改订正])?的?|(?<![为由在和])原)\Z")


@dataclass(frozen=True, slots=True)
class Destination:
    """The destination of a target: ``work`` is the id of a held work, or None for a work that is only cited.

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
    """A reference and the destinations of its targets, in order; ``links`` is empty if it stays plain text."""

    reference: Reference
    links: tuple[Destination, ...]

    @property
    def link(self) -> Destination | None:
        """Return the destination of the words themselves, that of the first target; None if there is none."""
        return self.links[0] if self.links else None


@dataclass(frozen=True, slots=True)
class Holding:
    """A work that goes by a title: its full title and, if it is held, its text in force and its id."""

    title: str
    law: Law | None
    work: str


@dataclass(frozen=True, eq=False, slots=True)
class Library:
    """The laws that a title may name, by the key of a title or short title, and the dated texts of each work."""

    holdings: Mapping[str, tuple[Holding, ...]]
    versions: Mapping[str, Mapping[str, Law]] = field(default_factory=dict)
    _provisions: dict[int, Provisions] = field(default_factory=dict)

    def provisions(self, law: Law) -> Provisions:
        """Return the provisions of a law by number."""
        found = self._provisions.get(id(law))
        if found is None or found.law is not law:
            found = self._provisions[id(law)] = Provisions(law)
        return found

    def named(self, title: str) -> tuple[Holding, ...]:
        """Return every holding that goes by a title."""
        return self.holdings.get(title_key(title), ())


def build_library(
    held: Iterable[tuple[Work, Law]],
    cited: Iterable[CitedWork] = (),
    versions: Mapping[str, Mapping[str, Law]] | None = None,
) -> Library:
    """Return the library of a corpus: each work once, with the text in force, and the works that are only cited.

    ``versions`` maps the id of a work to its texts by date, the one in force among them.
    """
    holdings: dict[str, list[Holding]] = {}

    def hold(titles: Iterable[str], holding: Holding) -> None:
        for name in {title_key(title) for title in titles} - {""}:
            holdings.setdefault(name, []).append(holding)

    for work, law in held:
        printed = law.front.title.text if law.front.title else ""
        title = work.title or printed or work.id
        hold((title, printed, *work.short_titles), Holding(title, law, work.id))
    for entry in cited:
        hold((entry.title, *entry.short_titles), Holding(entry.title, None, ""))
    return Library({name: tuple(found) for name, found in holdings.items()}, versions or {})


class _PlainError(Exception):
    """The target cannot be resolved; the message gives the reason."""


def resolve(
    law: Law, references: Sequence[Reference], definitions: Sequence[Definition], library: Library, report: Report
) -> tuple[Resolved, ...]:
    """Return the references of a law with their destinations, in the same order.

    ``definitions`` are those of the law: a name that it introduces itself (以下简称) takes precedence over the short
    titles of the corpus.  A reference with an unresolved target has no links; it is reported as
    ``reference-unresolved``.
    """
    expansions = {
        title_key(d.term): d.expansion for d in definitions if d.kind is DefinitionKind.ABBREVIATES and d.expansion
    }
    offsets: dict[Number, list[int]] = {}
    resolved: list[Resolved] = []
    own = library.provisions(law)
    for reference in references:
        article = own.article(reference.article)
        try:
            links = tuple(_lead(law, article, reference, target, expansions, library) for target in reference.targets)
        except (_PlainError, NoSuchProvisionError) as plain:
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
) -> Destination:
    if target.law is None:
        title = law.front.title.text if law.front.title else law.work
        return _lead_into(law, law.work, title, target, library)
    holding, edition = _holding_of(target, expansions, library)
    if holding.law is None:
        return Destination(holding.title, None)
    start = reference.span.start
    names_whole = target == Target(target.law)
    if not (edition or names_whole) and _EARLIER_TEXT.search(article.text, max(0, start - 12), start):
        raise _PlainError("引用的是修改前的文本")
    held, work = (holding.law, holding.work) if names_whole or not edition else _text_of(holding, edition, library)
    return _lead_into(held, work, holding.title, target, library)


def _holding_of(target: Target, expansions: Mapping[str, str], library: Library) -> tuple[Holding, str | None]:
    """Return the only work that a title names, and the edition named by the citation or by the title itself."""
    assert target.law is not None
    full = expansions.get(title_key(target.law), target.law)
    found, edition = library.named(full) or library.named(target.law), target.edition
    if not found:  # 《X条例（2018年修正）》
        title, named = split_edition(full)
        found, edition = library.named(title) if named else (), edition or named
    if not found:
        raise _PlainError(f"没有收录也没有登记《{target.law}》")
    if len(found) > 1:
        raise _PlainError(f"有{len(found)}部法规都叫《{target.law}》")
    return found[0], edition


def _text_of(holding: Holding, edition: str, library: Library) -> tuple[Law, str]:
    """Return the text of an edition and its key; the text in force keeps the address without a date."""
    dated = library.versions.get(holding.work, {})
    fitting = [date for date in sorted(dated) if date == edition] or [
        date for date in sorted(dated) if date.startswith(edition[:4]) and _can_be(dated[date], edition)
    ]
    if len(fitting) != 1:
        named = print_date(edition)
        raise _PlainError(f"{named}有{len(fitting)}个文本" if fitting else f"没有收录{named}的文本")
    law = dated[fitting[0]]
    return law, law.work


def _can_be(law: Law, edition: str) -> bool:
    """Return True if a text from the year of ``edition`` can be that edition; a full date must be in its history."""
    return len(edition) == 4 or any(event.date == edition for event in law.front.events)


def _lead_into(law: Law, work: str, title: str, target: Target, library: Library) -> Destination:
    provisions = library.provisions(law)
    if target.annex is not None:
        return Destination(title, work, ids.annex_eid(provisions.annex(target).number))
    if target.article is None:
        index = provisions.division_index(target)
        return Destination(title, work, "" if index is None else ids.division_eids(law.divisions)[index])
    at = provisions.provision(work, target)
    to = provisions.end_of_range(work, target, at) if target.to is not None else None
    return Destination(title, work, ids.provision_eid(at), at, to)
