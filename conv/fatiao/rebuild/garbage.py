"""Control of the cyclic garbage collector, so that it does not traverse a million long-lived objects.

The objects of the converter contain no cycles and live until the end.  By default the collector traverses all of them
again whenever they have grown by a quarter, which takes a fifth of the time of a full build, and half of that of a
build after a small change.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Disable the collector while many objects are created and few dropped; freeze all objects at the end."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()


@contextmanager
def collect_seldom() -> Iterator[None]:
    """Raise the thresholds of the collector to about one run per page; the defaults cause several runs per page."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def collect_as_before() -> None:
    """Unfreeze all objects at the end of a command."""
    gc.unfreeze()
