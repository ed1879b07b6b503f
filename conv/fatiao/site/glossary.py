"""The glossary: every term with all its senses, and every use in context."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from fatiao.language.interface import say
from fatiao.language.pinyin import read_plainly, read_with_tones
from fatiao.model.corpus import CuratedTerm, Ground
from fatiao.model.law import Article
from fatiao.model.layers import Definition, TermUse
from fatiao.site.link_places import definition_sentence, place_link
from fatiao.site.model import Entry, GlossaryTerm, Link, Sense, Use, object_name

_CONTEXT = 18
_SCOPES = {"chapter": say("本章"), "section": say("本节"), "article": say("本条"), "paragraph": say("本款")}


def build_glossary(
    entries: Sequence[Entry],
    uses: Mapping[str, Sequence[TermUse]],
    curated: Iterable[CuratedTerm],
    ground_link: Callable[[Entry | None, Ground], Link],
) -> tuple[GlossaryTerm, ...]:
    """Return every defined or curated term, sorted by its reading.

    A term that the newest text of its law no longer defines has the senses and uses of the last text that defines it.
    """
    senses: dict[str, list[Sense]] = defaultdict(list)
    editor: dict[str, CuratedTerm] = {}
    by_key = {entry.key: entry for entry in entries}
    current = [entry for entry in entries if entry.version is None]
    for entry in current:
        for definition in entry.layers.definitions:
            senses[definition.term].append(_printed_sense(entry, entry.law.article(definition.article), definition))
    older = _last_definers(entries)
    for name, entry in older:
        for definition in (d for d in entry.layers.definitions if d.term == name):
            senses[name].append(_printed_sense(entry, entry.law.article(definition.article), definition))
    for term in curated:
        editor[term.term] = term
        grounds = tuple(ground_link(None, ground) for ground in term.grounds)
        for work in term.works:
            if work in by_key:
                law = Link(by_key[work].name, object_name(by_key[work]))
                senses[term.term].append(Sense(law, term.definition, grounds, "", True))
    found = _collect_uses(current, uses)
    for name, entry in older:
        found.setdefault(name, []).extend(_collect_uses([entry], uses).get(name, ()))
    terms = [_glossary_term(name, senses[name], editor.get(name), found.get(name, ())) for name in senses]
    return tuple(sorted(terms, key=lambda t: (sort_key(t.term), t.term)))


def _last_definers(entries: Iterable[Entry]) -> list[tuple[str, Entry]]:
    """Return the terms that the newest text of their law does not define, each with the last text that defines it."""
    seen: set[tuple[str, str]] = set()
    found: list[tuple[str, Entry]] = []
    for entry in sorted(entries, key=lambda e: (e.version is None, e.date), reverse=True):
        terms = {definition.term: (entry.work.id, definition.term) for definition in entry.layers.definitions}
        if entry.version is not None:
            found += [(term, entry) for term, key in terms.items() if key not in seen]
        seen |= {*terms.values()}
    return sorted(found, key=lambda pair: (pair[1].key, pair[0]))


def sort_key(term: str) -> str:
    """Return the sort key of a term: its pinyin without tones, in lower case."""
    return " ".join(read_plainly(term)).lower()


def _glossary_term(term: str, senses: Sequence[Sense], editor: CuratedTerm | None, uses: Sequence[Use]) -> GlossaryTerm:
    reading = editor.pinyin if editor else " ".join(read_with_tones(term))
    return GlossaryTerm(
        term,
        reading,
        sort_key(term)[:1].upper(),
        editor.english if editor else "",
        tuple(senses),
        tuple(uses),
        editor.aliases if editor else (),
    )


def _printed_sense(entry: Entry, article: Article, definition: Definition) -> Sense:
    text = definition_sentence(article, definition)
    external = definition.scope.partition(":")
    scope = _SCOPES.get(definition.scope, external[2])
    source = place_link(entry, article, definition.span.start, with_law=False)
    return Sense(Link(entry.name, object_name(entry)), text, (source,), scope, False)


def _collect_uses(entries: Iterable[Entry], uses: Mapping[str, Sequence[TermUse]]) -> dict[str, list[Use]]:
    found: dict[str, list[Use]] = defaultdict(list)
    for entry in entries:
        for use in uses.get(entry.key, ()):
            article = entry.law.article(use.article)
            text = article.text
            start, end = use.span.start, use.span.end
            before = text[max(0, start - _CONTEXT) : start].rpartition("\n")[2]
            after = text[end : end + _CONTEXT].partition("\n")[0]
            place = place_link(entry, article, start, with_law=False)
            place = replace(place, name=entry.name + place.name)
            found[use.term].append(Use(place, before, text[start:end], after))
    return dict(found)
