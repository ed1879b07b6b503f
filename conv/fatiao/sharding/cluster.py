"""Distribute the shares of a build to the workers of a Dask cluster, on this machine or on many.

Dask transfers only the keys of laws and counts: workers write their results to the staging folder.  A task whose
worker is lost goes to another worker; the build itself does the work of a task that is given up.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TextIO

from fatiao.diagnostics import FatiaoError
from fatiao.rebuild.shards import LawShard
from fatiao.sharding.work import Job, PageMaker, read_texts

if TYPE_CHECKING:
    from distributed import Client

#: The address that stands for processes on this machine.
LOCAL = "local"
#: Number of tasks for each worker, so that a lost task costs only part of the work and no worker waits long.
_TASKS = 4
#: Number of times that a failed task is retried.
_RETRIES = 2
#: Seconds to wait for a scheduler.
_PATIENCE = 30
#: Seconds to wait for the first worker, which may be in the queue of a batch system.
_WORKER_PATIENCE = 600
#: Sphinx has process-wide state, and a worker may run several threads.
_ONE_AT_A_TIME = Lock()


class Cluster:
    """A connection to the workers; a context manager that closes it, and stops the workers that it started."""

    def __init__(self, address: str, job: Job, stream: TextIO, processes: int = 0) -> None:
        """Connect to a scheduler; raises FatiaoError if Dask is not installed or no scheduler or worker answers.

        ``address`` is that of a scheduler, the ``.json`` file that one wrote, or ``local`` for ``processes`` workers
        on this machine (0: one for each core).
        """
        if find_spec("distributed") is None:
            raise FatiaoError("--cluster needs Dask: pip install 'fatiao[cluster]'")
        self._job, self._stream = job, stream
        self._client = _connect(address, processes or os.cpu_count() or 1)
        try:
            self._client.wait_for_workers(1, timeout=_WORKER_PATIENCE)
        except TimeoutError as error:
            self.__exit__()
            raise FatiaoError(
                f"--cluster {address}: no worker connected within {_WORKER_PATIENCE} s; start one with dask worker"
            ) from error

    def __enter__(self) -> Cluster:
        """Return the connection."""
        return self

    def __exit__(self, *failed: object) -> None:
        """Close the connection, and stop the workers that were started here."""
        cluster = self._client.cluster
        self._client.close()
        if cluster is not None:
            cluster.close()

    @property
    def workers(self) -> int:
        """The number of workers."""
        return len(self._client.scheduler_info(n_workers=-1)["workers"])

    def read_texts(self) -> None:
        """Let the workers read all texts; raises FatiaoError if one sees other files or versions than this process."""
        count = self._count_tasks("reading")
        self._run("reading", _read, [LawShard(number, count) for number in range(1, count + 1)])

    def make_pages(self, keys: Sequence[str]) -> None:
        """Let the workers make the pages and files of these laws; raises FatiaoError as ``read_texts`` does."""
        count = min(self._count_tasks("making pages"), len(keys))
        shards = [LawShard(number, count) for number in range(1, count + 1)]
        self._run("making pages", _make, [tuple(shard.select(keys)) for shard in shards])

    def _count_tasks(self, name: str) -> int:
        """Return the number of tasks to share out; 0, which is told, if all workers have left."""
        workers = self.workers
        if not workers:
            print(f"{name}: all workers have left; made here", file=self._stream)
        return workers * _TASKS

    def _run(self, name: str, work: Callable[[Job, Any], int], shares: Iterable[object]) -> None:
        from distributed import as_completed  # noqa: PLC0415  # an extra
        from distributed.scheduler import KilledWorker  # noqa: PLC0415

        tasks = [self._client.submit(work, self._job, share, pure=False, retries=_RETRIES) for share in shares]
        lost = 0
        for done, task in enumerate(as_completed(tasks), 1):
            error = task.exception()
            if isinstance(error, KilledWorker):
                lost += 1
            elif error is not None:
                raise error
            print(f"{name}: {100 * done // len(tasks)}%", file=self._stream)
        if lost:
            print(
                f"{name}: {lost} of {len(tasks)} shares failed because their workers stopped; this process makes them",
                file=self._stream,
            )


def _connect(address: str, processes: int) -> Client:
    from distributed import Client, LocalCluster  # noqa: PLC0415  # an extra

    try:
        if address == LOCAL:
            quiet = logging.CRITICAL  # a worker that stops logs a traceback
            return Client(LocalCluster(processes, threads_per_worker=1, dashboard_address=None, silence_logs=quiet))
        if address.endswith(".json"):
            Path(address).read_bytes()  # raise now: Dask would wait for the file forever
            return Client(scheduler_file=address, timeout=_PATIENCE)
        return Client(address, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise FatiaoError(f"--cluster {address}: no scheduler answers at this address: {error}") from error


def _read(job: Job, shard: LawShard) -> int:
    with _ONE_AT_A_TIME:
        return read_texts(job, shard)


def _make(job: Job, keys: Sequence[str]) -> int:
    with _ONE_AT_A_TIME:
        return _prepare(job).make(keys)


@lru_cache(maxsize=1)
def _prepare(job: Job) -> PageMaker:
    """Return the page maker of a job, cached: a worker gets several tasks of one build."""
    return PageMaker(job)
