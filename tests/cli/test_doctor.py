"""``treves doctor``: what is there, what is missing, what to do about it; it never falls over what it finds."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.metadata import metadata

import pytest

from treves.cli.installation import compiled_parts, content, machine, packages, speed, surroundings
from treves.cli.installation.finding import Finding, found_by
from typed import typed

QUICK = ("doctor", "--no-speed")


def by_name(findings):
    return {finding.name: finding for finding in findings}


def process(*words, cwd, env):
    return subprocess.run(
        [sys.executable, "-m", "treves", *words],
        cwd=cwd, env=env, capture_output=True, encoding="utf-8", errors="replace", timeout=300, check=False,
    )  # fmt: skip


def test_where_all_is_well_it_says_so_and_ends_with_0(tmp_path):
    """Here, where the tests run, everything needed is there."""
    done = typed(*QUICK, cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "All that is needed is here." in done.stdout
    for heading in ("Installed", "Packages", "Extras", "Machine", "Around", "Compiled parts", "Packaged cases"):
        assert f"\n{heading}\n" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_as_json_every_finding_has_a_state_and_whatever_is_not_there_says_what_to_do(tmp_path):
    """Programs read the same findings; nothing that is absent or missing stands without advice."""
    told = json.loads(typed("doctor", "--json", cwd=tmp_path).stdout)
    findings = [finding for matter in told["matters"].values() for finding in matter]
    assert len(findings) > 25
    assert told["is_complete"] is True
    for finding in findings:
        assert finding["told"]
        assert finding["state"] in {"there", "absent"}
        assert bool(finding["to_do"]) is (finding["state"] == "absent")
    measured = told["matters"]["Speed of one processor"]
    assert len(measured) == 3
    for finding in measured:
        figures = finding["figures"]
        assert figures["ratio"] == pytest.approx(figures["per_second"] / figures["reference_per_second"])
        assert figures["per_second"] > 0


def test_every_extra_is_told_with_what_it_is_for():
    """The extras of the installation are those that have a purpose here, no more and no fewer."""
    assert set(packages.EXTRAS) == set(metadata("treves").get_all("Provides-Extra"))
    told = " ".join(finding.told for finding in packages.extras())
    assert all(purpose in told for purpose in packages.EXTRAS.values())


@pytest.fixture
def asked(monkeypatch):
    """Return a function that changes what treves asks for."""

    def ask(*lines):
        monkeypatch.setattr(packages, "requires", lambda _: list(lines))

    return ask


def test_a_missing_package_ends_with_1_and_the_command_that_brings_it(asked, tmp_path):
    """Needed and not installed: exit code 1, the name in the last line, pip beside it."""
    asked("click>=8.1", "no-such-goose>=3.1")
    done = typed(*QUICK, cwd=tmp_path)
    assert done.returncode == 1
    assert "pip install --upgrade 'no-such-goose>=3.1'" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("Missing: no-such-goose.")
    assert json.loads(typed(*QUICK, "--json", cwd=tmp_path).stdout)["is_complete"] is False


def test_an_extra_that_is_not_installed_is_absent_and_nothing_is_missing(asked, tmp_path):
    """What only some verbs need is told with the way to get it, and the exit code stays 0."""
    asked("click>=8.1", 'no-such-goose>=3.1; extra == "html"')
    done = typed(*QUICK, cwd=tmp_path)
    assert done.returncode == 0
    assert "pip install 'treves[html]'" in done.stdout


def test_versions_are_compared_as_numbers(asked):
    """8.10 is not older than 8.9; what is older than asked is missing; a marker and brackets do not confuse."""
    asked("click>=9999", "numpy (>=1.26)", "pydantic[email]>=2.8,<99 ; python_version > '3'")
    found = by_name(packages.packages())
    assert found["click"].state == "missing"
    assert "older than 9999" in found["click"].told
    assert found["numpy"].state == found["pydantic"].state == "there"
    assert packages._numbers("8.10") > packages._numbers("8.9.3rc1") == (8, 9, 3)


def test_a_package_that_breaks_when_it_is_loaded_is_missing(asked, tmp_path, monkeypatch):
    """Installed by its papers, broken in fact: both are told, and no traceback."""
    (tmp_path / "lame_goose.py").write_text("raise RuntimeError('a wing is off')", encoding="utf-8")
    papers = tmp_path / "lame_goose-1.0.dist-info"
    papers.mkdir()
    (papers / "METADATA").write_text("Metadata-Version: 2.1\nName: lame_goose\nVersion: 1.0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    asked("lame_goose")
    (found,) = packages.packages()
    assert found.state == "missing"
    assert "1.0 is installed and cannot be loaded: a wing is off" in found.told


def test_what_cannot_be_looked_at_is_itself_a_finding():
    """Whatever a look raises becomes a finding that something is missing; the others are not lost with it."""

    def look():
        yield Finding("one", "there", "fine")
        raise OSError("the floor is gone")

    (found,) = found_by("floor", look)
    assert found.state == "missing"
    assert "OSError: the floor is gone" in found.told
    assert found.to_do


def test_without_home_and_on_a_screen_that_lacks_letters_it_still_tells(tmp_path):
    """No HOME, no locale, a screen of Latin-1: the encoding is missing, with the way out; a Polish name is spelled."""
    here = tmp_path / "crisis-in-łódź"
    here.mkdir()
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "SYSTEMROOT", "NUMBA_NUM_THREADS"}}
    done = process(*QUICK, cwd=here, env={**kept, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"})
    assert done.returncode == 1, done.stderr
    assert "PYTHONUTF8=1" in done.stdout
    assert "\\u0142" in done.stdout
    assert "Traceback" not in done.stderr
    assert list(here.iterdir()) == []


def test_folders_that_cannot_be_written_are_told_and_nothing_is_missing_for_that(monkeypatch):
    """A read-only installation and working folder: absent, with what to do; what is compiled is used."""
    monkeypatch.setattr("os.access", lambda *_: False)
    here = by_name(surroundings.surroundings())["this folder"]
    assert (here.state, "--out" in here.to_do) == ("absent", True)
    kept = [found for found in compiled_parts.compiled_parts() if found.name == "kept in"]
    assert kept
    assert all(found.state == "absent" and "NUMBA_CACHE_DIR" in found.to_do for found in kept)


def test_parts_that_are_not_compiled_are_told_and_not_measured(monkeypatch):
    """Before the first run: each part waits, with the command that compiles it, and the speed is left alone."""
    monkeypatch.setattr("treves.study.compiling.parts_to_compile", lambda parts=("chain",): tuple(parts))
    waiting = by_name(compiled_parts.compiled_parts())
    assert waiting["the chain"].state == "absent"
    assert "treves doctor --compile" in waiting["the chain"].to_do
    assert waiting["bargaining"].state == "there"
    assert {found.told for found in speed.speed()} == {"not measured"}


def test_a_compiler_that_is_switched_off_is_missing(monkeypatch):
    """With NUMBA_DISABLE_JIT everything would run and take hours; that is told."""
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    (found,) = compiled_parts.compiled_parts()
    assert found.state == "missing"
    assert "NUMBA_DISABLE_JIT" in found.to_do


def test_a_rate_is_work_by_processor_seconds_and_the_best_counts(monkeypatch):
    """With a clock that tells 0.25, 0.5 and 0.75 seconds for three runs of 3 each the rate is 12 a second."""
    clock = iter((0.0, 0.0, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 1.5, 1.5))
    monkeypatch.setattr("time.process_time", lambda: next(clock))
    assert speed._best_rate(lambda _run: 3.0) == pytest.approx(12.0)


def test_little_disk_is_missing_and_little_memory_is_not(monkeypatch):
    """A full disk stops a run; little memory may."""
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 10})())
    monkeypatch.setattr(machine, "memory_bytes", lambda: (2 * machine.GIB, machine.GIB // 2))
    found = by_name(machine.machine())
    assert found["disk"].state == "missing"
    assert found["memory"].state == "absent"
    assert found["disk"].to_do
    assert found["memory"].to_do


def test_memory_that_no_system_tells_is_no_fault(monkeypatch):
    """Where neither /proc nor the system says how much memory there is, that is said."""

    def silent(*_, **__):
        raise OSError

    monkeypatch.setattr("pathlib.Path.read_text", silent)
    monkeypatch.setattr("os.sysconf", silent, raising=False)
    assert by_name(machine.machine())["memory"].state == "there"


def test_a_damaged_case_that_came_with_treves_is_missing(monkeypatch):
    """Faults in a packaged case mean a damaged installation."""
    from treves.errors import CaseError, Fault

    def damaged(name):
        raise CaseError([Fault("case.yaml", 3, 1, "a title is missing", "a title")])

    monkeypatch.setattr("treves.case.load_case", damaged)
    found = tuple(content.packaged())
    assert all(each.state == "missing" for each in found)
    assert "case.yaml:3:1: a title is missing" in found[0].told


def test_the_store_of_a_folder_is_told_and_a_damaged_ledger_is_missing(tmp_path, monkeypatch):
    """No store: not a word. One with two runs: counted. One cut in half: missing, and it is left as it was."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TREVES_STORE", raising=False)
    assert tuple(content.store()) == ()
    ledger = tmp_path / ".treves" / "ledger.sqlite"
    ledger.parent.mkdir()
    assert next(content.store()).state == "absent"
    with closing(sqlite3.connect(ledger)) as opened:
        opened.execute("create table runs (id text, told text)")
        opened.executemany("insert into runs values (?, ?)", [("a", "x" * 9000), ("b", "y" * 9000)])
        opened.commit()
    (whole,) = content.store()
    assert (whole.state, whole.figures["runs"]) == ("there", 2)
    cut = ledger.read_bytes()[:6000]
    ledger.write_bytes(cut)
    (damaged,) = content.store()
    assert damaged.state == "missing"
    assert damaged.to_do
    assert ledger.read_bytes() == cut


def test_without_browser_fonts_locale_and_time_zones_nothing_is_missing(monkeypatch):
    """A bare machine runs treves: what is not there is told, with what to do, as not needed."""
    import locale
    import webbrowser
    from zoneinfo import ZoneInfoNotFoundError

    def none(*_, **__):
        raise webbrowser.Error

    def no_locale(*asked):
        if len(asked) > 1 and asked[1] == "":
            raise locale.Error
        return "C"

    def no_zone(_):
        raise ZoneInfoNotFoundError

    monkeypatch.setattr("webbrowser.get", none)
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr("locale.setlocale", no_locale)
    monkeypatch.setattr("zoneinfo.ZoneInfo", no_zone)
    monkeypatch.setattr(surroundings, "FONT_FOLDERS", ("/no/such/folder",))
    found = by_name(surroundings.surroundings())
    for name in ("browser", "fonts", "locale", "time zones"):
        assert found[name].state == "absent", found[name]
        assert found[name].to_do
