"""A new case appears whole, or not at all."""

import os
from pathlib import Path

import pytest

from treves.case import load_case, new_case, schema
from treves.case import new as new_room
from treves.errors import CaseError


def test_a_new_case_loads_and_bears_its_name(tmp_path):
    """It is whole: parties, issues, a report, statements of several kinds, and a draft."""
    folder = new_case("goose-2", tmp_path)
    assert folder == tmp_path / "goose-2"
    case = load_case(folder)
    assert (case.name, case.title) == ("goose-2", "goose-2")
    assert case.draft is not None
    assert {row.kind for row in case.statements} == {"demand", "accept", "red_line", "prediction"}
    assert len(case.evidence) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["goose-2"]


def test_editors_find_the_schemas_beside_the_new_case(tmp_path):
    """The first line of every YAML file points to a schema that is there."""
    folder = new_case("mine", tmp_path)
    for file in folder.glob("*.yaml"):
        first = file.read_text().split("\n")[0]
        assert first.startswith("# yaml-language-server: $schema=")
        assert (folder / first.partition("=")[2]).is_file()


def test_the_readme_of_a_new_case_names_every_file_and_every_word(tmp_path):
    """What a person reads there is what the loader knows."""
    from treves.evidence.statement import CERTAINTIES, KINDS, REVIEWS, SOURCE_TYPES

    folder = new_case("mine", tmp_path)
    readme = (folder / "README.md").read_text()
    for word in ("case.yaml", "agenda.yaml", "cabinet.yaml", "codebook.yaml", "reports/", "statements.csv"):
        assert word in readme
    for word in (*CERTAINTIES, *KINDS, *REVIEWS, *SOURCE_TYPES):
        assert word in readme


def test_what_the_template_shows_commented_out_is_right(tmp_path):
    """Every commented example in case.yaml and agenda.yaml loads once its mark is taken away."""
    folder = new_case("mine", tmp_path)
    for file in ("case.yaml", "agenda.yaml", "codebook.yaml"):
        lines = (folder / file).read_text().split("\n")
        uncommented = []
        for line in lines:
            bare = line.removeprefix("# ")
            is_example = line.startswith("# ") and (bare.endswith(":") or bare.startswith("  ") or ": {" in bare)
            uncommented.append(bare if is_example else line)
        assert uncommented != lines
        (folder / file).write_text("\n".join(uncommented))
    case = load_case(folder)
    assert case.expert_places
    assert case.saliences
    assert case.agenda.requirements
    assert case.codebook.certainty_weights["hedged"] == 0.7


BAD_NAMES = ["", ".", "..", "a/b", "Goose", "-x", "a b", "a\0", "x" * 65, "nul", "é", "../x", "ruritania"]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_bad_name_is_refused(tmp_path, name):
    """Nothing is written, in the folder or beside it."""
    with pytest.raises(CaseError, match="name"):
        new_case(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["folder", "file", "dangling link"])
def test_nothing_is_overwritten(tmp_path, kind):
    """Whatever bears the name already stays as it is."""
    there = tmp_path / "mine"
    if kind == "folder":
        there.mkdir()
    elif kind == "file":
        there.write_text("dear to me")
    else:
        there.symlink_to(tmp_path / "nowhere")
    with pytest.raises(CaseError, match="this is there already"):
        new_case("mine", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert os.path.lexists(there)


def test_a_parent_that_is_not_there_is_told(tmp_path):
    """With the reason."""
    with pytest.raises(CaseError, match="it cannot be written"):
        new_case("mine", tmp_path / "nowhere")


def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch):
    """The write fails half way; the temporary folder goes too."""

    def full(folder: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(new_room, "write_schemas", full)
    with pytest.raises(CaseError, match=r"it cannot be written \(No space left on device\)"):
        new_case("mine", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_schemas_that_cannot_be_written_are_told(tmp_path):
    """A file stands where the folder should be."""
    (tmp_path / "schemas").write_text("a file")
    with pytest.raises(CaseError, match="the schemas cannot be written"):
        schema.write_schemas(tmp_path / "schemas")


def test_a_copy_of_a_case_is_the_case_in_a_folder_of_ones_own(tmp_path):
    """All its files and variants, byte for byte; it studies the same, and may be changed."""
    original, mine = load_case("ruritania"), new_case("mine", tmp_path, "ruritania")
    copied = load_case(mine)
    assert (copied.title, copied.statements, copied.agenda) == (original.title, original.statements, original.agenda)
    assert load_case(f"{mine}/majority").title == load_case("ruritania/majority").title
    again = new_case("again", tmp_path, mine)
    names = sorted(path.relative_to(mine) for path in mine.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert all((mine / name).read_bytes() == (again / name).read_bytes() for name in names)


@pytest.mark.parametrize(
    ("source", "right"), [("ruritania/majority", "would be: ruritania"), ("ruritanai", "ruritania")]
)
def test_what_cannot_be_copied_is_told_and_nothing_is_written(tmp_path, source, right):
    """A variant is part of its case; a case that is not there has a nearest name."""
    with pytest.raises(CaseError, match=right):
        new_case("mine", tmp_path, source)
    assert list(tmp_path.iterdir()) == []
