"""Parsing of the output of a build, and builds in warm processes."""

import os

import pytest

from fatiao.diagnostics import FatiaoError
from fatiao.serving.builds import Told, build, read_findings, start_builds

SAID = """corpus/some-law/2020-01-01.txt:3:1: warning[item-gap] x
corpus/some-law/law.toml:1:1: error[bad-toml] y
corpus/works.toml:23:1: error[bad-toml] z: 1
corpus/some-law/law.toml:9:1: info[unverified] quiet
/srv/docs/index.md:4: WARNING: unknown document
reading: 100%
fatiao: 2 errors; nothing was built
"""


def test_findings_are_told_with_the_pages_that_they_concern():
    lines = SAID.splitlines()
    assert read_findings(SAID, "corpus") == (
        Told("laws/some-law/", "warning", lines[0]),
        Told("laws/some-law/", "error", lines[1]),
        Told("", "error", lines[2]),
        Told("", "warning", lines[4]),
        Told("", "error", lines[6]),
    )


def succeed():
    print("5 laws, 9 articles; 1 files written")
    return 0


def refuse():
    raise FatiaoError("cannot\x1b read")


def fail():
    raise ValueError("no\nsuch thing")


def leave():
    raise SystemExit("enough")


def die():
    os._exit(9)


@pytest.mark.parametrize(
    ("run", "code", "summary"),
    [
        (succeed, 0, "5 laws, 9 articles; 1 files written"),
        (refuse, 2, "fatiao: cannot"),
        (fail, 2, "fatiao: error in the build: ValueError: no such thing"),
        (leave, 2, "fatiao: error in the build: SystemExit: enough"),
        (die, 2, "fatiao: the build process was killed, perhaps for lack of memory"),
    ],
)
def test_a_build_ends_with_a_code_and_a_summary_whatever_becomes_of_it(run, code, summary):
    outcome = build(start_builds(), run, "corpus")
    assert outcome.code == code
    assert outcome.summary.startswith(summary)
    assert "\x1b" not in outcome.summary
