"""Read the TOML files of a corpus: flat tables with known keys, and errors with their lines; quote strings for them.

``tomllib`` gives positions for syntax errors only; a scan of the text finds the lines of keys that parse but are
invalid.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, get_type_hints

from fatiao.diagnostics import Report
from fatiao.language.dates import is_day
from fatiao.model.corpus import Day

_HEADER = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_-]+)\s*\]")
_KEY = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([A-Za-z0-9_-]+))\s*[.=]""")
_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")


class ValueKind(Enum):
    """Type of a key's value; the member's value is its name in messages."""

    TEXT = "text"
    DATE = "a date like 2022-05-27"
    TEXTS = "a list of texts"
    DATES = "a list of dates like 2022-05-27"
    TABLES = "a list of tables"


@dataclass(frozen=True, slots=True)
class Key:
    """A key that a table may have."""

    kind: ValueKind
    required: bool = False


#: The kind of a key's value, by the type of the record's field.
_KINDS: Mapping[Any, ValueKind] = {
    str | None: ValueKind.TEXT,
    Day | None: ValueKind.DATE,
    tuple[str, ...]: ValueKind.TEXTS,
}


def keys_of(record: type[Any]) -> dict[str, Key]:
    """Return the keys of the table that fills a record: its fields with ``said`` in their metadata."""
    hints = get_type_hints(record, include_extras=True)
    return {field.name: Key(_KINDS[hints[field.name]]) for field in fields(record) if "said" in field.metadata}


@dataclass(frozen=True, slots=True)
class TomlTable:
    """One table of a file, with the lines of its header and of its keys."""

    path: str
    values: Mapping[str, Any]
    line: int
    lines: Mapping[str, int]

    def line_of(self, key: str) -> int:
        """Return the line of a key, or of the table where the scan did not find the key."""
        return self.lines.get(key, self.line)


def read_text(path: Path, report: Report) -> str | None:
    """Return the text of a UTF-8 file with or without a BOM, or None and a finding where it cannot be read."""
    if path.exists() and not path.is_file():  # reading a pipe would block
        report.add_at("unreadable", "this is not a regular file; remove it", path.as_posix())
        return None
    try:
        data = path.read_bytes()
    except OSError as error:
        report.add_at("unreadable", f"this file cannot be read: {error.strerror or error}", path.as_posix())
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        report.add_at("unreadable", "this file is not in UTF-8; save it in UTF-8", path.as_posix(), line, column)
        return None


def read_toml(path: Path, report: Report) -> dict[str, list[TomlTable]] | None:
    """Return the tables of a file by name, the root under "", or None and a finding where it does not parse."""
    text = read_text(path, report)
    if text is None:
        return None
    text = text.replace("\r\n", "\n")
    try:
        values = tomllib.loads(text)
    except RecursionError:
        report.add_at("bad-toml", "its tables or lists are nested too deeply", path.as_posix())
        return None
    except tomllib.TOMLDecodeError as error:
        line, column, message = _position(str(error), text)
        report.add_at("bad-toml", message, path.as_posix(), line, column)
        return None
    lines = _key_lines(text)
    tables = {"": [TomlTable(path.as_posix(), values, 1, lines[("", 0)][1])]}
    for name, value in values.items():
        if isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value):
            places = [lines.get((name, n), (0, {})) for n in range(len(value))]
            pairs = zip(value, places, strict=True)
            tables[name] = [TomlTable(path.as_posix(), entry, line, keys) for entry, (line, keys) in pairs]
    return tables


def quoted(text: str) -> str:
    """Return a text as a basic string of TOML, with control characters escaped."""
    out = []
    for c in text:
        if c in '"\\':
            out.append("\\" + c)
        elif c < " " or c == "\x7f":
            out.append(f"\\u{ord(c):04x}")
        else:
            out.append(c)
    return f'"{"".join(out)}"'


def take(table: TomlTable, keys: Mapping[str, Key], report: Report) -> dict[str, Any] | None:
    """Return the values of a table, missing ones as None or (), or None and findings where a key or value is wrong.

    Dates are returned as ISO 8601 strings; tables are left out (``read_toml`` returns them by name).
    """
    before = report.errors
    for name in table.values:
        if name not in keys:
            known = f"known keys: {', '.join(keys)}"
            report.add_at("unknown-key", f"unknown key {name}; {known}", table.path, table.line_of(name), 1)
    taken = {name: _value(table, name, key, report) for name, key in keys.items() if key.kind is not ValueKind.TABLES}
    for name, key in keys.items():
        if key.kind is ValueKind.TABLES and name in table.values and not _is_tables(table.values[name]):
            _wrong(table, name, f"must be {key.kind.value}", report)
    return taken if report.errors == before else None


def _value(table: TomlTable, name: str, key: Key, report: Report) -> Any:
    if name not in table.values:
        if key.required:
            report.add_at("missing-key", f"the key {name} is missing", table.path, table.line, 1)
        return () if key.kind in (ValueKind.TEXTS, ValueKind.DATES) else None
    value = table.values[name]
    if key.kind is ValueKind.TEXT:
        return _text(table, name, value, report)
    if key.kind is ValueKind.DATE:
        return _date(table, name, value, report)
    if not isinstance(value, list) or (key.required and not value):
        _wrong(table, name, f"must be {key.kind.value}{', and not empty' * key.required}", report)
        return None
    read = _text if key.kind is ValueKind.TEXTS else _date
    return tuple(read(table, name, entry, report) for entry in value)


def _text(table: TomlTable, name: str, value: object, report: Report) -> str | None:
    if isinstance(value, str) and value.strip():
        return value.strip()
    _wrong(table, name, "must be a text that is not empty", report)
    return None


def _date(table: TomlTable, name: str, value: object, report: Report) -> str | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str) and is_day(value):
        return value
    report.add_at("bad-date", f"{name} must be {ValueKind.DATE.value}", table.path, table.line_of(name), 1)
    return None


def _wrong(table: TomlTable, name: str, message: str, report: Report) -> None:
    report.add_at("wrong-type", f"{name} {message}", table.path, table.line_of(name), 1)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _position(message: str, text: str) -> tuple[int, int, str]:
    """Return the line, the column and the words of a ``tomllib`` message; the end of the document is its last line."""
    found = _POSITION.search(message)
    if not found:
        return 0, 0, message
    words = message[: found.start()]
    if found[1]:
        return int(found[1]), int(found[2]), words
    return max(1, len(text.rstrip("\n").split("\n"))), 1, f"{words} (at the end of the file)"


def _key_lines(text: str) -> dict[tuple[str, int], tuple[int, dict[str, int]]]:
    """Return the lines of each table's header and keys, by the table's name and its index among those of that name."""
    found: dict[tuple[str, int], tuple[int, dict[str, int]]] = {("", 0): (1, {})}
    counts: dict[str, int] = {}
    keys = found[("", 0)][1]
    inside = ""
    for number, line in enumerate(text.split("\n"), 1):
        if not inside:
            if header := _HEADER.match(line):
                name = header[1]
                found[("", 0)][1].setdefault(name, number)
                found[(name, counts.get(name, 0))] = (number, {})
                keys = found[(name, counts.get(name, 0))][1]
                counts[name] = counts.get(name, 0) + 1
            elif key := _KEY.match(line):
                keys.setdefault(key[1] or key[2] or key[3], number)
        for quotes in ('"""', "'''"):  # a line in a multi-line string is no key
            if inside in ("", quotes) and line.count(quotes) % 2:
                inside = "" if inside else quotes
    return found
