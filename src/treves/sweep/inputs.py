"""What a sweep varies: numbers, whole numbers and flags of a case, each over its own span."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, Protocol

import numpy as np

from treves.errors import TrevesError

__all__ = ["Input", "Movable", "choose_inputs"]

DEFAULT_LEVELS = 5
MOST_LEVELS = 100_000
Kind = Literal["number", "whole", "flag"]


class Movable(Protocol):
    """Anything that can be varied; the case's levers are."""

    @property
    def key(self) -> str:
        """One word without spaces."""

    @property
    def words(self) -> str:
        """What it is, in plain words."""

    @property
    def unit(self) -> str:
        """Unit of its value."""

    @property
    def group(self) -> str:
        """What it belongs to."""

    @property
    def kind(self) -> Kind:
        """Which values it takes."""

    @property
    def value(self) -> float | bool | None:
        """As it is in the case."""

    @property
    def low(self) -> float | None:
        """Least value."""

    @property
    def high(self) -> float | None:
        """Greatest value."""

    @property
    def plausible_low(self) -> float | None:
        """Lower end of the 80 % that is believed."""

    @property
    def plausible_high(self) -> float | None:
        """Upper end of the 80 % that is believed."""


@dataclass(frozen=True, slots=True)
class Input:
    """One thing that a sweep varies.

    Parameters
    ----------
    key, words, unit, group : str
    kind : {'number', 'whole', 'flag'}
    low, high : float
        The span, both ends in it; 0 and 1 for a flag.
    value : float, optional
        As it is in the case; None where that is only believed, as with a red line.
    levels : int
        Values in a grid.

    Examples
    --------
    >>> lamp = Input("lamp", "the lamp burns", "", "hall", "flag", 0.0, 1.0, None, 2)
    >>> [lamp.at(share) for share in (0.0, 0.49, 0.5, 0.99)], lamp.grid()
    ([0.0, 0.0, 1.0, 1.0], (0.0, 1.0))
    """

    key: str
    words: str
    unit: str
    group: str
    kind: Kind
    low: float
    high: float
    value: float | None
    levels: int = DEFAULT_LEVELS

    def at(self, share: float) -> float:
        """Return the value a share (0-1) of the way from low to high; each whole number gets an equal part of it."""
        if self.kind == "number":
            return min(self.high, self.low + share * (self.high - self.low))
        return min(self.high, self.low + math.floor(share * (self.high - self.low + 1)))

    def grid(self) -> tuple[float, ...]:
        """Return its values in a grid, evenly spaced; whole numbers stay whole, so that there may be fewer."""
        spaced = np.linspace(self.low, self.high, self.levels)
        if self.kind != "number":
            spaced = np.unique(np.round(spaced))
        return tuple(float(value) for value in spaced)


def choose_inputs(movables: Sequence[Movable], asked: Sequence[str]) -> tuple[Input, ...]:
    """Read what to vary from words such as ``stake:AU``, ``stake:AU=-0.1..0.1``, ``sessions=1..3:3``, a group, ``all``.

    Parameters
    ----------
    movables : sequence of Movable
        Everything that could be varied.
    asked : sequence of str
        A key, ``key=low..high`` or ``key=low..high:levels``; the name of a group, or ``all``, stands for each of its
        numbers that is believed to lie in a range, or, in a group without any, for each of its numbers. Without low
        and high, a number's own span is what is believed of it (80 %), or, where nothing is, how far it may be moved.
        A key that is named twice keeps what was said last, so that ``talks`` and then
        ``talks:trust=0.1..0.2`` is all of a group, one of them narrower.

    Returns
    -------
    tuple of Input
        In the order in which they were first named.

    Raises
    ------
    TrevesError
        With every fault.
    """
    by_key = {movable.key: movable for movable in movables}
    groups = dict.fromkeys(movable.group for movable in movables)
    chosen: dict[str, Input] = {}
    faults: list[str] = []
    for words in asked:
        key, sign, span = words.strip().partition("=")
        key = key.strip()
        if not sign and (key == "all" or key in groups):
            chosen.update((movable.key, _input(movable, None)) for movable in _in_group(movables, key))
            continue
        if key not in by_key:
            faults.append(f"nothing to vary is called {key!r}; right would be {_nearest(key, [*groups, *by_key])}")
            continue
        try:
            chosen[key] = _input(by_key[key], span if sign else None)
        except TrevesError as error:
            faults.append(str(error))
    if not chosen and not faults:
        faults.append("nothing to vary was named; right would be --over with a lever, a group, or all")
    if faults:
        raise TrevesError("\n  ".join(faults))
    return tuple(chosen.values())


def _in_group(movables: Sequence[Movable], group: str) -> list[Movable]:
    """Return the numbers of a group that nobody knows for sure; all its numbers where none is told to be so."""
    numbers = [
        movable
        for movable in movables
        if group in {"all", movable.group} and movable.kind != "flag" and _own_span(movable) is not None
    ]
    return [movable for movable in numbers if movable.plausible_low is not None] or numbers


def _own_span(movable: Movable) -> tuple[float, float] | None:
    """Return what is believed of it, else how far it may go; None where it can go nowhere."""
    for low, high in ((movable.plausible_low, movable.plausible_high), (movable.low, movable.high)):
        if low is not None and high is not None:
            is_whole = movable.kind == "whole"
            ends = (float(math.floor(low)), float(math.ceil(high))) if is_whole else (float(low), float(high))
            if ends[0] < ends[1]:
                return ends
    return None


def _input(movable: Movable, span: str | None) -> Input:
    if movable.kind == "flag":
        if span is not None:
            raise TrevesError(f"{movable.key} is yes or no and has no span; right would be --over {movable.key}")
        low, high, levels = 0.0, 1.0, 2
    elif span is None:
        own = _own_span(movable)
        if own is None:
            raise TrevesError(f"{movable.key} has no span of its own; right would be {movable.key}=LOW..HIGH")
        low, high, levels = *own, DEFAULT_LEVELS
    else:
        low, high, levels = _span(movable, span)
    if movable.kind == "whole" and span is None:
        levels = int(high - low) + 1
    value = None if movable.value is None else float(movable.value)
    return Input(movable.key, movable.words, movable.unit, movable.group, movable.kind, low, high, value, levels)


def _span(movable: Movable, span: str) -> tuple[float, float, int]:
    right = f"{movable.key}=LOW..HIGH or {movable.key}=LOW..HIGH:LEVELS, with LOW below HIGH"
    ends, sign, count = span.partition(":")
    first, _, last = ends.partition("..")  # without the dots, the last is empty and no number
    try:
        low, high, levels = float(first), float(last), int(count) if sign else DEFAULT_LEVELS
    except ValueError:
        raise TrevesError(f"{movable.key}={span} cannot be read; right would be {right}") from None
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise TrevesError(f"{movable.key}={span} is no span; right would be {right}")
    if not 2 <= levels <= MOST_LEVELS:
        raise TrevesError(f"{movable.key} cannot take {levels} levels; right would be 2 to {MOST_LEVELS:,}")
    if movable.kind == "whole":
        if low != int(low) or high != int(high):
            raise TrevesError(f"{movable.key} takes whole numbers, not {ends}; right would be whole ends")
        levels = levels if sign else int(high - low) + 1
    return low, high, levels


def _nearest(key: str, known: Sequence[str]) -> str:
    near = get_close_matches(key, known, n=3, cutoff=0.5) or [*known[:3], "..."]
    return " or ".join(near)
