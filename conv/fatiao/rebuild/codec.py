"""The encoding of values kept between builds, which are decoded without executing anything.

A value is encoded as JSON according to a shape, its declared type.  The shape comes from the code and never from the
file: a file determines strings and numbers, but not the types that are constructed from them.
"""

from __future__ import annotations

import json
from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache, partial
from itertools import starmap
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

_Turn = Callable[[Any], Any]
#: Types whose values JSON represents unchanged.
_PLAIN = (str, int, float, bool, NoneType)


class _Part(NamedTuple):
    """The conversion of a value to a JSON value and back; None where JSON represents the value unchanged."""

    pack: _Turn | None = None
    unpack: _Turn | None = None


def encode(value: object, shape: Any) -> bytes:
    """Encode a value according to ``shape``, a type or a generic type such as ``tuple[str, ...]``.

    The shape ``Any`` stands for any nesting of strings, numbers, lists and tuples.
    """
    pack = _part_of(shape).pack
    return json.dumps(pack(value) if pack else value, separators=(",", ":")).encode("ascii")


def decode(content: bytes, shape: Any) -> Any:
    """Decode a value of this shape; raises ValueError if the content is not one."""
    unpack = _part_of(shape).unpack
    try:
        value = json.loads(content)
        return unpack(value) if unpack else value
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a value of {shape}") from error


@cache
def _part_of(shape: Any) -> _Part:
    if shape in _PLAIN or shape is Any:
        return _Part(_pack_any, _unpack_any) if shape is Any else _Part()
    if get_origin(shape) is tuple:
        return _part_of_tuple(get_args(shape))
    if isinstance(shape, UnionType):
        return _part_of_option(get_args(shape))
    if shape is bytes or get_origin(shape) is list:
        return _BYTES if shape is bytes else _ARRAY
    if issubclass(shape, Enum):
        return _Part(attrgetter("value"), {member.value: member for member in shape}.__getitem__)
    return _part_of_record(shape)


def _part_of_tuple(inner: tuple[Any, ...]) -> _Part:
    if inner[-1] is not ...:
        return _part_of_pair([_part_of(shape) for shape in inner])
    part = _part_of(inner[0])
    if part.pack is None:
        return _Part(None, tuple)
    pack, unpack, flat = part.pack, part.unpack, _flat_kind(inner[0])
    assert unpack is not None
    if flat is not None:
        return _Part(lambda value: list(map(pack, value)), lambda value: tuple(starmap(flat, value)))
    return _Part(lambda value: list(map(pack, value)), lambda value: tuple(map(unpack, value)))


def _part_of_pair(parts: list[_Part]) -> _Part:
    packs = [(at, part.pack) for at, part in enumerate(parts) if part.pack]
    unpacks = [(at, part.unpack) for at, part in enumerate(parts) if part.unpack]

    def unpack(value: list[Any]) -> tuple[Any, ...]:
        if len(value) != len(parts):
            raise ValueError(f"{len(value)} values for {len(parts)}")
        return tuple(_turn(value, unpacks))

    return _Part(lambda value: _turn(list(value), packs), unpack)


def _part_of_option(inner: tuple[Any, ...]) -> _Part:
    given = [shape for shape in inner if shape is not NoneType]
    if all(shape in _PLAIN for shape in given):
        return _Part()
    if len(given) != 1:
        raise TypeError(f"cannot tell {inner} apart")
    pack, unpack = _part_of(given[0])
    return _Part(
        pack and (lambda value: None if value is None else pack(value)),
        unpack and (lambda value: None if value is None else unpack(value)),
    )


def _part_of_record(kind: Any) -> _Part:
    """Return the conversion of a dataclass or named tuple to the list of its fields' values, in their order."""
    names = _list_fields(kind)
    hints = _hints_of(kind)
    parts = [_part_of(hints[name]) for name in names]
    get: _Turn = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
    if all(part == _Part() for part in parts):
        return _Part(get, lambda value: kind(*value))
    packs = [(at, part.pack) for at, part in enumerate(parts) if part.pack]
    unpacks = [(at, part.unpack) for at, part in enumerate(parts) if part.unpack]

    def unpack(value: list[Any]) -> Any:
        for at, turn in unpacks:
            value[at] = turn(value[at])  # the list comes from json.loads, so it may be modified in place
        return kind(*value)

    return _Part(lambda value: _turn(list(get(value)), packs), unpack)


def _flat_kind(shape: Any) -> Any:
    """Return ``shape`` if it is a dataclass or named tuple with plain values only, else None."""
    if not isinstance(shape, type) or issubclass(shape, Enum) or not (is_dataclass(shape) or issubclass(shape, tuple)):
        return None
    hints = _hints_of(shape)
    return shape if all(_part_of(hints[name]) == _Part() for name in _list_fields(shape)) else None


def _pack_any(value: Any) -> Any:
    """Return a nesting of strings, numbers, lists and tuples as a JSON value.

    A tuple becomes a JSON array; a list becomes an object with the key "", so that decoding distinguishes the two.
    """
    if isinstance(value, list):
        return {"": [_pack_any(inner) for inner in value]}
    return [_pack_any(inner) for inner in value] if isinstance(value, tuple) else value


def _unpack_any(value: Any) -> Any:
    if isinstance(value, dict):
        return [_unpack_any(inner) for inner in value[""]]
    return tuple(map(_unpack_any, value)) if isinstance(value, list) else value


def _hints_of(kind: Any) -> dict[str, Any]:
    """Return the types of the fields; an ``array``, which is not generic before Python 3.12, is read as a list."""
    return get_type_hints(kind, localns={"array": list})


def _list_fields(kind: Any) -> tuple[str, ...]:
    if not is_dataclass(kind):
        names: tuple[str, ...] = kind._fields
        return names
    if any(field.kw_only or not field.init for field in fields(kind)):
        raise TypeError(f"{kind} cannot be made from the values of its fields in their order")
    return tuple(field.name for field in fields(kind))


def _turn(values: list[Any], turns: Iterable[tuple[int, _Turn]]) -> list[Any]:
    for at, turn in turns:
        values[at] = turn(values[at])
    return values


def _pack_array(value: array[Any]) -> list[str]:
    return [value.typecode, b64encode(value.tobytes()).decode("ascii")]


def _unpack_array(value: Any) -> array[Any]:
    typecode, content = value
    found: array[Any] = array(typecode)
    found.frombytes(b64decode(content, validate=True))
    return found


_BYTES = _Part(lambda value: b64encode(value).decode("ascii"), partial(b64decode, validate=True))
_ARRAY = _Part(_pack_array, _unpack_array)
