"""Decide which of several terms or cited laws with the same slug keeps it: the one that had the address first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from fatiao import ids
from fatiao.diagnostics import Report
from fatiao.permalinks.ledger import Ledger, fingerprint
from fatiao.permalinks.site import CITED_NAMES, TERM_NAMES, explain
from fatiao.site.model import GlossaryTerm
from fatiao.site.names import Slugs, assign_slugs, group_by_slug


def read_promised(path: Path) -> Ledger:
    """Return the pages and names of a ledger; an empty ledger if it cannot be read, which is reported elsewhere."""
    try:
        data = json.loads(path.read_text("utf-8")) if path.is_file() else {}
        pages, names = data.get("pages", {}), data.get("names", {})
    except (OSError, ValueError, RecursionError, AttributeError):
        return Ledger()
    return Ledger(pages, names=names) if isinstance(pages, dict) and isinstance(names, dict) else Ledger()


def name_terms(glossary: Iterable[GlossaryTerm], promised: Ledger, report: Report) -> Slugs:
    """Return the slugs of terms; if the ledger names no owner of an address, its fingerprint may identify one."""
    terms = {term.term: term for term in glossary}
    owners = _owners(promised.names, TERM_NAMES)
    for slug, group in group_by_slug(terms).items():
        if len(group) > 1 and slug not in owners:
            anchors = promised.pages.get(ids.url_of(ids.term_docname(slug)), {})
            printed = anchors.get("") if isinstance(anchors, dict) else None
            stood = [name for name in group if fingerprint(explain(terms[name])) == printed]
            owners |= {slug: stood[0]} if stood else {}
    return _assign(terms, owners, report)


def name_works(titles: Iterable[str], promised: Ledger, report: Report) -> Slugs:
    """Return the slugs of the laws that are cited but not in the corpus."""
    return _assign([*titles], _owners(promised.names, CITED_NAMES), report)


def _owners(names: Mapping[str, object], table: tuple[str, str]) -> dict[str, str]:
    start, end = table
    return {
        address[len(start) : len(address) - len(end)]: name
        for address, name in names.items()
        if address.startswith(start) and address.endswith(end) and isinstance(name, str)
    }


def _assign(names: Iterable[str], owners: Mapping[str, str], report: Report) -> Slugs:
    slugs = assign_slugs(names, owners)
    for slug, group in group_by_slug(names).items():
        if len(group) > 1 and slug not in owners:
            given = ", ".join(slugs.of(name) for name in group)
            message = f"{', '.join(group)} share a short address and get the addresses {given}"
            report.add("shared-address", f"{message}; to fix these run fatiao permalinks --update")
    return slugs
