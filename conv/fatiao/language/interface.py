"""Interface messages: written in Chinese, and translated when they are shown.

Pages are composed independently of the language: ``say`` returns a ``Message``, a string in Chinese that keeps its
pattern and values.  The code that renders a page receives an ``Interface``, a frozen value, which translates messages.
Any other string is the text of a law or of an editor and is not translated.  This module knows neither Sphinx nor
catalogue files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

#: The BCP 47 tag for the language of the texts, used on pages in another language.
TEXT_LANGUAGE = "zh-CN"
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class Message(str):
    """An interface message in Chinese, with the pattern and the values that it was formatted from."""

    __slots__ = ("pattern", "values")
    pattern: str
    values: tuple[tuple[str, Any], ...]


def say(pattern: str, /, **values: Any) -> Message:
    """Return a message; ``pattern``, with the names of the values in braces, is the key in the catalogues."""
    message = Message(pattern.format(**values) if values else pattern)
    message.pattern, message.values = pattern, tuple(values.items())
    return message


def is_chinese(words: str) -> bool:
    """Return True if ``words`` contains a Chinese character."""
    return _HAN.search(words) is not None


@dataclass(frozen=True, slots=True)
class Interface:
    """The language of the interface, as Sphinx names it (``zh_CN``, ``en``), and its translation function."""

    language: str
    _translate: Callable[[str], str] = field(repr=False, compare=False)

    @property
    def is_chinese(self) -> bool:
        """True if the interface is in the language of the texts, so that nothing is translated or marked."""
        return self.language.partition("_")[0].lower() == "zh"

    def pieces(self, words: str) -> Iterator[tuple[str, bool]]:
        """Yield ``words``, translated if they are a message, in pieces.

        Each piece comes with True if it is Chinese on a page in another language.
        """
        if self.is_chinese:
            yield str(words), False
        elif isinstance(words, Message):
            yield from self._fill(words)
        elif words:
            yield words, is_chinese(words)

    def words(self, words: str) -> str:
        """Return ``words`` as plain text, translated if they are a message."""
        return str(words) if self.is_chinese else "".join(piece for piece, _ in self.pieces(words))

    def say(self, pattern: str, /, **values: Any) -> str:
        """Return a message as translated plain text, for templates."""
        return self.words(say(pattern, **values))

    @property
    def text_mark(self) -> str:
        """Return the ``lang`` attribute for the text of a law or an editor; empty if the interface is Chinese."""
        return "" if self.is_chinese else f' lang="{TEXT_LANGUAGE}"'

    def is_foreign(self, words: str) -> bool:
        """Return True if ``words`` are Chinese text of a law or an editor on a page in another language."""
        return not self.is_chinese and not isinstance(words, Message) and is_chinese(words)

    def _fill(self, message: Message) -> Iterator[tuple[str, bool]]:
        translated = self._translate(message.pattern)
        if not message.values:
            yield translated, is_chinese(translated)
            return
        values = dict(message.values)
        for literal, name, form, _ in Formatter().parse(translated):
            if literal:
                yield literal, is_chinese(literal)
            if name is not None:
                value = values[name]
                if isinstance(value, str):
                    yield from self.pieces(value)
                else:
                    yield format(value, form or ""), False


#: The interface in Chinese, without translation.
CHINESE = Interface("zh_CN", str)
