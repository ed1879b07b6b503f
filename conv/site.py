"""What the site shows, as plain data: the laws with their layers, tied together by addresses.

Built by ``conv.pipeline``; read by ``conv.writing``, ``conv.sphinx_ext`` and the command line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from conv import ids
from conv.model import Article, CitedWork, Corpus, Law, Layers, Note, Number, Span, Work


@dataclass(frozen=True, slots=True)
class Address:
    """A page of the site and a place on it."""

    docname: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class LawObject:
    """An object of the law domain: ``law``, ``division``, ``provision``, ``annex``, ``work`` or ``term``."""

    kind: str
    name: str
    at: Address


class MarkKind(StrEnum):
    """What an inline mark is."""

    REFERENCE = "ref"
    TERM = "term"
    FIX = "fix"


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of ``Article.text`` that links somewhere; ``target`` is an object name of the law domain.

    ``hover`` says why; for a fix, ``target`` is the corrected text.
    """

    span: Span
    kind: MarkKind
    target: str
    hover: str


@dataclass(frozen=True, slots=True)
class Backlink:
    """A provision that refers here: its object name, its name for a reader, and the words it uses."""

    target: str
    name: str
    excerpt: str
    paragraph: int | None
    item: Number | None


@dataclass(frozen=True, eq=False)
class Entry:
    """One version of one law with everything that is shown about it; ``version`` is None for the one in force."""

    work: Work
    law: Law
    layers: Layers
    version: str | None = None
    marks: Mapping[Number, tuple[Mark, ...]] = field(default_factory=dict)
    backlinks: Mapping[Number, tuple[Backlink, ...]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The title laid down by the editor, else the printed one, else the id."""
        printed = self.law.front.title
        return self.work.title or (printed.text if printed else "") or self.work.id

    @property
    def short_title(self) -> str:
        """The first short title, else the title."""
        return self.work.short_titles[0] if self.work.short_titles else self.title

    @property
    def key(self) -> str:
        """The object name of the law: its work-id, with ``@date`` for a version that is not in force."""
        return f"{self.work.id}@{self.version}" if self.version else self.work.id

    def address(self) -> Address:
        """The page of the whole law."""
        return Address(ids.law_docname(self.work.id, self.version))

    def article_address(self, article: Article, anchor: str = "") -> Address:
        """The page of one article."""
        return Address(ids.article_docname(self.work.id, article.number, self.version), anchor)

    def notes_on(self, number: Number | None) -> tuple[Note, ...]:
        """The curated notes on one article, or on the law as a whole."""
        return tuple(n for n in self.work.notes if (n.at.article if n.at else None) == number)


@dataclass(frozen=True, eq=False)
class Site:
    """The whole of what is built."""

    corpus: Corpus
    entries: tuple[Entry, ...]
    objects: Mapping[str, LawObject] = field(default_factory=dict)
    cited: tuple[CitedWork, ...] = ()

    @property
    def current(self) -> tuple[Entry, ...]:
        """The entries that are in force, or the newest of their work."""
        return tuple(e for e in self.entries if e.version is None)


def object_name(entry: Entry, eid: str = "") -> str:
    """The name of a provision in the law domain: ``xj-state-secrets-regulations:art_15__para_1``."""
    return f"{entry.key}:{eid}" if eid else entry.key


def collect_objects(entries: tuple[Entry, ...]) -> dict[str, LawObject]:
    """Every object of the law domain that the laws bring along; the first of a repeated provision wins."""
    objects: dict[str, LawObject] = {}
    for entry in entries:
        title = f"《{entry.title}》"
        page = entry.address()
        objects[object_name(entry)] = LawObject("law", title, page)
        for eid, division in zip(ids.division_eids(entry.law.divisions), entry.law.divisions, strict=True):
            place = Address(page.docname, ids.anchor_of_eid(eid))
            objects[object_name(entry, eid)] = LawObject("division", title + division.label, place)
        for article in entry.law.articles:
            _collect_provisions(objects, entry, article, title)
        for annex in entry.law.annexes:
            docname = ids.annex_docname(entry.work.id, annex.number, entry.version)
            name = object_name(entry, ids.annex_eid(annex.number))
            objects[name] = LawObject("annex", title + (annex.label or annex.heading.text), Address(docname))
    return objects


def _collect_provisions(objects: dict[str, LawObject], entry: Entry, article: Article, title: str) -> None:
    name = object_name(entry, ids.article_eid(article.number))
    if name in objects:
        return
    objects[name] = LawObject("provision", title + article.label, entry.article_address(article))
    for s in article.segments:
        eid = ids.segment_eid(article.number, s.paragraph, s.item, s.subitem)
        shown = title + ids.provision_name(article.label, s.paragraph, s.item, s.subitem)
        place = entry.article_address(article, ids.segment_fragment(s))
        objects.setdefault(object_name(entry, eid), LawObject("provision", shown, place))
