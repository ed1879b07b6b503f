"""The catalogues hold every word that the interface says, and their compiled forms are up to date."""

import importlib.util
import re
from string import Formatter

import pytest
from babel.messages.mofile import read_mo

from tests.support.paths import ROOT

spec = importlib.util.spec_from_file_location("catalogue", ROOT / "scripts/catalogue.py")
catalogue = importlib.util.module_from_spec(spec)
spec.loader.exec_module(catalogue)

HAN = re.compile("[\u3400-\u9fff]")
MESSAGES = dict(catalogue.collect_messages())
SAID_BY_SCRIPTS = {message for message, file in catalogue.collect_messages() if file.endswith(".js")}
LANGUAGES = sorted(path.name for path in catalogue.LOCALE.iterdir())


def fields(pattern):
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}


def test_every_message_has_an_english_form():
    known = catalogue.read_catalogue(catalogue.path_of("en"))
    forms = {message: entry.string if (entry := known.get(message)) else "" for message in MESSAGES}
    assert [message for message, form in forms.items() if not form or HAN.search(form)] == []
    assert {m: f for m, f in forms.items() if fields(m) != fields(f)} == {}


def test_every_message_of_a_script_is_collected():
    said = re.compile(r"""\bsay\(\s*["'](.+?)["']\s*[,)]""")
    for path in (catalogue.PACKAGE / "sphinx_ext/scripts").rglob("*.js"):
        missing = set(said.findall(path.read_text(encoding="utf-8"))) - SAID_BY_SCRIPTS
        assert not missing, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_nothing_else_and_is_compiled(language):
    path = catalogue.path_of(language)
    assert path.read_bytes() == catalogue.emit_po(catalogue.update(language))
    assert path.with_name(catalogue.MESSAGES).read_bytes() == catalogue.emit_script(catalogue.read_catalogue(path))
    with path.with_suffix(".mo").open("rb") as file:
        compiled = {message.id: message.string for message in read_mo(file) if message.id}
    assert compiled == {message.id: message.string for message in catalogue.read_catalogue(path) if message.id}
