"""Letters that look alike, turn the line, hide or move offsets: kept as they are, shown as what they are, told apart."""

import csv
import io
import unicodedata

import pytest

from faults.command import copy_of_ruritania, run
from treves.case import load_case
from treves.errors import CaseError

TURNS = "\x1b[2J\u202e"


def told(case) -> str:
    with pytest.raises(CaseError) as error:
        load_case(case)
    return str(error.value)


def spoil_every_report(case, letters):
    """Put letters behind the first one of every coded span, and move all offsets accordingly."""
    table = case / "statements.csv"
    rows = list(csv.DictReader(io.StringIO(table.read_bytes().decode(), newline="")))
    for doc in {row["doc"] for row in rows}:
        file = case / "reports" / f"{doc}.txt"
        text, mine = file.read_bytes().decode(), [row for row in rows if row["doc"] == doc]
        for start in sorted({int(row["start"]) for row in mine}, reverse=True):
            text = text[: start + 1] + letters + text[start + 1 :]
            for row in mine:
                row["start"] = str(int(row["start"]) + len(letters) * (int(row["start"]) > start))
                row["end"] = str(int(row["end"]) + len(letters) * (int(row["end"]) > start))
        file.write_bytes(text.encode())
        for row in mine:
            row["text"] = text[int(row["start"]) : int(row["end"])]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows[0], lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    table.write_bytes(out.getvalue().encode())


@pytest.mark.parametrize(
    "letters",
    ["e\u0301", "\u200b", "👩\u200d👩\u200d👧", "🏳\ufe0f\u200d🌈", "עברית", "\u2066x\u2069", "\u202e", "\U0010ffff", "ǆ", "İ", "\u2028", "\x85", "\x0b", "\r"],
    ids=ascii,
)  # fmt: skip
def test_offsets_count_letters_as_they_are_stored(letters, tmp_path):
    """Accents apart, joined pictures, other directions, odd line ends: every span reads what its row says."""
    case = copy_of_ruritania(tmp_path / "mine")
    spoil_every_report(case, letters)
    loaded = load_case(case)
    assert len(loaded.statements) == len(load_case("ruritania").statements)
    for row in loaded.statements:
        assert loaded.reports[row.doc].span(row.start, row.end) == row.text
        assert letters in row.text


def test_nothing_a_report_says_steers_the_terminal_of_a_run(tmp_path):
    """Escape sequences and marks that turn the line, in the sentences a summary shows: made visible."""
    case = copy_of_ruritania(tmp_path / "mine")
    spoil_every_report(case, TURNS)
    done = run("run", case, "--draws", "100", "--worlds", "2", "--no-strain", "--out", "o", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert b"[U+202E]" in done.stdout
    for stream in (done.stdout, done.stderr, (tmp_path / "o" / "report.html").read_bytes()):
        assert b"\x1b" not in stream
        assert "\u202e".encode() not in stream


def test_names_that_look_alike_are_told_apart(tmp_path):
    """A report whose name is composed otherwise (as another system stores it) is named as such, letter by letter."""
    case = copy_of_ruritania(tmp_path / "mine")
    apart = unicodedata.normalize("NFD", "café")
    (case / "reports" / "courier-geese.txt").rename(case / "reports" / f"{apart}.txt")
    if apart not in {file.stem for file in (case / "reports").iterdir()}:
        pytest.skip("this disk composes names itself")
    table = case / "statements.csv"
    table.write_bytes(table.read_bytes().replace(b"courier-geese", "café".encode()))
    message = told(case)
    assert "is made of other characters" in message
    assert "cafe\\u0301, not caf\\xe9" in message


@pytest.mark.parametrize("letters", ["\u200b", "\u00ad", "\u0405"], ids=ascii)
def test_a_hidden_letter_in_a_name_makes_it_another_name(letters, tmp_path):
    """A party of the table that only looks like a declared one is refused."""
    case = copy_of_ruritania(tmp_path / "mine")
    table = case / "statements.csv"
    table.write_bytes(table.read_bytes().replace(b",RL,", f",RL{letters},".encode()))
    assert "no one declared" in told(case)


@pytest.mark.parametrize("letter", "\u202a\u202e\u2066\u2069", ids=ascii)
def test_marks_that_turn_the_line_are_refused_in_a_case(letter, tmp_path):
    """A label that reads otherwise than it is stored (CVE-2021-42574) is told with its place."""
    case = copy_of_ruritania(tmp_path / "mine")
    file = case / "agenda.yaml"
    text = file.read_text("utf-8").replace("label: ", f"label: {letter}", 1)
    file.write_text(text, encoding="utf-8")
    line = text[: text.index(letter)].count("\n") + 1
    assert f"agenda.yaml:{line}:" in told(case)
    assert f"control character U+{ord(letter):04X}" in told(case)


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CR LF", "CR"])
def test_line_ends_of_other_systems_are_read_in_every_file(end, tmp_path):
    """YAML, table and reports with the line ends of Windows or an old Mac: the same case, offsets right in the text as stored."""
    case = copy_of_ruritania(tmp_path / "mine")
    reports = {file.stem: file.read_bytes().decode() for file in (case / "reports").iterdir()}
    table = case / "statements.csv"
    rows = list(csv.DictReader(io.StringIO(table.read_bytes().decode(), newline="")))
    for row in rows:
        text = reports[row["doc"]]
        start, stop = int(row["start"]), int(row["end"])
        moved = len(end) - 1
        row["start"], row["end"] = (str(at + moved * text[:at].count("\n")) for at in (start, stop))
        row["text"] = text[start:stop].replace("\n", end)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows[0], lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    table.write_bytes(out.getvalue().encode())
    for file in [*case.glob("*.yaml"), *(case / "reports").iterdir()]:
        file.write_bytes(file.read_bytes().replace(b"\n", end.encode()))
    loaded, plain = load_case(case), load_case("ruritania")
    assert loaded.agenda == plain.agenda
    assert loaded.cabinet == plain.cabinet
    assert len(loaded.statements) == len(plain.statements)
    for row in loaded.statements:
        assert loaded.reports[row.doc].span(row.start, row.end) == row.text
