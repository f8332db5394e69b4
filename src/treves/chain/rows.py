"""The people of one draw: everyone of the starting stocks, every applicant to come, every relative who may follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.chain.columns import (
    COURT,
    DECIDING,
    DEPARTING,
    FAMILY,
    FAMILY_PENDING,
    FAMILY_VISA,
    HOUSING,
    NEVER,
    REGISTERING,
    Rows,
    Stocks,
    Tables,
)  # fmt: skip
from treves.chain.fill import fill_families, fill_people, fill_stock_families
from treves.chain.parameters import GROUNDS, ChainParameters, Stock
from treves.chain.tables import size_table, threshold

__all__ = ["People", "draw_people"]

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
Path = tuple[str | int, ...]

STAGES = {
    "registration": REGISTERING, "decision": DECIDING, "appeal": COURT, "departure": DEPARTING, "housing": HOUSING,
    "family_decision": FAMILY_PENDING, "family_visa": FAMILY_VISA,
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class People:
    """Rows and stocks of one draw."""

    rows: Rows
    stocks: Stocks

    @property
    def persons(self) -> int:
        """Number of rows: persons who ask for protection and relatives who may follow."""
        return int(self.rows.luck.size + self.rows.kin.size)


def draw_people(
    parameters: ChainParameters,
    known: Mapping[Path, float],
    tables: Tables,
    arrivals: Numbers,
    seed: int,
) -> People:
    """Draw everyone who can take part in a run, whatever the package.

    Parameters
    ----------
    parameters : ChainParameters
    known : mapping
        The draw's quantities by path.
    tables : Tables
    arrivals : array of int, shape (week, group)
    seed : int
        Of the luck of this draw's people.

    Returns
    -------
    People
    """
    here = [(k, s) for k, s in enumerate(parameters.stocks) if not s.stage.startswith("family")]
    abroad = [(k, s) for k, s in enumerate(parameters.stocks) if s.stage.startswith("family")]
    sizes = np.array([round(known["stocks", k, "persons"]) for k, _ in here], np.int64)
    ages = np.array([known["stocks", k, "mean_age_weeks"] for k, _ in here], np.float64)
    inside = [known.get(("stocks", k, "reception_share"), known["reception", "reception_share"]) for k, _ in here]
    weights = [_weights(parameters, known, stock) for _, stock in here]
    groups = len(parameters.inflow.groups)
    people = int(sizes.sum() + arrivals.sum())
    applied = np.empty(people, np.int16)
    group, resident, ground = (np.empty(people, np.uint8) for _ in range(3))
    luck = np.empty(people, np.uint64)
    count = np.empty(people, np.uint8)
    fill_people(
        np.uint64(seed),
        sizes,
        ages,
        np.array([STAGES[stock.stage] for _, stock in here], np.int64),
        np.array([_track(parameters, stock) for _, stock in here], np.int64),
        np.array([[threshold(x) for x in np.cumsum(w)] for w in weights], np.int64).reshape(len(here), groups),
        np.array([_ground_shares(parameters, known, stock) for _, stock in here], np.int64).reshape(-1, groups, 3),
        np.array([*(threshold(x) for x in inside), threshold(known["reception", "reception_share"])], np.int64),
        arrivals,
        tables,
        _sponsors(parameters, known),
        _sizes(parameters, known),
        applied,
        group,
        resident,
        ground,
        luck,
        count,
    )
    cuts = np.concatenate(([0], np.cumsum(sizes)))
    blocks = [[STAGES[s.stage], cuts[b], cuts[b + 1]] for b, (_, s) in enumerate(here)]
    weekly = np.concatenate(([0], np.cumsum(arrivals.sum(axis=1)))) + sizes.sum()
    hosts = [np.arange(lo, hi) for stage, lo, hi in blocks if stage == HOUSING]
    abroad_sizes = [round(known["stocks", k, "persons"]) for k, _ in abroad]
    families, members = int(np.count_nonzero(count)), int(count.sum())
    extra = sum(abroad_sizes)  # at most one family a person
    family = np.full(people, -1, np.int32)
    kin = np.empty(members + extra, np.uint16)
    records = np.zeros(families + extra, FAMILY)
    for name in ("applied", "decided", "arrived", "housed"):
        records[name] = NEVER
    records["week"] = records["sibling"] = -1
    fill_families(luck, count, family, kin, records)
    family_blocks, at, row = [], families, members
    for (k, stock), persons in zip(abroad, abroad_sizes, strict=True):
        begun = at
        at, row = fill_stock_families(
            np.uint64(seed + 7919 * (k + 1)),
            at,
            row,
            persons,
            2.0 * known["stocks", k, "mean_age_weeks"],
            np.array([threshold(x) for x in np.cumsum(_weights(parameters, known, stock))], np.int64),
            _ground_shares(parameters, known, stock),
            threshold(known.get(("stocks", k, "sponsor_housed_share"), 0.0)),
            np.concatenate([*hosts, np.empty(0, np.int64)]),
            family,
            _sizes(parameters, known),
            kin,
            records,
        )
        family_blocks.append([STAGES[stock.stage], begun, at])
    rows = Rows(applied, group, resident, luck, family, kin, records[:at], weekly)
    return People(rows, Stocks(_block_array(blocks), _block_array(family_blocks), ground))


def _block_array(blocks: list[list[int]]) -> Numbers:
    return np.array(blocks, np.int64).reshape(-1, 3)


def _track(parameters: ChainParameters, stock: Stock) -> int:
    names = [track.name for track in parameters.decisions.tracks]
    return names.index(stock.track) if stock.track else -1


def _weights(parameters: ChainParameters, known: Mapping[Path, float], stock: Stock) -> Floats:
    """Return the shares of the groups in a stock."""
    groups = parameters.inflow.groups
    if stock.group_shares is not None:
        weights = np.array([stock.group_shares.get(group.name, 0.0) for group in groups])
    else:
        weights = np.array([known["inflow", "groups", g, "applications_persons_per_year"] for g in range(len(groups))])
        if stock.stage in {"housing", "family_decision", "family_visa"}:
            weights = weights * [known["inflow", "groups", g, "grant_share"] for g in range(len(groups))]
        if stock.stage.startswith("family"):
            weights = weights * [
                known["inflow", "groups", g, "sponsor_share"] * known["inflow", "groups", g, "family_size_persons"]
                for g in range(len(groups))
            ]
    total = weights.sum()
    return weights / total if total > 0 else np.full(len(groups), 1 / len(groups))


def _ground_shares(parameters: ChainParameters, known: Mapping[Path, float], stock: Stock) -> Numbers:
    """Return cumulative thresholds of the grounds, [group, ground], of those of a stock who have a permit."""
    shares = []
    for g in range(len(parameters.inflow.groups)):
        if stock.ground_shares is not None:
            own = [stock.ground_shares.get(name, 0.0) for name in GROUNDS]
        else:
            humanitarian = known["inflow", "groups", g, "humanitarian_share"]
            subsidiary = min(known["inflow", "groups", g, "subsidiary_share"], 1.0 - humanitarian)
            own = [1.0 - subsidiary - humanitarian, subsidiary, humanitarian]
        shares.append([threshold(x) for x in np.cumsum(own)])
    return np.array(shares, np.int64)


def _sponsors(parameters: ChainParameters, known: Mapping[Path, float]) -> Numbers:
    groups = range(len(parameters.inflow.groups))
    return np.array([threshold(known["inflow", "groups", g, "sponsor_share"]) for g in groups], np.int64)


def _sizes(parameters: ChainParameters, known: Mapping[Path, float]) -> npt.NDArray[np.int16]:
    groups = range(len(parameters.inflow.groups))
    return np.stack([size_table(known["inflow", "groups", g, "family_size_persons"]) for g in groups])
