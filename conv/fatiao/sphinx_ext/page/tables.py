"""Header cells of the tables in laws say that they head a column."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator


class HeaderCell(nodes.entry):
    """A cell of the header row of a table of a law."""


class MarkHeaders(SphinxPostTransform):
    """Put a ``HeaderCell`` in the place of each cell of the header row."""

    default_priority = 405
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Change the document in place."""
        for table in self.document.findall(nodes.table):
            if "law-table" not in table["classes"]:
                continue
            for head in list(table.findall(nodes.thead)):
                for cell in list(head.findall(nodes.entry)):
                    cell.replace_self(HeaderCell("", *cell.children, **cell.attributes))


def visit_header_cell(self: HTML5Translator, node: HeaderCell) -> None:
    """Write the start of the cell, and count it as docutils does."""
    node.parent.column += 1  # type: ignore[union-attr]
    self.body.append(self.starttag(node, "th", "", CLASS="head", scope="col"))


def depart_header_cell(self: HTML5Translator, node: HeaderCell) -> None:
    """Write the end of the cell."""
    self.body.append("</th>\n")


def setup_tables(app: Sphinx) -> None:
    """Register the node and the transform."""
    app.add_node(HeaderCell, html=(visit_header_cell, depart_header_cell))
    app.add_post_transform(MarkHeaders)
