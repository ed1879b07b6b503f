"""The house: which module may import which, and that the documents keep up with the code."""

import ast
import re
from pathlib import Path

import pytest
from fatiao.diagnostics import CODES

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "conv").rglob("*.py"))
STAGES = {"reading", "linking", "search", "writing", "exports"}
# rank: a module imports only what ranks lower; the stages are of one rank and do not import each other
RANKS = {"model": 0, "numerals": 1, "heap": 1, "progress": 1, "readings": 1, "ids": 2, "diagnostics": 2, "site": 3}
RANKS |= {"tabular": 1, "language": 1.5, "corpus": 4, "permalinks": 4}
RANKS |= dict.fromkeys(STAGES, 5) | {"binding": 6, "glossary": 7, "provenance": 7, "manifest": 7, "pipeline": 8}
RANKS |= {
    "accepting": 9,
    "published": 8,
    "parsing": 9,
    "checking": 9,
    "sphinx_ext": 9,
    "unchanged": 8,
    "codec": 6,
    "memory": 7,
    "publishing": 8,
    "building": 10,
    "bundle": 11,
    "cli": 12,
    "__main__": 13,
}


def room_of(path: Path) -> str:
    return path.relative_to(ROOT / "conv").parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("conv."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.ImportFrom) and node.module == "conv":
            found |= {alias.name for alias in node.names if alias.name in RANKS}
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("conv.")}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_one_way(path):
    room = room_of(path)
    if room == "__init__":
        return
    assert room in RANKS, f"{room} has no place in the house"
    for other in imports_of(path) - {room}:
        assert RANKS[other] < RANKS[room], f"{room} may not import {other}"


def test_only_the_extension_and_the_builder_import_sphinx():
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        if room_of(path) not in {"sphinx_ext", "building"}:
            assert not re.search(r"^(?:from|import) (?:sphinx|docutils|myst_parser)\b", text, re.M), path


def test_every_code_is_explained():
    text = (ROOT / "docs/dev/diagnostics.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^### `([a-z-]+)`$", text, re.M))
    assert explained == set(CODES)


def test_tracked_files_name_no_index_and_no_machine():
    hosts = re.compile(
        r"(?i)pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org|index-url|/work/|/root/|file:///(?!…)(?=\w)"
    )
    folders = ("conv", "docs", "tests", "requirements", "benches", ".ci")
    suffixes = {".py", ".md", ".txt", ".toml", ".js", ".css", ".html", ".json", ""}
    for path in [p for f in folders for p in (ROOT / f).rglob("*") if p.is_file() and p.suffix in suffixes]:
        if "laws" in path.parts or path == Path(__file__) or "__pycache__" in path.parts:
            continue
        found = hosts.search(path.read_text(encoding="utf-8", errors="replace"))
        assert not found, f"{path}: {found.group()}"
