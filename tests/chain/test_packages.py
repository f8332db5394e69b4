"""Packages against a kept baseline: common random numbers, shared fronts, threads, and what measures do."""

from dataclasses import replace

import numpy as np
import pytest

from chain.chains import chain, q, steps
from chain.runs import run
from treves.agenda import LegalPath, Lever
from treves.chain import (
    NO_MEASURES,
    Capacities,
    Inflow,
    Measure,
    Measures,
    Reception,
    bands,
    differences,
    simulate_packages,
    simulate_until,
)
from treves.errors import ChainError

SURE = LegalPath("policy_rule", 0.0, 0.0, 0.0, 0.0, "assumption")


def package(name, *levers, path=SURE):
    made = tuple(Lever(parameter, value, "unit", "assumption") for parameter, value in levers)
    return Measures(name, (Measure(f"{name}=yes", name, made, path),))


def uncertain():
    """The small chain with an uncertain inflow, capacity and grant rate."""
    made = chain(capacities=Capacities(steps(110.0), steps(95.0), steps(120.0)))
    inflow = made.inflow
    wide = replace(
        inflow.groups[0], grant_share=q(0.6, 0.5, 0.7), applications_persons_per_year=q(5200.0, 4000.0, 6800.0)
    )
    return replace(made, inflow=Inflow((wide,), inflow.season, "assumption", q(0.9), q(0.08), q(0.05)))  # fmt: skip


QUOTA = package("quota", ("family_arrivals_max_persons_per_month", 60.0))
CORE = package("core family", ("family_applications_kept_share", 0.85))
HOUSES = package("houses", ("housing_added_persons_per_half_year", 800.0))
DESKS = package("desks", ("decision_capacity_added_persons_per_week", 15.0))


def test_common_random_numbers_make_differences_narrower_than_bands():
    """The band of a difference is a fraction of the band itself, and of the difference of unrelated runs."""
    base, core = simulate_packages(uncertain(), [NO_MEASURES, CORE], draws=60, weeks=156, rng=np.random.default_rng(1))
    (apart,) = simulate_packages(uncertain(), [CORE], draws=60, weeks=156, rng=np.random.default_rng(2))
    for name in ("family_arrivals_persons", "residents_persons"):
        own = bands(base, name)
        same = differences(core, base, name)
        last = slice(-12, None)
        width = (own.high - own.low)[last].mean()
        assert (same.high - same.low)[last].mean() < 0.25 * width
        unrelated = (apart.series(name) - base.series(name))[:, last]
        spread = np.quantile(unrelated, 0.9, axis=0) - np.quantile(unrelated, 0.1, axis=0)
        assert (same.high - same.low)[last].mean() < 0.2 * spread.mean()


def test_a_package_does_not_depend_on_what_it_is_compared_with():
    """Alone, or among others in any order, on one thread or two, a package gives the same numbers to the last bit."""
    made, rng = uncertain(), np.random.default_rng
    among = simulate_packages(made, [NO_MEASURES, QUOTA, DESKS, CORE], draws=6, weeks=80, rng=rng(5), threads=1)
    turned = simulate_packages(made, [CORE, DESKS, QUOTA, NO_MEASURES], draws=6, weeks=80, rng=rng(5), threads=2)
    (alone,) = simulate_packages(made, [CORE], draws=6, weeks=80, rng=rng(5), threads=2)
    np.testing.assert_array_equal(among[3].values, alone.values)
    for one, other in zip(among, reversed(turned), strict=True):
        np.testing.assert_array_equal(one.values, other.values)


def test_where_full_reception_slows_registration_the_front_is_not_shared_blindly():
    """Packages that fill reception in other weeks give the same numbers together as each on its own."""
    tight = Reception(steps(2700.0), steps(600.0), q(0.9), q(0.0), q(0.4), q(0.5))
    made, rng = replace(uncertain(), reception=tight), np.random.default_rng
    together = simulate_packages(made, [NO_MEASURES, HOUSES, QUOTA], draws=5, weeks=104, rng=rng(5), threads=1)
    for k, one in enumerate((NO_MEASURES, HOUSES, QUOTA)):
        (alone,) = simulate_packages(made, [one], draws=5, weeks=104, rng=rng(5), threads=1)
        np.testing.assert_array_equal(together[k].values, alone.values)
    waiting = [found.series("registration_waiting_persons")[:, -1].mean() for found in together[:2]]
    assert waiting[1] < waiting[0]  # houses empty reception, and so speed registration


def test_reception_houses_and_families_hold_each_other_up():
    """Fewer houses mean more residents, more residents fewer visas, fewer visas a shorter queue for houses."""
    tight = Reception(steps(2500.0), steps(300.0), q(0.9), q(0.0), q(1.0), q(0.2))
    fewer = package("fewer houses", ("housing_added_persons_per_half_year", -600.0))
    base, without = simulate_packages(
        chain(reception=tight), [NO_MEASURES, fewer], draws=10, weeks=104, rng=np.random.default_rng(1)
    )
    change = {name: (without.series(name) - base.series(name))[:, 12:].mean() for name in (
        "residents_persons", "family_arrivals_persons", "family_visa_persons", "housing_waiting_persons")}  # fmt: skip
    assert change["residents_persons"] > 100
    assert change["family_arrivals_persons"] < -2
    assert change["family_visa_persons"] > 10
    assert change["housing_waiting_persons"] > 100


def test_a_quota_defers_and_a_smaller_circle_reduces():
    """Under a quota relatives queue and none is refused; under a smaller circle fewer may come and none is held."""
    runs = simulate_packages(chain(), [NO_MEASURES, QUOTA, CORE], draws=5, weeks=104, rng=np.random.default_rng(1))
    base, quota, core = ({n: r.series(n)[:, -12:] for n in ("family_held_persons", "family_refused_persons",
                         "family_arrivals_persons")} for r in runs)  # fmt: skip
    assert quota["family_held_persons"].min() > 500
    np.testing.assert_array_equal(quota["family_refused_persons"], base["family_refused_persons"])
    assert quota["family_arrivals_persons"].mean() == pytest.approx(60, rel=0.1)
    assert core["family_held_persons"].max() == 0
    assert core["family_refused_persons"].mean() > base["family_refused_persons"].mean()


def test_a_waiting_time_empties_arrivals_and_fills_them_again():
    """With a wait of a year after the permit, arrivals dry up for a while and come back: deferred, not reduced."""
    wait = package("wait", ("family_wait_min_months", 12.0))
    base, found = simulate_packages(chain(), [NO_MEASURES, wait], draws=5, weeks=182, rng=np.random.default_rng(1))
    usual, arrivals = (r.series("family_arrivals_persons").mean(axis=0) for r in (base, found))
    assert arrivals[1:6].mean() < 0.2 * usual[1:6].mean()
    assert arrivals[-12:].mean() == pytest.approx(usual[-12:].mean(), rel=0.12)


def test_a_brake_lets_nobody_in_while_reception_is_overloaded():
    """While residents exceed all places by half, relatives wait; they come once there is room again."""
    tight = Reception(steps(1500.0), steps(100.0), q(0.9), q(0.0), q(1.0), q(1.0))
    brake = package("brake", ("family_pause_occupancy_share", 1.0))
    found = run(chain(reception=tight), brake, weeks=60)
    assert found.flows[5:, 9 + 1].sum() == 0  # family arrivals


def test_two_statuses_fill_the_courts():
    """War refugees who go to court for the higher status make courts busier, and others wait longer."""
    more = package("two statuses", ("status_appeal_share", 0.5), ("war_refugee_permit_length_months", 12.0))
    base, found = simulate_packages(chain(), [NO_MEASURES, more], draws=4, weeks=130, rng=np.random.default_rng(1))
    for name, sign in (("appeals_pending_cases", 1), ("appeals_pending_persons", 1), ("decisions_persons", -1)):
        change = (found.series(name) - base.series(name))[:, -12:].mean()
        assert sign * change > 0, name


def test_struck_down_measures_rebound():
    """Relatives excluded by a measure that falls apply again in the share the parameters give."""
    path = LegalPath("statute", 2.0, 2.0, 2.0, 1.0, "assumption")
    narrow = package("nobody", ("family_applications_kept_share", 0.0), path=path)
    made = chain(capacities=Capacities(steps(110.0), steps(95.0), steps(300.0)))
    legal = replace(made.legal, weeks_to_ruling=q(26.0), rebound_share=q(1.0))
    base, found = simulate_packages(
        replace(made, legal=legal), [NO_MEASURES, narrow], draws=3, weeks=208, rng=np.random.default_rng(1)
    )
    arrivals = [r.series("family_arrivals_persons").sum(axis=1) for r in (base, found)]
    assert arrivals[1] == pytest.approx(arrivals[0], rel=0.04)
    assert found.series("family_refused_persons")[:, 2:8].mean() > base.series("family_refused_persons")[:, 2:8].mean()


def test_draws_go_on_until_the_band_is_as_narrow_as_asked():
    """Asked for a sharper mean, more draws are made; what was reached is told, also where the limit ends it."""
    common = {"series": "family_arrivals_persons", "weeks": 60, "first_draws": 10}
    runs, loose = simulate_until(uncertain(), [NO_MEASURES], half_width=30.0, rng=np.random.default_rng(1), **common)
    sharper, sharp = simulate_until(uncertain(), [NO_MEASURES], half_width=4.0, rng=np.random.default_rng(1), **common)
    assert loose.is_reached
    assert sharp.is_reached
    assert sharper[0].draws == sharp.draws > loose.draws == runs[0].draws
    _, ended = simulate_until(
        uncertain(), [NO_MEASURES, CORE], half_width=1e-3, most_draws=20, rng=np.random.default_rng(1), **common
    )
    assert not ended.is_reached
    assert ended.draws == 20
    with pytest.raises(ChainError, match="half width"):
        simulate_until(uncertain(), [NO_MEASURES], half_width=0.0, rng=np.random.default_rng(1), **common)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"draws": 0}, "0 draws"),
        ({"weeks": 2}, "of 2 weeks"),
        ({"packages": []}, "none given"),
        ({"packages": [NO_MEASURES, NO_MEASURES]}, "names of their own"),
        ({"inflow": np.full((1, 3, 1), np.nan)}, "inflow has shape"),
    ],
)
def test_runs_that_cannot_be_are_refused(change, message):
    """No draws, too few weeks, packages without names, an inflow that does not fit: each with the reason."""
    asked = {"packages": [NO_MEASURES], "draws": 1, "weeks": 10} | change
    packages = asked.pop("packages")
    with pytest.raises(ChainError, match=message):
        simulate_packages(chain(), packages, rng=np.random.default_rng(1), **asked)


def test_an_inflow_given_from_outside_is_followed():
    """Expected applications by month take the place of the parameters' own."""
    inflow = np.full((4, 13, 1), 1000.0)
    (found,) = simulate_packages(chain(), [NO_MEASURES], draws=4, weeks=56, rng=np.random.default_rng(1), inflow=inflow)
    assert found.series("applications_persons").mean() == pytest.approx(1000, rel=0.02)
