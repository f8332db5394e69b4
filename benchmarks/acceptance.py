"""The acceptance map against plain NumPy and against the machine, on the same packages, parties and draws.

usage: uv run python benchmarks/acceptance.py [--growth]

Six issues of ten options make 10^6 packages, five 10^5; four parties, each a veto player; 1,000 draws. The plain way
already splits the issues in two halves, as treves does: each party's two half tables added by broadcasting, in float64,
draw by draw. It runs on one processor, as NumPy does; treves on all, and on one for comparison. Both start from the
same value tables and must agree to the last count. Seconds are wall-clock, the best of several runs.

An evaluation is one party asked about one package in one draw: one float32 addition and one comparison (a minimum). The
machine's float32 rate is measured in the same run: sixteen additions to every number of an array that stays in the
cache nearest to the processor, on as many threads; no kernel that adds can do more. A list of 100,000 packages
out of the 10^6 is timed as a list, too. With --growth, cost as packages, parties and draws grow. The last line is JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from treves.agenda import Agenda, Issue, Option
from treves.bargaining import (
    Packages,
    Values,
    acceptance_map,
    acceptance_memory_bytes,
    acceptance_of_listed,
    allowed_packages,
    value_tables,
    warm_up,
)
from treves.bargaining.compiled import compiled, over_ranges, thread_count
from treves.bargaining.halves import half_sums, split_at
from treves.cabinet import DecisionRule
from treves.positions import Draws

PARTIES = ("A", "B", "C", "D")
DRAWS, OPTIONS = 1000, 10
Found = TypeVar("Found")


ADDITIONS, NUMBERS, ROUNDS = 16, 2048, 200_000


@compiled()
def add_up(numbers: npt.NDArray[np.float32], rounds: int) -> None:
    """Add to every number of a short array, sixteen times a round; nothing leaves the nearest cache."""
    a, b = np.float32(1e-7), np.float32(-1e-7)
    for _ in range(rounds):
        for j in range(numbers.size):
            x = numbers[j]
            x = (((((((x + a) + b) + a) + b) + a) + b) + a) + b
            numbers[j] = (((((((x + a) + b) + a) + b) + a) + b) + a) + b


def float32_additions_per_second(threads: int) -> float:
    """Measure how many float32 additions the machine does at best, on some threads."""

    def work(low: int, high: int) -> None:
        for _ in range(low, high):
            add_up(np.ones(NUMBERS, dtype=np.float32), ROUNDS)

    add_up(np.ones(NUMBERS, dtype=np.float32), 1)
    seconds, _ = best_of(3, lambda: over_ranges(work, threads, threads=threads))
    return threads * ROUNDS * NUMBERS * ADDITIONS / seconds


def problem(
    issues: int, seed: int = 1, parties: tuple[str, ...] = PARTIES, count: int = DRAWS
) -> tuple[Values, Packages]:
    """Random ideals, saliences and stakes, and a red line on one issue in twenty."""
    rng = np.random.default_rng(seed)
    places = np.linspace(0.0, 100.0, OPTIONS)
    options = tuple(Option(f"o{k}", f"option {k}", float(place)) for k, place in enumerate(places))
    agenda = Agenda(tuple(Issue(f"i{j}", f"issue {j}", "", options, f"o{j}") for j in range(issues)))
    size = (count, len(parties), issues)
    draws = Draws(
        ideal=rng.uniform(0.0, 100.0, size),
        reach=np.where(rng.random(size) < 0.05, rng.uniform(10.0, 60.0, size), np.inf),
        salience=rng.dirichlet(np.ones(issues), size[:2]),
        stake=rng.normal(-0.05, 0.05, size[:2]),
    )
    return value_tables(draws, agenda, parties), allowed_packages(agenda)


def plain_numpy(values: Values, packages: Packages) -> npt.NDArray[np.int64]:
    """Count the draws in which all parties accept each package."""
    cut = split_at(packages.agenda.shape)
    pairs = zip(values.tables, values.red_line, strict=True)
    first, second = half_sums([np.where(line, -np.inf, table) for table, line in pairs], cut)
    first -= values.reservation[:, :, None] - 1e-9
    counts = np.zeros((first.shape[2], second.shape[2]), dtype=np.int64)
    for d in range(values.count):
        accepts = np.ones(counts.shape, dtype=np.bool_)
        for p in range(len(values.parties)):
            accepts &= first[d, p][:, None] + second[d, p] >= 0.0
        counts += accepts
    return counts.reshape(-1)


def best_of(runs: int, work: Callable[[], Found]) -> tuple[float, Found]:
    """Return the shortest time and the last result."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - start)
    return min(seconds), found


def compare(issues: int, runs: int) -> dict[str, float]:
    """Run both ways on the same problem, check that they agree, and return the figures."""
    values, packages = problem(issues)
    rule = DecisionRule(PARTIES)
    seconds_treves, mine = best_of(runs, lambda: acceptance_map(values, packages, rule))
    seconds_alone, _ = best_of(runs, lambda: acceptance_map(values, packages, rule, threads=1))
    seconds_numpy, plain = best_of(2, lambda: plain_numpy(values, packages))
    if not np.array_equal(mine.counts, plain):
        raise SystemExit(f"treves and NumPy differ on {int((mine.counts != plain).sum())} packages")
    evaluations = packages.count * len(PARTIES) * values.count
    threads = thread_count()
    rate, rate_alone = float32_additions_per_second(threads), float32_additions_per_second(1)
    told = {
        "packages": packages.count,
        "parties": len(PARTIES),
        "draws": values.count,
        "threads": threads,
        "seconds_treves": round(seconds_treves, 4),
        "seconds_treves_one_thread": round(seconds_alone, 4),
        "seconds_numpy": round(seconds_numpy, 4),
        "ratio_numpy": round(seconds_numpy / seconds_treves, 2),
        "evaluations_per_second": round(evaluations / seconds_treves),
        "float32_additions_per_second": round(rate),
        "share_of_float32_rate": round(evaluations / seconds_treves / rate, 3),
        "share_of_float32_rate_one_thread": round(evaluations / seconds_alone / rate_alone, 3),
        "decided_again_in_float64": mine.recomputed,
        "memory_told_mb": round(acceptance_memory_bytes(values, packages) / 1e6, 1),
    }
    print(json.dumps(told), flush=True)
    return told


def of_a_list(issues: int, count: int) -> dict[str, float]:
    """Time a list of packages drawn from the product."""
    values, packages = problem(issues)
    chosen = np.random.default_rng(2).choice(packages.numbers, count, replace=False)
    options = packages.options_of(chosen).astype(np.int16)
    seconds, found = best_of(3, lambda: acceptance_of_listed(values, options, DecisionRule(PARTIES)))
    full = acceptance_map(values, packages, DecisionRule(PARTIES))
    if not np.array_equal(found.counts, full.counts[packages.positions_of(chosen)]):
        raise SystemExit("the list and the full map differ")
    rate = count * len(PARTIES) * values.count / seconds
    return {"listed_packages": count, "seconds_listed": round(seconds, 4), "listed_evaluations_per_second": round(rate)}


def growth() -> list[dict[str, float]]:
    """Time maps as packages, parties and draws grow."""
    told = []
    for issues, parties, count in ((4, 4, 1000), (5, 4, 1000), (6, 4, 1000), (7, 4, 100), (5, 2, 1000), (5, 8, 1000),
                                   (5, 12, 1000), (5, 4, 100), (5, 4, 10_000)):  # fmt: skip
        names = tuple("ABCDEFGHIJKL"[:parties])
        values, packages = problem(issues, 1, names, count)
        seconds, _ = best_of(3, lambda v=values, p=packages, n=names: acceptance_map(v, p, DecisionRule(n)))  # type: ignore[misc]
        row = {"packages": packages.count, "parties": parties, "draws": count, "seconds": round(seconds, 4)}
        print(f"growth: {row}", flush=True)
        told.append(row)
    return told


def main() -> None:
    """Compile, compare at both sizes, and print the figures of the larger as JSON, the smaller within."""
    start = time.perf_counter()
    warm_up()
    warm_up(beyond_lists=True)
    print(f"compiled, or loaded from disk, in {time.perf_counter() - start:.1f} s", flush=True)
    figures_small = compare(issues=5, runs=7)
    figures = compare(issues=6, runs=7)
    listed = of_a_list(issues=6, count=100_000)
    grown = growth() if "--growth" in sys.argv[1:] else []
    print(json.dumps({"benchmark": "acceptance", **figures, **listed, "small": figures_small, "growth": grown}))


if __name__ == "__main__":
    main()
