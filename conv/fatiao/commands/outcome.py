"""The exit codes of commands, and the printing of their findings."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from fatiao.diagnostics import format_diagnostic
from fatiao.model.findings import Diagnostic, Severity

#: Success; the sources have errors; the run could not go on.
EXIT_OK, EXIT_PROBLEMS, EXIT_CANNOT_RUN = 0, 1, 2


def print_findings(findings: Iterable[Diagnostic], quiet: bool) -> int:
    """Print findings to stderr and return the number of errors; ``quiet`` omits those that are only information."""
    errors = 0
    for finding in findings:
        errors += finding.severity is Severity.ERROR
        if not quiet or finding.severity is not Severity.INFO:
            print(format_diagnostic(finding), file=sys.stderr)
    return errors
