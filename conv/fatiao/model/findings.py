"""The model of a finding: a code, a severity, and a position in a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Severity of a finding; errors set the exit code."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding; ``line`` and ``column`` are 1-based, or 0 if there is no position."""

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
