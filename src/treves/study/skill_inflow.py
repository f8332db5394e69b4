"""How well a year's asylum inflow was forecast: everything frozen at each year's start, beside two rivals.

The rivals are the official forecasts, as reported at the time, and "the same as last year".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field

from treves.chain import (
    InflowPrior,
    estimate_family_arrivals,
    estimate_inflow,
    forecast_family_arrivals,
    forecast_inflow,
    forecast_yearly,
    prior_from_years,
)
from treves.study.asylum_series import FIRST_MONTH, AsylumSeries, OfficialForecast

__all__ = ["DEFINITIONS", "Definition", "InflowSkill", "OfficialRow", "YearRow", "score_inflow"]

Floats = npt.NDArray[np.float64]
Definition = Literal["all", "without_family", "first_applications"]

DEFINITIONS: Mapping[Definition, str] = {
    "all": "first and repeat applications and relatives who arrive",
    "without_family": "first and repeat applications",
    "first_applications": "first applications",
}
PARTS: Mapping[Definition, tuple[str, ...]] = {
    "all": ("first_applications", "repeat_applications", "family_arrivals"),
    "without_family": ("first_applications", "repeat_applications"),
    "first_applications": ("first_applications",),
}
LEAST_FAMILY_YEARS = 4
MONTHS = 12


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class OfficialRow(_Frozen):
    """An official forecast of the year, with its error against the total as published (or ours, where none was)."""

    made: str
    low: float | None
    middle: float | None
    high: float | None
    error_share: float | None = Field(description="Middle over what came, less 1; null where no middle was told")
    is_inside: bool | None = Field(description="Whether what came lies between the ends; null where one is missing")
    source: str


class YearRow(_Frozen):
    """One year: what came, what was forecast from the year's start, and what the rivals said; persons."""

    year: int
    realised: float = Field(description="Sum of the parts of the definition")
    realised_as_published: float | None = Field(description="Total inflow as published by the agencies")
    low: float = Field(description="Lower end of the 80 % band")
    middle: float = Field(description="Median of the forecast")
    high: float = Field(description="Upper end of the 80 % band")
    error_share: float = Field(description="Median over what came, less 1")
    is_inside: bool = Field(description="Whether what came lies in the band")
    last_year: float
    last_year_error_share: float
    official: tuple[OfficialRow, ...]


class InflowSkill(_Frozen):
    """The back-test, year by year and in sum."""

    definition: Definition
    words: str
    seed: int
    draws: int
    rows: tuple[YearRow, ...]
    median_absolute_error_share: float
    last_year_median_absolute_error_share: float
    official_median_absolute_error_share: float | None = Field(description="Over all forecasts with a middle")
    official_count: int
    covered_years: int = Field(description="Years inside the 80 % band")
    better_than_last_year: int = Field(description="Years in which the median was nearer than last year's value")
    band_width_ratio: float = Field(description="Upper end of the band over the lower, median over years")


def score_inflow(
    series: AsylumSeries,
    *,
    definition: Definition = "all",
    first_year: int = 2016,
    last_year: int = 2024,
    draws: int = 2000,
    seed: int = 1,
) -> InflowSkill:
    """Freeze all parameters at each year's start, forecast its twelve months, and compare.

    Nothing of the year or later enters: the monthly model is fitted to the months before, the other parts to the years
    before. Numbers are those of today's tables, not of first editions.

    Parameters
    ----------
    series : AsylumSeries
    definition : {'all', 'without_family', 'first_applications'}
        What counts as inflow.
    first_year, last_year : int
    draws, seed : int

    Returns
    -------
    InflowSkill
    """
    rows = tuple(
        _row(series, definition, year, forecast_year(series, definition, year, draws=draws, seed=seed))
        for year in range(first_year, last_year + 1)
    )
    errors = np.abs([row.error_share for row in rows])
    naive = np.abs([row.last_year_error_share for row in rows])
    official = [abs(told.error_share) for row in rows for told in row.official if told.error_share is not None]
    return InflowSkill(
        definition=definition,
        words=DEFINITIONS[definition],
        seed=seed,
        draws=draws,
        rows=rows,
        median_absolute_error_share=float(np.median(errors)),
        last_year_median_absolute_error_share=float(np.median(naive)),
        official_median_absolute_error_share=float(np.median(official)) if official else None,
        official_count=len(official),
        covered_years=sum(row.is_inside for row in rows),
        better_than_last_year=int((errors < naive).sum()),
        band_width_ratio=float(np.median([row.high / row.low for row in rows])),
    )


def forecast_year(series: AsylumSeries, definition: Definition, year: int, *, draws: int, seed: int) -> Floats:
    """Draw a year's inflow from what was known before it; shape (draw,)."""
    rng = np.random.default_rng([seed, year])
    before = {name: {y: v for y, v in known.items() if y < year} for name, known in series.yearly.items()}
    early = [persons for y, persons in sorted(before["first_applications"].items()) if y < series.first_year]
    told = _first_applications(series, before["first_applications"], early, year, draws, rng)
    if "repeat_applications" in PARTS[definition]:
        told = told + forecast_yearly(_values(before["repeat_applications"]), rng, paths=draws, restless=early)
    if "family_arrivals" in PARTS[definition]:
        arrived = before["family_arrivals"]
        grants = {y: persons for y, persons in series.grants().items() if y < year}
        if len(arrived) >= LEAST_FAMILY_YEARS:
            fitted = estimate_family_arrivals(grants, arrived, rng, draws=draws)
            told = told + forecast_family_arrivals(fitted, grants, year, rng)
        else:
            told = told + forecast_yearly(_values(arrived), rng, paths=draws, restless=early)
    return told


def _first_applications(
    series: AsylumSeries,
    yearly: Mapping[int, float],
    early: list[float],
    year: int,
    draws: int,
    rng: np.random.Generator,
) -> Floats:
    """Draw first applications: nationalities known by the month, and all others, known by the year."""
    monthly = series.first_applications[: (year - series.first_year) * MONTHS].sum(axis=1)
    prior: InflowPrior = prior_from_years(early)
    fitted = estimate_inflow(monthly, first_month=FIRST_MONTH, rng=rng, prior=prior)
    known = monthly.reshape(-1, MONTHS).sum(axis=1)
    others = [yearly[series.first_year + k] - persons for k, persons in enumerate(known.tolist())]
    listed = forecast_inflow(fitted, MONTHS, rng, paths=draws).sum(axis=1)
    found: Floats = listed + forecast_yearly(others, rng, paths=draws, restless=early)
    return found


def _values(by_year: Mapping[int, float]) -> list[float]:
    return [persons for _, persons in sorted(by_year.items())]


def _row(series: AsylumSeries, definition: Definition, year: int, drawn: Floats) -> YearRow:
    low, middle, high = np.quantile(drawn, [0.1, 0.5, 0.9]).tolist()
    came, before = (sum(series.yearly[part][y] for part in PARTS[definition]) for y in (year, year - 1))
    published = series.yearly["total_inflow_as_published"].get(year)
    judged = published if published is not None else came
    return YearRow(
        year=year,
        realised=came,
        realised_as_published=published,
        low=low,
        middle=middle,
        high=high,
        error_share=middle / came - 1.0,
        is_inside=low <= came <= high,
        last_year=before,
        last_year_error_share=before / came - 1.0,
        official=tuple(
            _official(told, judged) for told in series.forecasts if told.target_year == year and definition == "all"
        ),
    )


def _official(told: OfficialForecast, came: float) -> OfficialRow:
    low, middle, high = (None if np.isnan(end) else end for end in (told.low, told.middle, told.high))
    return OfficialRow(
        made=told.made,
        low=low,
        middle=middle,
        high=high,
        error_share=middle / came - 1.0 if middle is not None else None,
        is_inside=low <= came <= high if low is not None and high is not None else None,
        source=told.source,
    )
