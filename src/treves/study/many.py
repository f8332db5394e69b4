"""The walk of a case with more packages than are listed; what needs the list is left out, and told."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version

import numpy as np
import numpy.typing as npt

from treves.bargaining import (
    Values,
    allowed_count,
    compiling_told,
    deals_exist,
    is_compiled,
    nearest_packages,
    value_tables,
    warm_up,
)
from treves.case import Case
from treves.crisis import NoEquilibriumError
from treves.errors import SizeError
from treves.positions import Positions, draw_at, draw_uniforms
from treves.study import large
from treves.study.blocking import shortfall_facts
from treves.study.deals import describe_deals
from treves.study.facts import case_facts, report_facts, statement_facts
from treves.study.findings import AcceptanceMap, Findings, Influence
from treves.study.outcome_facts import find_outcomes
from treves.study.place import position_facts, stake_facts
from treves.study.rules import find_institutions
from treves.study.telling import METHOD, assumption_facts, headlines
from treves.study.worlds import estimate_case, estimate_worlds, generator, probability

__all__ = ["study_many_packages"]

Progress = Callable[[str, float], None]
Floats = npt.NDArray[np.float64]


def study_many_packages(
    case: Case, *, draws: int, worlds: int, seed: int, with_influences: bool, with_talks: bool, tell: Progress
) -> Findings:
    """Walk a case with more packages than are listed; what needs the list is left out and told."""
    rule = case.cabinet.rule
    tell("Reading statements", 0.0)
    posterior = estimate_case(case)
    elsewhere = estimate_worlds(case, worlds, seed)
    rng = generator(seed, "draws")
    chosen_on, judged_on = (draw_uniforms(posterior, draws, rng) for _ in range(2))

    def valued(positions: Positions, uniforms: Floats) -> Values:
        return value_tables(draw_at(positions, uniforms), case.agenda, positions.parties)

    if not is_compiled(beyond_lists=True):
        tell(compiling_told(), 0.01)
        warm_up(beyond_lists=True)
    drawn = draw_at(posterior, chosen_on)
    values = value_tables(drawn, case.agenda, posterior.parties)
    has_deal, is_proven = deals_exist(values, rule)
    in_worlds, judged_elsewhere = [], []
    for done, world in enumerate(elsewhere):
        those = valued(world, chosen_on)
        in_worlds.append((those, deals_exist(those, rule)[0]))
        judged_elsewhere.append(valued(world, judged_on))
        tell("Looking for a deal in every draw of every world", 0.02 + 0.28 * (done + 1) / worlds)
    tell("Solving every draw, and trying candidates", 0.3)
    picks, nearest = large.picks_of(case, values), nearest_packages(values, rule)
    listed = large.choose_candidates(case, large.candidates_of(case, values, picks, nearest), values)
    judged = valued(posterior, judged_on)
    deals = describe_deals(case, listed, judged, judged_elsewhere)
    tell("Working out who blocks", 0.4)
    blocking = large.blocking_of(case, values, has_deal, in_worlds)
    front_share, front_words = large.front_share_of(values)
    influences: tuple[Influence, ...] = ()
    if with_influences:
        influences = large.influences_of(
            case, posterior, chosen_on, values, has_deal, listed[0].package,
            lambda share: tell("Leaving out one sentence at a time", 0.55 + 0.2 * share),
        )  # fmt: skip
    outcomes, missing = None, ""
    if with_talks:
        try:
            outcomes = find_outcomes(
                case, listed, posterior, chosen_on, drawn, values, [those for those, _ in in_worlds], None,
                draws=draws, seed=seed, with_strain=False, progress=lambda told, share: tell(told, 0.75 + 0.2 * share),
            )  # fmt: skip
        except (NoEquilibriumError, SizeError) as error:
            missing = str(error)
    tell("Telling what was found", 0.96)
    share = float(has_deal.mean())
    return Findings(
        version=version("treves"),
        case=case.name,
        as_of=case.as_of,
        seed=seed,
        draws=draws,
        worlds=worlds,
        case_digest=case.digest,
        set_by_hand=case.set_by_hand,
        method={**METHOD, **large.LARGE_METHOD},
        assumptions=assumption_facts(case.assumptions),
        facts=case_facts(case, allowed_count(case.agenda)),
        headlines=headlines(
            case, probability(share, [float(has.mean()) for _, has in in_worlds], draws), deals, outcomes
        ),
        positions=position_facts(posterior, elsewhere),
        stakes=stake_facts(posterior),
        deals=deals,
        solutions=large.solutions_of(case, picks),
        blocking=blocking,
        moves=(),
        shortfalls=shortfall_facts(case, nearest, values.parties),
        no_deal_share=1.0 - share,
        influences=influences,
        acceptance_map=AcceptanceMap(options=(), best=()),
        front_share=front_share,
        reports=report_facts(case),
        statements=statement_facts(case, posterior),
        institutions=find_institutions(case, [(told.role, told.why, told.package) for told in listed], judged),
        left_out=large.left_out(case, front_words, int((~is_proven).sum())),
        outcomes=outcomes,
        outcomes_missing=missing,
    )
