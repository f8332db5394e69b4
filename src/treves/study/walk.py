"""The walk from end to end: a case in, findings out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, fields
from importlib.metadata import version

import numpy as np
import numpy.typing as npt

from treves.bargaining import (
    AcceptanceMap,
    Packages,
    Values,
    acceptance_map,
    allowed_packages,
    blockers,
    is_compiled,
    pareto_front,
    utilities,
    value_tables,
    warm_up,
)
from treves.case import Case
from treves.crisis import NoEquilibriumError
from treves.errors import SizeError, TrevesError
from treves.positions import Assumptions, Positions, draw_at, draw_uniforms
from treves.study.blocking import blocking_facts, move_facts, shortfall_facts
from treves.study.consequence_worth import worth_of_options
from treves.study.consequences import find_quick_consequences
from treves.study.deals import choose_packages, describe_deals
from treves.study.facts import case_facts, report_facts, statement_facts
from treves.study.findings import Deal, Findings, Headline, Influence
from treves.study.influence import find_influences
from treves.study.outcome_facts import find_outcomes
from treves.study.outcomes import Outcomes
from treves.study.outlook import find_outlook
from treves.study.place import position_facts, stake_facts
from treves.study.rules import find_institutions
from treves.study.solutions import solution_facts
from treves.study.through_options import map_through_options
from treves.study.views import INSIDE_WEIGHT
from treves.study.worlds import estimate_case, estimate_worlds, generator, probability

__all__ = ["run_study"]

Progress = Callable[[str, float], None]
Floats = npt.NDArray[np.float64]

METHOD = {
    "positions": "exact discrete Bayes over ideal and reach; Dirichlet salience; stake normal, cut at -0.5 and 0.5",
    "utilities": "linear, additive: salience times (1 - distance / 100), summed over issues",
    "acceptance": "share of draws in which all whose consent is needed accept; all allowed packages enumerated",
    "intervals": "80 % of the worlds (draws of the assumptions, same random numbers), widened by the noise of drawing",
    "votes": "every set of parties by the rules of the council; power indices by generating functions, exact",
    "law": "delay through the case's median and 80 % range; a ruling evenly spread over the year after entry",
    "deals": "chosen on one set of draws, judged on another",
    "chain": "microsimulation by week, packages against a kept baseline on common random numbers; 16 replications "
    "here, more with treves simulate",
    "outcomes": (
        "sessions game with private types, agent quantal response equilibrium; mean over worlds of assumptions, "
        "lambda and costs; effects under the central assumptions on a game with fewer candidates"
    ),
    "outlook": (
        "cause-specific daily hazards (multinomial logit) of past cabinets as known then, the country's own record, "
        "formal crises as a state; inside and outside view by weighted log-odds"
    ),
    "influence": "each statement's likelihood divided out exactly, acceptance map made anew on the same random numbers",
}


def run_study(
    case: Case,
    *,
    draws: int | None = None,
    worlds: int | None = None,
    seed: int | None = None,
    with_influences: bool = True,
    with_moves: bool = True,
    with_consequences: bool = True,
    with_talks: bool = True,
    with_strain: bool = True,
    inside_weight: float = INSIDE_WEIGHT,
    progress: Progress | None = None,
) -> Findings:
    """Walk a case from statements to the deals that all could still sign.

    Parameters
    ----------
    case : Case
    draws, worlds, seed : int, optional
        By default the case's own.
    with_influences, with_moves : bool
        Whether to work out what each sentence moves, and what each move would buy.
    with_talks, with_strain : bool
        Whether to play the talks, and to work out what moves their end; the two slowest parts.
    inside_weight : float
        Weight (0-1) of the talks against past cabinets in the chance of a fall, in log-odds.
    with_consequences : bool
        Whether to run the listed packages through the case's chain, where it has one.
    progress : callable, optional
        Called with what is being done and the share (0-1) of the walk behind us.

    Returns
    -------
    Findings
        The same case, draws, worlds, seed and version give the same findings, bit by bit.

    Raises
    ------
    SizeError
        If the agenda has more packages than are enumerated.
    TrevesError
        If draws or worlds are too few for an interval.
    """
    tell = progress or _say_nothing
    draws, worlds = case.draws if draws is None else draws, case.worlds if worlds is None else worlds
    seed = case.seed if seed is None else seed
    if draws < 100 or worlds < 2 or seed < 0:
        raise TrevesError(
            f"{draws} draws, {worlds} worlds, seed {seed}; right would be 100 draws, 2 worlds, seed 0 or more"
        )
    packages = allowed_packages(case.agenda)

    tell("Reading statements", 0.0)
    posterior = estimate_case(case)
    elsewhere = estimate_worlds(case, worlds, seed)
    rng = generator(seed, "draws")
    chosen_on, judged_on = (draw_uniforms(posterior, draws, rng) for _ in range(2))

    added = worth_of_options(case, seed)

    def valued(positions: Positions, uniforms: Floats) -> Values:
        return value_tables(draw_at(positions, uniforms), case.agenda, positions.parties, added=added)

    if not is_compiled():
        tell("Compiling, once on this machine (up to half a minute)", 0.01)
        warm_up()
    drawn = draw_at(posterior, chosen_on)
    values = value_tables(drawn, case.agenda, posterior.parties, added=added)
    accepted = acceptance_map(values, packages, case.cabinet.rule)
    tell("Trying every package in every world", 0.02)
    judged = valued(posterior, judged_on)
    blocked_elsewhere, judged_elsewhere = [], []
    for done, world in enumerate(elsewhere):
        blocked_elsewhere.append(blockers(valued(world, chosen_on), packages, case.cabinet.rule))
        judged_elsewhere.append(valued(world, judged_on))
        tell("Trying every package in every world", 0.02 + 0.13 * (done + 1) / worlds)
    deal_shares = [float(blocked.has_deal.mean()) for blocked in blocked_elsewhere]

    listed = choose_packages(case, accepted, values)
    deals = describe_deals(case, listed, judged, judged_elsewhere)
    tell("Working out who blocks, and the solutions of the literature", 0.15)
    blocking = blocking_facts(values, blockers(values, packages, case.cabinet.rule), blocked_elsewhere)
    solutions = solution_facts(case, packages, values)
    shortfalls = shortfall_facts(case, packages, values)
    best = listed[0].package
    tell("Trying what each party's moves would buy", 0.2)
    moves = move_facts(case, packages, drawn, values, best) if with_moves else ()
    influences: tuple[Influence, ...] = ()
    if with_influences:
        tell("Leaving out one sentence at a time", 0.25)
        influences = find_influences(
            case, posterior, chosen_on, values, packages, best,
            lambda share: tell("Leaving out one sentence at a time", 0.25 + 0.05 * share),
        )  # fmt: skip
    outcomes, missing = None, ""
    if with_talks:
        try:
            outcomes = find_outcomes(
                case, listed, posterior, chosen_on, drawn, values, [valued(world, chosen_on) for world in elsewhere],
                packages, draws=draws, seed=seed, with_strain=with_strain,
                progress=lambda told, share: tell(told, 0.3 + 0.62 * share),
            )  # fmt: skip
        except (NoEquilibriumError, SizeError) as error:
            missing = str(error)
    consequences = find_quick_consequences(case, listed, seed, tell) if with_consequences else None
    tell("Telling what was found", 0.96)
    return Findings(
        version=version("treves"),
        case=case.name,
        as_of=case.as_of,
        seed=seed,
        draws=draws,
        worlds=worlds,
        case_digest=case.digest,
        method={room: told for room, told in METHOD.items() if room != "chain" or consequences is not None},
        assumptions=_assumption_facts(case.assumptions),
        facts=case_facts(case, packages),
        headlines=_headlines(case, accepted, deal_shares, deals, outcomes),
        positions=position_facts(posterior, elsewhere),
        stakes=stake_facts(posterior),
        deals=deals,
        solutions=solutions,
        blocking=blocking,
        moves=moves,
        shortfalls=shortfalls,
        no_deal_share=float(1.0 - accepted.deal_share),
        influences=influences,
        acceptance_map=map_through_options(case.agenda, accepted),
        front_share=_front_share(values, packages),
        institutions=find_institutions(case, [(told.role, told.why, told.package) for told in listed], judged),
        reports=report_facts(case),
        statements=statement_facts(case, posterior),
        consequences=consequences,
        outcomes=outcomes,
        outcomes_missing=missing,
        outlook=find_outlook(
            case, inside=outcomes.fall if outcomes else None, weight=inside_weight, rng=generator(seed, "outlook")
        ),
    )


def _say_nothing(_told: str, _share: float) -> None:
    pass


def _assumption_facts(assumed: Assumptions) -> dict[str, dict[str, object]]:
    return {field.name: asdict(getattr(assumed, field.name)) for field in fields(assumed)}


def _headlines(
    case: Case,
    accepted: AcceptanceMap,
    deal_shares: list[float],
    deals: tuple[Deal, ...],
    outcomes: Outcomes | None,
) -> tuple[Headline, ...]:
    who = _all_of(case)
    found = [
        Headline(
            name="deal_exists",
            sentence=f"some package exists that {who} could accept",
            probability=probability(accepted.deal_share, deal_shares, accepted.deal_counts.size),
        ),
        Headline(
            name="best_deal",
            sentence=f"{who} accept the most acceptable package",
            probability=deals[0].probability_all_accept,
        ),
    ]
    for deal in deals:
        if deal.role == "draft":
            sentence = f"{who} accept the draft on the table as it is"
            found.append(Headline(name="draft", sentence=sentence, probability=deal.probability_all_accept))
    if outcomes is not None:
        sentence = "the talks end with the fall of the cabinet"
        found.append(Headline(name="fall", sentence=sentence, probability=outcomes.fall))
    return tuple(found)


def _all_of(case: Case) -> str:
    everyone = case.cabinet.party_names
    if case.cabinet.veto_players() != everyone:
        return "enough of the parties"
    names = {2: "both parties", 3: "all three parties", 4: "all four parties", 5: "all five parties"}
    return names.get(len(everyone), f"all {len(everyone)} parties")


def _front_share(values: Values, packages: Packages) -> float:
    """Share of packages on the front of the draw-averaged utilities."""
    mean = Values(
        values.agenda,
        values.parties,
        tuple(table.mean(axis=0, keepdims=True) for table in values.tables),
        tuple(np.zeros_like(line[:1]) for line in values.red_line),
        tuple(np.zeros_like(excess[:1]) for excess in values.excess),
        values.reservation.mean(axis=0, keepdims=True),
        values.shape,
    )
    return float(pareto_front(utilities(mean, packages)).size / packages.count)
