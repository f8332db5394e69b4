"""The Pareto front without listing packages: issues are merged one by one, and only undominated beginnings kept.

Additive utilities make the front a sum of sets. A beginning of a package that another beats for every party stays
behind with whatever is added to both, so it can go at once (Nemhauser & Ullmann 1969). Exclusions and requirements
still open are part of the comparison (:mod:`treves.bargaining.rules`), so they cost nothing in exactness.

Where even the undominated beginnings are too many, utilities are compared on a coarser grid, and the grids add up to a
bound: every package there is has one in the answer that falls short of it by no more than the bound, for any party.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.agenda import Agenda, Package
from treves.bargaining.nondominated import undominated_points
from treves.bargaining.rules import Rules, rules_of
from treves.bargaining.utilities import GRID, rounded, settled
from treves.bargaining.values import TOLERANCE, Values
from treves.errors import SizeError

__all__ = ["MOST_POINTS", "MergedFront", "front_memory_bytes", "merged_front"]

Floats = npt.NDArray[np.float64]
Progress = Callable[[int, int], None]

MOST_POINTS = 100_000
"""Undominated beginnings kept per issue before the grid gets coarser."""

FINE = 2.0**-40  # a hundred issues compared so finely are still exact within a tenth of what counts as the same
COARSER = 1.5


@dataclass(frozen=True, eq=False)
class MergedFront:
    """The front of a bargaining problem in one draw, or a set of packages that is nearly it, with a bound.

    Parameters
    ----------
    agenda : Agenda
    parties : tuple of str
    options : array of int, shape (point, issue)
        One package per point, as option indices. Packages worth the same to all, within 1e-9, are one point.
    utilities, gains : array, shape (point, party)
        Gains are utilities less reservation values.
    bound : float
        0 where the front is exact. Otherwise, in utility units: every package that could be on the front is matched by
        one listed, which gives each party at most this much less.
    widest : int
        Most beginnings of packages held at once.
    """

    agenda: Agenda
    parties: tuple[str, ...]
    options: npt.NDArray[np.int16]
    utilities: Floats
    gains: Floats
    bound: float
    widest: int

    @property
    def is_exact(self) -> bool:
        """Whether this is the front itself."""
        return self.bound == 0.0

    @property
    def count(self) -> int:
        """Number of points."""
        return len(self.options)

    def package(self, point: int) -> Package:
        """Return the package of a point."""
        issues = zip(self.agenda.issues, self.options[point].tolist(), strict=True)
        return Package(tuple(issue.options[o].name for issue, o in issues))

    def words(self) -> str:
        """Say in one sentence what this is."""
        if self.is_exact:
            return f"The exact front: {self.count:,} of {self.agenda.package_count:,} packages before rules."
        return (
            f"Not the front itself, which is too large, but {self.count:,} packages such that every package there is "
            f"has one among them that gives each party at most {self.bound:.3g} less, in utility units."
        )


def front_memory_bytes(values: Values, most_points: int = MOST_POINTS) -> int:
    """Return the most memory :func:`merged_front` takes, in bytes, known before it runs.

    Per candidate: utilities, their grid numbers and sorted copies in 8 bytes, ranks in 4; two words of rules and four
    orders of rows; per point kept and issue, its parent and option.
    """
    issues, parties = len(values.agenda.issues), len(values.parties)
    words = rules_of(values.agenda).words
    beginnings = min(most_points, values.agenda.package_count)
    candidates = min(beginnings * max(values.agenda.shape), values.agenda.package_count)
    return candidates * (parties * 48 + words * 24 + 64) + beginnings * (issues * 6 + parties * 24)


def merged_front(
    values: Values,
    *,
    draw: int = 0,
    only_rational: bool = True,
    with_red_lines: bool = True,
    most_points: int = MOST_POINTS,
    threads: int | None = None,
    progress: Progress | None = None,
) -> MergedFront:
    """Find the front of one draw by merging issues.

    Parameters
    ----------
    values : Values
        Of those who bargain; any of them can refuse. Pass ``values.of(those)`` where not all are needed.
    draw : int
    only_rational : bool
        Whether to leave out packages worth less to a party than its reservation value.
    with_red_lines : bool
        Whether to leave out packages that break a red line.
    most_points : int
        Beginnings of packages to keep per issue; where more are undominated the answer has a bound above 0.
    threads : int, optional
    progress : callable, optional
        Called with the issues merged and the issues in all.

    Returns
    -------
    MergedFront
        Without points where no package is left. With a bound above 0 a listed package may fall short of a reservation
        value by as much.

    Raises
    ------
    SizeError
        If ``most_points`` is so small that no grid helps.

    References
    ----------
    Nemhauser, G. L., & Ullmann, Z. (1969). Discrete dynamic programming and capital allocation. Management Science 15,
    494-505.
    """
    tables = [table[draw].T for table in values.tables]  # [option, party]
    if with_red_lines:
        lines = [line[draw].any(axis=0) for line in values.red_line]
        tables = [np.where(line[:, None], -np.inf, table) for line, table in zip(lines, tables, strict=True)]
    if any(not np.isfinite(table).all(axis=1).any() for table in tables):
        return _told(values, draw, np.zeros((0, len(tables)), dtype=np.int16), 0.0, 0, only_rational)
    order = sorted(range(len(tables)), key=lambda j: _range(tables[j]))
    rules = rules_of(values.agenda, order)
    hopes = _hopes(tables, order)
    floor = values.reservation[draw] - TOLERANCE if only_rational else np.full(len(values.parties), -np.inf)
    sums, is_open = np.zeros((1, len(values.parties))), rules.at_start[None]
    kept: list[tuple[npt.NDArray[np.int32], npt.NDArray[np.int16]]] = []
    grid, slack, widest = FINE, 0.0, 1
    for step, j in enumerate(order):
        parent, option, sums, is_open = _candidates(sums, is_open, tables[j], rules, step, floor - slack - hopes[step])
        widest = max(widest, len(sums))
        rows, grid = _thinned(sums, is_open, grid, most_points, threads)
        slack += grid if grid > FINE else 0.0
        kept.append((parent[rows], option[rows]))
        sums, is_open = sums[rows], is_open[rows]
        if progress is not None:
            progress(step + 1, len(order))
    return _told(values, draw, _options(kept, order), slack, widest, only_rational)


def _range(table: Floats) -> float:
    known = table[np.isfinite(table).all(axis=1)]
    return float(np.ptp(known, axis=0).sum())


def _hopes(tables: Sequence[Floats], order: Sequence[int]) -> Floats:
    """Return the most each party can still get after every step; shape (step, party)."""
    best = np.stack([tables[j].max(axis=0) for j in order])
    return np.asarray(best[::-1].cumsum(axis=0)[::-1] - best)


def _candidates(
    sums: Floats, is_open: npt.NDArray[np.int64], table: Floats, rules: Rules, step: int, floor: Floats
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int16], Floats, npt.NDArray[np.int64]]:
    """Add every option to every beginning; keep what rules and floors leave possible."""
    option = np.flatnonzero(np.isfinite(table).all(axis=1)).astype(np.int16)
    added = (sums[:, None, :] + table[option]).reshape(-1, sums.shape[1])
    left = rules.after(is_open[:, None, :], rules.order[step], option).reshape(len(added), rules.words)
    rows = np.flatnonzero((added >= floor).all(axis=1) & rules.is_kept(left, step))
    parent = (rows // option.size).astype(np.int32)
    return parent, option[rows % option.size], added[rows], left[rows]


def _thinned(
    sums: Floats, is_open: npt.NDArray[np.int64], grid: float, most: int, threads: int | None
) -> tuple[npt.NDArray[np.intp], float]:
    while True:
        rows = undominated_points(sums, is_open, grid=grid, most=most, threads=threads)
        if rows is not None:
            return rows, grid
        if grid > np.ptp(sums, axis=0).max():
            raise SizeError(
                f"more than {most:,} beginnings of packages differ by the rules they leave open; allow more points, or "
                "drop exclusions and requirements that do not matter"
            )
        # The first step away from exactness goes where boxes start to be shared, at a ten-thousandth of the range.
        grid = max(grid * COARSER, float(np.ptp(sums, axis=0).max()) / 16384)


def _options(
    kept: Sequence[tuple[npt.NDArray[np.int32], npt.NDArray[np.int16]]], order: Sequence[int]
) -> npt.NDArray[np.int16]:
    at: npt.NDArray[np.integer] = np.arange(len(kept[-1][0]))
    options = np.zeros((at.size, len(order)), dtype=np.int16)
    for (parent, option), j in zip(reversed(kept), reversed(order), strict=True):
        options[:, j] = option[at]
        at = parent[at]
    return options


def _told(
    values: Values, draw: int, options: npt.NDArray[np.int16], slack: float, widest: int, only_rational: bool
) -> MergedFront:
    # Added up again in the order of the agenda and rounded as everywhere in this room, then filtered once more.
    options = options[np.lexsort(options.T[::-1])] if len(options) else options
    worth = np.zeros((len(options), len(values.parties)))
    for j, table in enumerate(values.tables):
        worth += table[draw].T[options[:, j]]
    gains = settled(worth - values.reservation[draw])
    rows = np.flatnonzero((gains >= -slack).all(axis=1)) if only_rational else np.arange(len(options))
    worth = rounded(worth[rows])
    front = undominated_points(worth, np.zeros((rows.size, 0), dtype=np.int64), grid=GRID)
    assert front is not None  # no limit was set
    rows = rows[front]
    return MergedFront(values.agenda, values.parties, options[rows], worth[front], gains[rows], slack, widest)
