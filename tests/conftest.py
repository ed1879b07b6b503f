"""The fixture of the built site, shared by all workers, and the profiles of Hypothesis."""

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

# No deadline: the time of an example depends more on the load of the machine than on our code.
settings.register_profile("desk", deadline=None)
# Local runs draw new examples, which finds faults; continuous integration judges every change by the same examples.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "desk")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Return the folder of the whole site, built like ``make site`` from the repository's corpus; tests only read it.

    The first worker that needs it builds it, while the others wait for a lock in the folder that all workers share.
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
    """Return a silent Sphinx application that builds ``folder/docs`` into ``folder/html`` in this process."""
    out, doctrees = folder / "html", folder / "doctrees"
    docs, overrides = folder / "docs", {"fatiao_corpus": str(corpus)}
    return Sphinx(docs, docs, out, doctrees, "html", overrides, status=None, warning=None, freshenv=True)


def copy_docs(target: Path) -> None:
    """Copy the hand-written documents to ``target``, so that a test does not write into the checkout."""
    generated = shutil.ignore_patterns(
        "laws", "terms", "lists", "glossary", "glossary.md", "cited", "cited.md", ".fatiao-generated"
    )
    shutil.copytree(ROOT / "docs", target, ignore=generated)
