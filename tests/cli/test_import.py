"""treves import and export: from files to a case that runs, and back; refusals in words."""

import json
import os

import pytest

from case.imports.test_genius import DOMAIN, PROFILE
from typed import typed


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "tea"
    folder.mkdir()
    (folder / "domain.xml").write_bytes(DOMAIN)
    (folder / "ann.xml").write_bytes(PROFILE)
    (folder / "bob.xml").write_bytes(PROFILE.replace(b'evaluation="8"', b'evaluation="1"'))
    return folder


def test_a_folder_of_files_becomes_a_case_that_runs(files, tmp_path):
    """Import, check, run: a verdict, the solutions with their utilities, and a page; what was left out is told."""
    done = typed("import", files, "--out", "case", "--as-of", "2020-01-02", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["format"] == "GENIUS / ANAC XML"
    assert told["as_of"] == "2020-01-02"
    assert any("status quo" in note for note in told["notes"])
    assert typed("check", "case", cwd=tmp_path).returncode == 0
    run = typed("run", "case", "--out", "out", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert "Nash solution" in run.stdout
    findings = json.loads((tmp_path / "out" / "findings.json").read_text(encoding="utf-8"))
    assert findings["scenario"]["verdict"].startswith("All parties accept")
    assert findings["scenario"]["discounts"] == {"ann": 0.8, "bob": 0.8}
    assert findings["statements"] == []
    assert any("beliefs" in left["why"] for left in findings["left_out"])
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "The problem solved" in page
    assert "What was left out" in page
    out = typed("export", "case", "--out", "xml", "--json", cwd=tmp_path)
    assert out.returncode == 0, out.stderr
    assert sorted(path.name for path in (tmp_path / "xml").iterdir()) == ["ann.xml", "bob.xml", "domain.xml"]


def test_by_default_the_case_speaks_of_the_day_its_files_were_changed(files, tmp_path):
    """The newest file's last change; no clock is asked."""
    for file in files.iterdir():
        os.utime(file, (10**9, 10**9))
    done = typed("import", files, "--out", "case", "--json", cwd=tmp_path)
    assert json.loads(done.stdout)["as_of"] == "2001-09-09"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "b">]><utility_space/>', "declares a document type"),
        (PROFILE.replace(b"<weight", b"<utility_function/><weight", 1), "not linear additive"),
    ],
)
def test_what_is_refused_leaves_no_folder(files, tmp_path, content, words):
    """A message with the place, exit code 2, and nothing written."""
    (files / "ann.xml").write_bytes(content)
    done = typed("import", files, "--out", "case", cwd=tmp_path)
    assert done.returncode == 2
    assert "ann.xml:" in done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "case").exists()


def test_unknown_formats_missing_files_and_taken_folders_are_told(files, tmp_path):
    """Each in a sentence, never a traceback."""
    (tmp_path / "note.txt").write_text("hello")
    (tmp_path / "empty").mkdir()
    for words, told in (
        (("import", "note.txt", "--out", "case"), "of no format that is known here"),
        (("import", "absent.xml", "--out", "case"), "no such file"),
        (("import", "empty", "--out", "case"), "no .xml"),
        (("import", files, "--out", "empty"), "this is there already"),
        (("export", "ruritania", "--out", "xml"), "holds beliefs"),
    ):
        done = typed(*words, cwd=tmp_path)
        assert done.returncode == 2
        assert told in done.stderr
        assert "Traceback" not in done.stderr
