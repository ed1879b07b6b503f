"""The guides of the package: their text and their rendering."""

import re

import pytest

from fatiao.sphinx_ext.page.guides import GUIDES
from tests.support.paths import ROOT

FOLDER = ROOT / "conv/fatiao/sphinx_ext/guides"
PROSE = sorted([*FOLDER.glob("*.md"), *(ROOT / "docs/guide").glob("*.md"), ROOT / "docs/index.md"])
#: A browser shows a line break between two Chinese characters as a blank.
WRAPPED = re.compile(r"[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e]\n[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e]")


def test_each_guide_is_a_file():
    assert {path.stem for path in FOLDER.glob("*.md")} == set(GUIDES)


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_line_of_chinese_prose_is_wrapped(path):
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert WRAPPED.findall(text) == []
