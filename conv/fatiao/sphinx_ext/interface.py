"""The language of a build's interface: ``language`` of ``conf.py``, with message catalogues as in Sphinx."""

from __future__ import annotations

import ast
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import get_translation

from fatiao.language.interface import Interface

#: The name of the message catalogue: ``locale/<language>/LC_MESSAGES/fatiao.mo``.
CATALOGUE = "fatiao"
#: BCP 47 tags for Sphinx's language codes: the script subtag matters to fonts and screen readers.
TAGS = {"zh_CN": "zh-Hans-CN"}
#: The language of a project that sets none.
DEFAULT = "zh_CN"
_LOCALE = Path(__file__).parents[1] / "locale"
_translate = get_translation(CATALOGUE)


def set_default_language(app: Sphinx, config: Config) -> None:
    """Make Chinese the language of a project that sets none, since Sphinx's default is English.

    The names in ``conf.py`` determine whether it sets one, since Sphinx does not distinguish a default from an equal
    value that is set.
    """
    if "language" in config.overrides or _names_language(Path(app.confdir, "conf.py")):
        return
    config.language = DEFAULT


def _names_language(settings: Path) -> bool:
    """Return True if a ``conf.py`` assigns or imports ``language``, or imports all names of a module."""
    if not settings.is_file():
        return False
    for node in ast.walk(ast.parse(settings.read_bytes())):
        if isinstance(node, ast.Name) and node.id == "language" and isinstance(node.ctx, ast.Store):
            return True
        if isinstance(node, ast.alias) and (node.asname or node.name) in ("language", "*"):
            return True
    return False


def add_catalogue(app: Sphinx) -> None:
    """Register the message catalogue with Sphinx."""
    app.add_message_catalog(CATALOGUE, _LOCALE)


def messages_script(config: Config) -> Path | None:
    """Return the script with the messages of scripts in the project's language; None if there is no translation."""
    language = str(config.language)
    for name in (language, language.partition("_")[0]):
        path = _LOCALE / name / "LC_MESSAGES" / "fatiao-messages.js"
        if path.is_file():
            return path
    return None


def interface_of(app: Sphinx) -> Interface:
    """Return the interface of this build."""
    return interface_from(app.config)


def interface_from(config: Config) -> Interface:
    """Return the interface for the settings of a project."""
    return Interface(str(config.language), _translate)
