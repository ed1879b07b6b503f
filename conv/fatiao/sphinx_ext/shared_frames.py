"""Frames: the theme's template rendered once for all pages that differ only in their texts.

Rendering a template of two hundred lines takes longer than writing the text of a page.  So the first page of a shape is
rendered through the builder's ``handle_page`` with a slot in place of every text; all other pages are that frame with
their texts in the slots, byte for byte the output of ``handle_page``.  This is valid for this package's own template
if only Sphinx, furo and this package affect a page; otherwise every page is rendered separately.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any, cast

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from fatiao.sphinx_ext.frame import FURO

_BUILDERS = frozenset({"html", "dirhtml"})
#: Extensions that Sphinx loads itself, and this package with its dependencies; any other may alter individual pages.
_EXTENSIONS = frozenset({"alabaster", "fatiao.sphinx_ext", "furo", "myst_parser", "sphinx_basic_ng", "sphinx_design"})
_BUNDLED = (
    "sphinx.",
    "sphinxcontrib.applehelp",
    "sphinxcontrib.devhelp",
    "sphinxcontrib.htmlhelp",
    "sphinxcontrib.qthelp",
    "sphinxcontrib.serializinghtml",
)
#: Values that a template compares, or that are equal on all pages.
_COMPARED = frozenset({"fatiao_page_class", "fatiao_step", "page_source_suffix"})
#: Values to which a template applies filters; the filters do not change plain text.
_FILTERED = frozenset({"title", "prev", "next"})
#: Values that the package's template does not use.
_UNUSED = frozenset({"parents"})
#: Docnames that a URL contains without escapes.
_PLAIN_NAME = re.compile(r"[\w.~/-]+", re.ASCII)
_SLOT = re.compile(r"fatiao-slot-(\d\d)-")


def can_share(app: Sphinx) -> bool:
    """Return True if only Sphinx, furo and this package affect the generated pages."""
    config = app.config
    return (
        config.html_theme == FURO
        and app.builder.name in _BUILDERS
        and config.html_output_encoding == "utf-8"
        and len(config.templates_path) == 1  # this package's folder
        and getattr(config, "setup", None) is None
        and all(name in _EXTENSIONS or name.startswith(_BUNDLED) for name in app.extensions)
    )


class SharedFrames:
    """The frames of one build, each rendered for the first page of its shape."""

    def __init__(self, app: Sphinx, template: str) -> None:
        """Create an empty set of frames for ``template``."""
        self._builder = cast(StandaloneHTMLBuilder, app.builder)
        self._template = template
        self._folder = Path(app.doctreedir)
        self._frames: dict[str, list[str]] = {}
        self._targets: dict[str, list[str]] = {}

    def fill(self, docname: str, context: Mapping[str, Any]) -> str | None:
        """Return the HTML of a page, or None if it has to be rendered separately."""
        slots = _Slots()
        place = slots.take_place(docname)
        if self._builder.get_target_uri(docname) != slots.fill(self._target_of(place)):
            return None  # dirhtml: the index page of a folder
        shape = {name: slots.take(value, name) for name, value in context.items() if name not in _UNUSED}
        if not slots.are_plain:
            return None
        key = f"{place} {json.dumps(shape)}"
        frame = self._frames.get(key)
        if frame is None:
            frame = self._frames[key] = self._render(place, shape)
        return slots.fill(frame)

    def _target_of(self, place: str) -> list[str]:
        """Return the URL of a docname with slots, split at its slots."""
        if place not in self._targets:
            self._targets[place] = _SLOT.split(self._builder.get_target_uri(place))
        return self._targets[place]

    def _render(self, place: str, shape: dict[str, Any]) -> list[str]:
        path = self._folder / f"fatiao-frame-{os.getpid()}.html"  # one file per process
        try:
            self._builder.handle_page(place, {**shape, "parents": []}, self._template, outfilename=path)
            return _SLOT.split(path.read_text(encoding="utf-8"))
        finally:
            path.unlink(missing_ok=True)


class _Slots:
    """The texts of one page that slots replace."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self.are_plain = True

    def take_place(self, docname: str) -> str:
        """Return a docname with a slot for every part but the first."""
        first, *parts = docname.split("/")
        self.are_plain = _PLAIN_NAME.fullmatch(docname) is not None
        return "/".join([first, *map(self._take, parts)])

    def take(self, value: Any, name: str) -> Any:
        """Return a value of a context with a slot for every non-empty text."""
        if isinstance(value, dict):
            return {key: self.take(inner, name) for key, inner in value.items()}
        if not isinstance(value, str) or not value or name in _COMPARED:
            return value
        if name in _FILTERED and (value != " ".join(value.split()) or value != escape(value)):
            self.are_plain = False
        return self._take(value)

    def _take(self, text: str) -> str:
        self._texts.append(text)
        return f"fatiao-slot-{len(self._texts) - 1:02}-"

    def fill(self, frame: list[str]) -> str:
        """Return the text of a frame with the slots filled; every second element of ``frame`` is a slot's number."""
        filled = frame.copy()
        filled[1::2] = [self._texts[int(number)] for number in frame[1::2]]
        return "".join(filled)
