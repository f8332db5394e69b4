"""What may lie where a case should: nothing, a file, links, pipes, and files larger than anyone reads."""

import os
import re
from pathlib import Path

import pytest

from treves.case import folder as folder_room
from treves.case import load_case
from treves.errors import CaseError


def told(where) -> str:
    with pytest.raises(CaseError) as error:
        load_case(where)
    return str(error.value)


def test_an_unknown_name_gets_the_nearest_packaged_case():
    """Neither a folder nor a case, but nearly one."""
    assert told("ruritanie") == (
        "ruritanie: there is no folder and no packaged case of this name; right would be: "
        "the packaged case 'ruritania', or a folder that holds a case.yaml"
    )


@pytest.mark.parametrize("where", ["", "a\0b", "x" * 5000, "/no/such/folder", "~", "\ud800", Path("no-such-folder")])
def test_a_place_that_cannot_be_is_told(where):
    """Names that no file system knows are answered like any other unknown name."""
    message = told(where)
    assert "there is no folder and no packaged case of this name" in message
    assert "\0" not in message


def test_a_file_is_not_a_folder(ruritania):
    """The user gave case.yaml in place of the folder."""
    assert told(ruritania / "case.yaml").endswith(
        "case.yaml: this is not a folder; right would be: a folder that holds a case.yaml"
    )


def test_an_empty_folder_names_every_missing_file_at_once(tmp_path):
    """Five files are needed; reports are not."""
    message = told(tmp_path)
    assert re.findall(r"^(\S+): the file is missing", message, re.MULTILINE) == [
        "agenda.yaml", "cabinet.yaml", "case.yaml", "codebook.yaml", "statements.csv",
    ]  # fmt: skip


def test_a_folder_with_a_case_wins_over_a_packaged_name(change, monkeypatch):
    """What lies in the working folder is what the user means, but only where it is a case."""
    folder = change("case.yaml", ("title: The goose tax crisis", "title: My own goose"))
    monkeypatch.chdir(folder.parent)
    assert load_case("ruritania").title == "My own goose"
    (folder / "case.yaml").unlink()
    assert load_case("ruritania").title == "The goose tax crisis"
    assert "case.yaml: the file is missing" in told(Path("ruritania"))


def test_a_link_out_of_the_folder_is_refused(ruritania, tmp_path):
    """A case sent by someone else must not read what lies beside it."""
    secret = tmp_path / "secret.txt"
    secret.write_text("outlet: x\n")
    (ruritania / "reports/secret.txt").symlink_to(secret)
    (ruritania / "agenda.yaml").unlink()
    (ruritania / "agenda.yaml").symlink_to("/etc/passwd")
    assert told(ruritania) == (
        "agenda.yaml: a link that leads out of the folder; right would be: the file itself, in the folder\n"
        "reports/secret.txt: a link that leads out of the folder; right would be: the file itself, in the folder"
    )


def test_a_linked_folder_of_reports_is_refused(ruritania, tmp_path):
    """The same for the whole folder."""
    (ruritania / "reports").rename(tmp_path / "elsewhere")
    (ruritania / "reports").symlink_to(tmp_path / "elsewhere")
    assert "reports: a link that leads out of the folder" in told(ruritania)


def test_links_to_nowhere_and_to_themselves_are_told(ruritania):
    """Neither hangs nor ends in a traceback."""
    (ruritania / "reports/loop.txt").symlink_to("loop.txt")
    (ruritania / "reports/nowhere.txt").symlink_to("gone.txt")
    message = told(ruritania)
    assert "reports/loop.txt: a link that leads nowhere" in message
    assert "reports/nowhere.txt: a link that leads nowhere" in message


def test_a_link_inside_the_folder_is_followed(ruritania):
    """Two names for one report of one's own are no danger."""
    (ruritania / "reports/again.txt").symlink_to("courier-geese.txt")
    assert load_case(ruritania).reports["again"].digest == load_case(ruritania).reports["courier-geese"].digest


def test_folders_and_pipes_in_place_of_files_are_refused(ruritania):
    """Opening a pipe would wait for ever."""
    (ruritania / "codebook.yaml").unlink()
    (ruritania / "codebook.yaml").mkdir()
    os.mkfifo(ruritania / "reports/pipe.txt")
    (ruritania / "reports/folder.txt").mkdir()
    message = told(ruritania)
    for file in ("codebook.yaml", "reports/pipe.txt", "reports/folder.txt"):
        assert f"{file}: not an ordinary file; right would be: a text file" in message


def test_reports_that_are_no_folder_are_told(ruritania):
    """A file of that name holds no reports."""
    for file in (ruritania / "reports").iterdir():
        file.unlink()
    (ruritania / "reports").rmdir()
    (ruritania / "reports").write_text("three of them")
    assert "reports: reports is not a folder" in told(ruritania)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_told(ruritania):
    """With the reason that the system gives."""
    (ruritania / "agenda.yaml").chmod(0)
    assert "agenda.yaml: the file cannot be read (permission denied)" in told(ruritania)


def test_an_error_of_the_disk_is_told(ruritania, monkeypatch):
    """Whatever the system answers to open becomes a fault of that file."""
    whole = Path.open

    def failing(self, *args, **kwargs):
        if self.name == "agenda.yaml":
            raise PermissionError(13, "Permission denied")
        return whole(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", failing)
    assert "agenda.yaml: the file cannot be read (permission denied)" in told(ruritania)


def test_a_file_too_large_is_refused_without_reading_it_all(ruritania):
    """A sparse file of a terabyte costs no more than the limit."""
    with (ruritania / "reports/huge.txt").open("wb") as stream:
        stream.truncate(10**12)
    with (ruritania / "agenda.yaml").open("ab") as stream:
        stream.truncate(3 * 10**6)
    message = told(ruritania)
    assert "reports/huge.txt: larger than 20 MB; right would be: at most 20 MB" in message
    assert "agenda.yaml: larger than 2 MB; right would be: at most 2 MB" in message


def test_too_much_together_and_too_many_reports_are_refused(ruritania, monkeypatch):
    """The limits on the whole case, lowered so that the test need not write 200 MB."""
    monkeypatch.setattr(folder_room, "REPORT_LIMIT", 2)
    assert "reports: 3 reports; right would be: at most 2 reports in a case" in told(ruritania)
    monkeypatch.setattr(folder_room, "TOTAL_LIMIT", 9000)
    assert "MB together" in told(ruritania)


def test_other_files_are_left_alone(ruritania):
    """Notes, pictures, hidden files and a forecast have their own readers, or none."""
    (ruritania / "forecast.yaml").write_text("this: is not read here")
    (ruritania / "notes.yaml").write_bytes(b"\xff\xfe")
    (ruritania / "reports/picture.png").write_bytes(b"\x89PNG")
    (ruritania / "reports/._courier-geese.txt").write_bytes(b"\0\5\x16\x07")
    assert len(load_case(ruritania).reports) == 3


@pytest.mark.skipif(os.name != "posix", reason="only there a file name may be no text")
def test_a_file_name_that_is_no_text_is_told(ruritania):
    """The name itself is shown without what a terminal would obey."""
    with open(os.fsencode(ruritania / "reports") + b"/caf\xe9.txt", "wb") as stream:  # noqa: PTH123
        stream.write(b"outlet: x\n")
    message = told(ruritania)
    assert "a file name that is not UTF-8" in message
    message.encode()
