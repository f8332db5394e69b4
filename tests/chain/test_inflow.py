"""Level, season and restlessness come back from series made with known ones; bands hold what they promise."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal

from treves.chain import (
    InflowPrior,
    draw_shares,
    estimate_drift,
    estimate_family_arrivals,
    estimate_inflow,
    estimate_random_level,
    forecast_family_arrivals,
    forecast_inflow,
    forecast_yearly,
    prior_from_years,
    share_volatility,
)
from treves.chain.inflow_volatility import _density
from treves.errors import TrevesError

SEASON = np.array([0.9, 0.8, 0.85, 0.9, 0.95, 1.0, 1.1, 1.15, 1.2, 1.15, 1.05, 0.95])


def made(months, rng, *, shock=0.08, momentum=0.0, noise=0.05, tail=30.0):
    growth, level, told = 0.0, np.log(1000.0), []
    for k in range(months):
        growth = momentum * growth + rng.standard_t(tail) * shock
        level += growth
        told.append(level + np.log(SEASON[k % 12]) + rng.standard_normal() * noise)
    return np.exp(np.array(told))


def test_season_and_shock_come_back():
    """Ten years made with a known season and shock: the posterior holds both."""
    rng = np.random.default_rng(3)
    fitted = estimate_inflow(made(120, rng), first_month=1, rng=rng)
    season = np.exp(fitted.season)
    low, high = np.quantile(season / season.mean(axis=1, keepdims=True), [0.05, 0.95], axis=0)
    assert ((SEASON / SEASON.mean() > low - 0.03) & (SEASON / SEASON.mean() < high + 0.03)).sum() >= 10
    assert 0.05 < np.median(fitted.shock_sd) < 0.12


def test_bands_hold_what_they_promise():
    """Over many made series the 80 % band of the next year's sum holds about 80 % of what comes."""
    inside, count = 0, 30
    for seed in range(count):
        rng = np.random.default_rng([7, seed])
        series = made(84, rng)
        fitted = estimate_inflow(series[:72], first_month=1, rng=rng, draws=200, warm_up=150, thin=1)
        low, high = np.quantile(forecast_inflow(fitted, 12, rng, paths=1000).sum(axis=1), [0.1, 0.9])
        inside += low <= series[72:].sum() <= high
    assert 0.6 <= inside / count <= 0.98  # some two standard errors of a share of 30 either way


def test_the_sampler_agrees_with_the_exact_posterior_of_the_level():
    """With all sizes fixed the level is normal, and its mean is that of the textbook formula."""
    from treves.chain.inflow_level import _Sampler

    rng = np.random.default_rng(5)
    logs = np.log(made(18, rng))
    sampler = _Sampler(logs, 1, InflowPrior(), rng)
    m, shock, noise = 0.4, 0.1, 0.07
    sampler.momentum, sampler.shock_sd, sampler.noise_sd = m, shock, noise
    drawn = []
    for _ in range(6000):
        sampler._draw_level()
        drawn.append(sampler.level)
    differences = np.eye(18)[1:] - np.eye(18)[:-1]
    shocks = differences.copy()
    shocks[1:] -= m * differences[:-1]
    precision = shocks.T @ shocks / shock**2 + np.eye(18) / noise**2
    mean = np.linalg.solve(precision, logs / noise**2)
    sd = np.sqrt(np.diag(np.linalg.inv(precision)))
    assert np.abs(np.mean(drawn, axis=0) - mean).max() < 5 * sd.max() / np.sqrt(6000)
    assert np.allclose(np.std(drawn, axis=0), sd, rtol=0.08)


def test_a_year_like_no_other_widens_the_band_and_does_not_break_it():
    """A tenfold month is taken as a shock or noise: the forecast stays finite and wider than without it."""
    rng = np.random.default_rng(1)
    series = made(60, rng)
    wild = series.copy()
    wild[-8:-4] *= 8.0
    calm, shaken = (
        forecast_inflow(estimate_inflow(told, first_month=1, rng=np.random.default_rng(2)), 12, rng).sum(axis=1)
        for told in (series, wild)
    )
    assert np.isfinite(shaken).all()
    assert np.ptp(np.log(np.quantile(shaken, [0.1, 0.9]))) > np.ptp(np.log(np.quantile(calm, [0.1, 0.9])))


def test_the_likelihood_of_the_random_level_is_the_normal_one():
    """Up to a constant the density is scipy's multivariate normal with the mean integrated out."""
    rng = np.random.default_rng(0)
    logs, shape = rng.standard_normal(9), 0.9 ** np.abs(np.subtract.outer(np.arange(9), np.arange(9)))
    gaps = []
    for scale in (0.1, 0.5):
        covariance = scale * shape + 9.0 + 0.01 * np.eye(9)
        gaps.append(
            _density(logs, scale * shape, 0.1) - multivariate_normal(np.full(9, logs.mean()), covariance).logpdf(logs)
        )
    assert gaps[0] == pytest.approx(gaps[1])


def test_persistence_and_volatility_come_back():
    """From months or from years, the fit holds the volatility a series was made with."""
    rng = np.random.default_rng(4)
    level = np.zeros(216)
    for k in range(1, 216):
        level[k] = 0.93 * level[k - 1] + 0.12 * rng.standard_normal()
    monthly = estimate_random_level(level + 7.0)
    yearly = estimate_random_level(level.reshape(-1, 12).mean(axis=1) + 7.0, months_per_value=12)
    for found in (monthly, yearly):
        assert found.volatility[0] * 0.75 < 0.12 < found.volatility[2] * 1.25


def test_own_volatility_comes_back_in_spite_of_noise():
    """Differences at twelve months less those at one: the noise of counting cancels."""
    rng = np.random.default_rng(9)
    level = np.zeros((1200, 5))
    for k in range(1, 1200):
        level[k] = 0.95 * level[k - 1] + 0.1 * rng.standard_normal(5)
    assert share_volatility(level + 0.3 * rng.standard_normal(level.shape), 0.95)[1] == pytest.approx(0.1, abs=0.025)


def test_relatives_per_grant_and_lag_come_back():
    """Arrivals made from grants with a lag of a year and 0.8 relatives each: both are found."""
    rng = np.random.default_rng(8)
    grants = dict(zip(range(2000, 2020), rng.uniform(3000, 20000, 20).tolist(), strict=True))
    truth = estimate_family_arrivals(grants, dict.fromkeys(range(2003, 2020), 1.0), rng, draws=10)
    from treves.chain.inflow_family import LAGS_MONTHS, _expected

    at = int(np.flatnonzero(LAGS_MONTHS == 12.0)[0])
    arrived = {
        y: 0.8 * float(_expected(grants, y)[at]) * float(np.exp(0.03 * rng.standard_normal()))
        for y in range(2003, 2020)
    }
    found = estimate_family_arrivals(grants, arrived, rng, draws=2000)
    assert np.median(found.per_grant) == pytest.approx(0.8, rel=0.05)
    assert np.median(found.lag_months) == pytest.approx(12.0, abs=2.0)
    told = forecast_family_arrivals(found, {**grants, 2020: 9e9}, 2020, rng)
    assert np.median(told) < 50_000  # grants of the year itself are not read
    assert truth.years == found.years


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0.05, 0.95), min_size=3, max_size=12), st.integers(1, 60))
def test_drawn_shares_stay_shares(shares, months):
    """However restless the past, a share stays between 0 and 1, and starts where it ended."""
    drift = estimate_drift(shares)
    drawn = draw_shares(drift, months, np.random.default_rng(0), paths=50)
    assert drawn.shape == (50, months)
    assert ((drawn >= 0.0) & (drawn <= 1.0)).all()
    assert drift.share == shares[-1]


def test_few_years_make_wide_bands():
    """Two changes leave more doubt than twenty of the same size."""
    few = [1000.0, 1300.0, 1000.0]
    many = [1000.0, 1300.0] * 10 + [1000.0]
    widths = [
        np.ptp(np.quantile(np.log(forecast_yearly(told, np.random.default_rng(1), paths=20_000)), [0.1, 0.9]))
        for told in (few, many)
    ]
    assert widths[0] > 1.2 * widths[1]


def test_a_restless_past_makes_a_restless_prior():
    """Years that move twice as much give a shock twice as large."""
    calm, wild = prior_from_years([100, 110, 100, 110]), prior_from_years([100, 121, 100, 121])
    assert wild.shock_sd == pytest.approx(2 * calm.shock_sd)


@pytest.mark.parametrize(
    "call",
    [
        lambda rng: estimate_inflow([1, 2, 3], first_month=1, rng=rng),
        lambda rng: estimate_inflow([0.0] * 20, first_month=1, rng=rng),
        lambda rng: estimate_inflow([5.0] * 20, first_month=13, rng=rng),
        lambda rng: prior_from_years([1, 2]),
        lambda rng: forecast_yearly([10.0, 0.0, 3.0], rng, paths=5),
        lambda rng: estimate_drift([0.5, 1.0, 0.4]),
        lambda rng: estimate_family_arrivals({2000: 1.0}, {2000: 1.0}, rng, draws=5),
        lambda rng: estimate_random_level([1.0] * 5),
    ],
)
def test_impossible_series_are_refused(call):
    """Too short, empty or off the scale: a clear error, not a number."""
    with pytest.raises(TrevesError):
        call(np.random.default_rng(0))
