"""The IRIs with which the data files of a law refer to other laws."""

from __future__ import annotations

from collections.abc import Iterable

from fatiao.exports.facts import facts_of
from fatiao.model.corpus import Work
from fatiao.model.law import Law
from fatiao.model.layers import Layers


def list_iris(laws: Iterable[tuple[str, Law, Work]]) -> dict[str, str]:
    """Return the IRI of each text in force, by its given title and by the short titles of its work."""
    return {name: facts_of(work, law, None).iri for title, law, work in laws for name in (title, *work.short_titles)}


def list_cited(layers: Layers) -> list[str]:
    """Return the titles of other laws that a law refers to, sorted."""
    return sorted({target.law for reference in layers.references for target in reference.targets if target.law})
