"""The amending decisions that a corpus holds, beside the comparison of the texts before and after each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from fatiao import ids
from fatiao.diagnostics import Report
from fatiao.model.amending import AmendedText
from fatiao.model.law import Law
from fatiao.site.history import ComparedWith
from fatiao.site.model import Entry

#: The number of differing articles that a finding names.
_NAMED = 8


def name_instructions(
    entries: Sequence[Entry], explain: Callable[[Law, Law, str], AmendedText | None], report: Report
) -> tuple[Entry, ...]:
    """Return the entries; the comparison of a text with the one before names the instructions of its decision.

    ``explain`` takes both texts as printed and the path of the decision, and returns None if that cannot be read.
    Instructions that were not applied, and articles that the decision does not explain, are reported.
    """
    by_key = {entry.key: entry for entry in entries}
    return tuple(_explained(entry, by_key, explain, report) for entry in entries)


def _explained(
    entry: Entry,
    by_key: dict[str, Entry],
    explain: Callable[[Law, Law, str], AmendedText | None],
    report: Report,
) -> Entry:
    decision = next((version.decision for version in entry.work.versions if version.date == entry.date), None)
    before = next((compared for compared in entry.compared if not compared.asked), None)
    if decision is None or before is None:
        return entry
    amended = explain(by_key[before.key].source_law, entry.source_law, decision)
    if amended is None:
        return entry
    _tell(amended, decision, before, entry, report)
    instructed = replace(before, amended={article.number: article for article in amended.articles})
    return replace(entry, compared=tuple(instructed if c is before else c for c in entry.compared))


def _tell(amended: AmendedText, decision: str, before: ComparedWith, entry: Entry, report: Report) -> None:
    for label, reason in amended.not_applied:
        report.add_at("amendment-not-applied", f"{label or 'instruction'} {reason}", decision)
    if amended.differing:
        named = "、".join(ids.level_name(number, "条") for number in amended.differing[:_NAMED])
        more = f" and {len(amended.differing) - _NAMED} more" if len(amended.differing) > _NAMED else ""
        message = (
            f"{named}{more}: the text of {before.date}, amended by this decision, differs from the text of "
            f"{entry.date}; compare them with fatiao amend"
        )
        report.add_at("amendment-unlike", message, decision)
