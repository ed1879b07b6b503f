"""Hold the site's scripts to their types, their lint and their unit tests, where Node.js has what these need."""

import shutil
import subprocess

import pytest

from tests.support.paths import ROOT

FOLDER = ROOT / "scripts" / "javascript"


@pytest.mark.parametrize("script", ["types", "lint", "test"])
def test_scripts_pass(script):
    if shutil.which("npm") is None or not (FOLDER / "node_modules").is_dir():
        pytest.skip("the checks of scripts are not installed: make scripts")
    done = subprocess.run(
        ["npm", "run", "--silent", script], cwd=FOLDER, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
