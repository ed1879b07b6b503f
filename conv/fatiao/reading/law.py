"""Run the steps of ``fatiao.reading`` in order: they turn one source into its law."""

from __future__ import annotations

from dataclasses import replace

from fatiao.diagnostics import Report
from fatiao.language.script import is_traditional, odd_marks, reading_text
from fatiao.model.law import Law, Source
from fatiao.reading.blocks.classify import classify
from fatiao.reading.blocks.remarks import tell_remarks
from fatiao.reading.letters import tell_letters
from fatiao.reading.lines.split import split_lines
from fatiao.reading.printed import as_printed
from fatiao.reading.tree.build import build_law


def read_law(source: Source, work: str, report: Report) -> Law:
    """Return the law that is parsed from one source; findings go to ``report``, and no text raises an error.

    Text in traditional script, or with odd punctuation, is parsed as a converted copy, and published as printed.
    """
    text = source.text if source.plain else reading_text(source.text)
    copy = source if text is source.text else replace(source, text=text)
    blocks = classify(split_lines(copy), copy, report)
    law = build_law(work, copy, blocks, report)
    tell_remarks(blocks, copy, report)
    tell_letters(law, report)
    if copy is source:
        return law
    _tell_copy(source, report)
    return as_printed(law, source)


def _tell_copy(source: Source, report: Report) -> None:
    """Report how the copy that was parsed differs from the source."""
    if is_traditional(source.text):
        report.add(
            "traditional-script", "the text is in traditional script; it is read as in simplified script", source, 0
        )
    marks = odd_marks(source.text)
    if marks and not source.received:
        first = min(map(source.text.index, marks))
        count = sum(map(source.text.count, marks))
        message = f"{count} marks are read as the common ones, and published as printed: {' '.join(marks)}"
        report.add("compatibility-characters", message, source, first)
