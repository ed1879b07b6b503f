"""Hold what curators lay down beside the sources: facts, notes, fixes, terms and cited works."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Annotated

from fatiao.model.law import Origin, ProvisionId, Target

#: A date as ISO 8601: ``2022-05-27``.
Day = Annotated[str, "day"]


@dataclass(frozen=True, slots=True)
class Supplied:
    """A value that the source does not print, and the ground for it."""

    field: str
    ground: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Ground:
    """The provision that an editor's statement rests on, as written down and as a target.

    ``edition`` is the year of the text that is meant where it is not the latest one (（2014年）).
    """

    printed: str
    target: Target
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A curated annotation of a provision, or of the whole law where ``at`` is None.

    ``text`` is plain; a line feed parts its paragraphs.  ``edition`` begins the date of the text that it is on, as its
    heading names it (2014 of 第十三条（2014年）); None for the newest.
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


#: How the ground of a value begins that was concluded and that nobody has verified yet.
UNVERIFIED = "待核："


@dataclass(frozen=True, slots=True)
class TextFacts:
    """A ``[[version]]`` of ``law.toml``: what is said of one text of a law; None where nothing is laid down.

    ``until`` is the day on which the text ceased to be in force, and ``amended_by`` the title of the act that made it
    out of the text before.  ``ground`` is for what the text does not print; ``line`` is that of the table.
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
    """One text of a work; ``date`` is ISO 8601, or empty for an only text that is not named by one.

    ``facts`` are what ``law.toml`` says of this text alone.
    """

    date: str
    path: str
    origin: Origin | None = None  # the received file that the text was taken from, where it is not the text itself
    facts: TextFacts = NO_TEXT_FACTS


@dataclass(frozen=True, slots=True)
class TextName:
    """A text of a work; without a date the newest one."""

    work: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """Two texts that the editor wants compared; the second is one of the work that asks for it."""

    old: TextName
    new: TextName
    printed: str


def _laid_down(said: str) -> dict[str, str]:
    """Mark a field that ``law.toml`` may set; ``said`` is what ``docs/dev/corpus.md`` says of it."""
    return {"said": said}


@dataclass(frozen=True, slots=True)
class Work:
    """What ``law.toml`` says of one law; every value is None or empty where nothing is laid down.

    ``versions`` are in order of date.  ``path`` is the ``law.toml`` (empty where there is none), and ``lines`` pairs
    its keys with their lines.
    """

    id: str
    versions: tuple[Version, ...]
    title: str | None = field(default=None, metadata=_laid_down("as printed, without line breaks"))
    english_title: str | None = field(
        default=None,
        metadata=_laid_down(
            "an official English title, else the editor's own, literal and neutral; for Bluebook and Chicago; never "
            "printed, so supplied with its ground"
        ),
    )
    short_titles: tuple[str, ...] = field(
        default=(), metadata=_laid_down("for search and the jump field; shared by no other law")
    )
    kind: str | None = field(default=None, metadata=_laid_down("法律, 行政法规, 地方性法规, 部门规章, 司法解释 …"))
    issuer: str | None = field(
        default=None, metadata=_laid_down("without the term of office: 自治区人民代表大会常务委员会, not 第十四届…")
    )
    number: str | None = field(default=None, metadata=_laid_down("of the 公告 or 令: 第71号, 2021年第1号"))
    adopted: Day | None = field(default=None, metadata=_laid_down("`2022-05-27`; with or without quotation marks"))
    promulgated: Day | None = field(default=None, metadata=_laid_down("likewise"))
    in_force: Day | None = field(default=None, metadata=_laid_down("likewise"))
    repealed: Day | None = field(default=None, metadata=_laid_down("likewise"))
    status: str | None = field(default=None, metadata=_laid_down("现行有效, 已修改, 已废止, 尚未施行"))
    supplied: tuple[Supplied, ...] = ()
    notes: tuple[Note, ...] = ()
    fixes: tuple[Fix, ...] = ()
    compare: tuple[ComparedPair, ...] = ()  # beside each text with the one before it
    accepted: tuple[str, ...] = ()  # lines that are rightly left out: see fatiao.corpus.accepted
    path: str = ""
    lines: tuple[tuple[str, int], ...] = ()

    def text_facts(self, date: str | None) -> TextFacts:
        """Return what is laid down of the text of a date alone; None stands for the newest."""
        date = date or self.date_of(None)
        return next((v.facts for v in self.versions if v.date == date), NO_TEXT_FACTS)

    def told_of(self, version: str | None) -> Work:
        """Return what is laid down of one text by its date; None stands for the newest.

        Number, promulgation, force and status are said of the newest text alone, unless a ``[[version]]`` says them.
        """
        own = self.text_facts(version)
        said = replace(self, number=None, promulgated=None, in_force=None, status=None) if version else self
        return replace(said, number=own.number or said.number, in_force=own.in_force or said.in_force)

    def date_of(self, edition: str | None) -> str | None:
        """Return the date of the newest text, or of the newest of an edition; None where there is no such text."""
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
    """A law that is cited but not held: facts only.

    ``editions`` are the dates (ISO 8601) of its texts that grounds were checked against, the latest last.
    """

    title: str
    english_title: str | None = None
    short_titles: tuple[str, ...] = ()
    kind: str | None = None
    editions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Faulty:
    """A law that has errors, as far as it is known: its id, and the titles it may be called by.

    Without a title, any title that is not known may be its own.
    """

    id: str
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that ``corpus/`` holds, read and validated; ``faulty`` are the laws with errors."""

    works: tuple[Work, ...]
    terms: tuple[CuratedTerm, ...] = ()
    cited: tuple[CitedWork, ...] = ()
    faulty: tuple[Faulty, ...] = ()

    def is_faulty(self, work: str) -> bool:
        """Return whether a law of this id is left out, so that what misses it needs no error of its own."""
        return any(law.id == work for law in self.faulty)
