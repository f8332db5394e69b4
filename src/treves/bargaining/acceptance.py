"""The acceptance map: for every package, in how many draws all whose consent is needed accept it.

The sweep adds two half tables in float32, in blocks of draws and packages that stay in the processor's cache. Whatever
lies within float32 rounding of the edge is decided again in float64 and counted, so the map is exact.

Memory: 4 bytes per package of the product for the counts and 1 for the mask, and per block of 64 draws the two half
tables, ``64 x parties x (first + second) x 4`` bytes: 85 MB in all at 2^24 packages and 4 parties.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from treves.bargaining.compiled import compiled, over_ranges
from treves.bargaining.consent import Consent, consent_of
from treves.bargaining.halves import half_sums, split_at
from treves.bargaining.packages import Packages
from treves.bargaining.utilities import check_fit
from treves.bargaining.values import TOLERANCE, Values
from treves.cabinet import DecisionRule

__all__ = ["AcceptanceMap", "acceptance_map", "count_acceptances"]

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int32]
Progress = Callable[[int, int], None]

DRAWS_PER_BLOCK = 64
ROWS, COLUMNS = (
    16,
    512,
)  # one tile of counters (32 kB) and one draw's slice of the second half share the first cache
BROKEN = -4.0  # a red line in a table whose honest sums lie within -1 and 1: finite, and never made up for
WORTH_A_THREAD = 20_000  # packages below which starting threads takes longer than the sweep
NEAR = 2.0**-22  # three float32 roundings of numbers up to 1 are at most 3 x 2^-24 off


@dataclass(frozen=True, eq=False)
class AcceptanceMap:
    """How often each package is a deal, and how many deals each draw has.

    Parameters
    ----------
    packages : Packages
    rule : DecisionRule
        Whose acceptance makes a deal.
    counts : array of int, shape (package,)
        Draws in which the package is a deal, in the order of ``packages.numbers``.
    deal_counts : array of int, shape (draw,)
        Number of allowed packages that are a deal.
    recomputed : int
        Decisions (one package in one draw) that float32 could not tell and float64 decided.
    """

    packages: Packages
    rule: DecisionRule
    counts: Counts
    deal_counts: Integers
    recomputed: int

    @property
    def probability(self) -> Floats:
        """Share of draws in which each package is a deal; shape (package,)."""
        return self.counts / self.deal_counts.size

    @property
    def has_deal(self) -> Bools:
        """Whether any allowed package is a deal; shape (draw,)."""
        return self.deal_counts > 0

    @property
    def deal_share(self) -> float:
        """Share of draws in which some package is a deal."""
        return float(self.has_deal.mean())

    def most_acceptable(self, count: int = 1) -> npt.NDArray[np.int32]:
        """Return the numbers of the packages that are a deal most often; ties go to the lower number."""
        order = np.argsort(-self.counts, kind="stable")[:count]
        return self.packages.numbers[order]


def acceptance_map(
    values: Values,
    packages: Packages,
    rule: DecisionRule,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> AcceptanceMap:
    """Count for every allowed package the draws in which it is a deal under the decision rule.

    Parameters
    ----------
    values : Values
    packages : Packages
    rule : DecisionRule
    threads : int, optional
        By default one per processor.
    progress : callable, optional
        Called after every block of draws with the draws done and the draws in all.

    Returns
    -------
    AcceptanceMap

    Raises
    ------
    AgendaError, CabinetError
        If values, packages and rule are not about the same agenda and parties.
    """
    consent = consent_of(rule, values.parties)
    counts, deals, recomputed = count_acceptances(values, packages, consent, threads=threads, progress=progress)
    return AcceptanceMap(packages, rule, counts, deals, recomputed)


def count_acceptances(
    values: Values,
    packages: Packages,
    consent: Consent,
    *,
    red_lines_only: bool = False,
    threads: int | None = None,
    progress: Progress | None = None,
) -> tuple[Counts, Integers, int]:
    """Sweep all packages and draws; with ``red_lines_only``, as if every package were worth signing.

    Returns
    -------
    counts : array of int, shape (package,)
    deals : array of int, shape (draw,)
    recomputed : int
    """
    check_fit(values, packages)
    vetoes = np.flatnonzero(consent.is_veto)
    weighers = np.flatnonzero(consent.needed & ~consent.is_veto)
    # Veto players come first, in fours (the last one repeated), then whoever has weight.
    order = np.concatenate([vetoes, np.repeat(vetoes[-1:], -len(vetoes) % 4), weighers])
    cut = split_at(packages.agenda.shape)
    is_allowed = packages.is_allowed.reshape(math.prod(packages.agenda.shape[:cut]), -1)
    counts = np.zeros(is_allowed.shape, dtype=np.int32)
    deals = np.zeros(values.count, dtype=np.int64)
    recomputed = 0
    tables, base = _margins(values, order, red_lines_only=red_lines_only)
    threads = 1 if is_allowed.size < WORTH_A_THREAD else threads
    for start in range(0, values.count, DRAWS_PER_BLOCK):
        block = slice(start, min(start + DRAWS_PER_BLOCK, values.count))
        first, second = half_sums([table[block] for table in tables], cut)
        first += base[block, :, None]
        work = partial(
            _sweep, first.astype(np.float32), second.astype(np.float32), first, second, is_allowed,
            order.size - weighers.size, consent.weights[weighers], consent.quota, counts,
        )  # fmt: skip
        for found, again in over_ranges(work, is_allowed.shape[0], threads=threads):
            deals[block] += found
            recomputed += again
        if progress is not None:
            progress(block.stop, values.count)
    return counts.reshape(-1)[packages.is_allowed], deals, recomputed


def _margins(values: Values, order: npt.NDArray[np.intp], *, red_lines_only: bool) -> tuple[list[Floats], Floats]:
    # A party's margin is its utility less its reservation value, divided by the most the parts can add up to: its
    # sign stays, and every partial sum lies between -1 and 1. The tolerance goes into the margin, so the edge is 0.
    broken = [line[:, order] for line in values.red_line]
    if red_lines_only:
        return [np.where(line, BROKEN, 0.0) for line in broken], np.full((values.count, order.size), 0.5)
    base = TOLERANCE - values.reservation[:, order]
    scale = np.abs(base).max(axis=0)
    for table in values.tables:
        scale = scale + np.abs(table[:, order]).max(axis=(0, 2))
    pairs = zip(values.tables, broken, strict=True)
    return [np.where(line, BROKEN, table[:, order] / scale[:, None]) for table, line in pairs], base / scale


@compiled(is_finite=True)
def _sweep(
    first: Singles,
    second: Singles,
    exact_first: Floats,
    exact_second: Floats,
    is_allowed: Bools,
    vetoes: int,
    weights: Counts,
    quota: int,
    counts: Counts,
    low: int,
    high: int,
) -> tuple[Integers, int]:
    """Add the deals of a block of draws to ``counts[low:high]``; return them per draw, and how many were recomputed."""
    draws, parties, _ = first.shape
    deals = np.zeros(draws, np.int64)
    best = np.empty((draws, parties), np.float32)
    margin = np.empty(COLUMNS, np.float32)
    recomputed = 0
    for left in range(0, second.shape[2], COLUMNS):
        right = min(left + COLUMNS, second.shape[2])
        for d in range(draws):
            for p in range(parties):
                best[d, p] = second[d, p, left:right].max() + np.float32(NEAR)
        for top in range(low, high, ROWS):
            for d in range(draws):
                for i in range(top, min(top + ROWS, high)):
                    if not _is_open(first[d, :, i], best[d], vetoes):
                        continue
                    _lowest_margin(first[d, :, i], second[d], left, right, vetoes, margin)
                    if quota > 0:
                        _mind_weights(first[d, :, i], second[d], left, right, vetoes, weights, quota, margin)
                    made, near = _count(margin, is_allowed[i, left:right], counts[i, left:right])
                    if near > 0:
                        for j in range(right - left):
                            if is_allowed[i, left + j] and abs(margin[j]) <= np.float32(NEAR):
                                is_deal = _is_deal(
                                    exact_first[d, :, i], exact_second[d, :, left + j], vetoes, weights, quota
                                )
                                change = is_deal - int(margin[j] >= 0)
                                counts[i, left + j] += change
                                made += change
                                recomputed += 1
                    deals[d] += made
    return deals, recomputed


@compiled(is_finite=True)
def _is_open(first: Singles, best: Singles, vetoes: int) -> bool:
    """Say whether every veto player would sign the best of a stretch; where one would not, the stretch is done."""
    is_open = True
    for p in range(vetoes):
        is_open &= first[p] + best[p] >= 0
    return is_open


@compiled(is_finite=True)
def _lowest_margin(first: Singles, second: Singles, left: int, right: int, vetoes: int, margin: Singles) -> None:
    """Set ``margin[package]`` to the lowest margin of any veto player; four of them in one pass."""
    size = right - left
    for j in range(size):
        margin[j] = 1.0
    for p in range(0, vetoes, 4):
        a, b, c, d = first[p], first[p + 1], first[p + 2], first[p + 3]
        q, r = second[p, left:right], second[p + 1, left:right]
        s, t = second[p + 2, left:right], second[p + 3, left:right]
        if p == 0:
            for j in range(size):
                margin[j] = min(q[j] + a, r[j] + b, s[j] + c, t[j] + d)
        else:
            for j in range(size):
                margin[j] = min(margin[j], q[j] + a, r[j] + b, s[j] + c, t[j] + d)


@compiled(is_finite=True)
def _mind_weights(
    first: Singles,
    second: Singles,
    left: int,
    right: int,
    vetoes: int,
    weights: Counts,
    quota: int,
    margin: Singles,
) -> None:
    """Set the margin to -1 where too little weight accepts, and to 0 (undecided) where rounding leaves that open."""
    size = right - left
    weight = np.zeros(size, np.int32)
    is_near = np.zeros(size, np.bool_)
    for p in range(vetoes, first.size):
        a, row, w = first[p], second[p, left:right], weights[p - vetoes]
        for j in range(size):
            own = row[j] + a
            weight[j] += w if own >= 0 else np.int32(0)
            is_near[j] |= abs(own) <= np.float32(NEAR)
    for j in range(size):
        enough = np.float32(1.0) if weight[j] >= quota else np.float32(-1.0)
        margin[j] = min(margin[j], np.float32(0.0) if is_near[j] else enough)


@compiled(is_finite=True)
def _count(margin: Singles, is_allowed: Bools, counts: Counts) -> tuple[int, int]:
    """Add one to the counts of allowed packages with a margin; return how many there are, and how many are near 0."""
    made, near = np.int32(0), np.int32(0)
    for j in range(counts.size):
        is_deal = np.int32(is_allowed[j]) & np.int32(margin[j] >= 0)
        counts[j] += is_deal
        made += is_deal
        near += np.int32(is_allowed[j]) & np.int32(abs(margin[j]) <= np.float32(NEAR))
    return int(made), int(near)


@compiled(is_finite=True)
def _is_deal(first: Floats, second: Floats, vetoes: int, weights: Counts, quota: int) -> int:
    """Decide one package in one draw in float64: 1 for a deal, 0 for none."""
    weight = 0
    for p in range(first.size):
        accepts = first[p] + second[p] >= 0.0
        if p < vetoes and not accepts:
            return 0
        if p >= vetoes and accepts:
            weight += weights[p - vetoes]
    return 1 if weight >= quota else 0
