"""Measurements of commands and built sites: CPU, memory, time; sizes of pages; changed files; limits."""

from __future__ import annotations

import gzip
import hashlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


class CommandError(Exception):
    """A command of the bench failed; the message holds the end of its output."""


@dataclass(frozen=True)
class Cost:
    """CPU seconds of a command with its children, MB of the largest of these processes, and elapsed seconds."""

    cpu: float
    memory: float
    wall: float


def run(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a command in a folder and return its cost; raise CommandError if its exit code is not 0.

    PYTHONDONTWRITEBYTECODE is unset, so that the next command finds bytecode, as for an installed package.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603
            [*map(str, command)], cwd=folder, env=environment, stdout=said, stderr=said, stdin=subprocess.DEVNULL
        )
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            raise
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise CommandError(f"{' '.join(map(str, command))}:\n{said.read().decode(errors='replace')[-2000:]}")
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kilobytes
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6, wall)


def pace() -> float:
    """Return the CPU milliseconds of a fixed piece of work, which grow when the machine is busy."""
    started = time.process_time()
    table = {str(number): number for number in range(200_000)}
    sum(table[str(number)] for number in range(0, 200_000, 3))
    return (time.process_time() - started) * 1000


def median(costs: Sequence[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in ("cpu", "memory", "wall")))


@dataclass(frozen=True)
class Pages:
    """The HTML pages of a site.

    Sizes are in KB: median and maximum of article pages, raw and compressed, and the largest page of all with its name.
    ``output`` is the size of all files in MB.
    """

    articles: int
    count: int
    raw: float
    raw_most: float
    packed: float
    packed_most: float
    largest: float
    largest_name: str
    output: float


def weigh(site: Path, is_article: Callable[[Path], bool]) -> Pages:
    """Measure the pages of a site; gzip at level 6, as servers do."""
    pages = {page: page.stat().st_size / 1e3 for page in site.rglob("*.html")}
    articles = [page for page in pages if is_article(page)]
    packed = [len(gzip.compress(page.read_bytes(), 6)) / 1e3 for page in articles]
    raw = [pages[page] for page in articles]
    largest = max(pages, key=lambda page: (pages[page], page.as_posix()))
    return Pages(
        len(articles),
        len(pages),
        statistics.median(raw),
        max(raw),
        statistics.median(packed),
        max(packed),
        pages[largest],
        largest.relative_to(site).as_posix(),
        weigh_files(site),
    )


def weigh_files(place: Path) -> float:
    """Return the MB of a file, or of all files in a folder."""
    files = [place] if place.is_file() else place.rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def digests(site: Path) -> dict[str, str]:
    """Return the digest of every file of a site, by its relative path."""
    return {
        file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in site.rglob("*")
        if file.is_file()
    }


def times(site: Path) -> dict[str, int]:
    """Return the ctime of every page of a site, which changes even if a page is rewritten with the same bytes."""
    return {page.relative_to(site).as_posix(): page.stat().st_ctime_ns for page in site.rglob("*.html")}


def changed_times(before: dict[str, int], after: dict[str, int]) -> set[str]:
    """Return the pages that were written between two calls of ``times``."""
    return {name for name, time_ in after.items() if before.get(name) != time_}


def differences(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Return the names of files that were added, removed or changed."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


@dataclass
class Verdicts:
    """Printer of figures that records those that miss their limits."""

    count: int = 0
    missed: list[str] = field(default_factory=list)

    def note(self, name: str, value: float, unit: str, most: float | None = None, rest: str = "") -> None:
        """Print one figure, with its limit if it has one."""
        verdict = ""
        if most is not None:
            self.count += 1
            verdict = f"ok (≤ {most:g})" if value <= most else f"MISSED (≤ {most:g})"
            if value > most:
                self.missed.append(f"{name} {value:,.2f} {unit}".strip())
        print(f"  {name:<42}{value:>10,.2f} {unit:<4}{verdict:<18}{rest}", flush=True)
