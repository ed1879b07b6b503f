"""Hold documents and configuration to the code: the import contract, the codes, what no tracked file may name."""

import ast
import re
import tomllib

import pytest

from fatiao.diagnostics import CODES
from tests.support.paths import ROOT

PACKAGE = ROOT / "conv" / "fatiao"
#: Longer modules are split by subject.
LONGEST_MODULE = 400


def layers_of_the_document() -> list[set[str]]:
    """Return the rooms of each layer as the table in architecture.md lists them, the highest first."""
    text = (ROOT / "docs/dev/architecture.md").read_text(encoding="utf-8")
    layers: dict[str, set[str]] = {}
    for layer, rooms in re.findall(r"^\| (\d+) \| (.*?) \|", text, re.M):
        layers.setdefault(layer, set()).update(re.findall(r"`(\w+)(?:\.py|/)`", rooms))
    return [layers[layer] for layer in sorted(layers, key=int, reverse=True)]


def layers_of_the_contract() -> list[set[str]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = settings["tool"]["importlinter"]["contracts"][0]
    return [{room.strip().removeprefix("fatiao.") for room in row.split("|")} for row in contract["layers"]]


def test_the_table_of_rooms_is_the_import_contract():
    assert layers_of_the_document() == layers_of_the_contract()


def test_every_room_is_in_the_table():
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert rooms - {"__init__"} == set().union(*layers_of_the_document())


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_module_is_too_long(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def test_a_class_name_stands_for_one_class():
    """Private names too: whoever searches for a name finds one class."""
    places: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(str(path.relative_to(PACKAGE)))
    assert {name: files for name, files in places.items() if len(files) > 1} == {}


#: The HTML backend replaces what HTML cannot hold, frames ask what a template would escape.
_OTHER_ESCAPES = {"pages/html.py", "sphinx_ext/shared_frames.py"}


def test_markup_is_escaped_in_one_place():
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(r"^\s*from html import|html\.escape", path.read_text(encoding="utf-8"), re.M)
    }
    assert found <= _OTHER_ESCAPES


def test_every_module_says_what_it_owns():
    silent = [p for p in PACKAGE.rglob("*.py") if not re.match(r'r?"""\S', p.read_text(encoding="utf-8"))]
    assert silent == []


def test_every_code_is_explained():
    text = (ROOT / "docs/dev/diagnostics.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^### `([a-z-]+)`$", text, re.M))
    assert explained == set(CODES)


def test_tracked_files_name_no_index_and_no_machine():
    hosts = re.compile(
        r"(?i)pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org|index-url|/work/|/root/|file:///(?!…)(?=\w)"
    )
    folders = ("conv", "docs", "tests", "requirements", "benches", ".ci", ".github")
    suffixes = {".py", ".md", ".txt", ".toml", ".js", ".css", ".html", ".json", ".yml", ""}
    for path in [p for f in folders for p in (ROOT / f).rglob("*") if p.is_file() and p.suffix in suffixes]:
        if "laws" in path.parts or path.name == "test_house.py" or "__pycache__" in path.parts:
            continue
        found = hosts.search(path.read_text(encoding="utf-8", errors="replace"))
        assert not found, f"{path}: {found.group()}"


def test_every_page_for_developers_is_in_their_contents():
    folder = ROOT / "docs" / "dev"
    contents = set((folder / "index.md").read_text(encoding="utf-8").split("```")[1].split())
    assert {path.stem for path in folder.glob("*.md")} - {"index"} <= contents
