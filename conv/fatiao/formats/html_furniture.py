"""Parts of a web page that are not its text: navigation, tools, footers and lists of links."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fatiao.formats.article_labels import ARTICLE_LINE
from fatiao.formats.extract import MatterKind
from fatiao.formats.html_styles import StyleSheet
from fatiao.formats.html_tokens import BLOCKS, Node

#: Elements that never hold the text of a law.
_NEVER_NAMES = (
    "head script style noscript template svg nav button select datalist input textarea iframe object "
    "embed audio video canvas map dialog noframes rt rp"
)
_NEVER = frozenset(_NEVER_NAMES.split())
_OUTSIDE = frozenset(("aside", "footer", "form"))
_HEADINGS = frozenset(("h1", "h2", "h3"))
#: Words in class names, ids and roles that mark a part around the text; whole words, or prefixes where ``\w*`` follows.
_CLASSES = re.compile(
    r"(?:^|[-_\s\d])(?:nav\w*|menu\w*|bread\w*|crumb\w*|foot\w*|side_?bar\w*|sidenav|share\w*|bdshare\w*|copyright|"
    r"toolbar\w*|tool_?box|topbar|search\w*|related|pagination|pager|page[-_]?num|print\w*|qrcode|ewm\w*|erweima|"
    r"sitemap|friend\w*|links?|advert\w*|banner|location|position|dqwz|wzdh|mbx|comment\w*|prev(?:next)?|next|"
    r"fontsize|font-size|resizer|login|skip\w*|cookie\w*|popup|modal|tags?)(?=$|[-_\s\d])",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
#: An element with at least this many links, whose text is at least this share of its own, is navigation.
_LINKS, _LINK_SHARE = 3, 0.6
#: An element with more than this share of the page's characters is kept whatever its name.
_LARGE_SHARE = 0.5


@dataclass(slots=True)
class _Measure:
    """Size of an element's text: numbers of characters (not spaces), of those in links, of links, labels, headings."""

    chars: int = 0
    in_links: int = 0
    links: int = 0
    labels: int = 0
    headings: int = 0


class Furniture:
    """Classifier of a page's elements: which are left out and why; called once for each element."""

    def __init__(self, root: Node, styles: StyleSheet) -> None:
        self._styles = styles
        self._measures: dict[int, _Measure] = {}
        self._whole = self._measure(root, False)

    def find(self, node: Node) -> MatterKind | None:
        """Return the reason for leaving an element out, or None if it is kept."""
        attributes = node.attributes
        if node.tag in _NEVER:
            return MatterKind.FURNITURE
        if node.tag in ("del", "s", "strike"):
            return MatterKind.DELETED
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
            return MatterKind.HIDDEN
        if attributes.get("title") in ("header", "footer"):  # LibreOffice's marks of page headers and footers
            return MatterKind.HEADER
        if self._is_hidden(node):
            return MatterKind.HIDDEN
        return MatterKind.FURNITURE if self._is_around(node) else None

    def _is_hidden(self, node: Node) -> bool:
        """Return True if a style sheet hides an element, unless it holds a provision or most of the page.

        A script may show such an element, as it does with the pages of a register.
        """
        if not self._styles.hides(node):
            return False
        measure = self._measures[id(node)]
        return not measure.labels and measure.chars <= _LARGE_SHARE * self._whole.chars

    def _is_around(self, node: Node) -> bool:
        if node.tag not in BLOCKS and node.tag != "span":
            return False
        measure = self._measures[id(node)]
        if measure.labels or measure.chars > _LARGE_SHARE * self._whole.chars or node.tag in ("body", "html", "main"):
            return False
        linked = measure.links >= _LINKS and measure.in_links >= _LINK_SHARE * measure.chars
        if node.tag in _OUTSIDE or linked:
            return True
        if measure.headings:
            return False
        names = f"{node.attributes.get('class', '')} {node.attributes.get('id', '')} {node.attributes.get('role', '')}"
        return node.tag == "header" or _CLASSES.search(_CAMEL.sub("-", names)) is not None

    def _measure(self, node: Node, linked: bool) -> _Measure:
        own = _Measure(headings=int(node.tag in _HEADINGS), links=int(node.tag == "a"))
        linked = linked or node.tag == "a"
        for inner in node.children:
            if isinstance(inner, str):
                size = len("".join(inner.split()))
                own.chars += size
                own.in_links += size if linked else 0
                own.labels += int(not linked and ARTICLE_LINE.match(inner) is not None)
            elif inner.tag not in _NEVER:
                measured = self._measure(inner, linked)
                own.chars += measured.chars
                own.in_links += measured.in_links
                own.links += measured.links
                own.labels += measured.labels
                own.headings += measured.headings
        self._measures[id(node)] = own
        return own
