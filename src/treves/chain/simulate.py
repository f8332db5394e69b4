"""Packages against a kept baseline: every draw simulates the same people under every package."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
import numpy.typing as npt

from treves.chain.arrivals import draw_arrivals, draw_inflow
from treves.chain.calendar import Months, months_of
from treves.chain.columns import Plan, Tables
from treves.chain.compiled import over_draws
from treves.chain.draw import Drawn, draw_values
from treves.chain.fates import Fate, draw_fates
from treves.chain.faults import refuse_faults
from treves.chain.kernel import run_weeks
from treves.chain.levers import Measures, refuse_unknown
from treves.chain.monthly import monthly_values
from treves.chain.parameters import ChainParameters
from treves.chain.plan import Baseline, baseline_of, changed
from treves.chain.results import SERIES, ChainRun
from treves.chain.rows import People, draw_people
from treves.chain.scratch import Scratch, new_weekly
from treves.chain.tables import make_tables
from treves.errors import ChainError

__all__ = ["Setting", "World", "make_setting", "make_world", "run_draw", "simulate_packages"]

Floats = npt.NDArray[np.float64]
Path = tuple[str | int, ...]

LONGEST_RUN_WEEKS = 32_000  # weeks are kept in 16 bits
FRONT = (
    "registration", "decision", "court", "term", "applications_kept", "accelerated", "status_appeal", "renewal_weeks",
)  # fmt: skip
METHOD = (
    "microsimulation by week, one row a person; every draw draws all parameters from their ranges, the inflow, the "
    "people and the fates of measures once, and uses them for every package (common random numbers)"
)


@dataclass(frozen=True, eq=False)
class Setting:
    """What all draws share."""

    parameters: ChainParameters
    packages: tuple[Measures, ...]
    weeks: int
    months: Months
    drawn: Drawn
    fates: Mapping[str, Fate]
    seed: int
    inflow: Floats | None


@dataclass(frozen=True, eq=False)
class World:
    """One draw, before any package: its numbers, its people, its baseline plan."""

    known: Mapping[Path, float]
    tables: Tables
    people: People
    baseline: Baseline
    other_residents: float


def make_setting(
    parameters: ChainParameters,
    packages: Sequence[Measures],
    *,
    draws: int,
    weeks: int,
    seed: int,
    inflow: Floats | None = None,
) -> Setting:
    """Check what was asked and draw what all draws share; arguments as in :func:`simulate_packages`."""
    refuse_faults(parameters)
    refuse_unknown([measure for package in packages for measure in package.measures])
    if draws < 1 or not 5 <= weeks <= LONGEST_RUN_WEEKS:
        raise ChainError(f"{draws} draws of {weeks} weeks; right would be 1 or more draws of 5 to {LONGEST_RUN_WEEKS}")
    names = [package.name for package in packages]
    if not names or len(set(names)) < len(names):
        raise ChainError(f"packages need names of their own, at least one: {', '.join(names) or 'none given'}")
    months = months_of(parameters.start_on, weeks)
    needed = (draws, int(months.since_start[-1]) + 1, len(parameters.inflow.groups))
    if inflow is not None and (inflow.shape != needed or not np.isfinite(inflow).all() or (inflow < 0).any()):
        raise ChainError(f"the inflow has shape {inflow.shape}; right would be finite, not negative, of shape {needed}")
    drawn = draw_values(parameters, draws, np.random.default_rng([seed, 0]))
    every = {measure.name: measure for package in packages for measure in package.measures}
    fates = draw_fates(list(every.values()), parameters, draws, seed)
    return Setting(parameters, tuple(packages), weeks, months, drawn, fates, seed, inflow)


def make_world(setting: Setting, draw: int) -> World:
    """Draw the people and the baseline of one draw."""
    parameters, months = setting.parameters, setting.months
    known = setting.drawn.row(draw)
    rng = np.random.default_rng([setting.seed, 1, draw])
    luck_seed = int(rng.integers(2**63))
    dispersal_luck = float(rng.random())
    groups = range(len(parameters.inflow.groups))
    if setting.inflow is not None:
        expected = setting.inflow[draw]
    elif any(known["inflow", "groups", g, "applications_persons_per_year"] for g in groups):
        expected = draw_inflow(parameters, known, months, rng)
    else:  # nobody comes: there is no level to draw around
        expected = np.zeros((int(months.since_start[-1]) + 1, len(groups)))
    tables = make_tables(parameters, known, months)
    people = draw_people(parameters, known, tables, draw_arrivals(expected, months, rng), luck_seed)
    others = known["reception", "other_residents_persons"]
    baseline = baseline_of(parameters, known, setting.weeks, dispersal_luck)
    np.subtract(baseline.plan.regular, others, out=baseline.plan.regular)
    return World(known, tables, people, baseline, others)


def simulate_packages(
    parameters: ChainParameters,
    packages: Sequence[Measures],
    *,
    draws: int,
    weeks: int,
    rng: np.random.Generator,
    inflow: Floats | None = None,
    threads: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[ChainRun, ...]:
    """Simulate packages on common random numbers.

    Parameters
    ----------
    parameters : ChainParameters
    packages : sequence of Measures
        With names of their own; the kept baseline first.
    draws : int
    weeks : int
        From ``parameters.start_on`` on.
    rng : numpy.random.Generator
        One number is taken from it, as the seed of everything.
    inflow : array, shape (draw, month, group), optional
        Expected applications per month, from the month of the first day on; instead of the parameters' level, season
        and volatility.
    threads : int, optional
    progress : callable, optional
        Told how many draws are done, of how many.

    Returns
    -------
    tuple of ChainRun
        In the order of ``packages``.

    Raises
    ------
    ChainError
        If parameters, levers, packages or sizes cannot be.
    """
    seed = int(rng.integers(2**63))
    setting = make_setting(parameters, packages, draws=draws, weeks=weeks, seed=seed, inflow=inflow)
    values = np.empty((len(packages), draws, len(setting.months.first_days), len(SERIES)), np.float32)
    persons = np.zeros(draws, np.int64)
    lock, done = Lock(), 0

    def work(share: range) -> None:
        nonlocal done
        scratch = Scratch()
        for draw in share:
            world = make_world(setting, draw)
            for k, found in run_draw(setting, world, draw, scratch):
                values[k, draw] = found
            persons[draw] = world.people.persons
            with lock:
                done += 1
                if progress is not None:
                    progress(done, draws)

    over_draws(work, draws, threads=threads)
    return tuple(
        ChainRun(package, parameters, setting.months.first_days, values[k], int(persons.sum()), seed, METHOD)
        for k, package in enumerate(packages)
    )


def run_draw(setting: Setting, world: World, draw: int, scratch: Scratch) -> Iterator[tuple[int, Floats]]:
    """Run every package in one draw.

    Packages that change nothing before the permit share that part: it is simulated once.

    Parameters
    ----------
    setting, world
    draw : int
    scratch : Scratch

    Yields
    ------
    package : int
        Its place in ``setting.packages``; not in this order.
    values : array, shape (month, series)
    """
    plans = [changed(world.baseline, p.measures, setting.fates, draw, setting.parameters) for p in setting.packages]
    order = sorted(range(len(plans)), key=lambda k: front_key(plans[k]))
    rows = world.people.rows
    work = scratch.work(rows, len(setting.parameters.decisions.tracks), setting.weeks)
    weekly = new_weekly(setting.weeks, len(setting.months.first_days))
    front = None
    for k in order:
        key = front_key(plans[k])
        arguments = (rows, world.people.stocks, world.tables, plans[k], work, weekly)
        if key != front or not run_weeks(*arguments, True):
            run_weeks(*arguments, False)
        front = key
        yield k, monthly_values(weekly, plans[k], world.known, world.other_residents, setting.months)


def front_key(plan: Plan) -> tuple[bytes, ...]:
    """Return what two plans share where nothing differs before the permit."""
    return tuple(np.asarray(getattr(plan, name)).tobytes() for name in FRONT)
