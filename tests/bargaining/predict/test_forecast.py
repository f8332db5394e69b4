"""Probability forecasts of outcomes: the score by its definition, the mixture, and that nothing leaks between
proposals."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from treves.bargaining.predict import (
    PARAMETERS,
    Forecast,
    IssuePositions,
    OutcomeMixture,
    PositionTable,
    cross_validated_forecasts,
    crps,
    estimate_outcome_mixture,
    folds_by_proposal,
    forecast_outcome,
    point_forecast,
)
from treves.bargaining.predict.fingerprints import issue_fingerprints
from treves.bargaining.predict.learned_on_deu3 import LEARNED_FROM, LEARNED_ON_DEU3
from treves.case.position_table import load_position_table
from treves.errors import CabinetError

SHIPPED = LEARNED_ON_DEU3


@st.composite
def forecasts(draw):
    points = np.array(sorted(draw(st.sets(st.integers(0, 100), min_size=1, max_size=6)))) * 1.0
    weights = np.array(draw(st.lists(st.integers(1, 9), min_size=points.size, max_size=points.size)), float)
    return Forecast(points, weights / weights.sum())


@given(forecasts(), st.integers(0, 100).map(float))
def test_the_score_is_the_expected_distance_less_half_the_own_spread(forecast, outcome):
    """Gneiting & Raftery (2007): the area between distribution functions equals E|X - y| - E|X - X'| / 2."""
    x, p = forecast.points, forecast.probabilities
    expected = p @ np.abs(x - outcome) - 0.5 * p @ np.abs(x[:, None] - x[None, :]) @ p
    assert crps(forecast, outcome) == pytest.approx(expected, abs=1e-9)


@given(forecasts())
def test_the_score_is_proper(forecast):
    """Nobody expects to score better by forecasting something else than what it believes."""
    believed = sum(p * crps(forecast, x) for x, p in zip(forecast.points, forecast.probabilities, strict=True))
    for rival in (point_forecast(forecast.median), point_forecast(50.0)):
        other = sum(p * crps(rival, x) for x, p in zip(forecast.points, forecast.probabilities, strict=True))
        assert believed <= other + 1e-9


@given(forecasts(), st.floats(0.01, 0.99))
def test_quantiles_are_the_lowest_points_that_hold_enough(forecast, share):
    """At most the share lies below a quantile, at least the share at or below it."""
    below, reached = forecast.chance_below(forecast.quantile(share))
    assert below < share + 1e-9
    assert reached >= share - 1e-9


def issue_with(positions, outcome=float("nan"), reference=float("nan"), co_legislator=float("nan")):
    x = np.array(positions, dtype=float)
    names = tuple(f"a{k}" for k in range(x.size))
    half = np.full(x.size, 0.5)
    return IssuePositions(
        names, x, half, np.ones(x.size), np.zeros(x.size), float("nan"), reference, outcome, co_legislator
    )


@given(
    st.lists(st.integers(0, 100), min_size=1, max_size=8),
    st.one_of(st.none(), st.integers(0, 100)),
    st.lists(st.floats(-1, 1), min_size=len(PARAMETERS), max_size=len(PARAMETERS)),
)
def test_a_forecast_is_a_distribution_whatever_was_learned(positions, reference, parameters):
    """Probabilities add up, lie on the scale, and do not look at the outcome."""
    mixture = OutcomeMixture(tuple(parameters), 1, 1, 0.1, "test")
    blind = issue_with(positions, reference=np.nan if reference is None else float(reference))
    found = forecast_outcome(mixture, blind)
    assert found.probabilities.sum() == pytest.approx(1)
    assert 0 <= found.points[0] <= found.points[-1] <= 100
    told = forecast_outcome(mixture, dataclasses.replace(blind, outcome=37.0))
    assert (told.probabilities == found.probabilities).all()


def test_more_weight_behind_a_position_makes_it_likelier():
    """Four against one: the shipped mixture gives the position of the four more."""
    found = forecast_outcome(SHIPPED, issue_with([20, 20, 20, 20, 80]))
    chance = dict(zip(found.points, found.probabilities, strict=True))
    assert chance[20.0] > 2 * chance[80.0]


def world(rng, proposals=60):
    """Outcomes drawn from a mixture whose parameters are known."""
    truth = OutcomeMixture((1.0, 1.0, 0.0, 0.0, 0.0, -1.5, 0.0, -0.7), 0, 0, 0.1, "invented")
    issues = []
    for _ in range(proposals * 4):
        x = rng.integers(0, 11, 9) * 10.0
        blind = issue_with(x, co_legislator=float(rng.choice(x)))
        drawn = forecast_outcome(truth, blind)
        issues.append(dataclasses.replace(blind, outcome=float(rng.choice(drawn.points, p=drawn.probabilities))))
    return truth, issues, [str(k // 4) for k in range(len(issues))]


def test_what_generated_the_outcomes_is_learned_back():
    """From 240 invented issues: the co-legislator's pull, and with it nearly the best score there is."""
    truth, issues, proposals = world(np.random.default_rng(7))
    learned = estimate_outcome_mixture(issues, proposals, ridge=0.001)
    named = dict(zip(PARAMETERS, learned.parameters, strict=True))
    assert named["co_legislator"] == pytest.approx(1.0, abs=0.5)
    fresh = world(np.random.default_rng(8))[1]
    score, best, flat = (
        np.mean([crps(forecast_outcome(m, issue), issue.outcome) for issue in fresh])
        for m in (learned, truth, OutcomeMixture((0.0,) * 8, 0, 0, 0.1, ""))
    )
    assert best - 0.05 < score < best + 0.3
    assert score < flat


@given(st.lists(st.integers(0, 20), min_size=40, max_size=80), st.integers(0, 100))
def test_all_issues_of_a_proposal_are_in_one_fold(numbers, seed):
    """No proposal is on both sides of any split, and no fold is empty."""
    proposals = [str(n) for n in [*numbers, *range(12)]]
    fold = folds_by_proposal(proposals, folds=10, rng=np.random.default_rng(seed))
    for name in set(proposals):
        assert len({int(f) for f, p in zip(fold, proposals, strict=True) if p == name}) == 1
    assert set(fold) == set(range(10))


def table_of(issues, proposals):
    unknown = np.full((len(issues), issues[0].positions.size), np.nan)
    return PositionTable(
        "invented", tuple(proposals), tuple(map(str, range(len(issues)))), issues[0].actors,
        np.array([i.positions for i in issues]), np.array([i.saliences for i in issues]),
        np.array([i.capabilities for i in issues]), unknown, unknown[:, 0], unknown[:, 0],
        np.array([i.outcome for i in issues]),
    )  # fmt: skip


def test_an_outcome_never_reaches_its_own_forecast():
    """Turn all outcomes of one proposal round: the forecasts of that proposal stay as they were, those of others
    change."""
    _, issues, proposals = world(np.random.default_rng(2), proposals=15)
    turned = [
        dataclasses.replace(issue, outcome=100 - issue.outcome) if proposal == "3" else issue
        for issue, proposal in zip(issues, proposals, strict=True)
    ]
    before, after = (
        cross_validated_forecasts(table_of(i, proposals), rng=np.random.default_rng(1)) for i in (issues, turned)
    )
    for row, proposal in enumerate(proposals):
        if proposal == "3":
            assert (before[row].probabilities == after[row].probabilities).all()
    assert any((before[r].probabilities != after[r].probabilities).any() for r, p in enumerate(proposals) if p != "3")


def test_too_few_proposals_are_refused():
    """Nine proposals teach nothing that could be checked."""
    _, issues, proposals = world(np.random.default_rng(2), proposals=9)
    with pytest.raises(CabinetError, match="too few"):
        cross_validated_forecasts(table_of(issues, proposals), rng=np.random.default_rng(1))


def test_the_shipped_numbers_are_what_the_data_teach(shared):
    """Learning again from the two thirds of DEU III gives the numbers in the package, and all its issues are known as
    seen."""
    table = load_position_table(shared("deu3", "deu3.csv"))
    rows = [int(row) for row in table.scored]
    again = estimate_outcome_mixture([table.issue(row) for row in rows], [table.proposals[row] for row in rows])
    assert again.parameters == pytest.approx(SHIPPED.parameters, abs=0.02)
    assert (again.issues, again.proposals) == (SHIPPED.issues, SHIPPED.proposals)
    known = issue_fingerprints(table)
    assert all(known[row] in LEARNED_FROM for row in rows)


def test_out_of_sample_on_deu3(shared):
    """By proposal out of sample the mixture scores below 18, the best published way of drawing from positions, and its
    central 50, 80 and 90 % intervals hold what they say within eight points."""
    table = load_position_table(shared("deu3", "deu3.csv"))
    rng = np.random.default_rng(1)
    found = cross_validated_forecasts(table, rng=rng)
    outcomes = table.outcomes
    assert np.mean([crps(forecast, outcomes[row]) for row, forecast in found.items()]) < 16.5
    spans = np.array([forecast.chance_below(outcomes[row]) for row, forecast in found.items()])
    ranks = spans[:, 0] + rng.random(len(spans)) * (spans[:, 1] - spans[:, 0])
    for share in (0.5, 0.8, 0.9):
        assert np.mean(np.abs(ranks - 0.5) <= share / 2) == pytest.approx(share, abs=0.08)
