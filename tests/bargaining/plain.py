"""The same answers the plain way: one loop per axis, nothing compiled, nothing clever."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bargaining.strategies import Problem
from treves.agenda import Package
from treves.bargaining import Values


def allowed(problem: Problem) -> list[Package]:
    every = (problem.agenda.package_at(number) for number in range(problem.agenda.package_count))
    return [package for package in every if not problem.agenda.why_not(package)]


def utility(values: Values, draw: int, party: int, package: Package) -> float:
    issues = zip(values.agenda.issues, package.options, values.tables, strict=True)
    return sum(float(table[draw, party, issue.position_of(name)]) for issue, name, table in issues)


def broken_lines(values: Values, draw: int, party: int, package: Package) -> list[int]:
    issues = zip(values.agenda.issues, package.options, values.red_line, strict=True)
    return [j for j, (issue, name, line) in enumerate(issues) if line[draw, party, issue.position_of(name)]]


def accepts(values: Values, draw: int, party: int, package: Package) -> bool:
    if broken_lines(values, draw, party, package):
        return False
    return utility(values, draw, party, package) >= values.reservation[draw, party] - 1e-9


def deals(problem: Problem, values: Values | None = None) -> np.ndarray:
    """Whether each package is a deal, by asking every party about every package; shape (draw, package)."""
    values = values or problem.values
    found = [
        [
            problem.rule.is_enough(
                [name for p, name in enumerate(problem.parties) if accepts(values, draw, p, package)]
            )
            for package in allowed(problem)
        ]
        for draw in range(values.count)
    ]
    return np.array(found, dtype=bool)


def dominates(one: Sequence[float], other: Sequence[float]) -> bool:
    pairs = list(zip(one, other, strict=True))
    return all(a >= b for a, b in pairs) and any(a > b for a, b in pairs)
