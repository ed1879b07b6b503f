"""Hands the shares of a build to the workers of a Dask cluster, on this machine or on many.

Dask moves the names of laws and counts only: what a worker makes lies in the staging folder.  A task whose worker is
lost is given to another worker; one that is given up, the build makes itself.
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
#: Each worker gets its work in so many tasks, so that one that is lost costs a part of it and none waits long.
_TASKS = 4
#: How often a task that failed is tried again.
_RETRIES = 2
#: Seconds that a scheduler is waited for.
_PATIENCE = 30
#: Seconds that the first worker is waited for: it may stand in the queue of a batch system.
_WORKER_PATIENCE = 600
#: Sphinx keeps state of the process, and a worker may run several threads.
_ONE_AT_A_TIME = Lock()


class Cluster:
    """A connection to the workers; a context manager that closes it, and ends what it started."""

    def __init__(self, address: str, job: Job, stream: TextIO, processes: int = 0) -> None:
        """Connect; raises FatiaoError where Dask is not installed or no scheduler answers.

        ``address`` is that of a scheduler, the ``.json`` file that one wrote, or ``local`` for as many processes here
        (0: one for each core).
        """
        if find_spec("distributed") is None:
            raise FatiaoError("--cluster needs Dask: pip install 'fatiao[cluster]'")
        self._job, self._stream = job, stream
        self._client = _connect(address, processes or os.cpu_count() or 1)
        try:
            self._client.wait_for_workers(1, timeout=_WORKER_PATIENCE)
        except TimeoutError as error:
            self.__exit__()
            raise FatiaoError(f"--cluster {address}: no worker came within {_WORKER_PATIENCE} s") from error

    def __enter__(self) -> Cluster:
        """Return the connection."""
        return self

    def __exit__(self, *failed: object) -> None:
        """Close it; workers that were started here end."""
        cluster = self._client.cluster
        self._client.close()
        if cluster is not None:
            cluster.close()

    @property
    def workers(self) -> int:
        """How many workers there are."""
        return len(self._client.scheduler_info(n_workers=-1)["workers"])

    def read_texts(self) -> None:
        """Have all texts read; raises FatiaoError where a worker sees other files or versions than this process."""
        count = self.workers * _TASKS
        self._run("reading", _read, [LawShard(number, count) for number in range(1, count + 1)])

    def make_pages(self, keys: Sequence[str]) -> None:
        """Have the pages and files of these laws made; raises FatiaoError as ``read_texts`` does."""
        count = min(self.workers * _TASKS, len(keys))
        shards = [LawShard(number, count) for number in range(1, count + 1)]
        self._run("making pages", _make, [tuple(shard.select(keys)) for shard in shards])

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
            print(f"{name}: {lost} of {len(tasks)} shares were lost with their workers; made here", file=self._stream)


def _connect(address: str, processes: int) -> Client:
    from distributed import Client, LocalCluster  # noqa: PLC0415  # an extra

    try:
        if address == LOCAL:
            quiet = logging.CRITICAL  # a worker that ends says so with a traceback
            return Client(LocalCluster(processes, threads_per_worker=1, dashboard_address=None, silence_logs=quiet))
        if address.endswith(".json"):
            Path(address).read_bytes()  # Dask would wait for it without end
            return Client(scheduler_file=address, timeout=_PATIENCE)
        return Client(address, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise FatiaoError(f"--cluster {address}: no scheduler answers: {error}") from error


def _read(job: Job, shard: LawShard) -> int:
    with _ONE_AT_A_TIME:
        return read_texts(job, shard)


def _make(job: Job, keys: Sequence[str]) -> int:
    with _ONE_AT_A_TIME:
        return _prepare(job).make(keys)


@lru_cache(maxsize=1)
def _prepare(job: Job) -> PageMaker:
    """Return what makes pages; a worker has several tasks of one build, and prepares for them once."""
    return PageMaker(job)
