"""Fewer options and fewer parties where a table has more than a case can weigh; what was put together is told."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["blocs", "thinned"]

Floats = npt.NDArray[np.float64]


def thinned(
    places: Sequence[Sequence[float]], held: Sequence[Floats], weights: Sequence[Floats], *, most: int
) -> tuple[list[list[float]], list[str]]:
    """Drop options until packages are few enough: of the two nearest on the longest issue, the one with less behind it.

    Parameters
    ----------
    places : sequence of sequence of float
        Options per issue, rising.
    held, weights : sequence of array
        Positions of the actors per issue, and their weights.
    most : int
        Packages kept at most.

    Returns
    -------
    places : list of list of float
    notes : list of str

    Examples
    --------
    >>> thinned([[0.0, 49.0, 50.0]], [np.array([0.0, 49.0, 50.0])], [np.array([1.0, 1.0, 2.0])], most=2)
    ([[0.0, 50.0]], ['1 of 3 options left out, so that there are at most 2 packages; its nearest neighbour stands in.'])
    """
    kept = [list(options) for options in places]
    before = sum(map(len, kept))
    while math.prod(map(len, kept)) > most:
        issue = max(range(len(kept)), key=lambda k: len(kept[k]))
        options = kept[issue]
        support = [float(weights[issue][np.abs(held[issue] - place) < 0.5].sum()) for place in options]
        near = int(np.argmin(np.diff(options)))
        del options[near if support[near] <= support[near + 1] else near + 1]
    dropped = before - sum(map(len, kept))
    if not dropped:
        return kept, []
    verb = "its nearest neighbour stands" if dropped == 1 else "their nearest neighbours stand"
    return kept, [f"{dropped} of {before} options left out, so that there are at most {most:,} packages; {verb} in."]


def blocs(
    actors: Sequence[int], positions: Floats, weights: Mapping[int, float], *, most: int
) -> tuple[list[tuple[int, ...]], str]:
    """Put actors together until there are few enough: those of one mind first, then the nearest, the light ones first.

    Parameters
    ----------
    actors : sequence of int
        Columns of ``positions``.
    positions : array, shape (issue, actor)
        NaN where an actor has no position.
    weights : mapping of int to float
    most : int

    Returns
    -------
    groups : list of tuple of int
    note : str
        Empty where nobody was put together.
    """
    groups: list[tuple[int, ...]] = [(at,) for at in actors]
    if len(groups) <= most:
        return groups, ""

    def place(group: tuple[int, ...]) -> Floats:
        held = positions[:, list(group)]
        known = np.isfinite(held)
        share = np.where(known, [weights[at] for at in group], 0.0)
        total = share.sum(axis=1)
        mean = (share * np.nan_to_num(held)).sum(axis=1) / np.where(total > 0, total, 1)
        return np.where(total > 0, mean, math.nan)

    while len(groups) > most:
        places = np.array([place(group) for group in groups])
        mass = np.array([sum(weights[at] for at in group) for group in groups])
        apart = np.abs(places[:, None, :] - places[None, :, :])
        # An issue on which one of two has no position does not part them much, nor does it bring them together.
        distance = np.where(np.isfinite(apart), apart, 25.0).sum(axis=2)
        cost = distance * mass[:, None] * mass[None, :] / (mass[:, None] + mass[None, :]) + 1e-6 * distance
        cost[np.tril_indices(len(groups))] = math.inf
        i, j = (int(at) for at in np.unravel_index(np.argmin(cost), cost.shape))
        groups[i] = (*groups[i], *groups[j])
        del groups[j]
    return groups, f"{len(actors)} actors with weight vote as {most} blocs of the same or the nearest positions."
