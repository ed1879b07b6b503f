"""Format the findings of a check for a reader, for a GitHub workflow, or for a program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from fatiao.diagnostics import format_diagnostic, show
from fatiao.model.findings import Diagnostic, Severity

#: The values of ``--format``.
FORMATS = ("text", "github", "json")
#: Up to this many findings of one code are all listed; of more, only the first few and the number of the others.
MOST_ALIKE = 8
_SHOWN = 5
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
#: The name of each severity in the workflow commands of GitHub.
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write_findings(findings: Iterable[Diagnostic], form: str, every: bool = True) -> Iterator[str]:
    """Yield the lines of the findings, errors first; unless ``every``, only a few of many with one code, and a count.

    ``form`` is one of ``FORMATS``; ``github`` and ``json`` always list all findings.
    """
    ordered = sorted(findings, key=lambda finding: _ORDER[finding.severity])
    if form == "json":
        yield json.dumps([_as_values(finding) for finding in ordered], ensure_ascii=False, indent=1)
    elif form == "github":
        yield from map(_as_command, ordered)
    else:
        yield from map(format_diagnostic, ordered) if every else _grouped(ordered)


def _grouped(ordered: Sequence[Diagnostic]) -> Iterator[str]:
    groups: dict[tuple[Severity, str], list[Diagnostic]] = {}
    for finding in ordered:
        groups.setdefault((finding.severity, finding.code), []).append(finding)
    for (severity, code), group in groups.items():
        shown = group if len(group) <= MOST_ALIKE else group[:_SHOWN]
        yield from map(format_diagnostic, shown)
        if shown is not group:
            files = len({finding.path for finding in group})
            yield f"{severity}[{code}] {len(group) - _SHOWN} more, in {files} files; pass --all to list them"


def _as_values(finding: Diagnostic) -> dict[str, str | int]:
    return {
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "severity": str(finding.severity),
        "code": finding.code,
        "message": finding.message,
    }


def _as_command(finding: Diagnostic) -> str:
    """Return ``::warning file=…,line=…,title=code::message``, escaped as workflow commands require."""
    values = {"file": finding.path, "line": finding.line, "col": finding.column, "title": finding.code}
    said = ",".join(f"{name}={_property(str(value))}" for name, value in values.items() if value)
    return f"::{_GITHUB[finding.severity]} {said}::{_data(show(finding.message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(show(text)).replace(":", "%3A").replace(",", "%2C")
