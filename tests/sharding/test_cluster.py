"""A build that a Dask cluster takes part in: the same bytes, whatever becomes of its workers."""

import io
import random
import subprocess
import sys
import threading
import time
from contextlib import suppress
from types import SimpleNamespace

import psutil
import pytest
from distributed import LocalCluster

from fatiao.diagnostics import FatiaoError
from fatiao.sharding import cluster
from fatiao.sharding.work import describe_job
from tests.sharding.test_work import command, lay_down, run, same

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    folder = lay_down(tmp_path_factory.mktemp("plain"), laws=60)
    run(folder, "build", "--output", "html")
    return folder


def workers_of(process):
    found = []
    for child in process.children(recursive=True):
        with suppress(psutil.Error):  # it has ended meanwhile
            if "spawn_main" in " ".join(child.cmdline()):
                found.append(child)
    return found


def kill_some(build, lines, seed, killed):
    """Kill a worker now and then while the build hands out pages."""
    draw = random.Random(seed)
    for line in lines:
        if line.startswith("making pages") and len(killed) < 2:
            time.sleep(draw.uniform(0, 0.5))
            with suppress(psutil.Error):  # it ended by itself, or the build did
                victim = draw.choice(workers_of(psutil.Process(build.pid)) or [None])
                if victim is not None:
                    victim.kill()
                    killed.append(victim.pid)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_worker_that_is_killed_changes_no_byte(tmp_path, plain, seed):
    folder = lay_down(tmp_path, laws=60)
    words = command("build", "--output", "html", "--cluster", "local", "--jobs", "2")
    killed = []
    with subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as build:
        watcher = threading.Thread(target=kill_some, args=(build, build.stderr, seed, killed))
        watcher.start()
        output = build.stdout.read()
        watcher.join()
    assert build.returncode == 0
    assert killed
    assert output.startswith("60 laws with 62 texts")
    same(folder, plain)
    assert workers_of(psutil.Process()) == []
    again = run(folder, "build", "--output", "html", "--cluster", "local")
    assert "making pages" not in again.stderr  # nothing had changed


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "absent.json", "not an address"])
def test_a_scheduler_that_does_not_answer_is_told(tmp_path, monkeypatch, address):
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    folder = lay_down(tmp_path, laws=2)
    monkeypatch.chdir(folder)
    job = describe_job(folder / "corpus", folder / "docs", folder / "html")
    with pytest.raises(FatiaoError, match=rf"--cluster {address}: no scheduler answers"):
        cluster.Cluster(address, job, sys.stderr)


def test_a_scheduler_without_workers_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "_WORKER_PATIENCE", 1)
    folder = lay_down(tmp_path, laws=2)
    monkeypatch.chdir(folder)
    job = describe_job(folder / "corpus", folder / "docs", folder / "html")
    told = pytest.raises(FatiaoError, match="no worker connected within 1 s")
    with LocalCluster(n_workers=0, dashboard_address=None) as empty, told:
        cluster.Cluster(empty.scheduler_address, job, sys.stderr)


def test_workers_that_left_are_told(tmp_path, monkeypatch):
    folder = lay_down(tmp_path, laws=2)
    monkeypatch.chdir(folder)
    job = describe_job(folder / "corpus", folder / "docs", folder / "html")
    told = io.StringIO()
    with (
        LocalCluster(n_workers=1, processes=False, dashboard_address=None) as workers,
        cluster.Cluster(workers.scheduler_address, job, told) as connection,
    ):
        workers.scale(0)
        wait_until_none(connection)
        connection.read_texts()
        connection.make_pages(["law-00"])
    assert told.getvalue().splitlines() == [
        "reading: all workers have left; made here",
        "making pages: all workers have left; made here",
    ]


def wait_until_none(connection):
    for _ in range(600):
        if not connection.workers:
            return
        time.sleep(0.1)
    pytest.fail("the worker did not leave")


def test_without_dask_the_extra_is_named(monkeypatch):
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    with pytest.raises(FatiaoError, match=r"pip install 'fatiao\[cluster\]'"):
        cluster.Cluster("local", SimpleNamespace(), sys.stderr)


def test_a_worker_that_sees_other_files_stops_the_build(tmp_path, monkeypatch):
    folder = lay_down(tmp_path, laws=2)
    monkeypatch.chdir(folder)
    job = describe_job(folder / "corpus", folder / "docs", folder / "html")
    (folder / "corpus" / "law-00" / "2021-01-01.txt").write_text("另一部条例\n第一条　甲。\n", encoding="utf-8")
    with pytest.raises(FatiaoError, match="this worker has other files than the build"):
        cluster._read(job, cluster.LawShard(1, 1))
