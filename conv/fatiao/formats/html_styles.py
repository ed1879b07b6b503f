"""Style sheets of a web page, as far as they decide its text: what they hide, and how lists are numbered.

Only rules whose selector is one element name, class or id, or several of them without a combinator, are read; rules for
some media (``@media``) are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from fatiao.formats.html_tokens import Node
from fatiao.formats.list_labels import format_label, set_apart

#: Maximum rules of a page that hide elements or number lists; large frameworks have fifty.
_MAX_RULES = 300
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_NAME = re.compile(r"[.#][\w-]+")
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_LIST_STYLE = re.compile(r"(?:^|;)\s*list-style(?:-type)?\s*:([^;]*)", re.IGNORECASE)
_STRING = r"""\s*:\s*(?:"([^"]*)"|'([^']*)')"""
_PREFIX, _SUFFIX = re.compile("prefix" + _STRING), re.compile("suffix" + _STRING)
_EXTENDS = re.compile(r"system\s*:\s*extends\s+([\w-]+)")
#: CSS names of counter styles as formats of Office Open XML, with the suffix that a browser prints.
_FORMS = {
    "decimal": ("decimal", "."),
    "decimal-leading-zero": ("decimalZero", "."),
    "lower-alpha": ("lowerLetter", "."),
    "lower-latin": ("lowerLetter", "."),
    "upper-alpha": ("upperLetter", "."),
    "upper-latin": ("upperLetter", "."),
    "lower-roman": ("lowerRoman", "."),
    "upper-roman": ("upperRoman", "."),
    "cjk-ideographic": ("chineseCountingThousand", "、"),
    "simp-chinese-informal": ("chineseCountingThousand", "、"),
    "trad-chinese-informal": ("chineseCountingThousand", "、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "、"),
    "trad-chinese-formal": ("ideographLegalTraditional", "、"),
    "cjk-decimal": ("ideographDigital", "、"),
    "cjk-heavenly-stem": ("ideographTraditional", "、"),
    "cjk-earthly-branch": ("ideographZodiac", "、"),
    **dict.fromkeys(("none", "disc", "circle", "square"), ("none", "")),
}


@dataclass(frozen=True, slots=True)
class CounterStyle:
    """Form of the numbers of a list, and what is printed before and after each."""

    form: str = "decimal"
    prefix: str = ""
    suffix: str = "."

    def label(self, number: int) -> str:
        """Return a printed number with its separator; empty if the style prints none."""
        printed = format_label(number, self.form)
        return set_apart(self.prefix + printed + self.suffix) if printed else ""


@dataclass(slots=True)
class _Rule:
    tag: str
    names: frozenset[str]
    hides: bool
    counter_style: CounterStyle | None


@dataclass(slots=True)
class StyleSheet:
    """The rules of a page that hide elements or number lists, in their order."""

    rules: dict[str, list[_Rule]] = field(default_factory=dict)  #: by one of the names, or by the tag
    count: int = 0
    counters: dict[str, CounterStyle] = field(default_factory=dict)

    def hides(self, node: Node) -> bool:
        """Return True if a rule hides an element."""
        return any(rule.hides for rule in self._of(node))

    def counter_style(self, node: Node) -> CounterStyle | None:
        """Return how the items of a list, or one of them, are numbered; None if neither it nor a rule says so."""
        own = self.read_counter_style(node.attributes.get("style", ""))
        return own or next((rule.counter_style for rule in reversed(self._of(node)) if rule.counter_style), None)

    def read_counter_style(self, declarations: str) -> CounterStyle | None:
        """Return the counter style that declarations name, or None."""
        match = _LIST_STYLE.search(declarations)
        for word in match[1].split() if match else ():
            if word in self.counters:
                return self.counters[word]
            if word.lower() in _FORMS:
                form, suffix = _FORMS[word.lower()]
                return CounterStyle(form, "", suffix)
        return None

    def add(self, rule: _Rule) -> None:
        """Add a rule behind the others; beyond ``_MAX_RULES`` it is passed over."""
        if self.count < _MAX_RULES:
            self.count += 1
            self.rules.setdefault(min(rule.names, default=rule.tag), []).append(rule)

    def _of(self, node: Node) -> list[_Rule]:
        if not self.rules:
            return []
        names = {f".{name}" for name in node.attributes.get("class", "").split()}
        names.add(f"#{node.attributes.get('id', '')}")
        found = (rule for key in (node.tag, *sorted(names)) for rule in self.rules.get(key, ()))
        return [rule for rule in found if rule.tag in ("", node.tag) and rule.names <= names]


def read_styles(root: Node) -> StyleSheet:
    """Return the style sheet of a page."""
    sheet = StyleSheet()
    found = [block for style in _sheets(root) for block in _blocks(_COMMENT.sub("", style))]
    for prelude, declarations in found:
        if prelude.startswith("@counter-style") and (extended := _EXTENDS.search(declarations)):
            form, suffix = _FORMS.get(extended[1], ("decimal", "."))
            prefix, own = _PREFIX.search(declarations), _SUFFIX.search(declarations)
            sheet.counters[prelude.split()[-1]] = CounterStyle(
                form, (prefix[1] or prefix[2] or "") if prefix else "", (own[1] or own[2] or "") if own else suffix
            )
    for prelude, declarations in found:
        hides, style = _HIDDEN.search(declarations) is not None, sheet.read_counter_style(declarations)
        if prelude.startswith("@") or not (hides or style):
            continue
        for selector in prelude.split(","):
            match = _SELECTOR.fullmatch(selector.strip())
            if match and match[0]:
                sheet.add(_Rule((match[1] or "").lower(), frozenset(_NAME.findall(match[2])), hides, style))
    return sheet


def _sheets(node: Node) -> Iterator[str]:
    for inner in node.children:
        if isinstance(inner, Node):
            if inner.tag == "style":
                if inner.attributes.get("media", "all").lower() in ("all", "screen", ""):
                    yield "".join(text for text in inner.children if isinstance(text, str))
            else:
                yield from _sheets(inner)


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Yield the prelude and the declarations of each outermost block; those of a nested block are passed over."""
    begin = depth = inside = 0
    prelude = ""
    for match in re.finditer(r"[{};]", css):
        if match[0] == "{":
            depth += 1
            if depth == 1:
                prelude, inside = css[begin : match.start()].strip(), match.end()
        elif match[0] == "}":
            if depth == 1 and not prelude.startswith(("@media", "@supports", "@layer")):
                yield prelude, css[inside : match.start()]
            depth = max(0, depth - 1)
            begin = match.end()
        elif depth == 0:  # the end of a statement such as @import
            begin = match.end()
