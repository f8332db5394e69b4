"""How fast the chain is, beside SimPy and Ciw on the same small chain, and on the reference case.

    uv run python benchmarks/chain.py            # everything, peers included: a few minutes
    uv run python benchmarks/chain.py --no-peers # treves alone

The small chain: 1,000 arrivals a week for 250 weeks; registration, then a decision with priority for a fifth, then a
house for the seven tenths who get a permit. ``stable`` keeps every queue below its limit; in ``backlog`` decisions keep
up with 80 % only and some 50,000 wait at the end. The peers grow slow with their queue (SimPy sorts it at every
request), so they run the first 40 weeks of ``backlog``, and are compared with the same weeks in treves. SimPy and Ciw
serve in continuous time with exponential services, treves week by week with the same weekly capacities; waits of many
weeks must agree, waits of hours cannot. Seconds are processor seconds of one thread (the machine may be shared); the
study on two threads is in seconds of the clock.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import time
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

import numpy as np

from treves.bargaining import allowed_packages
from treves.case import load_case
from treves.chain import (
    NO_MEASURES,
    Appeals,
    Capacities,
    ChainParameters,
    Costs,
    Decisions,
    Family,
    Group,
    HousingTarget,
    HousingTask,
    Inflow,
    LegalCourse,
    Measures,
    Quantity,
    Reception,
    Step,
    Track,
    measures_of,
    simulate_packages,
    warm_up,
)
from treves.chain.scratch import Scratch, bytes_per_person
from treves.chain.simulate import make_setting, make_world, run_draw

RATE, WEEKS, PRIORITY, GRANTED = 1000.0, 250, 0.2, 0.7
PEER_WEEKS = {"stable": WEEKS, "backlog": 40}
STATIONS = {
    "stable": ((12, 0.01104), (50, 0.0475), (60, 0.0797)),
    "backlog": ((12, 0.01104), (50, 0.0625), (60, 0.0797)),
}
"""Servers and mean service in weeks of registration, decision and housing."""

FIVE_YEARS_WEEKS = 261
Waits = dict[str, float]


def small_chain(variant: str) -> ChainParameters:
    """Make the small chain: no courts, no families, nobody in stock."""

    def known(value: float) -> Quantity:
        return Quantity(value, value, value, "as the peers have it", "this benchmark")

    def steps(value: float) -> tuple[Step, ...]:
        return (Step(start, known(value)),)

    start = date(2024, 1, 1)
    registration, decision, housing = (servers / mean for servers, mean in STATIONS[variant])
    none, one = known(0.0), known(1.0)
    group = Group(
        "all", "all", known(RATE * 365.25 / 7), {"priority": known(PRIORITY)}, known(GRANTED), none, none, none, one
    )  # fmt: skip
    tracks = tuple(
        Track(name, name, k, True, False, one, none, none, none, one) for k, name in enumerate(("priority", "other"))
    )
    a_week = housing * 26 * 7
    halves = tuple(HousingTarget(date(2024 + k // 2, 1 + 6 * (k % 2), 1), known(a_week / 7)) for k in range(11))
    return ChainParameters(
        "benchmark", start,
        Inflow((group,), (1.0,) * 12, "this benchmark", none, none, none),
        Decisions(tracks, known(26.0)),
        Appeals(steps(0.0), one),
        Capacities(steps(registration), steps(decision), steps(0.0)),
        Reception(steps(0.0), steps(0.0), one, none, one, one),
        HousingTask(halves, known(a_week / 7), none, one, none),
        Family(one, one, one),
        Costs("EUR", one, one, one, one, one, one),
        LegalCourse(one, none, one),
        (),
    )  # fmt: skip


def run_treves(variant: str, weeks: int = WEEKS) -> tuple[int, Waits, float]:
    """Simulate the small chain; returns persons, mean waits at the decision, and seconds (best of five)."""
    parameters = small_chain(variant)
    best = np.inf
    for seed in range(5):
        start = time.process_time()
        (run,) = simulate_packages(
            parameters, [NO_MEASURES], draws=1, weeks=weeks, rng=np.random.default_rng(seed), threads=1
        )
        best = min(best, time.process_time() - start)
    setting = make_setting(parameters, [NO_MEASURES], draws=1, weeks=weeks, seed=1)
    scratch, world = Scratch(), make_world(setting, 0)
    list(run_draw(setting, world, 0, scratch))
    work = scratch.work(world.people.rows, 2, weeks)
    decided = work.decided >= 0
    waits = (work.decided - work.registered)[decided]
    track = work.track[decided]
    return run.persons, {"priority": float(waits[track == 0].mean()), "other": float(waits[track == 1].mean())}, best


def run_simpy(variant: str, weeks: int) -> tuple[int, Waits, float]:
    """Simulate the small chain in SimPy: one process a person, resources with a priority at the decision."""
    import simpy

    rng = random.Random(1)
    stations = STATIONS[variant]
    waits: list[list[float]] = [[], []]
    count = 0
    start = time.process_time()
    env = simpy.Environment()
    registration, housing = (simpy.Resource(env, stations[k][0]) for k in (0, 2))
    decision = simpy.PriorityResource(env, stations[1][0])

    def person() -> Any:
        with registration.request() as desk:
            yield desk
            yield env.timeout(rng.expovariate(1 / stations[0][1]))
        rank = 0 if rng.random() < PRIORITY else 1
        came = env.now
        with decision.request(priority=rank) as desk:
            yield desk
            waits[rank].append(env.now - came)
            yield env.timeout(rng.expovariate(1 / stations[1][1]))
        if rng.random() < GRANTED:
            with housing.request() as desk:
                yield desk
                yield env.timeout(rng.expovariate(1 / stations[2][1]))

    def source() -> Any:
        nonlocal count
        while True:
            yield env.timeout(rng.expovariate(RATE))
            count += 1
            env.process(person())

    env.process(source())
    env.run(until=weeks)
    seconds = time.process_time() - start
    return count, dict(zip(("priority", "other"), (sum(w) / len(w) for w in waits), strict=True)), seconds


def run_ciw(variant: str, weeks: int) -> tuple[int, Waits, float]:
    """Simulate the small chain in Ciw: three nodes, two priority classes."""
    import ciw

    stations = STATIONS[variant]
    exponential = ciw.dists.Exponential
    start = time.process_time()
    network = ciw.create_network(
        arrival_distributions={
            "priority": [exponential(RATE * PRIORITY), None, None],
            "other": [exponential(RATE * (1 - PRIORITY)), None, None],
        },
        service_distributions={k: [exponential(1 / mean) for _, mean in stations] for k in ("priority", "other")},
        number_of_servers=[servers for servers, _ in stations],
        routing={k: [[0.0, 1.0, 0.0], [0.0, 0.0, GRANTED], [0.0, 0.0, 0.0]] for k in ("priority", "other")},
        priority_classes={"priority": 0, "other": 1},
    )
    ciw.seed(1)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(weeks)
    seconds = time.process_time() - start
    records = [r for r in simulation.get_all_records() if r.record_type == "service"]
    waits = {
        name: float(np.mean([r.waiting_time for r in records if r.node == 2 and r.customer_class == name]))
        for name in ("priority", "other")
    }
    return sum(r.node == 1 for r in records), waits, seconds


def compare(with_peers: bool) -> dict[str, Any]:
    """Run the small chain in treves and in the peers, both variants; returns the figures."""
    figures: dict[str, Any] = {}
    for variant in STATIONS:
        persons, waits, seconds = run_treves(variant)
        mine = persons / seconds
        figures[variant] = {"persons_per_second": round(mine), "waits_weeks": rounded(waits)}
        print(f"{variant}: treves {persons:,} persons in {seconds:.4f} s: {mine:,.0f} persons a second", flush=True)
        if not with_peers:
            continue
        _, waits, _ = run_treves(variant, PEER_WEEKS[variant])
        for name, peer in (("simpy", run_simpy), ("ciw", run_ciw)):
            gc.collect()
            persons, theirs, seconds = peer(variant, PEER_WEEKS[variant])
            ratio = mine / (persons / seconds)
            figures[variant] |= {
                f"ratio_{name}": round(ratio, 1),
                f"{name}_persons_per_second": round(persons / seconds),
                f"{name}_waits_weeks": rounded(theirs),
            }
            print(
                f"    {name} {persons:,} persons in {seconds:.1f} s: treves is {ratio:,.0f} times as fast; "
                f"mean wait at the decision {theirs['other']:.2f} weeks, treves {waits['other']:.2f}",
                flush=True,
            )
    figures["backlog_to_stable"] = round(
        figures["backlog"]["persons_per_second"] / figures["stable"]["persons_per_second"], 2
    )
    return figures


def rounded(waits: Waits) -> Waits:
    """Round waits for print."""
    return {name: round(wait, 3) for name, wait in waits.items()}


def reference_packages(count: int) -> tuple[ChainParameters, list[Measures]]:
    """Return the reference case's chain, its baseline, and packages evenly over all that its agenda allows."""
    case = load_case("rutte4-asylum")
    if case.chain is None:
        raise SystemExit("the reference case has no chain")
    agenda, found = case.agenda, {}
    for number in allowed_packages(agenda).numbers.tolist():
        measures = measures_of(agenda, agenda.package_at(number))
        names = tuple(measure.name for measure in measures.measures)
        if names:
            found.setdefault(names, measures)
    step = max(1, len(found) // (count - 1))
    chosen = list(islice(islice(found.values(), 0, None, step), count - 1))
    return case.chain, [NO_MEASURES, *(replace(m, name=f"package {k}") for k, m in enumerate(chosen, 1))]


def reference(draws: int) -> dict[str, Any]:
    """Time the reference case: one run on one thread, and 20 packages on two."""
    parameters, packages = reference_packages(20)
    setting = make_setting(parameters, [NO_MEASURES], draws=8, weeks=FIVE_YEARS_WEEKS, seed=1)
    scratch, seconds, persons = Scratch(), 0.0, 0
    for draw in range(8):
        start = time.process_time()
        world = make_world(setting, draw)
        list(run_draw(setting, world, draw, scratch))
        seconds += time.process_time() - start
        persons += world.people.rows.luck.size
    work = scratch.work(world.people.rows, len(parameters.decisions.tracks), FIVE_YEARS_WEEKS)
    memory = bytes_per_person(world.people.rows, work)
    print(
        f"reference case, one package, people drawn anew each time: {persons / seconds:,.0f} asylum persons a second "
        f"and core (their families come on top); {memory:.0f} bytes a person",
        flush=True,
    )
    start, busy = time.perf_counter(), time.process_time()
    runs = simulate_packages(
        parameters, packages, draws=draws, weeks=FIVE_YEARS_WEEKS, rng=np.random.default_rng(1), threads=2
    )
    wall, busy = time.perf_counter() - start, time.process_time() - busy
    every = runs[0].persons * len(packages)
    print(
        f"{len(packages)} packages x {draws} replications x 5 years: {wall:.1f} s on the clock, {busy:.1f} s of "
        f"processor; {every:,} rows, {every / busy:,.0f} a second and core",
        flush=True,
    )
    return {
        "full_chain_persons_per_second_and_core": round(persons / seconds),
        "bytes_per_person": round(memory, 1),
        "packages": len(packages),
        "replications": draws,
        "study_seconds": round(wall, 1),
        "study_processor_seconds": round(busy, 1),
    }


def main() -> None:
    """Compile, run the small chain with its peers, then the reference case; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--no-peers", action="store_true", help="leave SimPy and Ciw out")
    parser.add_argument("--draws", type=int, default=500, help="replications of the reference case")
    asked = parser.parse_args()
    start = time.perf_counter()
    warm_up()
    print(f"compiled, or loaded from disk, in {time.perf_counter() - start:.1f} s", flush=True)
    figures = compare(not asked.no_peers)
    figures["reference"] = reference(asked.draws)
    stable = figures["stable"]
    print(json.dumps({"ratio_simpy": stable.get("ratio_simpy"), "ratio_ciw": stable.get("ratio_ciw"), **figures}))


if __name__ == "__main__":
    main()
