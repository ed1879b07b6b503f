"""The only module that knows the order of the stages."""

from __future__ import annotations

from conv.diagnostics import Report
from conv.model import Law, Source
from conv.reading.blocks import classify
from conv.reading.lines import split_lines
from conv.reading.tree import build_law


def read_law(source: Source, work: str, report: Report) -> Law:
    """Read one source into its tree; findings go to the report, and nothing is raised for odd text."""
    return build_law(work, source, classify(split_lines(source), source, report), report)
