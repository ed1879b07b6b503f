"""A link beside every 款, 项 and 目: its number in the margin, or a mark at its end.

The link is added after reading, so that the emitted page and the stored document stay free of it.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from fatiao.ids import provision_name
from fatiao.model.law import Number

_ANCHOR = re.compile(r"para-(\d+)(?:-item-(\d+)(?:-(\d+))?)?(?:-subitem-(\d+)(?:-(\d+))?)?\Z")


class Pin(nodes.Inline, nodes.Element):
    """A link to the place that it stands at."""


class AddPins(SphinxPostTransform):
    """Put a ``Pin`` at the head of every anchored 款 and at the end of every anchored 项 and 目."""

    default_priority = 400
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Change the document in place."""
        for node in self.document.findall(nodes.paragraph):
            if not node["ids"] or not {"paragraph", "item", "subitem"} & set(node["classes"]):
                continue
            anchor = node["ids"][0]
            found = _ANCHOR.search(anchor)
            if found is None:
                continue
            is_paragraph = found[2] is None and found[4] is None
            pin = Pin(anchor=anchor, name=_place_name(found), text=found[1] if is_paragraph else "#")
            node.insert(0, pin) if is_paragraph else node.append(pin)


def _place_name(found: re.Match[str]) -> str:
    def number(value: str | None, insert: str | None) -> Number | None:
        return Number(int(value), int(insert or 0)) if value else None

    return provision_name("", int(found[1]), number(found[2], found[3]), number(found[4], found[5]))


def visit_pin(self: HTML5Translator, node: Pin) -> None:
    """Write the link; its name is read out, its text is small."""
    label = escape(f"{node['name']}的链接")
    self.body.append(f'<a class="pin" href="#{escape(node["anchor"])}" aria-label="{label}">{node["text"]}</a>')
    raise nodes.SkipNode


def skip_pin(self: nodes.NodeVisitor, node: Pin) -> None:
    """Leave the link out of formats without anchors."""
    raise nodes.SkipNode


def setup_pins(app: Sphinx) -> None:
    """Register the node and the transform."""
    app.add_node(Pin, html=(visit_pin, None), epub=(skip_pin, None), text=(skip_pin, None), latex=(skip_pin, None))
    app.add_post_transform(AddPins)
