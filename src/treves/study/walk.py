"""The walk from end to end: a case in, findings out."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version

import numpy as np
import numpy.typing as npt

from treves.agenda import Package
from treves.bargaining import (
    PACKAGE_LIMIT,
    Packages,
    Values,
    acceptance_map,
    allowed_packages,
    blockers,
    compiling_told,
    minimum_shortfall,
    pareto_front,
    pivots,
    price_of_peace,
    utilities,
    value_tables,
)
from treves.case import Case
from treves.crisis import NoEquilibriumError
from treves.errors import SizeError, TrevesError
from treves.positions import Draws, Positions, draw_at, draw_uniforms
from treves.study.blocking import blocking_facts, move_facts, shortfall_facts
from treves.study.compiling import compile_parts
from treves.study.consequence_worth import worth_of_options
from treves.study.consequences import find_quick_consequences
from treves.study.deals import choose_packages, describe_deals
from treves.study.facts import case_facts, report_facts, statement_facts
from treves.study.findings import Findings, Influence, Move
from treves.study.given import study_given_values
from treves.study.influence import find_influences
from treves.study.many import study_many_packages
from treves.study.outcome_facts import find_outcomes
from treves.study.outlook import find_outlook
from treves.study.place import position_facts, stake_facts
from treves.study.price_facts import PriceOfPeace, price_facts
from treves.study.rules import find_institutions
from treves.study.solutions import solution_facts
from treves.study.telling import METHOD, assumption_facts, headlines
from treves.study.through_options import map_through_options
from treves.study.views import INSIDE_WEIGHT
from treves.study.worlds import estimate_case, estimate_worlds, generator, probability

__all__ = ["run_study"]

Progress = Callable[[str, float], None]
Floats = npt.NDArray[np.float64]


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
    if case.given_values:
        return study_given_values(case, seed=seed, tell=tell)
    if case.agenda.package_count > PACKAGE_LIMIT:
        return study_many_packages(
            case,
            draws=draws,
            worlds=worlds,
            seed=seed,
            with_influences=with_influences,
            with_talks=with_talks,
            tell=tell,
        )
    packages = allowed_packages(case.agenda)

    needed = ("bargaining", *(("crisis",) if with_talks else ()), *(() if case.chain is None else ("chain",)))
    compile_parts(needed, on_start=lambda: tell(compiling_told(), 0.0))
    tell("Reading statements", 0.0)
    posterior = estimate_case(case)
    elsewhere = estimate_worlds(case, worlds, seed)
    rng = generator(seed, "draws")
    chosen_on, judged_on = (draw_uniforms(posterior, draws, rng) for _ in range(2))

    added = worth_of_options(case, seed)

    def valued(positions: Positions, uniforms: Floats) -> Values:
        return value_tables(draw_at(positions, uniforms), case.agenda, positions.parties, added=added)

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
    shortfalls = shortfall_facts(case, minimum_shortfall(values, packages, case.cabinet.rule), values.parties)
    best = listed[0].package
    tell("Trying what each party's moves would buy", 0.2)
    moves, price = _moves_and_price(case, packages, drawn, values, best) if with_moves else ((), None)
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
        set_by_hand=case.set_by_hand,
        method={room: told for room, told in METHOD.items() if room != "chain" or consequences is not None},
        assumptions=assumption_facts(case.assumptions),
        facts=case_facts(case, packages.count),
        headlines=headlines(case, probability(accepted.deal_share, deal_shares, draws), deals, outcomes),
        positions=position_facts(posterior, elsewhere),
        stakes=stake_facts(posterior),
        deals=deals,
        solutions=solutions,
        blocking=blocking,
        moves=moves,
        shortfalls=shortfalls,
        no_deal_share=float(1.0 - accepted.deal_share),
        price_of_peace=price,
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


def _moves_and_price(
    case: Case, packages: Packages, drawn: Draws, values: Values, best: Package
) -> tuple[tuple[Move, ...], PriceOfPeace | None]:
    found = pivots(values, packages, case.cabinet.rule)
    price = price_of_peace(drawn, values, packages, case.cabinet.rule, found=found)
    return move_facts(case, packages, drawn, values, best, found), price_facts(case, price)


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
