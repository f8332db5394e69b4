"""Where in the space of its inputs a sweep looks: a grid, a Latin hypercube, or a design for Sobol indices.

Sources: McKay, Beckman & Conover 1979 (Latin hypercube); Sobol' 1967 and Owen 1998 (scrambled sequence); Saltelli,
Annoni, Azzini, Campolongo, Ratto & Tarantola 2010 (the design A, B, A with one column of B). Points come from
``scipy.stats.qmc``.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.stats import qmc

from treves.errors import SizeError, TrevesError
from treves.sweep.inputs import Input

__all__ = ["DESIGNS", "Design", "Kind", "grid", "known_kind", "latin_hypercube", "make_design", "saltelli"]

Floats = npt.NDArray[np.float64]
Kind = Literal["grid", "lhs", "sobol"]

DESIGNS: dict[Kind, str] = {
    "grid": "every combination of evenly spaced values",
    "lhs": "Latin hypercube (McKay, Beckman & Conover 1979): every input evenly over its span",
    "sobol": "scrambled Sobol' sequence in the design of Saltelli and others (2010), for first-order and total indices",
}
MOST_STUDIES = 20_000_000
MOST_NUMBERS = 400_000_000  # of the whole design: 3 GB


@dataclass(frozen=True, eq=False)
class Design:
    """The points of a sweep.

    Parameters
    ----------
    kind : {'grid', 'lhs', 'sobol'}
    inputs : tuple of Input
    points : array, shape (study, input)
        Values of the inputs. In a ``sobol`` design every ``len(inputs) + 2`` rows belong together: a row of A, one of
        B, and for each input the row of A with that input from B. So a sweep that was stopped has whole rows.
    size : int
        What was asked for: studies (``lhs``), base points (``sobol``); 0 for a grid.
    seed : int
        Of the design; a grid has none, and 0 here.
    """

    kind: Kind
    inputs: tuple[Input, ...]
    points: Floats
    size: int
    seed: int

    @property
    def count(self) -> int:
        """Number of studies."""
        return len(self.points)

    @property
    def block(self) -> int:
        """Rows that belong together in a ``sobol`` design."""
        return len(self.inputs) + 2


def known_kind(name: str) -> Kind:
    """Return the kind of design of that name.

    Raises
    ------
    TrevesError
        If there is none.
    """
    for kind in DESIGNS:
        if kind == name:
            return kind
    raise TrevesError(f"no design is called {name!r}; right would be {', '.join(DESIGNS)}")


def make_design(kind: Kind, inputs: Sequence[Input], *, size: int, seed: int) -> Design:
    """Make a design of one of the three kinds; see the functions of this module."""
    if kind == "grid":
        return grid(inputs)
    return latin_hypercube(inputs, size, seed) if kind == "lhs" else saltelli(inputs, size, seed)


def grid(inputs: Sequence[Input]) -> Design:
    """Make a grid: every combination of every input's levels, the last input fastest.

    Raises
    ------
    SizeError
        If there are more combinations than can be held.
    """
    levels = [each.grid() for each in inputs]
    _check_size(math.prod(len(values) for values in levels), len(inputs), "fewer levels or inputs, or --design lhs")
    points = np.array(list(itertools.product(*levels)), dtype=np.float64).reshape(-1, len(inputs))
    return Design("grid", tuple(inputs), points, 0, 0)


def latin_hypercube(inputs: Sequence[Input], studies: int, seed: int) -> Design:
    """Make a Latin hypercube: cut every input's span into as many parts as there are studies, use each part once.

    Raises
    ------
    TrevesError
        If fewer than two studies are asked for.
    SizeError
        If there are more than can be held.
    """
    if studies < 2:
        raise TrevesError(f"a Latin hypercube of {studies} studies; right would be 2 or more")
    _check_size(studies, len(inputs), "a smaller --n")
    sampler = qmc.LatinHypercube(len(inputs), seed=np.random.default_rng([seed, *b"lhs"]))
    return Design("lhs", tuple(inputs), _placed(inputs, sampler.random(studies)), studies, seed)


def saltelli(inputs: Sequence[Input], base: int, seed: int) -> Design:
    """Make the design of Saltelli and others (2010): ``base * (inputs + 2)`` studies.

    Raises
    ------
    TrevesError
        If ``base`` is no power of two: the sequence is balanced only there.
    SizeError
        If there are more studies than can be held.
    """
    if base < 2 or base & (base - 1):
        near = sorted(
            {2 ** max(1, math.floor(math.log2(max(base, 2)))), 2 ** max(1, math.ceil(math.log2(max(base, 2))))}
        )
        raise TrevesError(f"{base} base points are no power of two; right would be {' or '.join(map(str, near))}")
    count = len(inputs)
    _check_size(base * (count + 2), count, "a smaller --n, or fewer inputs")
    sampler = qmc.Sobol(2 * count, scramble=True, seed=np.random.default_rng([seed, *b"sobol"]))
    drawn = sampler.random(base)
    blocks = np.empty((base, count + 2, count))
    blocks[:, 0], blocks[:, 1] = drawn[:, :count], drawn[:, count:]
    for k in range(count):
        blocks[:, 2 + k] = drawn[:, :count]
        blocks[:, 2 + k, k] = drawn[:, count + k]
    return Design("sobol", tuple(inputs), _placed(inputs, blocks.reshape(-1, count)), base, seed)


def _placed(inputs: Sequence[Input], shares: Floats) -> Floats:
    placed = np.empty_like(shares)
    for k, each in enumerate(inputs):
        if each.kind == "number":
            placed[:, k] = np.minimum(each.high, each.low + shares[:, k] * (each.high - each.low))
        else:
            placed[:, k] = np.minimum(each.high, each.low + np.floor(shares[:, k] * (each.high - each.low + 1)))
    return placed


def _check_size(studies: int, inputs: int, right: str) -> None:
    if studies > MOST_STUDIES or studies * inputs > MOST_NUMBERS:
        raise SizeError(f"{studies:,} studies of {inputs} inputs are more than one sweep holds; right would be {right}")
