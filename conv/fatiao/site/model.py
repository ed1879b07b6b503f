"""The content of the site as plain data: the laws with their layers, linked by object names.

It is built by ``fatiao.pipeline``, and read by ``fatiao.pages``, ``fatiao.sphinx_ext`` and the command line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from fatiao import ids
from fatiao.language.dates import is_day
from fatiao.model.corpus import Corpus, TextFacts, Work
from fatiao.model.law import Article, Law, Number, Span
from fatiao.model.layers import Layers
from fatiao.site.history import ComparedWith, OtherText, Step
from fatiao.site.names import Names


@dataclass(frozen=True, slots=True)
class Address:
    """A page of the site, and optionally an anchor on it."""

    docname: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class LawObject:
    """A domain object: ``law``, ``division``, ``provision``, ``annex``, ``work``, ``term``, ``fix`` or ``shelf``."""

    kind: str
    name: str
    at: Address


class MarkKind(StrEnum):
    """Kind of an inline mark."""

    REFERENCE = "ref"
    TERM = "term"
    FIX = "fix"


@dataclass(frozen=True, slots=True)
class Mark:
    """A link on a span of ``Article.text``; ``target`` is an object name of the law domain.

    ``hover`` is the reason for the link or correction; ``shown`` replaces the printed words in a correction.
    """

    span: Span
    kind: MarkKind
    target: str
    hover: str
    shown: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link text and the name of the object that it leads to; without a target it is plain text."""

    name: str
    target: str | None = None
    hover: str = ""


@dataclass(frozen=True, slots=True)
class Backlink:
    """A provision that refers to an article, its words, and the 款 and 项 of the article that it refers to."""

    source: Link
    words: str
    place: str


#: Kind of a note → label of its grounds: only 依据 states that the provision is based on them.
_GROUND_LABELS = {"依据": "依据", "说明": "参见", "存疑": "参见", "对照": "比较"}
#: 《…》, 《…》（2014年） and 本条例 in the name of a ground.
_LAW_OF_GROUND = re.compile(r"《.+》(?:（\d{4}年）)?(?=第)|本[^第]{1,3}(?=第)")


@dataclass(frozen=True, slots=True)
class BoundNote:
    """A curated note: its kind, the 款 and 项 that it is on ("" for the whole article), and its grounds as links."""

    kind: str
    place: str
    paragraphs: tuple[str, ...]
    grounds: tuple[Link, ...]

    @property
    def ground_label(self) -> str:
        """The label of the grounds, determined by the kind of the note."""
        return _GROUND_LABELS[self.kind]

    def list_grounds(self) -> list[tuple[str, Link]]:
        """Return the grounds with the separator before each: 、 within one law, which is named once, and ； between."""
        listed: list[tuple[str, Link]] = []
        last = ""
        for ground in self.grounds:
            law = _LAW_OF_GROUND.match(ground.name)
            named = law[0] if law else ""
            if listed and named and named == last:
                listed.append(("、", replace(ground, name=ground.name[len(named) :])))
            else:
                listed.append(("；" if listed else "", ground))
            last = named
        return listed


@dataclass(frozen=True, slots=True)
class TermCard:
    """A term used in an article, with its explanation and the sources of the explanation."""

    term: Link
    explanation: str
    sources: tuple[Link, ...]
    inherited: bool
    curated: bool


@dataclass(frozen=True, slots=True)
class DefinedTerm:
    """A term that an article introduces: its page, whether it is an abbreviation, and its number of uses in laws."""

    term: Link
    short: bool
    uses: int


@dataclass(frozen=True, slots=True)
class ParallelCard:
    """A parallel provision: both texts as pieces, with True for the pieces that the texts share."""

    here: str
    there: Link
    left: tuple[tuple[str, bool], ...]
    right: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Annotations:
    """The annotations shown beside the text of one article."""

    notes: tuple[BoundNote, ...] = ()
    terms: tuple[TermCard, ...] = ()
    refers_to: tuple[Link, ...] = ()
    referred_by: tuple[Backlink, ...] = ()
    parallels: tuple[ParallelCard, ...] = ()
    times: tuple[tuple[str, str], ...] = ()  # as printed, and explained; equal if the explanation adds nothing
    fixes: tuple[tuple[str, str, str], ...] = ()  # printed, corrected, reason and ground
    defines: tuple[DefinedTerm, ...] = ()


NO_ANNOTATIONS = Annotations()


@dataclass(frozen=True, slots=True)
class Sense:
    """The meaning of a term in one law; ``scope`` is the displayed scope (empty for the whole law)."""

    law: Link
    text: str
    source: tuple[Link, ...]
    scope: str
    curated: bool


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a term in context."""

    place: Link
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A term of the glossary; ``reading`` is its pinyin with tone marks, ``initial`` the initial letter A–Z."""

    term: str
    reading: str
    initial: str
    english: str
    senses: tuple[Sense, ...]
    uses: tuple[Use, ...]
    aliases: tuple[str, ...] = ()
    given_slug: str = ""

    @property
    def slug(self) -> str:
        """The slug of the term, unique among the terms."""
        return self.given_slug or ids.slug_of(self.term)

    @property
    def docname(self) -> str:
        """The docname of the term's page."""
        return ids.term_docname(self.slug)

    @property
    def object_name(self) -> str:
        """The object name of the term in the law domain."""
        return f"term:{self.slug}"


@dataclass(frozen=True, slots=True)
class CitedProvision:
    """A provision of a work not in the corpus (the whole work if ``article`` is None), with its quotations in notes."""

    name: str
    article: Number | None
    cited_by: tuple[Link, ...]
    quotations: tuple[tuple[str, Link], ...] = ()


@dataclass(frozen=True, slots=True)
class Citing:
    """A cited work not in the corpus, with the provisions that cite it and those of its provisions that are cited."""

    title: str
    kind: str | None
    short_titles: tuple[str, ...]
    cited_by: tuple[Link, ...]
    english_title: str = ""
    given_slug: str = ""
    provisions: tuple[CitedProvision, ...] = ()

    @property
    def citing_whole(self) -> tuple[Link, ...]:
        """The provisions that cite the work as a whole, not one of its provisions."""
        closer = {link for provision in self.provisions if provision.name for link in provision.cited_by}
        return tuple(link for link in self.cited_by if link not in closer)

    @property
    def slug(self) -> str:
        """The slug of the work, unique among the cited works."""
        return self.given_slug or ids.slug_of(self.title)

    @property
    def object_name(self) -> str:
        """The object name of the work in the law domain."""
        return f"cited:{self.slug}"


@dataclass(frozen=True, eq=False)
class Entry:
    """One version of one law with everything that is shown about it; ``version`` is None for the newest.

    ``law`` has the text in the published reading; ``printed`` has it as in the source, or is None if they are equal.
    ``words`` maps words of the title and the issuers, as divided in the editor's pinyin, to readings without tones.
    """

    work: Work
    law: Law
    layers: Layers
    version: str | None = None
    marks: Mapping[Number, tuple[Mark, ...]] = field(default_factory=dict)
    annotations: Mapping[Number, Annotations] = field(default_factory=dict)
    notes: tuple[BoundNote, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    others: tuple[OtherText, ...] = ()
    compared: tuple[ComparedWith, ...] = ()
    lineage: Mapping[Number, tuple[Step, ...]] = field(default_factory=dict)
    printed: Law | None = field(default=None, repr=False)

    @property
    def source_law(self) -> Law:
        """The law with the text as printed in the source, which data files and the ledger contain."""
        return self.printed or self.law

    @property
    def date(self) -> str:
        """The date of this text; empty for an undated only text."""
        return self.version or (self.work.versions[-1].date if self.work.versions else "")

    @property
    def pinned(self) -> str:
        """The date of the newest text's dated pages, which exist beside its undated ones; empty for other texts."""
        return self.date if self.version is None and is_day(self.date) else ""

    @property
    def successor(self) -> OtherText | None:
        """The text that replaces this one; None for the newest."""
        return min((o for o in self.others if o.date > self.date), key=lambda o: o.date, default=None)

    @property
    def facts(self) -> TextFacts:
        """The facts that the editor states for this text alone."""
        return self.work.text_facts(self.version)

    @property
    def until(self) -> str | None:
        """The day on which this text ceased or will cease to be in force, or None if it is not known."""
        return self.facts.until or (self.successor.force if self.successor else None)

    def comparison_docname(self, compared: ComparedWith) -> str:
        """Return the docname of the first page of a comparison of this text; its data files have the same name."""
        other = None if compared.work == self.work.id else compared.work
        return ids.compare_docname(self.work.id, compared.date, self.date, other)

    @property
    def title(self) -> str:
        """The title given by the editor, else the printed one, else the id of the work."""
        printed = self.law.front.title
        return self.work.title or (printed.text if printed else "") or self.work.id

    @property
    def name(self) -> str:
        """The title between 《》, followed by the year if a newer text replaced this one: 《…法》（2018年）."""
        return ids.book_title(self.title) + (f"（{self.version[:4]}年）" if self.version else "")

    @property
    def short_title(self) -> str:
        """The first short title, else the title."""
        return self.work.short_titles[0] if self.work.short_titles else self.title

    @property
    def key(self) -> str:
        """The object name of the law: its work id, followed by ``@date`` for a version other than the newest."""
        return f"{self.work.id}@{self.version}" if self.version else self.work.id

    def address(self) -> Address:
        """Return the address of the page of the whole law."""
        return Address(ids.law_docname(self.work.id, self.version))

    def article_address(self, article: Article, anchor: str = "") -> Address:
        """Return the address of the page of an article."""
        return Address(ids.article_docname(self.work.id, article.number, self.version), anchor)

    def annotations_of(self, article: Article) -> Annotations:
        """Return the annotations shown beside an article."""
        return self.annotations.get(article.number, NO_ANNOTATIONS)


@dataclass(frozen=True, eq=False)
class Site:
    """The content of a whole site."""

    corpus: Corpus
    entries: tuple[Entry, ...]
    objects: Mapping[str, LawObject] = field(default_factory=dict)
    glossary: tuple[GlossaryTerm, ...] = ()
    citings: tuple[Citing, ...] = ()
    unlisted: tuple[Citing, ...] = ()  # cited works missing from the corpus's list, the most cited first
    names: Names = field(default_factory=Names)

    @property
    def current(self) -> tuple[Entry, ...]:
        """The newest entry of each work."""
        return tuple(e for e in self.entries if e.version is None)


def object_name(entry: Entry, eid: str = "") -> str:
    """Return the object name of a provision or law: ``xj-state-secrets-regulations:art_15__para_1``."""
    return f"{entry.key}:{eid}" if eid else entry.key
