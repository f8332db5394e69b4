"""The queues are queues: Little's law, Erlang's formula, and the same queue in Ciw."""

import math

import ciw
import numpy as np
import pytest

from chain.chains import chain, group, q, steps, track
from chain.runs import run
from treves.chain import Appeals, Capacities, Decisions, Inflow
from treves.chain import columns as c

PER_YEAR = 365.25 / 7
PLENTY = 1e6


def queue_for_decisions(per_week, capacity, *, short_share=0.0):
    """A chain in which nothing holds anyone up but the decision: arrivals are Poisson, capacity is fixed."""
    tracks = (track("short", 1, can_grant=False), track("long", 2, can_grant=False))
    return chain(
        inflow=Inflow(
            (group(per_year=per_week * PER_YEAR, track_shares={"short": q(short_share)}),),
            (1.0,) * 12, "assumption", q(0.0), q(0.0), q(0.0),
        ),
        decisions=Decisions(tracks, q(26.0)),
        capacities=Capacities(steps(PLENTY), steps(capacity), steps(PLENTY)),
        stocks=(),
    )  # fmt: skip


def queue_in_court(per_week, cases, duration):
    """A chain in which everyone is refused at once and goes to court, where so many cases are worked on at a time."""
    tracks = (track("only", 1, can_grant=False, appeal_share=q(1.0), appeal_granted_share=q(0.0)),)
    return chain(
        inflow=Inflow(
            (group(per_year=per_week * PER_YEAR, track_shares={}),),
            (1.0,) * 12, "assumption", q(0.0), q(0.0), q(0.0),
        ),
        decisions=Decisions(tracks, q(26.0)),
        appeals=Appeals(steps(cases), q(duration)),
        capacities=Capacities(steps(PLENTY), steps(PLENTY), steps(PLENTY)),
        stocks=(),
    )  # fmt: skip


def erlang_c(servers, load):
    """Probability of having to wait with so many servers and this offered load (Erlang 1917)."""
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked / (1 - load / servers * (1 - blocked))


def sampled(make, draws, weeks, after):
    """A stock week by week once the start is forgotten, one row a draw."""
    return np.array([make(seed)[after:weeks] for seed in range(draws)])


def mean_and_error(values):
    """Mean over draws of the mean over weeks, and its standard error."""
    means = values.mean(axis=1)
    return means.mean(), means.std(ddof=1) / math.sqrt(means.size)


def test_littles_law_holds_to_the_person():
    """Summed over weeks, those who wait are the weeks that persons waited; over a long run L is lambda times W."""
    weeks = 2000
    found = run(queue_for_decisions(20.0, 21.0), weeks=weeks)
    work, backlog = found.work, found.stocks[:, c.S_BACKLOG]
    came = work.registered != c.NEVER
    ends = np.where(work.decided == c.NEVER, weeks, work.decided.astype(int))
    assert backlog.sum() == (ends - work.registered.astype(int))[came].sum()
    decided = found.flows[:, c.DECISIONS].sum()
    rate, wait = decided / weeks, found.weekly.waited.sum() / decided
    assert backlog.mean() == pytest.approx(rate * wait, rel=0.01)


def test_backlog_is_that_of_a_queue_with_fixed_service():
    """Poisson arrivals and a fixed weekly capacity are M/D/c: the mean queue is that of Crommelin's chain (1932)."""
    rate, capacity = 18.0, 20
    arrivals = np.exp([-rate + n * math.log(rate) - math.lgamma(n + 1) for n in range(120)])
    chances = np.zeros(1500)
    chances[0] = 1.0
    for _ in range(3000):  # Q' = max(Q + A - c, 0) until it stands still
        after = np.convolve(chances, arrivals)[: chances.size + capacity]
        chances = np.concatenate(([after[: capacity + 1].sum()], after[capacity + 1 :]))[:1500]
    exact = (chances * np.arange(1500)[: chances.size]).sum()
    weeks = 3000
    found = sampled(
        lambda seed: run(queue_for_decisions(rate, capacity), weeks=weeks, seed=seed).stocks[:, c.S_BACKLOG],
        draws=20, weeks=weeks, after=300,
    )  # fmt: skip
    mean, error = mean_and_error(found)
    assert error < 0.05 * exact
    assert mean == pytest.approx(exact, abs=4 * error)


def test_ciw_finds_the_same_backlog():
    """Ciw, person by person in continuous time, has the same queue; priority does not change its length."""
    rate, capacity, weeks, after = 18.0, 20, 1500, 200
    exponential, fixed = ciw.dists.Exponential, ciw.dists.Deterministic(1.0)
    network = ciw.create_network(
        arrival_distributions={"short": [exponential(0.3 * rate)], "long": [exponential(0.7 * rate)]},
        service_distributions={"short": [fixed], "long": [fixed]},
        number_of_servers=[capacity],
        priority_classes={"short": 0, "long": 1},
    )
    theirs = {"all": [], "short": []}
    for seed in range(6):
        ciw.seed(seed)
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_time(weeks)
        found = [r for r in simulation.get_all_records() if r.record_type == "service"]
        waits = np.array([r.waiting_time for r in found if r.arrival_date > after])
        short = np.array([r.customer_class == "short" for r in found if r.arrival_date > after])
        theirs["all"].append(waits.mean())
        theirs["short"].append(waits[short].mean())
    mine = {"all": [], "short": []}
    for seed in range(20):
        found = run(queue_for_decisions(rate, capacity, short_share=0.3), weeks=weeks, seed=seed)
        decided = (found.work.decided != c.NEVER) & (found.work.applied > after)
        waits = found.work.decided[decided].astype(float) - found.work.applied[decided]
        mine["all"].append(waits.mean())
        mine["short"].append(waits[found.work.track[decided] == 0].mean())
    error = math.hypot(np.std(mine["all"]) / math.sqrt(20), np.std(theirs["all"]) / math.sqrt(6))
    assert np.mean(mine["all"]) == pytest.approx(np.mean(theirs["all"]), abs=4 * error)
    # Within a week nobody passes anybody here, so only the order of magnitude of the short wait can agree.
    assert np.mean(mine["short"]) < np.mean(mine["all"]) / 3
    assert np.mean(theirs["short"]) < np.mean(theirs["all"]) / 3


def test_courts_are_erlangs_queue():
    """Courts that work on ten cases at a time, forty weeks each, have the queue of Erlang's C formula, and of Ciw."""
    cases, duration, rate = 10, 40.0, 0.1875
    load = rate * duration
    exact = load + erlang_c(cases, load) * load / (cases - load)
    weeks, after = 3000, 800
    found = sampled(
        lambda seed: run(queue_in_court(rate, float(cases), duration), weeks=weeks, seed=seed).stocks[:, c.S_COURT],
        draws=60, weeks=weeks, after=after,
    )  # fmt: skip
    mean, error = mean_and_error(found)
    assert error < 0.04 * exact
    assert mean == pytest.approx(exact, abs=4 * error)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate)],
        service_distributions=[ciw.dists.Exponential(1 / duration)],
        number_of_servers=[cases],
    )
    means = []
    for seed in range(60):
        ciw.seed(seed)
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_time(weeks)
        stays = [max(0.0, min(r.exit_date, weeks) - max(r.arrival_date, after)) for r in simulation.get_all_records()]
        means.append(sum(stays) / (weeks - after))
    theirs = np.mean(means)
    apart = math.hypot(error, np.std(means, ddof=1) / math.sqrt(len(means)))
    assert mean == pytest.approx(theirs, abs=4 * apart + 0.5)  # Ciw's records leave out those still inside at the end


def test_a_queue_longer_than_its_capacity_grows_by_the_difference():
    """Fifty more arrivals a week than decisions: after two years the backlog is a hundred weeks times fifty longer."""
    found = run(queue_for_decisions(150.0, 100.0), weeks=104)
    came = found.flows[:, c.APPLICATIONS].sum()
    assert found.stocks[-1, c.S_BACKLOG] == came - 104 * 100
