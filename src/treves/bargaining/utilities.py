"""Utilities and gains of packages, and who would accept a package and why not.

Sums are rounded to 2^-34 (about 6e-11), so that two packages that are worth the same on paper are worth the same here,
whichever order their parts were added in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.agenda import Package
from treves.bargaining.halves import half_sums, split_at
from treves.bargaining.packages import Packages, option_indices
from treves.bargaining.values import TOLERANCE, Values
from treves.errors import AgendaError

__all__ = [
    "GRID",
    "Acceptability",
    "acceptability",
    "check_fit",
    "gains",
    "rounded",
    "settled",
    "utilities",
    "utilities_by_draw",
]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

GRID = 2.0**-34


def settled(difference: Floats) -> Floats:
    """Round gains to the grid, and those no larger than the tolerance to nothing."""
    amounts = rounded(difference)
    return np.where(np.abs(amounts) <= TOLERANCE, 0.0, amounts)


def utilities(values: Values, packages: Packages, *, draw: int = 0) -> Floats:
    """Return the utility of every allowed package to every party in one draw.

    Red lines play no part here; :func:`gains` minds them.

    Parameters
    ----------
    values : Values
    packages : Packages
    draw : int

    Returns
    -------
    array, shape (package, party)
        Stored party by party, which is how the solution concepts run through it.
    """
    tables = [table[draw : draw + 1] for table in values.tables]
    return rounded(_of_packages(values, packages, tables, np.zeros(len(values.parties))))


def gains(values: Values, packages: Packages, *, draw: int = 0) -> Floats:
    """Return what every allowed package gives every party beyond no deal; minus infinity where it breaks a red line.

    Parameters
    ----------
    values : Values
    packages : Packages
    draw : int

    Returns
    -------
    array, shape (package, party)
        A party accepts exactly where its gain is not negative.
    """
    pairs = zip(values.tables, values.red_line, strict=True)
    tables = [np.where(line[draw : draw + 1], -np.inf, table[draw : draw + 1]) for table, line in pairs]
    return settled(_of_packages(values, packages, tables, values.reservation[draw]))


def utilities_by_draw(values: Values, listed: Sequence[Package]) -> Floats:
    """Return the utilities of a few packages in every draw; shape (draw, package, party)."""
    options = option_indices(values.agenda, listed)
    return rounded(_summed(values, options))


@dataclass(frozen=True, eq=False)
class Acceptability:
    """Who would refuse which package in which draw, and why; both reasons can hold at once.

    Parameters
    ----------
    breaks_red_line : array of bool, shape (draw, package, party)
    is_not_worth_it : array of bool, shape (draw, package, party)
        Utility below the reservation value.
    """

    breaks_red_line: Bools
    is_not_worth_it: Bools

    @property
    def accepts(self) -> Bools:
        """Neither reason to refuse; shape (draw, package, party)."""
        return ~(self.breaks_red_line | self.is_not_worth_it)


def acceptability(values: Values, listed: Sequence[Package]) -> Acceptability:
    """Say who would accept a few packages in every draw, and what keeps the others from it.

    Parameters
    ----------
    values : Values
    listed : sequence of Package

    Returns
    -------
    Acceptability
        A utility within 1e-9 of the reservation value is enough.
    """
    options = option_indices(values.agenda, listed)
    broken = np.zeros((values.count, len(values.parties), len(options)), dtype=np.bool_)
    for j, line in enumerate(values.red_line):
        broken |= line[:, :, options[:, j]]
    gained = settled(_summed(values, options) - values.reservation[:, None, :])
    return Acceptability(broken.transpose(0, 2, 1), gained < 0.0)


def _of_packages(values: Values, packages: Packages, tables: list[Floats], floor: Floats) -> Floats:
    # Added up as everywhere in this room, half by half: equal tables give equal sums, to the last bit.
    check_fit(values, packages)
    first, second = half_sums(tables, split_at(packages.agenda.shape))
    first = first[0] - floor[:, None]
    every = (first[:, :, None] + second[0][:, None, :]).reshape(len(values.parties), -1)
    return np.asarray((every if packages.count == every.shape[1] else every[:, packages.is_allowed]).T)


def _summed(values: Values, options: npt.NDArray[np.int16]) -> Floats:
    found = np.zeros((values.count, len(values.parties), len(options)))
    for j, table in enumerate(values.tables):
        found += table[:, :, options[:, j]]
    return found.transpose(0, 2, 1)


def rounded(amounts: Floats) -> Floats:
    """Round utilities to the grid."""
    return np.asarray(np.rint(amounts / GRID) * GRID)


def check_fit(values: Values, packages: Packages) -> None:
    """Refuse values and packages of different agendas."""
    if values.agenda.shape != packages.agenda.shape:
        raise AgendaError(
            f"the values are for an agenda of {values.agenda.shape} options, the packages for {packages.agenda.shape}"
        )
