"""The best package under an objective, and whether there is any deal, however many packages there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from treves.agenda import Package
from treves.bargaining.branching import PRODUCT, SHORTFALL, SMALLEST, WEIGHTED_SUM, branch_draws
from treves.bargaining.compiled import over_ranges
from treves.bargaining.consent import consent_of
from treves.bargaining.kalai_smorodinsky import kalai_smorodinsky_solution
from treves.bargaining.merging import merged_front
from treves.bargaining.rules import rules_of
from treves.bargaining.shortfall import COALITION_LIMIT, Lacking, lacking_of
from treves.bargaining.utilities import rounded, settled
from treves.bargaining.values import TOLERANCE, Values
from treves.cabinet import DecisionRule
from treves.errors import AgendaError, SizeError

__all__ = [
    "MOST_NODES",
    "BestPackages",
    "NearestPackages",
    "Objective",
    "best_packages",
    "deals_exist",
    "nearest_packages",
]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]
Objective = Literal["nash", "kalai_smorodinsky", "egalitarian", "utilitarian"]

MOST_NODES = 20_000_000
"""Branches looked at per draw before a search is cut short; some seconds."""

KINDS = {"nash": PRODUCT, "egalitarian": SMALLEST, "utilitarian": WEIGHTED_SUM}


@dataclass(frozen=True, eq=False)
class BestPackages:
    """In every draw, the best package under an objective.

    Parameters
    ----------
    values : Values
    objective : str
    options : array of int, shape (draw, issue)
        Option per issue; -1 where no package is individually rational.
    gains : array, shape (draw, party)
        NaN where there is no package.
    value, bound : array, shape (draw,)
        Objective of the package, and what no package exceeds. They are equal where the search was completed.
    nodes : array of int, shape (draw,)
        Branches looked at.
    """

    values: Values
    objective: str
    options: npt.NDArray[np.int64]
    gains: Floats
    value: Floats
    bound: Floats
    nodes: Integers

    @property
    def exists(self) -> Bools:
        """Whether there is an individually rational package; shape (draw,)."""
        return np.asarray(self.options[:, 0] >= 0)

    @property
    def is_proven(self) -> Bools:
        """Whether no package is better, rather than none that was met; shape (draw,)."""
        slack = 1e-12 + 1e-9 * np.abs(np.where(np.isfinite(self.value), self.value, 0.0))
        return np.asarray(self.bound <= self.value + slack)

    def package(self, draw: int = 0) -> Package | None:
        """Return the package of a draw."""
        if self.options[draw, 0] < 0:
            return None
        pairs = zip(self.values.agenda.issues, self.options[draw].tolist(), strict=True)
        return Package(tuple(issue.options[o].name for issue, o in pairs))


def best_packages(
    values: Values,
    objective: Objective,
    *,
    weights: Sequence[float] | None = None,
    most_nodes: int = MOST_NODES,
    threads: int | None = None,
) -> BestPackages:
    """Find the individually rational package that is best under an objective, in every draw.

    Parameters
    ----------
    values : Values
        Of those who bargain; each can refuse.
    objective : {'nash', 'kalai_smorodinsky', 'egalitarian', 'utilitarian'}
        Product of gains; smallest gain as a share of the party's best hope; smallest gain; sum of gains. Among packages
        that do equally well, one that no other dominates.
    weights : sequence of float, optional
        Per party, for the utilitarian sum.
    most_nodes : int
        Branches per draw after which a search is cut short; the bound then says how much better a package could be.
    threads : int, optional

    Returns
    -------
    BestPackages
    """
    if objective not in get_args(Objective):
        raise AgendaError(f"objective {objective!r} is not known; right would be {', '.join(get_args(Objective))}")
    problem = _Problem.of(values)
    weighing = np.ones(len(values.parties)) if weights is None else np.asarray(weights, dtype=np.float64)
    if objective == "kalai_smorodinsky":
        rows, value, bound, nodes = _shares(values, problem, most_nodes, threads)
    else:
        kind = KINDS[objective]
        rows, value, bound, nodes = problem.branch(kind, weighing, most_nodes=most_nodes, threads=threads)
        if kind != WEIGHTED_SUM or (weighing <= 0.0).any():
            rows = problem.undominated(rows, most_nodes, threads)
    options = problem.options(rows)
    gains = settled(_worth(values, options) - values.reservation)
    gains[options[:, 0] < 0] = np.nan
    return BestPackages(values, objective, options, gains, value, bound, nodes)


def _shares(
    values: Values, problem: _Problem, most_nodes: int, threads: int | None
) -> tuple[Integers, Floats, Floats, Integers]:
    hopes = np.zeros(values.reservation.shape)
    for p in range(len(values.parties)):
        alone = (np.arange(len(values.parties)) == p).astype(np.float64)
        _, hopes[:, p], _, _ = problem.branch(WEIGHTED_SUM, alone, most_nodes=most_nodes, threads=threads)
    has_hope: Bools = np.asarray(np.isfinite(hopes).all(axis=1) & (hopes > TOLERANCE).all(axis=1))
    scale = np.where(has_hope[:, None], hopes, 1.0)
    scaled = _Problem(
        problem.worth / scale[:, None, :], problem.cost, problem.is_listed, problem.starts, problem.order,
        problem.rules, problem.floor / scale,
    )  # fmt: skip
    rows, value, bound, nodes = scaled.branch(
        SMALLEST, np.ones(len(values.parties)), most_nodes=most_nodes, threads=threads
    )
    rows = problem.undominated(rows, most_nodes, threads)
    for d in np.flatnonzero(np.isfinite(hopes).all(axis=1) & ~has_hope).tolist():
        # A party that can gain nothing is left out of the minimum but keeps its veto: the front decides.
        front = merged_front(values, draw=d, threads=threads)
        point = kalai_smorodinsky_solution(front.gains) if front.is_exact and front.count else None
        if point is not None:
            rows[d] = problem.rows(front.options[point])
            can = front.gains.max(axis=0) > 0.0
            value[d] = (front.gains[point, can] / front.gains.max(axis=0)[can]).min() if can.any() else 0.0
            bound[d] = value[d]
    return rows, value, bound, nodes


def deals_exist(
    values: Values, rule: DecisionRule, *, most_nodes: int = MOST_NODES, threads: int | None = None
) -> tuple[Bools, Bools]:
    """Say in every draw whether some package is a deal, without listing any.

    Parameters
    ----------
    values : Values
    rule : DecisionRule
    most_nodes : int
    threads : int, optional

    Returns
    -------
    exists : array of bool, shape (draw,)
    is_proven : array of bool, shape (draw,)
        False where a search was cut short without having found a deal.

    Raises
    ------
    SizeError
        If the rule has more than 1,024 minimal winning coalitions.
    """
    exists, is_proven = np.zeros(values.count, dtype=np.bool_), np.ones(values.count, dtype=np.bool_)
    for members in _coalitions(values, rule):
        left = np.flatnonzero(~exists)
        if not members or not left.size:
            exists[left] |= not members
            continue
        problem = _Problem.of(values.of(members).in_draws(left))
        rows, _, _, nodes = problem.branch(
            SMALLEST, np.ones(len(members)), is_first_enough=True, most_nodes=most_nodes, threads=threads
        )
        exists[left] = rows[:, 0] >= 0
        is_proven[left] &= exists[left] | (nodes < most_nodes)
    return exists, is_proven | exists


@dataclass(frozen=True, eq=False)
class NearestPackages(Lacking):
    """In every draw, the package nearest to a deal and what it still asks of whom, found without listing any.

    Parameters
    ----------
    options : array of int, shape (draw, issue)
        -1 where no coalition can win.
    bound : array, shape (draw,)
        Shortfall that no package goes below; that of the package where the search was completed.
    nodes : array of int, shape (draw,)
    """

    options: Integers
    bound: Floats
    nodes: Integers

    @property
    def total(self) -> Floats:
        """Shortfall of the package; infinite where no coalition can win; shape (draw,)."""
        return np.where(self.options[:, 0] < 0, np.inf, self.by_party.sum(axis=1))

    @property
    def is_proven(self) -> Bools:
        """Whether no package is nearer, rather than none that was met; shape (draw,)."""
        return np.asarray(self.bound >= self.total - 1e-8)


def nearest_packages(
    values: Values, rule: DecisionRule, *, most_nodes: int = MOST_NODES, threads: int | None = None
) -> NearestPackages:
    """Find in every draw the package with the least shortfall, as :func:`minimum_shortfall` does, without listing any.

    Parameters
    ----------
    values : Values
    rule : DecisionRule
    most_nodes : int
    threads : int, optional

    Returns
    -------
    NearestPackages
        Of packages equally near, not always the one :func:`minimum_shortfall` takes.
    """
    count = values.count
    options = np.full((count, len(values.tables)), -1, dtype=np.int64)
    value, bound = np.full(count, -np.inf), np.full(count, -np.inf)
    nodes = np.zeros(count, dtype=np.int64)
    coalitions = _coalitions(values, rule)
    for members in coalitions:
        if not members:  # nobody is needed: whatever the agenda allows is a deal, and it allows the status quo
            options[:] = [issue.position_of(issue.status_quo) for issue in values.agenda.issues]
            value, bound = np.zeros(count), np.zeros(count)
            break
        problem = _Problem.of(values.of(members), with_shortfall=True)
        rows, best, limit, looked = problem.branch(
            SHORTFALL, np.ones(len(members)), at_least=value + np.where(np.isfinite(value), TOLERANCE, 0.0),
            most_nodes=most_nodes, threads=threads,
        )  # fmt: skip
        is_better = rows[:, 0] >= 0
        options[is_better] = problem.options(rows[is_better])
        value[is_better] = best[is_better]
        bound, nodes = np.maximum(bound, np.where(looked < most_nodes, value, limit)), nodes + looked
    as_bits = np.array([[name in members for name in values.parties] for members in coalitions], dtype=np.bool_)
    found = lacking_of(values, np.maximum(options, 0), as_bits.reshape(-1, len(values.parties)))
    return NearestPackages(
        found.parties, found.must_agree, found.utility, found.beyond_red_line, options, -bound, nodes
    )


def _coalitions(values: Values, rule: DecisionRule) -> list[tuple[str, ...]]:
    coalitions = consent_of(rule, values.parties).minimal_winning_coalitions()
    if len(coalitions) > COALITION_LIMIT:
        raise SizeError(
            f"the rule has {len(coalitions):,} minimal winning coalitions; at most {COALITION_LIMIT:,} are tried. "
            "Group parties that act together"
        )
    return [tuple(name for name, is_in in zip(values.parties, row, strict=True) if is_in) for row in coalitions]


def _worth(values: Values, options: npt.NDArray[np.int64]) -> Floats:
    draws = np.arange(values.count)
    found = np.zeros(values.reservation.shape)
    for j, table in enumerate(values.tables):
        found += table[draws, :, np.maximum(options[:, j], 0)]
    return rounded(found)


@dataclass(frozen=True, eq=False)
class _Problem:
    """All draws as :func:`branch_draws` takes them; issues of the widest range first, so that branches part early."""

    worth: Floats
    cost: Floats
    is_listed: Bools
    starts: Integers
    order: tuple[int, ...]
    rules: tuple[Integers, Integers, Integers]
    floor: Floats

    @staticmethod
    def of(values: Values, *, with_shortfall: bool = False) -> _Problem:
        spread = [float(np.ptp(table, axis=2).mean(axis=0).sum()) for table in values.tables]
        order = tuple(sorted(range(len(spread)), key=lambda j: -spread[j]))
        bits = rules_of(values.agenda, order)
        broken = np.concatenate([values.red_line[j].any(axis=1) for j in order], axis=1)
        excess = np.concatenate([values.excess[j].sum(axis=1) for j in order], axis=1)
        sizes = [values.agenda.shape[j] for j in order]
        return _Problem(
            np.concatenate([values.tables[j].transpose(0, 2, 1) for j in order], axis=1).astype(np.float64),
            excess if with_shortfall else np.zeros(broken.shape),
            np.ones(broken.shape, dtype=np.bool_) if with_shortfall else ~broken,
            np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            order,
            (np.concatenate([bits.closes[j] for j in order]), bits.due, bits.at_start),
            values.reservation.astype(np.float64),
        )

    def branch(
        self,
        kind: int,
        weights: Floats,
        *,
        at_least: Floats | None = None,
        is_first_enough: bool = False,
        floor: Floats | None = None,
        most_nodes: int = MOST_NODES,
        threads: int | None = None,
    ) -> tuple[Integers, Floats, Floats, Integers]:
        least = np.full(len(self.floor), -np.inf) if at_least is None else at_least
        held = self.floor if floor is None else floor

        def work(low: int, high: int) -> tuple[Integers, Floats, Floats, Integers]:
            return branch_draws(
                low, high, self.worth, self.cost, self.is_listed, self.starts, *self.rules, held, kind, weights, least,
                is_first_enough, most_nodes, TOLERANCE,
            )  # fmt: skip

        pieces = over_ranges(work, len(self.floor), threads=threads)
        chosen, best, bound, nodes = (np.concatenate(parts) for parts in zip(*pieces, strict=True))
        return chosen, best, bound, nodes

    def undominated(self, rows: Integers, most_nodes: int, threads: int | None) -> Integers:
        """Replace packages by one that gives nobody less and the sum most."""
        has_any = rows[:, 0] >= 0
        draws = np.arange(len(rows))[:, None]
        reached = self.worth[draws, np.maximum(rows, 0)].sum(axis=1)
        floor = np.where(has_any[:, None], np.maximum(reached, self.floor), self.floor)
        better, _, _, _ = self.branch(
            WEIGHTED_SUM, np.ones(floor.shape[1]), floor=floor, most_nodes=most_nodes, threads=threads
        )
        return np.where((has_any & (better[:, 0] >= 0))[:, None], better, rows)

    def options(self, rows: Integers) -> Integers:
        """Turn rows of ``worth`` into option indices in agenda order; -1 where there is no package."""
        found = np.full(rows.shape, -1, dtype=np.int64)
        for step, j in enumerate(self.order):
            found[:, j] = np.where(rows[:, step] >= 0, rows[:, step] - self.starts[step], -1)
        return found

    def rows(self, options: npt.NDArray[np.integer]) -> Integers:
        """Turn option indices in agenda order into rows of ``worth``."""
        return np.array([self.starts[step] + options[j] for step, j in enumerate(self.order)], dtype=np.int64)
