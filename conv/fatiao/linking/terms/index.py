"""Index the names of all terms for one scan, with the meanings of each in each law."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from fatiao.language.titles import title_key
from fatiao.linking.definitions.scope import LAW, external_place
from fatiao.linking.definitions.short_names import term_parts
from fatiao.model.corpus import CuratedTerm
from fatiao.model.law import Law
from fatiao.model.layers import Definition, DefinitionKind

#: Maximum length of a name, in characters; a longer one is a description and does not recur word for word.
LONGEST_NAME = 24
#: Words that laws define as including or excluding the number; they occur in every deadline and are not linked.
_BOUNDS = frozenset(["以上", "以下", "以内", "以外", "以前", "以后", "之内", "之外", "不满", "不足", "超过", "届满"])
_RANKS = {"paragraph": 0, "article": 1, "articles": 1, "section": 2, "chapter": 3, "subpart": 4, "part": 5, "law": 6}
_CURATED, EXTERNAL, INHERITED = 7, 8, 9


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of a term: the smallest ``rank`` wins; ``work`` is the work that defines it, None if curated."""

    term: str
    source: Definition | CuratedTerm
    work: str | None
    rank: int


@dataclass(frozen=True, slots=True)
class TermIndex:
    """All names of all terms, with an automaton that scans for them, and their meanings in each law."""

    names: tuple[str, ...]
    automaton: AhoCorasick | None
    meanings: Mapping[str, Mapping[int, Sequence[Meaning]]]  # work → name → meanings, the nearest first
    external: Mapping[str, Mapping[int, Sequence[Meaning]]]  # bare title → the same, from other laws
    handed_down: Mapping[str, Mapping[int, Sequence[Meaning]]]  # work → meanings that a law made under it can inherit
    passages: Mapping[str, Sequence[Definition]]  # work → its definitions
    works: Mapping[str, str]  # bare title → work
    prefixes: tuple[tuple[int, ...], ...]  # name → the names it begins with, the longest first


def build_term_index(
    laws: Iterable[Law], definitions: Mapping[str, Sequence[Definition]], curated: Iterable[CuratedTerm]
) -> TermIndex:
    """Index the definitions of all laws, by work, and the curated terms."""
    numbers: dict[str, int] = {}
    meanings: dict[str, dict[int, list[Meaning]]] = {}
    external: dict[str, dict[int, list[Meaning]]] = {}
    for work, defined in definitions.items():
        for definition in filter(_is_linked, defined):
            kind = definition.scope.partition(":")[0]
            entry = Meaning(definition.term, definition, work, _RANKS.get(kind, EXTERNAL))
            home, key = (meanings, work) if entry.rank < EXTERNAL else (external, external_place(definition.scope)[0])
            for name in _names(definition):
                home.setdefault(key, {}).setdefault(numbers.setdefault(name, len(numbers)), []).append(entry)
    for term in curated:
        for name in (term.term, *term.aliases):
            at = numbers.setdefault(name, len(numbers))
            for work in term.works:
                meanings.setdefault(work, {}).setdefault(at, []).append(Meaning(term.term, term, None, _CURATED))
    handed_down = {work: _law_wide(found) for work, found in meanings.items() if definitions.get(work)}
    for found in (*meanings.values(), *external.values()):
        for entries in found.values():
            entries.sort(key=_nearest)
    names = tuple(numbers)
    return TermIndex(
        names,
        AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest) if names else None,
        meanings,
        external,
        handed_down,
        {work: tuple(found) for work, found in definitions.items()},
        _works_by_title(laws),
        tuple(tuple(numbers[n[:k]] for k in range(len(n) - 1, 1, -1) if n[:k] in numbers) for n in names),
    )


def _works_by_title(laws: Iterable[Law]) -> dict[str, str]:
    """Return the work of each bare title: of several versions the one in force, whose key has no ``@2010-04-29``."""
    found: dict[str, str] = {}
    for law in laws:
        if law.front.title and ("@" not in law.work or title_key(law.front.title.text) not in found):
            found[title_key(law.front.title.text)] = law.work
    return found


def _law_wide(meanings: Mapping[int, Sequence[Meaning]]) -> dict[int, list[Meaning]]:
    """Return the definitions that hold in their whole law, as meanings that a law made under it inherits."""
    found: dict[int, list[Meaning]] = {}
    for name, entries in meanings.items():
        for e in entries:
            if isinstance(e.source, Definition) and e.source.scope == LAW:
                found.setdefault(name, []).append(Meaning(e.term, e.source, e.work, INHERITED))
    return found


def _is_linked(definition: Definition) -> bool:
    term = definition.term
    return 2 <= len(term) <= LONGEST_NAME and term not in _BOUNDS and not re.search(r"[《“”\"，。；：\n]", term)


def _names(definition: Definition) -> Iterator[str]:
    """Yield the term, 机关和单位 and the like for 机关、单位, and the expansion of a short name."""
    yield definition.term
    parts = term_parts(definition.term)
    if len(parts) == 2:
        yield from (parts[0] + between + parts[1] for between in ("和", "或者", "及", "与"))
    long = definition.expansion
    if long and len(definition.term) < len(long) <= LONGEST_NAME and "《" not in long:
        yield long


def _nearest(entry: Meaning) -> tuple[int, int, int, int]:
    """Return the sort key of a meaning: narrow scopes first; of two short names, the one introduced last."""
    if not isinstance(entry.source, Definition):
        return entry.rank, 0, 0, 0
    at, later = entry.source, -1 if entry.source.kind is DefinitionKind.ABBREVIATES else 1
    return entry.rank, later * at.article.value, later * at.article.insert, later * at.span.start
