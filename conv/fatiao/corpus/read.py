"""Read and validate ``corpus/``: the works with their texts and metadata, the curated terms, the cited laws.

This module does not read the texts of laws; ``corpus.checks`` compares the editor's values with them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import Any

from fatiao.corpus.names import check_entries, find_unportable, leads_out
from fatiao.corpus.notes import GROUND_FORMS, read_fixes, read_notes
from fatiao.corpus.places import parse_ground
from fatiao.corpus.received import read_received
from fatiao.corpus.texts import add_facts, list_versions, parse_pairs
from fatiao.corpus.toml import Key, TomlTable, ValueKind, keys_of, read_toml, take
from fatiao.diagnostics import FatiaoError, Report
from fatiao.ids import WORK_ID
from fatiao.language.titles import title_key
from fatiao.model.corpus import (
    UNVERIFIED,
    CitedWork,
    Corpus,
    CuratedTerm,
    Faulty,
    Ground,
    Supplied,
    Work,
)
from fatiao.model.law import Origin

#: The fields of ``Work`` that ``law.toml`` sets: each value is printed by the text or needs a ground.
LAW_FIELDS = keys_of(Work)
#: The values of ``status``.
STATUSES = ("现行有效", "已修改", "已废止", "尚未施行")

_LAW_KEYS = {
    "id": Key(ValueKind.TEXT),
    **LAW_FIELDS,
    "supplied": Key(ValueKind.TABLES),
    "accepted": Key(ValueKind.TEXTS),
    "compare": Key(ValueKind.TEXTS),
    "version": Key(ValueKind.TABLES),
    "received": Key(ValueKind.TABLES),
}
_SUPPLIED_KEYS = {"field": Key(ValueKind.TEXT, True), "ground": Key(ValueKind.TEXT, True)}
_TERM_KEYS = {
    "term": Key(ValueKind.TEXT, True),
    "pinyin": Key(ValueKind.TEXT, True),
    "english": Key(ValueKind.TEXT, True),
    "definition": Key(ValueKind.TEXT, True),
    "grounds": Key(ValueKind.TEXTS, True),
    "works": Key(ValueKind.TEXTS, True),
    "aliases": Key(ValueKind.TEXTS),
}
_CITED_KEYS = {
    "title": Key(ValueKind.TEXT, True),
    "english_title": Key(ValueKind.TEXT),
    "short_titles": Key(ValueKind.TEXTS),
    "kind": Key(ValueKind.TEXT),
    "editions": Key(ValueKind.DATES),
}
_BESIDE_THE_WORKS = ("README.md", "permalinks.json", "terms.toml", "works.toml")


def read_corpus(folder: Path, report: Report) -> Corpus:
    """Return the works below a folder in order of folder name, and its terms and cited laws in order of the file.

    Errors are reported with file and line, and the law, note or term with an error is left out as a whole.
    Raises FatiaoError where there is no such folder.
    """
    entries = _entries(folder, report)
    if entries is None:
        raise FatiaoError(
            f"{folder.as_posix()}: no such corpus folder; pass --corpus DIR, or create a project with fatiao init"
        )
    works: dict[str, Work] = {}
    faulty: dict[str, Faulty] = {}
    for entry in entries:
        if leads_out(entry):
            report.add_at(
                "unreadable", "this link leads back to a folder that contains it; remove the link", entry.as_posix()
            )
        elif entry.is_dir():
            work = _read_work(entry, report, faulty)
            if work and work.id in works:
                other = works[work.id]
                message = f"the id {work.id} is also that of {other.path or other.versions[0].path}; change one"
                report.add_at("duplicate-id", message, work.path or entry.as_posix(), _line(work, "id"), 1)
            elif work:
                works[work.id] = work
        elif entry.name not in _BESIDE_THE_WORKS:
            report.add_at("unknown-file", "this file is not used; remove it, or correct its name", entry.as_posix())
    cited = _read_cited(folder / "works.toml", report)
    _check_titles(works.values(), cited, (folder / "works.toml").as_posix(), report)
    terms = _read_terms(folder / "terms.toml", works, faulty.keys(), report)
    return Corpus(tuple(works.values()), terms, cited, tuple(faulty.values()))


def _entries(folder: Path, report: Report) -> list[Path] | None:
    """Return the entries of a folder in order of name, without hidden files; None and a finding on failure."""
    try:
        return check_entries(sorted(path for path in folder.iterdir() if not path.name.startswith(".")), report)
    except OSError as error:
        report.add_at("unreadable", f"this folder cannot be read: {error.strerror or error}", folder.as_posix())
        return None


def _read_work(folder: Path, report: Report, faulty: dict[str, Faulty]) -> Work | None:
    entries = _entries(folder, report)
    if entries is None:
        faulty[folder.name] = Faulty(folder.name)
        return None
    before = report.errors
    values: dict[str, Any] = {}
    supplied: tuple[Supplied, ...] = ()
    lines: dict[str, int] = {}
    origins: dict[str, Origin] = {}
    facts: list[TomlTable] = []
    law_file = folder / "law.toml"
    if law_file in entries:
        tables = read_toml(law_file, report)
        taken = take(tables[""][0], _LAW_KEYS, report) if tables else None
        if tables and taken:
            values, lines = taken, dict(tables[""][0].lines)
            supplied = _read_supplied(tables.get("supplied", []), values, report)
            facts = tables.get("version", [])
            origins = read_received(tables.get("received", []), folder, entries, report)
    work_id = values.pop("id", None) or folder.name
    if not WORK_ID.match(work_id):
        message = f"{work_id} is not a valid id; use lower-case ASCII letters, digits and hyphens: xj-some-law"
        report.add_at("bad-work-id", message, folder.as_posix())
    elif reason := find_unportable(work_id):
        report.add_at("unportable-name", reason, folder.as_posix())
    if (status := values.get("status")) and status not in STATUSES:
        report.add_at(
            "wrong-type",
            f"status: unknown value {status}; write one of {'、'.join(STATUSES)}",
            law_file.as_posix(),
            lines["status"],
            1,
        )
    versions = add_facts(list_versions(folder, entries, origins, report), facts, report)
    asked = values.pop("compare", ())
    pairs = parse_pairs(work_id, asked, law_file.as_posix(), lines.get("compare", 1), report)
    if report.errors > before:
        titles = tuple(filter(None, (values.get("title"), *(values.get("short_titles") or ()))))
        faulty[work_id] = Faulty(work_id, titles if values.get("title") else ())
        return None
    notes = read_notes(folder / "notes.md", work_id, report) if folder / "notes.md" in entries else ()
    fixes = read_fixes(folder / "fixes.toml", work_id, report) if folder / "fixes.toml" in entries else ()
    path = law_file.as_posix() if law_file in entries else ""
    places = tuple(sorted(lines.items()))
    return Work(
        work_id,
        versions,
        **values,
        supplied=supplied,
        notes=notes,
        fixes=fixes,
        compare=pairs,
        path=path,
        lines=places,
    )


def _read_supplied(tables: list[TomlTable], values: dict[str, Any], report: Report) -> tuple[Supplied, ...]:
    found: dict[str, Supplied] = {}
    for table in tables:
        taken = take(table, _SUPPLIED_KEYS, report)
        if taken is None:
            continue
        name, line = taken["field"], table.line_of("field")
        if name not in LAW_FIELDS:
            report.add_at("unknown-key", f"{name}: law.toml has no such field; correct the name", table.path, line, 1)
        elif name in found:
            report.add_at(
                "wrong-type",
                f"{name}: there are two [[supplied]] entries for this field; remove one",
                table.path,
                line,
                1,
            )
        elif not values.get(name):
            report.add_at(
                "missing-key",
                f"{name} has a [[supplied]] entry but no value; add the value, or remove the entry",
                table.path,
                line,
                1,
            )
        else:
            found[name] = Supplied(name, taken["ground"], table.line)
            if taken["ground"].startswith(UNVERIFIED):
                message = f"{name}: {values[name]} is a proposal; verify it, and remove {UNVERIFIED} from its ground"
                report.add_at("unverified", message, table.path, table.line, 1)
    return tuple(found.values())


def _read_cited(path: Path, report: Report) -> tuple[CitedWork, ...]:
    cited: list[CitedWork] = []
    for table in _tables(path, "work", report):
        values = take(table, _CITED_KEYS, report)
        if values is None:
            continue
        if list(values["editions"]) != sorted(values["editions"]):
            report.add_at(
                "wrong-type",
                "editions must be in order of date, the oldest first",
                table.path,
                table.line_of("editions"),
                1,
            )
        elif title_key(values["title"]) in {title_key(work.title) for work in cited}:
            report.add_at(
                "duplicate-title",
                f"{values['title']}: this law is listed twice; remove one entry",
                table.path,
                table.line,
                1,
            )
        else:
            cited.append(CitedWork(**values))
    return tuple(cited)


def _read_terms(
    path: Path, works: Mapping[str, Work], faulty: Container[str], report: Report
) -> tuple[CuratedTerm, ...]:
    terms: list[CuratedTerm] = []
    seen: dict[tuple[str, str], int] = {}
    for table in _tables(path, "term", report):
        values = take(table, _TERM_KEYS, report)
        if values is None:
            continue
        before = report.errors
        grounds = tuple(_term_ground(text, table, report) for text in values.pop("grounds"))
        values["works"] = tuple(_text_key(name, works) for name in values["works"])
        for work in values["works"]:
            if not _is_held(work, works) and work.partition("@")[0] not in faulty:
                report.add_at(
                    "unknown-work",
                    f"{work}: the corpus has no such {'text' if '@' in work else 'law'}; correct the id in works",
                    table.path,
                    table.line_of("works"),
                    1,
                )
            for name in (values["term"], *values["aliases"]):
                other = seen.setdefault((name, work), table.line)
                if other != table.line:
                    message = (
                        f"{name} is also defined on line {other} for {work}; merge the entries, or separate their works"
                    )
                    report.add_at("duplicate-term", message, table.path, table.line, 1)
        if report.errors == before:
            kept = tuple(ground for ground in grounds if ground)
            terms.append(CuratedTerm(**values, grounds=kept, path=table.path, line=table.line))
    return tuple(terms)


def _text_key(name: str, works: Mapping[str, Work]) -> str:
    """Return the key of the text that a term names; the newest text of a work has no date in its key."""
    work, _, date = name.partition("@")
    return work if work in works and date == works[work].date_of(None) else name


def _is_held(key: str, works: Mapping[str, Work]) -> bool:
    work, at, date = key.partition("@")
    return work in works and (not at or any(version.date == date for version in works[work].versions))


def _term_ground(text: str, table: TomlTable, report: Report) -> Ground | None:
    """Return the ground of a term, or None and a finding; it must name its law: 本条例 has no meaning outside a law."""
    ground = parse_ground(text)
    if ground is None or ground.target.law is None:
        report.add_at(
            "ground-unknown",
            f"{text} is not a ground of a term; {GROUND_FORMS}",
            table.path,
            table.line_of("grounds"),
            1,
        )
        return None
    return ground


def _tables(path: Path, name: str, report: Report) -> list[TomlTable]:
    """Return the tables of a file, which must all have the same name; none where the file is missing."""
    if not path.exists():
        return []
    tables = read_toml(path, report)
    if tables is None or take(tables[""][0], {name: Key(ValueKind.TABLES)}, report) is None:
        return []
    return tables.get(name, [])


def _check_titles(works: Iterable[Work], cited: tuple[CitedWork, ...], path: str, report: Report) -> None:
    """Report a title or short title that two laws share, since every reference by it would be ambiguous."""
    seen: dict[str, str] = {}
    for work in works:
        for name in filter(None, (work.title, *work.short_titles)):
            other = seen.setdefault(title_key(name), work.id)
            if other != work.id:
                key = "title" if name == work.title else "short_titles"
                report.add_at(
                    "duplicate-title",
                    f"{name}: {other} has the same title or short title; change one",
                    work.path,
                    _line(work, key),
                    1,
                )
    for law in cited:
        for name in (law.title, *law.short_titles):
            if holder := seen.get(title_key(name)):
                report.add_at(
                    "duplicate-title",
                    f"{name} is in works.toml, but the corpus has this law as {holder}; remove it from works.toml",
                    path,
                    1,
                    1,
                )


def _line(work: Work, key: str) -> int:
    return dict(work.lines).get(key, 1)
