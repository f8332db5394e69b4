"""The packages that wait for one party: everyone else who is needed would sign, draw by draw.

Once listed, a change of mind of that party is answered by asking it about its list alone, not by trying every package
with everyone again. That is what makes "without this sentence" cheap to ask a hundred times.
"""

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
from treves.errors import CabinetError

__all__ = ["Waiting", "waiting_for"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Waiting:
    """Packages that need one party's consent and no one else's.

    Parameters
    ----------
    party : str
    packages : Packages
    starts : array of int, shape (draw + 1,)
        Draw d has the numbers from ``starts[d]`` to ``starts[d + 1]``.
    numbers : array of int
        Numbers of the packages in the full product, rising within a draw; 4 bytes each.
    has_deal_regardless : array of bool, shape (draw,)
        Whether the draw has a deal that does not need the party at all.
    """

    party: str
    packages: Packages
    starts: Integers
    numbers: npt.NDArray[np.int32]
    has_deal_regardless: Bools

    def has_deal(self, values: Values) -> Bools:
        """Ask the party about its list, with new values.

        Parameters
        ----------
        values : Values
            Of this party alone, in the same draws.

        Returns
        -------
        array of bool, shape (draw,)
            Whether the draw has a deal.

        Raises
        ------
        CabinetError
            If the values are of another party or of other draws.
        """
        if values.parties != (self.party,) or values.count != self.starts.size - 1:
            raise CabinetError(f"needed are values of {self.party} alone in {self.starts.size - 1} draws")
        first, second = _margins(values, split_at(self.packages.agenda.shape))
        found = over_ranges(
            lambda low, high: _any_accepted(low, high, first[:, 0], second[:, 0], self.starts, self.numbers),
            values.count,
        )
        return np.asarray(np.concatenate(found) | self.has_deal_regardless)


def waiting_for(values: Values, packages: Packages, rule: DecisionRule, party: str) -> Waiting:
    """List, draw by draw, the allowed packages that would be a deal if this party signed, and are none without it.

    Parameters
    ----------
    values : Values
        Of all parties; those of ``party`` itself do not matter.
    packages : Packages
    rule : DecisionRule
    party : str

    Returns
    -------
    Waiting
        4 bytes per listed package and draw.
    """
    check_fit(values, packages)
    consent = consent_of(rule, values.parties)
    cut = split_at(packages.agenda.shape)
    first, second = _margins(values, cut)
    is_allowed = packages.is_allowed.reshape(first.shape[2], second.shape[2])
    p = values.parties.index(party)
    args = (first, second, is_allowed, consent.is_veto, consent.weights.astype(np.int64), consent.quota, p)
    pieces = over_ranges(lambda low, high: _list(low, high, *args), values.count)
    counts = np.concatenate([counted for counted, _, _ in pieces])
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    numbers = np.concatenate([listed for _, listed, _ in pieces])
    return Waiting(party, packages, starts, numbers, np.concatenate([free for _, _, free in pieces]))


def _margins(values: Values, cut: int) -> tuple[Floats, Floats]:
    """Return utility less reservation value in two halves; not negative where accepted, minus infinity on red lines."""
    tables = [np.where(line, -np.inf, table) for table, line in zip(values.tables, values.red_line, strict=True)]
    first, second = half_sums(tables, cut)
    return first - values.reservation[:, :, None] + TOLERANCE, second


@compiled()
def _list(
    low: int,
    high: int,
    first: Floats,
    second: Floats,
    is_allowed: Bools,
    is_veto: Bools,
    weights: Integers,
    quota: int,
    asked: int,
) -> tuple[Integers, npt.NDArray[np.int32], Bools]:
    """List for the draws from low to high; tables ``[draw, party, half package]``."""
    parties, rows, columns = first.shape[1], first.shape[2], second.shape[2]
    counts = np.zeros(high - low, np.int64)
    is_free = np.zeros(high - low, np.bool_)
    listed = np.empty(4096, np.int32)
    size = 0
    best = np.empty(parties)
    for d in range(low, high):
        for p in range(parties):
            best[p] = second[d, p].max()
        for i in range(rows):
            is_open = True
            for p in range(parties):
                # a veto player who refuses the best of the row refuses all of it
                is_open &= p == asked or not is_veto[p] or first[d, p, i] + best[p] >= 0.0
            if not is_open:
                continue
            if size + columns > listed.size:
                longer = np.empty(2 * (size + columns), np.int32)
                longer[:size] = listed[:size]
                listed = longer
            for j in range(columns):
                weight = 0
                is_enough = is_allowed[i, j]
                for p in range(parties):
                    accepts = first[d, p, i] + second[d, p, j] >= 0.0
                    is_enough &= accepts or not is_veto[p] or p == asked
                    weight += weights[p] * (accepts and p != asked)
                if not is_enough:
                    continue
                if not is_veto[asked] and weight >= quota:
                    is_free[d - low] = True
                elif weight + weights[asked] >= quota:
                    listed[size] = i * columns + j
                    size += 1
                    counts[d - low] += 1
    return counts, listed[:size].copy(), is_free


@compiled()
def _any_accepted(
    low: int, high: int, first: Floats, second: Floats, starts: Integers, numbers: npt.NDArray[np.int32]
) -> Bools:
    """Say for the draws from low to high whether the party accepts anything on its list; tables ``[draw, half]``."""
    columns = second.shape[1]
    found = np.zeros(high - low, np.bool_)
    for d in range(low, high):
        for k in range(starts[d], starts[d + 1]):
            i = numbers[k] // columns
            if first[d, i] + second[d, numbers[k] - i * columns] >= 0.0:
                found[d - low] = True
                break
    return found
