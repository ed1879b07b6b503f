"""The manifest beside the built pages, written after all other files."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from fatiao.files import write_through
from fatiao.manifest import NAME, make_manifest
from fatiao.sphinx_ext.generation import site_of

#: Priority after the theme and every other extension, which may write files when the build is finished.
LAST = 1000


def write_manifest(app: Sphinx, error: Exception | None) -> None:
    """Write ``manifest.json`` unless the build failed, has no corpus, or is not by an HTML builder."""
    site = site_of(app)
    if error is not None or site is None or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    out = Path(app.outdir)
    lines = make_manifest(site, Path(app.confdir, app.config.fatiao_corpus), out, again=bool(app.fresh_env_used))
    write_through(out / NAME, lambda file: file.writelines(line.encode() for line in lines))
