"""Data that must not be shipped: read where they lie beside the checkout, skipped with a reason where they do not."""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from treves.survival import Sample

DATA = Path(__file__).parents[2].parent / "shared" / "data"


def rows(*parts):
    """Return the rows of a table, or skip."""
    path = DATA.joinpath(*parts)
    if not path.is_file():
        pytest.skip(f"{'/'.join(parts)} is for tests only and not shipped; it is not beside this checkout")
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def king1990():
    """King, Alt, Burns and Laver (1990): 314 cabinets; rows of a country are taken to be in order of time.

    A row without a country has no past, and is in none.
    """
    told = rows("king1990", "coalition2.csv")
    names = ("invest", "fract", "polar", "numst2", "crisis")
    country = np.array([row["country"] or "unnamed" for row in told])
    order = np.arange(len(told), dtype=float)
    nameless = country == "unnamed"
    fell = np.array([int(row["ciep12"]) for row in told])
    return Sample(
        country=country,
        began=np.where(nameless, -1.0, order),
        known=np.where(nameless, np.inf, order + 1),
        days=np.array([float(row["duration"]) for row in told]) * 30.4375,
        cause=fell,
        term_days=np.full(len(told), np.nan),
        covariates=np.array([[float(row[name]) for name in names] for row in told]),
        names=names,
        causes=("fall",),
        falls=("fall",),
    )


def coalgov():
    """Woldendorp, Keman and Budge with CMP: 628 coalitions; those of earlier elections are known at a later one."""
    by_government = defaultdict(list)
    for row in rows("coalgov", "coalgov.csv"):
        by_government[row["gid"]].append(row)
    told, covariates = [], []
    for group in by_government.values():
        first = group[0]
        shares = [float(row["pseat"]) for row in group]
        rile = [float(row["rile"]) for row in group if row["rile"]]
        loyal = [float(row["cohesion"]) for row in group if row["cohesion"]]
        fixed = [
            float(first[name]) if first[name] else np.nan for name in ("investiture", "n", "majority", "mwc", "rile_SD")
        ]
        leads = sum(share for share, row in zip(shares, group, strict=True) if row["prime"] == "True")
        told.append(first)
        covariates.append(
            [*fixed, sum(s**2 for s in shares), max(rile) - min(rile) if rile else np.nan, leads,
             np.mean(loyal) if loyal else np.nan]
        )  # fmt: skip
    x = np.array(covariates)
    whole = ~np.isnan(x).any(axis=1)
    voted = np.array([float(date.fromisoformat(row["election"]).toordinal()) for row in told])
    return Sample(
        country=np.array([row["cname"] for row in told])[whole],
        began=voted[whole],
        known=voted[whole] + 1,
        days=np.array([float(row["dur_wkb"]) for row in told])[whole],
        cause=np.array([int(float(row["event_wkb"])) for row in told])[whole],
        term_days=np.full(int(whole.sum()), np.nan),
        covariates=x[whole],
        names=("investiture", "n", "majority", "mwc", "rile_SD", "hhi", "rile_range", "pm_share", "cohesion"),
        causes=("fall",),
        falls=("fall",),
    )


def parlgov_folder():
    """The folder of ParlGov's tables, or skip."""
    rows("parlgov", "41__cabinets__Cabinet.csv")
    return DATA / "parlgov"
