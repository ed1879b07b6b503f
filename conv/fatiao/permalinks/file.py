"""The ledger of permalinks on disk: ``corpus/permalinks.json``.

The JSON has one line per page (on the page of a law, one per article), so that a diff is readable, ``git blame`` shows
who promised an address, and a finding can name its line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from fatiao import ids
from fatiao.diagnostics import Report
from fatiao.files import write_atomically
from fatiao.permalinks.ledger import Ledger, is_address, natural

_FORMAT = 1
_TABLES = ("pages", "redirects", "tombstones", "names")
_FINGERPRINT = re.compile(r"[0-9a-f]{12}")
_KEY = re.compile(r'"((?:[^"\\]|\\.)*)"(\s*:)?')


def read_ledger(path: Path, report: Report, name: str = "") -> Ledger | None:
    """Return the ledger of a corpus; an empty one if there is no file.

    If the file cannot be read, report ``bad-ledger`` and return None.  ``name`` is the file's name in findings.
    """
    name = name or str(path)
    if path.exists() and not path.is_file():  # reading a pipe would block
        report.add_at("bad-ledger", "this is not a regular file; remove it", name)
        return None
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Ledger(path=name)
    except (OSError, UnicodeDecodeError) as error:
        report.add_at("bad-ledger", f"this file cannot be read: {error}", name)
        return None
    return parse_ledger(text, name, report)


def parse_ledger(text: str, path: str, report: Report) -> Ledger | None:
    """Return the ledger in ``text``; if it is invalid, report ``bad-ledger`` at the line and return None."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        report.add_at("bad-ledger", error.msg, path, error.lineno, error.colno)
        return None
    except RecursionError:
        report.add_at("bad-ledger", "its objects are nested too deeply", path)
        return None
    lines = _lines(text)
    if faults := list(_faults(data)):
        for address, message in faults:
            report.add_at("bad-ledger", message, path, lines.get(address, 1), 1)
        return None
    return Ledger(
        data.get("pages", {}), data.get("redirects", {}), data.get("tombstones", {}), data.get("names", {}), path, lines
    )


def _faults(data: object) -> Iterator[tuple[str, str]]:
    """Yield each invalid address with a message."""
    if not isinstance(data, dict) or data.get("format") != _FORMAT:
        yield "", f'this file must have "format": {_FORMAT}'
        return
    yield from (("", f"unknown key {key}; remove it") for key in data if key not in ("format", *_TABLES))
    tables = [data.get(key, {}) for key in _TABLES]
    if not all(isinstance(table, dict) for table in tables):
        yield "", "pages, redirects, tombstones and names must be objects"
        return
    pages, redirects, tombstones, names = tables
    for page, anchors in pages.items():
        if not is_address(page) or "#" in page or not isinstance(anchors, dict):
            yield page, f"{page} is not an address of a page with its anchors"
        elif not all(_is_entry(page, anchor, value) for anchor, value in anchors.items()):
            yield page, f"{page} has an anchor or a fingerprint that is not valid"
    for old, new in redirects.items():
        if not is_address(old) or not isinstance(new, str) or not is_address(new):
            yield old, f"the redirect of {old} must lead from one address of the site to another"
    for old, reason in tombstones.items():
        if not is_address(old) or not _is_reason(reason) or old in redirects:
            yield old, f"the tombstone of {old} must have a reason, and {old} must not have a redirect as well"
    for address, name in names.items():
        if not is_address(address) or not _is_reason(name):
            yield address, f"the name of {address} must be text, and {address} must be an address of the site"


def _is_reason(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not any("\ud800" <= c <= "\udfff" for c in value)


def _is_entry(page: str, anchor: str, value: object) -> bool:
    address = f"{page}#{anchor}" if anchor else page
    return is_address(address) and isinstance(value, str) and bool(_FINGERPRINT.fullmatch(value))


def _lines(text: str) -> dict[str, int]:
    """Return the line of each address, in one pass over the JSON's strings; an anchor belongs to the last page."""
    found: dict[str, int] = {}
    section = page = ""
    for number, line in enumerate(text.split("\n"), 1):
        for match in _KEY.finditer(line):
            if not match[2]:
                continue
            key = match[1]
            if key in _TABLES:
                section = key
            elif section == "pages" and key.endswith(".html"):
                page = key
                found.setdefault(page, number)
            elif section == "pages" and key:
                found.setdefault(f"{page}#{key}", number)
            else:
                found.setdefault(key, number)
    return found


def write_ledger(path: Path, ledger: Ledger) -> bool:
    """Write the ledger atomically if its bytes changed, and return True if they did.

    Raises FatiaoError if the file cannot be written.
    """
    content = format_ledger(ledger).encode("utf-8")
    if path.is_file() and path.read_bytes() == content:
        return False
    write_atomically(path, content)
    return True


def format_ledger(ledger: Ledger) -> str:
    """Return the ledger as JSON with a line per page (on the page of a law, one per article), in natural order."""

    def table(name: str, entries: list[str]) -> str:
        inner = ",\n".join(entries)
        return f'"{name}": {{\n{inner}\n}}' if entries else f'"{name}": {{}}'

    pages = [f"{_quoted(page)}: {_anchors(ledger.pages[page])}" for page in natural(ledger.pages)]
    redirects = [f"{_quoted(old)}: {_quoted(ledger.redirects[old])}" for old in natural(ledger.redirects)]
    tombstones = [f"{_quoted(old)}: {_quoted(ledger.tombstones[old])}" for old in natural(ledger.tombstones)]
    tables = [table("pages", pages), table("redirects", redirects), table("tombstones", tombstones)]
    if ledger.names:
        tables.append(table("names", [f"{_quoted(at)}: {_quoted(ledger.names[at])}" for at in natural(ledger.names)]))
    return "{\n" + ",\n".join([f'"format": {_FORMAT}', *tables]) + "\n}\n"


def _anchors(anchors: Mapping[str, str]) -> str:
    lines: dict[str, list[str]] = {}
    for anchor in natural(anchors):
        lines.setdefault(_line_of(anchor), []).append(f"{_quoted(anchor)}: {_quoted(anchors[anchor])}")
    return "{" + ",\n ".join(", ".join(lines[head]) for head in natural(lines)) + "}"


def _line_of(anchor: str) -> str:
    """Return the anchor whose line ``anchor`` shares: that of its article, or the page's own (empty) if it names none.

    An anchor that names no provision has its own line.
    """
    at = ids.parse_fragment(anchor)
    if at is None:
        return anchor
    return ids.article_page(at.article) if at.article else ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
