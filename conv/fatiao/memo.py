"""Results that live as long as the object that they were made from: no cache of ours keeps a law alive."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

_Thing = TypeVar("_Thing")
_Result = TypeVar("_Result")


def once_per_object(function: Callable[[_Thing], _Result]) -> Callable[[_Thing], _Result]:
    """Return a function of one object that is worked out once for each, and forgotten with it.

    The object is known by its identity or its value, as it compares; the result must not refer to it.  One that
    compares by value is gone through at every call: an entry and a site compare by identity, a law does not.
    """
    results: WeakKeyDictionary[_Thing, _Result] = WeakKeyDictionary()

    @wraps(function)
    def recall(thing: _Thing) -> _Result:
        try:
            return results[thing]
        except KeyError:
            result = results[thing] = function(thing)
            return result

    return recall
