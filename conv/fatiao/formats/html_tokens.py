"""HTML parsed into a tree in one pass, however malformed it is.

``html.parser`` is not used: on unclosed comments and quotes it takes time quadratic in the size.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

VOID_NAMES = "area base br col embed frame hr img input link meta param source track wbr"
VOID = frozenset(VOID_NAMES.split())
_RAW_NAMES = "script style textarea title noframes xmp iframe noembed"
_RAW = frozenset(_RAW_NAMES.split())
#: For a start tag, the open elements that it closes, and the ancestors at which the search for them stops.
_CLOSED_BY = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th", "caption"}),
    "th": frozenset({"td", "th", "caption"}),
    "tr": frozenset({"tr", "td", "th", "caption"}),
    "tbody": frozenset({"tbody", "thead", "tfoot", "tr", "td", "th"}),
    "option": frozenset({"option"}),
}
_SCOPES = {"li": ("ul", "ol"), "dt": ("dl",), "dd": ("dl",), "option": ("select",)}
_CELLS = frozenset(["td", "th", "caption"])
_TABLE_PARTS = frozenset(["table", "tr", "td", "th", "thead", "tbody", "tfoot", "caption"])
BLOCKS_NAMES = (
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section summary "
    "table tbody td tfoot th thead title tr ul"
)
BLOCKS = frozenset(BLOCKS_NAMES.split())
#: Maximum nesting depth; deeper elements become siblings.
_MAX_DEPTH = 150
_NAME = re.compile(r"[a-zA-Z][^\s/>]{0,40}")
_ATTRIBUTE = re.compile(r"""([^\s=/"'>]{1,60})(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
#: Characters of one start tag that are searched for attributes.
_MAX_TAG = 8192


@dataclass(slots=True)
class Node:
    """An element; its children are elements and texts, with character references resolved."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)


def parse_html(text: str) -> Node:
    """Return the tree of a document below a root node that is not one of its elements; never raise."""
    root = Node("")
    stack = [root]
    for kind, name, rest in _tokens(text):
        if kind == "text":
            stack[-1].children.append(rest)
        elif kind == "end":
            _close(stack, name)
        else:
            _close_implied(stack, name)
            node = Node(name, dict(_attributes(rest)))
            stack[-1].children.append(node)
            if kind == "raw":
                node.children.append(rest)
            elif name not in VOID and kind != "empty" and len(stack) < _MAX_DEPTH:
                stack.append(node)
    return root


def _tokens(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield tokens as kind, name and rest: the attributes of a tag, the words of a text, or raw content."""
    at, size = 0, len(text)
    while at < size:
        mark = text.find("<", at)
        mark = size if mark < 0 else mark
        if mark > at:
            yield "text", "", html.unescape(text[at:mark])
        if mark == size:
            return
        following = text[mark + 1 : mark + 2]
        if following in ("!", "?"):
            at = _behind_comment(text, mark)
            continue
        name = _NAME.match(text, mark + 2 if following == "/" else mark + 1)
        if name is None:
            yield "text", "", "<"
            at = mark + 1
            continue
        end = _tag_end(text, name.end())
        tag, rest = name[0].lower().rpartition(":")[2], text[name.end() : min(end, name.end() + _MAX_TAG)]
        at = end + 1
        if following == "/":
            yield "end", tag, ""
        elif tag in _RAW and not rest.endswith("/"):
            close = _find_close(text, tag, at)
            yield "raw", tag, text[at:close]
            at = close
        else:
            yield "empty" if rest.endswith("/") and tag not in BLOCKS else "start", tag, rest


def _behind_comment(text: str, mark: int) -> int:
    if text.startswith("<!--", mark):
        end = text.find("-->", mark + 4)
        return len(text) if end < 0 else end + 3
    end = text.find(">", mark)
    return len(text) if end < 0 else end + 1


def _tag_end(text: str, at: int) -> int:
    """Return the offset of the ``>`` that ends a tag, skipping those inside quotation marks."""
    end = text.find(">", at)
    if end < 0:
        return len(text)
    limit = at + _MAX_TAG
    quote = ""
    for offset in range(at, min(limit, len(text))):
        sign = text[offset]
        if quote:
            quote = "" if sign == quote else quote
        elif sign == ">":
            return offset
        elif sign in "\"'" and text[offset - 1] in "= \t\r\n":
            quote = sign
    return end


def _find_close(text: str, tag: str, at: int) -> int:
    match = re.compile(f"</{tag}", re.IGNORECASE).search(text, at)
    return match.start() if match else len(text)


def _attributes(rest: str) -> Iterator[tuple[str, str]]:
    for match in _ATTRIBUTE.finditer(rest):
        yield match[1].lower().rpartition(":")[2], html.unescape(match[2] or match[3] or match[4] or "")


def _close_implied(stack: list[Node], name: str) -> None:
    """Close the elements that the start tag ``name`` closes: a paragraph at a block, a list item at the next."""
    if name in BLOCKS:
        for at in range(len(stack) - 1, 0, -1):
            if stack[at].tag == "p":
                del stack[at:]
                break
            if stack[at].tag in BLOCKS:
                break
    closed = _CLOSED_BY.get(name)
    if closed:
        scopes = _SCOPES.get(name, ("table",))
        for at in range(len(stack) - 1, 0, -1):
            if stack[at].tag in scopes or (stack[at].tag in _CELLS and name not in _TABLE_PARTS):
                return
            if stack[at].tag in closed:
                del stack[at:]
                if name not in ("tr", "tbody"):
                    return
                _close_implied(stack, name)
                return


def _close(stack: list[Node], name: str) -> None:
    """Close the innermost element called ``name``; from inside a cell, only parts of a table are closed outside it."""
    if name in ("br", "p") and all(node.tag != name for node in stack):
        stack[-1].children.append(Node("br"))
        return
    for at in range(len(stack) - 1, 0, -1):
        if stack[at].tag == name:
            del stack[at:]
            return
        if stack[at].tag in _CELLS and name not in _TABLE_PARTS:
            return
