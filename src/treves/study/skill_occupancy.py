"""How well the chain holds residents of reception: from the stocks of January 2022 to December 2023, the gap shown.

Twice: with inflow drawn as it would have been then, and with inflow as it came. The second tells how much of the gap is
the chain's own.
"""

from __future__ import annotations

import math
from importlib.resources import files
from typing import Literal

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field

from treves.case import load_chain
from treves.chain import NO_MEASURES, ChainParameters, ChainRun, simulate_packages
from treves.chain.calendar import months_of
from treves.study.asylum_series import FOLDER, AsylumSeries

__all__ = ["OccupancyRow", "OccupancySkill", "score_occupancy"]

Floats = npt.NDArray[np.float64]

FILE = "chain-2022-01.yaml"
MONTHS = 24
WEEKS = math.ceil(MONTHS * 365.25 / 12 / 7) + 1
LAST_DAY_OF_FIRST_HALF = 15
COUNTED = {
    "coa_residents": ("residents_persons",),
    "coa_status_holders": ("housing_waiting_persons",),
    "ind_pending_asylum": ("registration_waiting_persons", "backlog_persons"),
    "ind_pending_family": ("family_pending_persons",),
}
WORDS = {
    "coa_residents": "living in reception",
    "coa_status_holders": "permit holders in reception",
    "ind_pending_asylum": "waiting for a decision",
    "ind_pending_family": "relatives waiting for a decision",
}


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class OccupancyRow(_Frozen):
    """One count, and what the chain had at that month's end; persons."""

    on: str
    words: str
    counted: float
    low: float = Field(description="Lower end of the 80 % band")
    middle: float
    high: float
    gap_share: float = Field(description="Median over what was counted, less 1")
    is_inside: bool
    source: str


class OccupancySkill(_Frozen):
    """The back-test, under both kinds of inflow."""

    start_on: str
    replications: int
    seed: int
    with_inflow_drawn: tuple[OccupancyRow, ...]
    with_inflow_as_it_came: tuple[OccupancyRow, ...]
    residents_median_absolute_gap_share: dict[Literal["drawn", "as_it_came"], float]
    residents_covered: dict[Literal["drawn", "as_it_came"], int]
    residents_counts: int


def score_occupancy(series: AsylumSeries, *, draws: int = 100, seed: int = 1) -> OccupancySkill:
    """Run the chain of January 2022 for two years, and compare with every count in that time.

    Parameters
    ----------
    series : AsylumSeries
    draws, seed : int

    Returns
    -------
    OccupancySkill
    """
    chain = load_chain(files("treves").joinpath(*FOLDER, FILE))
    drawn, came = (
        simulate_packages(
            chain, [NO_MEASURES], draws=draws, weeks=WEEKS, rng=np.random.default_rng([seed, 2022]), inflow=inflow
        )[0]
        for inflow in (None, np.repeat(inflow_as_it_came(series, chain)[None], draws, axis=0))
    )
    told = {"drawn": _rows(series, drawn), "as_it_came": _rows(series, came)}
    residents = {kind: [row for row in rows if row.words == WORDS["coa_residents"]] for kind, rows in told.items()}
    return OccupancySkill(
        start_on=chain.start_on.isoformat(),
        replications=draws,
        seed=seed,
        with_inflow_drawn=told["drawn"],
        with_inflow_as_it_came=told["as_it_came"],
        residents_median_absolute_gap_share={
            kind: float(np.median(np.abs([row.gap_share for row in residents[kind]])))
            for kind in ("drawn", "as_it_came")
        },
        residents_covered={kind: sum(row.is_inside for row in residents[kind]) for kind in ("drawn", "as_it_came")},
        residents_counts=len(residents["drawn"]),
    )


def inflow_as_it_came(series: AsylumSeries, chain: ChainParameters) -> Floats:
    """Return applications per month and group as counted; shape (month, group).

    Groups that are listed nationalities take their monthly counts; the others share what is left of a year's first
    applications, and its repeat applications, by their level and the season.
    """
    count = int(months_of(chain.start_on, WEEKS).since_start[-1]) + 1
    names = [group.name for group in chain.inflow.groups]
    listed = [k for k, name in enumerate(names) if name in series.nationalities]
    others = [k for k, name in enumerate(names) if name not in series.nationalities]
    weights = np.array([chain.inflow.groups[k].applications_persons_per_year.value for k in others])
    told = np.zeros((count, len(names)))
    for m in range(count):
        year, month = divmod(chain.start_on.year * 12 + chain.start_on.month - 1 + m, 12)
        at = (year - series.first_year) * 12
        counts = series.first_applications[at : at + 12]
        told[m, listed] = [counts[month, series.nationalities.index(names[k])] for k in listed]
        left = series.yearly["first_applications"][year] - counts.sum() + series.yearly["repeat_applications"][year]
        told[m, others] = left / 12 * chain.inflow.season[month] * weights / weights.sum()
    return told


def _rows(series: AsylumSeries, run: ChainRun) -> tuple[OccupancyRow, ...]:
    rows = []
    for stock in series.stocks:
        names = COUNTED.get(stock.series)
        at = _month_of(stock.on, run)
        if names is None or at is None:
            continue
        values = sum(run.series(name)[:, at].astype(np.float64) for name in names)
        low, middle, high = np.quantile(values, [0.1, 0.5, 0.9]).tolist()
        rows.append(
            OccupancyRow(
                on=stock.on,
                words=WORDS[stock.series],
                counted=stock.persons,
                low=low,
                middle=middle,
                high=high,
                gap_share=middle / stock.persons - 1.0,
                is_inside=low <= stock.persons <= high,
                source=stock.source,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.words, row.on)))


def _month_of(day: str, run: ChainRun) -> int | None:
    """Return the month whose end is nearest to a day (the month itself where only a month is told)."""
    year, month = int(day[:4]), int(day[5:7])
    number = year * 12 + month - 1
    if len(day) > len("2022-01") and int(day[8:]) <= LAST_DAY_OF_FIRST_HALF:
        number -= 1
    first = run.months[0].year * 12 + run.months[0].month - 1
    return number - first if 0 <= number - first < len(run.months) else None
