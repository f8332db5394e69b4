"""Solution concepts over draws: which package each picks, how often, and how often a package is on the front."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from treves.bargaining.compiled import compiled, over_ranges
from treves.bargaining.egalitarian import egalitarian_solution
from treves.bargaining.front import pareto_front
from treves.bargaining.halves import half_sums, split_at
from treves.bargaining.kalai_smorodinsky import kalai_smorodinsky_solution
from treves.bargaining.nash import nash_solution
from treves.bargaining.packages import Packages
from treves.bargaining.utilitarian import utilitarian_solution
from treves.bargaining.utilities import GRID, check_fit
from treves.bargaining.values import TOLERANCE, Values

__all__ = ["CONCEPTS", "Concept", "Solutions", "solutions_by_draw"]

Floats = npt.NDArray[np.float64]
Concept = Callable[[Floats], int | None]
"""Takes gains ``[package, party]``, returns a row or None."""

CONCEPTS: Mapping[str, Concept] = MappingProxyType(
    {
        "nash": nash_solution,
        "kalai_smorodinsky": kalai_smorodinsky_solution,
        "egalitarian": egalitarian_solution,
        "utilitarian": utilitarian_solution,
    }
)
DRAWS_PER_BLOCK = 16


@dataclass(frozen=True, eq=False)
class Solutions:
    """What each solution concept picks in every draw.

    Parameters
    ----------
    packages : Packages
    parties : tuple of str
        Among whom the solutions were sought; each of them could refuse.
    picks : mapping of str to array of int, shape (draw,)
        Per concept, the number of the package picked; -1 where no package is individually rational.
    gains : mapping of str to array, shape (draw, party)
        Per concept, utility of the pick less the reservation value; NaN where there is no pick.
    deal_counts : array of int, shape (draw,)
        Number of individually rational packages.
    front_counts : array of int, shape (package,), or None
        Draws in which each package is on the Pareto front of the individually rational ones.
    """

    packages: Packages
    parties: tuple[str, ...]
    picks: Mapping[str, npt.NDArray[np.int64]]
    gains: Mapping[str, Floats]
    deal_counts: npt.NDArray[np.int64]
    front_counts: npt.NDArray[np.int32] | None

    @property
    def exists_share(self) -> float:
        """Share of draws with an individually rational package."""
        return float((self.deal_counts > 0).mean())

    def pick_shares(self, concept: str) -> dict[int, float]:
        """Return package number to share of all draws in which the concept picks it, most often first."""
        picked = self.picks[concept]
        numbers, counts = np.unique(picked[picked >= 0], return_counts=True)
        order = np.argsort(-counts, kind="stable")
        return dict(zip(numbers[order].tolist(), (counts[order] / picked.size).tolist(), strict=True))


def solutions_by_draw(
    values: Values,
    packages: Packages,
    *,
    concepts: Mapping[str, Concept] = CONCEPTS,
    with_front: bool = True,
    threads: int | None = None,
) -> Solutions:
    """Apply solution concepts to the individually rational packages of every draw.

    All parties in ``values`` bargain and each can refuse; where a decision rule needs only some of them, pass
    ``values.of(those)``.

    Parameters
    ----------
    values : Values
    packages : Packages
    concepts : mapping of str to callable
        By default Nash, Kalai-Smorodinsky, egalitarian and utilitarian.
    with_front : bool
        Whether to count how often each package is on the front.
    threads : int, optional

    Returns
    -------
    Solutions
    """
    check_fit(values, packages)
    cut = split_at(packages.agenda.shape)
    is_allowed = packages.is_allowed.reshape(-1, int(np.prod(packages.agenda.shape[cut:])))
    picks = {name: np.full(values.count, -1, dtype=np.int64) for name in concepts}
    gained = {name: np.full(values.reservation.shape, np.nan) for name in concepts}
    deal_counts = np.zeros(values.count, dtype=np.int64)

    def work(low: int, high: int) -> npt.NDArray[np.int32]:
        on_front = np.zeros(is_allowed.size if with_front else 0, dtype=np.int32)
        for start in range(low, high, DRAWS_PER_BLOCK):
            block = slice(start, min(start + DRAWS_PER_BLOCK, high))
            pairs = zip(values.tables, values.red_line, strict=True)
            tables = [np.where(line[block], -np.inf, table[block]) for table, line in pairs]
            first, second = half_sums(tables, cut)
            first -= values.reservation[block, :, None]
            for d in range(block.start, block.stop):
                numbers, by_party = _rational(first[d - start], second[d - start], is_allowed, GRID, TOLERANCE)
                gains = by_party.T
                deal_counts[d] = numbers.size
                if not numbers.size:
                    continue
                for name, concept in concepts.items():
                    row = concept(gains)
                    if row is not None:
                        picks[name][d] = numbers[row]
                        gained[name][d] = gains[row]
                if with_front:
                    on_front[numbers[pareto_front(gains)]] += 1
        return on_front

    fronts = over_ranges(work, values.count, threads=threads)
    front_counts = np.stack(fronts).sum(axis=0, dtype=np.int32)[packages.is_allowed] if with_front else None
    return Solutions(packages, values.parties, picks, gained, deal_counts, front_counts)


@compiled()
def _rational(
    first: Floats, second: Floats, is_allowed: npt.NDArray[np.bool_], grid: float, tolerance: float
) -> tuple[npt.NDArray[np.int64], Floats]:
    """List the individually rational packages of one draw: product numbers, and settled gains ``[party, package]``."""
    parties, rows = first.shape
    columns = second.shape[1]
    numbers = np.empty(1024, np.int64)
    size = 0
    for i in range(rows):
        is_open = True
        for p in range(parties):
            is_open &= first[p, i] > -np.inf
        if not is_open:
            continue
        if size + columns > numbers.size:
            longer = np.empty(2 * (size + columns), np.int64)
            for k in range(size):  # numba compiles loops far faster than slices that are assigned
                longer[k] = numbers[k]
            numbers = longer
        for j in range(columns):
            accepts = is_allowed[i, j]
            for p in range(parties):
                accepts &= first[p, i] + second[p, j] >= -tolerance
            numbers[size] = i * columns + j
            size += accepts
    gains = np.empty((parties, size))
    for p in range(parties):
        for k in range(size):
            i, j = numbers[k] // columns, numbers[k] % columns
            gain = np.rint((first[p, i] + second[p, j]) / grid) * grid
            gains[p, k] = 0.0 if abs(gain) <= tolerance else gain
    return numbers[:size].copy(), gains
