"""Odd surroundings: streams that are closed, no home, odd terminals, locales and clocks. It works, or says why not."""

import itertools
import json
import os
import subprocess
import sys
import time

import pytest

from faults.command import PROGRAM, copy_of_ruritania, run
from treves.case import load_case
from treves.study import run_study

POSIX = pytest.mark.skipif(os.name != "posix", reason="closed by number, as a POSIX shell does")
WORDS = ("place", "ruritania")


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    """Return what a verb prints in ordinary surroundings."""
    return run(*WORDS, cwd=tmp_path_factory.mktemp("usual")).stdout


def at_end(number):
    """Return what closes a stream in the child, just before treves starts."""
    return lambda: os.close(number)


@pytest.mark.parametrize(
    "env",
    [
        {},
        {"HOME": "/no/such/home", "TERM": ""},
        {"LC_ALL": "nl_NL.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu"},
        {"LC_ALL": "tr_TR.UTF-8", "TZ": "Nonsense/Nowhere"},
        {"PYTHONUTF8": "1", "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "abc", "LINES": "-1"},
    ],
    ids=["nothing at all", "no home", "Dutch in Kathmandu", "Turkish", "dumb terminal"],
)
def test_what_is_printed_does_not_depend_on_the_surroundings(env, usual, tmp_path):
    """No home, no terminal, other locales and time zones: the same letters."""
    done = run(*WORDS, cwd=tmp_path, env={"PATH": os.defpath, "PYTHONUTF8": "1"} | env)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode() == usual.decode()


def test_a_terminal_of_twenty_columns_shows_everything_folded(tmp_path):
    """Narrow is unlovely, and still whole: every option's name is there, letter by letter."""
    pty = pytest.importorskip("pty")
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 20, 0, 0))
    with subprocess.Popen(
        [*PROGRAM, *WORDS], cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE,
        env={key: held for key, held in os.environ.items() if key not in {"COLUMNS", "LINES"}} | {"TERM": "xterm"},
    ) as going:  # fmt: skip
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 65536):
                shown += piece
        except OSError:  # the other side is closed
            pass
        told = going.stderr.read()
    os.close(ours)
    assert going.returncode == 0, told
    assert b"Traceback" not in told
    lines = shown.decode().replace("\r", "").split("\n")
    assert shown.strip()
    assert max(map(len, lines)) < 200


def test_a_terminal_without_letters_shows_question_marks_and_valid_json(tmp_path):
    """ASCII alone: a table with marks in place of letters; JSON escapes what it cannot write."""
    env = {"PATH": os.defpath, "PYTHONIOENCODING": "ascii"}
    done = run(*WORDS, cwd=tmp_path, env=env)
    assert done.returncode == 0
    assert b"?" in done.stdout
    done = run(*WORDS, "--json", cwd=tmp_path, env=env)
    case = load_case("ruritania")
    assert json.loads(done.stdout)
    assert done.stdout.isascii()
    assert {issue.name for issue in case.agenda.issues} <= set(done.stdout.decode().replace('"', " ").split())


@POSIX
@pytest.mark.parametrize("number", [0, 1, 2], ids=["stdin", "stdout", "stderr"])
def test_a_closed_stream_is_an_empty_one(number, usual, tmp_path):
    """Closed before treves starts (``<&-``, ``>&-``, ``2>&-``): no traceback, and no file gets the words meant for it."""
    close = {"preexec_fn": at_end(number)}
    done = run("place", "ruritania", "--plot", "p.svg", cwd=tmp_path, **close)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "p.svg").read_text("utf-8").lstrip().startswith("<svg")
    assert (done.stdout == usual) or number == 1


@POSIX
def test_a_review_without_an_input_stops_and_keeps_what_was_decided(tmp_path):
    """Nobody is there to answer."""
    case = copy_of_ruritania(tmp_path / "mine")
    table = case / "statements.csv"
    table.write_bytes(table.read_bytes().replace(b"accepted", b"open"))
    done = run("review", case, "--reviewer", "x", cwd=tmp_path, preexec_fn=at_end(0))
    assert done.returncode == 0
    assert b"every decision so far is kept" in done.stdout


@POSIX
def test_a_reader_that_goes_away_ends_it_quietly(tmp_path):
    """``treves schema | head -1``: no traceback, no complaint."""
    with subprocess.Popen([*PROGRAM, "schema"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as going:
        going.stdout.read(1)
        going.stdout.close()
        told = going.stderr.read()
    assert going.returncode == 0
    assert told == b""


def test_a_clock_set_back_changes_no_finding(monkeypatch):
    """A clock that runs backwards through years: the same findings, to the last digit."""
    case = load_case("ruritania")
    plan = {"draws": 100, "worlds": 2, "with_strain": False}
    first = run_study(case, **plan).model_dump_json()
    ticks = itertools.count()
    monkeypatch.setattr(time, "time", lambda: 2e9 - 1e6 * next(ticks))
    monkeypatch.setattr(time, "time_ns", lambda: int(1e9 * (2e9 - 1e6 * next(ticks))))
    assert run_study(case, **plan).model_dump_json() == first


@pytest.mark.parametrize("seconds", [-(10**9), 4 * 10**11])
def test_files_dated_by_a_clock_gone_wrong_are_told(seconds, tmp_path):
    """Changed in 1938, or in the year 14645: a day from the calendar, or a request for --as-of."""
    seeds = os.path.join(os.path.dirname(__file__), os.pardir, "fuzz", "seeds")  # noqa: PTH118, PTH120
    for name in ("domain.xml", "profile.xml"):
        with open(os.path.join(seeds, name), "rb") as file:  # noqa: PTH118, PTH123
            (tmp_path / name).write_bytes(file.read())
        try:
            os.utime(tmp_path / name, (seconds, seconds))
        except (OSError, OverflowError):
            pytest.skip("this disk keeps no such day")
    if (tmp_path / "domain.xml").stat().st_mtime != seconds:
        pytest.skip("this disk keeps no such day")
    done = run("import", "domain.xml", "profile.xml", "--out", "o", cwd=tmp_path)
    assert done.returncode == (0 if seconds < 0 else 2), done.stderr
    assert seconds < 0 or b"--as-of" in done.stderr


NO_PLACE = """
import numba.core.caching as caching
def refuse(self, *_):
    raise OSError(30, "Read-only file system")
for kind in vars(caching).values():
    if isinstance(kind, type) and issubclass(kind, caching._CacheLocator):
        kind.ensure_cache_path = refuse
import numpy as np
from treves.bargaining import compiling_told
from treves.bargaining.front import pareto_front
import treves.chain, treves.crisis.response
assert not list(pareto_front(np.array([[0.0, 0.0], [1.0, 1.0]]))) == [0]
print(compiling_told())
"""


def test_where_compiled_code_cannot_be_kept_it_works_and_says_so(tmp_path):
    """Neither the package nor the home folder can be written: every room still loads, a kernel runs, and the user is
    told that each run will compile."""
    done = subprocess.run([sys.executable, "-c", NO_PLACE], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "as in every run here" in done.stdout
