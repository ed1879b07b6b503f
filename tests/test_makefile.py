"""The Makefile recovers from interruptions, and explains what is wrong with an unsuitable Python."""

import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT

#: Stands for a Python: makes environments that hold itself, logs what it is asked, and fails where a file says so.
PYTHON = """\
#!/bin/sh
echo "$*" >> log
case "$1 $2" in
"-c "*) test ! -e "$0.old" ;;
"-m venv")
  for folder; do :; done
  test "$3" = --clear && rm -rf "$folder"
  mkdir -p "$folder/bin" && cp "$0" "$folder/bin/python" && cp "$0" "$folder/bin/fatiao" ;;
"-m pip") test ! -e "$0.no-pip" && { test ! -e no-network || test "$3" = --version; } ;;
esac
"""

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="there is no make")


@pytest.fixture
def checkout(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements").mkdir()
    for name in ("requirements/site.txt", "pyproject.toml"):
        (tmp_path / name).touch()
    (tmp_path / "python").write_text(PYTHON)
    (tmp_path / "python").chmod(0o755)
    return tmp_path


def make(folder, *words):
    """Run make; return the exit code, stderr, and the calls of Python."""
    (folder / "log").unlink(missing_ok=True)
    command = ["make", "--no-print-directory", "PYTHON=./python", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr, (folder / "log").read_text()


def test_an_environment_is_made_once(checkout):
    code, _, log = make(checkout, "site")
    assert (code, log.count("-m venv")) == (0, 1)
    code, _, log = make(checkout, "site")
    assert (code, "venv" in log, "pip" in log) == (0, False, False)


@pytest.mark.parametrize("left", ["bin/python.no-pip", "bin/python.old", ".unfinished"])
def test_an_incomplete_environment_is_recreated(checkout, left):
    make(checkout, "site")
    (checkout / ".venv/.site.stamp").unlink()
    (checkout / ".venv" / left).touch()
    code, _, log = make(checkout, "site")
    assert (code, log.count("-m venv --clear")) == (0, 1)
    assert not (checkout / ".venv" / left).exists()


def test_a_failed_installation_is_repeated(checkout):
    (checkout / "no-network").touch()
    assert make(checkout, "site")[0] == 2
    (checkout / "no-network").unlink()
    code, _, log = make(checkout, "site")
    assert (code, log.count("-m venv --clear")) == (0, 1)


@pytest.mark.parametrize("goal", ["site", "clean"])
def test_an_unsuitable_python_is_named_in_one_line(checkout, goal):
    (checkout / "python.old").touch()
    code, said, _ = make(checkout, goal)
    assert code == 2
    assert said.splitlines()[0] == (
        f"Fatiao needs Python 3.11 or newer, and ./python is not: make PYTHON=python3.12 {goal}"
    )
    assert not (checkout / ".venv").exists()


def test_clean_keeps_hand_written_files(checkout):
    shutil.copytree(ROOT / "conv", checkout / "conv", ignore=shutil.ignore_patterns("__pycache__"))
    (checkout / "docs/laws").mkdir(parents=True)
    (checkout / "docs/laws/mine.pdf").touch()
    command = ["make", f"PYTHON={sys.executable}", "clean"]
    refused = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "laws/mine.pdf: not generated" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert (checkout / "docs/laws/mine.pdf").exists()
    (checkout / "docs/laws/mine.pdf").unlink()
    assert subprocess.run(command, cwd=checkout, capture_output=True, check=False).returncode == 0
