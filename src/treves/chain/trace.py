"""What happened to single persons in one draw: a sample of rows, week by week of their own way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from treves.chain.columns import NEVER, REFUSAL, TURNED_AWAY, UNDECIDED, Rows, Work
from treves.chain.kernel import run_weeks
from treves.chain.levers import Measures
from treves.chain.parameters import GROUNDS, ChainParameters
from treves.chain.plan import changed
from treves.chain.scratch import Scratch, new_weekly
from treves.chain.simulate import make_setting, make_world

__all__ = ["TRACE_COLUMNS", "Trace", "trace_persons"]

TRACE_COLUMNS: tuple[str, ...] = (
    "person", "sponsor", "group", "track", "outcome", "applied_on", "registered_on", "decided_on", "heard_on",
    "arrived_on", "gone_on", "housed_on",
)  # fmt: skip
"""Columns of a trace; a relative has a sponsor (row, or ``housed`` for one outside the chain) and no track."""

FAMILY_OUTCOMES = (
    "not applied", "not applied", "waits", "visa", "held", "visa", "held", "arrived", "arrived", "arrived", "refused",
    "not allowed",
)  # fmt: skip

Row = tuple[str | int | None, ...]


@dataclass(frozen=True)
class Trace:
    """A sample of persons of one draw under one package: rows in the order of :data:`TRACE_COLUMNS`, and the seed."""

    measures: Measures
    draw: int
    seed: int
    rows: tuple[Row, ...]


def trace_persons(
    parameters: ChainParameters,
    measures: Measures,
    *,
    persons: int,
    weeks: int,
    seed: int,
    draw: int = 0,
) -> Trace:
    """Follow a sample of persons through one draw.

    Parameters
    ----------
    parameters : ChainParameters
    measures : Measures
    persons : int
        Asylum persons in the sample, evenly over all rows; their relatives come with them.
    weeks : int
    seed : int
        A run's ``seed`` gives the people of that run.
    draw : int

    Returns
    -------
    Trace

    Raises
    ------
    ChainError
        If parameters, levers or sizes cannot be.
    """
    setting = make_setting(parameters, [measures], draws=draw + 1, weeks=weeks, seed=seed)
    world = make_world(setting, draw)
    plan = changed(world.baseline, measures.measures, setting.fates, draw, parameters)
    rows = world.people.rows
    work = Scratch().work(rows, len(parameters.decisions.tracks), weeks)
    weekly = new_weekly(weeks, len(setting.months.first_days))
    run_weeks(rows, world.people.stocks, world.tables, plan, work, weekly, False)
    found: list[Row] = []
    chosen = np.unique(np.linspace(0, rows.luck.size - 1, min(persons, rows.luck.size)).astype(np.int64))
    for p in chosen.tolist():
        found.append(_person(p, rows, work, parameters, weeks))
        found += _relatives(p, rows, work, parameters, weeks)
    return Trace(measures, draw, seed, tuple(found))


def _person(p: int, rows: Rows, work: Work, parameters: ChainParameters, weeks: int) -> Row:
    outcome = int(work.outcome[p])
    words = {REFUSAL: "refused", UNDECIDED: "undecided", TURNED_AWAY: "turned away"}
    is_registered = work.registered[p] != NEVER
    return (
        p,
        None,
        parameters.inflow.groups[rows.group[p]].name,
        parameters.decisions.tracks[work.track[p]].name if is_registered else None,
        GROUNDS[outcome] if outcome < REFUSAL else words[outcome],
        *(
            _day(parameters, int(week), weeks)
            for week in (work.applied[p], work.registered[p], work.decided[p], work.heard[p], NEVER, work.gone[p])
        ),
        _day(parameters, int(work.housed[p]), weeks),
    )


def _relatives(p: int, rows: Rows, work: Work, parameters: ChainParameters, weeks: int) -> list[Row]:
    found: list[Row] = []
    number = int(rows.family[p])
    while number >= 0:
        family = work.families[number]
        days = {
            name: _day(parameters, int(family[name]), weeks) for name in ("applied", "decided", "arrived", "housed")
        }
        found += [
            (
                rows.luck.size + int(family["first"]) + m,
                p,
                parameters.inflow.groups[rows.group[p]].name,
                None,
                FAMILY_OUTCOMES[int(family["state"])],
                days["applied"],
                None,
                days["decided"],
                None,
                days["arrived"],
                None,
                days["housed"],
            )
            for m in range(int(family["size"]))
        ]
        number = int(family["sibling"])
    return found


def _day(parameters: ChainParameters, week: int, weeks: int) -> str | None:
    if week == NEVER or week >= weeks:
        return None
    day: date = parameters.start_on + timedelta(days=7 * week)
    return day.isoformat()
