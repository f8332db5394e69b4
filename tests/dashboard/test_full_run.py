"""The full run behind the page: in a child at low priority, kept by what it is made of, ended with its server."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

import treves
from treves.dashboard.full_run import FullRuns
from treves.dashboard.kept_findings import KeptFindings, RunKey

from .serving import serving, small_case

CHANGE = {"set": "sessions", "count": 1}


def wait_for(done, seconds=120):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := done():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come")


def is_alive(pid):
    with contextlib.suppress(ProcessLookupError, FileNotFoundError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A page whose full run began by itself and is done."""
    here = tmp_path_factory.mktemp("runs")
    folder = small_case(here / "mine")
    told = []
    with serving(folder, here, is_run_started=True) as page:
        page.post("/api/look", {"want": ["deals"]})

        def done():
            state = page.get("/api/run").json()
            told.append(state)
            assert not state["error"], state
            return state["finished"]

        wait_for(done)
        yield page, here, told


def test_a_full_run_begins_by_itself_and_is_what_treves_run_finds(finished):
    """The same findings, bit by bit, as the walk in Python; progress is told on the way."""
    page, _, told = finished
    found = page.get("/api/findings").json()
    whole = treves.run_study(treves.load_case(page.opened.where)).model_dump(mode="json")
    assert found == json.loads(json.dumps(whole))
    assert page.get("/api/start").json()["findings"] == found
    assert any(state["is_running"] and 0 < state["share"] < 1 for state in told)
    assert page.get("/api/run").json()["share"] == 1.0


def test_a_statement_tells_how_far_the_findings_move_without_it(finished):
    page, _, _ = finished
    told = [page.get(f"/api/statements/{one['name']}").json() for one in page.get("/api/start").json()["statements"]]
    assert all(one["is_used"] and one["told"]["says"] is not None for one in told)
    assert any(one["influence"] for one in told)


def test_a_finished_run_is_found_again_at_the_next_start(finished):
    """Nothing is run again while case, seed, draws, worlds and version agree; of a changed case nothing is taken."""
    page, here, _ = finished
    kept = KeptFindings(here / "treves-mine")
    case = page.opened.case
    assert kept.find(RunKey.of(case)) == page.get("/api/findings").json()
    with serving(page.opened.where, here, is_run_started=True) as again:
        assert again.get("/api/start").json()["findings"]
        again.post("/api/look", {"want": ["deals"]})
        time.sleep(0.3)
        assert not again.get("/api/run").json()["is_running"]
    for other in (replace(case, seed=case.seed + 1), replace(case, draws=101), replace(case, digest="x")):
        assert kept.find(RunKey.of(other)) is None


def test_a_run_of_a_variant_has_findings_of_its_own(finished):
    page, _, _ = finished
    before = page.get("/api/run").json()["finished"]
    assert page.post("/api/findings", {"adjustments": [CHANGE]}).status_code == 404
    assert page.post("/api/run", {"adjustments": [CHANGE]}).json()["adjustments"] == [CHANGE]
    wait_for(lambda: page.get("/api/run").json()["finished"] > before)
    told = page.post("/api/findings", {"adjustments": [CHANGE]}).json()
    assert told["set_by_hand"]
    assert told != page.get("/api/findings").json()


def test_findings_cut_short_or_of_something_else_are_passed_over(finished, tmp_path):
    """Half a file, no JSON, findings of another version: none of them is taken for this run's."""
    page, _, _ = finished
    key, whole = RunKey.of(page.opened.case), page.get("/api/findings").json()
    kept = KeptFindings(tmp_path)
    place = kept.place_of(key)
    place.parent.mkdir(parents=True)
    for text in ("", "{", "[]", "null", json.dumps(whole)[:-40], json.dumps(whole | {"version": "0"}), "[" * 100_000):
        place.write_text(text, "utf-8")
        assert KeptFindings(tmp_path).find(key) is None
    place.write_text(json.dumps(whole), "utf-8")
    assert KeptFindings(tmp_path).find(key) == whole


def test_a_run_is_of_low_priority_and_can_be_stopped(own_case, tmp_path):
    """Stopped half-way it leaves no findings, and the next may begin."""
    kept = KeptFindings(tmp_path / "work")
    case = treves.load_case(own_case)
    runs = FullRuns(str(own_case), None, kept)
    runs.start((), RunKey.of(case))
    child = runs._child
    assert child is not None
    if hasattr(os, "getpriority"):
        wait_for(lambda: os.getpriority(os.PRIO_PROCESS, child.pid) == 10, 60)
    runs.stop()
    wait_for(lambda: not runs.state()["is_running"], 30)
    assert not is_alive(child.pid)
    assert not kept.place_of(RunKey.of(case)).exists()
    assert not runs.state()["error"]
    runs.close()


def test_a_run_of_a_case_that_changed_meanwhile_says_so(own_case, tmp_path):
    kept = KeptFindings(tmp_path / "work")
    runs = FullRuns(str(own_case), None, kept)
    key = RunKey.of(treves.load_case(own_case))
    report = own_case / "reports" / "courier-geese.txt"
    report.write_bytes(report.read_bytes() + b"\n")
    runs.start((), key)
    wait_for(lambda: not runs.state()["is_running"], 60)
    assert "changed" in runs.state()["error"]
    assert not kept.place_of(key).exists()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="children are looked for in /proc")
def test_killing_the_server_ends_its_run(own_case, tmp_path):
    """SIGKILL leaves the server no time to tidy up; the child ends by itself within seconds."""
    server = subprocess.Popen(
        [sys.executable, "-m", "treves", "show", str(own_case), "--no-browser", "--port", "0"],
        cwd=tmp_path, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        address, _, token = server.stdout.readline().partition("http://")[2].strip().partition("/?token=")
        with httpx.Client(base_url=f"http://{address}", headers={"X-Treves-Token": token}, timeout=120) as browser:
            assert browser.post("/api/run", json={"adjustments": [CHANGE]}).status_code == 200
        children = wait_for(lambda: _children_of(server.pid), 30)
        server.send_signal(signal.SIGKILL)
        server.wait(10)
        wait_for(lambda: not any(is_alive(pid) for pid in children), 30)
    finally:
        server.kill()
        server.wait(10)
        server.stdout.close()


def _children_of(pid):
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):
            found += [int(one) for one in (task / "children").read_text().split()]
    return found
