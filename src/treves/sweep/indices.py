"""Sobol indices: how much of the variance of a result each input accounts for, alone and with others.

First order: Saltelli and others (2010), table 2, row b. Total: Jansen (1999), the same table, row f. Intervals: a
bootstrap over base points. ``scipy.stats.sobol_indices`` has the same estimators but no design with holes; SALib is
the oracle of the tests.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Indices", "sobol_indices"]

Floats = npt.NDArray[np.float64]

RESAMPLES = 1000
AT_ONCE = 2_000_000  # numbers of a resampled block: 16 MB


@dataclass(frozen=True, eq=False)
class Indices:
    """Indices of every input; arrays of shape (input,), intervals of shape (2, input), low and high end of 80 %.

    Parameters
    ----------
    first, total : array
    first_ends, total_ends : array
    rows : int
        Base points behind them.
    """

    first: Floats
    total: Floats
    first_ends: Floats
    total_ends: Floats
    rows: int


def sobol_indices(found: Floats, rng: np.random.Generator, *, resamples: int = RESAMPLES) -> Indices | None:
    """Work out the indices of one measure.

    Parameters
    ----------
    found : array, shape (base, input + 2)
        Results of a design of Saltelli: A, B, and A with one column of B for each input. Rows with a hole (NaN) are
        left out as a whole.
    rng : numpy.random.Generator
        For the intervals.
    resamples : int

    Returns
    -------
    Indices or None
        None where fewer than two rows are whole or the result never changes: there is no variance to share out.
    """
    whole = found[np.isfinite(found).all(axis=1)]
    if len(whole) < 2:
        return None
    spread = whole[:, :2].std()
    if not spread > 1e-12 * max(1.0, float(np.abs(whole[:, :2]).max())):
        return None
    scaled = (whole - whole[:, :2].mean()) / spread
    a, b, mixed = scaled[:, 0], scaled[:, 1], scaled[:, 2:]
    # every estimate is a mean over rows divided by a variance, so resampled means are all that is needed
    parts = np.column_stack([b[:, None] * (mixed - a[:, None]), 0.5 * (a[:, None] - mixed) ** 2, a + b, a**2 + b**2])
    count = mixed.shape[1]
    first, total = _indices(parts.mean(axis=0), count)
    rows, block = len(whole), max(1, AT_ONCE // len(whole))
    resampled = np.empty((resamples, parts.shape[1]))
    for start in range(0, resamples, block):
        many = min(block, resamples - start)
        weights = rng.multinomial(rows, np.full(rows, 1.0 / rows), size=many)
        resampled[start : start + many] = weights @ parts / rows
    some_first, some_total = _indices(resampled, count)
    ends = [0.1, 0.9]
    return Indices(
        first, total, np.nanquantile(some_first, ends, axis=0), np.nanquantile(some_total, ends, axis=0), rows
    )


def _indices(means: Floats, count: int) -> tuple[Floats, Floats]:
    """Turn means over rows into indices; the variance is that of A and B together."""
    variance = means[..., -1] / 2 - (means[..., -2] / 2) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = means[..., : 2 * count] / np.where(variance > 0.0, variance, np.nan)[..., None]
    return shares[..., :count], shares[..., count:]
