"""What becomes of a measure in each draw: when it comes into force, and whether and when a court ends it."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.chain.calendar import week_of, weeks_of_months
from treves.chain.draw import draw_range
from treves.chain.levers import Measure
from treves.chain.parameters import ChainParameters
from treves.legal import delay_quantile

__all__ = ["NEVER_WEEK", "Fate", "draw_fates"]

Numbers = npt.NDArray[np.int64]

NEVER_WEEK = 2**40
YEAR_WEEKS = 52  # the chance of being struck down is that within a year of entry into force


@dataclass(frozen=True, eq=False)
class Fate:
    """Weeks per draw: announced (a number), in force from, until (:data:`NEVER_WEEK` where it stands)."""

    announced: int
    in_force: Numbers
    until: Numbers


def draw_fates(measures: Sequence[Measure], parameters: ChainParameters, draws: int, seed: int) -> Mapping[str, Fate]:
    """Draw the fates of measures, by name: the same name has the same fate whatever package it is in.

    Parameters
    ----------
    measures : sequence of Measure
    parameters : ChainParameters
    draws : int
    seed : int

    Returns
    -------
    mapping of str to Fate
    """
    return {measure.name: _fate(measure, parameters, draws, seed) for measure in measures}


def _fate(measure: Measure, parameters: ChainParameters, draws: int, seed: int) -> Fate:
    if measure.course is not None:
        course, start = measure.course, parameters.start_on
        until = NEVER_WEEK if course.struck_down_on is None else week_of(course.struck_down_on, start)
        return Fate(
            week_of(course.announced_on, start),
            np.full(draws, week_of(course.in_force_on, start)),
            np.full(draws, until),
        )
    if measure.path is None:
        return Fate(0, np.zeros(draws, np.int64), np.full(draws, NEVER_WEEK))
    path = measure.path
    rng = np.random.default_rng([seed, zlib.crc32(measure.name.encode())])
    months = delay_quantile(path, rng.random(draws))
    in_force = np.ceil(weeks_of_months(1.0) * months).astype(np.int64)
    struck = rng.random(draws) < path.struck_down_share
    ruling = parameters.legal.weeks_to_ruling
    after = draw_range(ruling.value, ruling.low, ruling.high, "amount", rng.standard_normal(draws))
    after = np.clip(np.rint(after), 1, YEAR_WEEKS).astype(np.int64)
    return Fate(0, in_force, np.where(struck, in_force + after, NEVER_WEEK))
