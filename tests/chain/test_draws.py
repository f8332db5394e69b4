"""Draws of parameters, inflow and fates: the spread that was asked for, and the same for every package."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chain.chains import chain, group, q, steps
from treves.agenda import LegalPath, Lever
from treves.chain import Capacities, Dispersal, Inflow, Measure, Reception, Step
from treves.chain.arrivals import draw_arrivals, draw_inflow
from treves.chain.calendar import months_of
from treves.chain.draw import draw_range, draw_values
from treves.chain.fates import NEVER_WEEK, draw_fates
from treves.chain.luck import bits, scramble
from treves.chain.plan import baseline_of, changed
from treves.chain.tables import delays, size_table


@pytest.mark.parametrize(
    ("value", "low", "high", "scale"),
    [(0.6, 0.4, 0.7, "share"), (100.0, 50.0, 400.0, "amount"), (-1.0, -3.0, 0.5, "signed"), (2.0, 1.5, 4.0, "size")],
)
def test_eighty_percent_of_draws_lie_in_the_range_and_half_above_the_value(value, low, high, scale):
    """A tenth falls below low, half below the value, a tenth above high, on every scale."""
    z = np.random.default_rng(1).standard_normal(40_000)
    drawn = draw_range(value, low, high, scale, z)
    assert (drawn < low).mean() == pytest.approx(0.1, abs=0.01)
    assert (drawn < value).mean() == pytest.approx(0.5, abs=0.01)
    assert (drawn > high).mean() == pytest.approx(0.1, abs=0.01)


@given(value=st.floats(0.0, 1.0), low=st.floats(0.0, 1.0), high=st.floats(0.0, 1.0))
def test_no_share_leaves_the_shares(value, low, high):
    """However wide the range, a drawn share lies between 0 and 1."""
    low, value, high = sorted((value, low, high))
    drawn = draw_range(value, low, high, "share", np.linspace(-5, 5, 21))
    assert ((drawn >= 0) & (drawn <= 1)).all()


def test_steps_of_one_capacity_share_their_luck():
    """Who doubts a capacity this year doubts it next year in the same direction."""
    decision = (Step(date(2020, 1, 1), q(100.0, 80.0, 120.0)), Step(date(2024, 6, 1), q(200.0, 160.0, 240.0)))
    made = chain(capacities=Capacities(steps(1.0), decision, steps(1.0)))
    drawn = draw_values(made, 200, np.random.default_rng(1))
    first, second = (drawn.values[:, drawn.places["capacities", "decision", k, "quantity"]] for k in range(2))
    assert second == pytest.approx(2 * first)
    plan = baseline_of(made, drawn.row(0), 52, 1.0).plan
    assert plan.decision[0] == pytest.approx(first[0])
    assert plan.decision[22] == pytest.approx(second[0])  # first whole week of June


def test_the_inflow_has_level_season_and_volatility():
    """Over many draws the median month is level times season, and the log level spreads as an autoregression does."""
    season = tuple(np.array([2.0] * 6 + [0.0] * 6))
    made = chain(inflow=Inflow((group(per_year=1200.0),), season, "assumption", q(0.8), q(0.1), q(0.0)))
    months = months_of(made.start_on, 156)
    known = draw_values(made, 1, np.random.default_rng(1)).row(0)
    rng = np.random.default_rng(2)
    found = np.array([draw_inflow(made, known, months, rng)[:, 0] for _ in range(1500)])
    assert np.median(found[:, 24]) == pytest.approx(200.0, rel=0.03)
    assert (found[:, 6:12] == 0).all()
    expected = 0.1 * np.sqrt((1 - 0.8**48) / (1 - 0.8**2))
    assert np.log(found[:, 24]).std() == pytest.approx(expected, rel=0.06)
    weekly = draw_arrivals(np.full((37, 1), 100.0), months, rng)
    assert weekly.shape == (156, 1)
    assert weekly.sum() == pytest.approx(156 * 7 / 365.25 * 1200, rel=0.05)


def test_months_hold_every_day_of_whole_weeks():
    """Weeks are shared between months by days; each whole month gets the days it has; month's ends are weeks' ends."""
    months = months_of(date(2023, 7, 6), 60)
    assert months.first_days[0] == date(2023, 8, 1)
    assert months.shares.sum(axis=1) * 7 == pytest.approx([31, 30, 31, 30, 31, 31, 29, 31, 30, 31, 30, 31])
    assert months.shares.sum(axis=0).max() == pytest.approx(1.0)
    assert months.ends[0] == (date(2023, 8, 30) - date(2023, 7, 6)).days // 7
    assert set(months.of_week[:3]) == {12}  # July is not whole


STATUTE = LegalPath("statute", 12.0, 6.0, 24.0, 0.4, "assumption")


def test_fates_follow_the_legal_path():
    """Half come into force within the central delay, four in ten are struck down, all of these within a year."""
    measure = Measure("a=b", "b", (), STATUTE)
    fate = draw_fates([measure], chain(), 4000, seed=3)["a=b"]
    assert np.median(fate.in_force) == pytest.approx(12 * 365.25 / 12 / 7, abs=2)
    struck = fate.until < NEVER_WEEK
    assert struck.mean() == pytest.approx(0.4, abs=0.03)
    stood = (fate.until - fate.in_force)[struck]
    assert 1 <= stood.min() <= stood.max() <= 52
    assert np.median(stood) == pytest.approx(24, abs=1.5)


def test_a_measure_has_one_fate_whatever_package_it_is_in():
    """Drawn alone or among others, the same name has the same fate; another name has another."""
    one, other = Measure("a=b", "b", (), STATUTE), Measure("c=d", "d", (), STATUTE)
    alone = draw_fates([one], chain(), 50, seed=3)["a=b"]
    among = draw_fates([other, one], chain(), 50, seed=3)
    np.testing.assert_array_equal(alone.in_force, among["a=b"].in_force)
    np.testing.assert_array_equal(alone.until, among["a=b"].until)
    assert (among["c=d"].in_force != alone.in_force).any()


def test_levers_hold_from_entry_into_force_until_the_ruling():
    """Before and after, the plan is the baseline's; in between it is the lever's; of two limits the stricter counts."""
    made = chain(lever_grounds={"family_arrivals_max_persons_per_month": ("subsidiary",)})
    known = draw_values(made, 1, np.random.default_rng(1)).row(0)
    base = baseline_of(made, known, 200, 1.0)
    struck = LegalPath("statute", 6.0, 6.0, 6.0, 1.0, "assumption")
    levers = (
        Lever("family_arrivals_max_persons_per_month", 100.0, "", "x"),
        Lever("family_arrivals_kept_share", 0.5, "", "x"),
        Lever("regular_places_added", 50.0, "", "x"),
    )
    measure = Measure("a=b", "b", levers, struck)
    fates = draw_fates([measure], made, 1, seed=3)
    low, high = int(fates["a=b"].in_force[0]), int(fates["a=b"].until[0])
    plan = changed(base, [measure], fates, 0, made)
    assert low == 27 < high < 80
    assert plan.cap[low:high] == pytest.approx(np.full(high - low, 100 * 12 * 7 / 365.25))
    assert (plan.cap[:low] < 0).all()
    assert plan.is_capped[low:high, 1].all()
    assert not plan.is_capped[:, [0, 2]].any()
    assert (plan.arrivals_kept[low:high] == 32768).all()
    assert (plan.arrivals_kept_until[low:high] == high).all()
    assert (plan.regular[low:high] == base.plan.regular[low:high] + 50).all()
    assert (plan.regular[high:] == base.plan.regular[high:]).all()
    stricter = Measure("c=d", "d", (Lever("family_arrivals_max_persons_per_month", 40.0, "", "x"),))
    both = changed(base, [measure, stricter], fates | draw_fates([stricter], made, 1, seed=3), 0, made)
    assert both.cap == pytest.approx(np.full(200, 40 * 12 * 7 / 365.25))


def test_the_dispersal_law_brings_places_and_a_lever_delays_them():
    """Places come linearly after entry into force, a year later under the lever, and never where the law falls."""
    law = Dispersal(q(520.0), q(52.0), q(12.0), q(0.5))
    places = Reception(steps(100.0), steps(0.0), q(1.0), q(0.0), q(1.0), q(1.0), law)
    made = chain(reception=places)
    known = draw_values(made, 1, np.random.default_rng(1)).row(0)
    base = baseline_of(made, known, 200, 0.9)
    delay = Measure("a=b", "b", (Lever("dispersal_places_delay_months", 12.0, "months", "x"),), STATUTE)
    soon = changed(base, [], {}, 0, made).regular
    late = changed(base, [delay], draw_fates([delay], made, 1, seed=1), 0, made).regular
    assert soon[52] == pytest.approx(100, abs=1)
    assert soon[78] == pytest.approx(100 + 258, abs=5)
    assert soon[-1] == late[-1] == 620
    assert late[52:104] == pytest.approx(np.full(52, 100), abs=1)
    assert (changed(baseline_of(made, known, 200, 0.1), [], {}, 0, made).regular == 100).all()


def test_housing_targets_are_those_of_their_half_years():
    """A half-year under way counts for what is left of it; later ones get the later target."""
    made = replace(chain(), start_on=date(2024, 4, 1))
    known = draw_values(made, 1, np.random.default_rng(1)).row(0)
    plan = baseline_of(made, known, 90, 1.0).plan
    begun = np.flatnonzero(plan.housing_target >= 0)
    assert begun.tolist() == [0, 13, 40, 66]
    assert plan.housing_target[0] == pytest.approx(1500 / 2, rel=0.01)
    assert plan.housing_target[13] == 1500


@given(word=st.integers(0, 2**64 - 1))
def test_luck_is_splitmix(word):
    """Scrambling is the published splitmix64, and its four parts of 16 bits make up the whole."""
    mask = 2**64 - 1
    z = (word + 0x9E3779B97F4A7C15) & mask
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
    z ^= z >> 31
    assert int(scramble(np.uint64(word))) == z
    assert sum(bits(np.uint64(word), place) << (16 * place) for place in range(4)) == word


@given(mean=st.floats(1.0, 200.0))
def test_delays_have_their_mean(mean):
    """Delays in whole weeks, at least one, have the mean asked for, and no memory."""
    assert delays(mean).mean() == pytest.approx(mean, rel=0.01)
    later = delays(mean)[delays(mean) > 3]
    assert later.size < 200 or (later - 3).mean() == pytest.approx(mean, rel=0.03)
    assert delays(mean).min() >= 1


@given(mean=st.floats(1.0, 8.0))
def test_families_have_their_size(mean):
    """Family sizes are 1 plus a Poisson number with the mean asked for."""
    assert size_table(mean).mean() == pytest.approx(mean, rel=0.01)
    assert size_table(mean).min() == 1
