"""Fixtures: the built site, once per session, and a browser where there is one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings
from sphinx.application import Sphinx

# What is drawn anew finds faults at a desk; what lands is judged by the same texts every time.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI") == "true":
    settings.load_profile("ci")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the whole site, built from the repository's own corpus as ``make site`` builds it."""
    out = tmp_path_factory.mktemp("site") / "html"
    docs = tmp_path_factory.mktemp("docs") / "docs"
    copy_docs(docs)
    command = [sys.executable, "-m", "conv", "build", "--corpus", ROOT / "corpus", "--docs", docs, "--output", out]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr, done.stderr
    return out


def make_app(folder: Path, corpus: Path) -> Sphinx:
    """An application that builds ``folder/docs`` into ``folder/html``, in this process and saying nothing."""
    out, doctrees = folder / "html", folder / "doctrees"
    docs, overrides = folder / "docs", {"fatiao_corpus": str(corpus)}
    return Sphinx(docs, docs, out, doctrees, "html", overrides, status=None, warning=None, freshenv=True)


def copy_docs(target: Path) -> None:
    """The hand-written part of the documentation folder, so that a test does not write into the checkout."""
    import shutil

    generated = shutil.ignore_patterns("laws", "terms", "lists", "glossary", "glossary.md", "cited", "cited.md")
    shutil.copytree(ROOT / "docs", target, ignore=generated)
