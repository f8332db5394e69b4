"""Capacities and rules week by week: the baseline of a draw, and what the measures of a package change in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from treves.agenda import Lever
from treves.chain.calendar import weeks_of_months
from treves.chain.columns import FULL_SHARE, Plan
from treves.chain.fates import Fate
from treves.chain.levers import Measure
from treves.chain.parameters import GROUNDS, ChainParameters
from treves.chain.quantity import Step
from treves.chain.tables import threshold

__all__ = ["Baseline", "baseline_of", "changed"]

Floats = npt.NDArray[np.float64]
Path = tuple[str | int, ...]

HALF_YEAR_WEEKS = 26.0
LONGEST = 2**30  # weeks: no limit


@dataclass(frozen=True, eq=False)
class Baseline:
    """The plan of one draw without measures, and how the dispersal law's places come."""

    plan: Plan
    places: float
    from_week: float
    phase_in: float


def baseline_of(
    parameters: ChainParameters, known: Mapping[Path, float], weeks: int, dispersal_luck: float
) -> Baseline:
    """Make the plan of one draw.

    Parameters
    ----------
    parameters : ChainParameters
    known : mapping
        The draw's quantities by path.
    weeks : int
    dispersal_luck : float
        Uniform number (0-1); below the chance of being struck down the dispersal law never works.

    Returns
    -------
    Baseline
    """
    start = parameters.start_on

    def by_week(path: Path, steps: tuple[Step, ...]) -> Floats:
        values = np.empty(weeks)
        for k, step in enumerate(steps):
            values[max(0, _first_week(step.from_on, start)) :] = known[*path, k, "quantity"]
        return values

    def flat(value: float, kind: type = np.int64) -> npt.NDArray[Any]:
        return np.full(weeks, value, kind)

    def by_ground(value: float, kind: type = np.int64) -> npt.NDArray[Any]:
        return np.full((weeks, len(GROUNDS)), value, kind)

    target, halves = _targets(parameters, known, weeks)
    capacities, reception = parameters.capacities, parameters.reception
    plan = Plan(
        registration=by_week(("capacities", "registration"), capacities.registration),
        decision=by_week(("capacities", "decision"), capacities.decision),
        family_decision=by_week(("capacities", "family_decision"), capacities.family_decision),
        court=by_week(("appeals", "cases_at_a_time"), parameters.appeals.cases_at_a_time),
        housing_target=target,
        housing_weeks=halves,
        housing_added=np.zeros(weeks),
        delivery=known["housing", "delivery_share"],
        arrears=known["housing", "arrears_persons"],
        regular=by_week(("reception", "regular_places"), reception.regular_places),
        emergency=by_week(("reception", "emergency_places"), reception.emergency_places),
        term=flat(round(known["decisions", "term_weeks"])),
        applications_kept=flat(FULL_SHARE, np.int32),
        accelerated=np.ones(weeks),
        status_appeal=flat(0, np.int32),
        renewal_weeks=flat(0),
        kept=by_ground(FULL_SHARE, np.int32),
        arrivals_kept=by_ground(FULL_SHARE, np.int32),
        arrivals_kept_until=by_ground(weeks),
        visa_longest=flat(LONGEST),
        wait=by_ground(0),
        wait_until=by_ground(weeks),
        cap=np.full(weeks, -1.0),
        is_capped=by_ground(False, np.bool_),
        pause=by_ground(np.inf, np.float64),
    )
    if reception.dispersal is None or dispersal_luck < known["reception", "dispersal", "struck_down_share"]:
        return Baseline(plan, 0.0, 0.0, 1.0)
    law = ("reception", "dispersal")
    return Baseline(
        plan,
        known[*law, "places"],
        weeks_of_months(known[*law, "delay_months"]),
        max(1.0, known[*law, "phase_in_weeks"]),
    )


def _first_week(day: date, start: date) -> int:
    """Return the first week that begins on or after a day."""
    return -((start - day).days // 7)


def _targets(parameters: ChainParameters, known: Mapping[Path, float], weeks: int) -> tuple[Floats, Floats]:
    """Return the target of the half-year that begins in a week (else -1), and the weeks in each week's half-year."""
    start = parameters.start_on
    begun = [(t.from_on, known["housing", "targets", k, "persons"]) for k, t in enumerate(parameters.housing.targets)]
    if not begun:
        begun = [(date(start.year, 1 if start.month < 7 else 7, 1), known["housing", "later_target_persons"])]
    end = start + timedelta(days=7 * weeks)
    while _next_half(begun[-1][0]) < end:
        begun.append((_next_half(begun[-1][0]), known["housing", "later_target_persons"]))
    target, length = np.full(weeks, -1.0), np.ones(weeks)
    for k, (day, persons) in enumerate(begun):
        following = begun[k + 1][0] if k + 1 < len(begun) else _next_half(day)
        first, last = _first_week(day, start), _first_week(following, start)
        if last <= 0:
            continue
        left = (last - max(0, first)) / max(1, last - first)  # a half-year under way: what is left of it
        if first < weeks:
            target[max(0, first)] = persons * left
            length[max(0, first) : last] = last - max(0, first)
    return target, length


def _next_half(day: date) -> date:
    return date(day.year, 7, 1) if day.month < 7 else date(day.year + 1, 1, 1)


def changed(
    baseline: Baseline, measures: Iterable[Measure], fates: Mapping[str, Fate], draw: int, parameters: ChainParameters
) -> Plan:
    """Return the plan under the measures of a package, in one draw.

    Parameters
    ----------
    baseline : Baseline
    measures : iterable of Measure
    fates : mapping of str to Fate
    draw : int
    parameters : ChainParameters
        For the grounds a lever applies to.

    Returns
    -------
    Plan
    """
    arrays: dict[str, Any] = {}

    def of(name: str) -> npt.NDArray[Any]:
        if name not in arrays:
            arrays[name] = getattr(baseline.plan, name).copy()
        array: npt.NDArray[Any] = arrays[name]
        return array

    weeks = baseline.plan.term.size
    shift = 0.0
    for measure in measures:
        fate = fates[measure.name]
        low, high = max(0, int(fate.in_force[draw])), min(weeks, int(fate.until[draw]))
        for lever in measure.levers:
            if lever.parameter == "dispersal_places_delay_months":
                shift += weeks_of_months(lever.value)
            elif low < high:
                EFFECTS[lever.parameter](lever, of, slice(low, high), _grounds(lever, parameters))
    for name in ("arrivals_kept", "wait"):
        if name in arrays:
            arrays[f"{name}_until"] = _until(arrays[name])
    if baseline.places > 0.0:
        begun = baseline.from_week + shift
        of("regular")[:] += baseline.places * np.clip((np.arange(weeks) - begun) / baseline.phase_in, 0.0, 1.0)
    for name in ("registration", "decision", "family_decision", "regular", "emergency"):
        if name in arrays:
            np.maximum(arrays[name], 0.0, out=arrays[name])
    return baseline.plan._replace(**arrays)


def _grounds(lever: Lever, parameters: ChainParameters) -> list[int]:
    if lever.parameter.startswith("war_refugee"):
        return [GROUNDS.index("subsidiary")]
    return [GROUNDS.index(ground) for ground in parameters.lever_grounds.get(lever.parameter, GROUNDS)]


def _until(values: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Return, per week and ground, the week in which the value next changes (the number of weeks where it does not)."""
    weeks = values.shape[0]
    until = np.full(values.shape, weeks, np.int64)
    until[:-1] = np.where(values[1:] != values[:-1], np.arange(1, weeks)[:, None], weeks)
    return np.minimum.accumulate(until[::-1])[::-1].copy()


def _lower(array: npt.NDArray[Any], at: Any, value: float) -> None:
    array[at] = np.minimum(array[at], value)


def _raise(array: npt.NDArray[Any], at: Any, value: float) -> None:
    array[at] = np.maximum(array[at], value)


def _scale(array: npt.NDArray[Any], at: Any, share: float) -> None:
    array[at] = np.rint(array[at] * share)


def _add(name: str, per: float = 1.0) -> Any:
    def effect(lever: Lever, of: Any, at: slice, _: list[int]) -> None:
        of(name)[at] += lever.value / per

    return effect


def _keep(name: str) -> Any:
    def effect(lever: Lever, of: Any, at: slice, grounds: list[int]) -> None:
        for ground in grounds:
            _scale(of(name), (at, ground), lever.value)

    return effect


def _cap(lever: Lever, of: Any, at: slice, grounds: list[int]) -> None:
    cap = of("cap")
    cap[at] = np.where(cap[at] < 0.0, np.inf, cap[at])
    _lower(cap, at, lever.value / weeks_of_months(1.0))
    for ground in grounds:
        of("is_capped")[at, ground] = True


def _wait(lever: Lever, of: Any, at: slice, grounds: list[int]) -> None:
    for ground in grounds:
        _raise(of("wait"), (at, ground), round(weeks_of_months(lever.value)))


def _pause(lever: Lever, of: Any, at: slice, grounds: list[int]) -> None:
    for ground in grounds:
        _lower(of("pause"), (at, ground), lever.value)


def _term(lever: Lever, of: Any, at: slice, _: list[int]) -> None:
    of("term")[at] = round(lever.value)


def _visa_longest(lever: Lever, of: Any, at: slice, _: list[int]) -> None:
    _lower(of("visa_longest"), at, round(weeks_of_months(lever.value)))


def _renewal(lever: Lever, of: Any, at: slice, _: list[int]) -> None:
    of("renewal_weeks")[at] = round(weeks_of_months(lever.value))


def _status_appeal(lever: Lever, of: Any, at: slice, _: list[int]) -> None:
    _raise(of("status_appeal"), at, threshold(lever.value))


def _accelerated(lever: Lever, of: Any, at: slice, _: list[int]) -> None:
    of("accelerated")[at] *= lever.value


def _applications(lever: Lever, of: Any, at: slice, _: list[int]) -> None:
    _scale(of("applications_kept"), at, lever.value)


EFFECTS: Mapping[str, Any] = {
    "applications_kept_share": _applications,
    "accelerated_share_factor": _accelerated,
    "decision_capacity_added_persons_per_week": _add("decision"),
    "family_decision_capacity_added_persons_per_week": _add("family_decision"),
    "decision_term_weeks": _term,
    "housing_added_persons_per_half_year": _add("housing_added", HALF_YEAR_WEEKS),
    "regular_places_added": _add("regular"),
    "emergency_places_added": _add("emergency"),
    "family_applications_kept_share": _keep("kept"),
    "war_refugee_family_kept_share": _keep("kept"),
    "family_arrivals_kept_share": _keep("arrivals_kept"),
    "family_visa_wait_max_months": _visa_longest,
    "family_wait_min_months": _wait,
    "family_arrivals_max_persons_per_month": _cap,
    "family_pause_occupancy_share": _pause,
    "war_refugee_permit_length_months": _renewal,
    "status_appeal_share": _status_appeal,
}
