"""The language of a build's interface: ``language`` of ``conf.py``, with our catalogues in the way that Sphinx has."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import get_translation

from fatiao.language.interface import Interface

#: The name of our catalogue: ``locale/<language>/LC_MESSAGES/fatiao.mo``.
CATALOGUE = "fatiao"
#: BCP 47 for what Sphinx calls a language: the script matters to fonts and screen readers.
TAGS = {"zh_CN": "zh-Hans-CN"}
_LOCALE = Path(__file__).parents[1] / "locale"
_translate = get_translation(CATALOGUE)


def add_catalogue(app: Sphinx) -> None:
    """Have Sphinx read our catalogue for the language of the project."""
    app.add_message_catalog(CATALOGUE, _LOCALE)


def interface_of(app: Sphinx) -> Interface:
    """Return the interface of this build."""
    return interface_from(app.config)


def interface_from(config: Config) -> Interface:
    """Return the interface that the settings of a project ask for."""
    return Interface(str(config.language), _translate)
