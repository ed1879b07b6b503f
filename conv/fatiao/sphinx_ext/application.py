"""Sphinx as our own command runs it: with a corpus that has been converted already."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.console import nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from fatiao.progress import Status
from fatiao.rebuild.garbage import collect_seldom, collector_paused
from fatiao.sphinx_ext.generation import Converted
from fatiao.sphinx_ext.shared_frames import can_share


class SiteApplication(Sphinx):
    """Sphinx with a corpus that has been converted already."""

    def __init__(self, converted: Converted | None, **settings: Any) -> None:
        """Take what was converted before the extension asks for it."""
        self.fatiao_converted = converted
        super().__init__(**settings)


def run_sphinx(
    docs: Path,
    staging: Path,
    overrides: dict[str, str],
    jobs: int,
    fresh: bool,
    status: Status,
    warnings: io.StringIO,
    converted: Converted | None,
) -> bool:
    """Build the documentation folder with the html builder; raises SphinxError and OSError as Sphinx does.

    Returns whether nobody but us writes to the pages of laws and terms.
    """
    nocolor()
    with patch_docutils(str(docs)), docutils_namespace():
        app = _open_sphinx(docs, staging, overrides, status, warnings, converted, freshenv=fresh, parallel=jobs)
        with collect_seldom():
            app.build()
    sys.stdout.flush()
    return can_share(app) and not app.config.html_extra_path


def prepare_sphinx(docs: Path, folder: Path, overrides: dict[str, str], converted: Converted) -> Sphinx:
    """Return Sphinx with the documents of the project built below a folder, where it may render more pages.

    ``converted`` is partial.  What Sphinx warns of, the build in the other process tells.  Raises as ``run_sphinx``.
    """
    nocolor()
    with patch_docutils(str(docs)), docutils_namespace():
        app = _open_sphinx(docs, folder, overrides, None, io.StringIO(), converted)
        with collect_seldom():
            app.build()
    return app


def _open_sphinx(
    docs: Path,
    folder: Path,
    overrides: dict[str, str],
    status: Status | None,
    warnings: io.StringIO,
    converted: Converted | None,
    **settings: Any,
) -> SiteApplication:
    with collector_paused():  # it loads the environment of the last build
        return SiteApplication(
            converted,
            srcdir=docs,
            confdir=docs,
            outdir=folder / "html",
            doctreedir=folder / "doctrees",
            buildername="html",
            confoverrides=overrides,
            status=status,  # a write-only text stream is all that Sphinx uses
            warning=warnings,
            **settings,
        )
