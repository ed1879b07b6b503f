"""Rich Text Format as tokens: control words, groups, and bytes of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from fatiao.formats.extract import FormatError

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n\0]+)|[\r\n\0]+|\\",
    re.DOTALL,
)
#: Maximum nesting depth of groups; Word nests fewer than 20.
_MAX_DEPTH = 500


class Token(NamedTuple):
    """A token: a control ``word`` with its number, or ``text`` as bytes; ``{`` and ``}`` count as words."""

    word: str
    number: int | None = None
    text: bytes = b""


def tokenize(data: bytes) -> Iterator[Token]:
    """Yield the tokens of a document, skipping binary data; raise FormatError if its groups are nested too deeply."""
    at = depth = 0
    while at < len(data):
        match = _TOKEN.match(data, at)
        if match is None:  # impossible: every byte begins a token
            return
        at = match.end()
        word, number, code, sign, brace, text = match.groups()
        if word is not None:
            token = Token(word.decode("ascii"), None if number is None else int(number))
            if token.word == "bin":
                at += max(0, token.number or 0)
            else:
                yield token
        elif code is not None:
            yield Token("", text=bytes([int(code, 16)]))
        elif sign is not None:
            yield Token("par" if sign in b"\r\n" else sign.decode("latin-1"))
        elif brace is not None:
            depth += 1 if brace == b"{" else -1
            if depth > _MAX_DEPTH:
                raise FormatError(f"the file has more than {_MAX_DEPTH} groups inside one another")
            yield Token(brace.decode("ascii"))
        elif text is not None:
            yield Token("", text=text)
