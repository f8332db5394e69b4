"""The one answer: P(fall within so many days) by past cabinets, by the state, and by the talks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from numpy.random import Generator

from treves.case import Case
from treves.case.past import load_crises, load_spells
from treves.errors import TrevesError
from treves.study.frozen import Probability, Quantity
from treves.study.outlook_facts import (
    CrisisFacts,
    DriverFacts,
    Horizon,
    InsideView,
    Outlook,
    OutlookPoint,
    PathPoint,
    RecessFacts,
    Reference,
    SpanOfDays,
)
from treves.study.sitting import clock_of, sitting_spell
from treves.study.views import INSIDE_WEIGHT, combine_views, inside_by
from treves.study.worlds import generator
from treves.survival import (
    COUNTRIES,
    DRIVERS,
    HORIZONS,
    PATH_DAYS,
    Band,
    Crisis,
    CurvePoint,
    Forecast,
    Hazards,
    RecessRate,
    Spell,
    country_code,
    crises_before,
    crises_of,
    estimate_crisis_rates,
    estimate_hazards,
    estimate_recess_rate,
    forecast_fall,
    known_by,
    sample_of,
)
from treves.survival.clock import DEADLINE_EXIT
from treves.survival.crises import LEAST_OWN

__all__ = ["find_outlook"]

LEAST_FALLS = 100  # with fewer falls before as_of the whole table is used, and that is said
DEFINITION = (
    "a fall is the end of a cabinet before its term is over: an offer to resign that is not taken back, "
    "a successor without an election, or an early election, whichever comes first"
)
LIMITS = (
    "what sets this cabinet apart from others with the same numbers: trust, persons, what is at stake in the talks",
    "crises that never became formal; lists hold only those that did, so a quarrel is less dangerous than a crisis",
    "that the past is coded by one person, from tables with errors; every cause that is not certain is marked",
)


def find_outlook(
    case: Case,
    *,
    inside: Probability | None = None,
    weight: float = INSIDE_WEIGHT,
    spells: Sequence[Spell] | None = None,
    crises: Sequence[Crisis] | None = None,
    rng: Generator | None = None,
) -> Outlook | None:
    """Tell how likely the case's cabinet is to fall, from outside, and with the talks where they are given.

    Parameters
    ----------
    case : Case
    inside : Probability, optional
        Chance of a fall by the deadline, from the model of the talks; None where there is no inside view.
    weight : float
        Of the inside view in log-odds, 0-1.
    spells, crises : sequence, optional
        Past cabinets and crises; by default those that come with treves.
    rng : numpy.random.Generator, optional
        For the intervals; by default seeded by the case.

    Returns
    -------
    Outlook or None
        None where the case does not say when the cabinet was formed, or was read as of a day before that.

    Raises
    ------
    TrevesError
        If the weight is not a share, or the case's days contradict one another.
    """
    if not 0.0 <= weight <= 1.0:
        raise TrevesError(f"weight {weight:g} of the inside view; right would be a share from 0 to 1")
    if case.tenure is None or case.as_of < case.tenure.formed_on:
        return None
    morning = case.as_of + timedelta(days=1)  # all that was known by the end of as_of
    country = country_code(case.cabinet.country)
    table = load_spells() if spells is None else tuple(spells)
    known = [s for s in known_by(table, morning) if (s.country, s.began_on) != (country, case.tenure.formed_on)]
    is_frozen = sum(spell.is_fallen for spell in known) >= LEAST_FALLS
    if not is_frozen:
        known = list(table)
    listed = load_crises() if crises is None else tuple(crises)
    past_crises = crises_of(crises_before(listed, morning) if is_frozen else listed, country)
    history = sample_of(known)
    hazards = estimate_hazards(history)
    rates = estimate_crisis_rates(past_crises)
    recess = estimate_recess_rate(known)
    sitting = sitting_spell(case, country)
    days_ahead = max((case.deadline - case.as_of).days, 1)
    horizons = tuple(sorted({*HORIZONS, days_ahead}))
    told = forecast_fall(
        hazards,
        rates,
        history,
        sitting,
        case.as_of,
        rng or generator(case.seed, "outlook"),
        crisis_since_on=case.crisis_since_on,
        clock=clock_of(case),
        recess=recess,
        horizons=horizons,
    )
    by_days = {days: _horizon(case, told, k, days_ahead, inside, weight) for k, days in enumerate(horizons)}
    own = [crisis for crisis in past_crises if crisis.country == country]
    return Outlook(
        country=case.cabinet.country,
        definition=DEFINITION,
        span=SpanOfDays(
            formed_on=case.tenure.formed_on,
            term_ends_on=case.tenure.term_ends_on,
            day_in_office=(case.as_of - case.tenure.formed_on).days,
            source=case.tenure.source,
        ),
        state="calm" if case.crisis_since_on is None else "crisis",
        crisis_since_on=case.crisis_since_on,
        reference=_reference(case, hazards, known, told, country, is_frozen=is_frozen),
        horizons=tuple(by_days[days] for days in HORIZONS),
        by_deadline=by_days[days_ahead],
        inside=InsideView(by_deadline=inside, weight=weight) if inside is not None else None,
        since_formation=tuple(_point(case.tenure.formed_on, point) for point in told.since_formation),
        from_today=tuple(_point(case.tenure.formed_on, point) for point in told.from_today),
        with_state=tuple(
            PathPoint(on=case.as_of + timedelta(days=days), stands=_quantity(stands))
            for days, stands in zip(PATH_DAYS, told.stands, strict=True)
        ),
        drivers=tuple(
            DriverFacts(
                name=driver.name,
                words=DRIVERS[driver.name],
                value=driver.value,
                average=driver.average,
                factor=_quantity(driver.factor),
            )
            for driver in told.drivers
        ),
        crises_per_year=_quantity(told.entry_per_year),
        crises_observed_per_year=_observed(own, known, country),
        fallen_share=_quantity(told.fallen_share),
        crises=tuple(_crisis_facts(crisis) for crisis in past_crises),
        recess=_recess_facts(case, recess),
        congress_on=case.calendar.congress_on,
        deadline_exit=Quantity(value=DEADLINE_EXIT[0], low=DEADLINE_EXIT[1], high=DEADLINE_EXIT[2]),
        limits=LIMITS,
    )


def _horizon(case: Case, told: Forecast, k: int, days_ahead: int, inside: Probability | None, weight: float) -> Horizon:
    days, base, state = told.horizons[k], told.base[k], told.state[k]
    deadline = told.state[told.horizons.index(days_ahead)]
    talks = combined = None
    if inside is not None:
        ends = [
            inside_by(getattr(inside, name), days, days_ahead, getattr(state, at), getattr(deadline, at))
            for name, at in (("p", "value"), ("low", "low"), ("high", "high"))
        ]
        middle, low, high = ends[0], min(ends), max(ends)
        talks = Probability(p=middle, low=low, high=high, monte_carlo_error=0.0)
        # ends combined with like ends: the interval is as wide as if both views erred the same way
        combined = Probability(
            p=combine_views(state.value, middle, weight),
            low=combine_views(state.low, low, weight),
            high=combine_views(state.high, high, weight),
            monte_carlo_error=0.0,
        )
    outside = _probability(state)
    last = combined or outside
    due = told.causes.index("scheduled")
    return Horizon(
        days=days,
        until=case.as_of + timedelta(days=days),
        base=_probability(base),
        state=outside,
        inside=talks,
        combined=last,
        by_state_points=(state.value - base.value) * 100,
        by_bargaining_points=(last.p - state.value) * 100,
        ends_otherwise=min(max(told.by_cause[k][due], 0.0), 1.0),
        crisis_share=min(max(told.crisis[k], 0.0), 1.0),
    )


def _probability(told: Band) -> Probability:
    low, middle, high = (min(max(value, 0.0), 1.0) for value in (told.low, told.value, told.high))
    return Probability(p=middle, low=low, high=high, monte_carlo_error=0.0)


def _quantity(told: Band) -> Quantity:
    return Quantity(value=told.value, low=told.low, high=told.high)


def _point(formed_on: date, point: CurvePoint) -> OutlookPoint:
    replaced, early, due = (min(max(share, 0.0), 1.0) for share in point.ended)
    return OutlookPoint(
        on=formed_on + timedelta(days=round(point.day_in_office)),
        stands=_quantity(point.stands),
        replacement=replaced,
        early_election=early,
        scheduled=due,
    )


def _reference(
    case: Case, hazards: Hazards, known: Sequence[Spell], told: Forecast, country: str, *, is_frozen: bool
) -> Reference:
    ended = [spell for spell in known if spell.cause != "standing"]
    names = sorted({spell.country for spell in known})
    words = f"{hazards.spells:,} cabinets of {hazards.countries} countries since {min(s.began_on.year for s in known)}"
    if is_frozen:
        words += f", as known on {case.as_of.isoformat()}"
    else:
        words += (
            f"; too few of them fell before {case.as_of.isoformat()}, so all of the table is used, "
            "and this outlook knows the future of others"
        )
    if country not in names:
        words += f". No cabinet of {case.cabinet.country} is among them: it is taken as a country without a record"
    elif country in COUNTRIES:
        words += f"; {COUNTRIES[country]} has {sum(spell.country == country for spell in known)} of them"
    return Reference(
        words=words,
        spells=hazards.spells,
        countries=hazards.countries,
        falls=hazards.falls_seen,
        usual_falls_per_year=hazards.frailty.rate * 365.25,
        own_falls=round(told.record_falls),
        own_years=told.record_years,
        uncertain_share=sum(not spell.is_cause_certain for spell in ended) / max(len(ended), 1),
        is_frozen=is_frozen,
    )


def _observed(own: Sequence[Crisis], known: Sequence[Spell], country: str) -> float | None:
    if len(own) < LEAST_OWN:
        return None
    first = min(crisis.began_on for crisis in own)
    sat = [spell for spell in known if spell.country == country and not spell.is_caretaker]
    days = sum(spell.days for spell in sat if spell.seen_until_on >= first)
    return len(own) / (days / 365.25) if days else None


def _crisis_facts(crisis: Crisis) -> CrisisFacts:
    return CrisisFacts(
        country=COUNTRIES.get(crisis.country, crisis.country),
        cabinet=crisis.cabinet,
        began_on=crisis.began_on,
        days=crisis.days,
        outcome=crisis.outcome,
        cause=crisis.cause,
        source=crisis.source,
        is_certain=crisis.is_certain,
    )


def _recess_facts(case: Case, recess: RecessRate) -> RecessFacts | None:
    first, last = case.calendar.recess_from_on, case.calendar.recess_until_on
    if first is None or last is None:
        return None
    ratio = Quantity(value=recess.ratio, low=recess.low, high=recess.high)
    return RecessFacts(from_on=first, until_on=last, ratio=ratio)
