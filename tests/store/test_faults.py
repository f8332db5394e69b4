"""What happens to kept runs when a writer is killed, a disk is full, a folder read-only, or two write at once."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from store.conftest import invented_run, invented_tables
from treves.store import StoreError, open_store

TESTS = str(Path(__file__).parents[1])
KEEPER = """
import sys
sys.path.insert(0, sys.argv[1])
from store.conftest import invented_run, invented_tables
from treves.store import open_store
folder, name, first, count = sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
with open_store(folder) as store:
    print("ready", flush=True)
    for seed in range(first, first + count):
        kept = store.keep(invented_run(seed, case=name), b'{"seed": %d}' % seed, invented_tables())
        print(kept.id, flush=True)
"""


def keep_beside(folder, name, first, count, **more):
    return subprocess.Popen(
        [sys.executable, "-c", KEEPER, TESTS, str(folder), name, str(first), str(count)],
        stdout=subprocess.PIPE, text=True, **more,
    )  # fmt: skip


# one process that has all it needs in memory and forks writers: ten kills a second instead of one
KILLER = """
import os, random, signal, sys, time
sys.path.insert(0, sys.argv[1])
import duckdb
from store.conftest import invented_run, invented_tables
from treves.store import open_store
rng = random.Random(6)
for child in range(100):
    reading, writing = os.pipe()
    writer = os.fork()
    if writer == 0:
        store = open_store(sys.argv[2])
        os.write(writing, b"begun\\n")
        for at in range(10_000):
            seed = child * 10_000 + at
            kept = store.keep(invented_run(seed), b'{"seed": %d}' % seed, invented_tables())
            os.write(writing, kept.id.encode() + b"\\n")
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        heard = [said.readline() for _ in range(1 + rng.randrange(3))]
        time.sleep(rng.uniform(0.0, 0.08))
        os.kill(writer, signal.SIGKILL)
        assert os.waitpid(writer, 0)[1] == signal.SIGKILL
        print(*heard[1:], said.read(), "killed", flush=True)
"""


def test_a_hundred_killed_writers_lose_no_finished_run_and_leave_no_half_of_one(tmp_path):
    """Killed at random moments, writers leave a store that opens, holds every run they told of, and is whole."""
    folder = tmp_path / "kept"
    open_store(folder).close()
    done = subprocess.run(
        [sys.executable, "-c", KILLER, TESTS, str(folder)], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.split()
    told = {line for line in lines if line != "killed"}
    assert lines.count("killed") == 100
    with open_store(folder) as store:
        assert store.damage() == ()
        assert told <= {run.id for run in store.runs()}
        assert len(told) >= 50
        for run in store.runs():
            assert store.load(run.id) == b'{"seed": %d}' % run.parameters["seed"]
        assert store.sql("select count(*) from deals").rows == [(2 * len(store.runs()),)]
        store.tidy()
        assert {path.name for path in (folder / "runs").iterdir()} == {run.id for run in store.runs()}


def test_two_processes_keep_fifty_runs_each_at_once_and_none_is_lost(tmp_path):
    """A hundred runs by two writers, while a reader looks on: all are there, and every look sees whole runs."""
    folder = tmp_path / "kept"
    open_store(folder).close()
    writers = [keep_beside(folder, name, 0, 50) for name in ("left", "right")]
    with open_store(folder) as store:
        seen = []
        while any(writer.poll() is None for writer in writers):
            runs = store.runs()
            seen.append(len(runs))
            if runs:
                assert store.load(runs[0].id).startswith(b'{"seed": ')
                assert store.sql("select count(*) from deals").rows[0][0] >= 2 * len(runs)
            time.sleep(0.05)
        assert [writer.wait() for writer in writers] == [0, 0]
        for writer in writers:
            writer.stdout.close()
        assert seen == sorted(seen)
        assert len(store.runs("left")) == len(store.runs("right")) == 50
        assert store.damage() == ()
        assert sorted(run.number for run in store.runs()) == list(range(1, 101))


def test_two_processes_that_keep_the_same_runs_keep_each_once(tmp_path):
    """Both finish the same ten runs: ten runs, each with two times."""
    folder = tmp_path / "kept"
    writers = [keep_beside(folder, "same", 0, 10) for _ in range(2)]
    told = [writer.communicate(timeout=120)[0].split()[1:] for writer in writers]
    assert told[0] == told[1]
    with open_store(folder) as store:
        assert len(store.runs()) == 10
        assert all(len(run.times) == 2 for run in store.runs())


def test_a_full_disk_is_told_and_keeps_what_there_was(small_disk, fill):
    """Nothing half-written on a disk without room; with room again, the next run is kept."""
    with open_store(small_disk / "kept") as store:
        store.keep(invented_run(1), b"{}", invented_tables())
        filler = fill(small_disk)
        with pytest.raises(StoreError, match=r"nothing was half-written"):
            store.keep(invented_run(2), os.urandom(100_000), invented_tables())
        assert len(store.runs()) == 1
        filler.unlink()
        assert store.damage() == ()
        assert [path.name for path in (small_disk / "kept" / "runs").iterdir()] == [store.runs()[0].id]
        store.keep(invented_run(2), b"{}", invented_tables())
        assert len(store.runs()) == 2


def test_a_disk_that_fills_up_at_any_moment_of_keeping_loses_nothing(small_disk, fill):
    """Room for a little more each time: some runs fail, early or late, and those kept are whole."""
    kept = failed = 0
    with open_store(small_disk / "kept") as store:
        for seed, leave in enumerate(range(0, 120_000, 6_000)):
            filler = fill(small_disk, leave)
            try:
                store.keep(invented_run(seed), b"{}" * 1000, invented_tables())
                kept += 1
            except StoreError as error:
                assert "half-written" in str(error)  # noqa: PT017
                failed += 1
            filler.unlink()
            assert len(store.runs()) == kept
            assert store.damage() == ()
    assert kept
    assert failed


def test_no_new_store_on_a_full_disk(small_disk, fill):
    """A store that cannot be made says so; made later, it works."""
    filler = fill(small_disk)
    with pytest.raises(StoreError, match=r"no space left|disk is full"):
        open_store(small_disk / "kept")
    filler.unlink()
    with open_store(small_disk / "kept") as store:
        store.keep(invented_run(1), b"{}", invented_tables())


def test_a_disk_mounted_read_only_can_be_read_and_not_written(small_disk):
    """Listing, loading and SQL work where nothing may be written; keeping and deleting are refused in words."""
    with open_store(small_disk) as store:
        kept = store.keep(invented_run(1), b"{}", invented_tables())
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with open_store(small_disk) as store:
        assert store.is_read_only
        assert store.load(kept.id) == b"{}"
        assert len(store.sql("select * from deals").rows) == 2
        assert store.damage() == ()
        for refused in (lambda: store.keep(invented_run(2), b"{}", {}), lambda: store.delete(["1"])):
            with pytest.raises(StoreError, match="for reading only"):
                refused()
    with pytest.raises(StoreError, match=r"read-only|may not write"):
        open_store(small_disk, is_read_only=False)
    with pytest.raises(StoreError, match=r"read-only|may not write"):
        open_store(small_disk / "another")


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become another user")
def test_another_user_reads_a_store_that_only_its_owner_may_write():
    """Whoever may read the folder lists and asks, also while its owner has it open, and can keep nothing there."""
    code = (
        "import os, sys, duckdb\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "from store.conftest import invented_run\n"
        "from treves.store import StoreError, open_store\n"
        "import treves.store.asking\n"
        "os.setgid(65534); os.setuid(65534)\n"
        "with open_store(sys.argv[2]) as store:\n"
        "    print(store.is_read_only, store.runs()[0].id, len(store.sql('select * from deals').rows))\n"
        "    try: store.keep(invented_run(2), b'{}', {})\n"
        "    except StoreError as error: print(error)\n"
    )
    with tempfile.TemporaryDirectory(dir="/tmp") as shelf:  # a path through which every user may pass
        Path(shelf).chmod(0o755)
        with open_store(Path(shelf) / "kept") as owner:
            kept = owner.keep(invented_run(1), b"{}", invented_tables())
            words = [sys.executable, "-c", code, TESTS, str(Path(shelf) / "kept")]
            done = [subprocess.run(words, capture_output=True, text=True, check=False)]
        done.append(subprocess.run(words, capture_output=True, text=True, check=False))
    for told in done:
        assert told.stdout.splitlines()[0].split() == ["True", kept.id, "2"], told.stderr
        assert "for reading only" in told.stdout


@pytest.mark.parametrize("moment", ["findings.json.gz", "deals.parquet", "rename"])
def test_an_error_of_the_disk_at_any_step_leaves_nothing(tmp_path, monkeypatch, moment):
    """A write, a flush or a rename that fails is told, and neither a row nor a folder stays behind."""

    def failing(path, *_, **__):
        if moment == "rename" or Path(path).name == moment:
            raise OSError(5, "Input/output error", str(path))

    with open_store(tmp_path) as store:
        store.keep(invented_run(1), b"{}", invented_tables())
        with monkeypatch.context() as broken:
            if moment == "rename":
                broken.setattr(Path, "rename", failing)
            else:
                broken.setattr("treves.store.run_folder.sync_file", failing)
            with pytest.raises(StoreError, match="input/output error; nothing was half-written"):
                store.keep(invented_run(2), b"{}", invented_tables())
        assert len(store.runs()) == 1
        assert [path.name for path in (tmp_path / "runs").iterdir()] == [store.runs()[0].id]
        assert store.keep(invented_run(2), b"{}", invented_tables()).is_new


@pytest.mark.parametrize("left", [b"", b"not a database at all, but long enough to be read as one" * 100])
def test_a_damaged_ledger_is_told_with_a_way_out(tmp_path, left):
    """A ledger that is prose is told; one that lost all its bytes begins anew, and its runs can be kept again."""
    with open_store(tmp_path) as store:
        store.keep(invented_run(1), b"{}", invented_tables())
    (tmp_path / "ledger.sqlite").write_bytes(left)
    if left:
        with pytest.raises(StoreError, match=r"is damaged .* right would be"):
            open_store(tmp_path)
        (tmp_path / "ledger.sqlite").unlink()
    with open_store(tmp_path) as store:
        assert store.runs() == ()
        assert store.keep(invented_run(1), b"{}", invented_tables()).is_new
        assert store.damage() == ()


def test_a_file_where_the_folder_should_be_is_told(tmp_path):
    """Neither a file in the way nor a folder without a store gives a traceback."""
    (tmp_path / "kept").write_text("a shopping list")
    with pytest.raises(StoreError, match=r"half-written|no store"):
        open_store(tmp_path / "kept")
    with pytest.raises(StoreError, match="no store of runs"):
        open_store(tmp_path / "nowhere", is_read_only=True)
