"""Whoever works, in whatever order, however often it was stopped: the same results, and no study done twice."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sweep.works import Counted, Deadly, DeadlyOnce, Faulty, Greedy, Hills
from treves.errors import TrevesError
from treves.store import StoreError
from treves.store.tasks import TaskLedger
from treves.sweep.crew import Here
from treves.sweep.memory import read_bytes
from treves.sweep.processes import Processes
from treves.sweep.work_through import work_through

TESTS = Path(__file__).parents[1]
HEAD = f"""
import resource, sys
sys.path.insert(0, {str(TESTS)!r})
from sweep.works import Counted, Hills, points_of, told_nothing
from treves.errors import TrevesError
from treves.store.tasks import TaskLedger
from treves.sweep.crew import Here
from treves.sweep.processes import Processes
from treves.sweep.work_through import work_through
"""


def test_one_process_two_processes_and_an_interrupted_sweep_give_the_same_bits(work_in, forty):
    """Results do not depend on who worked, nor on where it was stopped."""
    here = work_in(Hills(), forty, Here(), name="here")
    two = work_in(Hills(), forty, Processes(2), name="two")

    class EnoughError(Exception):
        pass

    def stop(told, _share):
        if "studies" in told:
            raise EnoughError

    with pytest.raises(EnoughError):
        work_in(Hills(0.05), forty, Processes(2), name="stopped", tell=stop)
    stopped = work_in(Hills(), forty, Processes(1), name="stopped")
    assert here == two == stopped
    assert [number for number, _, _ in here] == list(range(40))


def test_a_killed_sweep_goes_on_without_doing_finished_work_again(tmp_path, forty):
    """The whole sweep is killed in the middle (SIGKILL); afterwards only what was not kept is done."""
    script = _script(
        tmp_path,
        """
if __name__ == "__main__":
    with TaskLedger.open("ledger.sqlite", {"work": "killed"}) as ledger:
        work_through(Counted("done.txt", 0.1), points_of(40), ledger, Processes(2), tell=told_nothing)
""",
    )
    started = subprocess.Popen([sys.executable, str(script)], cwd=tmp_path)
    _wait_until_done(tmp_path / "done.txt", 8, started)
    started.send_signal(signal.SIGKILL)
    started.wait()
    time.sleep(0.5)  # its workers see that it is gone
    done_before = _count(tmp_path / "done.txt")
    with TaskLedger.open(tmp_path / "ledger.sqlite", {"work": "killed"}) as ledger:
        kept = len(ledger.finished())
        assert 0 < kept < 40
        work_through(Counted(str(tmp_path / "done.txt")), forty, ledger, Here(), tell=lambda _told, _share: None)
        results = [(task.number, task.result, task.failure) for task in ledger.tasks()]
    assert _count(tmp_path / "done.txt") - done_before == 40 - kept
    assert results == [(number, dict(Hills()(point)), "") for number, point in enumerate(forty.tolist())]


def test_ctrl_c_ends_workers_at_once_and_keeps_what_is_finished(tmp_path):
    """SIGINT in the middle: the sweep stops in a moment, no worker outlives it, and the ledger holds what came back."""
    script = _script(
        tmp_path,
        """
if __name__ == "__main__":
    with TaskLedger.open("ledger.sqlite", {"work": "ctrl-c"}) as ledger:
        try:
            work_through(Counted("done.txt", 0.1), points_of(400), ledger, Processes(2), tell=told_nothing)
        except KeyboardInterrupt:
            sys.exit(130)
""",
    )
    started = subprocess.Popen([sys.executable, str(script)], cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    _wait_until_done(tmp_path / "done.txt", 8, started)
    started.send_signal(signal.SIGINT)
    _, told = started.communicate(timeout=20)
    assert started.returncode == 130
    assert "Traceback" not in told
    after = _count(tmp_path / "done.txt")
    time.sleep(0.5)
    assert _count(tmp_path / "done.txt") == after  # nobody goes on
    with TaskLedger.open(tmp_path / "ledger.sqlite", {"work": "ctrl-c"}) as ledger:
        assert 0 < len(ledger.finished()) <= after


def test_a_task_that_kills_its_worker_three_times_is_given_up_and_the_others_go_on(work_in, forty):
    """Workers die over some points; those fail with the reason, every other point has its result."""
    found = work_in(Deadly(0.94), forty, Processes(2))
    assert len(found) == 40
    for number, result, failure in found:
        point = forty[number].tolist()
        if point[0] >= 0.94:
            assert result is None
            assert failure == "its worker died 3 times over it (killed by SIGKILL)"
        else:
            assert result == dict(Hills()(point))
    assert any(failure for _, _, failure in found)


def test_a_worker_killed_by_chance_costs_nothing(work_in, forty, tmp_path):
    """A worker dies once, of something else: its task is done again, and nothing fails."""
    found = work_in(DeadlyOnce(0.5, str(tmp_path / "died")), forty, Processes(2))
    assert (tmp_path / "died").exists()
    assert found == work_in(Hills(), forty, Here(), name="here")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
@pytest.mark.parametrize("crew", [Here, lambda room: Processes(1, room)], ids=["here", "process"])
def test_a_task_over_its_memory_fails_with_the_reason_and_others_go_on(work_in, forty, crew):
    """2 GB are asked for where 300 MB may be taken."""
    found = work_in(Greedy(0.9), forty, crew(read_bytes("300M")))
    failed = {number for number, _, failure in found if failure}
    assert failed == {number for number, point in enumerate(forty) if point[0] >= 0.9}
    assert {failure for _, _, failure in found if failure} == {
        "out of memory: it needs more than the 300 MB it may take"
    }


def test_a_study_that_is_refused_or_stumbles_is_told_and_others_go_on(work_in, forty):
    """What goes wrong inside a study is its result, by name."""
    found = work_in(Faulty(), forty, Here())
    assert {failure for _, _, failure in found} == {
        "",
        "no option is left on the table",
        "ZeroDivisionError: division by zero",
    }


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a limit on file sizes")
def test_a_full_disk_is_told_what_is_kept_stays_and_the_sweep_goes_on_later(tmp_path, forty):
    """The ledger can grow no further: the message says what is kept; with room again, the rest is done."""
    script = _script(
        tmp_path,
        """
with TaskLedger.open("ledger.sqlite", {"work": "full"}) as ledger:
    resource.setrlimit(resource.RLIMIT_FSIZE, (48_000, resource.RLIM_INFINITY))
    try:
        work_through(Hills(0.25), points_of(40), ledger, Here(), tell=told_nothing)
    except TrevesError as error:
        sys.exit(str(error))
""",
    )
    ended = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "of 40 studies are finished and kept; the same command goes on from there" in ended.stderr
    with TaskLedger.open(tmp_path / "ledger.sqlite", {"work": "full"}) as ledger:
        kept = len(ledger.finished())
        assert 0 < kept < 40
        work_through(Hills(), forty, ledger, Here(), tell=lambda _told, _share: None)
        assert len(ledger.finished()) == 40


def test_workers_that_cannot_begin_are_told_with_the_usual_reason(tmp_path):
    """A script without the guard starts itself again in every worker: a message, not an endless tree of processes."""
    script = _script(
        tmp_path,
        """
with TaskLedger.open("ledger.sqlite", {"work": "no guard"}) as ledger:
    try:
        work_through(Hills(), points_of(4), ledger, Processes(1), tell=told_nothing)
    except TrevesError as error:
        sys.exit(str(error))
""",
    )
    ended = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert 'under  if __name__ == "__main__":' in ended.stderr


def test_a_ledger_is_refused_to_another_sweep(tmp_path):
    """Results of two cases or two versions never mix; the message names what differs."""
    TaskLedger.open(tmp_path / "ledger.sqlite", {"treves": "0.1.0", "case": "geese"}).close()
    with pytest.raises(StoreError, match=r"treves was 0\.1\.0 and is 0\.2\.0; right would be: another folder"):
        TaskLedger.open(tmp_path / "ledger.sqlite", {"treves": "0.2.0", "case": "geese"})


def test_no_workers_are_refused():
    """Nobody can work with nobody."""
    with pytest.raises(TrevesError, match="0 workers; right would be 1 or more"):
        Processes(0)


def test_counted_work_is_done_once_each(work_in, forty, tmp_path):
    """Without faults, every study is done exactly once."""
    work_in(Counted(str(tmp_path / "done.txt")), forty, Processes(2))
    lines = (tmp_path / "done.txt").read_text().split()
    assert sorted(map(float, lines)) == sorted(forty[:, 0].tolist())


def _count(path):
    return len(path.read_text().splitlines()) if path.exists() else 0


def _script(folder, body):
    script = folder / "script.py"
    script.write_text(HEAD + body)
    return script


def _wait_until_done(place, count, started):
    until = time.monotonic() + 60
    while time.monotonic() < until and started.poll() is None and _count(place) < count:
        time.sleep(0.02)
