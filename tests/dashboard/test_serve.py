"""``treves show`` from the command line: one clear line for whatever is in the way, an open page where nothing is."""

import os
import shutil
import signal
import socket
import subprocess
import sys

import httpx
import pytest

from treves.dashboard import serve
from treves.dashboard.opened import OpenCase
from treves.dashboard.work_folder import find_work_folder
from treves.dashboard.workbench import Workbench
from treves.errors import TrevesError

from .double_engine import DoubleEngine

SHOW = [sys.executable, "-m", "treves", "show"]


def show(*args, **more):
    return subprocess.run([*SHOW, *args], capture_output=True, text=True, timeout=120, check=False, **more)


def test_a_case_with_faults_is_told_before_anything_listens(tmp_path):
    done = show("no-such-case", "--no-browser", cwd=tmp_path)
    assert done.returncode == 2
    assert "no packaged case" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_told_in_one_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = show("ruritania", "--no-browser", "--port", str(taken.getsockname()[1]), cwd=tmp_path)
    assert done.returncode == 2
    assert "is taken" in done.stderr
    assert "--port" in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_usual_port_taken_means_another_one():
    """Two pages at once: the second finds a port by itself."""
    first = serve._listen(None)
    second = serve._listen(None)
    with first, second:
        assert first.getsockname()[0] == second.getsockname()[0] == "127.0.0.1"
        assert first.getsockname()[1] != second.getsockname()[1]


def test_nothing_but_the_loopback_address_is_listened_on():
    with serve._listen(0) as listener:
        assert listener.family == socket.AF_INET
        assert listener.getsockname()[0] == "127.0.0.1"


def test_no_browser_is_told_and_the_address_stands_there(monkeypatch):
    told = []
    monkeypatch.setattr(serve.webbrowser, "open", lambda _: False)
    serve._open("http://127.0.0.1:1/", told.append)
    assert len(told) == 1
    assert "no browser" in told[0]

    def broken(_):
        raise serve.webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(serve.webbrowser, "open", broken)
    serve._open("http://127.0.0.1:1/", told.append)
    assert told[1] == told[0]


def test_the_page_is_served_until_it_is_interrupted(tmp_path):
    """The address it prints opens it; the token opens the case; Ctrl-C ends it without a traceback."""
    server = subprocess.Popen(
        [*SHOW, "ruritania", "--no-browser", "--no-run", "--port", "0"], cwd=tmp_path, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        address, _, token = server.stdout.readline().strip().rpartition(" ")[2].partition("/?token=")
        assert len(token) >= 32
        page = httpx.get(f"{address}/", params={"token": token}, timeout=60)
        assert page.headers["content-type"].startswith("text/html")
        assert token not in page.text
        assert httpx.get(f"{address}/api/start", timeout=60).status_code == 401
        started = httpx.get(f"{address}/api/start", headers={"X-Treves-Token": token}, timeout=60)
        assert started.json()["case"] == "ruritania"
        server.send_signal(signal.SIGINT)
        assert server.wait(30) in {0, 130, -signal.SIGINT}
        assert "Traceback" not in server.stderr.read()
    finally:
        server.kill()
        server.wait(10)
        server.stdout.close()
        server.stderr.close()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_one_may_not_write_in_is_told_for_somebody_who_is_not_root(tmp_path):
    tmp_path.chmod(0o500)
    assert find_work_folder("x", tmp_path).why


def test_where_nothing_can_be_kept_beside_the_case_it_is_kept_elsewhere_and_told(tmp_path, monkeypatch):
    """A file in the way stands for every folder that cannot be written to."""
    here = tmp_path / "here"
    here.mkdir()
    (here / "treves-ruritania").write_text("a file")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    found = find_work_folder("ruritania", here)
    assert found.is_kept
    assert str(tmp_path / "cache") in found.why
    bench = Workbench(OpenCase("ruritania", None, DoubleEngine, list), here)
    assert found.why in bench.remarks
    (tmp_path / "blocked").write_text("a file")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "blocked"))
    found = find_work_folder("ruritania", here)
    assert not found.is_kept
    assert "gone tomorrow" in found.why
    shutil.rmtree(found.path)


def test_a_port_one_may_not_use_is_told(monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(serve.socket.socket, "bind", refuse)
    with pytest.raises(TrevesError, match="more rights"):
        serve._listen(80)


def test_a_case_one_may_not_write_to_can_be_looked_at_and_says_what_to_do(own_case, tmp_path, monkeypatch):
    """Review is off and says why; variants lie in the working folder."""
    monkeypatch.setattr(os, "access", lambda path, _: path != own_case)
    bench = Workbench(OpenCase(str(own_case), None, DoubleEngine, list), tmp_path / "work")
    assert bench.review.desk is None
    assert any("right would be a copy" in remark for remark in bench.remarks)
    assert not bench.is_own
    bench.variants.write("v", (), "")
    assert not (own_case / "variants").exists()
