"""The numbers of a chain that can be fitted on series, with the fit they come from."""

from __future__ import annotations

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from treves.chain import (
    estimate_drift,
    estimate_family_arrivals,
    estimate_inflow,
    estimate_random_level,
    prior_from_years,
    share_volatility,
)
from treves.study.asylum_series import FIRST_MONTH, AsylumSeries
from treves.study.findings import Quantity

__all__ = ["ChainFit", "FittedMonth", "FittedYear", "fit_inflow"]

MONTHS = 12
ROUNDING_PERSONS = 5.0
DRAWS = 1000
FAMILY_DRAWS = 4000


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class FittedYear(_Frozen):
    """Arrivals of relatives in a year: counted, and as the most likely lag has them; persons."""

    year: int
    counted: float
    fitted: float


class FittedMonth(_Frozen):
    """First applications of the listed nationalities in a month: counted, and fitted level times season; persons."""

    month: str
    counted: float
    fitted: Quantity


class ChainFit(_Frozen):
    """Level, season, restlessness, drifts, family: each with 80 % of the posterior, and what it was fitted to."""

    last_month: str
    season: tuple[Quantity, ...] = Field(description="Factor per calendar month, January first, mean 1")
    level: Quantity = Field(description="First applications of the listed nationalities a year at the end")
    group_shares: dict[str, float] = Field(description="Of the last twelve months' first applications")
    persistence: Quantity = Field(description="Share of the random level left a month later")
    total_volatility: Quantity = Field(description="Monthly shock of all first applications, log units")
    own_volatility: Quantity = Field(description="Monthly shock of one nationality on its own, log units")
    relatives_per_grant: Quantity
    family_lag_months: Quantity
    family_error_sd: float = Field(description="Of a year's arrivals around the fit, log units")
    grant_drift_per_year: float = Field(description="Root mean square change of the log-odds of a grant")
    subsidiary_drift_per_year: float = Field(description="The same, of subsidiary protection")
    years: tuple[FittedYear, ...]
    months: tuple[FittedMonth, ...]


def fit_inflow(series: AsylumSeries, *, last_month: str, seed: int) -> ChainFit:
    """Fit what can be fitted, on months up to ``last_month`` and on years that were over by then.

    Parameters
    ----------
    series : AsylumSeries
    last_month : str
        YYYY-MM.
    seed : int

    Returns
    -------
    ChainFit
    """
    rng = np.random.default_rng([seed, 0])
    year, month = int(last_month[:4]), int(last_month[5:])
    count = (year - series.first_year) * MONTHS + month
    by_nationality = series.first_applications[:count]
    total = by_nationality.sum(axis=1)
    yearly = {y: persons for y, persons in series.yearly["first_applications"].items() if y < year}
    early = [persons for y, persons in sorted(yearly.items()) if y < series.first_year]
    fitted = estimate_inflow(total, first_month=FIRST_MONTH, rng=rng, prior=prior_from_years(early), draws=DRAWS)
    season = np.exp(fitted.season)
    season /= season.mean(axis=1, keepdims=True)
    around = np.exp(fitted.level + fitted.season[:, np.arange(count) % MONTHS])
    known = range(min(yearly), max(yearly) + 1)
    whole = estimate_random_level(
        [np.log(yearly[y]) if y in yearly else np.nan for y in known], months_per_value=MONTHS
    )
    shares = np.log(np.maximum(by_nationality, ROUNDING_PERSONS) / total[:, None])
    last = by_nationality[-MONTHS:].sum(axis=0)
    grants = {y: persons for y, persons in series.grants().items() if y < year}
    arrived = {y: persons for y, persons in series.yearly["family_arrivals"].items() if y < year}
    family = estimate_family_arrivals(grants, arrived, rng, draws=FAMILY_DRAWS)
    months = [f"{series.first_year + k // MONTHS}-{k % MONTHS + 1:02d}" for k in range(count)]
    return ChainFit(
        last_month=last_month,
        season=tuple(_quantity(season[:, k]) for k in range(MONTHS)),
        level=_quantity(MONTHS * np.exp(fitted.level[:, -1])),
        group_shares=dict(zip(series.nationalities, (last / last.sum()).tolist(), strict=True)),
        persistence=_ordered(whole.persistence),
        total_volatility=_ordered(whole.volatility),
        own_volatility=_ordered(share_volatility(shares, whole.persistence[1])),
        relatives_per_grant=_quantity(family.per_grant),
        family_lag_months=_quantity(family.lag_months),
        family_error_sd=float(np.median(family.error_sd)),
        grant_drift_per_year=_drift(series, "decisions_granted", "decisions_rejected", year),
        subsidiary_drift_per_year=estimate_drift(
            [
                series.yearly["grants_subsidiary"][y] / grants[y]
                for y in sorted(series.yearly["grants_subsidiary"])
                if y < year
            ]
        ).drift_sd,
        years=tuple(
            FittedYear(year=y, counted=counted, fitted=told)
            for y, counted, told in zip(
                family.years, family.arrived_persons.tolist(), family.fitted_persons.tolist(), strict=True
            )
        ),
        months=tuple(
            FittedMonth(month=name, counted=float(total[k]), fitted=_quantity(around[:, k]))
            for k, name in enumerate(months)
        ),
    )


def _drift(series: AsylumSeries, one: str, other: str, before: int) -> float:
    years = [y for y in sorted(series.yearly[one]) if y < before]
    return estimate_drift(
        [series.yearly[one][y] / (series.yearly[one][y] + series.yearly[other][y]) for y in years]
    ).drift_sd


def _quantity(draws: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Quantity:
    low, middle, high = np.quantile(draws, [0.1, 0.5, 0.9]).tolist()
    return Quantity(value=middle, low=low, high=high)


def _ordered(told: tuple[float, float, float]) -> Quantity:
    return Quantity(value=told[1], low=told[0], high=told[2])
