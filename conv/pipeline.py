"""The only module that knows the order of the stages."""

from __future__ import annotations

from pathlib import Path

from conv.corpus import read_corpus
from conv.corpus_checks import check_work
from conv.diagnostics import Report
from conv.linking.definitions import find_definitions
from conv.linking.references import find_references
from conv.model import Law, Layers, Source
from conv.reading.blocks import classify
from conv.reading.lines import split_lines
from conv.reading.source import read_source
from conv.reading.tree import build_law
from conv.site import Entry, Site, collect_objects


def read_law(source: Source, work: str, report: Report) -> Law:
    """Read one source into its tree; findings go to the report, and nothing is raised for odd text."""
    return build_law(work, source, classify(split_lines(source), source, report), report)


def build_site(folder: Path, report: Report) -> Site:
    """Read a corpus folder and everything that can be said about it; findings go to the report.

    Raises FatiaoError where the folder cannot be read at all.
    """
    corpus = read_corpus(folder, report)
    entries: list[Entry] = []
    for work in corpus.works:
        newest = max((version.date for version in work.versions), default=None)
        for version in work.versions:
            source = read_source(Path(version.path), report)
            if source is None:
                continue
            law = read_law(source, work.id, report)
            current = version.date == newest
            if current:
                check_work(work, law, report)
            entries.append(Entry(work, law, Layers(), None if current else version.date))
    laws = tuple(entries)
    return Site(corpus, laws, collect_objects(laws))


def parse_source(source: Source, report: Report) -> tuple[Law, Layers]:
    """Read one source that belongs to no corpus, with all the layers that can be found in it alone."""
    law = read_law(source, "", report)
    return law, find_layers(law, report)


def find_layers(law: Law, report: Report) -> Layers:
    """What a law says of itself, found without any other law."""
    definitions = find_definitions(law, report)
    return Layers(definitions=definitions, references=find_references(law, definitions, (), report))
