"""The Sphinx application that the ``fatiao`` command runs, with a corpus that is already converted."""

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
    """A Sphinx application with a corpus that is already converted."""

    def __init__(self, converted: Converted | None, **settings: Any) -> None:
        """Store ``converted`` before Sphinx loads the extension, which reads it."""
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

    Returns True if no other extension or setting can alter the pages of laws and terms.
    """
    nocolor()
    with patch_docutils(str(docs)), docutils_namespace():
        app = _open_sphinx(docs, staging, overrides, status, warnings, converted, freshenv=fresh, parallel=jobs)
        with collect_seldom():
            app.build()
    sys.stdout.flush()
    return can_share(app) and not app.config.html_extra_path


def prepare_sphinx(docs: Path, folder: Path, overrides: dict[str, str], converted: Converted) -> Sphinx:
    """Build the documents of the project below a folder, and return the application, which can render further pages.

    ``converted`` is partial.  Warnings are discarded, since the build in the other process reports them.  Raises the
    errors of ``run_sphinx``.
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
    with collector_paused():  # Sphinx loads the environment of the last build
        return SiteApplication(
            converted,
            srcdir=docs,
            confdir=docs,
            outdir=folder / "html",
            doctreedir=folder / "doctrees",
            buildername="html",
            confoverrides=overrides,
            status=status,  # Sphinx only writes to the stream
            warning=warnings,
            **settings,
        )
