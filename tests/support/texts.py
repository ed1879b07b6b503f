"""The project of ``roots/texts``, a made-up law in three versions, built with warnings as errors."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.paths import TESTS

ROOT_OF_TEXTS = TESTS / "roots" / "texts"
WORK = "cn-example-reservoir"
DATES = ("2015-03-02", "2019-06-06", "2024-03-04")
BASE = "https://example.org/"


def build_texts(folder: Path) -> Path:
    """Build the project with ``-W`` and return the folder of its pages; fail on any output."""
    shutil.copytree(ROOT_OF_TEXTS, folder / "docs")
    out = folder / "html"
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-D", f"html_baseurl={BASE}"]
    done = subprocess.run([*command, str(folder / "docs"), str(out)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return out
