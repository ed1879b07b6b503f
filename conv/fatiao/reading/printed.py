"""Restore the printed characters in a law that was parsed from a copy; the two texts have the same length."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from fatiao.model.law import Annex, Article, Division, Event, Item, Law, Notice, Passage, Source, Span, Subitem


def as_printed(law: Law, source: Source) -> Law:
    """Return ``law`` with the characters of ``source`` in place of those of the copy that it was parsed from."""
    return _Printer(law.source, source).print_law(law)


class _Printer:
    def __init__(self, copy: Source, source: Source) -> None:
        self._copied, self._source = copy, source
        pairs = [pair for pair in zip(copy.text, source.text, strict=True) if not pair[0].isspace()]
        self._copy = "".join(pair[0] for pair in pairs)
        self._printed = "".join(pair[1] for pair in pairs)

    def print_law(self, law: Law) -> Law:
        changed = {
            name: self._value(getattr(law, name)) for name in ("front", "divisions", "articles", "annexes", "signature")
        }
        return replace(law, source=self._source, **changed)

    def _value(self, value: Any) -> Any:
        """Return a part of the law with all its text as printed, recursively."""
        if isinstance(value, Passage):
            return Passage(_fill(value.text, self._at(value.spans)), value.spans)
        if isinstance(value, tuple):
            return tuple(self._value(part) for part in value)
        if not is_dataclass(value) or isinstance(value, Span):
            return value
        inner = {one.name: self._value(getattr(value, one.name)) for one in fields(value) if one.init}
        return replace(value, **{**inner, **self._beside(value, inner)})  # type: ignore[type-var]

    def _beside(self, value: Any, inner: dict[str, Any]) -> dict[str, Any]:
        """Return the fields of a value that are plain strings (labels, bodies, numbers), as printed."""
        names: dict[str, Any] = {}
        if isinstance(value, Article | Division):
            names["label"] = self._label(value.label, value.label_span)
        elif isinstance(value, Item | Subitem):
            names["label"] = _fill(value.label, "".join(inner["words"].text.split()))
        elif isinstance(value, Annex):
            names["label"] = self._find(value.label)
        elif isinstance(value, Event):
            names = {one: self._find(getattr(value, one)) for one in ("by", "text", "session", "number")}
        elif isinstance(value, Notice):
            names["number"] = self._find(value.number)
        return names

    def _label(self, label: str, span: Span) -> str:
        """Return a label as printed in its span, which may hold marks; a character that is not printed is kept."""
        where = slice(span.start, span.end)
        pairs = list(zip(self._copied.text[where], self._source.text[where], strict=True))
        found: list[str] = []
        at = 0
        for character in label:
            place = next((i for i in range(at, len(pairs)) if pairs[i][0] == character), None)
            found.append(character if place is None else pairs[place][1])
            at = at if place is None else place + 1
        return "".join(found)

    def _at(self, spans: tuple[Span, ...]) -> str:
        return "".join("".join(self._source.text[span.start : span.end].split()) for span in spans)

    def _find(self, words: str | None) -> str | None:
        """Return words without a span as printed, taken from their first occurrence in the copy."""
        if not words:
            return words
        squeezed = "".join(words.split())
        at = self._copy.find(squeezed)
        return words if at < 0 else _fill(words, self._printed[at : at + len(squeezed)])


def _fill(words: str, printed: str) -> str:
    """Return the words with their characters replaced by the printed ones; white space is kept.

    Return them unchanged if ``printed`` has too few characters.
    """
    if len(printed) < sum(not character.isspace() for character in words):
        return words
    characters = iter(printed)
    return "".join(character if character.isspace() else next(characters) for character in words)
