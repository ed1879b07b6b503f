"""The work of a process on its share of a build: read single texts, or make the pages and files of some laws.

The results go into the staging folder beside the output, which all processes see under one path.  Published files are
not changed: the build takes over the results (``fatiao.rebuild.shards``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path

from fatiao.building import override_config, read_inputs, staging_of
from fatiao.diagnostics import FatiaoError, Report
from fatiao.language.pinyin import using_cache
from fatiao.pipeline import build_site, read_some
from fatiao.rebuild.cache import ResultCache
from fatiao.rebuild.garbage import collect_seldom, collector_paused
from fatiao.rebuild.shards import LawShard, ShardFolder, cache_of_shard
from fatiao.rebuild.state import digest_laws
from fatiao.sphinx_ext.generation import Converted
from fatiao.sphinx_ext.shard import ShardBuilder


@dataclass(frozen=True, slots=True)
class Job:
    """The description of one build, the same for every process.

    ``folder`` is where the build was started; the other paths are relative to it, or absolute.  ``toolchain`` and
    ``everything`` are the digests of its inputs (``Inputs``); ``keep_going`` is True if laws with errors are left out.
    """

    folder: str
    corpus: str
    docs: str
    output: str
    toolchain: str
    everything: str
    keep_going: bool = False

    @property
    def staging(self) -> Path:
        """The folder that the processes share."""
        return staging_of(Path(self.output))


def describe_job(corpus: Path, docs: Path, output: Path, keep_going: bool = False) -> Job:
    """Return the job of a build that is started in the working directory.

    Raises FatiaoError if ``conf.py`` fails or a file cannot be read.
    """
    inputs = read_inputs(docs, corpus)
    return Job(str(Path.cwd()), str(corpus), str(docs), str(output), inputs.toolchain, inputs.everything, keep_going)


def read_texts(job: Job, shard: LawShard) -> int:
    """Read the texts of one shard of the works, and return the number of works.

    Raises FatiaoError if this process sees other files, or other versions of Python or of packages, than the build.
    """
    with _inside(job):
        _check(job)
        cache = cache_of_shard(job.staging, shard, job.toolchain)
        with collector_paused():
            names = sorted(entry.name for entry in os.scandir(job.corpus) if entry.is_dir())
            count = read_some(Path(job.corpus), frozenset(shard.select(names)).__contains__, cache)
        cache.keep()
    return count


class PageMaker:
    """A converted site, from which the pages and files of any of its laws can be made."""

    def __init__(self, job: Job) -> None:
        """Convert the corpus, with the cached results in the staging folder.

        Raises FatiaoError as ``read_texts`` does, and if Sphinx cannot run.
        """
        self._job = job
        with _inside(job):
            _check(job)
            readings = ResultCache(job.staging / "readings.sqlite", job.toolchain, read_only=True)
            with using_cache(readings.get_or_make):
                converted = _convert(job)
                self.keys = tuple(entry.key for entry in converted.site.entries)
                folder = ShardFolder(job.staging)
                self._builder = ShardBuilder(Path(job.docs), override_config(Path(job.corpus)), folder, converted)

    def make(self, keys: Sequence[str]) -> int:
        """Make the laws with these keys, and return the number of pages; raises FatiaoError if the disk is full."""
        with _inside(self._job), collect_seldom():
            return self._builder.make(keys, self._job.toolchain)


def _convert(job: Job) -> Converted:
    cache, report = ResultCache(job.staging / "laws.sqlite", job.toolchain, read_only=True), Report()
    with collector_paused():
        site = build_site(Path(job.corpus), report, cache, without_faulty=job.keep_going)
    return Converted(site, report, digest_laws(site, report), staged=True, untouched=True, partial=True)


@contextmanager
def _inside(job: Job) -> Iterator[None]:
    """Change to the folder in which the build was started; raises FatiaoError if this process cannot enter it."""
    try:
        there = chdir(job.folder)
        there.__enter__()
    except OSError as error:
        raise FatiaoError(f"cannot enter {job.folder}: {error.strerror or error}") from error
    try:
        yield
    finally:
        there.__exit__(None, None, None)


def _check(job: Job) -> None:
    """Raise FatiaoError if this process would make other results: its files, packages or Python differ."""
    inputs = read_inputs(Path(job.docs), Path(job.corpus))
    if inputs.everything != job.everything:
        what = (
            "other files"
            if inputs.toolchain == job.toolchain
            else "another version of Python, of fatiao or of a package"
        )
        raise FatiaoError(
            f"{job.folder}: this worker has {what} than the build, so it made nothing; make them the same"
        )
