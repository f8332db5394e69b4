"""Two at once, and a case that changes under a run: told, and nothing is mixed."""

import subprocess

import pytest

from faults.command import PROGRAM, SHORT, copy_of_ruritania, run
from treves.case import is_changed, load_case
from treves.errors import TrevesError
from treves.study import held_folder

pytest.importorskip("fcntl", reason="folders can be held only where there are such locks")


def test_a_second_run_into_the_same_folder_is_refused_and_changes_nothing(tmp_path):
    """While one holds the folder another says so at once, before any work; afterwards the folder is free."""
    folder = tmp_path / "o"
    folder.mkdir()
    (folder / "findings.json").write_text("of the first run")
    with held_folder(folder, right="to wait"):
        done = run("run", "ruritania", *SHORT, "--out", folder, cwd=tmp_path)
        assert done.returncode == 2
        assert b"another treves is at work there; right would be another folder with --out" in done.stderr
        assert b"Trying every package" not in done.stderr
        assert (folder / "findings.json").read_text() == "of the first run"
        assert [path.name for path in folder.iterdir()] == ["findings.json"]
    with held_folder(folder, right="to wait"):
        pass


def test_the_hold_ends_with_an_error(tmp_path):
    """Whatever ends the work inside, the folder is free again."""
    with pytest.raises(ZeroDivisionError), held_folder(tmp_path, right=""):
        raise ZeroDivisionError
    with held_folder(tmp_path, right=""), pytest.raises(TrevesError, match="at work there"):  # noqa: SIM117
        with held_folder(tmp_path, right="to wait"):
            pass


def test_a_case_that_changes_during_a_run_is_told(tmp_path):
    """Findings speak of the case as it was when the run began; that it is another one now is said."""
    case = copy_of_ruritania(tmp_path / "mine")
    with subprocess.Popen(
        [*PROGRAM, "run", case, *SHORT, "--out", "o"], cwd=tmp_path,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    ) as going:  # fmt: skip
        while "Trying every package" not in going.stderr.readline():
            assert going.poll() is None
        file = case / "case.yaml"
        file.write_text(file.read_text("utf-8") + "\n# later\n", encoding="utf-8")
        _, told = going.communicate(timeout=250)
    assert going.returncode == 0
    assert "the case changed during the run" in told


def test_a_change_of_any_file_is_seen_and_a_case_that_is_gone_counts(tmp_path):
    """The digest of all files is compared; a variant's files count too."""
    case = copy_of_ruritania(tmp_path / "mine")
    loaded = load_case(case)
    assert not is_changed(loaded, case)
    assert not is_changed(load_case("ruritania/minority"), "ruritania/minority")
    report = next((case / "reports").iterdir())
    report.write_bytes(report.read_bytes() + b"\n")
    assert is_changed(loaded, case)
    for file in case.glob("*.yaml"):
        file.unlink()
    assert is_changed(loaded, case)
