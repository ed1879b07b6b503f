"""The cyclic garbage collector, kept from going through a million objects that stay.

What the converter makes holds no cycles and lives until the end.  The collector goes through all of it again whenever
it has grown by a quarter: a fifth of a full build, and half of a build after a small change.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Collect nothing while much is made and nothing dropped; afterwards what there is counts as staying."""
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
    """Let a page pass before the collector looks: Python's default has it look several times a page."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def collect_as_before() -> None:
    """Let the collector look at what was taken for staying: a command is done."""
    gc.unfreeze()
