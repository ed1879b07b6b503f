"""The texts of a work: their files, the facts that ``law.toml`` gives for each, and the pairs to compare."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from fatiao.corpus.names import check_entries
from fatiao.corpus.toml import Key, TomlTable, ValueKind, take
from fatiao.diagnostics import Report
from fatiao.language.dates import is_day
from fatiao.model.corpus import ComparedPair, TextFacts, TextName, Version
from fatiao.model.law import Origin

#: The files that the folder of a work may hold beside its texts.
_BESIDE_THE_TEXTS = ("law.toml", "notes.md", "fixes.toml")
#: The folder of a work that holds amending decisions, each named by the date of the text that it made.
_DECISIONS = "amendments"

_KEYS = {
    "date": Key(ValueKind.DATE, True),
    "in_force": Key(ValueKind.DATE),
    "until": Key(ValueKind.DATE),
    "number": Key(ValueKind.TEXT),
    "amended_by": Key(ValueKind.TEXT),
    "ground": Key(ValueKind.TEXT),
}
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_PAIR = re.compile(rf"(?:(?P<work>[a-z][a-z0-9-]*)(?:@(?P<of>{_DAY}))?|(?P<own>{_DAY}))(?:\.\.(?P<new>{_DAY}))?")


def list_versions(
    folder: Path, entries: Sequence[Path], origins: Mapping[str, Origin], report: Report
) -> tuple[Version, ...]:
    """Return the texts of a work in order of date; a single text may have any name."""
    texts = [path for path in entries if path.suffix == ".txt"]
    received = {origin.file for origin in origins.values()}
    for path in entries:
        if path.name == _DECISIONS and path.is_dir():
            continue
        if path not in texts and path.name not in _BESIDE_THE_TEXTS and path.name not in received:
            report.add_at("unknown-file", _tell_unknown(path), path.as_posix())
    versions: list[Version] = []
    for path in texts:
        if not path.is_file():
            report.add_at("unreadable", "this is not a regular file; remove it", path.as_posix())
        elif is_day(path.stem):
            versions.append(Version(path.stem, path.as_posix(), origins.get(path.name)))
        elif len(texts) == 1:
            report.add_at(
                "undated-version",
                "rename this file to the date of its adoption, for example 2022-05-27.txt",
                path.as_posix(),
            )
            versions.append(Version("", path.as_posix(), origins.get(path.name)))
        else:
            report.add_at(
                "bad-version-name",
                "a law with several texts needs dates as file names; rename this file, for example to 2022-05-27.txt",
                path.as_posix(),
            )
    if not texts:
        message = "this law has no text; add a .txt file for each version, for example 2022-05-27.txt"
        report.add_at("no-text", message, folder.as_posix())
    return _add_decisions(versions, folder / _DECISIONS, report) if folder / _DECISIONS in entries else tuple(versions)


def _add_decisions(versions: Sequence[Version], folder: Path, report: Report) -> tuple[Version, ...]:
    """Return the texts with the decisions that made them; a file that is none, or that made no text, is reported."""
    found: dict[str, str] = {}
    held = {version.date for version in versions}
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        report.add_at("unreadable", f"this folder cannot be read: {error.strerror or error}", folder.as_posix())
        return tuple(versions)
    for path in check_entries(paths, report):
        if path.suffix != ".txt":
            report.add_at("unknown-file", "this file is not used; a decision must be a .txt file", path.as_posix())
        elif not path.is_file():
            report.add_at("unreadable", "this is not a regular file; remove it", path.as_posix())
        elif path.stem not in held:
            message = "the corpus has no text of this date; rename the decision to the date of the text that it made"
            report.add_at("no-such-text", message, path.as_posix())
        else:
            found[path.stem] = path.as_posix()
    return tuple(replace(version, decision=found.get(version.date)) for version in versions)


def _tell_unknown(path: Path) -> str:
    """Return the message for an unknown file; one that is named by a day is taken for a received text."""
    if is_day(path.stem):
        return f"this file is not used; to extract its text run fatiao extract {path.as_posix()}"
    return "this file is not used; remove it, or correct its name"


def add_facts(versions: Sequence[Version], tables: Sequence[TomlTable], report: Report) -> tuple[Version, ...]:
    """Return the texts with the facts of their ``[[version]]`` tables; report a table that belongs to no text."""
    found: dict[str, TextFacts] = {}
    held = {version.date for version in versions}
    for table in tables:
        values = take(table, _KEYS, report)
        if values is None:
            continue
        date, line = values.pop("date"), table.line_of("date")
        if date not in held:
            report.add_at(
                "no-such-text",
                f"date: this folder has no text of {date}; correct the date, or add the text",
                table.path,
                line,
                1,
            )
        elif date in found:
            report.add_at(
                "wrong-type", f"date: the text of {date} has two [[version]] tables; remove one", table.path, line, 1
            )
        elif values["until"] and values["until"] <= (values["in_force"] or date):
            message = f"until: {values['until']} is not later than the day on which the text comes into force"
            report.add_at("bad-date", message, table.path, table.line_of("until"), 1)
        else:
            found[date] = TextFacts(**values, line=table.line)
    return tuple(replace(v, facts=found[v.date]) if v.date in found else v for v in versions)


def parse_pairs(work: str, pairs: Sequence[str], path: str, line: int, report: Report) -> tuple[ComparedPair, ...]:
    """Parse the entries of ``compare``: ``2010-04-29``, ``2010-04-29..2024-02-27``, ``other-law@2014-11-01``.

    The texts need not be held; ``text_checks.check_pairs`` checks that.
    """
    found: list[ComparedPair] = []
    for printed in pairs:
        match = _PAIR.fullmatch(printed)
        if match is None:
            message = (
                f"compare: {printed}: unknown form; write the date of a text of this law (2010-04-29), or another law "
                "(some-law or some-law@2014-11-01); append ..2024-02-27 to name the text that it is compared with"
            )
            report.add_at("wrong-type", message, path, line, 1)
            continue
        old = TextName(match["work"] or work, match["of"] or match["own"])
        found.append(ComparedPair(old, TextName(work, match["new"]), printed))
    return tuple(found)
