"""Run builds in processes that have everything imported already, and read what they say.                      (I/O)

A forkserver imports the converter and Sphinx once; each build is a fork of it, so that no build leaves anything behind
in another, and one that fails or is killed takes nothing with it.
"""

from __future__ import annotations

import io
import multiprocessing
import re
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext

from fatiao.diagnostics import FatiaoError, show
from fatiao.ids import LAWS

#: What a build imports, in the order in which it would.
_PRELOADED = [
    "fatiao.commands.build",
    "fatiao.building",
    "fatiao.pipeline",
    "fatiao.sphinx_ext",
    "fatiao.sphinx_ext.application",
    "sphinx.builders.html",
    "furo",
    "pypinyin",
]
_FINDING = re.compile(
    r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<severity>\w+)\[(?P<code>[\w-]+)\] (?P<text>.*)"
)
_SPHINX = re.compile(r"(?P<path>.+?):(?:\d+:)? (?P<severity>WARNING|ERROR): ")


@dataclass(frozen=True, slots=True)
class Told:
    """One finding of a build; ``page`` begins the addresses that it concerns: ``laws/x/``, or "" for the whole site."""

    page: str
    severity: str
    text: str


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """How a build ended: its exit code, the findings, its last words, and how many seconds it took."""

    code: int
    findings: tuple[Told, ...]
    summary: str
    seconds: float


def start_builds() -> BaseContext:
    """Return the context in which builds run; the imports begin with the first of them."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def build(context: BaseContext, run: Callable[[], int], corpus: str) -> BuildOutcome:
    """Run a build, which returns an exit code; ``corpus`` is the folder as its findings name it.

    ``run`` is sent to another process, so it is made of what a module holds under a name.
    """
    begin = time.monotonic()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(run, theirs), daemon=True)  # type: ignore[attr-defined]
    process.start()
    theirs.close()
    try:
        code, out, err = ours.recv()
    except EOFError:  # killed, or out of memory
        code, out, err = 2, "", "fatiao: the build was killed"
    finally:
        process.join()
        ours.close()
    return BuildOutcome(code, read_findings(err, corpus), _summary(code, out, err), time.monotonic() - begin)


def read_findings(said: str, corpus: str) -> tuple[Told, ...]:
    """Return the findings among the lines that a build wrote to stderr."""
    found = []
    for line in said.splitlines():
        match = _FINDING.match(line) or _SPHINX.match(line)
        if match is not None and (severity := match["severity"].lower()) != "info":
            found.append(Told(_page_of(match["path"], corpus), severity, line))
        elif line.startswith("fatiao: ") and ("error" in line or "cannot" in line or "refused" in line):
            found.append(Told("", "error", line))
    return tuple(found)


def _page_of(path: str, corpus: str) -> str:
    """Return where the pages of the law begin that a file belongs to."""
    prefix = corpus.rstrip("/") + "/"
    folder, inside, _ = path.removeprefix(prefix).partition("/")
    return f"{LAWS}/{folder}/" if path.startswith(prefix) and inside else ""


def _summary(code: int, out: str, err: str) -> str:
    lines = (out if code == 0 else err).strip().splitlines()
    counted = [line for line in lines if re.match(r"\d+ laws?, |fatiao: ", line)]
    return counted[-1] if counted else ""


def _run(run: Callable[[], int], pipe: Connection) -> None:
    """Run a build in its own process, and send back what it wrote."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = run()
        except FatiaoError as error:
            print(f"fatiao: {show(str(error))}", file=err)
            code = 2
    pipe.send((code, out.getvalue(), err.getvalue()))
    pipe.close()
