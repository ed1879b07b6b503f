"""The scripts' JSDoc types hold: ``tsc --checkJs`` over them, where a TypeScript compiler is at hand."""

import os
import shutil
import subprocess

import pytest

from tests.support.paths import ROOT


def test_scripts_have_sound_types():
    compiler = os.environ.get("TSC") or shutil.which("tsc") or shutil.which("tsc", path=ROOT / "node_modules" / ".bin")
    if compiler is None:
        pytest.skip("no TypeScript compiler: npm install --global typescript, or set TSC")
    command = [compiler, "--project", str(ROOT / "scripts" / "search-types")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
