"""The other texts of a law as data: which there are, how they compare, and how each article came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fatiao.comparing.model import Comparison, Kind
from fatiao.model.amending import AmendedArticle
from fatiao.model.law import Number

#: Number of an article → numbers of its counterparts in another text.
Counterparts = Mapping[Number, tuple[Number, ...]]


@dataclass(frozen=True, slots=True)
class OtherText:
    """Another text of the same work: its date, the day it enters into force, and the counterparts of articles in it.

    ``version`` is None for the newest.  ``articles`` maps the article numbers of the entry to those of the other text;
    it is None if the two were not compared.  ``amended_by`` is the title of the act that produced the other text.
    """

    date: str
    force: str
    version: str | None
    articles: Counterparts | None = None
    amended_by: str | None = None


@dataclass(frozen=True, slots=True)
class ComparedWith:
    """A text that an entry is compared with as the old one, and the comparison; ``key`` is the text's object name.

    ``work``, ``title`` and ``date`` describe the old text, which may be of another law.  ``asked`` is True if the
    editor requested the comparison; else the old text is the preceding one of the same law.  ``amended`` holds, by
    number in the later text, the articles that the amending decision changed, if the corpus holds the decision.
    """

    key: str
    work: str
    title: str
    date: str
    comparison: Comparison = field(repr=False)
    asked: bool = False
    amended: Mapping[Number, AmendedArticle] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """A change that a text made to an article: the text's date, the kind of change, and the articles it came from.

    ``key`` is the object name of the preceding text; it is empty, and ``kind`` is None, for the oldest text in the
    corpus, before which nothing is known.
    """

    date: str
    kind: Kind | None
    key: str = ""
    origins: tuple[Number, ...] = ()
