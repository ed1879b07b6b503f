"""The scripts of the site: this package's scripts without comments, bundled where they are used together.

On a slow network each file requested by another one adds a delay, so the search page and the search box have one script
each, which pages can preload.  Only comment lines, JSDoc and indentation are removed; the commented scripts are in the
project's sources.
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
#: Published file → its parts in the order in which they run; the search parts are not published separately.
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
    """Write the scripts into the static folder of the output, before Sphinx computes their digests for pages."""
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
    """Return the content of every script by its name relative to the static folder."""
    return {name: "".join(map(_strip, parts)).encode() for name, parts in _list_scripts()}


def _list_scripts() -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from _BUNDLES.items()
    for path in sorted(_SOURCES.rglob("*.js")):
        name = path.relative_to(_SOURCES).as_posix()
        if not name.startswith(f"{_SEARCH}/search-"):
            yield name, (name,)


def _strip(name: str) -> str:
    """Return a script without JSDoc, comments on their own lines, blank lines and indentation."""
    lines = _JSDOC.sub("", (_SOURCES / name).read_text(encoding="utf-8")).split("\n")
    return "".join(f"{words}\n" for line in lines if (words := line.strip()) and not words.startswith("//"))
