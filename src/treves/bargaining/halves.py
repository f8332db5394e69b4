"""An additive utility over many issues is a sum of two halves: one table per half, and one addition per package.

The issues are cut in two runs; a package's number is then ``i * right + j`` with i the number of its first half and
j that of its second, and its utility ``first[i] + second[j]`` (the split of Horowitz & Sahni 1974).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["half_sums", "split_at"]

Floats = npt.NDArray[np.float64]


def split_at(shape: Sequence[int]) -> int:
    """Return how many issues go to the first half: the cut whose larger half is smallest, ties to the earlier cut.

    A long second half keeps the inner loops long.

    Parameters
    ----------
    shape : sequence of int
        Number of options per issue.

    Examples
    --------
    >>> split_at((3, 3, 3, 3)), split_at((2, 50)), split_at((7,))
    (2, 1, 0)
    """
    return min(range(len(shape)), key=lambda cut: max(math.prod(shape[:cut]), math.prod(shape[cut:])))


def half_sums(tables: Sequence[npt.NDArray[np.number]], cut: int) -> tuple[Floats, Floats]:
    """Add up value tables over the first ``cut`` issues and over the rest.

    Parameters
    ----------
    tables : sequence of array, shape (draw, party, option)
        Per issue.
    cut : int

    Returns
    -------
    first, second : array, shape (draw, party, half package)
        An empty half has one package worth 0.
    """
    lead = tables[0].shape[:2]
    return _sums(tables[:cut], lead), _sums(tables[cut:], lead)


def _sums(tables: Sequence[npt.NDArray[np.number]], lead: tuple[int, ...]) -> Floats:
    total: Floats = np.zeros((*lead, 1))
    for table in tables:
        size = total.shape[-1] * table.shape[-1]  # told, not -1: there may be no parties at all
        total = np.add(total[..., :, None], table[..., None, :], dtype=np.float64).reshape(*lead, size)
    return total
