"""Read and write ``accepted`` in ``law.toml``: lines of a source that the curator agrees to leave out.

An entry names the lines and the text that they stand in: ``lines 9-11 sha256:…``.  The digest is that of the whole
text, so that an entry is void as soon as the source changes, and belongs to one version without naming it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from fatiao.diagnostics import CODES, FatiaoError
from fatiao.digests import digest_text
from fatiao.model.findings import Diagnostic
from fatiao.model.law import LeftOut, Source

_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)
#: The key with its list; no entry contains a bracket.
_KEY = re.compile(r"^[ \t]*accepted[ \t]*=[ \t]*\[[^\]]*\][^\n]*\n?", re.MULTILINE)


def seal(source: Source, passage: LeftOut) -> str:
    """Return the entry that accepts a range of a text as it is now."""
    digest = digest_text(source.text)
    return f"lines {passage.first}-{passage.last} sha256:{digest}"


def seals_of(source: Source, within: Sequence[LeftOut]) -> dict[str, int]:
    """Return the entries that would accept these ranges, mapped to the first line of each range."""
    return {seal(source, passage): passage.first for passage in within}


def settle(findings: Iterable[Diagnostic], seals: Mapping[str, int], accepted: Sequence[str]) -> tuple[Diagnostic, ...]:
    """Return the findings on a text, with warnings on accepted ranges changed to infos."""
    known = {line for entry, line in seals.items() if entry in accepted}
    return tuple(
        replace(
            finding,
            code="left-out",
            severity=CODES["left-out"],
            message=f"{finding.message.partition('; ')[0]} (accepted)",
        )
        if finding.code == "left-out-within" and finding.line in known
        else finding
        for finding in findings
    )


def write_accepted(text: str, entries: Sequence[str]) -> str:
    """Return the text of a ``law.toml`` with ``accepted`` set to these entries, and everything else unchanged.

    Raises FatiaoError where that is not possible, for instance if the key is written in an unusual way.
    """
    lines = "".join(f'  "{entry}",\n' for entry in entries)
    key = f"accepted = [\n{lines}]\n" if entries else ""
    header = _HEADER.search(text)
    top = header.start() if header else len(text)
    old = _KEY.search(text, 0, top)
    if old:
        changed = text[: old.start()] + key + text[old.end() :]
    else:
        before = text[:top]
        changed = (
            before
            + ("\n" if before and not before.endswith("\n") else "")
            + key
            + ("\n" if header else "")
            + text[top:]
        )
    try:
        then, now = tomllib.loads(text), tomllib.loads(changed)
    except tomllib.TOMLDecodeError as error:
        raise FatiaoError(
            f"law.toml cannot be changed, since it is not valid TOML: {error}; run fatiao check"
        ) from error
    if now.pop("accepted", []) != list(entries) or {**then, "accepted": 0} != {**now, "accepted": 0}:
        raise FatiaoError("law.toml cannot be changed automatically; edit its key accepted by hand")
    return changed
