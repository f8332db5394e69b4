"""In every draw, whose consent alone separates the others from a deal, and by how much.

One pass over draws and packages answers two questions: who blocks (:mod:`treves.bargaining.blockers`) and what a
move by one party buys (:mod:`treves.bargaining.moves`). A move by one party on one issue changes its utility by an
amount that depends on the option only, so the best margin per option, over the packages the others would sign, is
all that is needed.
"""

from __future__ import annotations

import math
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

__all__ = ["Pivots", "pivots", "willing_deals"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]

DRAWS_PER_BLOCK = 64
ONE_LINE = 1024
"""A broken red line on issue j is coded as 1024 + j: a sum of codes tells how many, and of a single one, which."""


@dataclass(frozen=True, eq=False)
class Pivots:
    """Per draw and party, deals with, without and regardless of its consent.

    Parameters
    ----------
    has_deal : array of bool, shape (draw,)
    has_deal_if_willing : array of bool, shape (draw, party)
        Whether there would be a deal if this party signed anything.
    has_deal_regardless : array of bool, shape (draw, party)
        Whether there would be a deal if this party signed nothing.
    best_margin : array, shape (draw, party, issue, option)
        Over the packages with this option that need only this party's consent, the highest utility less reservation
        value among those that break no red line of the party on any *other* issue; minus infinity where there is none.
    """

    has_deal: Bools
    has_deal_if_willing: Bools
    has_deal_regardless: Bools
    best_margin: Floats


def pivots(values: Values, packages: Packages, rule: DecisionRule, *, threads: int | None = None) -> Pivots:
    """Sweep all packages in every draw and note which single consent each would still need.

    Parameters
    ----------
    values : Values
    packages : Packages
    rule : DecisionRule
    threads : int, optional

    Returns
    -------
    Pivots
        8 bytes per draw, party, issue and option.
    """
    noted, margins = _swept(values, packages, rule, with_margins=True, threads=threads)
    return Pivots(noted[:, 0, 0], noted[:, :, 1], noted[:, :, 2], margins)


def willing_deals(
    values: Values, packages: Packages, rule: DecisionRule, *, threads: int | None = None
) -> tuple[Bools, Bools]:
    """Say in every draw whether there is a deal, and for every party whether there would be one if it signed anything.

    The same sweep as :func:`pivots`, without margins, and each draw only until its first deal.

    Returns
    -------
    has_deal : array of bool, shape (draw,)
    has_deal_if_willing : array of bool, shape (draw, party)
    """
    noted, _ = _swept(values, packages, rule, with_margins=False, threads=threads)
    return noted[:, 0, 0], noted[:, :, 0] | noted[:, :, 1]


def _swept(
    values: Values, packages: Packages, rule: DecisionRule, *, with_margins: bool, threads: int | None
) -> tuple[Bools, Floats]:
    check_fit(values, packages)
    consent = consent_of(rule, values.parties)
    shape = packages.agenda.shape
    cut = split_at(shape)
    is_allowed = packages.is_allowed.reshape(-1, math.prod(shape[cut:]))
    lead = (values.count, len(values.parties))
    noted = np.zeros((*lead, 3), dtype=np.bool_)
    margins = np.full((*lead, len(shape) if with_margins else 0, max(shape)), -np.inf)
    digits, more_digits = _digits(shape[:cut]), _digits(shape[cut:])

    def work(low: int, high: int) -> None:
        for start in range(low, high, DRAWS_PER_BLOCK):
            block = slice(start, min(start + DRAWS_PER_BLOCK, high))
            gain, more_gain = half_sums([table[block] for table in values.tables], cut)
            gain += TOLERANCE - values.reservation[block, :, None]
            coded = [(ONE_LINE + j) * line[block] for j, line in enumerate(values.red_line)]
            broken, more_broken = half_sums(coded, cut)
            sweep_consents(
                gain, more_gain, broken.astype(np.int32), more_broken.astype(np.int32), digits, more_digits,
                is_allowed, consent.is_veto, consent.weights, consent.quota, noted[block], margins[block],
            )  # fmt: skip

    over_ranges(work, values.count, threads=threads)
    return noted, margins


def _digits(shape: tuple[int, ...]) -> Integers:
    # Option of every half package on each of its issues; a half without issues has one package.
    size = math.prod(shape)
    columns = np.unravel_index(np.arange(size), shape) if shape else ()
    return np.stack([np.zeros(size, dtype=np.int64), *columns], axis=1)[:, 1:].copy()


@compiled()
def sweep_consents(
    gain: Floats,
    more_gain: Floats,
    broken: npt.NDArray[np.int32],
    more_broken: npt.NDArray[np.int32],
    digits: Integers,
    more_digits: Integers,
    is_allowed: Bools,
    is_veto: Bools,
    weights: npt.NDArray[np.int32],
    quota: int,
    noted: Bools,
    margins: Floats,
) -> None:
    """Fill ``noted[draw, party]`` with (deal, deal if willing, deal regardless), and the best margins."""
    draws, parties, rows = gain.shape
    columns = more_gain.shape[2]
    refusing = np.empty(columns, np.int32)
    weight = np.empty(columns, np.int32)
    in_row = np.empty(parties)  # best margins over this row, and over all rows per column: two updates per package
    in_column = np.empty((parties, columns))  # instead of one per issue
    for d in range(draws):
        in_column[:] = -np.inf
        for i in range(rows):
            # Two veto players who refuse the whole row: no single consent is missing anywhere in it.
            if _broken_vetoes(broken[d, :, i], is_veto) > 1:
                continue
            in_row[:] = -np.inf
            _ask(
                gain[d, :, i],
                more_gain[d],
                broken[d, :, i],
                more_broken[d],
                is_veto,
                weights,
                is_allowed[i],
                refusing,
                weight,
            )
            for j in range(columns):
                if refusing[j] > 1:
                    continue
                for p in range(parties):
                    margin = gain[d, p, i] + more_gain[d, p, j]
                    lines = broken[d, p, i] + more_broken[d, p, j]
                    own = weights[p] if lines == 0 and margin >= 0.0 else 0
                    if _is_pivot(lines == 0 and margin >= 0.0, is_veto[p], refusing[j], weight[j] - own, weights[p],
                                 quota, noted[d], p):  # fmt: skip
                        if lines == 0:
                            in_row[p] = max(in_row[p], margin)
                            in_column[p, j] = max(in_column[p, j], margin)
                        elif lines < 2 * ONE_LINE and margins.shape[2] > 0:
                            k = lines - ONE_LINE
                            option = digits[i, k] if k < digits.shape[1] else more_digits[j, k - digits.shape[1]]
                            margins[d, p, k, option] = max(margins[d, p, k, option], margin)
            _raise(margins[d], in_row, digits[i], 0)
            if noted[d, 0, 0] and margins.shape[2] == 0:
                break
        for j in range(columns):
            _raise(margins[d], in_column[:, j], more_digits[j], digits.shape[1])


@compiled()
def _ask(
    gain: Floats,
    more_gain: Floats,
    broken: npt.NDArray[np.int32],
    more_broken: npt.NDArray[np.int32],
    is_veto: Bools,
    weights: npt.NDArray[np.int32],
    is_allowed: Bools,
    refusing: npt.NDArray[np.int32],
    weight: npt.NDArray[np.int32],
) -> None:
    """Count for every package of a row the veto players who refuse, and the weight of the others who accept.

    A package that is not allowed counts as refused by two, which is more than one consent can mend.
    """
    for j in range(refusing.size):
        refusing[j] = 0 if is_allowed[j] else 2
        weight[j] = 0
    for p in range(gain.size):
        a, b, row, lines, own = gain[p], broken[p], more_gain[p], more_broken[p], weights[p]
        if is_veto[p]:
            for j in range(refusing.size):
                refusing[j] += np.int32((a + row[j] < 0.0) | (b + lines[j] > 0))
        elif own > 0:
            for j in range(weight.size):
                weight[j] += own if (a + row[j] >= 0.0) & (b + lines[j] == 0) else np.int32(0)


@compiled()
def _broken_vetoes(broken: npt.NDArray[np.int32], is_veto: Bools) -> int:
    """Count the veto players of whom the first half of a package breaks a red line."""
    count = 0
    for p in range(is_veto.size):
        count += 1 if is_veto[p] and broken[p] > 0 else 0
    return count


@compiled()
def _is_pivot(
    accepts: bool, is_veto: bool, refusing: int, without: int, own: int, quota: int, noted: Bools, p: int
) -> bool:
    """Note what a package is without party p and with it; say whether all hangs on its consent."""
    others = refusing - (1 if is_veto and not accepts else 0)
    if others > 0 or without + own < quota:
        return False
    noted[p, 1] = True
    if accepts or (not is_veto and without >= quota):
        noted[:, 0] = True
    if not is_veto and without >= quota:
        noted[p, 2] = True
        return False
    return True


@compiled()
def _raise(margins: Floats, best: Floats, digits: Integers, first: int) -> None:
    """Raise the best margins, where they are kept, of the options a half package has; its issues start at ``first``."""
    for p in range(best.size if margins.shape[1] > 0 else 0):
        for k in range(digits.size):
            margins[p, first + k, digits[k]] = max(margins[p, first + k, digits[k]], best[p])
