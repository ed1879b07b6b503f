"""The steps of an instruction as frozen data: replacement, insertion, deletion, renumbering of provisions and words."""

from __future__ import annotations

from dataclasses import dataclass

from fatiao.amending.places import AmendedPlace
from fatiao.model.law import Number


@dataclass(frozen=True, slots=True)
class Replace:
    """Replacement of whole provisions by ``words``; several places take one part of the words each."""

    places: tuple[AmendedPlace, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Reword:
    """Replacement of the words ``old`` by ``new``; without places, in the whole text."""

    places: tuple[AmendedPlace, ...]
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Insert:
    """Insertion of ``words`` before or after the words ``beside`` of a provision."""

    places: tuple[AmendedPlace, ...]
    beside: str
    words: str
    before: bool


@dataclass(frozen=True, slots=True)
class Delete:
    """Deletion of provisions, or of ``words`` in them if any are given."""

    places: tuple[AmendedPlace, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddArticles:
    """Insertion of articles; ``numbers`` are their numbers after the amendment."""

    numbers: tuple[Number, ...]
    words: str


@dataclass(frozen=True, slots=True)
class AddParagraphs:
    """Insertion of 款; ``numbers`` are their numbers after the amendment, empty to append them to the article."""

    article: Number
    numbers: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class AddItems:
    """Insertion of 项; ``numbers`` are their numbers after the amendment, empty to append them to the list."""

    place: AmendedPlace
    numbers: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Renumber:
    """Renumbering of provisions: 第八条改为第九条, 原第二款作为第三款."""

    places: tuple[AmendedPlace, ...]
    to: tuple[AmendedPlace, ...]


@dataclass(frozen=True, slots=True)
class Divide:
    """Split of one article into several, or merger of several into one, with new words."""

    places: tuple[AmendedPlace, ...]
    numbers: tuple[Number, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Detach:
    """Separation of 款 from their article into a new one; ``words`` is None if their words stay the same."""

    places: tuple[AmendedPlace, ...]
    number: Number
    words: str | None


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of an instruction that has no mechanical form."""

    words: str


@dataclass(frozen=True, slots=True)
class ReplacePreamble:
    """Replacement of the words before the first article (引言)."""

    words: str


@dataclass(frozen=True, slots=True)
class Rename:
    """Change of the heading of a 编, 章 or 节; ``label`` is its printed label, 第四章."""

    label: str
    words: str


Step = (
    Replace
    | ReplacePreamble
    | Rename
    | Reword
    | Insert
    | Delete
    | AddArticles
    | AddParagraphs
    | AddItems
    | Renumber
    | Divide
    | Detach
    | Unread
)
