"""Check that the text claimed as published is the text of the law JSON, part by part and in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from fatiao.model.law import Claim, Law

#: The parts of the JSON, each with the claims whose text it holds.
_PARTS: tuple[tuple[str, frozenset[Claim]], ...] = (
    ("title", frozenset({Claim.TITLE})),
    ("history", frozenset({Claim.HISTORY})),
    ("notice", frozenset({Claim.NOTICE})),
    ("preamble", frozenset({Claim.PREAMBLE})),
    ("provisions", frozenset({Claim.LABEL, Claim.HEADING, Claim.PROVISION})),
    ("annexes", frozenset({Claim.ANNEX})),
    ("signature", frozenset({Claim.SIGNATURE})),
)
#: Separators between the label of an annex and its heading, which the JSON leaves out.
_BEHIND_LABEL = str.maketrans("", "", "：:、.．")


class Unpublished(NamedTuple):
    """The first difference in a part: ``offset`` is that of the claimed character in the source's text."""

    part: str
    offset: int


def find_unpublished(law: Law, value: Mapping[str, Any]) -> tuple[Unpublished, ...]:
    """Return the parts of a law whose claimed characters, without white space, differ from those of its JSON.

    ``value`` is the law JSON with the title as printed.
    """
    shown = _published(value)
    found: list[Unpublished] = []
    for part, claims in _PARTS:
        places = [
            at
            for claimed in law.claims
            if claimed.claim in claims
            for at in range(claimed.span.start, claimed.span.end)
            if not law.source.text[at].isspace()
        ]
        at = _first_difference("".join(law.source.text[at] for at in places), shown[part], part)
        if at is not None:
            found.append(Unpublished(part, places[min(at, len(places) - 1)] if places else 0))
    return tuple(found)


def _first_difference(claimed: str, shown: str, part: str) -> int | None:
    if claimed == shown:
        return None
    if part == "provisions" and len(shown) > len(claimed):  # one line that deletes several articles is the text of each
        rest = iter(shown)
        return next((at for at, character in enumerate(claimed) if character not in rest), None)
    if part == "annexes" and claimed.translate(_BEHIND_LABEL) == shown.translate(_BEHIND_LABEL):
        return None
    return next((at for at, pair in enumerate(zip(claimed, shown, strict=False)) if pair[0] != pair[1]), len(shown))


def _published(value: Mapping[str, Any]) -> dict[str, str]:
    """Return the text of every part of a law's JSON, without white space."""
    annexes: Sequence[Mapping[str, str]] = value["annexes"]
    parts = {
        "title": value["title"] or "",
        "history": "".join(value["history"]),
        "notice": value["notice"]["text"] if value["notice"] else "",
        "preamble": "".join(value["preamble"]),
        "provisions": "".join(_provisions(value)),
        "annexes": "".join(annex["label"] + annex["heading"] + annex["text"] for annex in annexes),
        "signature": "".join(value["signature"]),
    }
    return {part: "".join(words.split()) for part, words in parts.items()}


def _provisions(value: Mapping[str, Any]) -> Iterator[str]:
    """Yield headings and articles in the order of the source."""
    divisions: Sequence[Mapping[str, str]] = value["divisions"]
    places = {division["eid"]: at for at, division in enumerate(divisions)}
    opened = 0
    for article in value["articles"]:
        upto = opened if article["division"] is None else places[article["division"]] + 1
        for division in divisions[opened:upto]:
            yield division["label"] + division["heading"]
        opened = max(opened, upto)
        yield article["label"] + (article.get("heading") or "") + article["text"]
    for division in divisions[opened:]:
        yield division["label"] + division["heading"]
