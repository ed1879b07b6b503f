"""Run Sphinx in the process of the test, for tests that patch or observe the build."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils


def build_in_process(folder: Path, builder: str, output: str, settings: dict[str, Any]) -> Path:
    """Build ``folder/docs`` with the corpus ``folder/corpus`` into ``folder/<output>``; return the output folder."""
    docs, overrides = folder / "docs", {"fatiao_corpus": str(folder / "corpus"), **settings}
    with patch_docutils(str(docs)), docutils_namespace():
        places = (docs, docs, folder / output, folder / f"doctrees-{output}")
        Sphinx(*places, builder, overrides, status=None, warning=None, freshenv=True).build()
    return folder / output
