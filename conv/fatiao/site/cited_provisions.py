"""The cited provisions of works that the corpus does not hold, with their citations and quotations in notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fatiao import ids
from fatiao.language.interface import say
from fatiao.language.titles import title_key
from fatiao.model.corpus import CuratedTerm, Ground, Note
from fatiao.model.law import Number, ProvisionId, Target
from fatiao.site.findings import Found
from fatiao.site.link_places import place_link
from fatiao.site.model import CitedProvision, Entry, Link, object_name
from fatiao.site.note_texts import notes_of

_QUOTED = re.compile("“([^“”]{4,})”")


@dataclass(slots=True)
class _Cited:
    """The citations and quotations of one provision of one work, in the order found."""

    target: Target
    cited_by: dict[Link, None] = field(default_factory=dict)
    quotations: dict[tuple[str, Link], None] = field(default_factory=dict)


_Key = tuple[Number, int, Number, Number, str]


class CitedProvisions:
    """A collection of the cited provisions of works that the corpus does not hold, by the title of the work."""

    def __init__(self) -> None:
        """Create an empty collection."""
        self._found: dict[str, dict[_Key, _Cited]] = {}

    def of(self, title: str) -> tuple[CitedProvision, ...]:
        """Return the cited provisions of a work in the order of its text; citations of the whole work come first."""
        found = sorted(self._found.get(title, {}).items(), key=lambda item: item[0])
        return tuple(
            CitedProvision(_name_of(one.target), one.target.article, tuple(one.cited_by), tuple(one.quotations))
            for _, one in found
        )

    def add(self, title: str, target: Target, source: Link) -> _Cited:
        """Record a citation of a provision, and return its entry."""
        one = self._found.setdefault(title, {}).setdefault(_key_of(target), _Cited(target))
        one.cited_by.setdefault(source)
        return one


def collect_provisions(
    entries: Sequence[Entry],
    found: Mapping[str, Found],
    terms: Iterable[tuple[CuratedTerm, str | None]],
    titles: Mapping[str, str],
) -> CitedProvisions:
    """Return the provisions of works not in the corpus that laws in force, notes on them, or the editor's terms cite.

    ``terms`` are pairs of a term and the object name of its page; ``titles`` maps the key of each title and short title
    of these works to the full title.  References of laws to a whole work are left out, since its ``Citing`` lists them.
    """
    collected = CitedProvisions()
    current = [entry for entry in entries if entry.version is None]
    for entry in current:
        for resolved in found[entry.key].references:
            reference = resolved.reference
            targets = reference.targets if resolved.links else ()  # without links it stays plain text
            for target, link in zip(targets, resolved.links, strict=True):
                if link.work is None and target.article is not None:
                    article = entry.law.article(reference.article)
                    collected.add(link.title, target, place_link(entry, article, reference.span.start))
        for note in notes_of(entry):
            _add_note(collected, entry, note, titles)
    for term, page in terms:
        for title, ground in _not_held(term.grounds, titles):
            collected.add(title, ground.target, Link(say("术语“{term}”", term=term.term), page))
    return collected


def _add_note(collected: CitedProvisions, entry: Entry, note: Note, titles: Mapping[str, str]) -> None:
    cited = list(_not_held(note.grounds, titles))
    place = ids.pinpoint_name(note.at) if note.at else ""
    name = say("{provision}的注释", provision=f"{entry.short_title}{place}")
    source = Link(name, object_name(entry, ids.provision_eid(note.at) if note.at else ""))
    for title, ground in cited:
        one = collected.add(title, ground.target, source)
        if len(note.grounds) == 1 and ground.target.article is not None:
            for words in _quoted_from(note, entry):
                one.quotations.setdefault((words, source))


def _not_held(grounds: Iterable[Ground], titles: Mapping[str, str]) -> Iterator[tuple[str, Ground]]:
    for ground in grounds:
        title = titles.get(title_key(ground.target.law)) if ground.target.law else None
        if title is not None:
            yield title, ground


def _quoted_from(note: Note, entry: Entry) -> Iterator[str]:
    """Yield the quotations in a note that do not occur in the note's own law.

    In a note with one ground, they are taken as quotations from the ground.
    """
    own = "\n".join(article.text for article in entry.law.articles)
    yield from (words for words in _QUOTED.findall(note.text) if words not in own)


def _key_of(target: Target) -> _Key:
    none = Number(0)
    return (
        target.article or none,
        target.paragraph or 0,
        target.item or none,
        target.subitem or none,
        f"{target.to or ''} {target.edition or ''}",
    )


def _name_of(target: Target) -> str:
    """Return the name of a provision, or "" if the target names no article.

    Examples: 第五条第二款, 第三条至第五条, 第十二条（2014年的文本）.
    """
    if target.article is None:
        return ""
    name = ids.pinpoint_name(ProvisionId("", target.article, target.paragraph, target.item, target.subitem))
    if target.to is not None:
        deepest = next(u for u, n in _LEVELS if getattr(target, n) is not None)
        name += f"至{ids.level_name(target.to, deepest)}"
    return say("{provision}（{edition}的文本）", provision=name, edition=target.edition) if target.edition else name


_LEVELS = (("目", "subitem"), ("项", "item"), ("款", "paragraph"), ("条", "article"))
