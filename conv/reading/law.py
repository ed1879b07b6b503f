"""A source → its law: the one way through this room."""

from __future__ import annotations

from dataclasses import replace

from conv.diagnostics import Report
from conv.language.script import is_traditional, simplify
from conv.model import Law, Source
from conv.reading.blocks import classify
from conv.reading.lines import split_lines
from conv.reading.printed import as_printed
from conv.reading.remarks import tell_remarks
from conv.reading.tree import build_law


def read_law(source: Source, work: str, report: Report) -> Law:
    """Read one source into its tree; findings go to the report, and nothing is raised for odd text.

    Text in traditional script is read in a copy in simplified script, and published as printed.
    """
    copy = replace(source, text=simplify(source.text)) if is_traditional(source.text) else source
    blocks = classify(split_lines(copy), copy, report)
    law = build_law(work, copy, blocks, report)
    tell_remarks(blocks, copy, report)
    if copy is source:
        return law
    report.add("traditional-script", "the text is in traditional script; it is read as in simplified script", source, 0)
    return as_printed(law, source)
