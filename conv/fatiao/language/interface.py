"""The words of the interface: said in Chinese, and put into another language where they are shown.

Pages are composed in no language in particular: ``say`` keeps the pattern and the values of a message, whose text is
its Chinese.  Who shows a page has an ``Interface``, a frozen value that is handed down, and asks it for the words.
What was not said is the text of a law or of an editor, and stays.  Nothing here knows Sphinx or a catalogue's file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

#: BCP 47 for the language of the texts, where a page is in another.
TEXT_LANGUAGE = "zh-CN"
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class Message(str):
    """Words of the interface in Chinese, which know the pattern and the values that they are made of."""

    __slots__ = ("pattern", "values")
    pattern: str
    values: tuple[tuple[str, Any], ...]


def say(pattern: str, /, **values: Any) -> Message:
    """Return a message; its pattern is what catalogues translate, with the names of the values in braces."""
    message = Message(pattern.format(**values) if values else pattern)
    message.pattern, message.values = pattern, tuple(values.items())
    return message


def is_chinese(words: str) -> bool:
    """Return whether words hold a Chinese character."""
    return _HAN.search(words) is not None


@dataclass(frozen=True, slots=True)
class Interface:
    """A language for the interface, as Sphinx names it (``zh_CN``, ``en``), and what translates a pattern into it."""

    language: str
    _translate: Callable[[str], str] = field(repr=False, compare=False)

    @property
    def is_chinese(self) -> bool:
        """Whether the interface is in the language of the texts, so that nothing is translated or marked."""
        return self.language.partition("_")[0].lower() == "zh"

    def pieces(self, words: str) -> Iterator[tuple[str, bool]]:
        """Yield words for a reader in pieces, each with whether it is Chinese on a page in another language."""
        if self.is_chinese:
            yield str(words), False
        elif isinstance(words, Message):
            yield from self._fill(words)
        elif words:
            yield words, is_chinese(words)

    def words(self, words: str) -> str:
        """Return words for a reader, as plain text."""
        return str(words) if self.is_chinese else "".join(piece for piece, _ in self.pieces(words))

    def say(self, pattern: str, /, **values: Any) -> str:
        """Return a message for a reader, as plain text: for templates."""
        return self.words(say(pattern, **values))

    @property
    def text_mark(self) -> str:
        """Return the attribute of an element that holds the text of a law or an editor; empty where all is Chinese."""
        return "" if self.is_chinese else f' lang="{TEXT_LANGUAGE}"'

    def is_foreign(self, words: str) -> bool:
        """Return whether words are the text of a law or an editor on a page in another language."""
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


#: The interface in the language that it is written in.
CHINESE = Interface("zh_CN", str)
