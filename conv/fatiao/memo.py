"""Results that live as long as the object that they were made from: no cache of ours keeps a law alive."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

_Thing = TypeVar("_Thing")
_Result = TypeVar("_Result")


class OncePerObject(Generic[_Thing, _Result]):
    """A function of one object that is worked out once for each, and forgotten with it.

    The object is known by its identity or its value, as it compares; the result must not refer to it.  One that
    compares by value is gone through at every call: an entry and a site compare by identity, a law does not.
    """

    def __init__(self, function: Callable[[_Thing], _Result]) -> None:
        """Know no result yet."""
        self._function = function
        self._results: WeakKeyDictionary[_Thing, _Result] = WeakKeyDictionary()
        update_wrapper(self, function)

    def __call__(self, thing: _Thing) -> _Result:
        """Return the result."""
        try:
            return self._results[thing]
        except KeyError:
            result = self._results[thing] = self._function(thing)
            return result

    def forget(self, thing: _Thing) -> None:
        """Let go of a result that nobody will ask for again."""
        self._results.pop(thing, None)


#: The same as a decorator.
once_per_object = OncePerObject
