"""A study of more packages than can be listed: what can be answered exactly is, the rest is left out, and told.

Whether a deal exists is decided in every draw by branch and bound, which is exact. Packages worth showing cannot be
found by trying all; candidates come from the best packages of single draws and from changing one issue at a time, and
the most acceptable of them is told as that: no proof that none is better.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.agenda import Package
from treves.bargaining import (
    PACKAGE_LIMIT,
    BestPackages,
    NearestPackages,
    Values,
    acceptance_of_listed,
    best_packages,
    deals_exist,
    merged_front,
    value_tables,
)
from treves.case import Case
from treves.evidence import Testimony
from treves.positions import Positions, draw_at, without_statement
from treves.study.deals import WITHIN_REACH, Listed, package_words
from treves.study.findings import Blocking, Influence, Solution
from treves.study.influence import paired_change, touched
from treves.study.scenario_facts import LeftOut
from treves.study.solutions import SOURCES
from treves.study.worlds import probability

__all__ = [
    "LARGE_METHOD",
    "Candidates",
    "blocking_of",
    "candidates_of",
    "choose_candidates",
    "front_share_of",
    "influences_of",
    "left_out",
    "picks_of",
    "solutions_of",
]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Options = npt.NDArray[np.int64]

KEPT = 24  # candidates that are improved issue by issue
ROUNDS = 6
ALTERNATIVES = 4

LARGE_METHOD = {
    "acceptance": "whether some deal exists: branch and bound in every draw, exact; no list of all packages",
    "deals": "candidates are the best packages of single draws, improved one issue at a time; chosen on one set of "
    "draws, judged on another; that none is better is not proven",
    "influence": "each statement's likelihood divided out exactly, branch and bound anew on the same random numbers",
}


@dataclass(frozen=True, eq=False)
class Candidates:
    """Packages found worth looking at, most acceptable first.

    Parameters
    ----------
    options : array of int, shape (package, issue)
    shares : array, shape (package,)
        Share of draws in which all whose consent is needed accept.
    """

    options: Options
    shares: Floats


def candidates_of(case: Case, values: Values, picks: dict[str, BestPackages], nearest: NearestPackages) -> Candidates:
    """Gather the best packages of single draws and improve the most acceptable, one issue at a time.

    Parameters
    ----------
    case : Case
    values : Values
    picks : dict of str to BestPackages
        Per solution concept.
    nearest : NearestPackages

    Returns
    -------
    Candidates
    """
    rule = case.cabinet.rule
    gathered = [best.options[best.exists] for best in picks.values()] + [nearest.options[nearest.options[:, 0] >= 0]]
    status_quo = [[issue.position_of(issue.status_quo) for issue in case.agenda.issues]]
    options = np.unique(np.concatenate([*gathered, np.array(status_quo)]), axis=0)
    shares = acceptance_of_listed(values, options, rule).probability
    for _ in range(ROUNDS):
        top = options[np.argsort(-shares, kind="stable")[:KEPT]]
        tried = np.concatenate([_neighbours(top, j, count) for j, count in enumerate(case.agenda.shape)])
        more = np.unique(np.concatenate([options, tried]), axis=0)
        before = shares.max()
        options, shares = more, acceptance_of_listed(values, more, rule).probability
        if shares.max() <= before:
            break
    order = np.argsort(-shares, kind="stable")
    return Candidates(options[order], shares[order])


def _neighbours(options: Options, issue: int, count: int) -> Options:
    found = np.repeat(options, count, axis=0)
    found[:, issue] = np.tile(np.arange(count), len(options))
    return found


def choose_candidates(case: Case, found: Candidates, values: Values) -> tuple[Listed, ...]:
    """Choose the packages worth showing, as :func:`treves.study.deals.choose_packages` does, among candidates."""
    listed = [Listed("best", "most acceptable of the candidates tried", _package(case, found.options[0]))]

    def add(role: str, why: str, options: Options) -> None:
        package = _package(case, options)
        if package not in {entry.package for entry in listed}:
            listed.append(Listed(role, why, package))

    biting = np.array([line.any(axis=2).mean() for line in values.red_line])
    for j in np.argsort(-biting, kind="stable").tolist():
        for o, option in enumerate(case.agenda.issues[j].options):
            rows = np.flatnonzero(found.options[:, j] == o)
            is_full = sum(entry.role == "alternative" for entry in listed) == ALTERNATIVES
            if rows.size and found.options[0, j] != o and not is_full:
                add("alternative", f"most acceptable candidate with “{option.label}”", found.options[rows[0]])
    near = found.options[found.shares >= WITHIN_REACH * found.shares[0]]
    for p, party in enumerate(values.parties):
        liking = np.sum([table[:, p].mean(axis=0)[near[:, j]] for j, table in enumerate(values.tables)], axis=0)
        label = case.cabinet.party(party).label
        why = f"liked best by {label} among the more acceptable candidates"
        add(f"favourite of {party}", why, near[int(liking.argmax())])
    if case.draft is not None:
        listed.append(Listed("draft", "the draft on the table", case.draft))
    listed.append(Listed("status_quo", "no change at all", case.agenda.status_quo))
    return tuple(listed)


def _package(case: Case, options: Options) -> Package:
    pairs = zip(case.agenda.issues, options.tolist(), strict=True)
    return Package(tuple(issue.options[o].name for issue, o in pairs))


def picks_of(case: Case, values: Values) -> dict[str, BestPackages]:
    """Find what each solution concept picks in every draw, by branch and bound."""
    bargaining = case.cabinet.veto_players() or case.cabinet.party_names
    theirs = values.of(bargaining)
    return {name: best_packages(theirs, name) for name in SOURCES}  # type: ignore[arg-type]


def solutions_of(case: Case, picks: dict[str, BestPackages]) -> tuple[Solution, ...]:
    """Tell how often each solution exists, and which package it picks most often."""
    told = []
    for concept, best in picks.items():
        name, source = SOURCES[concept]
        chosen = best.options[best.exists]
        exists = len(chosen) / best.values.count
        package, picked = None, 0.0
        if len(chosen):
            packages, counts = np.unique(chosen, axis=0, return_counts=True)
            package, picked = _package(case, packages[counts.argmax()]), float(counts.max() / len(chosen))
        names = (issue.name for issue in case.agenda.issues)
        told.append(
            Solution(
                name=name,
                source=source,
                exists_share=exists,
                package=None if package is None else dict(zip(names, package.options, strict=True)),
                words="" if package is None else package_words(case.agenda, package),
                picked_share=picked,
            )
        )
    return tuple(told)


def blocking_of(
    case: Case, values: Values, has_deal: Bools, worlds: list[tuple[Values, Bools]]
) -> tuple[Blocking, ...]:
    """Tell how often each party alone stands between the others and a deal; only draws without a deal are asked."""

    def stands(those: Values, has: Bools, p: int) -> float:
        without = np.flatnonzero(~has)
        if not without.size:
            return 0.0
        exists, _ = deals_exist(those.in_draws(without).willing(p), case.cabinet.rule)
        return float(exists.sum() / has.size)

    has_line = np.any([line.any(axis=2) for line in values.red_line], axis=0)
    return tuple(
        Blocking(
            party=party,
            stands_alone_between=probability(
                stands(values, has_deal, p), [stands(those, has, p) for those, has in worlds], values.count
            ),
            red_line_share=float(has_line[:, p].mean()),
        )
        for p, party in enumerate(values.parties)
    )


def front_share_of(values: Values) -> tuple[float | None, str]:
    """Return the share of packages on the front of average utilities, or None and why it was left out."""
    mean = Values(
        values.agenda,
        values.parties,
        tuple(table.mean(axis=0, keepdims=True) for table in values.tables),
        tuple(np.zeros_like(line[:1]) for line in values.red_line),
        tuple(np.zeros_like(excess[:1]) for excess in values.excess),
        values.reservation.mean(axis=0, keepdims=True),
        values.shape,
    )
    front = merged_front(mean, only_rational=False)
    return (front.count / values.agenda.package_count, "") if front.is_exact else (None, front.words())


def influences_of(
    case: Case,
    posterior: Positions,
    uniforms: Floats,
    values: Values,
    has_deal: Bools,
    best: Package,
    progress: Callable[[float], None],
) -> tuple[Influence, ...]:
    """Work out how much every statement moves the chance of a deal, on the same random numbers."""
    about: dict[str, list[Testimony]] = touched(posterior)
    rule = case.cabinet.rule
    on_best = _is_deal(values, best, case)
    changes: dict[str, list[tuple[npt.NDArray[np.int8], npt.NDArray[np.int8]]]] = {}
    done, steps = 0, sum(len(told) for told in about.values())
    for party, told in about.items():
        p = posterior.parties.index(party)
        for testimony in told:
            drawn = draw_at(without_statement(posterior, testimony), uniforms, only=party)
            changed = values.with_party(p, value_tables(drawn, case.agenda, [party]))
            exists, _ = deals_exist(changed, rule)
            moved = has_deal.astype(np.int8) - exists, on_best - _is_deal(changed, best, case)
            changes.setdefault(testimony.statement.name, []).append(moved)
            done += 1
            progress(done / steps)
    found = [
        Influence(
            statement=name,
            deal_exists_change=paired_change([some for some, _ in moved]),
            best_deal_change=paired_change([of_best for _, of_best in moved]),
        )
        for name, moved in changes.items()
    ]
    return tuple(sorted(found, key=lambda told: (-abs(told.deal_exists_change.value), told.statement)))


def _is_deal(values: Values, package: Package, case: Case) -> npt.NDArray[np.int8]:
    return acceptance_of_listed(values, [package], case.cabinet.rule).deal_counts.astype(np.int8)


def left_out(case: Case, front_words: str, undecided: int) -> tuple[LeftOut, ...]:
    """Say what a study of so many packages does not work out."""
    many = f"the case has {case.agenda.package_count:,} packages; more than {PACKAGE_LIMIT:,} (2^24) are not listed"
    told = [
        LeftOut(what="proof that no package is more acceptable than the best told", why=many),
        LeftOut(what="what each choice, and each pair of choices, leaves possible", why=many),
        LeftOut(what="what a move by each party would buy", why=many),
        LeftOut(what="what moves the end of the talks, and their replay day by day", why=many),
    ]
    if front_words:
        told.append(LeftOut(what="share of packages on the front of average utilities", why=front_words))
    if undecided:
        why = f"in {undecided:,} draws the search for a deal was cut short; they count as draws without one"
        told.append(LeftOut(what="some draws", why=why))
    return tuple(told)
