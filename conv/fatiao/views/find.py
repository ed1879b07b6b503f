"""Make the views of one law from its text and its layers."""

from __future__ import annotations

from fatiao.model.law import Law, Number
from fatiao.model.layers import Layers, Reference
from fatiao.views.deadlines import find_deadlines
from fatiao.views.norms import find_norms
from fatiao.views.rows import Deadline, Norm, Sanction, Views
from fatiao.views.sanctions import find_sanctions


def find_views(law: Law, layers: Layers) -> Views:
    """Return the deadlines, norms and sanctions of a law, in the order of its text.

    A modal word that only grades a penalty (可以并处) does not make a norm.
    """
    references: dict[Number, list[Reference]] = {}
    for reference in layers.references:
        references.setdefault(reference.article, []).append(reference)
    deadlines: list[Deadline] = []
    norms: list[Norm] = []
    sanctions: list[Sanction] = []
    left_out = {"deadlines": 0, "norms": 0, "sanctions": 0}
    for article in law.articles:
        if law.article(article.number) is not article:  # rows name their article by its number
            continue
        found, unclear = find_norms(article)
        norms.extend(found)
        left_out["norms"] += unclear
        times, unclear = find_deadlines(article, found)
        deadlines.extend(times)
        left_out["deadlines"] += unclear
        followed, unclear = find_sanctions(article, references.get(article.number, ()))
        sanctions.extend(followed)
        left_out["sanctions"] += unclear
    return Views(tuple(deadlines), tuple(norms), tuple(sanctions), left_out)
