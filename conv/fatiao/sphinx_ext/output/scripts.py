"""The scripts of the site: written from ours without their comments, those that are needed together as one file.

A slow network pays for each file that another one asks for, so the search page and the box have one script each, which
pages can load ahead.  Nothing but whole lines and JSDoc is left out; who reads a script finds it in the project.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sphinx.application import Sphinx

from fatiao.files import write_changed
from fatiao.sphinx_ext.interface import messages_script

_SOURCES = Path(__file__).parents[1] / "scripts"
_ENGINE = ("elements", "text", "inflate", "index", "titles", "core")
_SEARCH = "fatiao-search"
#: What is published as one file, in the order in which it runs; its parts are not published by themselves.
_BUNDLES = {
    f"{_SEARCH}/{name}.js": ("fatiao-places.js", *(f"{_SEARCH}/search-{part}.js" for part in parts))
    for name, parts in {
        "box": (*_ENGINE, "box"),
        "page": (*_ENGINE, "results", "page", "box"),
        "mark": ("elements", "text", "mark"),
    }.items()
}
#: The script of the search page.
SEARCH_PAGE_SCRIPT = f"{_SEARCH}/page.js"
_JSDOC = re.compile(r"/\*\*.*?\*/ ?", re.S)


def write_scripts(app: Sphinx) -> None:
    """Write the scripts into the static folder of the output, before a page asks for the digests of its own."""
    folder = Path(app.outdir, "_static")
    for name, content in published_scripts().items():
        _write(folder / name, content)
    if messages := messages_script(app.config):
        _write(folder / messages.name, messages.read_bytes())


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_changed(str(path), content)


@cache
def published_scripts() -> dict[str, bytes]:
    """Return name below the static folder → content of every script."""
    return {name: "".join(map(_strip, parts)).encode() for name, parts in _list_scripts()}


def _list_scripts() -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from _BUNDLES.items()
    for path in sorted(_SOURCES.rglob("*.js")):
        name = path.relative_to(_SOURCES).as_posix()
        if not name.startswith(f"{_SEARCH}/search-"):
            yield name, (name,)


def _strip(name: str) -> str:
    """Return a script without comments that have lines of their own, and without indentation."""
    lines = _JSDOC.sub("", (_SOURCES / name).read_text(encoding="utf-8")).split("\n")
    return "".join(f"{words}\n" for line in lines if (words := line.strip()) and not words.startswith("//"))
