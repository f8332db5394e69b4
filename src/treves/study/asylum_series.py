"""The shipped series on asylum in the Netherlands, for back-tests and for the fits behind the reference case's chain.

They hold numbers of all years; whoever reads them freezes them at a date. A case never reads them.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

__all__ = ["FIRST_MONTH", "FOLDER", "AsylumSeries", "OfficialForecast", "Stock", "load_asylum_series"]

Floats = npt.NDArray[np.float64]

FOLDER = ("series", "nl-asylum")
FIRST_MONTH = 1  # January: the monthly series begin with a year


@dataclass(frozen=True, slots=True)
class OfficialForecast:
    """A forecast of a year's inflow, relatives included, as reported; NaN where an end or the middle was not told."""

    made: str
    target_year: int
    low: float
    middle: float
    high: float
    source: str


@dataclass(frozen=True, slots=True)
class Stock:
    """A count on a day or in a month: YYYY-MM or YYYY-MM-DD."""

    on: str
    series: str
    persons: float
    note: str
    source: str


@dataclass(frozen=True, eq=False)
class AsylumSeries:
    """All series.

    Parameters
    ----------
    first_year : int
        Year in whose January the monthly series begin.
    nationalities : tuple of str
    first_applications, family_arrivals : array, shape (month, nationality)
        Persons per month.
    yearly : mapping of str to mapping of int to float
        Persons per year, by series.
    forecasts : tuple of OfficialForecast
    stocks : tuple of Stock
    """

    first_year: int
    nationalities: tuple[str, ...]
    first_applications: Floats
    family_arrivals: Floats
    yearly: Mapping[str, Mapping[int, float]]
    forecasts: tuple[OfficialForecast, ...]
    stocks: tuple[Stock, ...]

    def grants(self) -> dict[int, float]:
        """Return all grants by year, whatever the ground."""
        found = dict(self.yearly["grants"])
        for ground in ("refugee", "subsidiary", "humanitarian"):
            for year, persons in self.yearly[f"grants_{ground}"].items():
                found[year] = found.get(year, 0.0) + persons
        return found


def _rows(name: str) -> list[dict[str, str]]:
    place = files("treves").joinpath(*FOLDER, name)
    return list(csv.DictReader(place.read_text(encoding="utf-8").splitlines()))


def _number(told: str) -> float:
    return float(told) if told else float("nan")


@cache
def load_asylum_series() -> AsylumSeries:
    """Load the series that come with treves."""
    monthly = _rows("monthly.csv")
    names = tuple(c.removesuffix("_first_applications") for c in monthly[0] if c.endswith("_first_applications"))
    yearly: dict[str, dict[int, float]] = {}
    for row in _rows("yearly.csv"):
        yearly.setdefault(row["series"], {})[int(row["year"])] = float(row["persons"])
    return AsylumSeries(
        first_year=int(monthly[0]["month"][:4]),
        nationalities=names,
        first_applications=np.array([[float(row[f"{name}_first_applications"]) for name in names] for row in monthly]),
        family_arrivals=np.array([[float(row[f"{name}_family_arrivals"]) for name in names] for row in monthly]),
        yearly=yearly,
        forecasts=tuple(
            OfficialForecast(
                made=row["made"],
                target_year=int(row["target_year"]),
                low=_number(row["low"]),
                middle=_number(row["middle"]),
                high=_number(row["high"]),
                source=row["source"],
            )
            for row in _rows("forecasts.csv")
        ),
        stocks=tuple(
            Stock(row["date"], row["series"], float(row["persons"]), row["note"], row["source"])
            for row in _rows("stocks.csv")
        ),
    )
