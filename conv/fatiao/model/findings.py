"""Hold a finding: a code, how bad it is, and the place in a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is: errors set the exit code."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding; ``line`` and ``column`` are 1-based, or 0 where no position exists."""

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
