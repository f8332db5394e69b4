"""Front, all solutions and vetoes of one bargaining problem, beside NegMAS, paretoset, moocore and plain NumPy.

usage: uv run python benchmarks/front.py [--small]

Six issues of ten options make 10^6 packages; four parties; random additive utilities with reservation values of 0.4
(seed 1, as drawn below). treves is timed from value tables to the answer: who refuses which package, the
front, the Nash, Kalai-Smorodinsky, egalitarian and utilitarian solutions. NegMAS is timed for its front and its four
points from ready utility functions; NumPy for the same as treves; paretoset and moocore for utilities, veto filter and
front, which is all they do. Everything runs in this process, one after another; wall-clock seconds, best of the runs
told. All must find the same front. The last line is JSON. With --small, five issues (10^5 packages).
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from treves.agenda import Agenda, Issue, Option
from treves.bargaining import Values, explicit_values, merged_front, solve_scenario

Floats = npt.NDArray[np.float64]
Found = TypeVar("Found")
OPTIONS, RESERVATION = 10, 0.4


def problem(issues: int, parties: int = 4, options: int = OPTIONS, seed: int = 1) -> tuple[Values, Floats]:
    """Tables uniform on 0-1, stretched to it, times Dirichlet weights; ``tables[party, issue, option]`` beside."""
    rng = np.random.default_rng(seed)
    tables = rng.random((parties, issues, options))
    tables -= tables.min(axis=2, keepdims=True)
    tables /= tables.max(axis=2, keepdims=True)
    tables *= rng.dirichlet(np.ones(issues), size=parties)[:, :, None]
    places = np.linspace(0.0, 100.0, options).tolist()
    listed = tuple(Option(f"o{k}", f"option {k}", place) for k, place in enumerate(places))
    agenda = Agenda(tuple(Issue(f"i{j}", f"issue {j}", "", listed, "o0") for j in range(issues)))
    names = [f"p{p}" for p in range(parties)]
    given = {name: {f"i{j}": tables[p, j].tolist() for j in range(issues)} for p, name in enumerate(names)}
    return explicit_values(agenda, given, reservation=dict.fromkeys(names, RESERVATION)), tables


def utilities_numpy(tables: Floats) -> Floats:
    """Utilities of every package, issue by issue."""
    found = np.zeros((1, len(tables)))
    for j in range(tables.shape[1]):
        found = (found[:, None, :] + tables[:, j].T[None]).reshape(-1, len(tables))
    return found


def plain_numpy(tables: Floats) -> Floats:
    """Return the front after finding vetoes and all four solutions, in plain NumPy."""
    utilities = utilities_numpy(tables)
    rational = utilities[(utilities >= RESERVATION).all(axis=1)]
    rest, front = rational[np.argsort(-rational.sum(axis=1), kind="stable")], []
    while len(rest):
        front.append(rest[0])
        rest = rest[1:][(rest[1:] > rest[0] + 1e-12).any(axis=1)]
    found = np.array(front)
    gains = found - RESERVATION
    for objective in (
        gains.prod(axis=1),
        (gains / gains.max(axis=0)).min(axis=1),
        gains.min(axis=1),
        gains.sum(axis=1),
    ):
        objective.argmax()
    return found


def negmas_functions(tables: Floats) -> tuple[object, list[object], list[object]]:
    """NegMAS's operations, and the same problem as its utility functions and issues."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from negmas import make_issue
        from negmas.preferences import LinearAdditiveUtilityFunction, ops
        from negmas.preferences.value_fun import TableFun
    issues = [make_issue(tables.shape[2], f"i{j}") for j in range(tables.shape[1])]
    functions = [
        LinearAdditiveUtilityFunction(
            values=[TableFun(dict(enumerate(table.tolist()))) for table in own],
            weights=[1.0] * len(issues),
            issues=issues,
            reserved_value=RESERVATION,
        )
        for own in tables
    ]
    return ops, functions, issues


def run_negmas(tables: Floats) -> tuple[float, Floats]:
    """Seconds and the front."""
    ops, functions, issues = negmas_functions(tables)
    start = time.perf_counter()
    front, _ = ops.pareto_frontier(functions, issues=issues)  # type: ignore[attr-defined]
    for points in ("nash_points", "ks_points", "kalai_points", "max_welfare_points"):
        getattr(ops, points)(functions, front, issues=issues)
    return time.perf_counter() - start, np.array(front)


def best_of(runs: int, work: Callable[[], Found]) -> tuple[float, Found]:
    """Return the shortest time and the last result."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - start)
    return min(seconds), found


def is_same(one: Floats, other: Floats) -> bool:
    """Say whether two fronts hold the same points."""
    one, other = (points[np.lexsort(points.round(7).T)] for points in (one, other))
    return one.shape == other.shape and bool(np.allclose(one, other, atol=1e-8))


def compare(issues: int) -> dict[str, float]:
    """Run everybody on the same problem, check that they agree, and return the figures."""
    import moocore
    from paretoset import paretoset

    values, tables = problem(issues)
    seconds_first, _ = best_of(1, lambda: solve_scenario(values))
    seconds, mine = best_of(9, lambda: solve_scenario(values))
    assert mine.vetoes is not None
    front = mine.front.utilities

    def filtered(keep: Callable[[Floats], npt.NDArray[np.bool_]]) -> Floats:
        utilities = utilities_numpy(tables)
        rational = utilities[(utilities >= RESERVATION).all(axis=1)]
        return rational[keep(rational)]

    seconds_numpy, plain = best_of(2, lambda: plain_numpy(tables))
    seconds_moocore, theirs = best_of(2, lambda: filtered(lambda u: moocore.is_nondominated(u, maximise=True)))
    senses = ["max"] * len(tables)
    seconds_paretoset, also = best_of(3, lambda: filtered(lambda u: paretoset(u, sense=senses)))
    seconds_negmas, last = run_negmas(tables)
    for name, found in (("NumPy", plain), ("moocore", theirs), ("paretoset", also), ("NegMAS", last)):
        if not is_same(front, found):
            raise SystemExit(f"treves finds {len(front)} points on the front, {name} {len(found)}")
    figures: dict[str, float] = {
        "packages": mine.vetoes.packages.count,
        "parties": len(tables),
        "deals": mine.vetoes.deal_count,
        "front": len(front),
        "seconds_first_call": round(seconds_first, 4),
        "seconds_treves": round(seconds, 5),
    }
    others = {
        "numpy": seconds_numpy, "negmas": seconds_negmas, "paretoset": seconds_paretoset, "moocore": seconds_moocore
    }  # fmt: skip
    for name, took in others.items():
        figures[f"seconds_{name}"] = round(took, 4)
        figures[f"ratio_{name}"] = round(took / seconds, 1)
    print(json.dumps(figures), flush=True)
    return figures


def grow() -> list[dict[str, float]]:
    """Time the front alone as packages and parties grow; beyond 2^24 packages nothing is listed."""
    told = []
    for issues, options, parties in (
        (5, 10, 4), (6, 10, 2), (6, 10, 4), (6, 10, 6), (7, 10, 4), (10, 5, 4), (15, 5, 4), (20, 5, 2), (20, 5, 4)
    ):  # fmt: skip
        values, _ = problem(issues, parties, options)
        seconds, front = best_of(1 if issues > 12 else 3, lambda values=values: merged_front(values))  # type: ignore[misc]
        row = {
            "packages": values.agenda.package_count,
            "parties": parties,
            "front": front.count,
            "bound": front.bound,
            "seconds": round(seconds, 4),
        }
        print(f"front alone: {row}", flush=True)
        told.append(row)
    return told


def main() -> None:
    """Compare at 10^6 packages (10^5 with --small), show how the cost grows, print the figures as JSON."""
    is_small = "--small" in sys.argv[1:]
    figures = compare(5 if is_small else 6)
    growth = [] if is_small else grow()
    print(json.dumps({"benchmark": "front", **figures, "growth": growth}))


if __name__ == "__main__":
    main()
