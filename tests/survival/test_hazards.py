"""The hazards: a proper model of what happens on a day, and of what a country's past tells."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from treves.survival import (
    Past,
    Sample,
    choose_prior_sd,
    estimate_frailty,
    estimate_hazards,
    incidence,
    own_record,
    past_of,
)
from treves.survival.periods import PERIOD_DAYS, periods_of, time_basis


def made(rng, spells=400, countries=8, effect=(0.8, 0.0), term=1461.0):
    """Draw spells day by day from two causes whose hazards are known."""
    x = rng.standard_normal((spells, 2))
    began = rng.uniform(0, 15_000, spells)
    rate = 0.0008 * np.exp(x @ np.array([effect[0], effect[1]]))
    first, second = rng.exponential(1 / rate), rng.exponential(1 / np.full(spells, 0.0004))
    days = np.minimum(np.ceil(np.minimum(first, second)), term)
    cause = np.where(days >= term, 0, np.where(first < second, 1, 2))
    return Sample(
        country=rng.integers(0, countries, spells).astype(str),
        began=began,
        known=began + days,
        days=days,
        cause=cause,
        term_days=np.full(spells, term),
        covariates=x,
        names=("a", "b"),
        causes=("replacement", "early_election"),
        falls=("replacement",),
    )


def test_a_known_effect_is_found():
    """Where hazards were made with a coefficient of 0.8, the estimate is near it, and that of nothing near 0."""
    found = estimate_hazards(made(np.random.default_rng(1), spells=3000), prior_sd=1.0)
    slopes = found.coefficients[0, 1:3] / found.spread[:2]
    assert slopes[0] == pytest.approx(0.8, abs=0.1)
    assert abs(slopes[1]) < 0.1
    assert abs(found.coefficients[1, 1] / found.spread[0]) < 0.1


def test_the_estimate_maximises_the_daily_likelihood():
    """A general optimiser, on the likelihood written out day by day without any grouping, stops at the same place."""
    sample = made(np.random.default_rng(2), spells=40, countries=3)
    found = estimate_hazards(sample, prior_sd=0.5)
    past = own_record(past_of(sample), found.frailty)
    x, y = [], []
    periods = periods_of(sample)
    for row, spell in enumerate(periods.spell):
        age = periods.start[row] + periods.days[row] / 2
        line = [*sample.covariates[spell], past[spell], *time_basis(np.array(age), sample.term_days[spell] - age)]
        for day in range(int(periods.days[row])):
            is_last = day == int(periods.days[row]) - 1
            x.append([1.0, *(np.array(line) - found.middle) / found.spread])
            y.append([periods.ends[row, k] if is_last else 0.0 for k in range(2)])
    x, y = np.array(x), np.array(y)

    def loss(flat):
        b = flat.reshape(2, -1)
        eta = x @ b.T
        told = (y * eta).sum() - np.log1p(np.exp(eta).sum(axis=1)).sum() - 0.5 * (b[:, 1:] ** 2).sum() / 0.25
        h = np.exp(eta) / (1 + np.exp(eta).sum(axis=1, keepdims=True))
        slope = (y - h).T @ x
        slope[:, 1:] -= b[:, 1:] / 0.25
        return -told, -slope.ravel()

    start = np.zeros((2, x.shape[1]))
    start[:, 0] = -7.0
    best = minimize(loss, start.ravel(), jac=True, method="BFGS", options={"gtol": 1e-7, "maxiter": 2000})
    assert found.coefficients.ravel() == pytest.approx(best.x, abs=2e-4)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 60))
def test_incidences_and_survival_sum_to_one(seed, periods):
    """Whatever the hazards, what ended in each way and what still stands are all there is, at every time."""
    rng = np.random.default_rng(seed)
    told = incidence(rng.uniform(0, 0.2, (3, periods, 3)), PERIOD_DAYS)
    assert told.survival + told.ended.sum(axis=-1) == pytest.approx(np.ones((3, periods + 1)), abs=1e-12)
    assert (np.diff(told.ended, axis=-2) >= 0).all()


def test_one_constant_hazard_is_ends_per_day():
    """With nothing known but the days, the chance per day is what was seen: ends over days."""
    sample = made(np.random.default_rng(3), spells=2000, effect=(0.0, 0.0))
    found = estimate_hazards(sample, prior_sd=1.0)
    per_day = found.per_day(sample, past_of(sample), np.array([200.0, 700.0])).mean(axis=(0, 1))
    seen = np.array([(sample.cause == k).sum() for k in (1, 2)]) / sample.days.sum()
    assert per_day == pytest.approx(seen, rel=0.1)


def test_a_record_counts_only_what_was_known():
    """A country's past holds earlier falls alone: later ones, other countries' and unfinished ones are not in it."""
    sample = made(np.random.default_rng(5), spells=60)
    past = past_of(sample)
    for i in range(60):
        earlier = (sample.country == sample.country[i]) & (sample.began + sample.days <= sample.began[i])
        assert past.falls[i] == (sample.cause[earlier] == 1).sum()
        assert past.days[i] == pytest.approx(sample.days[earlier].sum())


def test_a_new_country_has_no_record():
    """Without a past the record is 0, which is the usual rate; with more falls than usual it grows with them."""
    frailty = estimate_frailty(made(np.random.default_rng(6)))
    told = own_record(Past(np.array([0.0, 5.0, 9.0]), np.array([0.0, 1000.0, 1000.0])), frailty)
    assert told[0] == 0.0
    assert 0.0 < told[1] < told[2]


def test_countries_that_do_not_differ_are_not_told_apart():
    """Where all countries have one hazard, the gamma shape is large, so a record is drawn almost to 1."""
    same = estimate_frailty(made(np.random.default_rng(7), spells=2000, effect=(0.0, 0.0)))
    assert same.shape > 10.0


def test_noise_asks_for_a_tight_prior():
    """On covariates that mean nothing, countries left out are told best under the tightest prior or nearly so."""
    assert choose_prior_sd(made(np.random.default_rng(8), spells=200, effect=(0.0, 0.0))) <= 0.1
