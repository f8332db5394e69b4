"""Published curves and an independent program: Kaplan-Meier, Aalen-Johansen, Cox."""

import warnings

import numpy as np
import pytest

from treves.survival import aalen_johansen, kaplan_meier
from treves.survival.cox import estimate_cox, estimate_weibull

with warnings.catch_warnings(action="ignore"):  # lifelines stands between versions of pandas and numpy
    import lifelines

# Freireich et al. (1963), 6-mercaptopurine, weeks of remission; as in Kalbfleisch and Prentice, Cox (1972)
ENDED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
SEEN = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
DAYS = np.array([*ENDED, *SEEN], dtype=float)
IS_ENDED = np.array([True] * len(ENDED) + [False] * len(SEEN))


def test_freireich_by_kaplan_meier():
    """The published remission curve: 0.857 at 6 weeks, 0.448 at 23."""
    curve = kaplan_meier(DAYS, IS_ENDED)
    assert round(curve.at(6), 3) == 0.857
    assert round(curve.at(23), 3) == 0.448
    assert curve.at(5.9) == 1.0


def test_lifelines_draws_the_same_curve():
    """Kaplan-Meier by lifelines agrees at every day, and so does its interval."""
    curve = kaplan_meier(DAYS, IS_ENDED, confidence=0.95)
    with warnings.catch_warnings(action="ignore"):
        fitted = lifelines.KaplanMeierFitter().fit(DAYS, IS_ENDED)
        bounds = fitted.confidence_interval_survival_function_
    for day, survival in zip(curve.days, curve.survival, strict=True):
        assert survival == pytest.approx(float(fitted.predict(day)), abs=1e-12)
    inside = (curve.days >= 6) & (curve.days <= 23)
    for day, low, high in zip(curve.days[inside], curve.low[inside], curve.high[inside], strict=True):
        told = bounds.loc[:day].iloc[-1]
        assert (low, high) == pytest.approx((told.iloc[0], told.iloc[1]), abs=1e-6)


def test_lifelines_agrees_on_competing_risks():
    """Aalen-Johansen by lifelines gives the same cumulative incidence of both causes, at every day without ties."""
    rng = np.random.default_rng(4)
    days = rng.permutation(np.arange(1, 121)).astype(float)
    cause = rng.integers(0, 3, 120)
    ours = aalen_johansen(days, cause, 2)
    for k in (1, 2):
        with warnings.catch_warnings(action="ignore"):
            fitted = lifelines.AalenJohansenFitter(calculate_variance=False).fit(days, cause, event_of_interest=k)
        theirs = fitted.cumulative_density_.iloc[:, 0]
        for day, ended in zip(ours.days, ours.ended[:, k - 1], strict=True):
            assert ended == pytest.approx(float(theirs.asof(day)), abs=1e-12)


def test_cox_on_freireich():
    """Both arms: Cox's published coefficient of treatment is 1.51 by Breslow's and 1.57 by Efron's handling of ties."""
    control = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
    x = np.array([[0.0]] * len(DAYS) + [[1.0]] * len(control))
    days = np.array([*DAYS, *control], dtype=float)
    ended = np.array([*IS_ENDED, *([True] * len(control))])
    peer = estimate_cox(x, days, ended, penalty=0.0)
    risk = peer.risk(np.array([[0.0], [1.0]]))
    assert risk[1] - risk[0] == pytest.approx(1.57, abs=0.01)
    survival = estimate_weibull(x, days, ended, penalty=0.0).survival(np.array([[0.0], [1.0]]), np.array([10.0, 20.0]))
    assert (survival[0] > survival[1]).all()
