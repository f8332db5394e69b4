"""treves review and treves read on a case folder: order, keys, what survives a kill, what survives reading again."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from treves.case import load_case
from treves.cli import check, read, review
from treves.errors import CaseError, TrevesError
from treves.evidence.review import ReviewLog, effect_of_rows
from treves.positions import estimate_positions
from treves.study import run_study

from .test_verbs import PACKAGED, run


@pytest.fixture
def case(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = Path(shutil.copytree(PACKAGED / "rutte4-asylum", tmp_path / "mine"))
    assert run(read.command, folder, catch_exceptions=False).exit_code == 0
    return folder


def by(case, reviewer):
    return [s for s in load_case(case).statements if s.reviewer == reviewer]


def press(case, keys, *options):
    done = run(review.command, case, "--reviewer", "ada", "--on", "2024-01-02", *options, input=keys)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.stdout


def queue(case, *options):
    return json.loads(run(review.command, case, "--json", *options, catch_exceptions=False).stdout)


def test_reading_a_case_again_keeps_every_reviewed_row_and_adds_open_ones(case):
    """Reviewed rows are the packaged ones, to the letter; a second reading changes nothing."""
    before = {s.name: replace(s, line=0) for s in load_case("rutte4-asylum").statements}
    after = {s.name: replace(s, line=0) for s in load_case(case).statements}
    assert before.items() <= after.items()
    new = [s for name, s in after.items() if name not in before]
    assert new
    assert {s.review for s in new} == {"open"}
    stored = (case / "statements.csv").read_bytes()
    assert run(read.command, case, catch_exceptions=False).exit_code == 0
    assert (case / "statements.csv").read_bytes() == stored


def test_an_undo_in_a_later_session_gives_back_what_the_row_read(case):
    """Edited in one session, undone in the next: the table is as it was, and so is the queue."""
    stored, first = (case / "statements.csv").read_bytes(), queue(case)["waiting"]
    press(case, "e\nstance=0\nkind=background\n\nq\n")
    (row,) = by(case, "ada")
    assert (row.review, row.stance, row.kind) == ("edited", "0", "background")
    press(case, "u\nq\n")
    assert (case / "statements.csv").read_bytes() == stored
    assert queue(case)["waiting"] == first


def test_a_row_decided_long_ago_can_be_asked_about_again(case):
    """Not only the last one, and also once nothing is left: its decision is taken back and the others stay."""
    first, second = (row["name"] for row in queue(case)["waiting"][:2])
    press(case, "a\na\nq\n")
    told = press(case, "r\nq\n", "--again", first)
    assert {s.name: s.review for s in by(case, "ada")} == {first: "rejected", second: "accepted"}
    assert "reject" in told
    press(case, "q\n", "--again", first)
    assert first in {row["name"] for row in queue(case)["waiting"]}
    refused = run(review.command, case, "--again", "geese", input="q\n")
    assert "geese" in str(refused.exception)


def test_an_edit_the_case_could_not_load_is_refused_and_nothing_is_written(case):
    """An unknown matter, an unknown party, a text that does not stand there, offsets beyond the report."""
    stored = (case / "statements.csv").read_bytes()
    for change, why in {
        "about=geese": "'geese'",
        "party=XX": "'XX'",
        "text=nowhere": "'nowhere' does not stand in",
        "start=99999999": "is no span of",
        "end=x": "must be whole numbers",
        "time_from=soon": "'soon'",
        "doc=other": "doc cannot be edited",
        "x": "'x' is no change",
    }.items():
        assert why in press(case, f"e\n{change}\n\nq\n"), change
    assert (case / "statements.csv").read_bytes() == stored
    assert not (case / "review.jsonl").exists()


def test_what_a_person_changed_in_the_table_since_stays(case):
    """The log brings back decisions a table lacks; it does not overwrite what the table says of a decided row."""
    name = queue(case)["waiting"][0]["name"]
    press(case, "a\nq\n")
    table = case / "statements.csv"
    changed = table.read_text("utf-8").replace("ada,2024-01-02,", "ada,2024-01-02,a note by hand")
    table.write_text(changed, "utf-8")
    press(case, "q\n")
    assert {s.name: s.note for s in by(case, "ada")}[name].startswith("a note by hand")


def test_a_table_that_fell_behind_the_log_is_brought_up_to_it(case):
    """An older copy of the table put back: the decisions come again, by review and by read alike."""
    stored = (case / "statements.csv").read_bytes()
    press(case, "a\nr\nq\n")
    done = sorted((s.name, s.review) for s in by(case, "ada"))
    for verb in (review, read):
        (case / "statements.csv").write_bytes(stored)
        assert run(verb.command, case, input="q\n").exit_code == 0
        assert sorted((s.name, s.review) for s in by(case, "ada")) == done


@pytest.mark.parametrize("moment", [1, 2, 5])
def test_a_session_killed_in_the_middle_loses_nothing(case, moment):
    """kill -9 while keys are pressed: the table loads, and each decision the log took is in it at the next start."""
    child = subprocess.Popen(
        [sys.executable, "-m", "treves", "review", str(case), "--reviewer", "eve"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ},
    )  # fmt: skip
    assert child.stdin is not None
    child.stdin.write(b"a\nr\n" * 12)
    child.stdin.flush()
    log = ReviewLog(case / "review.jsonl")
    until = time.monotonic() + 60
    while len(log.read()) < moment and time.monotonic() < until:
        time.sleep(0.002)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdin.close()
    decided = {d.statement: {"accept": "accepted", "reject": "rejected"}[d.action] for d in log.read()}
    assert len(decided) >= moment
    stored = {s.name: s.review for s in by(case, "eve")}
    assert stored.items() <= decided.items()
    assert len(decided) - len(stored) <= 1
    press(case, "q\n")
    assert {s.name: s.review for s in by(case, "eve")} == decided


def test_changed_texts_are_flagged_kept_out_of_the_model_and_come_up_again(case):
    """A reviewed sentence is rewritten: the row stays, is flagged, counts no more, and waits; a mended text unflags it."""
    row = next(s for s in load_case(case).statements if s.review == "accepted" and s.text.count(" ") > 6)
    file = case / "reports" / f"{row.doc}.txt"
    original = file.read_bytes()
    file.write_bytes(original.replace(row.text.encode(), b"Iets heel anders staat hier nu."))
    with pytest.raises(CaseError):
        load_case(case)
    told = run(read.command, case, catch_exceptions=False).stdout
    assert "newly flagged with changed text" in told
    loaded = load_case(case)
    (flagged,) = [s for s in loaded.statements if s.name == row.name]
    assert flagged.is_changed
    assert flagged.review == "accepted"
    assert flagged not in loaded.evidence
    assert "kept out because the text of their report changed" in run(check.command, case).stdout
    assert row.name in {one["name"] for one in queue(case)["waiting"]}
    file.write_bytes(original)
    run(read.command, case, catch_exceptions=False)
    (again,) = [s for s in load_case(case).evidence if s.name == row.name]
    assert replace(again, line=0) == replace(row, line=0)


def test_a_flagged_row_is_mended_by_an_edit_of_its_text(case):
    """Accepting is refused; a new text that stands in the report takes the flag off and keeps the old words."""
    row = next(s for s in load_case(case).statements if s.review == "accepted" and s.text.count(" ") > 6)
    file = case / "reports" / f"{row.doc}.txt"
    file.write_bytes(file.read_bytes().replace(row.text.encode(), b"Iets heel anders staat hier nu."))
    waiting = [one["name"] for one in queue(case)["waiting"]]
    keys = "s\n" * waiting.index(row.name) + "a\ne\ntext=Iets heel anders\n\nq\n"
    assert "its words no longer stand in the report" in press(case, keys)
    (mended,) = [s for s in load_case(case).statements if s.name == row.name]
    assert (mended.text, mended.review, mended.is_changed) == ("Iets heel anders", "edited", False)
    assert row.text in mended.note


def test_what_moves_the_result_comes_first(case, tmp_path):
    """With findings the queue follows the influences; an open row stands where rows of its party and matter do."""
    rows = [s for s in load_case(case).statements if s.review == "open" and s.party]
    last = queue(case)["waiting"][-1]["name"]
    target = next(s for s in rows if s.name == last)
    findings = tmp_path / "treves-mine" / "findings.json"
    findings.parent.mkdir()
    document = run_study(
        load_case(case), draws=100, worlds=2, with_moves=False, with_talks=False, with_consequences=False
    ).model_dump(mode="json")
    document["statements"][0] |= {"name": "like-it", "party": target.party, "about": target.about}
    some, best = {"value": 0.02, "low": 0.0, "high": 0.04}, {"value": -0.3, "low": -0.4, "high": -0.2}
    document["influences"] = [{"statement": "like-it", "deal_exists_change": some, "best_deal_change": best}]
    findings.write_text(json.dumps(document), "utf-8")
    ordered = queue(case)
    assert "effect on the result" in ordered["ordered_by"]
    like = [s.name for s in rows if (s.party, s.about) == (target.party, target.about)]
    assert {one["name"] for one in ordered["waiting"][: len(like)]} == set(like)
    assert ordered["waiting"][0]["effect"] == pytest.approx(0.3)
    assert "by about 30.0 points" in press(case, "q\n")
    elsewhere = tmp_path / "other.json"
    elsewhere.write_text(findings.read_text("utf-8").replace('"mine"', '"yours"'), "utf-8")
    for bad in (elsewhere, case / "case.yaml"):
        assert isinstance(run(review.command, case, "--findings", bad, input="q\n").exception, TrevesError)


def test_effect_of_a_row_is_its_own_or_that_of_rows_like_it():
    """Own effect, then party and matter, then half of party or matter alone, then nothing."""
    base = load_case("ruritania").statements[0]
    rows = [
        replace(base, name=name, party=party, about=about)
        for name, party, about in [
            ("own", "A", "x"),
            ("both", "A", "x"),
            ("party", "A", "z"),
            ("about", "C", "y"),
            ("none", "C", "z"),
        ]
    ]
    told = {"own": ("A", "x"), "p": ("A", "y")}
    found = effect_of_rows(rows, {"own": -0.4, "p": 0.2}, told)
    assert found == pytest.approx({"own": 0.4, "both": 0.4, "party": 0.15, "about": 0.1, "none": 0.0})


def test_open_rows_enter_only_where_the_case_says_and_then_weigh_less(case):
    """'reviewed' leaves them out; 'all' lets them in at open_weight, and the codebook can set it."""
    reviewed = load_case(case)
    assert all(s.review != "open" for s in reviewed.evidence)
    settings = case / "case.yaml"
    settings.write_text(settings.read_text("utf-8").replace("statements: reviewed", "statements: all"), "utf-8")
    loaded = load_case(case)
    entered = [s for s in loaded.evidence if s.review == "open"]
    assert entered
    for row in entered:
        accepted = replace(row, review="accepted")
        assert loaded.codebook.reliability(row) == pytest.approx(0.6 * loaded.codebook.reliability(accepted))
    cases = [loaded.evidence, [replace(s, review="accepted") for s in loaded.evidence]]
    as_open, as_reviewed = (estimate_positions(loaded.agenda, loaded.cabinet, rows, loaded.codebook) for rows in cases)
    assert abs(as_open.log_belief - as_open.prior).max() > 0
    assert not (as_open.log_belief == as_reviewed.log_belief).all()
    codebook = case / "codebook.yaml"
    codebook.write_text("open_weight: 0.25\n" + codebook.read_text("utf-8"), "utf-8")
    assert load_case(case).codebook.open_weight == 0.25


def test_a_packaged_case_is_not_written_to(case):
    """Review says so; read tells what it found and how to store it."""
    assert "comes with treves" in str(run(review.command, "ruritania").exception)
    assert "not written to" in run(read.command, "ruritania", catch_exceptions=False).stdout


def test_a_row_is_split_by_key_and_one_undo_takes_it_back(case):
    """Two spans of one sentence, each with its own matter; a part that says nothing new ends the split."""
    row = queue(case)["waiting"][0]
    middle = (row["start"] + row["end"]) // 2
    first, second = f"end={middle}", f"start={middle}"
    press(case, f"p\n{first}\nstart={row['start']}\n\n{second}\nend={row['end']}\nstance=0\n\n\nq\n")
    parts = {s.name: s for s in by(case, "ada")}
    assert list(parts) == [row["name"], f"{row['name']}-2"]
    assert "".join(part.text for part in parts.values()) == row["text"]
    press(case, "u\nq\n")
    assert by(case, "ada") == []
    assert queue(case)["waiting"][0] == row
