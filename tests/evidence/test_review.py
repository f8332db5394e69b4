"""Review: order, decisions, undo, interruption, reading again."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.small_cases import load_own_report, load_small_case
from treves.errors import TrevesError
from treves.evidence import Reader
from treves.evidence.review import Decision, Queue, ReviewLog, merge_statements

REPORT = load_own_report("d1_stikstof")
FOUND = [f.statement for f in Reader(*load_small_case("duinland")).read(REPORT)]
DAY = date(2024, 3, 14)


def decide(name, action, **changes):
    return Decision(name, action, "ada", DAY, changes)


def test_the_least_certain_comes_first_and_effect_on_the_result_overrides():
    """Without a result the doubtful rows, with one those that move it."""
    queue = Queue.start(FOUND)
    assert queue.waiting()[0].certainty == "possible"
    assert queue.waiting()[-1].certainty == "asserted"
    mover = FOUND[0].name
    assert Queue.start(FOUND, effect={mover: -0.2}).waiting()[0].name == mover


def test_accept_edit_reject_and_undo_are_recorded_with_who_and_when():
    """An edit keeps what the row said before in its note; undo brings the row back."""
    a, b, c = (s.name for s in FOUND[:3])
    queue = Queue.start(FOUND)
    for decision in (decide(a, "accept"), decide(b, "edit", stance="0"), decide(c, "reject"), decide(c, "undo")):
        queue = queue.decide(decision)
    rows = {s.name: s for s in queue.statements()}
    assert (rows[a].review, rows[a].reviewer, rows[a].reviewed_on) == ("accepted", "ada", DAY)
    assert (rows[b].review, rows[b].stance) == ("edited", "0")
    assert "stance was" in rows[b].note
    assert rows[c].review == "open"
    assert queue.last_decided() == b


def test_what_makes_no_statement_is_refused():
    """A wrong value, an unknown row, nothing to undo."""
    queue = Queue.start(FOUND)
    for decision in (
        decide(FOUND[0].name, "edit", stance="maybe"),
        decide("nobody", "accept"),
        decide(FOUND[0].name, "undo"),
        decide(FOUND[0].name, "edit", doc="x"),
    ):
        with pytest.raises(TrevesError):
            queue.decide(decision)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["accept", "reject", "undo"])), max_size=12))
def test_undoing_everything_leaves_everything_open(steps):
    """Whatever was pressed, as many undos bring the start back."""
    queue = Queue.start(FOUND)
    for index, action in steps:
        name = FOUND[index].name
        if action == "undo" and queue.rows[name].review == "open":
            continue
        queue = queue.decide(decide(name, action))
    while last := queue.last_decided():
        queue = queue.decide(decide(last, "undo"))
    assert queue.statements() == FOUND


def test_an_interrupted_review_is_taken_up_where_it_was_left(tmp_path):
    """A line torn by a crash costs that line alone, and the next append does not glue to it."""
    log = ReviewLog(tmp_path / "review.jsonl")
    log.append(decide(FOUND[0].name, "accept"))
    log.append(decide(FOUND[1].name, "reject"))
    whole = log.path.read_bytes()
    log.path.write_bytes(whole[:-30])
    assert [d.action for d in log.read()] == ["accept"]
    log.append(decide(FOUND[2].name, "accept"))
    assert [d.statement for d in log.read()] == [FOUND[0].name, FOUND[2].name]
    assert len(Queue.start(FOUND, log.read()).waiting()) == len(FOUND) - 2


def test_reading_again_keeps_decided_rows_and_replaces_open_ones():
    """Reviewed rows stay whatever the rules say now; the same finding does not come up twice."""
    old = [replace(FOUND[0], review="edited", stance="0", reviewer="ada"), *FOUND[1:3]]
    merged = merge_statements(old, FOUND, {REPORT.name: REPORT})
    assert merged.kept == 1
    assert merged.new == len(FOUND) - 3
    assert [s for s in merged.statements if s.name == FOUND[0].name] == [old[0]]
    assert len(merged.statements) == len(FOUND)


def test_changed_texts_are_flagged_and_moved_ones_follow():
    """A sentence that moved is found again; one that is gone is flagged, not dropped."""
    row = replace(FOUND[0], review="accepted")
    moved = replace(REPORT, text=REPORT.text[: REPORT.body_start] + "Nieuw. " + REPORT.body)
    (kept,) = merge_statements([row], [], {REPORT.name: moved}).statements
    assert moved.span(kept.start, kept.end) == row.text
    gone = replace(REPORT, text=REPORT.text.replace("gedwongen", "verplichte"))
    merged = merge_statements([row], [], {REPORT.name: gone})
    assert merged.flagged == 1
    assert "text changed" in merged.statements[0].note
