"""Runs Sphinx: in a staging folder with a progress bar, published only when the build is whole."""

from __future__ import annotations

import io
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import SphinxError
from sphinx.project import Project
from sphinx.util.console import nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.tags import Tags

from conv.diagnostics import FatiaoError
from conv.writing.output import Written, publish_tree

_STEP = re.compile(r"(reading sources|writing output)\.\.\.\s*(?:\x1b\[[\d;]*m)*\[\s*(\d+)%\]")
_STEP_NAMES = {"reading sources": "reading", "writing output": "writing"}
_ESCAPES = re.compile(r"\x1b\[[\d;]*[mK]")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: files published, and the builder's warnings as text."""

    published: Written
    warnings: str


class _Status(io.TextIOBase):
    """Takes what Sphinx says of its progress and moves a bar, or prints plain lines where there is no terminal."""

    def __init__(self, console: Console, progress: Progress | None) -> None:
        self._console = console
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def write(self, text: str) -> int:
        for step, percent in _STEP.findall(text):
            name = _STEP_NAMES[step]
            if self._progress is not None:
                if name not in self._tasks:
                    self._tasks[name] = self._progress.add_task(name, total=100)
                self._progress.update(self._tasks[name], completed=int(percent))
            elif name not in self._tasks or percent == "100":
                self._tasks[name] = TaskID(0)
                self._console.print(f"{name}: {percent}%", highlight=False)
        for line in _ESCAPES.sub("", text).splitlines():
            if line.startswith("fatiao:"):
                self._console.print(line, highlight=False)
        return len(text)


def list_documents(docs: Path) -> frozenset[str] | None:
    """The docnames of a documentation folder as a build would find them; None where the folder has no ``conf.py``.

    Runs ``conf.py``; raises FatiaoError where that fails.
    """
    if not (docs / "conf.py").is_file():
        return None
    try:
        config = Config.read(docs.resolve(), overrides={}, tags=Tags())
    except SphinxError as error:
        raise FatiaoError(f"cannot read {docs / 'conf.py'}: {error}") from error
    excluded = [*config.exclude_patterns, *config.templates_path]
    return frozenset(Project(docs, [".md", ".rst"]).discover(excluded, config.include_patterns))


def build_html(docs: Path, output: Path, corpus: Path | None, jobs: int, fresh: bool, console: Console) -> Built:
    """Build the documentation folder into ``output`` with the html builder.

    ``corpus`` overrides the corpus that ``conf.py`` names.  Raises FatiaoError where Sphinx cannot run or the output
    cannot be written; ``output`` is then as it was before.
    """
    staging = output.parent / f".{output.name}-staging"
    overrides = {"fatiao_corpus": str(corpus.resolve())} if corpus else {}
    warnings = io.StringIO()
    bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console, transient=True)
    nocolor()
    try:
        with patch_docutils(str(docs)), docutils_namespace():
            if console.is_terminal:
                with bar:
                    _run(docs, staging, overrides, jobs, fresh, _Status(console, bar), warnings)
            else:
                _run(docs, staging, overrides, jobs, fresh, _Status(console, None), warnings)
    except SphinxError as error:
        raise FatiaoError(str(error)) from error
    except OSError as error:
        raise FatiaoError(f"cannot build {docs}: {error.strerror or error}: {error.filename or staging}") from error
    return Built(publish_tree(staging / "html", output), _ESCAPES.sub("", warnings.getvalue()))


def _run(
    docs: Path,
    staging: Path,
    overrides: dict[str, str],
    jobs: int,
    fresh: bool,
    status: _Status,
    warnings: io.StringIO,
) -> None:
    app = Sphinx(
        srcdir=docs,
        confdir=docs,
        outdir=staging / "html",
        doctreedir=staging / "doctrees",
        buildername="html",
        confoverrides=overrides,
        status=status,  # type: ignore[arg-type]  # a write-only text stream is all that Sphinx uses
        warning=warnings,
        freshenv=fresh,
        parallel=jobs,
    )
    app.build()
    sys.stdout.flush()
