"""The minimum-shortfall package: the nearest to a deal where there is none, and who must move how far on what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.bargaining.compiled import compiled, over_ranges
from treves.bargaining.consent import consent_of
from treves.bargaining.halves import half_sums, split_at
from treves.bargaining.packages import Packages
from treves.bargaining.utilities import check_fit
from treves.bargaining.values import TOLERANCE, Values
from treves.cabinet import DecisionRule
from treves.errors import SizeError

__all__ = ["COALITION_LIMIT", "Lacking", "Shortfalls", "lacking_of", "minimum_shortfall"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

COALITION_LIMIT = 1024
"""Most minimal winning coalitions held against every package."""

DRAWS_PER_BLOCK = 64


@dataclass(frozen=True, eq=False)
class Lacking:
    """In every draw, what a package still asks of whom.

    Parameters
    ----------
    parties : tuple of str
    must_agree : array of bool, shape (draw, party)
        The coalition whose consent the package comes nearest to (all veto players among them).
    utility : array, shape (draw, party)
        Utility the package lacks for a member to be worth signing; 0 for others.
    beyond_red_line : array, shape (draw, party, issue)
        How far beyond a member's red line the package lies, in utility units (salience times scale points / 100).
    """

    parties: tuple[str, ...]
    must_agree: Bools
    utility: Floats
    beyond_red_line: Floats

    @property
    def by_party(self) -> Floats:
        """Shortfall of every party, both parts together; shape (draw, party)."""
        return np.asarray(self.utility + self.beyond_red_line.sum(axis=2))

    @property
    def total(self) -> Floats:
        """Shortfall of the package; 0 where it is a deal; shape (draw,)."""
        return np.asarray(self.by_party.sum(axis=1))

    @property
    def has_deal(self) -> Bools:
        """Whether nothing is lacking; shape (draw,)."""
        return self.total <= 0.0

    def must_move_share(self) -> Floats:
        """Share of the draws without a deal in which each party has to give way; NaN where every draw has one."""
        without = ~self.has_deal
        if not without.any():
            return np.full(len(self.parties), np.nan)
        return np.asarray((self.by_party[without] > 0.0).mean(axis=0))


@dataclass(frozen=True, eq=False)
class Shortfalls(Lacking):
    """In every draw, the package nearest to a deal and what it still asks of whom.

    Parameters
    ----------
    packages : Packages
    rule : DecisionRule
    numbers : array of int, shape (draw,)
        Number of the nearest package; where the draw has deals, of its first deal; -1 where no coalition can win.
    """

    packages: Packages
    rule: DecisionRule
    numbers: npt.NDArray[np.int64]

    @property
    def total(self) -> Floats:
        """Shortfall of the package; 0 where it is a deal, infinite where no coalition can win; shape (draw,)."""
        return np.where(self.numbers < 0, np.inf, self.by_party.sum(axis=1))


def minimum_shortfall(
    values: Values, packages: Packages, rule: DecisionRule, *, threads: int | None = None
) -> Shortfalls:
    """Find in every draw the package with the least shortfall.

    A party's shortfall is ``max(0, reservation value - utility)`` plus, for every red line the package breaks, salience
    times the distance beyond the reach / 100. A package's shortfall is the sum over the members of the minimal winning
    coalition for which it is least; under unanimity, over all. It is 0 exactly for deals. A package takes the place of
    one with a lower number only where it is nearer by more than 1e-9.

    Parameters
    ----------
    values : Values
    packages : Packages
    rule : DecisionRule
    threads : int, optional

    Returns
    -------
    Shortfalls

    Raises
    ------
    SizeError
        If the rule has more than 1,024 minimal winning coalitions.
    """
    check_fit(values, packages)
    consent = consent_of(rule, values.parties)
    coalitions = consent.minimal_winning_coalitions()
    if len(coalitions) > COALITION_LIMIT:
        raise SizeError(
            f"the rule has {len(coalitions):,} minimal winning coalitions; at most {COALITION_LIMIT:,} are held "
            "against every package. Group parties that act together"
        )
    numbers = np.full(values.count, -1, dtype=np.int64)
    cut = split_at(packages.agenda.shape)
    is_allowed = packages.is_allowed.reshape(-1, int(np.prod(packages.agenda.shape[cut:])))

    def work(low: int, high: int) -> None:
        # A few draws at a time: the half tables of all draws together could fill the memory.
        for start in range(low, high, DRAWS_PER_BLOCK):
            block = slice(start, min(start + DRAWS_PER_BLOCK, high))
            lacking, also_lacking = half_sums([-table[block] for table in values.tables], cut)
            lacking += values.reservation[block, :, None]
            beyond, also_beyond = half_sums([excess[block] for excess in values.excess], cut)
            numbers[block] = _nearest(lacking, also_lacking, beyond, also_beyond, is_allowed, coalitions, TOLERANCE)

    if len(coalitions):
        over_ranges(work, values.count, threads=threads)
    return _told(values, packages, rule, numbers, coalitions)


def _told(
    values: Values, packages: Packages, rule: DecisionRule, numbers: npt.NDArray[np.int64], coalitions: Bools
) -> Shortfalls:
    found = lacking_of(values, packages.options_of(np.maximum(numbers, 0)), coalitions)
    return Shortfalls(found.parties, found.must_agree, found.utility, found.beyond_red_line, packages, rule, numbers)


def lacking_of(values: Values, options: npt.NDArray[np.integer], coalitions: Bools) -> Lacking:
    """Say what one package per draw lacks, for the coalition to whose consent it comes nearest.

    Parameters
    ----------
    values : Values
    options : array of int, shape (draw, issue)
    coalitions : array of bool, shape (coalition, party)

    Returns
    -------
    Lacking
    """
    draws = np.arange(values.count)
    lacking = values.reservation.copy()
    beyond = np.empty((values.count, len(values.parties), len(values.tables)))
    for j, (table, excess) in enumerate(zip(values.tables, values.excess, strict=True)):
        lacking -= table[draws, :, options[:, j]]
        beyond[:, :, j] = excess[draws, :, options[:, j]]
    lacking[lacking <= TOLERANCE] = 0.0
    must_agree = np.zeros(lacking.shape, dtype=np.bool_)
    if len(coalitions):
        short = (lacking + beyond.sum(axis=2)) @ coalitions.T.astype(np.float64)
        must_agree = coalitions[short.argmin(axis=1)]
    lacking = np.where(must_agree, lacking, 0.0)
    beyond = np.where(must_agree[:, :, None], beyond, 0.0)
    return Lacking(values.parties, must_agree, lacking, beyond)


@compiled(is_finite=True)
def _nearest(
    lacking: Floats,
    also_lacking: Floats,
    beyond: Floats,
    also_beyond: Floats,
    is_allowed: Bools,
    coalitions: Bools,
    tolerance: float,
) -> npt.NDArray[np.int64]:
    """Return the product number of the nearest package per draw; tables ``[draw, party, half package]``."""
    draws, parties, rows = lacking.shape
    columns = also_lacking.shape[2]
    numbers = np.empty(draws, np.int64)
    short = np.empty(parties)
    least = np.empty(parties)
    for d in range(draws):
        found, nearest = -1, 1e300
        for p in range(parties):
            least[p] = also_lacking[d, p].min()
        for i in range(rows):
            # No package of this row asks less than this of anyone.
            for p in range(parties):
                short[p] = max(0.0, lacking[d, p, i] + least[p]) + beyond[d, p, i]
            if _cheapest(short, coalitions) >= nearest - tolerance:
                continue
            for j in range(columns):
                if not is_allowed[i, j]:
                    continue
                for p in range(parties):
                    lack = lacking[d, p, i] + also_lacking[d, p, j]
                    short[p] = (lack if lack > tolerance else 0.0) + beyond[d, p, i] + also_beyond[d, p, j]
                total = _cheapest(short, coalitions)
                if total < nearest - tolerance:
                    found, nearest = i * columns + j, total
            if nearest <= 0.0:
                break
        numbers[d] = found
    return numbers


@compiled(is_finite=True)
def _cheapest(short: Floats, coalitions: Bools) -> float:
    """Return the least sum of shortfalls over the members of a coalition."""
    cheapest = 1e300
    for c in range(coalitions.shape[0]):
        total = 0.0
        for p in range(short.size):
            if coalitions[c, p]:
                total += short[p]
        cheapest = min(cheapest, total)
    return cheapest
