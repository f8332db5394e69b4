"""treves read out to every format and back in, and suggestions of a model in each of them."""

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from treves.case import load_case
from treves.cli import read
from treves.errors import TrevesError
from treves.evidence.interchange import statements_from_csv

from .test_assistant import chat, serve  # noqa: F401 - the local server is a fixture
from .test_verbs import NEEDED, PACKAGED, run

TEXT = "date: 2023-07-05\n\nD66 is tegen een quotum. De 😀 VVD zegt: \"geen; ja, 'nee'\".\n"
SAID = "De 😀 VVD zegt: \"geen; ja, 'nee'\""
OUTS = ["s.csv", "s.jsonl", "s.jsonld", "brat"]


@pytest.fixture
def case(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(PACKAGED / "rutte4-asylum", tmp_path / "mine"))


def suggest(serve):  # noqa: F811
    row = {
        "quote": SAID, "actor": "VVD", "actor_type": "party", "about": "asylum_cap", "stance": "+1",
        "kind": "demand", "certainty": "asserted", "source": "VVD",
    }  # fmt: skip
    serve["answer"] = chat(json.dumps({"statements": [row]}))
    return "--assistant", serve["assistant"].address, "--model", "tiny", "--yes"


@pytest.mark.parametrize("out", [*OUTS, "s.dna.csv"])
def test_suggestions_are_in_every_format_with_their_rule(tmp_path, case, serve, out):  # noqa: F811
    """What a model suggested is written wherever the rules' rows are, and read back with rule and model."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    done = run(read.command, "--case", case, "a.txt", "--out", out, *suggest(serve), catch_exceptions=False)
    assert done.exit_code == 0
    assert "2 statements" in done.stdout
    if out == "s.dna.csv":
        with Path(out).open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle, delimiter=";"))
        assert SAID in {row["text"] for row in rows}
        assert "rule (what found them)" in done.stderr
        return
    back = run(read.command, "--case", case, "a.txt", "--from", out, "--json", catch_exceptions=False)
    rows = json.loads(back.stdout)["statements"]
    (mine,) = [row for row in rows if row["rule"] == "assistant"]
    assert (mine["text"], mine["review"]) == (SAID, "open")
    assert "tiny" in mine["note"]
    assert len(rows) == 2


def test_suggestions_survive_reading_again(case, serve):  # noqa: F811
    """An open suggestion in a case is no row of the rules: a later reading without the model keeps it."""
    words = next(iter(load_case(case).reports.values())).body[:60]
    row = {
        "quote": words, "actor": "VVD", "actor_type": "party", "about": "asylum_cap", "stance": "+1",
        "kind": "demand", "certainty": "asserted", "source": "VVD",
    }  # fmt: skip
    serve["answer"] = chat(json.dumps({"statements": [row]}))
    options = ("--assistant", serve["assistant"].address, "--model", "tiny", "--yes")
    assert run(read.command, case, *options, catch_exceptions=False).exit_code == 0
    first = [s for s in load_case(case).statements if s.rule == "assistant"]
    assert first
    run(read.command, case, catch_exceptions=False)
    again = [s for s in load_case(case).statements if s.rule == "assistant"]
    assert [replace(s, line=0) for s in again] == [replace(s, line=0) for s in first]


def test_nothing_is_sent_without_a_yes(tmp_path, case, serve):  # noqa: F811
    """The command says what it would send where; no answer means no."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    options = [option for option in suggest(serve) if option != "--yes"]
    done = run(read.command, "--case", case, "a.txt", *options, input="n\n")
    assert done.exit_code != 0
    assert "would go to 127.0.0.1, model tiny" in done.stderr
    assert not serve["asked"]


@pytest.mark.parametrize("out", OUTS)
def test_a_case_goes_out_and_comes_back(case, out):
    """The rows of a case, written in a format and taken in again, are the same rows."""
    table = case / "statements.csv"
    done = run(read.command, "--case", case, "--from", table, "--out", out, catch_exceptions=False)
    assert done.exit_code == 0
    back = run(read.command, "--case", case, "--from", out, "--out", "back.csv", catch_exceptions=False)
    assert back.exit_code == 0
    days = {name: report.published_on for name, report in load_case(case).reports.items()}
    first, second = (
        sorted(statements_from_csv(Path(p).read_text("utf-8"), str(p), days), key=lambda s: s.name)
        for p in (table, "back.csv")
    )
    assert first == second


def test_what_brat_changed_is_merged_and_decided_rows_stay(case):
    """An attribute changed in brat reaches the open row; that of a reviewed row does not."""
    assert run(read.command, case, catch_exceptions=False).exit_code == 0
    before = {s.name: s for s in load_case(case).statements}
    run(read.command, "--case", case, "--from", case / "statements.csv", "--out", "brat", catch_exceptions=False)
    for file in Path("brat").glob("*.ann"):
        lines = [
            line.rsplit(" ", 1)[0] + " background" if line.startswith("A") and "\tKind " in line else line
            for line in file.read_text("utf-8").split("\n")
        ]
        file.write_text("\n".join(lines), "utf-8")
    assert run(read.command, case, "--from", "brat", catch_exceptions=False).exit_code == 0
    after = {s.name: s for s in load_case(case).statements}
    assert set(after) == set(before)
    for name, row in after.items():
        assert row.kind == ("background" if row.review == "open" else before[name].kind)


def test_rows_a_case_cannot_hold_are_told_and_left_out(case):
    """A matter outside the codebook and a person of no party do not break the table of the case."""
    table = (case / "statements.csv").read_text("utf-8").split("\n")
    head, row = table[0].split(","), next(csv.reader([table[1]]))
    for number, changes in enumerate(({"about": "geese"}, {"actor": "Iemand", "actor_type": "person", "party": ""})):
        values = dict(zip(head, row, strict=True)) | changes | {"id": f"new{number}", "review": "open"}
        with Path(f"n{number}.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, head)
            writer.writeheader()
            writer.writerow(values)
    before = len(load_case(case).statements)
    done = run(read.command, case, "--from", "n0.csv", "--from", "n1.csv", catch_exceptions=False)
    assert done.exit_code == 0
    assert "geese" in done.stderr
    assert "Iemand" in done.stderr
    told = [line for line in done.stderr.splitlines() if line.startswith("left out: ")]
    assert len(told) == 2
    assert all(f"{values['doc']}, “{values['text']}”: " in line for line in told), (
        "report and words, no line of no file"
    )
    assert "2 left out" in done.stdout
    assert len(load_case(case).statements) == before


def test_the_table_has_the_columns_asked_for_in_any_format_name(tmp_path, case):
    """--format wins over the ending; a name that says nothing of a format is refused before any work."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    done = run(read.command, "--case", case, "a.txt", "--out", "s.data", "--format", "csv", catch_exceptions=False)
    assert done.exit_code == 0
    with Path("s.data").open(encoding="utf-8", newline="") as handle:
        assert set(NEEDED) <= set(csv.DictReader(handle).fieldnames or ())
    assert isinstance(run(read.command, "--case", case, "a.txt", "--out", "s.odt").exception, TrevesError)


def test_the_difference_is_told_row_by_row(case):
    """What agrees is counted; what is read otherwise, missed or new is shown with its words, and as JSON by id."""
    table = case / "statements.csv"
    run(read.command, case, catch_exceptions=False)
    text = table.read_text("utf-8")
    table.write_text(text.replace(",open,", ",accepted,"), "utf-8")
    done = run(read.command, "--compare", case, "--json", catch_exceptions=False)
    facts = json.loads(done.stdout)
    assert not facts["difference"]["new"]
    assert len(facts["difference"]["same"]) + len(facts["difference"]["other"]) == facts["found"]
    assert table.read_text("utf-8") == text.replace(",open,", ",accepted,")
    shown = run(read.command, "--compare", "rutte4-asylum", catch_exceptions=False).stdout
    facts = json.loads(run(read.command, "--compare", "rutte4-asylum", "--json", catch_exceptions=False).stdout)
    signs = {"~": "other", "-": "missed", "+": "new"}
    for sign, name in signs.items():
        assert sum(line.startswith(f"  {sign} ") and "“" in line for line in shown.splitlines()) == len(
            facts["difference"][name]
        )
    assert "->" in shown
