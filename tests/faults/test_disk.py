"""Disks that are full, folders one may not write in: told in one line, what was there stays, nothing is half there."""

import errno
import os
import shutil
import subprocess
import sys
from datetime import date

import pytest

from faults.command import SHORT, run
from treves.case import new_case
from treves.case.past.spells import load_spells, write_spells
from treves.errors import CaseError
from treves.evidence.intake.store import write_text_safely
from treves.evidence.review import Decision, ReviewLog
from treves.study import write_text

DAY = date(2023, 7, 6)


@pytest.fixture
def small_disk(tmp_path):
    """Return a function that mounts a small disk; skip where that is not allowed."""
    mounted = []

    def mount(options):
        place = tmp_path / f"disk{len(mounted)}"
        place.mkdir()
        tool = shutil.which("mount")
        done = tool and subprocess.run(
            [tool, "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True, check=False
        )
        if not done or done.returncode:
            pytest.skip("a disk of memory cannot be mounted here")
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        subprocess.run(["umount", "-l", place], capture_output=True, check=False)


WRITERS = {
    "findings and reports": lambda folder: write_text(folder / "f", "new"),
    "tables and kept texts": lambda folder: write_text_safely(folder / "f", "new"),
    "tables of past cabinets": lambda folder: write_spells(load_spells()[:3], folder / "f"),
}


@pytest.mark.parametrize("fails", ["fsync", "replace"])
@pytest.mark.parametrize("writer", sorted(WRITERS))
def test_where_the_disk_fills_up_the_old_file_stays(writer, fails, tmp_path, monkeypatch):
    """ENOSPC on syncing or on renaming: the old file is whole and no temporary one is left."""
    (tmp_path / "f").write_text("old")

    def full(*_args, **_more):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if fails == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(OSError, match="space"):
        WRITERS[writer](tmp_path)
    monkeypatch.undo()
    assert (tmp_path / "f").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


def test_on_a_full_disk_a_run_says_so_and_keeps_what_was_there(small_disk, tmp_path):
    """A disk of 64 KB, which findings do not fit on."""
    disk = small_disk("size=64k")
    (disk / "findings.json").write_text("old")
    done = run("run", "ruritania", *SHORT, "--out", disk, cwd=tmp_path)
    assert done.returncode == 2
    assert b"the disk is full; nothing was half-written" in done.stderr
    assert [path.name for path in disk.iterdir()] == ["findings.json"]
    assert (disk / "findings.json").read_text() == "old"


def test_a_full_disk_stops_a_review_before_a_decision_is_half_there(small_disk):
    """The log refuses the decision that does not fit, and reads back every one before it."""
    log = ReviewLog(small_disk("size=16k") / "review.jsonl")
    kept = 0
    with pytest.raises(OSError, match="space"):
        while kept < 10_000:
            log.append(Decision(f"row-{kept}", "accept", "x" * 100, DAY))
            kept += 1
    assert [one.statement for one in log.read()] == [f"row-{k}" for k in range(kept)]


def test_on_a_full_disk_no_case_is_half_made(small_disk):
    """A new case is whole or not there."""
    disk = small_disk("size=8k")
    with pytest.raises((OSError, CaseError)):
        new_case("mine", disk)
    assert list(disk.iterdir()) == []


def test_a_read_only_disk_is_told_before_any_work(small_disk, tmp_path):
    """Nothing is worked out for a folder that cannot be written."""
    done = run("run", "ruritania", *SHORT, "--out", small_disk("size=64k,ro") / "o", cwd=tmp_path)
    assert done.returncode == 2
    assert b"read-only" in done.stderr
    assert b"Trying every package" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_limit_on_the_size_of_files_is_told(tmp_path):
    """A limit that an administrator sets (ulimit -f): one line, and nothing is left."""
    import resource

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

    done = run("run", "ruritania", *SHORT, "--out", "o", cwd=tmp_path, preexec_fn=limit)
    assert done.returncode == 2
    assert b"larger than is allowed here; nothing was half-written" in done.stderr
    assert list((tmp_path / "o").iterdir()) == []


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such device here")  # noqa: PTH110
def test_output_that_cannot_be_written_is_told(tmp_path):
    """``treves cases > /dev/full``: told on the error stream, with a code that says so."""
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = run("cases", "--json", cwd=tmp_path, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert b"the disk is full" in done.stderr
