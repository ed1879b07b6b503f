"""The state of the last complete build: its inputs and outputs, which determine the work of the next build.

Inputs are compared by content, outputs by size and modification time.  If neither has changed, the site is up to date
and Sphinx is not started; comparing 4,000 pages here takes a tenth of the time that Sphinx takes to check them.  If
only some laws have changed, the files of all other laws are kept.
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
from fatiao.rebuild.cache import ResultCache

if TYPE_CHECKING:
    from fatiao.site.model import Site

_NAME = "whole.json"
#: Distributions that affect the generated pages, besides this package.
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
    """Digests of the inputs of a build: of everything, and of everything but the content of the folders."""

    everything: str
    toolchain: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A complete, published build: its digests, and what the command reported.

    ``laws`` are the digests from ``digest_laws``; ``warnings`` is the text of the builder's warnings.
    """

    inputs: Inputs
    outputs: str
    laws: Mapping[str, str]
    findings: tuple[Diagnostic, ...]
    summary: str
    warnings: str = ""


def digest_inputs(folders: Iterable[Path], words: Iterable[str], generated: Container[str]) -> Inputs:
    """Return the SHA-256 digests of the content of folders, this package, its dependencies' versions, and ``words``.

    ``generated`` are the names at the top of a folder that a build writes itself; they are left out.  Raises
    FatiaoError if a file cannot be read.
    """
    digest = hashlib.sha256("\n".join([*words, sys.version, *_versions(), digest_code()]).encode(errors="replace"))
    toolchain = digest.hexdigest()
    try:
        for folder in folders:
            for name, _ in list_tree(folder, generated, linked=True):
                if "__pycache__/" not in name:
                    content = digest_bytes(Path(folder, name).read_bytes())
                    digest.update(f"{content} {folder}/{name}\n".encode(errors="replace"))
    except OSError as error:
        raise FatiaoError(f"cannot read {error.filename}: {error.strerror}") from error
    return Inputs(digest.hexdigest(), toolchain)


def digest_laws(site: Site, report: Report) -> dict[str, str]:
    """Return, by the key of each entry, the SHA-256 digest of the inputs of its pages and data files."""
    from fatiao.exports.iris import list_cited, list_iris  # noqa: PLC0415  # not needed when nothing is to be built

    iris = list_iris((entry.title, entry.law, entry.work) for entry in site.current)
    findings: dict[str, list[str]] = {}
    for diagnostic in report:
        findings.setdefault(diagnostic.path, []).append(repr(diagnostic))
    found: dict[str, str] = {}
    for entry in site.entries:
        source, shown = entry.law.source, (entry.marks, entry.annotations, entry.notes, entry.words, entry.others)
        # data files name other laws by their IRIs, which contain dates that may come from those laws' texts
        named = repr([(title, iris.get(title)) for title in list_cited(entry.layers)])
        words = [named, source.text, source.path, source.encoding, repr(source.origin), *findings.get(source.path, ())]
        words += map(repr, (entry.version, entry.work, entry.layers, shown, entry.lineage))
        for compared in entry.compared:
            words += [repr(compared), repr(compared.comparison.changes), compared.comparison.old.source.text]
        found[entry.key] = digest_text(*words)
    return found


@cache
def digest_code() -> str:
    """Return the SHA-256 digest of this package's code, templates and scripts, read once per process."""
    digest = hashlib.sha256()
    for name, _ in list_tree(_CODE):
        if "__pycache__/" not in name:
            digest.update(hashlib.sha256(Path(_CODE, name).read_bytes()).digest() + name.encode())
    return digest.hexdigest()


def digest_outputs(folders: Iterable[Path]) -> str:
    """Return the SHA-256 digest of the names, sizes and modification times of all files in the folders."""
    digest = hashlib.sha256()
    for folder in folders:
        for name, file in list_tree(folder):
            stat = file.stat()
            digest.update(f"{stat.st_size} {stat.st_mtime_ns} {folder}/{name}\n".encode(errors="replace"))
    return digest.hexdigest()


class BuildState:
    """The work that a build into one output folder may skip; one object per build, passed from the command to stages.

    All stores are in the staging folder beside the output; only its ``html/`` is published.  The toolchain is this
    package's code, the packages that generate pages, Python, and the settings of ``conf.py``.

    | store | stale when | read by |
    |---|---|---|
    | ``whole.json`` | an input (``digest_inputs``) or a written file (``digest_outputs``) differs | command |
    | ``laws`` in it | the inputs of a law's files (``digest_laws``) differ, or the toolchain | pages, data, search |
    | ``laws.sqlite`` | the source or another input of a stage differs, or the toolchain | ``pipeline`` |
    | ``readings.sqlite`` | the toolchain differs | ``language.pinyin`` |
    | ``doctrees/`` | a document of the project or a setting differs | Sphinx |
    | ``doctrees/fatiao-pages-*`` | the inputs of a page differ, or its file | ``sphinx_ext.collect_pages`` |
    | ``shards/`` | the inputs of a law's files differ, or the toolchain; removed when the build is complete | command |
    | ``html/search/.made-of``, ``.kept`` | the indexed texts, laws and terms differ | ``sphinx_ext.output.search`` |
    """

    def __init__(self, folder: Path, inputs: Inputs, written: Sequence[Path], fresh: bool = False) -> None:
        """Read the state of the last build, which wrote to the folders ``written``; ``fresh`` ignores it."""
        self._folder, self._inputs, self._written, self._fresh = folder, inputs, written, fresh
        last = None if fresh else _recall(folder)
        self._last = last if last and last.outputs == digest_outputs(written) else None

    @property
    def untouched(self) -> bool:
        """True if the last build was complete and no file that it wrote was modified since."""
        return self._last is not None

    @property
    def whole(self) -> Whole | None:
        """The last build if its inputs are those of this one, so that nothing is to be built, else None."""
        return self._last if self._last and self._last.inputs == self._inputs else None

    @property
    def inputs(self) -> Inputs:
        """The digests of the inputs of this build."""
        return self._inputs

    @property
    def folder(self) -> Path:
        """The staging folder, which holds all stores."""
        return self._folder

    @property
    def has_read(self) -> bool:
        """True if earlier builds stored results for single texts and this build may use them."""
        return not self._fresh and (self._folder / "laws.sqlite").exists()

    def open_cache(self, name: str) -> ResultCache:
        """Return the stored results of one kind; the cache is empty for a fresh build, which may fill it."""
        return ResultCache(self._folder / f"{name}.sqlite", self._inputs.toolchain, self._fresh)

    def find_kept(self, laws: Mapping[str, str]) -> frozenset[str]:
        """Return the keys of the laws whose files the last complete build made from the same inputs and toolchain."""
        if self._last is None or self._last.inputs.toolchain != self._inputs.toolchain:
            return frozenset()
        return frozenset(key for key, digest in laws.items() if self._last.laws.get(key) == digest)

    def keep(self, laws: Mapping[str, str], findings: tuple[Diagnostic, ...], summary: str, warnings: str) -> None:
        """Store the state of a complete, published build."""
        whole = Whole(self._inputs, digest_outputs(self._written), laws, findings, summary, warnings)
        write_atomically(self._folder / _NAME, json.dumps(asdict(whole), ensure_ascii=False).encode())


def forget(folder: Path) -> None:
    """Delete the state of the last build; call this before anything is written."""
    with suppress(FileNotFoundError, NotADirectoryError):  # the build itself reports an unusable folder
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
