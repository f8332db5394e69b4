"""How likely each end is: one pass over the whole public tree, compiled."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.crisis.public_tree import Arrays
from treves.crisis.response import make_pace, make_workspace, tally

__all__ = ["ending_masses"]

Floats = npt.NDArray[np.float64]


def ending_masses(tree: Arrays, precision: float, exit_factor: float, state: Floats) -> Floats:
    """Return the probability that the talks end by each edge, all histories together.

    Parameters
    ----------
    tree : Arrays
    precision, exit_factor : float
    state : array, shape (row, type)
        A fixed point.

    Returns
    -------
    array, shape (edge,)
        Zero for edges that end nothing; sums to one.
    """
    mass = np.zeros(len(tree.edge_row))
    pace = make_pace(tree, state[:0])
    tally(tree, float(precision), float(exit_factor), state, pace, make_workspace(tree), mass)
    return mass
