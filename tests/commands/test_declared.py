"""Declarations of commands: each has a module, a line of help, and an example that its parser accepts."""

import argparse
import importlib
import pkgutil
import re
import shlex
import subprocess
import sys

import pytest

from fatiao import commands
from fatiao.cli import main


def declaring_modules():
    names = [module.name for module in pkgutil.iter_modules(commands.__path__)]
    modules = [importlib.import_module(f"fatiao.commands.{name}") for name in names]
    return {module.__name__.rpartition(".")[2]: module for module in modules if hasattr(module, "declare")}


@pytest.fixture(params=sorted(declaring_modules()))
def declared(request):
    """Give the name of a command, the parser of all, and its own."""
    parser = argparse.ArgumentParser(prog="fatiao")
    subparsers = parser.add_subparsers()
    declaring_modules()[request.param].declare(subparsers)
    return request.param, parser, subparsers.choices


def test_a_command_is_named_like_its_module_and_says_what_it_does(declared):
    name, _, choices = declared
    assert list(choices) == [name]
    assert choices[name].description.endswith(".")


def test_the_example_of_a_command_is_one_that_its_parser_takes(declared):
    name, parser, choices = declared
    (example,) = re.findall(r"Example: fatiao (.+)", choices[name].epilog)
    words = shlex.split(example)
    words = words[: words.index(">")] if ">" in words else words
    assert callable(parser.parse_args(words).run)


def test_a_command_explains_its_exit_codes_and_keeps_its_example_on_one_line(declared):
    name, _, choices = declared
    assert re.fullmatch(rf"Exit codes: 0 .+\.\nExample: fatiao {name} .+", choices[name].epilog)


def test_every_option_is_explained_with_its_default(declared):
    name, _, choices = declared
    for action in choices[name]._actions:
        assert action.help, action.dest
        told = str(action.default)
        if action.default not in (None, False, "", [], argparse.SUPPRESS) and action.dest != "shard":
            assert f"(default: {told}" in action.help, action.dest
        elif action.option_strings and action.nargs != 0 and not action.required:
            assert "default: " in action.help, action.dest


def test_help_can_be_copied_from_a_narrow_terminal(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    with pytest.raises(SystemExit):
        main(["remove", "--help"])
    shown = capsys.readouterr().out
    assert "\nExample: fatiao remove xj-pingan-regulations --reason 与另一文本重复 --dry-run\n" in shown
    assert "only with --force.\n" in shown


def test_the_command_knows_every_module_that_declares_one():
    done = subprocess.run([sys.executable, "-m", "fatiao", "--help"], capture_output=True, text=True, check=True)
    listed = set(re.findall(r"^ {4}([a-z]+)\b", done.stdout, re.M))
    assert listed == set(declaring_modules())


def test_the_command_starts_without_sphinx():
    code = "import sys, fatiao.cli; print(sorted({m.partition('.')[0] for m in sys.modules} & {'sphinx', 'docutils'}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
