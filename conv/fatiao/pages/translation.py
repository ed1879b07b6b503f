"""Translation of a page's messages into plain text, for a backend that does not translate them itself."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from fatiao.language.interface import Interface, Message
from fatiao.pages.blocks import Page

_Value = TypeVar("_Value")


def translate_page(page: Page, interface: Interface) -> Page:
    """Return the page with every message in the language of the interface."""
    return page if interface.is_chinese else translate(page, interface)


def translate(value: _Value, interface: Interface) -> _Value:
    """Return a value of a page, or a tuple of values, with messages translated; the same object if it has none."""
    changed: Any = value
    if isinstance(value, Message):
        changed = interface.words(value)
    elif isinstance(value, tuple):
        parts = tuple(translate(part, interface) for part in value)
        changed = value if all(a is b for a, b in zip(parts, value, strict=True)) else parts
    elif is_dataclass(value) and not isinstance(value, type):
        given = {part.name: getattr(value, part.name) for part in fields(value)}
        made = {name: new for name, old in given.items() if (new := translate(old, interface)) is not old}
        changed = replace(value, **made) if made else value
    found: _Value = changed
    return found
