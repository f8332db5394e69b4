"""Whether the compiled parts are ready, and a way to get them ready: the first run on a machine compiles."""

from __future__ import annotations

from datetime import date

import numpy as np

from treves.chain import fill, kernel
from treves.chain.compiled import is_kept
from treves.chain.levers import NO_MEASURES
from treves.chain.parameters import (
    Appeals,
    Capacities,
    ChainParameters,
    Costs,
    Decisions,
    Family,
    Group,
    HousingTask,
    Inflow,
    LegalCourse,
    Reception,
    Stock,
    Track,
)
from treves.chain.quantity import Quantity, Step
from treves.chain.simulate import simulate_packages

__all__ = ["is_compiled", "warm_up"]

KERNELS = (kernel.run_weeks, fill.fill_people, fill.fill_families, fill.fill_stock_families)


def is_compiled() -> bool:
    """Say whether every compiled part is ready, in this process or on disk, so that a run will not have to wait.

    Returns
    -------
    bool
        False on the first run on a machine, or after an update of treves or numba; :func:`warm_up` then takes some
        half a minute, and about a second from then on.
    """
    return all(is_kept(part) for part in KERNELS)


def warm_up() -> None:
    """Compile, or load from disk, everything in this room that is compiled, by a run of a chain of a few persons."""
    one, none = Quantity(1.0, 1.0, 1.0, "any"), Quantity(0.0, 0.0, 0.0, "any")
    half = Quantity(0.5, 0.5, 0.5, "share (0-1)")
    ten, start = Quantity(10.0, 10.0, 10.0, "persons"), date(2000, 1, 1)
    steps = (Step(start, one),)
    group = Group("any", "any", ten, {}, half, half, none, half, one)
    parameters = ChainParameters(
        country="any",
        start_on=start,
        inflow=Inflow((group,), (1.0,) * 12, "assumption", none, none, none),
        decisions=Decisions((Track("any", "any", 1, True, False, one, none, half, half, one),), one),
        appeals=Appeals(steps, one),
        capacities=Capacities(steps, steps, steps),
        reception=Reception(steps, steps, half, none, one, one),
        housing=HousingTask((), ten, none, one, half),
        family=Family(one, half, one),
        costs=Costs("any", one, one, one, one, one, one),
        legal=LegalCourse(one, half, one),
        stocks=(Stock("decision", ten, one), Stock("housing", ten, one), Stock("family_visa", ten, one)),
    )
    simulate_packages(parameters, [NO_MEASURES], draws=1, weeks=8, rng=np.random.default_rng(0), threads=1)
