"""What a build would change: what the last whole build was made from, and what it left behind.

Inputs are compared by content, and what a build wrote by size and time.  Where both are as they were, the site is whole
and Sphinx need not start; one look at 4,000 pages takes a tenth of the time of one check of them by Sphinx.  Where only
some laws are not as they were, the files that are made from each of the others stay as they are.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fatiao.diagnostics import FatiaoError, Report
from fatiao.digests import digest_bytes, digest_text
from fatiao.files import list_tree, write_atomically
from fatiao.model.findings import Diagnostic, Severity
from fatiao.rebuild.cache import Memory

if TYPE_CHECKING:
    from fatiao.site.model import Site

_NAME = "whole.json"
#: What writes our pages beside our own code.
_PACKAGES = (
    "sphinx",
    "docutils",
    "myst-parser",
    "markdown-it-py",
    "sphinx-design",
    "furo",
    "Jinja2",
    "Pygments",
    "pypinyin",
)
_CODE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Digests of what a build is made from: of everything, and of what is not the content of a folder."""

    everything: str
    means: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A build that was published whole: its digests, and what the command said of it.

    ``laws`` are the digests of ``digest_laws``; ``warnings`` is what the builder said.
    """

    inputs: Inputs
    outputs: str
    laws: Mapping[str, str]
    findings: tuple[Diagnostic, ...]
    summary: str
    warnings: str = ""


def digest_inputs(folders: Iterable[Path], words: Iterable[str], generated: Container[str]) -> Inputs:
    """SHA-256 over the content of folders, our code, the versions of what we build with, and ``words``.

    ``generated`` are the names at the top of a folder that a build writes itself.  Raises FatiaoError where a file
    cannot be read.
    """
    digest = hashlib.sha256("\n".join([*words, sys.version, *_versions(), digest_code()]).encode(errors="replace"))
    means = digest.hexdigest()
    try:
        for folder in folders:
            for name, _ in list_tree(folder, generated, linked=True):
                if "__pycache__/" not in name:
                    content = digest_bytes(Path(folder, name).read_bytes())
                    digest.update(f"{content} {folder}/{name}\n".encode(errors="replace"))
    except OSError as error:
        raise FatiaoError(f"cannot read {error.filename}: {error.strerror}") from error
    return Inputs(digest.hexdigest(), means)


def digest_laws(site: Site, report: Report) -> dict[str, str]:
    """For every entry, by its key, one SHA-256 over what its pages and its data files are made from."""
    from fatiao.exports.iris import list_cited, list_iris  # noqa: PLC0415  # not imported where nothing is to be done

    iris = list_iris((entry.title, entry.law, entry.work) for entry in site.current)
    findings: dict[str, list[str]] = {}
    for diagnostic in report:
        findings.setdefault(diagnostic.path, []).append(repr(diagnostic))
    found: dict[str, str] = {}
    for entry in site.entries:
        source, shown = entry.law.source, (entry.marks, entry.annotations, entry.notes, entry.words, entry.others)
        # data files name other laws by their IRIs, which hold dates that a text may print
        named = repr([(title, iris.get(title)) for title in list_cited(entry.layers)])
        words = [named, source.text, source.path, source.encoding, repr(source.origin), *findings.get(source.path, ())]
        words += map(repr, (entry.version, entry.work, entry.layers, shown, entry.lineage))
        for compared in entry.compared:
            words += [repr(compared), repr(compared.comparison.changes), compared.comparison.old.source.text]
        found[entry.key] = digest_text(*words)
    return found


@cache
def digest_code() -> str:
    """One SHA-256 over our own code, templates and scripts, as this process found them."""
    digest = hashlib.sha256()
    for name, _ in list_tree(_CODE):
        if "__pycache__/" not in name:
            digest.update(hashlib.sha256(Path(_CODE, name).read_bytes()).digest() + name.encode())
    return digest.hexdigest()


def digest_outputs(folders: Iterable[Path]) -> str:
    """One SHA-256 over the names, sizes and times of all files."""
    digest = hashlib.sha256()
    for folder in folders:
        for name, file in list_tree(folder):
            stat = file.stat()
            digest.update(f"{stat.st_size} {stat.st_mtime_ns} {folder}/{name}\n".encode(errors="replace"))
    return digest.hexdigest()


class BuildState:
    """What a build into one output folder may skip; one object a build, handed from the command to its stages.

    All stores lie in the staging folder beside the output, of which ``html/`` alone is published.  The means are our
    code, the packages that make pages, Python, and the settings of ``conf.py``.

    | store | stale when | who reads it |
    |---|---|---|
    | ``whole.json`` | an input (``digest_inputs``) or a file that was written (``digest_outputs``) differs | command |
    | ``laws`` in it | what a law's files are made from differs (``digest_laws``), or the means | pages, data, search |
    | ``laws.sqlite`` | the source or what a stage takes beside it differs, or the means | ``pipeline`` |
    | ``readings.sqlite`` | the means differ | ``language.pinyin`` |
    | ``doctrees/`` | a document of the project or a setting differs | Sphinx |
    | ``doctrees/fatiao-pages-*`` | what a page is rendered from differs, or its file | ``sphinx_ext.collect_pages`` |
    | ``shards/`` | what a law's files are made from differs, or the means; removed when the build is whole | command |
    | ``html/search/.made-of``, ``.kept`` | the texts, laws and terms to find differ | ``sphinx_ext.output.search`` |
    """

    def __init__(self, folder: Path, inputs: Inputs, written: Sequence[Path], fresh: bool = False) -> None:
        """Look at what the last build left: ``written`` are the folders that it wrote; ``fresh`` forgets it."""
        self._folder, self._inputs, self._written, self._fresh = folder, inputs, written, fresh
        last = None if fresh else _recall(folder)
        self._last = last if last and last.outputs == digest_outputs(written) else None

    @property
    def untouched(self) -> bool:
        """Whether the last build was whole, and nobody touched what it wrote."""
        return self._last is not None

    @property
    def whole(self) -> Whole | None:
        """The last build, where it was made from the same, so that nothing is to be done."""
        return self._last if self._last and self._last.inputs == self._inputs else None

    @property
    def inputs(self) -> Inputs:
        """The digests of what this build is made from."""
        return self._inputs

    @property
    def folder(self) -> Path:
        """The staging folder, where everything is kept."""
        return self._folder

    @property
    def has_read(self) -> bool:
        """Whether earlier builds left what they read of single texts."""
        return not self._fresh and (self._folder / "laws.sqlite").exists()

    def open_memory(self, name: str) -> Memory:
        """Return what earlier builds found out, of one kind; nothing for a fresh build, which may store it."""
        return Memory(self._folder / f"{name}.sqlite", self._inputs.means, self._fresh)

    def find_kept(self, laws: Mapping[str, str]) -> frozenset[str]:
        """Return the keys of the laws whose files the last whole build made from the same, in the same way."""
        if self._last is None or self._last.inputs.means != self._inputs.means:
            return frozenset()
        return frozenset(key for key, digest in laws.items() if self._last.laws.get(key) == digest)

    def keep(self, laws: Mapping[str, str], findings: tuple[Diagnostic, ...], summary: str, warnings: str) -> None:
        """Remember a build that was published whole."""
        whole = Whole(self._inputs, digest_outputs(self._written), laws, findings, summary, warnings)
        write_atomically(self._folder / _NAME, json.dumps(asdict(whole), ensure_ascii=False).encode())


def forget(folder: Path) -> None:
    """Forget the last build, before anything is written."""
    with suppress(FileNotFoundError, NotADirectoryError):  # then the build itself says what is wrong with the folder
        (folder / _NAME).unlink()


def _recall(folder: Path) -> Whole | None:
    try:
        value = json.loads((folder / _NAME).read_text(encoding="utf-8"))
        inputs, laws = Inputs(**value["inputs"]), dict(value["laws"])
        findings = tuple(_read_finding(**finding) for finding in value["findings"])
        return Whole(inputs, value["outputs"], laws, findings, value["summary"], value["warnings"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _read_finding(severity: str, **values: Any) -> Diagnostic:
    return Diagnostic(severity=Severity(severity), **values)


def _versions() -> Iterator[str]:
    for name in _PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield name
