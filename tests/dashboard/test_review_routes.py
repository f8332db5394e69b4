"""The review in the browser: the terminal's queue and log, two windows, two programs, two coders, a kill."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner

from treves.case import load_case
from treves.case.review_desk import ReviewDesk
from treves.cli import review
from treves.evidence.review import Decision, ReviewLog

from .serving import serving


@pytest.fixture
def page(open_rows, tmp_path):
    with serving(open_rows, tmp_path / "work") as served:
        served.folder = open_rows
        yield served


def state(page, coder="ada"):
    return page.get("/api/review", params={"coder": coder}).json()


def decide(page, action, statement, coder="ada", **more):
    return page.post("/api/review", {"coder": coder, "action": action, "statement": statement, **more})


def rows(page):
    return {row.name: row for row in load_case(page.folder).statements}


def test_each_decision_is_in_log_and_table_before_the_answer(page):
    """Accept, edit, reject, split and undo, as the terminal writes them."""
    a, b, c, d = (row["name"] for row in state(page)["waiting"][:4])
    whole = next(row for row in state(page)["waiting"] if row["name"] == d)
    middle = (whole["start"] + whole["end"]) // 2
    halves = [{"start": whole["start"], "end": middle}, {"start": middle, "end": whole["end"], "stance": "0"}]
    assert decide(page, "accept", a).json()["decided"] == 1
    assert decide(page, "edit", b, changes={"stance": "0"}).status_code == 200
    assert decide(page, "reject", c).status_code == 200
    told = decide(page, "split", d, spans=halves).json()
    assert told["total"] == len(rows(page))
    assert told["last"] == d
    stored = rows(page)
    assert [stored[name].review for name in (a, b, c, d, f"{d}-2")] == [
        "accepted", "edited", "rejected", "edited", "edited",
    ]  # fmt: skip
    assert stored[d].text + stored[f"{d}-2"].text == whole["text"]
    assert {row.reviewer for row in stored.values() if row.review != "open"} == {"ada"}
    assert len(ReviewLog(page.folder / "review.jsonl").read()) == told["revision"] == 4
    assert decide(page, "undo", "").json()["last"] == c
    assert f"{d}-2" not in rows(page)
    terminal = CliRunner().invoke(review.command, [str(page.folder), "--json"], catch_exceptions=False)
    assert [row["name"] for row in json.loads(terminal.stdout)["waiting"]] == [
        row["name"] for row in state(page)["waiting"]
    ]


def test_of_two_windows_that_decide_one_row_the_second_is_told(page):
    """409 with how things stand; a decision on another row is no conflict and nothing of either is lost."""
    seen = state(page)
    a, b = (row["name"] for row in seen["waiting"][:2])
    assert decide(page, "accept", a, revision=seen["revision"]).status_code == 200
    late = decide(page, "reject", a, coder="ada", revision=seen["revision"])
    assert late.status_code == 409
    assert late.json()["state"]["revision"] == 1
    assert a not in [row["name"] for row in late.json()["state"]["waiting"]]
    assert decide(page, "reject", b, revision=seen["revision"]).status_code == 200
    assert decide(page, "undo", "", revision=1).status_code == 409
    assert (rows(page)[a].review, rows(page)[b].review) == ("accepted", "rejected")


def test_many_windows_at_once_lose_no_decision(page):
    names = [row["name"] for row in state(page)["waiting"]]
    with ThreadPoolExecutor(12) as pool:
        told = list(pool.map(lambda name: decide(page, "accept", name, revision=0).status_code, names))
    assert told == [200] * len(names)
    assert {row.review for row in rows(page).values()} == {"accepted"}
    assert len(ReviewLog(page.folder / "review.jsonl").read()) == len(names)


def test_the_terminal_and_the_page_decide_at_once(page):
    """Another program at the same table: every decision of both is in the log and in the table."""
    names = [row["name"] for row in state(page)["waiting"]]
    half = len(names) // 2
    code = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from treves.case.review_desk import ReviewDesk; from treves.evidence.review import Decision\n"
        "desk = ReviewDesk(Path(sys.argv[1])); print('ready', flush=True)\n"
        "for name in sys.argv[2:]:\n"
        "    desk.decide('', lambda _, n=name: Decision(n, 'reject', 'ada', date(2024, 1, 2)))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(page.folder), *names[:half]], stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"ready\n"
        assert [decide(page, "accept", name).status_code for name in names[half:]] == [200] * (len(names) - half)
        assert other.wait(60) == 0
    stored = rows(page)
    assert [stored[name].review for name in names] == ["rejected"] * half + ["accepted"] * (len(names) - half)


def test_an_odd_decision_is_refused_in_words_and_changes_nothing(page):
    row = state(page)["waiting"][0]
    before = (page.folder / "statements.csv").read_bytes()
    for action, more in (
        ("edit", {"changes": {"stance": "maybe"}}),
        ("edit", {"changes": {"text": "nowhere in the report"}}),
        ("edit", {"changes": {"doc": "x"}}),
        ("edit", {"changes": {"about": "no_such_matter"}}),
        ("edit", {"changes": {"start": 0, "end": 3}}),
        ("split", {"spans": []}),
        ("split", {"spans": [{"start": row["start"]}]}),
        ("split", {"spans": [{"start": row["start"]}, {"start": 10**12}]}),
        ("split", {"spans": [{"about": "no_such_matter"}, {"note": "b"}]}),
        ("undo", {}),
        ("accept", {"statement": "nobody"}),
        ("burn", {}),
        ("accept", {"coder": "two\nlines"}),
        ("accept", {"revision": 99}),
    ):
        told = decide(page, action, **{"statement": row["name"], **more})
        assert 400 <= told.status_code < 500, (action, more)
        assert told.json()["message"]
    assert (page.folder / "statements.csv").read_bytes() == before
    assert not (page.folder / "review.jsonl").exists()


def test_a_second_coder_codes_blind_and_agreement_waits_for_both(page):
    """The second sees every row open, writes a log of their own and no table; agreement comes with its interval."""
    names = sorted(row["name"] for row in state(page)["waiting"])
    for name in names[:-1]:
        decide(page, "accept", name)
    seen = state(page, "Bea")
    assert seen["is_blind"]
    assert sorted(row["name"] for row in seen["waiting"]) == names
    assert "ada" not in json.dumps(seen["waiting"])
    assert page.get("/api/review/agreement").status_code == 422
    table = (page.folder / "statements.csv").read_bytes()
    for at, name in enumerate(names):
        told = decide(page, "reject" if at % 4 == 0 else "accept", name, "Bea")
        assert told.status_code == 200
    assert told.json()["waiting"] == []
    assert (page.folder / "statements.csv").read_bytes() == table
    assert {one.reviewer for one in ReviewLog(page.folder / "review-bea.jsonl").read()} == {"Bea"}
    waits = page.get("/api/review/agreement")
    assert waits.status_code == 422
    assert "wait" in waits.json()["message"]
    decide(page, "accept", names[-1])
    told = page.get("/api/review/agreement").json()
    kept = next(one for one in told["fields"] if one["name"] == "kept")
    assert kept["units"] == len(names)
    assert kept["value"] < 1
    assert {"low", "high"} <= set(kept)
    assert told["disagreements"]
    assert not state(page, "ada")["is_blind"]
    assert state(page)["coders"] == ["ada", "bea"]


def test_the_case_is_read_anew_after_a_decision(page):
    """What was rejected is no evidence any more the next time the page asks."""
    name = next(iter(rows(page)))
    decide(page, "accept", name)
    assert page.get(f"/api/statements/{name}").json()["is_used"]
    decide(page, "reject", name)
    assert not page.get(f"/api/statements/{name}").json()["is_used"]


def test_a_packaged_case_is_read_only_and_says_what_to_do(ruritania):
    told = ruritania.get("/api/review").json()
    assert not told["is_writable"]
    assert "treves new" in told["message"]
    refused = ruritania.post("/api/review", {"action": "accept", "statement": "r01"})
    assert refused.status_code == 403
    assert "treves new" in refused.json()["right"]


@pytest.mark.parametrize("moment_s", [0.0, 0.004, 0.02])
def test_a_kill_in_the_middle_of_writing_loses_nothing(open_rows, moment_s):
    """SIGKILL while decisions are written: what was acknowledged is there, the table loads, the lock is free."""
    names = [row.name for row in load_case(open_rows).statements]
    code = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from treves.case.review_desk import ReviewDesk; from treves.evidence.review import Decision\n"
        "desk, names, at = ReviewDesk(Path(sys.argv[1])), sys.argv[2:], 0\n"
        "while True:\n"
        "    name, action = names[at // 2 % len(names)], ('accept', 'undo')[at % 2]\n"
        "    desk.decide('', lambda _: Decision(name, action, 'eve', date(2024, 1, 2)))\n"
        "    at += 1; print(at, flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(open_rows), *names], stdout=subprocess.PIPE, env={**os.environ}
    ) as child:
        acknowledged = int(child.stdout.readline())
        time.sleep(moment_s)
        child.send_signal(signal.SIGKILL)
        for line in child.stdout.read().split(b"\n"):
            acknowledged = int(line or acknowledged)
        child.wait(30)
    desk = ReviewDesk(open_rows)
    decisions = desk.log_of("").read()
    assert acknowledged <= len(decisions) <= acknowledged + 1
    assert [one.action for one in decisions] == (["accept", "undo"] * len(decisions))[: len(decisions)]
    sitting = desk.catch_up()
    stored = {row.name: row.review for row in load_case(open_rows).statements}
    assert stored == {row.name: row.review for row in sitting.queue.statements()}
    assert sum(review == "accepted" for review in stored.values()) == len(decisions) % 2
    name = sitting.queue.waiting()[0].name
    desk.decide("", lambda _: Decision(name, "reject", "eve", decisions[0].on))


def test_a_full_disk_loses_no_decision(open_rows, monkeypatch):
    """A log that cannot grow keeps what it had; a table that cannot be written is brought up to its log later."""
    desk = ReviewDesk(open_rows)
    first, second = (row.name for row in desk.sit().queue.waiting()[:2])
    accept = lambda name: lambda _: Decision(name, "accept", "ada", __import__("datetime").date(2024, 1, 2))  # noqa: E731
    real = os.write

    def short(handle, content):
        return real(handle, content[:7]) if content.lstrip().startswith(b'{"statement"') else real(handle, content)

    monkeypatch.setattr(os, "write", short)
    with pytest.raises(OSError, match="No space"):
        desk.decide("", accept(first))
    monkeypatch.undo()
    assert desk.log_of("").read() == []
    assert desk.sit().queue.waiting()

    def full(path, text):
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("treves.case.review_desk.write_text_safely", full)
    with pytest.raises(OSError, match="No space"):
        desk.decide("", accept(second))
    monkeypatch.undo()
    assert {row.name: row.review for row in load_case(open_rows).statements}[second] == "open"
    desk.catch_up()
    assert {row.name: row.review for row in load_case(open_rows).statements}[second] == "accepted"


def test_who_gives_no_name_goes_on_as_the_one_who_reviewed(page):
    """A review begun in the terminal under any name is seen on the page as it stands, not as a second coder's."""
    decide(page, "accept", next(iter(rows(page))), coder="somebody else than the account")
    told = state(page, "")
    assert (told["coder"], told["is_blind"], told["decided"]) == ("somebody else than the account", False, 1)
