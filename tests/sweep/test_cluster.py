"""A Dask cluster of two workers on this machine, as the guide starts it: the same results, and what if it breaks."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

import treves
from sweep.works import Deadly, DeadlyOnce, Greedy, Hills, points_of, told_nothing
from treves.errors import TrevesError
from treves.store.tasks import TaskLedger
from treves.sweep import cluster
from treves.sweep.cluster import Cluster, SchedulerLostError
from treves.sweep.crew import Here
from treves.sweep.memory import read_bytes
from treves.sweep.run import plan_sweep, run_sweep
from treves.sweep.studies import ask
from treves.sweep.work_through import work_through

pytest.importorskip("distributed", reason="the extra dask is not installed")
TESTS = Path(__file__).parents[1]
FEW_FAILURES = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}


@contextmanager
def started_cluster(folder, workers=2):
    """Start a scheduler and workers; yield the address and the scheduler's process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    environment = {**os.environ, **FEW_FAILURES, "PYTHONPATH": str(TESTS)}
    dask = [sys.executable, "-m", "dask"]
    with (folder / "log.txt").open("w") as log:

        def start(*words):
            return subprocess.Popen([*dask, *words], env=environment, stdout=log, stderr=log, cwd=folder)

        running = [start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show")]
        each = ("--nthreads", "1", "--nworkers", str(workers))
        running.append(start("worker", address, "--host", "127.0.0.1", *each, "--no-dashboard"))
        try:
            yield address, running[0]
        finally:
            for process in running[::-1]:
                process.terminate()
            for process in running:
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The address of a cluster of two workers."""
    with started_cluster(tmp_path_factory.mktemp("cluster")) as (found, _), pytest.MonkeyPatch.context() as patch:
        patch.setattr(cluster, "CONNECT_SECONDS", 60)  # a busy machine starts it slowly
        yield found


def test_a_cluster_finds_the_same_bits_as_one_process(work_in, forty, address):
    """Two workers of Dask, and this process alone."""
    assert work_in(Hills(), forty, Cluster(address)) == work_in(Hills(), forty, Here(), name="here")


def test_a_sweep_over_ruritania_on_a_cluster_writes_the_same_bytes(address, tmp_path):
    """Real studies: the table and the findings of two workers of Dask and of this process."""
    case = treves.load_case("ruritania")
    asked = ask(case, ("deals", "talks"), {}, draws=100)
    plan = plan_sweep(case, ["talks:blame", "stake:AU"], "sobol", asked, size=2, seed=1)
    for name, crew in (("here", Here()), ("there", Cluster(address))):
        (tmp_path / name).mkdir()
        run_sweep(plan, tmp_path / name, crew)
    for file in ("results.csv", "sweep.json"):
        assert (tmp_path / "here" / file).read_bytes() == (tmp_path / "there" / file).read_bytes()


def test_an_interrupted_cluster_sweep_goes_on_elsewhere(work_in, forty, address):
    """Stopped on the cluster, finished in this process: the same bits as without a stop."""

    class EnoughError(Exception):
        pass

    def stop(told, _share):
        if "studies" in told:
            raise EnoughError

    with pytest.raises(EnoughError):
        work_in(Hills(0.1), forty, Cluster(address), tell=stop)
    assert work_in(Hills(), forty, Here()) == work_in(Hills(), forty, Here(), name="here")


def test_the_loss_of_a_worker_costs_nothing(work_in, forty, address, tmp_path):
    """A worker is killed in the middle of a task: the task is done by another, and nothing fails."""
    found = work_in(DeadlyOnce(0.5, str(tmp_path / "died")), forty, Cluster(address))
    assert (tmp_path / "died").exists()
    assert found == work_in(Hills(), forty, Here(), name="here")


def test_a_task_that_kills_workers_is_given_up_and_no_other_is_blamed(work_in, address):
    """Dask gives up on all that a dead worker held; only the one that also kills alone has failed."""
    points = points_of(12)
    edge = points[:, 0].max()
    found = work_in(Deadly(edge), points, Cluster(address))
    (failed,) = [(number, failure) for number, _, failure in found if failure]
    assert failed[0] == points[:, 0].argmax()
    assert failed[1] == "workers died over it, again and again, also when it was alone at the cluster"
    assert len(found) == 12


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_a_task_over_its_memory_fails_on_a_cluster_too(work_in, forty, address):
    """2 GB are asked for where 300 MB may be taken; the worker lives on."""
    found = work_in(Greedy(0.9), forty, Cluster(address, read_bytes("300M")))
    failed = {number for number, _, failure in found if failure}
    assert failed == {number for number, point in enumerate(forty) if point[0] >= 0.9}
    assert {failure for _, _, failure in found if failure} == {
        "out of memory: it needs more than the 300 MB it may take"
    }


def test_workers_with_another_treves_are_refused(forty, address, monkeypatch):
    """Results of two versions never mix."""
    monkeypatch.setattr(cluster, "version", lambda _name: "9.9.9")
    with pytest.raises(TrevesError, match=r"has treves .*; right would be treves 9\.9\.9"):
        next(Cluster(address).work(Hills(), [(0, (0.1, 0.2))]))


def test_nobody_at_the_address_is_told(monkeypatch):
    """A wrong address is a message, in seconds."""
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    with pytest.raises(TrevesError, match=r"no Dask cluster answers at tcp://127\.0\.0\.1:9 .*right would be tcp://"):
        next(Cluster("tcp://127.0.0.1:9").work(Hills(), [(0, (0.1, 0.2))]))


def test_the_loss_of_the_scheduler_is_told_and_finished_work_is_kept(tmp_path, forty, monkeypatch):
    """The scheduler is killed in the middle: a message with what is kept; the rest is done later, elsewhere."""
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 60)
    with (
        started_cluster(tmp_path, workers=1) as (address, scheduler),
        TaskLedger.open(tmp_path / "ledger.sqlite", {"work": "lost"}) as ledger,
    ):

        def kill(told, _share):
            if "studies" in told and ledger.finished():
                scheduler.kill()

        began = time.monotonic()
        with pytest.raises(SchedulerLostError, match="studies are finished and kept; the same command goes on"):
            work_through(Hills(0.3), forty, ledger, Cluster(address), tell=kill)
        assert time.monotonic() - began < 120
        kept = ledger.finished()
        assert 0 < len(kept) < 40
        work_through(Hills(), forty, ledger, Here(), tell=told_nothing)
        assert [task.result for task in ledger.tasks()] == [dict(Hills()(point)) for point in forty.tolist()]
