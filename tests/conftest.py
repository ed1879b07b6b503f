"""Fixtures: the built site, once for all workers; and how hypothesis works here."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings
from sphinx.application import Sphinx

# No deadline: how long an example takes says more of what else the machine does than of our code.
settings.register_profile("desk", deadline=None)
# What is drawn anew finds faults at a desk; what lands is judged by the same texts every time.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "desk")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the whole site, built from the repository's own corpus as ``make site`` builds it; only read it.

    The worker that asks first builds it, and the others wait: a lock on the folder that the workers of a run share.
    """
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared-site"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "built").exists():
            _build_site(tmp_path_factory.mktemp("docs") / "docs", shared / "site" / "html")
            (shared / "built").touch()
    return shared / "site" / "html"


def _build_site(docs: Path, out: Path) -> None:
    copy_docs(docs)
    command = [sys.executable, "-m", "fatiao", "build", "--corpus", ROOT / "corpus", "--docs", docs, "--output", out]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr, done.stderr


def make_app(folder: Path, corpus: Path) -> Sphinx:
    """An application that builds ``folder/docs`` into ``folder/html``, in this process and saying nothing."""
    out, doctrees = folder / "html", folder / "doctrees"
    docs, overrides = folder / "docs", {"fatiao_corpus": str(corpus)}
    return Sphinx(docs, docs, out, doctrees, "html", overrides, status=None, warning=None, freshenv=True)


def copy_docs(target: Path) -> None:
    """The hand-written part of the documentation folder, so that a test does not write into the checkout."""
    generated = shutil.ignore_patterns(
        "laws", "terms", "lists", "glossary", "glossary.md", "cited", "cited.md", ".fatiao-generated"
    )
    shutil.copytree(ROOT / "docs", target, ignore=generated)
