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


def test_the_command_knows_every_module_that_declares_one():
    done = subprocess.run([sys.executable, "-m", "fatiao", "--help"], capture_output=True, text=True, check=True)
    listed = set(re.findall(r"^ {4}([a-z]+)\b", done.stdout, re.M))
    assert listed == set(declaring_modules())


def test_the_command_starts_without_sphinx():
    code = "import sys, fatiao.cli; print(sorted({m.partition('.')[0] for m in sys.modules} & {'sphinx', 'docutils'}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
