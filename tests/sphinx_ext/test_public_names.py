"""Nothing of ours uses a private name of Sphinx, docutils, MyST or furo, or replaces a class of theirs."""

import ast

import pytest

from tests.support.paths import ROOT

THEIRS = ("sphinx", "docutils", "myst_parser", "furo")
MODULES = sorted(
    path
    for path in (ROOT / "conv").rglob("*.py")
    if any(f"import {name}" in (text := path.read_text(encoding="utf-8")) or f"from {name}" in text for name in THEIRS)
)


def is_private(name):
    return name.startswith("_") and not (name.startswith("__") and name.endswith("__"))


def own_names(tree):
    """Private names that a module gives itself, its classes or what it makes."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}:
            found.add(node.attr)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_private_names_are_our_own(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    own = own_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(THEIRS):
            parts = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
            assert not any(map(is_private, parts)), ast.unparse(node)
        elif isinstance(node, ast.Attribute) and is_private(node.attr):
            of_self = isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}
            assert of_self or node.attr in own, ast.unparse(node)


def test_no_builder_of_sphinx_is_replaced():
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert "override=True" not in text
        assert "add_builder" not in text


def test_the_garbage_collector_is_set_by_our_own_command_alone():
    for path in (ROOT / "conv").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "collector_paused" in text or "collect_seldom" in text or "import gc" in text:
            assert path.parent.name in {"rebuild", "commands", "sharding"} or path.name in {
                "cli.py",
                "application.py",
            }, path
