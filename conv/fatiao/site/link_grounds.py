"""Links for the grounds of an editor's statements, and the lists of works that are cited but not in the corpus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from fatiao.diagnostics import Report
from fatiao.language.titles import title_key
from fatiao.linking.resolve import Library, resolve
from fatiao.model.corpus import Corpus, Ground
from fatiao.model.law import Span
from fatiao.model.layers import Reference
from fatiao.site.cited_provisions import collect_provisions
from fatiao.site.findings import Found
from fatiao.site.link_places import place_link, target_object
from fatiao.site.model import Citing, Entry, GlossaryTerm, Link
from fatiao.site.names import Names, Slugs


class GroundLinks:
    """A resolver of the grounds of notes and terms to links, with the same ``resolve`` as for printed references."""

    def __init__(self, entries: Sequence[Entry], library: Library, names: Names) -> None:
        self._library = library
        self._names = names
        self._any = next((entry.law for entry in entries if entry.law.articles), None)

    def link(self, entry: Entry | None, ground: Ground) -> Link:
        """Return a ground as printed, linked if it resolves; ``entry`` is the law that 本条例 refers to."""
        law = entry.law if entry and entry.law.articles else self._any
        if law is None:
            return Link(ground.printed)
        reference = Reference(law.articles[0].number, Span(0, 0), (ground.target,), "")
        (resolved,) = resolve(law, [reference], (), self._library, Report())
        return Link(ground.printed, target_object(resolved.link, self._names) if resolved.link else None)


def collect_unlisted(corpus: Corpus, entries: Sequence[Entry], found: Mapping[str, Found]) -> tuple[Citing, ...]:
    """Return the works cited by laws in force that are neither in the corpus nor in its list of cited works.

    They are sorted by number of citing provisions, descending, then by title.  They have no address, and their titles
    are as printed.
    """
    known = {title for work in corpus.works for title in (work.title or "", *work.short_titles)}
    known |= {entry.title for entry in entries}
    known |= {title for work in corpus.cited for title in (work.title, *work.short_titles)}
    known |= {title for faulty in corpus.faulty for title in faulty.titles}
    keys = {title_key(title) for title in known if title}
    cited: dict[str, tuple[str, dict[Link, None]]] = {}
    for entry in entries:
        named = {title_key(d.term): d.expansion for d in entry.layers.definitions if d.expansion}
        for r in found[entry.key].references if entry.version is None else ():
            for target in r.reference.targets if not r.links else ():
                title = named.get(title_key(target.law), target.law) if target.law else None
                if title and title_key(title) not in keys:
                    link = place_link(entry, entry.law.article(r.reference.article), r.reference.span.start)
                    cited.setdefault(title_key(title), (title, {}))[1].setdefault(link)
    rows = (Citing(title, None, (), tuple(links)) for title, links in cited.values())
    return tuple(sorted(rows, key=lambda row: (-len(row.cited_by), row.title)))


def collect_citings(
    corpus: Corpus, entries: Sequence[Entry], found: Mapping[str, Found], slugs: Slugs, glossary: Sequence[GlossaryTerm]
) -> tuple[Citing, ...]:
    """Return the cited works that the corpus lists, in its order, with the provisions in force that cite them."""
    pages = {term.term: term.object_name for term in glossary}
    terms = [(term, pages.get(term.term)) for term in corpus.terms]
    titles = {title_key(title): work.title for work in corpus.cited for title in (work.title, *work.short_titles)}
    provisions = collect_provisions(entries, found, terms, titles)
    sources: dict[str, dict[Link, None]] = defaultdict(dict)
    for entry in entries:
        for r in found[entry.key].references if entry.version is None else ():
            for target in r.links:
                if target.work is None:
                    link = place_link(entry, entry.law.article(r.reference.article), r.reference.span.start)
                    sources[target.title].setdefault(link)
    return tuple(
        Citing(
            work.title,
            work.kind,
            work.short_titles,
            tuple(sources[work.title]),
            work.english_title or "",
            slugs.of(work.title),
            provisions.of(work.title),
        )
        for work in corpus.cited
    )
