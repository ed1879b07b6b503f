"""The pages that a documentation folder adds to the site, for commands that build nothing."""

from __future__ import annotations

from pathlib import Path

from fatiao.corpus.names import check_documents
from fatiao.diagnostics import Report


def find_documents(docs: Path) -> frozenset[str] | None:
    """Return the docnames of a documentation folder; None where it has no ``conf.py``, or entries that are refused."""
    if not (docs / "conf.py").is_file():
        return None
    from fatiao.building import list_documents  # noqa: PLC0415  # Sphinx takes longer to import than a check to run

    odd = Report()
    check_documents(docs, odd)
    return None if odd.errors else list_documents(docs)  # Sphinx would loop on a cyclic link
