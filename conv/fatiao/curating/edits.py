"""Edit the TOML of a corpus as text, so that comments and order stay, and verify the parsed result of most edits."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from fatiao.curating.law_file import quoted
from fatiao.diagnostics import FatiaoError

_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)
_TERM = re.compile(r"^[ \t]*\[\[[ \t]*term[ \t]*\]\]", re.MULTILINE)
#: The list of the texts that a law is compared with.
_COMPARE = re.compile(r"^[ \t]*compare[ \t]*=[ \t]*\[[^\]]*\]", re.MULTILINE)
#: The list of the works that a term applies to.
_WORKS = re.compile(r"^[ \t]*works[ \t]*=[ \t]*\[[^\]]*\]", re.MULTILINE)
_SUPPLIED = re.compile(r"^[ \t]*\[\[[ \t]*supplied[ \t]*\]\]", re.MULTILINE)
_BY_HAND = "cannot be changed safely; change it by hand"


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
    """Return a ``law.toml`` whose comparisons name a law by its new id; the result is not verified."""
    side = re.compile(rf"""(["']){re.escape(old)}(?=[@."'])""")
    return _COMPARE.sub(lambda found: side.sub(rf"\g<1>{new}", found[0]), law)


def rename_work(terms: str, old: str, new: str) -> str:
    """Return a ``terms.toml`` whose terms name a work by its new id."""
    text = _WORKS.sub(lambda found: found[0].replace(quoted(old), quoted(new)), terms)
    wanted = [
        {**entry, "works": [new if work == old else work for work in entry.get("works", [])]} for entry in _terms(terms)
    ]
    if _terms(text) != wanted:
        raise FatiaoError(f"terms.toml: {old}: {_BY_HAND}")
    return text


def drop_work(terms: str, work: str) -> tuple[str, tuple[str, ...]]:
    """Return a ``terms.toml`` without a work, and the terms that were removed because they applied to it alone."""
    name = re.escape(quoted(work))
    listed = re.compile(rf"{name}[ \t]*,[ \t\n]*|[ \t\n]*,[ \t\n]*{name}(?=[ \t\n,]*\])")
    parts, gone = [], []
    for part in _split(terms, _TERM):
        entry = _terms(part)
        if entry and entry[0].get("works") == [work]:
            gone.append(str(entry[0].get("term", "")))
        else:
            parts.append(_WORKS.sub(lambda found: listed.sub("", found[0]), part))
    text = "".join(parts)
    wanted = [
        {**entry, "works": [own for own in entry.get("works", []) if own != work]}
        for entry in _terms(terms)
        if entry.get("works") != [work]
    ]
    if _terms(text) != wanted:
        raise FatiaoError(f"terms.toml: {work}: {_BY_HAND}")
    return text, tuple(gone)


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
