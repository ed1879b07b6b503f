"""A page of a list, and the initials by which lists are sorted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fatiao import ids
from fatiao.language.interface import say
from fatiao.language.titles import short_title
from fatiao.pages.blocks import Anchor, Block, Heading, Inline, Jump, TextParagraph, joined, line_of, refer

#: The group of entries that do not begin with a letter.
OTHER = say("其他")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of a list: its docname, its title, a short name for links to it, and the entries on it."""

    docname: str
    title: str
    name: str
    members: Sequence[Any]

    def link(self) -> Inline:
        """Return a link to the page."""
        return refer("ref", say("{name}（{count}）", name=self.name, count=len(self.members)), f"shelf:{self.docname}")


def cut(docname: str, title: str, name: str, members: Sequence[Any], size: int) -> list[Shelf]:
    """Return pages of at most ``size`` members; the first has the docname itself, the others a number appended."""
    return list(_parts(docname, title, name, members, size))


def _parts(docname: str, title: str, name: str, members: Sequence[Any], size: int) -> Iterator[Shelf]:
    for number, start in enumerate(range(0, len(members), size), start=1):
        part = members[start : start + size]
        if number == 1:
            yield Shelf(docname, title, name, part)
        else:
            yield Shelf(
                f"{docname}-{number}",
                say("{name}（{count}）", name=title, count=number),
                say("{name}（{count}）", name=name, count=number),
                part,
            )


def anchor_of_initial(initial: str) -> str:
    """Return the anchor of a letter: ``a`` for A."""
    return "other" if initial == OTHER else initial.lower()


def reading_key(title: str) -> str:
    """Return the sort key of a law: its reading without 中华人民共和国, with which half of all titles begin."""
    return ids.slug_of(short_title(title))


def initial_of(title: str) -> str:
    """Return the letter under which a law is listed, or ``OTHER``."""
    first, more = reading_key(title)[:1], short_title(title)[:1]
    return first.upper() if first.isalpha() and (more.isalpha() or more in "《〈（") else OTHER


def by_title(members: Iterable[Any], title: Callable[[Any], str]) -> list[tuple[str, list[Any]]]:
    """Return (letter, entries) sorted by title; the entries that do not begin with a letter come last."""
    groups: dict[str, list[Any]] = {}
    for member in sorted(members, key=lambda member: reading_key(title(member))):
        groups.setdefault(initial_of(title(member)), []).append(member)
    return sorted(groups.items(), key=lambda group: (group[0] == OTHER, group[0]))


def initial_bar(initials: Iterable[str]) -> TextParagraph:
    """Return links to the headings of the letters on the same page."""
    jumps = (Jump(initial, anchor_of_initial(initial)) for initial in initials)
    return TextParagraph(line_of(*joined(" ", jumps)), ("glossary-bar",))


def render_initial(initial: str) -> Iterator[Block]:
    """Yield the heading of a letter, with its anchor."""
    if not initial.isascii():
        yield TextParagraph((Anchor(anchor_of_initial(initial)),), ("division-anchor",))
    yield Heading(2, initial)
