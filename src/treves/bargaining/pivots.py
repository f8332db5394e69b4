"""In every draw, whose consent alone separates the others from a deal, and by how much.

One pass over draws and packages answers two questions: who blocks (:mod:`treves.bargaining.blockers`) and what a
move by one party buys (:mod:`treves.bargaining.moves`). A move by one party on one issue changes its utility by an
amount that depends on the option only, so the best margin per option, over the packages the others would sign, is
all that is needed.
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

__all__ = ["Pivots", "pivots"]

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


def pivots(
    values: Values,
    packages: Packages,
    rule: DecisionRule,
    *,
    with_margins: bool = True,
    threads: int | None = None,
) -> Pivots:
    """Sweep all packages in every draw and note which single consent each would still need.

    Parameters
    ----------
    values : Values
    packages : Packages
    rule : DecisionRule
    with_margins : bool
        False leaves ``best_margin`` empty (no issues) and is faster.
    threads : int, optional

    Returns
    -------
    Pivots
    """
    check_fit(values, packages)
    consent = consent_of(rule, values.parties)
    shape = packages.agenda.shape
    cut = split_at(shape)
    is_allowed = packages.is_allowed.reshape(-1, int(np.prod(shape[cut:])))
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
            _sweep(
                gain, more_gain, broken.astype(np.int32), more_broken.astype(np.int32), digits, more_digits,
                is_allowed, consent.is_veto, consent.weights, consent.quota, noted[block], margins[block],
            )  # fmt: skip

    over_ranges(work, values.count, threads=threads)
    return Pivots(noted[:, 0, 0], noted[:, :, 1], noted[:, :, 2], margins)


def _digits(shape: tuple[int, ...]) -> Integers:
    # Option of every half package on each of its issues; a half without issues has one package.
    size = int(np.prod(shape, dtype=np.int64))
    columns = np.unravel_index(np.arange(size), shape) if shape else ()
    return np.stack([np.zeros(size, dtype=np.int64), *columns], axis=1)[:, 1:].copy()


@compiled()
def _sweep(
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
    margin = np.empty(parties)
    lines = np.empty(parties, np.int64)
    best = np.empty(parties)
    for d in range(draws):
        for p in range(parties):
            best[p] = more_gain[d, p].max()
        for i in range(rows):
            # Two veto players who refuse the whole row: no single consent is missing anywhere in it.
            if (is_veto & ((broken[d, :, i] > 0) | (gain[d, :, i] + best < 0.0))).sum() > 1:
                continue
            for j in range(more_gain.shape[2]):
                if not is_allowed[i, j]:
                    continue
                for p in range(parties):
                    lines[p] = broken[d, p, i] + more_broken[d, p, j]
                    margin[p] = gain[d, p, i] + more_gain[d, p, j]
                _note(margin, lines, is_veto, weights, quota, digits[i], more_digits[j], noted[d], margins[d])


@compiled()
def _note(
    margin: Floats,
    lines: Integers,
    is_veto: Bools,
    weights: npt.NDArray[np.int32],
    quota: int,
    digits: Integers,
    more_digits: Integers,
    noted: Bools,
    margins: Floats,
) -> None:
    """Note for one package in one draw what the consent of each single party would change."""
    refusing, who, weight = 0, -1, 0
    for p in range(margin.size):
        if lines[p] == 0 and margin[p] >= 0.0:
            weight += weights[p]
        elif is_veto[p]:
            refusing, who = refusing + 1, p
    if refusing > 1:
        return
    if refusing == 0 and weight >= quota:
        noted[:, 0] = True
    for p in range(margin.size):
        without = weight - (weights[p] if lines[p] == 0 and margin[p] >= 0.0 else 0)
        if (refusing == 1 and who != p) or without + weights[p] < quota:
            continue
        noted[p, 1] = True
        if refusing == 0 and not is_veto[p] and without >= quota:
            noted[p, 2] = True
        elif lines[p] < 2 * ONE_LINE:
            _raise_margins(margin[p], lines[p] - ONE_LINE, digits, more_digits, margins[p])


@compiled()
def _raise_margins(
    margin: float, which: int, digits: Integers, more_digits: Integers, margins: Floats
) -> None:
    """Raise the best margin of the package's option on issue ``which``, or on every issue where it is negative."""
    cut = digits.size
    for k in range(margins.shape[0]):
        if which < 0 or which == k:
            option = digits[k] if k < cut else more_digits[k - cut]
            margins[k, option] = max(margins[k, option], margin)
