"""Find the references in the articles of a law: 条款项目, 前款, 本条, 该条, 《…》, in lists and ranges.

A single pass over an article stops at the characters that may begin a reference and reads the longest reference there
(``reader``).  Parts that a list element omits are taken from the element before it; a relative reference (前款) is
counted from its own position.  A reference that cannot be resolved for certain stays plain text and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from fatiao.diagnostics import Report
from fatiao.language.titles import title_key
from fatiao.linking.own_names import names_given_away
from fatiao.linking.provisions import Provisions
from fatiao.linking.references.antecedents import LawContext
from fatiao.linking.references.quotations import amended_law
from fatiao.linking.references.reader import ArticleReader
from fatiao.linking.titles import TitleNames, is_law_title
from fatiao.model.law import Law
from fatiao.model.layers import Definition, DefinitionKind, Reference

#: A title printed in the law; the law may later cite it without 《》.
_CITED_TITLE = re.compile(r"《([^《》\n]{2,40})》")


def find_references(
    law: Law, definitions: Sequence[Definition], known_titles: Collection[str], report: Report
) -> tuple[Reference, ...]:
    """Return every reference in the articles of a law, in order; their spans do not overlap.

    ``definitions`` are those of the law (for 以下简称); ``known_titles`` are titles and short titles of other laws.
    ``Target.law`` is None for the law itself and otherwise the title as printed.  A list gives one reference per
    element, a range one whose target has ``to``.  An uncertain reference is reported as ``reference-unresolved``.
    Of articles with one number only the first is read, since a reference names its article by the number.
    """
    context = _context_of(law, definitions, known_titles)
    found: list[Reference] = []
    for position, article in enumerate(law.articles):
        if law.article(article.number) is not article:
            continue
        found.extend(ArticleReader(context, position, report).read())
    return tuple(found)


def _context_of(law: Law, definitions: Sequence[Definition], known_titles: Collection[str]) -> LawContext:
    title = law.front.title.text if law.front.title else ""
    abbreviations = {
        title_key(d.term): d.expansion.strip("《》")
        for d in definitions
        if d.kind is DefinitionKind.ABBREVIATES and d.expansion and is_law_title(title_key(d.expansion))
    }
    names = {title_key(t) for t in known_titles if is_law_title(t)}
    names.update(title_key(t) for t in _CITED_TITLE.findall(law.source.text) if is_law_title(t))
    if title:
        names.add(title_key(title))
    held = frozenset(article.number for article in law.articles)
    return LawContext(
        law,
        title_key(title),
        abbreviations,
        TitleNames(names | abbreviations.keys()),
        amended_law(title),
        held,
        Provisions(law),
        names_given_away(law),
    )
