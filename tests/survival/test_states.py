"""Calm, crisis, healed or fallen: chances are kept, and both states lead where they should."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from treves.case.past import load_crises
from treves.survival import (
    Clock,
    Crisis,
    crises_before,
    crises_of,
    estimate_crisis_rates,
    share_fallen,
    simulate_states,
)
from treves.survival.crises import STRETCHES
from treves.survival.states import ending_in_a_fall

MORNING = date(2023, 7, 5)


def dutch():
    return [crisis for crisis in crises_before(load_crises(), MORNING) if crisis.country == "NLD"]


def test_fourteen_of_nineteen():
    """On the morning of 5 July 2023: 14 of 19 Dutch formal crises fell, 0.72 with a 90 % interval of 0.55 to 0.87."""
    listed = dutch()
    assert (len(listed), sum(crisis.outcome == "fallen" for crisis in listed)) == (19, 14)
    middle, low, high = share_fallen(listed, 0.9)
    assert (round(middle, 2), round(low, 2), round(high, 2)) == (0.72, 0.55, 0.87)


def test_the_healed_ones_are_those_of_the_history_books():
    """1955, 1960, 1981, 1999 and 2005 healed, after 17, 10, 19, 20 and 10 days."""
    healed = [(crisis.began_on.year, crisis.days) for crisis in dutch() if crisis.outcome == "healed"]
    assert healed == [(1955, 17), (1960, 10), (1981, 19), (1999, 20), (2005, 10)]


def test_a_country_with_few_crises_borrows_the_others():
    """The Dutch list stands alone; a country without ten crises learns from all."""
    listed = load_crises()
    assert {crisis.country for crisis in crises_of(listed, "NLD")} == {"NLD"}
    assert crises_of(listed, "Ruritania") == listed


def test_counts_follow_every_crisis_day_by_day():
    """A crisis of four days that healed went on for days 0 to 3 and healed on day 4; one of none fell on day 0."""
    told = [
        Crisis("A", "x", date(1900, 1, 1), date(1900, 1, 5), "healed"),
        Crisis("A", "y", date(1901, 1, 1), date(1901, 1, 1), "fallen"),
    ]
    counts = estimate_crisis_rates(told).counts
    assert counts[0].tolist() == [1, 0, 1]
    assert counts[1].tolist() == [0, 0, 2]
    assert counts[2].tolist() == [0, 1, 1]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.one_of(st.none(), st.integers(0, 60)))
def test_chances_stay_chances(seed, age):
    """Fallen never shrinks, and fallen and in crisis together never pass one."""
    rng = np.random.default_rng(seed)
    daily = rng.dirichlet((1, 1, 3), (4, len(STRETCHES)))[..., :2]
    told = simulate_states(
        rng.uniform(0, 0.02, (4, 120)), daily, crisis_age_days=age, deadline_in_days=5, deadline_exit=0.5
    )
    assert (np.diff(told.fallen, axis=1) >= -1e-15).all()
    assert (told.fallen + told.crisis <= 1 + 1e-12).all()


def test_a_calm_cabinet_falls_as_the_base_rate_says_over_months():
    """Falls go through crises: a little fewer within days, the same within a year."""
    daily = estimate_crisis_rates(dutch()).daily()
    hazard = np.full((1, 365), 0.001)
    told = simulate_states(hazard, daily, crisis_age_days=None).fallen[0]
    base = 1 - 0.999 ** np.arange(366)
    assert told[3] < 0.9 * base[3]
    assert told[365] == pytest.approx(base[365], rel=0.05)
    assert told[365] <= base[365] + 1e-9


def test_with_no_hazard_a_crisis_ends_as_its_list_says():
    """With no other danger, a crisis that begins now falls with the share that the day-by-day chances imply."""
    daily = estimate_crisis_rates(dutch()).daily()
    # begun yesterday at age -1: its first day is the first day ahead
    entry = np.zeros((1, 2000))
    entry[0, 0] = ending_in_a_fall(daily)[0]  # enters with certainty on the first day
    told = simulate_states(entry, daily, crisis_age_days=None)
    assert told.fallen[0, -1] == pytest.approx(ending_in_a_fall(daily)[0], abs=1e-6)
    assert ending_in_a_fall(daily)[0] == pytest.approx(14 / 19, abs=0.03)


def test_a_crisis_that_lasts_is_likelier_to_heal():
    """Most falls come at once, so what has lasted a week falls less often than what begins."""
    daily = estimate_crisis_rates(dutch()).daily()
    quiet = np.zeros((1, 400))
    young, old = (simulate_states(quiet, daily, crisis_age_days=age).fallen[0, -1] for age in (0, 7))
    assert old < 0.5 * young


def test_a_deadline_brings_the_end_forward():
    """With a deadline a crisis is over sooner: on its day at least as often as assumed."""
    daily = estimate_crisis_rates(dutch()).daily()
    quiet = np.zeros((1, 30))
    free = simulate_states(quiet, daily, crisis_age_days=5)
    due = simulate_states(quiet, daily, crisis_age_days=5, deadline_in_days=2, deadline_exit=0.5)
    assert due.crisis[0, 2] <= 0.5 * due.crisis[0, 1] + 1e-12
    assert due.crisis[0, 2] < free.crisis[0, 2]
    assert due.crisis[0, 1] == free.crisis[0, 1]


def test_a_recess_is_the_days_between_its_ends():
    """Both ends are in the recess, the days around are not."""
    told = Clock(recess_from_on=date(2023, 7, 7), recess_until_on=date(2023, 7, 9)).is_recess(date(2023, 7, 5), 6)
    assert told.tolist() == [False, True, True, True, False, False]
    assert not Clock().is_recess(date(2023, 7, 5), 6).any()
