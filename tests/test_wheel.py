"""The wheel is whole: it runs the reference case with no checkout beside it and no network."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from treves.study.compiling import where_kept

ROOT = Path(__file__).parents[1]

NO_NETWORK = """
import socket
def refuse(*args, **kwargs):
    raise AssertionError("something asked for the network")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refuse
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """Return a folder with the wheel's contents, and nothing else of the project."""
    uv = shutil.which("uv")
    if uv is None:
        pytest.skip("building the wheel needs uv on the PATH")
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [uv, "build", "--wheel", "--out-dir", str(folder / "dist"), str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode != 0 and "hatchling" in built.stderr and "fetch" in built.stderr:
        pytest.skip("the build backend can neither be found nor fetched here")
    assert built.returncode == 0, built.stderr
    (wheel,) = (folder / "dist").glob("*.whl")
    target = folder / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def lend_compiled(unpacked, room):
    """Give an unpacked room what was compiled of the same files here, under the same dates, so that it is not stale."""
    own = unpacked / "treves" / room
    for file in (ROOT / "src" / "treves" / room).glob("*.py"):
        assert file.read_bytes() == (own / file.name).read_bytes()
        times = file.stat()
        os.utime(own / file.name, ns=(times.st_atime_ns, times.st_mtime_ns))
    kept = where_kept(room)
    if kept is not None:
        shutil.copytree(kept, own / "__pycache__", ignore=shutil.ignore_patterns("*.pyc"))


def test_the_wheel_runs_the_reference_case_without_checkout_or_network(unpacked, tmp_path):
    """Unpacked elsewhere, with every connection refused, the main job (a short one) writes findings and report.

    Bargaining is compiled anew, as on a machine that never saw treves; the talks and the chain were before the first
    test, from the same bytes.
    """
    for room in ("crisis", "chain"):
        lend_compiled(unpacked, room)
    (unpacked / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(unpacked), "HOME": str(tmp_path / "home")}
    env.pop("NUMBA_CACHE_DIR", None)
    (tmp_path / "home").mkdir()
    where = subprocess.run(
        [sys.executable, "-c", "import treves; print(treves.__file__)"],
        cwd=tmp_path, env=env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert where.stdout.startswith(str(unpacked))
    done = subprocess.run(
        [sys.executable, "-m", "treves", "run", "rutte4-asylum", "--no-strain", "--draws", "200", "--worlds", "4"],
        cwd=tmp_path, env=env, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Compiling, once on this machine" in done.stderr
    assert (tmp_path / "treves-rutte4-asylum" / "findings.json").is_file()
    assert (tmp_path / "treves-rutte4-asylum" / "report.html").is_file()


def test_the_wheel_carries_both_cases_the_template_and_the_schemas(unpacked):
    """What is not Python is in the wheel too."""
    package = unpacked / "treves"
    for name in ("ruritania", "rutte4-asylum"):
        assert (package / "cases" / name / "case.yaml").is_file()
        assert list((package / "cases" / name / "reports").glob("*.txt"))
    for variant in ("majority", "minority"):
        own = package / "cases" / "ruritania" / "variants" / variant
        assert (own / "case.yaml").is_file()
        assert list((own / "reports").glob("*.txt"))
    assert (package / "case" / "template" / "case.yaml").is_file()
    source = Path(__file__).parents[1] / "src" / "treves" / "case" / "schemas"
    shipped = {path.name for path in (package / "case" / "schemas").glob("*.json")}
    assert shipped == {path.name for path in source.glob("*.json")}
    assert "case.schema.json" in shipped
    assert (package / "py.typed").is_file()


def test_no_press_text_and_no_path_of_a_machine_is_shipped(unpacked):
    """Nothing in the wheel is copied from the folder of test data, nor names a home folder."""
    shared = ROOT.parent / "shared" / "reports"
    texts = [path.read_text("utf-8", errors="replace") for path in unpacked.rglob("*") if path.is_file()]
    for text in texts:
        assert "/home/" not in text
        assert "/root/" not in text
    if not shared.is_dir():
        pytest.skip("../shared/reports is not here to compare with")
    for report in shared.glob("*.txt"):
        words = report.read_text("utf-8").split()
        phrases = {" ".join(words[i : i + 8]) for i in range(len(words) - 8)}
        for text in texts:
            ours = text.split()
            assert not phrases & {" ".join(ours[i : i + 8]) for i in range(len(ours) - 8)}
