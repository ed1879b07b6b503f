"""``fatiao amend``: derive the text after an amending decision, and compare it with the published text.        (I/O)"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fatiao.amending.check import Held, hold_against
from fatiao.amending.decision import MARK
from fatiao.amending.derive import Derived, Outcome, amend
from fatiao.commands.compare import read_text
from fatiao.commands.outcome import EXIT_OK, EXIT_PROBLEMS, print_findings
from fatiao.diagnostics import FatiaoError, Report
from fatiao.files import write_atomically
from fatiao.formats.read import read_file
from fatiao.ids import level_name

if TYPE_CHECKING:
    from fatiao.commands.options import Subparsers


@dataclass(frozen=True, slots=True)
class Amended:
    """The derived text, and its comparison with the published text; ``held`` is None if no published text was given."""

    derived: Derived
    held: tuple[Held, ...] | None


def declare(commands: Subparsers) -> None:
    """Add ``amend`` to the parser."""
    parser = commands.add_parser(
        "amend",
        help="apply an amending decision to a text, and print the result",
        description="Apply a 修改决定 or 修正案 to the text before it, and print the text after it. With --against, "
        "print what each instruction did, and compare the result with the published text. An "
        "instruction that has no known form, or does not fit the text word for word, is reported and "
        "not applied.",
        epilog="Exit codes: 0 success, 1 the published text differs or a file has errors, 2 the command "
        "could not run; the message says why.\n"
        "Example: fatiao amend criminal-law-2020.txt amendment-12.txt --against criminal-law-2023.txt",
    )
    parser.add_argument("old", type=Path, metavar="OLD", help="file with the text before the amendment")
    parser.add_argument("decision", type=Path, metavar="DECISION", help="file with the 修改决定 or 修正案")
    parser.add_argument(
        "--against", type=Path, metavar="NEW", help="file with the published text, to compare with (default: none)"
    )
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="write the derived text to this file (default: print it)"
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="format of the output (default: text)"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the derived text, or a report if ``--output`` or ``--against`` is given; return the exit code."""
    report = Report()
    amended = amend_file(options.old, options.decision, options.against, report)
    errors = print_findings(report, quiet=True)
    if options.output:
        write_atomically(options.output, amended.derived.text.encode())
    if options.format == "json":
        print(dump_amended(amended), end="")
    elif options.against or options.output:
        print(format_amended(amended), end="")
    else:
        print(amended.derived.text, end="")
        print(format_amended(amended), end="", file=sys.stderr)
    return EXIT_PROBLEMS if errors else EXIT_OK


def amend_file(old: Path, decision: Path, against: Path | None, report: Report) -> Amended:
    """Derive the text after an amendment; add the instructions not applied and the differences to the report.

    Raises FatiaoError where a file cannot be read, and where the decision has no instruction for the text.
    """
    source = read_file(decision, report)
    if source is None:
        raise FatiaoError(f"{decision}: this file cannot be read; run fatiao parse on it to see why")
    derived = amend(read_text(old, report), source.text)
    if not derived.outcomes:
        raise FatiaoError(f"{decision}: no instruction was found that amends {old}; are both the right files?")
    for outcome in derived.outcomes:
        for failure in outcome.failures:
            report.add_at("amendment-not-applied", f"{_name(outcome)} {failure}", decision.as_posix())
    held = hold_against(derived, read_text(against, report)) if against else None
    for article in held or ():
        if not article.agrees:
            report.add_at("amendment-differs", _difference(article), against.as_posix() if against else "")
    return Amended(derived, held)


def _name(outcome: Outcome) -> str:
    return outcome.instruction.label or "instruction"


def _difference(article: Held) -> str:
    by = f"; it is changed by {' '.join(article.changed_by)}" if article.changed_by else "; no instruction changes it"
    if article.derived is None:
        return f"{level_name(article.number, '条')} is in the published text but not in the derived text"
    if article.published is None:
        return f"{level_name(article.number, '条')} is in the derived text but not in the published text{by}"
    return f"{level_name(article.number, '条')} of the published text differs from the derived text{by}"


def format_amended(amended: Amended) -> str:
    """Return a line for each instruction and each article compared with the published text, and a summary."""
    lines = []
    for outcome in amended.derived.outcomes:
        words = " ".join(MARK.sub("“…”", outcome.instruction.words).split())
        lines.append(f"{'applied' if outcome.is_applied else 'NOT APPLIED'}  {outcome.instruction.label} {words}")
    for article in amended.held or ():
        by = " ".join(article.changed_by) or "no instruction"
        lines.append(f"{'agrees' if article.agrees else 'DIFFERS'}  {level_name(article.number, '条')} ({by})")
    lines.append(_summary(amended))
    return "\n".join(lines) + "\n"


def _summary(amended: Amended) -> str:
    outcomes = amended.derived.outcomes
    text = f"{sum(o.is_applied for o in outcomes)} of {len(outcomes)} instructions applied"
    if amended.derived.other_laws:
        text += f", {amended.derived.other_laws} for other texts"
    if amended.held is not None:
        differ = sum(not article.agrees for article in amended.held)
        agree = sum(article.agrees for article in amended.held)
        text += f"; {agree} changed articles agree with the published text, {differ} articles differ"
    return text


def dump_amended(amended: Amended) -> str:
    """Return the report as JSON: the instructions, the articles that they changed, the comparison and the text."""
    value: dict[str, Any] = {
        "instructions": [
            {
                "label": outcome.instruction.label,
                "words": MARK.sub("“…”", outcome.instruction.words),
                "applied": outcome.is_applied,
                "failures": list(outcome.failures),
            }
            for outcome in amended.derived.outcomes
        ],
        "articles": [
            {"number": str(article.number), "changed_by": list(article.changed_by), "text": article.text}
            for article in amended.derived.articles
            if article.changed_by
        ],
        "against": None
        if amended.held is None
        else [
            {"number": str(article.number), "agrees": article.agrees, "changed_by": list(article.changed_by)}
            for article in amended.held
        ],
        "text": amended.derived.text,
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
