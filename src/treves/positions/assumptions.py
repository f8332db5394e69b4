"""The numbers no statement tells: each a central value with an 80 % range, all of them assumptions.

An interval around a probability that only counted the draws would be far too narrow: the width of a statement, the
number of red lines before any evidence and the price of a fall are not known either. So every run is repeated in
a number of *worlds*, each with its own draw of these numbers; the interval is the spread over the worlds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace

import numpy as np

__all__ = ["Assumptions", "Range", "draw_assumptions"]

NORMAL_90 = 1.2815515655446004  # the 90 % point of a standard normal: 80 % of it lies between -this and +this


@dataclass(frozen=True, slots=True)
class Range:
    """A central value with an 80 % range and where it comes from.

    Parameters
    ----------
    value, low, high : float
        ``low <= value <= high``; 80 % of the belief lies between low and high.
    source : str
        A source, or the word ``assumption``.
    """

    value: float
    low: float
    high: float
    source: str = "assumption"


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is assumed about every statement and party (MODEL: positions).

    Parameters
    ----------
    width_points : Range
        How sharply "wants y" points at y: likelihood ``exp(-|ideal - y| / width)``, in scale points. Log-normal.
    red_lines_per_party : Range
        Red lines expected per party over the whole agenda before any statement. Log-normal.
    reach_mode_points : Range
        Most likely reach of a red line, in scale points (triangular on 0-60). Log-normal.
    two_sided : Range
        How likely a party that can sign neither y nor the status quo is to say no more than that it rejects y, against
        one for which the status quo will do (1: just as likely). Log-normal.
    doubt : Range
        Factor on every statement's unreliability: rho becomes ``1 - doubt * (1 - rho)``. Log-normal.
    stake_mean, stake_sd : Range
        What a fall gives (+) or costs (-) a party before polls and statements, in utility units. Normal; log-normal.
    stake_slope : Range
        Change of the stake's mean per share of seats gained in the polls. Normal.
    """

    width_points: Range = Range(8.0, 5.0, 13.0)
    red_lines_per_party: Range = Range(0.3, 0.15, 0.6)
    reach_mode_points: Range = Range(20.0, 14.0, 28.0)
    two_sided: Range = Range(0.2, 0.1, 0.4)
    doubt: Range = Range(1.0, 0.6, 1.6)
    stake_mean: Range = Range(-0.05, -0.08, -0.02)
    stake_sd: Range = Range(0.05, 0.03, 0.08)
    stake_slope: Range = Range(0.1, 0.0, 0.2)


SIGNED = {"stake_mean", "stake_slope"}


def draw_assumptions(central: Assumptions, worlds: int, rng: np.random.Generator) -> tuple[Assumptions, ...]:
    """Draw worlds: assumptions whose every central value is drawn from its range.

    The two halves of a range may differ in width; each half is fitted on its own (a two-piece normal, on the log
    scale for quantities that are positive).

    Parameters
    ----------
    central : Assumptions
    worlds : int
    rng : numpy.random.Generator

    Returns
    -------
    tuple of Assumptions
        ``worlds`` of them; the ranges are kept, the central values differ.
    """
    names = [field.name for field in fields(central)]
    scores = rng.standard_normal((worlds, len(names)))
    return tuple(
        replace(
            central,
            **{name: _at(getattr(central, name), z, name) for name, z in zip(names, row, strict=True)},
        )
        for row in scores.tolist()
    )


def _at(known: Range, z: float, name: str) -> Range:
    towards = known.high if z > 0 else known.low
    share = abs(z) / NORMAL_90
    if name in SIGNED:
        value = known.value + (towards - known.value) * share
    elif known.value > 0 and towards > 0:
        value = known.value * math.exp(math.log(towards / known.value) * share)
    else:
        value = known.value
    return Range(value, min(known.low, value), max(known.high, value), known.source)
