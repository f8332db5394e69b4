"""Who would refuse each package in one draw: all packages, all parties, one bit each."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.bargaining.compiled import compiled, over_ranges
from treves.bargaining.halves import half_sums, split_at
from treves.bargaining.packages import Packages
from treves.bargaining.utilities import check_fit
from treves.bargaining.values import TOLERANCE, Values
from treves.errors import SizeError

__all__ = ["Vetoes", "vetoes"]

Floats = npt.NDArray[np.float64]
Bits = npt.NDArray[np.uint32]

MOST_PARTIES = 31


@dataclass(frozen=True, eq=False)
class Vetoes:
    """Who would refuse what in one draw.

    Parameters
    ----------
    packages : Packages
    parties : tuple of str
    refused_by : array of int, shape (product,)
        For every package of the full product one bit per party, set where it would refuse; the bit after the last party
        is set where a rule of the agenda rules the package out.
    accepted_counts : array of int, shape (party,)
        Allowed packages that each party accepts.
    deal_count : int
        Allowed packages that all accept.
    """

    packages: Packages
    parties: tuple[str, ...]
    refused_by: Bits
    accepted_counts: npt.NDArray[np.int64]
    deal_count: int

    def refuses(self, number: int) -> tuple[str, ...]:
        """Return the parties that would refuse a package."""
        bits = int(self.refused_by[number])
        return tuple(party for p, party in enumerate(self.parties) if bits >> p & 1)


def vetoes(values: Values, packages: Packages, *, draw: int = 0, threads: int | None = None) -> Vetoes:
    """Ask every party about every package in one draw.

    Parameters
    ----------
    values : Values
    packages : Packages
    draw : int
    threads : int, optional

    Returns
    -------
    Vetoes
        4 bytes per package of the product.

    Raises
    ------
    SizeError
        If there are more than 31 parties.
    """
    check_fit(values, packages)
    if len(values.parties) > MOST_PARTIES:
        raise SizeError(f"{len(values.parties)} parties; who refuses what is kept for at most {MOST_PARTIES}")
    shape = packages.agenda.shape
    cut = split_at(shape)
    pairs = zip(values.tables, values.red_line, strict=True)
    tables = [np.where(line[draw : draw + 1], -np.inf, table[draw : draw + 1]) for table, line in pairs]
    first, second = (half[0] for half in half_sums(tables, cut))
    first = first - (values.reservation[draw] - TOLERANCE)[:, None]
    is_allowed = packages.is_allowed.reshape(-1, math.prod(shape[cut:]))
    refused_by = np.empty(is_allowed.shape, dtype=np.uint32)

    def work(low: int, high: int) -> npt.NDArray[np.int64]:
        return ask_all(first, second, is_allowed, refused_by, low, high)

    counts = np.sum(over_ranges(work, len(is_allowed), threads=threads), axis=0)
    return Vetoes(packages, values.parties, refused_by.reshape(-1), counts[:-1], int(counts[-1]))


@compiled()
def ask_all(
    first: Floats, second: Floats, is_allowed: npt.NDArray[np.bool_], refused_by: Bits, low: int, high: int
) -> npt.NDArray[np.int64]:
    """Set the bits of the rows from low to high; count what each party accepts, and what all do."""
    parties, columns = second.shape
    counts = np.zeros(parties + 1, np.int64)
    out = np.uint32(1 << parties)
    for i in range(low, high):
        row = refused_by[i]
        for j in range(columns):
            row[j] = np.uint32(0) if is_allowed[i, j] else out
        for p in range(parties):
            own, bit, column = first[p, i], np.uint32(1 << p), second[p]
            accepted = np.int64(0)
            for j in range(columns):
                accepts = own + column[j] >= 0.0
                row[j] |= np.uint32(0) if accepts else bit
                accepted += np.int64(accepts & is_allowed[i, j])
            counts[p] += accepted
        made = np.int64(0)
        for j in range(columns):
            made += np.int64(row[j] == 0)
        counts[parties] += made
    return counts
