"""A study of a case that gives utilities as numbers: one problem, solved; nothing drawn, nothing believed."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version

import numpy as np

from treves.agenda import Package
from treves.bargaining import (
    PACKAGE_LIMIT,
    Packages,
    Scenario,
    Values,
    acceptance_map,
    allowed_count,
    allowed_packages,
    best_packages,
    compiling_told,
    deals_exist,
    explicit_values,
    is_compiled,
    nearest_packages,
    opposition,
    solve_scenario,
    warm_up,
)
from treves.case import Case
from treves.errors import AgendaError
from treves.study.blocking import shortfall_facts
from treves.study.deals import Listed, describe_deals
from treves.study.facts import case_facts
from treves.study.findings import AcceptanceMap, Blocking, CaseFacts, Deal, Findings, Headline, Solution
from treves.study.scenario_facts import LeftOut, PointFacts, ScenarioFacts
from treves.study.solutions import SOURCES
from treves.study.through_options import map_through_options
from treves.study.worlds import probability

__all__ = ["given_values", "study_given_values"]

MOST_POINTS_TOLD = 500
TIE = 1e-9
METHOD = {
    "utilities": "given by the case, additive over issues; nothing is estimated or drawn",
    "acceptance": "a party accepts what is worth at least its reservation value and breaks no red line",
    "front": "issues merged one by one, dominated beginnings of packages dropped (Nemhauser and Ullmann 1969)",
    "solutions": "picked from the front; beyond what a front can hold, by branch and bound",
}
NO_BELIEFS = "the case gives utilities as numbers, so there are no statements, beliefs or draws"


def given_values(case: Case) -> Values:
    """Return the utilities a case gives, as one draw."""
    tables = {
        given.party: {
            issue.name: [given.utilities[issue.name][option.name] for option in issue.options]
            for issue in case.agenda.issues
        }
        for given in sorted(case.given_values, key=lambda given: case.cabinet.party_names.index(given.party))
    }
    floors = {given.party: given.reservation for given in case.given_values if given.reservation is not None}
    lines = {given.party: given.red_lines for given in case.given_values if given.red_lines}
    return explicit_values(case.agenda, tables, reservation=floors, red_lines=lines)


def study_given_values(case: Case, *, seed: int, tell: Callable[[str, float], None]) -> Findings:
    """Solve a case that gives utilities.

    Parameters
    ----------
    case : Case
    seed : int
        Kept in the findings; nothing is drawn.
    tell : callable

    Returns
    -------
    Findings
        With one draw and no other worlds: probabilities are 0 or 1.
    """
    values, rule = given_values(case), case.cabinet.rule
    bargaining = case.cabinet.veto_players() or case.cabinet.party_names
    is_small = case.agenda.package_count <= PACKAGE_LIMIT
    packages = allowed_packages(case.agenda) if is_small else None
    if not is_compiled(beyond_lists=True):
        tell(compiling_told(), 0.05)
        warm_up(beyond_lists=True)
    tell("Merging issues into the front", 0.1)
    solved = solve_scenario(values.of(bargaining), packages=packages)
    picks = _picks(solved, values.of(bargaining))
    tell("Looking for the nearest packages", 0.5)
    exists = bool(deals_exist(values, rule)[0][0])
    listed = _listed(case, values, solved, picks, exists=exists)
    deals = _plain(case, describe_deals(case, listed, values, [], draws=0))
    tell("Working out who blocks", 0.7)
    front_share = solved.front.count / (packages.count if packages is not None else allowed_count(case.agenda))
    facts = case_facts(case, allowed_count(case.agenda) if packages is None else packages.count)
    tell("Telling what was found", 0.9)
    return Findings(
        version=version("treves"),
        case=case.name,
        as_of=case.as_of,
        seed=seed,
        draws=1,
        worlds=1,
        case_digest=case.digest,
        set_by_hand=case.set_by_hand,
        method=METHOD,
        assumptions={},
        facts=_without_stand_in(case, facts),
        headlines=_headlines(exists, deals),
        positions=(),
        stakes=(),
        deals=deals,
        solutions=tuple(_solution(case, name, options) for name, options in picks.items()),
        blocking=_blocking(values, case, exists=exists),
        moves=(),
        shortfalls=shortfall_facts(case, nearest_packages(values, rule), values.parties),
        no_deal_share=0.0 if exists else 1.0,
        influences=(),
        acceptance_map=_map(case, values, packages),
        front_share=front_share,
        reports=(),
        statements=(),
        scenario=_scenario_facts(case, values.of(bargaining), solved, picks),
        left_out=_left_out(packages, solved),
        outcomes_missing="talks are played on beliefs; this case gives utilities as numbers",
    )


def _picks(solved: Scenario, values: Values) -> dict[str, np.ndarray | None]:
    """Return per concept the options of its package; by branch and bound where the front is not exact."""
    if solved.front.is_exact:
        return {name: solved.front.options[solved.picks[name]] if name in solved.picks else None for name in SOURCES}
    found = {name: best_packages(values, name).options[0] for name in SOURCES}  # type: ignore[arg-type]
    return {name: options if options[0] >= 0 else None for name, options in found.items()}


def _listed(
    case: Case, values: Values, solved: Scenario, picks: dict[str, np.ndarray | None], *, exists: bool
) -> tuple[Listed, ...]:
    agenda = case.agenda
    found: list[Listed] = []

    def add(role: str, why: str, options: np.ndarray) -> None:
        package = agenda.package(
            [issue.options[o].name for issue, o in zip(agenda.issues, options.tolist(), strict=True)]
        )
        if package not in {entry.package for entry in found}:
            found.append(Listed(role if found or role != "alternative" else "best", why, package))

    for name, options in picks.items():
        if options is not None:
            add("alternative", SOURCES[name][0], options)
    if not found:
        why = "a package that enough parties accept" if exists else "nearest to a deal"
        add("best", why, nearest_packages(values, case.cabinet.rule).options[0])
    if solved.front.count and solved.front.is_exact:
        for p, party in enumerate(solved.front.parties):
            label = case.cabinet.party(party).label
            add(f"favourite of {party}", f"liked best by {label} among what all accept",
                solved.front.options[int(solved.front.gains[:, p].argmax())])  # fmt: skip
    if case.draft is not None:
        found.append(Listed("draft", "the draft on the table", case.draft))
    if any(given.reservation is None for given in case.given_values):
        found.append(Listed("status_quo", "no change at all", agenda.status_quo))
    return tuple(found)


def _plain(case: Case, deals: tuple[Deal, ...]) -> tuple[Deal, ...]:
    """Tell of every option, and of refusals without draws."""
    told = []
    for deal in deals:
        refusing = [view for view in deal.parties if view.accepts.p < 1.0]
        why = [
            f"{view.party} refuses it: "
            + (
                "it breaks a red line."
                if view.refuses_by_red_line_share
                else f"worth {view.utility.value:.3f} to it, no deal {view.reservation_value.value:.3f}."
            )
            for view in refusing
        ]
        package = case.agenda.package(deal.package)
        told.append(
            deal.model_copy(
                update={
                    "words": _words(case, package),
                    "blocked_by": tuple(view.party for view in refusing),
                    "obstacle": " ".join(why) or "No party refuses it.",
                }
            )
        )
    return tuple(told)


def _words(case: Case, package: Package) -> str:
    """Tell every option with its issue: labels of given tables are often bare numbers."""
    pairs = zip(case.agenda.issues, package.options, strict=True)
    return "; ".join(f"{issue.label}: {issue.option(name).label}" for issue, name in pairs)


def _without_stand_in(case: Case, facts: CaseFacts) -> CaseFacts:
    # Where every reservation value is given nothing says what holds without a deal, and no option is told as doing so.
    if any(given.reservation is None for given in case.given_values):
        return facts
    issues = tuple(issue.model_copy(update={"status_quo": ""}) for issue in facts.issues)
    return facts.model_copy(update={"issues": issues})


def _headlines(exists: bool, deals: tuple[Deal, ...]) -> tuple[Headline, ...]:
    certain = probability(1.0 if exists else 0.0, [])
    found = [Headline(name="deal_exists", sentence="some package exists that can pass", probability=certain)]
    for deal in deals:
        if deal.role == "draft":
            chance = deal.probability_all_accept
            found.append(Headline(name="draft", sentence="the draft on the table can pass", probability=chance))
    return tuple(found)


def _solution(case: Case, name: str, options: np.ndarray | None) -> Solution:
    title, source = SOURCES[name]
    if options is None:
        return Solution(name=title, source=source, exists_share=0.0, package=None, words="", picked_share=0.0)
    package = case.agenda.package(
        [issue.options[o].name for issue, o in zip(case.agenda.issues, options.tolist(), strict=True)]
    )
    return Solution(
        name=title,
        source=source,
        exists_share=1.0,
        package=dict(zip((issue.name for issue in case.agenda.issues), package.options, strict=True)),
        words=_words(case, package),
        picked_share=1.0,
    )


def _blocking(values: Values, case: Case, *, exists: bool) -> tuple[Blocking, ...]:
    told = []
    for p, party in enumerate(values.parties):
        stands = not exists and bool(deals_exist(values.willing(p), case.cabinet.rule)[0][0])
        has_line = any(bool(line[0, p].any()) for line in values.red_line)
        told.append(
            Blocking(
                party=party,
                stands_alone_between=probability(1.0 if stands else 0.0, []),
                red_line_share=1.0 if has_line else 0.0,
            )
        )
    return tuple(told)


def _map(case: Case, values: Values, packages: Packages | None) -> AcceptanceMap:
    if packages is None:
        return AcceptanceMap(options=(), best=())
    return map_through_options(case.agenda, acceptance_map(values, packages, case.cabinet.rule))


def _scenario_facts(case: Case, values: Values, solved: Scenario, picks: dict[str, np.ndarray | None]) -> ScenarioFacts:
    asked = solved.vetoes
    points = []
    for name, options in picks.items():
        if options is not None:
            points.append(_point(case, values, solved, name, options))
    try:
        distance = opposition(values) if solved.front.is_exact else None
    except AgendaError:  # a party for whom the best is worth nothing
        distance = None
    front = solved.front.utilities.tolist() if solved.front.count <= MOST_POINTS_TOLD else []
    return ScenarioFacts(
        verdict=solved.verdict(),
        deal_count=None if asked is None else asked.deal_count,
        accepted_counts=None
        if asked is None
        else dict(zip(asked.parties, asked.accepted_counts.tolist(), strict=True)),
        front_count=solved.front.count,
        front_bound=solved.front.bound,
        opposition=distance,
        reservation_values=dict(zip(values.parties, values.reservation[0].tolist(), strict=True)),
        discounts={given.party: given.discount for given in case.given_values if given.discount is not None},
        points=tuple(points),
        front=tuple(tuple(point) for point in front),
    )


def _point(case: Case, values: Values, solved: Scenario, name: str, options: np.ndarray) -> PointFacts:
    worth = np.sum([table[0, :, options[j]] for j, table in enumerate(values.tables)], axis=0)
    gains = worth - values.reservation[0]
    title, source = SOURCES[name]
    names = [issue.options[o].name for issue, o in zip(case.agenda.issues, options.tolist(), strict=True)]
    return PointFacts(
        name=title,
        source=source,
        package=dict(zip((issue.name for issue in case.agenda.issues), names, strict=True)),
        utilities=dict(zip(values.parties, worth.round(12).tolist(), strict=True)),
        gains=dict(zip(values.parties, gains.round(12).tolist(), strict=True)),
        tied=solved.ties(name).size - 1 if solved.front.is_exact else 0,
    )


def _left_out(packages: Packages | None, solved: Scenario) -> tuple[LeftOut, ...]:
    told = [
        LeftOut(what="positions, stakes and what each sentence moves", why=NO_BELIEFS),
        LeftOut(what="what a move on a scale would buy", why="given utilities have no ideal position that could move"),
    ]
    if packages is None:
        why = f"more than {PACKAGE_LIMIT:,} packages (2^24) are not listed one by one"
        told.append(LeftOut(what="what each choice leaves possible, and how many packages can pass", why=why))
    if not solved.front.is_exact:
        told.append(LeftOut(what="the exact front", why=solved.front.words()))
    return tuple(told)
