"""The compiled loop of the acceptance map: two half tables added in float32, tile by tile, and the deals counted.

A margin says how far a party is from refusing: not negative where it accepts. Margins come scaled, so that honest sums
lie between -1 and 1; what float32 cannot tell from 0 is decided again in float64.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.bargaining.compiled import compiled

__all__ = ["sweep_deals"]

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int32]

# One draw's slice of the second half (16 kB for four parties) stays in the cache closest to the processor, one tile of
# counters (64 kB) in the next.
ROWS, COLUMNS = 16, 1024
NEAR = 2.0**-22  # three float32 roundings of numbers up to 1 are at most 3 x 2^-24 off


@compiled(is_finite=True)
def sweep_deals(  # noqa: PLR0912 - what is compiled stands together
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
    """Add the deals of a block of draws to ``counts[low:high]``.

    Parameters
    ----------
    first, second : array, shape (draw, party, half package)
        Margins in two halves; veto players first, their number a multiple of four, then whoever has weight.
    exact_first, exact_second : array
        The same in float64.
    is_allowed : array of bool, shape (first half, second half)
    vetoes : int
    weights : array of int
        Of the parties after the veto players.
    quota : int
    counts : array of int, shape (first half, second half)
        Added to.
    low, high : int
        Rows of the first half to sweep.

    Returns
    -------
    deals : array of int, shape (draw,)
    recomputed : int
        Decisions made again in float64.
    """
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
                    if vetoes == 4 and quota == 0:
                        made, near = _count_four(
                            first[d, :, i], second[d], left, right, is_allowed[i, left:right], counts[i, left:right]
                        )
                        if near == 0:
                            deals[d] += made
                            continue
                        _uncount_four(first[d, :, i], second[d], left, right, is_allowed[i, left:right],
                                      counts[i, left:right])  # fmt: skip
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
def _count_four(
    first: Singles, second: Singles, left: int, right: int, is_allowed: Bools, counts: Counts
) -> tuple[int, int]:
    """Do what margins and counting do, in one pass, where four veto players decide: the margins are never stored."""
    made, near = np.int32(0), np.int32(0)
    a, b, c, d = first[0], first[1], first[2], first[3]
    q, r, s, t = second[0, left:right], second[1, left:right], second[2, left:right], second[3, left:right]
    for j in range(right - left):
        margin = min(q[j] + a, r[j] + b, s[j] + c, t[j] + d)
        is_deal = np.int32(is_allowed[j]) & np.int32(margin >= 0)
        counts[j] += is_deal
        made += is_deal
        near += np.int32(is_allowed[j]) & np.int32(abs(margin) <= np.float32(NEAR))
    return int(made), int(near)


@compiled(is_finite=True)
def _uncount_four(first: Singles, second: Singles, left: int, right: int, is_allowed: Bools, counts: Counts) -> None:
    """Take back what one pass counted, where some of it has to be decided again."""
    a, b, c, d = first[0], first[1], first[2], first[3]
    q, r, s, t = second[0, left:right], second[1, left:right], second[2, left:right], second[3, left:right]
    for j in range(right - left):
        margin = min(q[j] + a, r[j] + b, s[j] + c, t[j] + d)
        counts[j] -= np.int32(is_allowed[j]) & np.int32(margin >= 0)


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
