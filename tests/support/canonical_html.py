"""Canonical form of HTML, in which both renderings of a page are equal; its rules: ``docs/dev/architecture.md``."""

from __future__ import annotations

import re
from html.parser import HTMLParser

#: Classes that depend on the writer of the HTML, not on its content.
_WRITER = frozenset({"docutils", "simple", "myst", "reference", "internal", "align-default", "colwidths-auto"})
#: Classes of elements that only the html builders add to a page.
_SURROUNDINGS = frozenset({"pin", "law-beside", "law-cite", "law-data", "law-strip", "law-moved"})
#: Elements that docutils writes as a span with this class.
_SPANS = frozenset({"del", "ins", "mark"})
_VOID = frozenset({"br", "path", "circle", "line", "rect", "img", "hr", "input", "meta", "link"})
_INLINE = frozenset({"a", "span", "br"})
#: Anchors of headings below this level are not compared.
_DEEPEST_ANCHOR = 3
#: Characters at which docutils breaks a line; a browser shows each as a space.
_LINE_ENDS = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")

Token = tuple[str, ...]


def canonical(html: str) -> list[Token]:
    """Return the text, elements, anchors and links of an HTML body, in document order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return list(_without_empty_groups(_with_own_anchors(reader.tokens)))


class _Reader(HTMLParser):
    """Collector of tokens: ("<", name, classes, href, title), (">", name), ("#", anchor, element), ("t", text)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Token] = []
        self._skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        classes = set(values.get("class", "").split()) | ({tag} & _SPANS)
        tag = "span" if tag in _SPANS else tag
        if self._skipped or classes & _SURROUNDINGS:
            if tag not in _VOID:
                self._skipped.append(tag)
            return
        if values.get("id"):
            self.tokens.append(("#", values["id"], tag))
        self.tokens.append(
            ("<", tag, " ".join(sorted(classes - _WRITER)), values.get("href", ""), values.get("title", ""))
        )
        if tag in _VOID:
            self.tokens.append((">", tag))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._skipped:
            self._skipped.pop()
        else:
            self.tokens.append((">", "span" if tag in _SPANS else tag))

    def handle_data(self, data: str) -> None:
        if self._skipped:
            return
        between_blocks = self.tokens and self.tokens[-1][0] in "<>" and self.tokens[-1][1] not in _INLINE
        after_break = self.tokens[-1:] == [(">", "br")]
        if not data.strip() and "\n" in data and between_blocks:
            return
        words = _LINE_ENDS.sub("\n", data.removeprefix("\n") if after_break else data)
        words = _ILLEGAL.sub("\ufffd", words)
        if self.tokens and self.tokens[-1][0] == "t":
            words = self.tokens.pop()[1] + words
        if words:
            self.tokens.append(("t", words))


def _with_own_anchors(tokens: list[Token]) -> list[Token]:
    """Keep only the heading's anchor for each section, and drop spans that only carry an anchor."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token[0] == "#" and token[2] == "section":
            heading = next(t[1] for t in tokens[at:] if t[0] == "<" and re.fullmatch("h[1-6]", t[1]))
            own = tokens[at + 2 : at + 5]
            if own and own[0][0] == "#" and own[0][2] == "span" and own[2] == (">", "span"):
                token = own[0]
                tokens[at + 2 : at + 5] = []
            if int(heading[1]) <= _DEEPEST_ANCHOR:
                found.append(("#", token[1]))
        elif token[0] == "#":
            found.append(token[:2])
        elif token[:2] == ("<", "span") and token[2:] == ("", "", "") and tokens[at + 1] == (">", "span"):
            at += 1
        else:
            found.append(token)
        at += 1
    return found


def _without_empty_groups(tokens: list[Token]) -> list[Token]:
    found: list[Token] = []
    for token in tokens:
        if token == (">", "div") and found and found[-1][:2] == ("<", "div"):
            found.pop()
        else:
            found.append(token)
    return found
