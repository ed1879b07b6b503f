"""Edit the TOML of a corpus as text, so that comments and order stay, and verify the parsed result."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from fatiao.corpus.toml import quoted
from fatiao.diagnostics import FatiaoError

_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)
_TERM = re.compile(r"^[ \t]*\[\[[ \t]*term[ \t]*\]\]", re.MULTILINE)
#: The list of the texts that a law is compared with.
_COMPARE = re.compile(r"^[ \t]*compare[ \t]*=[ \t]*\[[^\]]*\]", re.MULTILINE)
#: The list of the works that a term applies to.
_WORKS = re.compile(r"^[ \t]*works[ \t]*=[ \t]*\[[^\]]*\]", re.MULTILINE)
_SUPPLIED = re.compile(r"^[ \t]*\[\[[ \t]*supplied[ \t]*\]\]", re.MULTILINE)
_BY_HAND = "this file cannot be changed automatically; edit it by hand"


def set_supplied(law: str, values: Mapping[str, str], ground: str, days: frozenset[str]) -> str:
    """Return a ``law.toml`` with these fields set to these values, each with a ``[[supplied]]`` entry for the ground.

    ``days`` are the fields that hold a date.  Raises FatiaoError where the layout of the file does not allow lines to
    be replaced.
    """
    text = law
    for field, value in values.items():
        text = _set_root(text, field, value if field in days else quoted(value))
        text = _set_ground(text, field, ground)
    said = _parse(text)
    wanted = _parse(law) if law.strip() else {}
    supplied = [entry for entry in wanted.get("supplied", []) if entry.get("field") not in values]
    got = [entry for entry in said.get("supplied", []) if entry.get("field") not in values]
    kept = {key: value for key, value in wanted.items() if key not in values and key != "supplied"}
    same = {key: value for key, value in said.items() if key not in values and key != "supplied"} == kept
    if not same or got != supplied or any(str(said.get(field)) != value for field, value in values.items()):
        raise FatiaoError(f"law.toml: {_BY_HAND}")
    return text


def rename_compared(law: str, old: str, new: str) -> str:
    """Return a ``law.toml`` whose comparisons name a law by its new id.

    Raises FatiaoError where the layout of the file does not allow the names to be replaced.
    """
    said = _parse(law).get("compare") if old in law else None
    if said is None:
        return law
    text = _rename(law, _COMPARE, old, new)
    _verify_compared(law, text, [_renamed(name, old, new) for name in said])
    return text


def drop_compared(law: str, work: str) -> str:
    """Return a ``law.toml`` without comparisons with texts of a work; raises FatiaoError as ``rename_compared``."""
    said = _parse(law).get("compare") if work in law else None
    if said is None:
        return law
    text = _drop(law, _COMPARE, work)
    _verify_compared(law, text, [name for name in said if not _is_of(name, work)])
    return text


def rename_work(terms: str, old: str, new: str) -> str:
    """Return a ``terms.toml`` whose terms name a work, or a text of it, by its new id."""
    text = _rename(terms, _WORKS, old, new)
    wanted = [
        {**entry, "works": [_renamed(work, old, new) for work in entry.get("works", [])]} for entry in _terms(terms)
    ]
    if _terms(text) != wanted:
        raise FatiaoError(f"terms.toml: {old}: {_BY_HAND}")
    return text


def drop_work(terms: str, work: str) -> tuple[str, tuple[str, ...]]:
    """Return a ``terms.toml`` without a work and its texts, and the terms removed because they applied to it alone."""
    parts, gone = [], []
    for part in _split(terms, _TERM):
        entry = _terms(part)
        if entry and _is_alone(entry[0], work):
            gone.append(str(entry[0].get("term", "")))
        else:
            parts.append(_drop(part, _WORKS, work))
    text = "".join(parts)
    wanted = [
        {**entry, "works": [own for own in entry.get("works", []) if not _is_of(own, work)]}
        for entry in _terms(terms)
        if not _is_alone(entry, work)
    ]
    if _terms(text) != wanted:
        raise FatiaoError(f"terms.toml: {work}: {_BY_HAND}")
    return text, tuple(gone)


def _is_of(name: str, work: str) -> bool:
    """Return True if a name is that of a work or of texts of it: ``some-law``, ``some-law@2014-11-01``."""
    return name == work or name.startswith((f"{work}@", f"{work}.."))


def _is_alone(term: Mapping[str, Any], work: str) -> bool:
    works = term.get("works", [])
    return bool(works) and all(_is_of(name, work) for name in works)


def _renamed(name: str, old: str, new: str) -> str:
    return new + name.removeprefix(old) if _is_of(name, old) else name


def _rename(text: str, lists: re.Pattern[str], old: str, new: str) -> str:
    """Return a text in whose ``lists`` every name of a work or of its texts has the new id."""
    name = re.compile(rf"""(["']){re.escape(old)}(?=@|\.\.|\1)""")
    return lists.sub(lambda found: name.sub(rf"\g<1>{new}", found[0]), text)


def _drop(text: str, lists: re.Pattern[str], work: str) -> str:
    """Return a text in whose ``lists`` no name of a work or of its texts is left."""
    name = rf"""(?:"{re.escape(work)}(?:(?:@|\.\.)[^"\n]*)?"|'{re.escape(work)}(?:(?:@|\.\.)[^'\n]*)?')"""
    later, first = re.compile(rf"[ \t\n]*,[ \t\n]*{name}"), re.compile(rf"{name}(?:[ \t]*,[ \t\n]*)?")
    return lists.sub(lambda found: first.sub("", later.sub("", found[0])), text)


def _verify_compared(law: str, text: str, compare: list[str]) -> None:
    if _parse(text) != {**_parse(law), "compare": compare}:
        raise FatiaoError(f"compare: {_BY_HAND}")


def has_own_id(law: str) -> bool:
    """Return True if a ``law.toml`` sets the id of its work, rather than leaving it to the folder name."""
    return "id" in _parse(law)


def _terms(text: str) -> list[dict[str, Any]]:
    return list(_parse(text).get("term", []))


def _parse(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FatiaoError(f"not TOML: {error}") from error


def _split(text: str, header: re.Pattern[str]) -> Iterator[str]:
    """Yield the text before the first header, then each table with its header."""
    starts = [0, *(match.start() for match in header.finditer(text)), len(text)]
    yield from (text[start:end] for start, end in pairwise(starts))


def _set_root(law: str, field: str, value: str) -> str:
    """Return a file with a root key set, in its own line or in a new one behind the last root key."""
    first = _HEADER.search(law)
    root, rest = (law[: first.start()], law[first.start() :]) if first else (law, "")
    line = f"{field} = {value}\n"
    key = re.compile(rf"^[ \t]*{field}[ \t]*=[^\n]*\n?", re.MULTILINE)
    if key.search(root):
        return key.sub(lambda _: line, root, count=1) + rest
    body = root.rstrip("\n")
    return f"{body}\n{line}" + ("\n" + rest if rest else "") if body else line + ("\n" + rest if rest else "")


def _set_ground(law: str, field: str, ground: str) -> str:
    """Return a file with the ground of a supplied field set, in its own entry or in a new one at the end."""
    parts = list(_split(law, _SUPPLIED))
    for at, part in enumerate(parts):
        found = re.search(rf"^[ \t]*field[ \t]*=[ \t]*[\"']{field}[\"']", part, re.MULTILINE)
        if at and found:
            parts[at] = re.sub(r"^[ \t]*ground[ \t]*=[^\n]*", lambda _: f"ground = {quoted(ground)}", part, flags=re.M)
            return "".join(parts)
    text = law if law.endswith("\n") else law + "\n"
    return f"{text}\n[[supplied]]\nfield = {quoted(field)}\nground = {quoted(ground)}\n"
