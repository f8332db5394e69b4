"""One sitting cabinet, seen from outside: how likely it has fallen within so many days, and what that rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from treves.survival.band import Band, band
from treves.survival.clock import DEADLINE_EXIT, Clock, RecessRate
from treves.survival.crises import CrisisRates
from treves.survival.drivers import Driver, find_drivers
from treves.survival.hazards import Hazards
from treves.survival.incidence import Incidence, incidence
from treves.survival.periods import PERIOD_DAYS
from treves.survival.record import Past, past_of
from treves.survival.sample import Sample, sample_of
from treves.survival.spell import Spell, SpellError
from treves.survival.states import Paths, ending_in_a_fall, simulate_states

__all__ = ["HORIZONS", "PATH_DAYS", "CurvePoint", "Forecast", "forecast_fall"]

Floats = npt.NDArray[np.float64]
HORIZONS = (3, 7, 30, 90, 365)
PATH_DAYS = (0, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 150, 180, 240, 300, 365)
DRAWS = 400
NORMAL_90 = 1.2815515655446004
YEAR_DAYS = 365.25
LONGEST_DAYS = 6 * YEAR_DAYS  # of a curve, where no term is known


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """On a day in office: the chance to stand and to have ended each way, given that it stood where the curve began."""

    day_in_office: float
    stands: Band
    ended: tuple[float, ...]


@dataclass(frozen=True)
class Forecast:
    """The outside view.

    Parameters
    ----------
    horizons : tuple of int
        Days ahead.
    base, state : tuple of Band
        Chance of a fall within each horizon: by past cabinets alone, and with the state (calm, or in a crisis) known.
    crisis : tuple of float
        Chance that a crisis is under way then.
    causes : tuple of str
    by_cause : tuple of tuple of float
        Per horizon and cause, scheduled ends among them, by past cabinets alone.
    stands : tuple of Band
        Chance to stand, with the state known, on each of :data:`PATH_DAYS`.
    since_formation, from_today : tuple of CurvePoint
    drivers : tuple of Driver
    record_falls, record_years : float
        The country's earlier cabinets.
    entry_per_year : Band
        New crises a year while calm, at today's age.
    fallen_share : Band
        Chance that a crisis that begins now ends in a fall.
    """

    horizons: tuple[int, ...]
    base: tuple[Band, ...]
    state: tuple[Band, ...]
    crisis: tuple[float, ...]
    causes: tuple[str, ...]
    by_cause: tuple[tuple[float, ...], ...]
    stands: tuple[Band, ...]
    since_formation: tuple[CurvePoint, ...]
    from_today: tuple[CurvePoint, ...]
    drivers: tuple[Driver, ...]
    record_falls: float
    record_years: float
    entry_per_year: Band
    fallen_share: Band


def forecast_fall(
    hazards: Hazards,
    rates: CrisisRates,
    history: Sample,
    spell: Spell,
    today: date,
    rng: np.random.Generator,
    *,
    crisis_since_on: date | None = None,
    clock: Clock | None = None,
    recess: RecessRate | None = None,
    horizons: Sequence[int] = HORIZONS,
    draws: int = DRAWS,
) -> Forecast:
    """Forecast when and how a sitting cabinet ends.

    Parameters
    ----------
    hazards : Hazards
    rates : CrisisRates
    history : Sample
        Past cabinets as known today; the country's own record is read off it.
    spell : Spell
        The cabinet, standing.
    today : date
        The last day known; horizons count from it.
    rng : numpy.random.Generator
        For the intervals.
    crisis_since_on : date, optional
        When the crisis under way began; None where there is none.
    clock, recess : Clock, RecessRate, optional
    horizons : sequence of int
        Days ahead.
    draws : int
        Behind the intervals.

    Raises
    ------
    SpellError
        If the cabinet began after today, or a crisis before the cabinet or after today.
    """
    if today < spell.began_on:
        raise SpellError(f"{spell.cabinet} was formed on {spell.began_on}, after {today}")
    if crisis_since_on is not None and not spell.began_on <= crisis_since_on <= today:
        raise SpellError(f"a crisis since {crisis_since_on} does not lie between {spell.began_on} and {today}")
    one = sample_of([spell], history.names)
    past = past_of(history, one)
    age, longest = float((today - spell.began_on).days), max(*horizons, PATH_DAYS[-1])
    term = float(one.term_days[0])
    drawn = hazards.draw(rng, draws)
    one_draw = hazards.coefficients[None]
    middle, spread = (_ahead(hazards, one, past, age, b) for b in (one_draw, drawn))
    falls = [hazards.causes.index(name) for name in hazards.falls]
    daily, daily_drawn = rates.daily(), rates.daily(rng, draws)
    told, told_drawn = (
        simulate_states(
            _by_day(ahead, falls, longest),
            chances,
            crisis_age_days=None if crisis_since_on is None else (today - crisis_since_on).days,
            deadline_in_days=(clock.deadline_on - today).days if clock and clock.deadline_on else None,
            deadline_exit=exits,
            entry_factor=_entry_factor(clock, recess, today, longest, z),
        )
        for ahead, chances, exits, z in (
            (middle, daily, np.array([DEADLINE_EXIT[0]]), np.zeros(1)),
            (spread, daily_drawn, rng.triangular(0.0, DEADLINE_EXIT[0], 1.0, draws), rng.standard_normal(draws)),
        )
    )
    share, share_drawn = ending_in_a_fall(daily)[0], ending_in_a_fall(daily_drawn)
    now, now_drawn = _by_day(middle, falls, 1)[0, 0], _by_day(spread, falls, 1)[:, 0]
    return Forecast(
        horizons=tuple(horizons),
        base=tuple(band(float(middle.by(h)[0, falls].sum()), spread.by(h)[:, falls].sum(axis=1)) for h in horizons),
        state=tuple(band(float(told.fallen[0, h]), told_drawn.fallen[:, h]) for h in horizons),
        crisis=tuple(float(told.crisis[0, h]) for h in horizons),
        stands=tuple(
            band(float(_stands(told, middle, falls, k)[0]), _stands(told_drawn, spread, falls, k)) for k in PATH_DAYS
        ),
        causes=hazards.causes,
        by_cause=tuple(tuple(middle.by(h)[0].tolist()) for h in horizons),
        since_formation=_curve(
            _ahead(hazards, one, past, 0.0, one_draw), _ahead(hazards, one, past, 0.0, drawn), 0.0, term
        ),
        from_today=_curve(middle, spread, age, term),
        drivers=find_drivers(hazards, one, past, age, drawn),
        record_falls=float(past.falls[0]),
        record_years=float(past.days[0] / YEAR_DAYS),
        entry_per_year=band(float(now / share) * YEAR_DAYS, now_drawn / share_drawn * YEAR_DAYS),
        fallen_share=band(float(share), share_drawn),
    )


def _ahead(hazards: Hazards, one: Sample, past: Past, age: float, drawn: Floats) -> Incidence:
    """Sum the hazards from an age to the end of the term, at which everything that still stands ends on schedule."""
    left = float(one.term_days[0]) - age
    until = LONGEST_DAYS if np.isnan(left) else left + PERIOD_DAYS
    count = max(int(np.ceil(until / PERIOD_DAYS)), 1)
    ages: Floats = age + (np.arange(count, dtype=np.float64) + 0.5) * PERIOD_DAYS
    per_day = np.stack([hazards.per_day(one, past, ages, b)[0] for b in drawn])
    told = incidence(per_day, PERIOD_DAYS)
    days = np.arange(int(max(told.days[-1], 366)) + 1, dtype=float)
    survival = np.stack([np.interp(days, told.days, row) for row in told.survival])
    ended = np.stack(
        [np.stack([np.interp(days, told.days, row[:, k]) for k in range(row.shape[1])], axis=-1) for row in told.ended]
    )
    if np.isnan(left) or "scheduled" not in hazards.causes:
        return Incidence(days, survival, ended)
    over = days >= max(left, 0.0)
    first = int(np.argmax(over)) if over.any() else days.size - 1
    ended[:, over] = ended[:, [first]]
    survival[:, over] = 0.0
    due = hazards.causes.index("scheduled")
    ended[:, over, due] = 1.0 - np.delete(ended[:, over], due, axis=-1).sum(axis=-1)
    return Incidence(days, survival, ended)


def _by_day(ahead: Incidence, falls: list[int], days: int) -> Floats:
    """Return the hazard of falling on each day ahead, shape [draw, day]."""
    fallen = ahead.ended[..., falls].sum(axis=-1)[:, : days + 1]
    # among those that have not fallen: a scheduled end stops the hazard, it does not hide it
    told: Floats = np.diff(fallen, axis=1) / np.maximum(1.0 - fallen[:, :-1], 1e-9)
    return told


def _stands(paths: Paths, ahead: Incidence, falls: list[int], day: int) -> Floats:
    """Return the chance to stand on a day ahead: not fallen, and not over on schedule, shape [draw]."""
    on_time = ahead.survival[:, day] / np.maximum(1.0 - ahead.ended[:, day, falls].sum(axis=-1), 1e-9)
    told: Floats = (1.0 - paths.fallen[:, day]) * np.clip(on_time, 0.0, 1.0)
    return told


def _entry_factor(clock: Clock | None, recess: RecessRate | None, today: date, days: int, z: Floats) -> Floats | None:
    if clock is None or recess is None:
        return None
    spread = np.log(recess.high / recess.ratio) / NORMAL_90
    ratio = recess.ratio * np.exp(z * spread)
    return np.where(clock.is_recess(today, days)[None, :], ratio[:, None], 1.0)


def _curve(middle: Incidence, spread: Incidence, age: float, term: float) -> tuple[CurvePoint, ...]:
    last = middle.days.size - 1 if np.isnan(term) else int(min(max(term - age, 0.0), middle.days.size - 1))
    kept = np.unique([*range(0, last, 30), max(last - 1, 0), last])
    return tuple(
        CurvePoint(
            age + float(k),
            band(float(middle.survival[0, k]), spread.survival[:, k]),
            tuple(middle.ended[0, k].tolist()),
        )
        for k in kept.tolist()
    )
