"""The search page and the stock index's retirement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder


def turn_off_stock_index(app: Sphinx) -> None:
    """Keep Sphinx from building its index, which finds no Chinese (recall 0.30 at best)."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False


def collect_search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page that ``search.html?q=…`` opens."""
    yield "search", {"title": "搜索"}, "fatiao-search.html"
