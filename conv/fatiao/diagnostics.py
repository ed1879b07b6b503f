"""The codes of findings, their positions, and the report.  This module does not know who reports.

A finding is printed as ``path:line:column: severity[code] text``.  Every code is in ``CODES`` and has an entry in
``docs/dev/diagnostics.md``; a test ensures that the two agree.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from fatiao.model.findings import Diagnostic, Severity
from fatiao.model.law import Source

#: Characters that are escaped in terminal output: controls, bidirectional controls, bytes that are not UTF-8.
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

#: The severity of each code.
CODES: dict[str, Severity] = {
    # input
    "unreadable": Severity.ERROR,
    "empty-source": Severity.ERROR,
    "binary-source": Severity.ERROR,
    "format": Severity.ERROR,
    "picture-page": Severity.WARNING,
    "ocr-text": Severity.WARNING,
    "encoding": Severity.INFO,
    "control-characters": Severity.WARNING,
    "damaged-characters": Severity.WARNING,
    "compatibility-characters": Severity.INFO,
    "traditional-script": Severity.INFO,
    # corpus
    "bad-toml": Severity.ERROR,
    "unknown-key": Severity.ERROR,
    "missing-key": Severity.ERROR,
    "wrong-type": Severity.ERROR,
    "bad-date": Severity.ERROR,
    "bad-work-id": Severity.ERROR,
    "bad-file-name": Severity.ERROR,
    "unportable-name": Severity.ERROR,
    "duplicate-id": Severity.ERROR,
    "duplicate-title": Severity.ERROR,
    "no-text": Severity.ERROR,
    "bad-version-name": Severity.ERROR,
    "undated-version": Severity.WARNING,
    "unknown-file": Severity.WARNING,
    "unknown-work": Severity.ERROR,
    "duplicate-term": Severity.ERROR,
    "bad-note": Severity.ERROR,
    "no-such-provision": Severity.ERROR,
    "fix-mismatch": Severity.ERROR,
    "ground-missing": Severity.ERROR,
    "ground-unknown": Severity.ERROR,
    "ground-needless": Severity.WARNING,
    "contradicts-source": Severity.ERROR,
    "quotation-gone": Severity.ERROR,
    "no-such-text": Severity.ERROR,
    "quotation-unfounded": Severity.WARNING,
    "ground-later": Severity.WARNING,
    "note-repeats": Severity.WARNING,
    "note-twice": Severity.WARNING,
    "note-stale": Severity.WARNING,
    "definition-gap": Severity.WARNING,
    "accepted-void": Severity.WARNING,
    "facts-missing": Severity.INFO,
    "unverified": Severity.INFO,
    "received-changed": Severity.ERROR,
    "ocr-unreviewed": Severity.ERROR,
    # structure
    "no-article": Severity.ERROR,
    "unnumbered": Severity.INFO,
    "article-gap": Severity.WARNING,
    "article-repeated": Severity.ERROR,
    "item-gap": Severity.INFO,
    "division-gap": Severity.INFO,
    "label-repaired": Severity.INFO,
    "letter-labels": Severity.INFO,
    "no-title": Severity.WARNING,
    "no-adoption": Severity.INFO,
    "no-force-date": Severity.INFO,
    "left-out": Severity.INFO,
    "left-out-within": Severity.WARNING,
    "next-instrument": Severity.WARNING,
    "commentary": Severity.WARNING,
    "other-language": Severity.WARNING,
    "ambiguous-structure": Severity.WARNING,
    "unclaimed": Severity.ERROR,
    "unpublished": Severity.ERROR,
    # layers
    "definition-unclear": Severity.INFO,
    "shared-address": Severity.WARNING,
    # exports and permalinks
    "xml-characters": Severity.WARNING,
    "bad-ledger": Severity.ERROR,
    "permalink-vanished": Severity.ERROR,
    "permalink-redirect": Severity.ERROR,
    "permalink-needless": Severity.WARNING,
    "permalink-changed": Severity.INFO,
    "permalink-new": Severity.INFO,
    # amendments
    "amendment-not-applied": Severity.WARNING,
    "amendment-differs": Severity.ERROR,
    "amendment-unlike": Severity.WARNING,
    # references
    "reference-unresolved": Severity.WARNING,
}


class FatiaoError(Exception):
    """Error that ends the run; the message is for the user."""


class Lines:
    """Conversion of offsets in a text into 1-based lines and columns."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column of the character at ``offset``, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, offset: int) -> int:
        """Return the line of the character at ``offset``, from 1."""
        return bisect_right(self._starts, offset)


class Report:
    """A collection of findings; the only mutable object that the stages share."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []
        self._lines: tuple[Source, Lines] | None = None

    def add(self, code: str, message: str, source: Source | None = None, offset: int | None = None) -> None:
        """Record a finding at an offset in a source, on the source as a whole, or without a position."""
        line = column = 0
        if source is not None and offset is not None:
            if self._lines is None or self._lines[0] is not source:
                self._lines = (source, Lines(source.text))
            line, column = self._lines[1].position(offset)
        self.add_at(code, message, source.path if source else "", line, column)

    def add_at(self, code: str, message: str, path: str, line: int = 0, column: int = 0) -> None:
        """Record a finding at a line and column of a file."""
        self._found.append(Diagnostic(code, CODES[code], path, line, column, message))

    def extend(self, other: Report | tuple[Diagnostic, ...]) -> None:
        """Add all findings of another report."""
        self._found.extend(other)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    @property
    def errors(self) -> int:
        """The number of findings that are errors."""
        return sum(d.severity is Severity.ERROR for d in self._found)


def format_diagnostic(diagnostic: Diagnostic) -> str:
    """Return ``path:line:column: severity[code] text`` on one line, without an unknown path or position."""
    place = diagnostic.path
    if diagnostic.line:
        place += f":{diagnostic.line}:{diagnostic.column}"
    return show(f"{place + ': ' if place else ''}{diagnostic.severity}[{diagnostic.code}] {diagnostic.message}")


def show(text: str) -> str:
    """Return ``text`` on one line, with the characters of ``CONTROL`` as escapes."""
    return CONTROL.sub(lambda found: _escape(found[0]), text)


def _escape(char: str) -> str:
    raw = char.encode("utf-8", "surrogateescape") if "\udc80" <= char <= "\udcff" else b""
    return f"\\x{raw[0]:02x}" if raw else char.encode("unicode_escape").decode("ascii")
