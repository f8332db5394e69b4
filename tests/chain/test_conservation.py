"""Persons are conserved: whoever came in is somewhere, in every week, whatever the parameters."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chain.chains import START, chain, group, q, steps, track
from chain.runs import run
from treves.agenda import Lever
from treves.chain import (
    NO_MEASURES,
    Appeals,
    Capacities,
    Course,
    Decisions,
    Family,
    HousingTask,
    Inflow,
    LegalCourse,
    Measure,
    Measures,
    Reception,
    Stock,
)
from treves.chain import columns as c

shares = st.floats(0.0, 1.0)
few = st.floats(0.0, 60.0)
weeks_long = st.floats(0.0, 40.0)


@st.composite
def parameters(draw):
    """A chain of some 20 applicants a week in which everything else is anything."""
    tracks = tuple(
        track(
            f"track {t}",
            draw(st.integers(1, 2)),
            can_grant=draw(st.booleans()),
            is_accelerated=draw(st.booleans()),
            effort=q(draw(st.floats(0.1, 3.0))),
            minimum_weeks=q(draw(st.floats(0.0, 8.0))),
            appeal_share=q(draw(shares)),
            appeal_granted_share=q(draw(shares)),
            departure_weeks=q(draw(weeks_long)),
        )
        for t in range(draw(st.integers(1, 3)))
    )
    humanitarian = draw(shares)
    groups = tuple(
        group(
            f"group {g}",
            draw(st.floats(0.0, 1500.0)),
            track_shares={"track 0": q(draw(shares))} if len(tracks) > 1 else {},
            grant_share=q(draw(shares)),
            subsidiary_share=q(draw(st.floats(0.0, 1.0 - humanitarian))),
            humanitarian_share=q(humanitarian),
            sponsor_share=q(draw(shares)),
            family_size_persons=q(draw(st.floats(1.0, 6.0))),
        )
        for g in range(draw(st.integers(1, 2)))
    )
    stock = st.floats(0.0, 150.0)
    stages = ("registration", "decision", "appeal", "departure", "housing", "family_decision", "family_visa")
    return chain(
        inflow=Inflow(groups, (1.0,) * 12, "assumption", q(0.9), q(draw(st.floats(0.0, 0.3))), q(0.1)),
        decisions=Decisions(tracks, q(draw(weeks_long))),
        appeals=Appeals(steps(draw(few)), q(draw(weeks_long))),
        capacities=Capacities(steps(draw(few)), steps(draw(few)), steps(draw(few))),
        reception=Reception(
            steps(draw(stock)), steps(draw(stock)), q(draw(shares)), q(5.0), q(draw(shares)), q(draw(shares))
        ),
        housing=HousingTask((), q(draw(st.floats(0.0, 1500.0))), q(draw(stock)), q(draw(shares)), q(draw(shares))),
        family=Family(q(draw(weeks_long)), q(draw(shares)), q(draw(weeks_long))),
        legal=LegalCourse(q(10.0, 5.0, 20.0), q(draw(shares)), q(draw(weeks_long))),
        stocks=tuple(
            Stock(s, q(draw(stock)), q(draw(weeks_long)), sponsor_housed_share=q(draw(shares))) for s in stages
        ),
    )  # fmt: skip


LEVERS = st.sampled_from(
    [
        ("applications_kept_share", 0.5),
        ("accelerated_share_factor", 2.0),
        ("decision_capacity_added_persons_per_week", 10.0),
        ("decision_term_weeks", 4.0),
        ("housing_added_persons_per_half_year", -200.0),
        ("family_applications_kept_share", 0.6),
        ("war_refugee_family_kept_share", 0.0),
        ("family_arrivals_kept_share", 0.3),
        ("family_visa_wait_max_months", 4.0),
        ("family_wait_min_months", 6.0),
        ("family_arrivals_max_persons_per_month", 8.0),
        ("family_pause_occupancy_share", 0.8),
        ("war_refugee_permit_length_months", 5.0),
        ("status_appeal_share", 0.7),
    ]
)


@st.composite
def packages(draw):
    """One or two measures that come into force some time and may be struck down."""
    measures = []
    for k in range(draw(st.integers(0, 2))):
        levers = tuple(Lever(*lever, "unit", "assumption") for lever in draw(st.lists(LEVERS, min_size=1, max_size=3)))
        begins = START.toordinal() + draw(st.integers(0, 500))
        ends = draw(st.none() | st.integers(7, 400))
        on = type(START).fromordinal
        course = Course(START, on(begins), None if ends is None else on(begins + ends))
        measures.append(Measure(f"issue{k}=option", "option", levers, course=course))
    return Measures("package", tuple(measures))


def stock_of(made, *stages):
    """Persons of the starting stock at these stages, as rows (rounded once, as the run rounds)."""
    return sum(round(s.persons.value) for s in made.stocks if s.stage in stages)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=parameters(), package=packages(), seed=st.integers(0, 2**32))
def test_whoever_came_in_is_somewhere_in_every_week(made, package, seed):
    """In every week, stock and everyone who came equals everyone who waits, lives here, left or was refused."""
    found = run(made, package, weeks=110, seed=seed)
    came, stocks = found.flows.cumsum(axis=0), found.stocks
    granted = came[:, c.GRANTS : c.GRANTS + 3].sum(axis=1)
    front = stocks[:, [c.S_REGISTRATION, c.S_BACKLOG, c.S_COURT_PERSONS, c.S_DEPARTING]].sum(axis=1)
    asylum = stock_of(made, "registration", "decision", "appeal", "departure") + came[:, c.APPLICATIONS]
    np.testing.assert_array_equal(asylum, front + granted + came[:, c.DEPARTURES])
    abroad = stocks[:, c.S_FAMILY_PENDING] + stocks[:, c.S_FAMILY_VISA]
    relatives = stock_of(made, "family_decision", "family_visa") + came[:, c.FAMILY_APPLICATIONS]
    np.testing.assert_array_equal(relatives, abroad + came[:, c.FAMILY_REFUSALS] + came[:, c.FAMILY_ARRIVALS])
    here = stock_of(made, "housing") + granted + came[:, c.FAMILY_ARRIVALS]
    homed = came[:, c.FAMILY_HOMED] + came[:, c.PERSONS_HOUSED]
    np.testing.assert_array_equal(here, stocks[:, c.S_HOUSING] + homed)
    assert (stocks[:, [k for k in range(c.S_STOCKS) if k != c.S_ARREARS]] >= 0).all()
    assert (stocks[:, c.S_FAMILY_HELD] <= stocks[:, c.S_FAMILY_VISA]).all()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=parameters(), package=packages(), seed=st.integers(0, 2**32))
def test_the_columns_tell_the_same_as_the_counts(made, package, seed):
    """Counting persons one by one at the end gives the numbers that were kept along the way."""
    weeks = 80
    found = run(made, package, weeks=weeks, seed=seed)
    work, rows, last = found.work, found.rows, found.stocks[-1]
    is_open = (work.outcome == c.UNDECIDED) & (work.decided == c.NEVER)
    assert np.count_nonzero(is_open & (work.registered != c.NEVER)) == last[c.S_BACKLOG]
    is_gone = (work.gone != c.NEVER) & (work.gone < weeks)
    leaves = (work.gone != c.NEVER) & ~is_gone
    assert np.count_nonzero(leaves) == last[c.S_DEPARTING]
    has_permit = work.outcome < c.REFUSAL
    in_court = (work.outcome == c.REFUSAL) & (work.gone == c.NEVER)
    assert np.count_nonzero(in_court) == last[c.S_COURT_PERSONS]
    waits = has_permit & (work.housed == c.NEVER)
    families = work.families[: work.now[c.FAMILY_COUNT]]
    sizes = families["size"].astype(int)
    with_us = np.isin(families["state"], [c.JOINED, c.QUEUED])
    assert np.count_nonzero(waits) + sizes[with_us].sum() == last[c.S_HOUSING]
    is_here = (is_open | leaves | in_court | waits) & (work.applied < weeks) & (work.outcome != c.TURNED_AWAY)
    residents = np.count_nonzero(is_here & (rows.is_resident == 1)) + sizes[with_us].sum()
    assert residents == last[c.S_RESIDENTS]
    too_old = weeks - 1 - work.applied[is_open].astype(int) > found.plan.term[-1]
    assert np.count_nonzero(too_old) == last[c.S_OVERDUE]
    held = np.isin(families["state"], [c.HELD, c.GATED])
    assert sizes[held].sum() == last[c.S_FAMILY_HELD]


def test_a_run_without_persons_is_a_run():
    """Nobody comes and nobody is there: every number is nought, and nothing breaks."""
    made = chain(inflow=Inflow((group(per_year=0.0),), (1.0,) * 12, "assumption", q(0.9), q(0.0), q(0.0)), stocks=())
    found = run(made, NO_MEASURES, weeks=30)
    assert found.flows.sum() == 0
    assert found.stocks[:, [k for k in range(c.S_STOCKS) if k != c.S_ARREARS]].sum() == 0
