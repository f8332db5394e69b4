"""Killed at any moment: no finished file is lost, none is half there."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from faults.command import PROGRAM, SHORT, run
from treves.study import load_findings

HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills are tried where processes can be forked")


def test_a_hundred_kills_lose_no_finished_file_and_leave_no_half_one(tmp_path):
    """SIGKILL at 100 random moments while findings, report, table and log are rewritten: each is whole, none older than
    what was told to be written, no decision is lost; what was left under temporary names goes with the next run."""
    done = subprocess.run(
        [sys.executable, HERE / "killed_writers.py", tmp_path, "100"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["kills"] == 100
    assert told["turns"] > 10, "the writers were killed before they wrote anything"
    assert told["left"] > 0, "no kill came in the middle of a file"
    assert told["after"] == 0


@pytest.fixture(scope="module")
def earlier(tmp_path_factory):
    """Return the folder of a whole run."""
    folder = tmp_path_factory.mktemp("earlier")
    assert run("run", "ruritania", *SHORT, "--out", folder, cwd=folder).returncode == 0
    return folder


@pytest.mark.parametrize("line", ["Trying every package", "Writing findings"])
def test_a_run_killed_at_any_stage_leaves_the_findings_before_it_or_new_ones(earlier, tmp_path, line):
    """An earlier run's findings stay readable, whichever stage the next run is killed in."""
    folder = shutil.copytree(earlier, tmp_path / "out")
    before = load_findings(folder / "findings.json").seed
    with subprocess.Popen(
        [*PROGRAM, "run", "ruritania", *SHORT, "--seed", "7", "--out", folder], cwd=tmp_path,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8",
    ) as going:  # fmt: skip
        while line not in (told := going.stderr.readline()):
            assert told, "the run ended before it was killed"
        going.send_signal(signal.SIGKILL)
    assert load_findings(folder / "findings.json").seed in ({before, 7} if "Writing" in line else {before})
    assert (folder / "report.html").read_text("utf-8").rstrip().endswith("</html>")


def test_a_run_told_to_end_leaves_nothing_behind(tmp_path):
    """SIGTERM, as a machine that shuts down sends it: temporary files go, the code says what ended it."""
    with subprocess.Popen(
        [*PROGRAM, "run", "ruritania", *SHORT, "--out", "o"], cwd=tmp_path,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8",
    ) as going:  # fmt: skip
        while "Trying every package" not in going.stderr.readline():
            assert going.poll() is None
        going.send_signal(signal.SIGTERM)
        _, told = going.communicate(timeout=120)
    assert going.returncode == 128 + signal.SIGTERM
    assert "Traceback" not in told
    assert [path for path in tmp_path.rglob("*") if path.is_file() and ".treves" not in path.parts] == []
    assert list(tmp_path.rglob("*.part")) == []
