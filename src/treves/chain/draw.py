"""Draws of the parameters: every quantity once per draw, from its range, the same for every package."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from treves.chain.faults import scale_of
from treves.chain.parameters import ChainParameters, HousingTarget
from treves.chain.quantity import Quantity, Step

__all__ = ["Drawn", "draw_range", "draw_values", "quantities"]

Floats = npt.NDArray[np.float64]
Path = tuple[str | int, ...]

NORMAL_90 = 1.2815515655446004  # 80 % of a standard normal lies between -this and +this


def quantities(value: Any, path: Path = (), name: str = "") -> Iterator[tuple[Path, Path, Quantity, str]]:
    """Yield every quantity with its path, the path whose luck it shares, and its scale.

    Steps by date of one capacity share their luck: who doubts the first figure doubts the second the same way.
    """
    yield from _walk(value, path, path, name)


def _walk(value: Any, path: Path, shared: Path, name: str) -> Iterator[tuple[Path, Path, Quantity, str]]:
    if isinstance(value, Quantity):
        yield path, shared, value, scale_of(name)
    elif isinstance(value, Step):
        yield (*path, "quantity"), shared, value.quantity, scale_of(name)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _walk(getattr(value, field.name), (*path, field.name), (*shared, field.name), field.name)
    elif isinstance(value, tuple):
        for k, part in enumerate(value):
            own = shared if isinstance(part, Step | HousingTarget) else (*shared, k)
            yield from _walk(part, (*path, k), own, name)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _walk(part, (*path, key), (*shared, key), name)


def draw_range(value: float, low: float, high: float, scale: str, z: Floats) -> Floats:
    """Turn standard normal numbers into draws of a quantity: a two-piece normal with 80 % between low and high.

    Parameters
    ----------
    value, low, high : float
    scale : {"share", "signed", "size", "amount"}
        Shares are spread on the logit scale, amounts on the log scale where that is possible, else plainly and cut off.
    z : array

    Returns
    -------
    array of the shape of ``z``
    """
    if low == value == high:
        return np.full(z.shape, value)
    forward: Any = _plain
    backward: Any = _plain
    if scale == "share" and low > 0.0 and high < 1.0:
        forward, backward = _logit, _logistic
    elif scale in {"amount", "size"} and low > 0.0:
        forward, backward = math.log, np.exp
    middle = forward(value)
    steps = np.where(z > 0, forward(high) - middle, middle - forward(low)) / NORMAL_90
    drawn: Floats = backward(middle + steps * z)
    bounds = {"share": (0.0, 1.0), "amount": (0.0, None), "size": (1.0, None)}.get(scale)
    return drawn if bounds is None else np.clip(drawn, *bounds)


def _plain(x: Any) -> Any:
    return x


def _logit(x: float) -> float:
    return math.log(x / (1.0 - x))


def _logistic(x: Floats) -> Floats:
    shares: Floats = np.exp(-np.logaddexp(0.0, -x))
    return shares


@dataclass(frozen=True, eq=False)
class Drawn:
    """All quantities of all draws: ``values[draw, quantity]`` and where each quantity stands."""

    places: Mapping[Path, int]
    values: Floats

    def row(self, draw: int) -> Mapping[Path, float]:
        """Return one draw, by path."""
        return dict(zip(self.places, self.values[draw].tolist(), strict=True))


def draw_values(parameters: ChainParameters, draws: int, rng: np.random.Generator) -> Drawn:
    """Draw every quantity of the parameters.

    Parameters
    ----------
    parameters : ChainParameters
    draws : int
    rng : numpy.random.Generator

    Returns
    -------
    Drawn
    """
    listed = list(quantities(parameters))
    luck: dict[Path, Floats] = {}
    columns = []
    for _, shared, quantity, scale in listed:
        if shared not in luck:
            luck[shared] = rng.standard_normal(draws)
        columns.append(draw_range(quantity.value, quantity.low, quantity.high, scale, luck[shared]))
    return Drawn({path: k for k, (path, *_) in enumerate(listed)}, np.stack(columns, axis=1))
