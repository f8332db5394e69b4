"""Scores: as defined, and as an independent program has them."""

import warnings

import numpy as np
import pytest

from treves.survival import brier, calibration, concordance, country_bootstrap, integrated_brier
from treves.survival.scores import censored_brier

with warnings.catch_warnings(action="ignore"):
    from lifelines.utils import concordance_index


def test_lifelines_counts_the_same_pairs():
    """Harrell's C with ties in time and in risk, and with censoring, as lifelines has it."""
    rng = np.random.default_rng(1)
    for _ in range(20):
        days = rng.integers(1, 30, 80).astype(float)
        ended = rng.random(80) < 0.6
        risk = rng.integers(0, 12, 80).astype(float)
        with warnings.catch_warnings(action="ignore"):
            theirs = concordance_index(days, -risk, ended)
        assert concordance(days, ended, risk) == pytest.approx(theirs, abs=1e-12)


def test_weights_are_repeats():
    """A spell of weight two counts as two spells."""
    rng = np.random.default_rng(2)
    days, ended, risk = rng.permutation(20) + 1.0, rng.random(20) < 0.7, rng.random(20)
    weight = rng.integers(0, 3, 20)
    again = np.repeat(np.arange(20), weight)
    weighted = concordance(days, ended, risk, weight.astype(float))
    assert weighted == pytest.approx(concordance(days[again], ended[again], risk[again]), abs=1e-12)


def test_without_censoring_the_score_is_brier_s():
    """With every end seen, the weighted score is the mean squared difference, and 0 for a perfect forecast."""
    rng = np.random.default_rng(3)
    days, survival = rng.uniform(1, 10, 50), rng.random(50)
    ended = np.ones(50, dtype=bool)
    told = censored_brier(days, ended, survival, 5.0).mean()
    assert told == pytest.approx(brier(survival, days > 5.0))
    times = np.linspace(2, 8, 13)
    perfect = (days[:, None] > times).astype(float)
    assert integrated_brier(days, ended, perfect, times).sum() == 0.0


def test_censoring_is_weighed_out():
    """Censored at random, the weighted score of many spells is that of the spells had nothing been censored."""
    rng = np.random.default_rng(4)
    true = rng.exponential(10.0, 20_000)
    lost = rng.exponential(20.0, 20_000)
    survival = np.full(20_000, 0.5)
    seen = censored_brier(np.minimum(true, lost), true <= lost, survival, 8.0).mean()
    assert seen == pytest.approx(0.25, abs=0.005)


def test_a_calibrated_forecast_lies_on_the_diagonal():
    """Where things happen as often as was said, groups show it."""
    rng = np.random.default_rng(5)
    p = rng.random(50_000)
    for mean, happened, rows in calibration(p, rng.random(50_000) < p):
        assert rows == 5000
        assert happened == pytest.approx(mean, abs=0.03)


def test_the_bootstrap_draws_whole_countries():
    """Where all rows of a country are alike, the interval is as wide as few countries make it, not as many rows."""
    rng = np.random.default_rng(6)
    country = np.repeat(np.array([f"c{k}" for k in range(9)]), 200)
    value = np.repeat(rng.standard_normal(9), 200)
    low, high = country_bootstrap(country, lambda w: float(w @ value / w.sum()), rng, 2000)
    by_theory = 2 * 1.2816 * value[::200].std() / 3
    assert high - low == pytest.approx(by_theory, rel=0.1)
