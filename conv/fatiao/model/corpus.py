"""Data that curators add to the sources: facts, notes, fixes, terms and cited works."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Annotated

from fatiao.model.law import Origin, ProvisionId, Target

#: A date as ISO 8601: ``2022-05-27``.
Day = Annotated[str, "day"]


@dataclass(frozen=True, slots=True)
class Supplied:
    """A field whose value the source does not print, and the ground for the value."""

    field: str
    ground: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Ground:
    """The provision that supports an editor's statement, as printed and as a target.

    ``edition`` is the year of the text that is meant (2014 for （2014年）), or None for the latest text.
    """

    printed: str
    target: Target
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A curated annotation of a provision, or of the whole law if ``at`` is None.

    ``text`` is plain; line feeds separate its paragraphs.  ``edition`` is the beginning of the date of the annotated
    text, as named in the note's heading (2014 in 第十三条（2014年）); None for the newest text.
    """

    work: str
    at: ProvisionId | None
    kind: str  # 说明, 对照, 依据, 存疑
    text: str
    grounds: tuple[Ground, ...]
    path: str
    line: int
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A correction of the printed text, shown and reversible.

    ``edition`` is the date (ISO 8601) of the text that prints the words; None for the newest.
    """

    at: ProvisionId
    printed: str
    corrected: str
    reason: str
    ground: Ground
    path: str
    line: int
    edition: str | None = None


#: Prefix of the ground of a value that was inferred and is not verified yet.
UNVERIFIED = "待核："


@dataclass(frozen=True, slots=True)
class TextFacts:
    """Facts about one text of a law, from a ``[[version]]`` of ``law.toml``; None for a fact that is not given.

    ``until`` is the day on which the text ceased to be in force, and ``amended_by`` the title of the act that amended
    the text before into this one.  ``ground`` supports the facts that the text does not print; ``line`` is the line of
    the table.
    """

    in_force: str | None = None
    until: str | None = None
    number: str | None = None
    amended_by: str | None = None
    ground: str | None = None
    line: int = 0


NO_TEXT_FACTS = TextFacts()
#: The status of a text that another text of its work replaced.
SUPERSEDED = "已被修改"


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a work; ``date`` is ISO 8601, or empty for an only text whose file name has no date.

    ``facts`` are the facts in ``law.toml`` about this text alone.  ``decision`` is the path of the amending decision
    that made the text, if the corpus holds it.
    """

    date: str
    path: str
    origin: Origin | None = None  # the received file that the text was extracted from, if it is not the text itself
    facts: TextFacts = NO_TEXT_FACTS
    decision: str | None = None


@dataclass(frozen=True, slots=True)
class TextName:
    """Reference to a text of a work; without a date, to the newest one."""

    work: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """Two texts that the editor wants compared; ``new`` is a text of the work that requests the comparison."""

    old: TextName
    new: TextName
    printed: str


def _laid_down(said: str) -> dict[str, str]:
    """Return the metadata of a field that ``law.toml`` may set; ``said`` describes it in ``docs/dev/corpus.md``."""
    return {"said": said}


@dataclass(frozen=True, slots=True)
class Work:
    """The data of ``law.toml`` about one law; every value is None or empty if it is not given.

    ``versions`` are in order of date.  ``path`` is the path of ``law.toml``, empty if there is none, and ``lines``
    pairs its keys with their lines.
    """

    id: str
    versions: tuple[Version, ...]
    title: str | None = field(default=None, metadata=_laid_down("as printed, without line breaks"))
    english_title: str | None = field(
        default=None,
        metadata=_laid_down(
            "the official English title, else a literal and neutral one by the editor; used by Bluebook and Chicago; "
            "never printed, so it needs a ground"
        ),
    )
    short_titles: tuple[str, ...] = field(
        default=(), metadata=_laid_down("for search and the jump field; no other law may have the same")
    )
    kind: str | None = field(default=None, metadata=_laid_down("法律, 行政法规, 地方性法规, 部门规章, 司法解释 …"))
    issuer: str | None = field(
        default=None, metadata=_laid_down("without the term of office: 自治区人民代表大会常务委员会, not 第十四届…")
    )
    number: str | None = field(default=None, metadata=_laid_down("of the 公告 or 令: 第71号, 2021年第1号"))
    adopted: Day | None = field(default=None, metadata=_laid_down("`2022-05-27`; with or without quotation marks"))
    promulgated: Day | None = field(default=None, metadata=_laid_down("as above"))
    in_force: Day | None = field(default=None, metadata=_laid_down("as above"))
    repealed: Day | None = field(default=None, metadata=_laid_down("as above"))
    status: str | None = field(default=None, metadata=_laid_down("现行有效, 已修改, 已废止, 尚未施行"))
    supplied: tuple[Supplied, ...] = ()
    notes: tuple[Note, ...] = ()
    fixes: tuple[Fix, ...] = ()
    compare: tuple[ComparedPair, ...] = ()  # in addition to each text with the one before it
    accepted: tuple[str, ...] = ()  # lines whose omission the editor accepted: see fatiao.corpus.accepted
    path: str = ""
    lines: tuple[tuple[str, int], ...] = ()

    def text_facts(self, date: str | None) -> TextFacts:
        """Return the facts about the text with this date alone; None means the newest text."""
        date = date or self.date_of(None)
        return next((v.facts for v in self.versions if v.date == date), NO_TEXT_FACTS)

    def told_of(self, version: str | None) -> Work:
        """Return the work with the facts that hold for the text of date ``version``; None means the newest text.

        Number, promulgation, entry into force and status describe the newest text alone; a ``[[version]]`` may set
        number and entry into force of its own text.
        """
        own = self.text_facts(version)
        said = replace(self, number=None, promulgated=None, in_force=None, status=None) if version else self
        return replace(said, number=own.number or said.number, in_force=own.in_force or said.in_force)

    def date_of(self, edition: str | None) -> str | None:
        """Return the date of the newest text whose date begins with ``edition``; None if there is no such text.

        Without an edition, return the date of the newest text.
        """
        return max((v.date for v in self.versions if v.date.startswith(edition or "")), default=None)


@dataclass(frozen=True, slots=True)
class CuratedTerm:
    """An editor's gloss on a term.

    ``works`` are the keys of the texts that it holds in: a work-id for the newest, ``work-id@date`` for an older one.
    """

    term: str
    pinyin: str
    english: str
    definition: str
    grounds: tuple[Ground, ...]
    works: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A law that is cited but whose text is not in the corpus.

    ``editions`` are the dates (ISO 8601) of its texts against which grounds were checked, the latest last.
    """

    title: str
    english_title: str | None = None
    short_titles: tuple[str, ...] = ()
    kind: str | None = None
    editions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Faulty:
    """A law that has errors: its id, and the titles by which it may be cited.

    If ``titles`` is empty, any unknown title may belong to this law.
    """

    id: str
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """The contents of ``corpus/``, read and validated; ``faulty`` are the laws with errors."""

    works: tuple[Work, ...]
    terms: tuple[CuratedTerm, ...] = ()
    cited: tuple[CitedWork, ...] = ()
    faulty: tuple[Faulty, ...] = ()

    def is_faulty(self, work: str) -> bool:
        """Return True if the law with this id has errors, so that a missing reference to it is not another error."""
        return any(law.id == work for law in self.faulty)
