"""Run builds in processes with all modules imported already, and parse their findings.                        (I/O)

A forkserver imports the converter and Sphinx once; each build is a fork of it, so that builds share no state, and one
that fails or is killed does not affect the server.
"""

from __future__ import annotations

import io
import multiprocessing
import re
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext

from fatiao.diagnostics import FatiaoError, show
from fatiao.ids import LAWS

#: The modules that a build imports, in the same order.
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
    """One finding of a build; ``page`` is the URL prefix of the pages concerned: ``laws/x/``, or "" for the site."""

    page: str
    severity: str
    text: str


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """The outcome of a build: its exit code, findings, summary line, and duration in seconds."""

    code: int
    findings: tuple[Told, ...]
    summary: str
    seconds: float


def start_builds() -> BaseContext:
    """Return the context in which builds run; the first build starts the imports."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def build(context: BaseContext, run: Callable[[], int], corpus: str) -> BuildOutcome:
    """Run a build in a process of its own; ``corpus`` is the corpus folder as findings name it.

    ``run`` returns an exit code.  It is pickled for the other process, so its functions must be module-level ones.
    """
    begin = time.monotonic()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(run, theirs), daemon=True)  # type: ignore[attr-defined]
    process.start()
    theirs.close()
    try:
        code, out, err = ours.recv()
    except EOFError:  # killed, or out of memory
        code, out, err = 2, "", "fatiao: the build process was killed, perhaps for lack of memory"
    finally:
        process.join()
        ours.close()
    return BuildOutcome(code, read_findings(err, corpus), _summary(code, out, err), time.monotonic() - begin)


def read_findings(said: str, corpus: str) -> tuple[Told, ...]:
    """Return the findings, except those of severity info, among the lines that a build wrote to stderr."""
    found = []
    for line in said.splitlines():
        match = _FINDING.match(line) or _SPHINX.match(line)
        if match is not None and (severity := match["severity"].lower()) != "info":
            found.append(Told(_page_of(match["path"], corpus), severity, line))
        elif line.startswith("fatiao: ") and ("error" in line or "cannot" in line or "refused" in line):
            found.append(Told("", "error", line))
    return tuple(found)


def _page_of(path: str, corpus: str) -> str:
    """Return the URL prefix of the law that a file belongs to, or "" for a file that belongs to none."""
    prefix = corpus.rstrip("/") + "/"
    folder, inside, _ = path.removeprefix(prefix).partition("/")
    return f"{LAWS}/{folder}/" if path.startswith(prefix) and inside else ""


def _summary(code: int, out: str, err: str) -> str:
    lines = (out if code == 0 else err).strip().splitlines()
    counted = [line for line in lines if re.match(r"\d+ laws?, |fatiao: ", line)]
    return counted[-1] if counted else ""


def _run(run: Callable[[], int], pipe: Connection) -> None:
    """Run a build in the child process, and send its exit code and output through the pipe."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = run()
        except FatiaoError as error:
            print(f"fatiao: {show(str(error))}", file=err)
            code = 2
        except (Exception, SystemExit) as error:  # a defect of ours or of an extension: told on the page, and here
            traceback.print_exc(file=sys.__stderr__)
            what = " ".join(f"{type(error).__name__}: {error}".split())
            print(f"fatiao: error in the build: {show(what)}", file=err)
            code = 2
    pipe.send((code, out.getvalue(), err.getvalue()))
    pipe.close()
