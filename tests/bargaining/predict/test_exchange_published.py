"""The exchange model against the outputs of the programs equal-gain and Decide, and by its own definition."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from treves.bargaining.predict import compromise, exchange_model, externalities
from treves.case.position_table import load_position_table


def published(path):
    """Supplier, its issue, the other, its issue, gain, and both moves, per exchange."""
    with path.open(encoding="utf-8") as handle:
        return [(tuple(r[:4]), float(r[4]), float(r[6]), float(r[10])) for r in csv.reader(handle, delimiter=";")]


def exchanged(table, **how):
    done = exchange_model(table.positions, table.saliences, table.capabilities, **how)
    names = [
        (
            (
                table.actors[e.actors[0]],
                table.issues[e.supplies[0]],
                table.actors[e.actors[1]],
                table.issues[e.supplies[1]],
            ),
            e.gain,
            *e.moves,
        )
        for e in done.exchanges
    ]
    return done, names


def same(ours, theirs):
    return ours[0] == theirs[0] and ours[1:] == pytest.approx(theirs[1:], abs=1e-8)


def test_paris_three_issues_first_round(shared):
    """All twenty exchanges of the published output, in order, with gains and moves."""
    table = load_position_table(shared("exchange-model", "equal-gain-short.csv"))
    done, ours = exchanged(table)
    theirs = published(shared("exchange-model", "equal-gain-short.exchanges.csv"))
    assert len(ours) == len(theirs) == 20
    assert all(same(a, b) for a, b in zip(ours, theirs, strict=True))
    assert done.ties == 0


def test_paris_thirteen_issues_first_round(shared):
    """All 129 exchanges: up to the first tie by definition, and to the end for one way of breaking the nine ties."""
    table = load_position_table(shared("exchange-model", "equal-gain-cop21.csv"))
    theirs = published(shared("exchange-model", "equal-gain-cop21.exchanges.csv"))
    done, ours = exchanged(
        table, rng=np.random.default_rng(910)
    )  # found by trying seeds: the published ties are unseeded
    assert len(ours) == len(theirs) == 129
    assert all(same(a, b) for a, b in zip(ours, theirs, strict=True))
    assert done.ties == 9
    first_tie = 23
    _, in_order = exchanged(table)
    assert all(same(a, b) for a, b in zip(in_order[:first_tie], theirs[:first_tie], strict=True))


@pytest.mark.parametrize(
    ("file", "name"), [("sample_data.txt", "sample_data"), ("copenhagen.csv", "copenhagen"), ("cop21.csv", "cop21")]
)
def test_expected_outcomes_equal_those_of_decide(shared, file, name):
    """Road toll, Copenhagen, Paris: the program's "Nash bargaining solution" is the compromise, to its last digit."""
    table = load_position_table(shared("exchange-model", file))
    with shared("exchange-model", "reference-decide.csv").open(encoding="utf-8") as handle:
        theirs = {r["issue"]: float(r["compromise_start"]) for r in csv.DictReader(handle) if r["dataset"] == name}
    done, _ = exchanged(table)
    assert len(theirs) == len(table.issues)
    for row, issue in enumerate(table.issues):
        assert done.outcomes_before[row] == pytest.approx(theirs[issue], abs=5.1e-6)
        own = table.issue(row)
        assert compromise(own.positions, own.saliences, own.capabilities) == pytest.approx(theirs[issue], abs=5.1e-6)


@pytest.mark.parametrize(
    ("file", "name", "seed", "others_within"),
    [
        ("sample_data.txt", "sample_data", 1, 0.0),
        ("cop21.csv", "cop21", 266, 0.0),
        ("copenhagen.csv", "copenhagen", 1, 0.5),
    ],
)
def test_outcomes_after_one_round_equal_those_of_decide(shared, file, name, seed, others_within):
    """Road toll (6 issues) and Paris (13): every outcome of a run of Decide, for one way of breaking ties (it has no
    seed; ours was found by trying). Copenhagen: five of seven, the other two within half a point."""
    table = load_position_table(shared("exchange-model", file))
    with shared("exchange-model", "reference-decide.csv").open(encoding="utf-8") as handle:
        rows = [row for row in csv.DictReader(handle) if row["dataset"] == name]
    theirs = np.array([float(row["vote_round_1"]) for row in rows])
    assert tuple(row["issue"] for row in rows) == table.issues
    done, _ = exchanged(table, variant="decide", rng=np.random.default_rng(seed))
    gaps = np.abs(done.outcomes - theirs)
    exact = gaps < 1e-5
    assert exact.sum() >= len(rows) - (2 if others_within else 0)
    assert (gaps[~exact] <= others_within).all()


@st.composite
def talks(draw):
    issues, actors = draw(st.integers(2, 4)), draw(st.integers(2, 6))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    positions = rng.integers(0, 21, (issues, actors)) * 5.0
    return positions, rng.uniform(0.05, 1, (issues, actors)), rng.uniform(0.1, 2, (issues, actors))


@given(talks())
def test_both_gain_the_same_and_nobody_leaves_the_scale(case):
    """Every exchange gives both the same, above 0, from the shifts of the two outcomes; the one moves all the way or
    the other."""
    x, s, c = case
    done = exchange_model(x, s, c)
    w = s * c
    for e in done.exchanges:
        (i, j), (q, p) = e.actors, e.supplies
        shift_q, shift_p = abs(e.moves[0]) * w[q, i] / w[q].sum(), abs(e.moves[1]) * w[p, j] / w[p].sum()
        assert s[p, i] * shift_p - s[q, i] * shift_q == pytest.approx(e.gain, abs=1e-9)
        assert s[q, j] * shift_q - s[p, j] * shift_p == pytest.approx(e.gain, abs=1e-9)
        assert e.gain > 0
        assert np.isclose(e.voting_positions[0], x[q, j]) or np.isclose(e.voting_positions[1], x[p, i])
    assert (done.voting_positions >= x.min(axis=1, keepdims=True) - 1e-9).all()
    assert (done.voting_positions <= x.max(axis=1, keepdims=True) + 1e-9).all()


@given(talks())
def test_where_harm_counts_no_step_harms_the_whole(case):
    """With externalities weighed, the sum of all actors' utilities never falls."""
    x, s, c = case
    done = exchange_model(x, s, c, externalities="weighed")
    w = s * c
    voting = x.copy()
    outcome = (w * voting).sum(axis=1) / w.sum(axis=1)
    for e in done.exchanges:
        voting[e.supplies[0], e.actors[0]], voting[e.supplies[1], e.actors[1]] = e.voting_positions
        after = (w * voting).sum(axis=1) / w.sum(axis=1)
        change = (s * (np.abs(x - outcome[:, None]) - np.abs(x - after[:, None]))).sum()
        assert change > 0
        outcome = after


@given(talks())
def test_effects_add_up_to_the_change_in_everybodys_utility(case):
    """Own, inner and outer effects of an exchange are the whole of it."""
    x, s, c = case
    done = exchange_model(x, s, c)
    if not done.exchanges:
        return
    e = done.exchanges[0]
    pair = list(e.supplies)
    w = s * c
    voting = x.copy()
    voting[e.supplies[0], e.actors[0]], voting[e.supplies[1], e.actors[1]] = e.voting_positions
    after = (w * voting).sum(axis=1) / w.sum(axis=1)
    is_above = x[pair] > done.outcomes_before[pair, None]
    found = externalities(x[pair], s[pair], done.outcomes_before[pair], after[pair], e.actors, is_above)
    whole = (s[pair] * (np.abs(x[pair] - done.outcomes_before[pair, None]) - np.abs(x[pair] - after[pair, None]))).sum()
    parts = found.own + found.inner_gained + found.inner_lost + found.outer_gained + found.outer_lost
    assert parts == pytest.approx(whole, abs=1e-9)


def test_the_same_seed_gives_the_same_exchanges(shared):
    """Ties broken at random are broken the same way again."""
    table = load_position_table(shared("exchange-model", "equal-gain-cop21.csv"))
    first, second = (exchanged(table, rng=np.random.default_rng(3))[1] for _ in range(2))
    assert first == second
