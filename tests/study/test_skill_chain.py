"""Back-tests freeze what was known: nothing of a year enters its own forecast, and every rival is judged alike."""

from dataclasses import replace

import numpy as np
import pytest

from treves.case import load_case
from treves.study.asylum_series import load_asylum_series
from treves.study.chain_fit import fit_inflow
from treves.study.skill_inflow import forecast_year, score_inflow
from treves.study.skill_occupancy import inflow_as_it_came, score_occupancy


@pytest.fixture(scope="module")
def series():
    return load_asylum_series()


def test_a_year_and_what_follows_do_not_enter_its_forecast(series):
    """With the year and all later ones replaced by nonsense the forecast is the same, bit by bit."""
    year, at = 2019, (2019 - series.first_year) * 12
    months = series.first_applications.copy()
    months[at:] = 777.0
    yearly = {name: {y: v if y < year else 5.0 for y, v in known.items()} for name, known in series.yearly.items()}
    spoilt = replace(series, first_applications=months, yearly=yearly)
    kept = forecast_year(series, "all", year, draws=50, seed=3)
    assert np.array_equal(kept, forecast_year(spoilt, "all", year, draws=50, seed=3))


def test_the_monthly_series_adds_up_to_the_yearly_one(series):
    """Listed nationalities never exceed a year's first applications, and are about a third of them or more."""
    sums = series.first_applications.sum(axis=1).reshape(-1, 12).sum(axis=1)
    for k, persons in enumerate(sums.tolist()):
        share = persons / series.yearly["first_applications"][series.first_year + k]
        assert 0.32 < share < 0.75


def test_published_totals_agree_with_the_parts(series):
    """First and repeat applications and relatives add up to the published inflow: within 1 % since 2021."""
    for year, published in series.yearly["total_inflow_as_published"].items():
        parts = ("first_applications", "repeat_applications", "family_arrivals")
        total = sum(series.yearly[part][year] for part in parts)
        assert abs(total / published - 1.0) < (0.01 if year >= 2021 else 0.09)


def test_official_forecasts_are_scored_on_what_was_published(series):
    """The error of November 2015 for 2016 is 93,600 over 31,642, less 1; poor skill of our own is not hidden."""
    told = score_inflow(series, first_year=2016, last_year=2017, draws=200)
    (first, *_), _ = (row.official for row in told.rows)
    assert first.error_share == pytest.approx(93_600 / 31_642 - 1)
    assert first.is_inside is False
    assert told.rows[0].last_year_error_share == pytest.approx(
        (43_095 + 2_027 + 13_800) / (19_370 + 1_771 + 11_814) - 1
    )
    assert told.covered_years == sum(row.low <= row.realised <= row.high for row in told.rows)


def test_the_reference_chain_holds_what_is_fitted(series):
    """Level, season, volatility, drifts in chain.yaml are those of the fit on months up to May 2023."""
    fitted, inflow = fit_inflow(series, last_month="2023-05", seed=1), load_case("rutte4-asylum").chain.inflow
    listed = [group for group in inflow.groups if group.name in series.nationalities]
    level = sum(group.applications_persons_per_year.value for group in listed)
    assert level == pytest.approx(fitted.level.value, rel=0.02)
    assert np.allclose(inflow.season, [factor.value for factor in fitted.season], atol=0.03)
    assert inflow.common_volatility.value == pytest.approx(fitted.total_volatility.value, rel=0.02)
    assert inflow.own_volatility.value == pytest.approx(fitted.own_volatility.value, rel=0.02)
    assert inflow.persistence.value == pytest.approx(fitted.persistence.value, rel=0.01)
    for group in listed:
        share = group.applications_persons_per_year.value / level
        assert share == pytest.approx(fitted.group_shares[group.name], abs=0.005)
        assert group.grant_drift_per_year.high == pytest.approx(1.2816 * fitted.grant_drift_per_year / 3**0.5, rel=0.03)
        drift = 1.2816 * fitted.subsidiary_drift_per_year / 3**0.5
        assert group.subsidiary_drift_per_year.high == pytest.approx(drift, rel=0.03)


def test_occupancy_is_compared_with_every_count_and_both_kinds_of_inflow(series):
    """Inflow as it came adds up to what was counted; every count of the two years has a row."""
    told = score_occupancy(series, draws=6)
    counts = [stock for stock in series.stocks if stock.series == "coa_residents" and "2022" <= stock.on < "2024"]
    assert told.residents_counts == len(counts) == 9
    for row in (*told.with_inflow_drawn, *told.with_inflow_as_it_came):
        assert row.is_inside == (row.low <= row.counted <= row.high)
        assert row.gap_share == pytest.approx(row.middle / row.counted - 1)


def test_inflow_as_it_came_adds_up(series):
    """Over 2022 all groups together make the year's first and repeat applications."""
    from importlib.resources import files

    from treves.case import load_chain

    chain = load_chain(files("treves") / "series" / "nl-asylum" / "chain-2022-01.yaml")
    year = inflow_as_it_came(series, chain)[:12].sum()
    counted = series.yearly["first_applications"][2022] + series.yearly["repeat_applications"][2022]
    assert year == pytest.approx(counted, rel=0.02)
