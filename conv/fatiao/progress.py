"""Show the progress of Sphinx: a bar on a terminal, else lines for each step.  This module does not run the steps."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_STEP = re.compile(r"(reading sources|writing output)\.\.\.\s*(?:\x1b\[[\d;]*m)*\[\s*(\d+)%\]")
_STEP_NAMES = {"reading sources": "reading", "writing output": "writing"}
_ESCAPES = re.compile(r"\x1b\[[\d;]*[mK]")


class Status(io.TextIOBase):
    """A stream for the status output of Sphinx.

    ``tell`` is called with the name and percentage of each step, ``say`` with each line that begins with ``fatiao:``.
    """

    def __init__(self, tell: Callable[[str, int], object], say: Callable[[str], object]) -> None:
        self._tell, self._say = tell, say

    def write(self, text: str) -> int:
        """Parse a piece of output, and return its length."""
        for step, percent in _STEP.findall(text):
            self._tell(_STEP_NAMES[step], int(percent))
        for line in plain(text).splitlines():
            if line.startswith("fatiao:"):
                self._say(line)
        return len(text)


def plain(text: str) -> str:
    """Return ``text`` without terminal escape sequences."""
    return _ESCAPES.sub("", text)


@contextmanager
def follow(stream: TextIO) -> Iterator[Status]:
    """Yield a status stream that shows the progress on ``stream``."""
    if not stream.isatty():
        told: set[str] = set()

        def tell(name: str, percent: int) -> None:
            if name not in told or percent == 100:  # a step may have several parts
                told.add(name)
                print(f"{name}: {percent}%", file=stream)

        yield Status(tell, lambda line: print(line, file=stream))
        return
    from rich.console import Console  # noqa: PLC0415  # slow to import, and needed on a terminal only
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn  # noqa: PLC0415

    console = Console(file=stream)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=console, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def move(name: str, percent: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=100)
            bar.update(tasks[name], completed=percent)

        yield Status(move, lambda line: console.print(line, highlight=False, markup=False))
