"""The guides of the package: their text and their rendering."""

import re

import pytest

from fatiao.language.interface import CHINESE, Interface
from fatiao.sphinx_ext.page.guides import GUIDES, read_guide
from tests.support.paths import ROOT

FOLDER = ROOT / "conv/fatiao/sphinx_ext/guides"
PROSE = sorted([*FOLDER.glob("*.md"), *(ROOT / "docs/guide").glob("*.md"), ROOT / "docs/index.md"])
#: A browser shows a line break between two Chinese characters as a blank.
WRAPPED = re.compile(r"[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e]\n[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e]")


def test_each_guide_is_a_file():
    for folder in (FOLDER, FOLDER / "en"):
        assert {path.stem for path in folder.glob("*.md")} == set(GUIDES)


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_says_the_same_in_english(name):
    """The same headings, tables, code and placeholders in the same order."""
    shapes = [
        re.findall(r"^#+ |^\|---.*|^```+\S*|\$[a-z]+|^\|(?= )", read_guide(name, interface), flags=re.MULTILINE)
        for interface in (CHINESE, Interface("en", str), Interface("fr", str))
    ]
    assert shapes[0] == shapes[1] == shapes[2]
    assert "The " in read_guide(name, Interface("en", str))


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_line_of_chinese_prose_is_wrapped(path):
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert WRAPPED.findall(text) == []
