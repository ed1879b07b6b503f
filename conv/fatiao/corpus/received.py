"""Read and write ``[[received]]`` in ``law.toml``: the file that a text was taken from, kept byte for byte beside it.

A text without such an entry is itself the received file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from fatiao.corpus.toml import Key, TomlTable, ValueKind, quoted, take
from fatiao.diagnostics import Report
from fatiao.model.law import Origin

_KEYS = {
    "file": Key(ValueKind.TEXT, True),
    "sha256": Key(ValueKind.TEXT, True),
    "text": Key(ValueKind.TEXT, True),
    "reader": Key(ValueKind.TEXT, True),
    "pages": Key(ValueKind.TEXTS),
    "confidence": Key(ValueKind.TEXT),
    "reviewed": Key(ValueKind.DATE),
}
_PAGE = re.compile(r"([1-9]\d{0,5}):([1-9]\d{0,6})")
_SHARE = re.compile(r"0\.\d{1,4}|1\.0{1,4}")
_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)
_TABLE = re.compile(r"^[ \t]*\[\[[ \t]*received[ \t]*\]\][^\n]*\n?", re.MULTILINE)


def read_received(
    tables: Sequence[TomlTable], folder: Path, entries: Sequence[Path], report: Report
) -> dict[str, Origin]:
    """Return the origins of the texts of a work, by file name; report entries that do not match the files.

    A text by OCR without ``reviewed`` is an error, so that it is not published before somebody has compared it.
    """
    origins: dict[str, Origin] = {}
    names = {path.name for path in entries}
    for table in tables:
        values = take(table, _KEYS, report)
        if values is None:
            continue
        origin = _origin(values, table, report)
        if values["text"] in origins:
            report.add_at(
                "wrong-type",
                f"text: {values['text']} has two entries; remove one",
                table.path,
                table.line_of("text"),
                1,
            )
        for key in ("file", "text"):
            if values[key] not in names:
                message = f"{key}: {values[key]} is not in this folder; put it back, or remove the entry"
                report.add_at("received-changed", message, table.path, table.line_of(key), 1)
        if values["file"] in names and _digest(folder / values["file"]) != origin.sha256:
            message = f"{values['file']} has changed since its text was extracted; run fatiao extract again"
            report.add_at("received-changed", message, table.path, table.line_of("sha256"), 1)
        if origin.confidence is not None and values["reviewed"] is None:
            message = (
                f"{values['text']} was read by OCR and not reviewed; compare it with {values['file']}, "
                f"then run fatiao extract --reviewed {(folder / values['file']).as_posix()}"
            )
            report.add_at("ocr-unreviewed", message, table.path, table.line, 1)
        origins[values["text"]] = origin
    return origins


def _origin(values: Mapping[str, object], table: TomlTable, report: Report) -> Origin:
    pages = []
    for text in values["pages"] or ():  # type: ignore[attr-defined]
        match = _PAGE.fullmatch(text)
        if match is None:
            message = f"pages: {text} is not a page and the line on which it begins; write it like 3:47"
            report.add_at("wrong-type", message, table.path, table.line_of("pages"), 1)
        else:
            pages.append((int(match[1]), int(match[2])))
    confidence = values["confidence"]
    if confidence is not None and not _SHARE.fullmatch(str(confidence)):
        report.add_at(
            "wrong-type",
            "confidence must be a number from 0 to 1, such as 0.97",
            table.path,
            table.line_of("confidence"),
            1,
        )
        confidence = "0.0"
    share = None if confidence is None else float(str(confidence))
    return Origin(str(values["reader"]), str(values["sha256"]), tuple(pages), share, PurePath(str(values["file"])).name)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def write_received(law: str, text: str, origin: Origin, reviewed: str | None = None) -> str:
    """Return a ``law.toml`` with the entry of one text added or replaced, and everything else unchanged."""
    values = [("file", origin.file), ("sha256", origin.sha256), ("text", text), ("reader", origin.reader)]
    entry = "[[received]]\n" + "".join(f"{key} = {quoted(value)}\n" for key, value in values)
    if origin.pages:
        entry += f"pages = [{', '.join(quoted(f'{page}:{line}') for page, line in origin.pages)}]\n"
    if origin.confidence is not None:
        entry += f'confidence = "{origin.confidence:.2f}"\n'
    if reviewed is not None:
        entry += f"reviewed = {reviewed}\n"
    for header in _TABLE.finditer(law):
        following = _HEADER.search(law, header.end())
        end = following.start() if following else len(law)
        if re.search(rf"^[ \t]*text[ \t]*=[ \t]*[\"']{re.escape(text)}[\"']", law[header.end() : end], re.MULTILINE):
            return law[: header.start()] + entry + ("\n" if following else "") + law[end:]
    before = law if not law or law.endswith("\n") else law + "\n"
    return f"{before}{chr(10) * bool(before)}{entry}"
