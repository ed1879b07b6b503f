"""What the site shows, as plain data: the laws with their layers, tied together by addresses.

Built by ``fatiao.pipeline``; read by ``fatiao.pages``, ``fatiao.sphinx_ext`` and the command line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from fatiao import ids
from fatiao.comparing.model import Comparison, Kind
from fatiao.language.dates import is_day
from fatiao.model.corpus import Corpus, TextFacts, Work
from fatiao.model.law import Article, Law, Number, Span
from fatiao.model.layers import Layers
from fatiao.site.names import Names


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

    ``hover`` says why; ``shown`` stands in the place of the printed words where they are corrected.
    """

    span: Span
    kind: MarkKind
    target: str
    hover: str
    shown: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Words for a reader, and the object that they lead to; without a target they are plain text."""

    name: str
    target: str | None = None
    hover: str = ""


@dataclass(frozen=True, slots=True)
class Backlink:
    """A provision that refers here, the words it uses, and the 款 and 项 of this article that it means."""

    source: Link
    words: str
    place: str


#: Kind of a note → what its grounds are to it: only 依据 says that the provision rests on them.
_GROUND_LABELS = {"依据": "依据", "说明": "参见", "存疑": "参见", "对照": "比较"}
#: 《…》, 《…》（2014年） and 本条例 in the name of a ground.
_LAW_OF_GROUND = re.compile(r"《.+》(?:（\d{4}年）)?(?=第)|本[^第]{1,3}(?=第)")


@dataclass(frozen=True, slots=True)
class BoundNote:
    """A curated note: its kind, the 款 and 项 it stands at (empty for the article), and its grounds as links."""

    kind: str
    place: str
    paragraphs: tuple[str, ...]
    grounds: tuple[Link, ...]

    @property
    def ground_label(self) -> str:
        """Return the word before the grounds, which follows the kind of the note."""
        return _GROUND_LABELS[self.kind]

    def list_grounds(self) -> list[tuple[str, Link]]:
        """Return the grounds with what stands before each: one law's provisions in a row name it once, parted by 、."""
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
    """A term that is used in an article: its explanation and where that comes from."""

    term: Link
    explanation: str
    sources: tuple[Link, ...]
    inherited: bool
    curated: bool


@dataclass(frozen=True, slots=True)
class DefinedTerm:
    """A term that an article introduces: its page, whether only as a short name, and how often laws use it."""

    term: Link
    short: bool
    uses: int


@dataclass(frozen=True, slots=True)
class ParallelCard:
    """A provision that shares words: both texts as pieces, of which the shared ones are marked True."""

    here: str
    there: Link
    left: tuple[tuple[str, bool], ...]
    right: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Annotations:
    """What is shown beside the text of one article."""

    notes: tuple[BoundNote, ...] = ()
    terms: tuple[TermCard, ...] = ()
    refers_to: tuple[Link, ...] = ()
    referred_by: tuple[Backlink, ...] = ()
    parallels: tuple[ParallelCard, ...] = ()
    times: tuple[tuple[str, str], ...] = ()  # as printed, and in other words; the same where those say no more
    fixes: tuple[tuple[str, str, str], ...] = ()  # printed, corrected, reason and ground
    defines: tuple[DefinedTerm, ...] = ()


NO_ANNOTATIONS = Annotations()


@dataclass(frozen=True, slots=True)
class Sense:
    """What a term means in one law; ``law`` is the law's link, ``scope`` for a reader (empty for the whole law)."""

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
    """A term with all that the site knows of it; ``reading`` is pinyin with tone marks, ``initial`` its letter A–Z."""

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
        """Its slug among the terms."""
        return self.given_slug or ids.slug_of(self.term)

    @property
    def docname(self) -> str:
        """Its page."""
        return ids.term_docname(self.slug)

    @property
    def object_name(self) -> str:
        """Its name in the law domain."""
        return f"term:{self.slug}"


@dataclass(frozen=True, slots=True)
class CitedProvision:
    """A provision of a law that is not held (no ``article``: the law itself), and its words as notes quote them."""

    name: str
    article: Number | None
    cited_by: tuple[Link, ...]
    quotations: tuple[tuple[str, Link], ...] = ()


@dataclass(frozen=True, slots=True)
class Citing:
    """A law that is not held, the provisions that cite it, and what is cited of it."""

    title: str
    kind: str | None
    short_titles: tuple[str, ...]
    cited_by: tuple[Link, ...]
    english_title: str = ""
    given_slug: str = ""
    provisions: tuple[CitedProvision, ...] = ()

    @property
    def slug(self) -> str:
        """Its slug among the cited laws."""
        return self.given_slug or ids.slug_of(self.title)

    @property
    def object_name(self) -> str:
        """Its name in the law domain."""
        return f"cited:{self.slug}"


#: Number of an article → those of its counterparts in another text.
Counterparts = Mapping[Number, tuple[Number, ...]]


@dataclass(frozen=True, slots=True)
class OtherText:
    """Another text of the same work: its date, the day it is in force from, and which article is which.

    ``version`` is None for the newest.  ``articles`` leads from the numbers of this text to those of the other; it is
    None where the two were not compared.  ``amended_by`` is the act that made it out of the text before.
    """

    date: str
    force: str
    version: str | None
    articles: Counterparts | None = None
    amended_by: str | None = None


@dataclass(frozen=True, slots=True)
class ComparedWith:
    """A text that another one is compared with, and what became of its articles; ``key`` is its name in the law domain.

    ``work``, ``title`` and ``date`` are those of this text, of the same law or of another one.  ``asked`` is whether
    the editor asked for it; else it is the text before.
    """

    key: str
    work: str
    title: str
    date: str
    comparison: Comparison = field(repr=False)
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What a text did to an article: its date, the kind of change, and the articles that it had been until then.

    ``key`` is the name of the earlier text in the law domain; for the oldest text that is held it is empty, and nothing
    is known of what was before.
    """

    date: str
    kind: Kind | None
    key: str = ""
    origins: tuple[Number, ...] = ()


@dataclass(frozen=True, eq=False)
class Entry:
    """One version of one law with everything that is shown about it; ``version`` is None for the one in force.

    ``law`` has its words in the published reading, ``printed`` as the source has them where these are others.
    ``words`` are the words of its title and of its makers that the editor's pinyin tells apart, with their readings.
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
        """The law with its words as the source prints them: what data files and the ledger hold."""
        return self.printed or self.law

    @property
    def date(self) -> str:
        """The date of this text; empty for an only text that is not named by one."""
        return self.version or (self.work.versions[-1].date if self.work.versions else "")

    @property
    def pinned(self) -> str:
        """The date under which the newest text has a page beside its undated ones; empty for all other texts."""
        return self.date if self.version is None and is_day(self.date) else ""

    @property
    def successor(self) -> OtherText | None:
        """The text that takes the place of this one from its day on; None for the newest."""
        return min((o for o in self.others if o.date > self.date), key=lambda o: o.date, default=None)

    @property
    def facts(self) -> TextFacts:
        """What the editor lays down of this text alone."""
        return self.work.text_facts(self.version)

    @property
    def until(self) -> str | None:
        """The day on which this text ceased or will cease to be in force; None where it is not known."""
        return self.facts.until or (self.successor.force if self.successor else None)

    def comparison_docname(self, compared: ComparedWith) -> str:
        """Return the first page of a comparison of this text with another; its data files have the same name."""
        other = None if compared.work == self.work.id else compared.work
        return ids.compare_docname(self.work.id, compared.date, self.date, other)

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
        """Return the page of the whole law."""
        return Address(ids.law_docname(self.work.id, self.version))

    def article_address(self, article: Article, anchor: str = "") -> Address:
        """Return the page of one article."""
        return Address(ids.article_docname(self.work.id, article.number, self.version), anchor)

    def annotations_of(self, article: Article) -> Annotations:
        """Return the annotations shown beside an article."""
        return self.annotations.get(article.number, NO_ANNOTATIONS)


@dataclass(frozen=True, eq=False)
class Site:
    """The whole of what is built."""

    corpus: Corpus
    entries: tuple[Entry, ...]
    objects: Mapping[str, LawObject] = field(default_factory=dict)
    glossary: tuple[GlossaryTerm, ...] = ()
    citings: tuple[Citing, ...] = ()
    unlisted: tuple[Citing, ...] = ()  # works that are cited and that nobody listed, the most cited first
    names: Names = field(default_factory=Names)

    @property
    def current(self) -> tuple[Entry, ...]:
        """The entries that are in force, or the newest of their work."""
        return tuple(e for e in self.entries if e.version is None)


def object_name(entry: Entry, eid: str = "") -> str:
    """Return the name of a provision in the law domain: ``xj-state-secrets-regulations:art_15__para_1``."""
    return f"{entry.key}:{eid}" if eid else entry.key
