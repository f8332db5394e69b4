"""The acceptance map against plain NumPy, on the same packages, parties and draws, in one process.

usage: uv run python benchmarks/acceptance_map.py

Five issues of ten options make 100,000 packages; four parties, each a veto player; 1,000 draws. The plain way already
splits the issues in two halves, as treves does: each party's two half tables added by broadcasting, in float64, draw by
draw. It runs on one processor, as NumPy does; treves on all, and on one for comparison. Both ways start from the same
value tables and must agree to the last count. Seconds are the best of equally many runs. The last line is JSON.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from treves.agenda import Agenda, Issue, Option
from treves.bargaining import Packages, Values, acceptance_map, allowed_packages, value_tables, warm_up
from treves.bargaining.halves import half_sums, split_at
from treves.cabinet import DecisionRule
from treves.positions import Draws

PARTIES = ("A", "B", "C", "D")
DRAWS, OPTIONS = 1000, 10
Found = TypeVar("Found")


def problem(issues: int, seed: int = 1) -> tuple[Values, Packages]:
    """Random ideals, saliences and stakes, and a red line on one issue in twenty."""
    rng = np.random.default_rng(seed)
    places = np.linspace(0.0, 100.0, OPTIONS)
    options = tuple(Option(f"o{k}", f"option {k}", float(place)) for k, place in enumerate(places))
    agenda = Agenda(tuple(Issue(f"i{j}", f"issue {j}", "", options, f"o{j}") for j in range(issues)))
    size = (DRAWS, len(PARTIES), issues)
    draws = Draws(
        ideal=rng.uniform(0.0, 100.0, size),
        reach=np.where(rng.random(size) < 0.05, rng.uniform(10.0, 60.0, size), np.inf),
        salience=rng.dirichlet(np.ones(issues), size[:2]),
        stake=rng.normal(-0.05, 0.05, size[:2]),
    )
    return value_tables(draws, agenda, PARTIES), allowed_packages(agenda)


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
    seconds_numpy, plain = best_of(runs, lambda: plain_numpy(values, packages))
    if not np.array_equal(mine.counts, plain):
        raise SystemExit(f"treves and NumPy differ on {int((mine.counts != plain).sum())} packages")
    evaluations = packages.count * len(PARTIES) * values.count
    print(
        f"{packages.count:>9,} packages x {len(PARTIES)} parties x {values.count:,} draws: "
        f"treves {seconds_treves:.3f} s (one thread {seconds_alone:.3f} s), NumPy {seconds_numpy:.3f} s, "
        f"ratio {seconds_numpy / seconds_treves:.1f}; equal counts, "
        f"{mine.recomputed} decisions made again in float64",
        flush=True,
    )
    return {
        "packages": packages.count,
        "parties": len(PARTIES),
        "draws": values.count,
        "seconds_treves": round(seconds_treves, 4),
        "seconds_treves_one_thread": round(seconds_alone, 4),
        "seconds_numpy": round(seconds_numpy, 4),
        "ratio_numpy": round(seconds_numpy / seconds_treves, 2),
        "evaluations_per_second": round(evaluations / seconds_treves),
    }


def main() -> None:
    """Compile, compare at both sizes, and print the figures of the smaller as JSON, the larger within."""
    start = time.perf_counter()
    warm_up()
    print(f"compiled, or loaded from disk, in {time.perf_counter() - start:.1f} s", flush=True)
    figures = compare(issues=5, runs=5)
    figures_million = compare(issues=6, runs=3)
    print(json.dumps({**figures, "million_packages": figures_million}))


if __name__ == "__main__":
    main()
