"""Every folder under tests/broken is a fault people make; its expected.txt is what they read, to the letter."""

import shutil
from pathlib import Path

import pytest
import yaml

from treves.case import load_case, yaml_tree
from treves.errors import CaseError

RURITANIA = Path(__file__).parents[2] / "src" / "treves" / "cases" / "ruritania"
BROKEN = sorted(folder for folder in (Path(__file__).parents[1] / "broken").iterdir() if folder.is_dir())


def lay_over(broken: Path, case: Path) -> None:
    """Copy ruritania, lay the broken files over it, and remove what removed.txt names."""
    shutil.copytree(RURITANIA, case)
    for file in broken.rglob("*"):
        if file.is_file() and file.name not in {"expected.txt", "removed.txt"}:
            shutil.copyfile(file, case / file.relative_to(broken))
    removed = broken / "removed.txt"
    for name in removed.read_text().split() if removed.exists() else ():
        (case / name).unlink()


def test_there_are_broken_cases():
    """The list below is not empty by accident."""
    assert len(BROKEN) >= 40


@pytest.mark.parametrize("broken", BROKEN, ids=lambda folder: folder.name)
def test_a_broken_case_is_told_in_full(broken, tmp_path):
    """All faults at once, each with file, line, column, what is wrong and what would be right."""
    lay_over(broken, tmp_path / "case")
    with pytest.raises(CaseError) as told:
        load_case(tmp_path / "case")
    assert str(told.value) + "\n" == (broken / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("broken", BROKEN, ids=lambda folder: folder.name)
def test_messages_do_not_depend_on_how_pyyaml_was_built(broken, tmp_path, monkeypatch):
    """With and without libyaml the same words and the same places."""
    monkeypatch.setattr(yaml_tree, "LOADER", yaml.SafeLoader)
    lay_over(broken, tmp_path / "case")
    with pytest.raises(CaseError) as told:
        load_case(tmp_path / "case")
    assert str(told.value) + "\n" == (broken / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("broken", BROKEN, ids=lambda folder: folder.name)
def test_every_fault_points_into_its_file(broken, tmp_path):
    """A line and column that a user is sent to exists."""
    lay_over(broken, tmp_path / "case")
    with pytest.raises(CaseError) as told:
        load_case(tmp_path / "case")
    for fault in told.value.faults:
        if not fault.line:
            continue
        lines = (tmp_path / "case" / fault.file).read_bytes().decode("latin-1").split("\n")
        assert fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1


def test_the_expected_messages_name_the_place_by_hand():
    """Positions counted by hand in an editor, not by the loader."""
    lines = (RURITANIA.parents[3] / "tests/broken/place-off-the-scale/agenda.yaml").read_text().split("\n")
    assert lines[46][15:] == "140"
    assert "agenda.yaml:47:16: place 140" in _expected("place-off-the-scale")
    row = (RURITANIA.parents[3] / "tests/broken/undeclared-party/statements.csv").read_text().split("\n")[1]
    assert row[90:].startswith("Royal Librals,")
    assert "statements.csv:2:91: 'Royal Librals'" in _expected("undeclared-party")


def _expected(name: str) -> str:
    return (Path(__file__).parents[1] / "broken" / name / "expected.txt").read_text(encoding="utf-8")
