"""A row that says two things is split: each part with its own span and columns, undone as one step, replayed by the log."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.small_cases import load_own_report, load_small_case
from treves.errors import TrevesError
from treves.evidence import Reader
from treves.evidence.agreement import krippendorff_alpha
from treves.evidence.review import Decision, Queue, ReviewLog, check_split, settle, without_decisions
from treves.evidence.review.agreeing import agree_on_rows, alpha_interval

REPORT = load_own_report("d1_stikstof")
FOUND = [f.statement for f in Reader(*load_small_case("duinland")).read(REPORT)]
ROW = FOUND[1]
NAME = ROW.name
DAY = date(2024, 3, 14)


def decide(name, action, **changes):
    return Decision(name, action, "ada", DAY, changes)


def split(name=NAME):
    row = next(one for one in FOUND if one.name == name)
    middle = (row.start + row.end) // 2
    spans = [{"start": str(row.start), "end": str(middle)}, {"start": str(middle), "end": str(row.end), "stance": "0"}]
    return Decision(name, "split", "ada", DAY, parts=check_split(row, spans, REPORT))


def test_a_split_makes_two_rows_whose_words_stand_in_the_report():
    """The first keeps the id, the second stands behind it; what the row said before is in its note."""
    rows = Queue.start(FOUND).decide(split()).statements()
    at = [row.name for row in rows].index(NAME)
    one, two = rows[at : at + 2]
    assert (one.name, two.name) == (NAME, f"{NAME}-2")
    assert one.text + two.text == ROW.text
    assert all(REPORT.span(part.start, part.end) == part.text for part in (one, two))
    assert (one.stance, two.stance) == (ROW.stance, "0")
    assert {part.review for part in (one, two)} == {"edited"}
    assert ROW.text in one.note.replace("\\'", "'")
    assert "split off" in two.note
    assert len(rows) == len(FOUND) + 1


def test_one_undo_takes_a_split_back_whichever_part_it_is_asked_of():
    for name in (NAME, f"{NAME}-2"):
        queue = Queue.start(FOUND).decide(split())
        assert queue.last_decided() == NAME
        queue = queue.decide(decide(name, "undo"))
        assert queue.statements() == FOUND
        assert len(queue.waiting()) == len(FOUND)
        assert queue.decisions[-1].statement == NAME


def test_a_part_that_was_decided_on_is_undone_before_the_split():
    """Nothing decided on a part goes with the split unasked."""
    queue = Queue.start(FOUND).decide(split()).decide(decide(f"{NAME}-2", "reject"))
    with pytest.raises(TrevesError, match="undo that first"):
        queue.decide(decide(NAME, "undo"))
    queue = queue.decide(decide(f"{NAME}-2", "undo")).decide(decide(NAME, "undo"))
    assert queue.statements() == FOUND


def test_a_split_needs_two_parts_that_differ_and_words_of_the_report():
    span = {"start": str(ROW.start), "end": str(ROW.end)}
    for parts in ([span], [], [span, span], [span, {"text": "nowhere in it"}], [span, {"start": "0", "end": "4"}]):
        with pytest.raises(TrevesError):
            check_split(ROW, parts, REPORT)
    with pytest.raises(TrevesError, match="cannot be edited"):
        Queue.start(FOUND).decide(Decision(NAME, "split", "ada", DAY, parts=({"doc": "x"}, span)))


def test_the_log_of_a_split_is_read_back_and_older_logs_stay_as_they_are(tmp_path):
    log = ReviewLog(tmp_path / "review.jsonl")
    queue = Queue.start(FOUND).decide(split())
    log.append(queue.decisions[-1])
    log.append(decide(FOUND[0].name, "accept"))
    assert tuple(log.read()) == (queue.decisions[-1], decide(FOUND[0].name, "accept"))
    assert b"parts" not in log.path.read_bytes().splitlines()[1]


STEPS = st.lists(
    st.tuples(st.sampled_from(["accept", "reject", "edit", "split", "undo", "undo_last"]), st.integers(0, 5)),
    max_size=10,
)


def walk(steps):
    """Take steps that can be taken; return every queue on the way."""
    queues = [Queue.start(FOUND[:3])]
    for action, at in steps:
        queue = queues[-1]
        name = queue.order[at % len(queue.order)]
        row = queue.rows[name]
        if action == "undo_last":
            action, name = "undo", queue.last_decided()  # noqa: PLW2901
        made = decide(name, action)
        if action == "edit":
            made = decide(name, action, stance="0" if row.stance != "0" else "+1")
        if action == "split":
            halves = [{"start": str(row.start)}, {"start": str(row.start), "note": f"{len(queues)}"}]
            made = Decision(name, "split", "ada", DAY, parts=check_split(row, halves, REPORT))
        if action in {"accept", "reject"} and row.review == f"{action}ed":
            continue
        try:
            queues.append(queue.decide(made))
        except TrevesError:
            continue
    return queues


@settings(max_examples=200, deadline=None)
@given(STEPS)
def test_the_log_alone_gives_the_table_again(steps):
    """Whatever was decided, split and taken back: the bare rows and the log make the same table."""
    last = walk(steps)[-1]
    assert settle(FOUND[:3], last.decisions) == last.statements()


@settings(max_examples=200, deadline=None)
@given(STEPS)
def test_a_table_one_decision_behind_its_log_is_brought_up_to_it(steps):
    """A session that was killed between log and table; settling what is settled changes nothing."""
    queues = walk(steps)
    for before, after in pairwise(queues):
        assert settle(before.statements(), after.decisions) == after.statements()
        assert settle(after.statements(), after.decisions) == after.statements()


@settings(max_examples=100, deadline=None)
@given(STEPS)
def test_a_second_coder_starts_from_bare_rows(steps):
    """Whatever the first decided, nothing of it is left: neither values, nor parts, nor names."""
    last = walk(steps)[-1]
    assert without_decisions(last.statements(), last.decisions) == FOUND[:3]


def test_two_coders_are_compared_once_both_are_done():
    """On the same decisions alpha is 1, or cannot be told where nothing differs; a half-done coder is not compared."""
    first = Queue.start(FOUND)
    with pytest.raises(TrevesError, match="wait"):
        agree_on_rows(first, first, rng=np.random.default_rng(1))
    second = first
    for at, name in enumerate(first.order):
        first = first.decide(decide(name, "reject" if at % 3 == 0 else "accept"))
        second = second.decide(decide(name, "reject" if at % 3 == 0 or at == 1 else "accept"))
    same = {one.name: one for one in agree_on_rows(first, first, rng=np.random.default_rng(1)).measures}
    assert (same["kept"].value, same["kept"].low, same["kept"].high) == (1.0, 1.0, 1.0)
    told = {one.name: one for one in agree_on_rows(first, second, rng=np.random.default_rng(1)).measures}
    assert told["kept"].low <= told["kept"].value < 1.0
    assert told["kept"].units == len(FOUND)
    assert told["actor"].units == sum(row.review != "rejected" for row in second.statements())


def test_the_interval_of_alpha_covers_what_is_so():
    """95 % intervals of coders who agree with a known alpha hold it about as often as they say."""
    rng = np.random.default_rng(7)
    share, units, held = 0.8, 120, 0
    for _ in range(200):
        first = rng.integers(0, 3, units)
        second = np.where(rng.random(units) < share, first, rng.integers(0, 3, units))
        low, high = alpha_interval(first.tolist(), second.tolist(), rng=rng, draws=200)
        held += low <= share <= high
    assert 0.88 <= held / 200 <= 0.99


def test_the_interval_holds_alpha_of_the_same_data():
    """Each draw is alpha as the published formula gives it."""
    rng = np.random.default_rng(3)
    first = rng.integers(0, 4, 60).tolist()
    second = [one if rng.random() < 0.7 else int(rng.integers(0, 4)) for one in first]
    low, high = alpha_interval(first, second, rng=rng)
    assert low < krippendorff_alpha([first, second]) < high
    assert all(np.isnan(alpha_interval([], [], rng=rng)))
    assert all(np.isnan(alpha_interval(["a"] * 5, ["a"] * 5, rng=rng)))


def test_the_row_that_was_split_is_flagged_like_any_other():
    """A part whose words left the report waits again."""
    rows = Queue.start(FOUND).decide(split()).statements()
    flagged = [
        replace(row, note=f"{row.note}; text changed since review") if row.name == f"{NAME}-2" else row for row in rows
    ]
    assert f"{NAME}-2" in [row.name for row in Queue.start(flagged).waiting()]
