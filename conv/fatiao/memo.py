"""Cache of results that live as long as the object they were computed from: no cache keeps a law alive."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

_Thing = TypeVar("_Thing")
_Result = TypeVar("_Result")


class OncePerObject(Generic[_Thing, _Result]):
    """A function of one object that is computed once per object; the result is dropped with the object.

    Objects are compared with ``==``, and the result must not refer to its object.  An object that compares by value is
    hashed in full at every call: an entry and a site compare by identity, a law does not.
    """

    def __init__(self, function: Callable[[_Thing], _Result]) -> None:
        """Wrap ``function``, with an empty cache."""
        self._function = function
        self._results: WeakKeyDictionary[_Thing, _Result] = WeakKeyDictionary()
        update_wrapper(self, function)

    def __call__(self, thing: _Thing) -> _Result:
        """Return the result for ``thing``, cached or computed."""
        try:
            return self._results[thing]
        except KeyError:
            result = self._results[thing] = self._function(thing)
            return result

    def forget(self, thing: _Thing) -> None:
        """Drop the cached result for ``thing``, if any."""
        self._results.pop(thing, None)


#: ``OncePerObject`` as a decorator.
once_per_object = OncePerObject
