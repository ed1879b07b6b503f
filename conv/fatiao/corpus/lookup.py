"""Look up the laws and provisions that an editor names: a held law by its title, a provision by its place."""

from __future__ import annotations

from collections.abc import Mapping

from fatiao.language.titles import title_key
from fatiao.model.corpus import Corpus, Fix, Note, Work
from fatiao.model.law import Article, Law, ProvisionId, Segment, Target


def law_of_edition(
    entry: Note | Fix, work: Work, laws: Mapping[str, Law], older: Mapping[tuple[str, str], Law]
) -> Law | None:
    """Return the text that a note or a correction is on: the newest, or that of its edition; None if it is not held.

    ``laws`` maps the id of each held work to its law in force, ``older`` maps id and date to each earlier text.
    """
    if entry.edition is None:
        return laws[work.id]
    date = work.date_of(entry.edition)
    if date is None:
        return None
    return laws[work.id] if date == work.date_of(None) else older.get((work.id, date))


def hold_titles(corpus: Corpus, laws: Mapping[str, Law]) -> dict[str, str]:
    """Return a mapping from the keys of each held law's titles, the editor's and the printed one, to its id."""
    held: dict[str, str] = {}
    for work in corpus.works:
        law = laws.get(work.id)
        printed = law.front.title.text if law and law.front.title else None
        for title in filter(None, (work.title, printed)):
            held[title_key(title)] = work.id
    return held


def provision_of(work: str, target: Target) -> ProvisionId:
    """Return the provision of a work that a target names."""
    assert target.article is not None  # parse_ground sets it
    return ProvisionId(work, target.article, target.paragraph, target.item, target.subitem)


def find_provision(law: Law, at: ProvisionId) -> tuple[Segment, ...] | None:
    """Return the segments that make up a provision, or None where the law has no such provision.

    A 项 whose 款 is not named must occur in one 款 only.
    """
    articles: list[Article] = [article for article in law.articles if article.number == at.article]
    if len(articles) != 1:
        return None
    segments = tuple(
        segment
        for segment in articles[0].segments
        if at.paragraph in (None, segment.paragraph)
        and at.item in (None, segment.item)
        and at.subitem in (None, segment.subitem)
    )
    if at.item and len({segment.paragraph for segment in segments}) != 1:
        return None
    return segments or None


def provision_text(law: Law, at: ProvisionId) -> str:
    """Return the words of a provision; empty where the law has no such provision."""
    article = next((article for article in law.articles if article.number == at.article), None)
    segments = find_provision(law, at) or ()
    return "\n".join(article.text[s.span.start : s.span.end] for s in segments) if article else ""
