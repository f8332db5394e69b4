"""One study of a sweep: the lean walk from a case to the few numbers that are asked for.

It goes the way of :func:`treves.study.run_study` and uses the same random numbers: what both work out is the same, bit
by bit. It leaves out the worlds behind intervals, sentences, moves, threats, prose; the spread over the sweep itself
is what is told instead. Every study of a sweep has the same seed (common random numbers), so that two studies differ
by their inputs alone and not by luck.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from treves.agenda import Package
from treves.bargaining import PACKAGE_LIMIT, Values, acceptance_map, allowed_packages, value_tables
from treves.case import Case
from treves.case.adjust import Adjustment, adjust
from treves.crisis import KINDS, NoEquilibriumError, find_endings, solve
from treves.errors import AgendaError, TrevesError
from treves.positions import Positions, draw_at, draw_uniforms
from treves.study.chain_measures import MEASURES as CHAIN_MEASURES
from treves.study.chain_measures import measured
from treves.study.consequence_worth import worth_of_options
from treves.study.consequences import run_packages
from treves.study.deals import Listed, choose_packages, share_accepting
from treves.study.play import LOWER, TIGHT, play
from treves.study.talks import lay_out, priors_of
from treves.study.worlds import estimate_case, estimate_worlds, generator

__all__ = ["LAMBDA_SHARE", "MOST_CHOICES", "Asked", "study_point"]

LAMBDA_SHARE = "lambda_share"

MOST_CHOICES = 2_000
"""Choices in the public tree of a quick game; a case with more tables fewer packages here than in a full run."""
MOST_SWEEPS = 300
"""After so many a quick game is played at a lower lambda, as a world of a full run is; a full run waits longer."""

Numbers = dict[str, float | None]


@dataclass(frozen=True)
class Asked:
    """What every study works out, and with which random numbers.

    Parameters
    ----------
    draws, seed : int
    has_talks, has_chain : bool
        Whether to play the talks, and to run packages through the chain.
    packages : mapping of str to tuple of str
        Packages to follow, by name: their options in agenda order.
    worlds : int
        Worlds over which the ends of the talks are averaged; 0: the central assumptions alone.
    most_choices : int
        Size of the quick game.
    replications, months : int
        Of the chain.
    """

    draws: int
    seed: int
    has_talks: bool = True
    has_chain: bool = False
    packages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    worlds: int = 0
    most_choices: int = MOST_CHOICES
    replications: int = 40
    months: int = 60


def study_point(case: Case, adjustments: Sequence[Adjustment], asked: Asked) -> Numbers:
    """Study a case with some changes laid over it.

    Parameters
    ----------
    case : Case
    adjustments : sequence of Adjustment
    asked : Asked

    Returns
    -------
    dict of str to float or None
        ``deal_exists``; ``best_accepted`` and ``best_package`` (its number on the unchanged agenda); ``NAME_accepted``
        for every package followed, None where it is off the table; ``accord``, ``vote``, ``postponement``, ``fall``
        and ``lambda_share`` (1, or less where the game only settled at a lower lambda), None where it did not settle;
        ``NAME_MEASURE`` of the chain, against no deal, for the best and every package followed.

    Raises
    ------
    TrevesError
        If a change cannot be made in this case, or the case is too large for a sweep.
    """
    made = adjust(case, adjustments)
    if made.given_values or made.agenda.package_count > PACKAGE_LIMIT:
        raise TrevesError(
            f"{case.name} cannot be swept: it gives utilities as numbers, or has more than {PACKAGE_LIMIT:,} packages"
        )
    packages = allowed_packages(made.agenda)
    posterior = estimate_case(made)
    rng = generator(asked.seed, "draws")
    chosen_on, judged_on = (draw_uniforms(posterior, asked.draws, rng) for _ in range(2))
    added = worth_of_options(made, asked.seed)

    def valued(positions: Positions, uniforms: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Values:
        return value_tables(draw_at(positions, uniforms), made.agenda, positions.parties, added=added)

    values = valued(posterior, chosen_on)
    accepted = acceptance_map(values, packages, made.cabinet.rule, threads=1)
    listed = choose_packages(made, accepted, values)
    best = listed[0].package
    followed = dict(_followed(made, asked))
    shares = share_accepting(valued(posterior, judged_on), made.cabinet, [best, *followed.values()]).tolist()
    found: Numbers = {
        "deal_exists": float(accepted.deal_share),
        "best_accepted": shares[0],
        "best_package": float(case.agenda.number_of(best)),
    }
    known = dict(zip(followed, shares[1:], strict=True))
    found.update({f"{name}_accepted": known.get(name) for name in asked.packages})
    if asked.has_talks:
        worlds = [valued(world, chosen_on) for world in estimate_worlds(made, asked.worlds, asked.seed)]
        found.update(_talks(made, listed, values, worlds, asked))
    if asked.has_chain:
        found.update(_chain(made, {"best": best, **followed}, asked))
    return found


def _followed(case: Case, asked: Asked) -> Iterator[tuple[str, Package]]:
    """Yield the packages that are followed and still on the table."""
    for name, options in asked.packages.items():
        try:
            package = case.agenda.package(options)
        except AgendaError:
            continue
        if not case.agenda.why_not(package):
            yield name, package


def _talks(case: Case, listed: Sequence[Listed], values: Values, worlds: Sequence[Values], asked: Asked) -> Numbers:
    try:
        if worlds:
            played = play(case, listed, values, worlds, asked.seed, most_choices=asked.most_choices)
            return {**{kind: played.of(kind).p for kind in KINDS}, LAMBDA_SHARE: 1.0}
        talks = lay_out(case, listed, values, types=case.talks.types, seed=asked.seed, most_choices=asked.most_choices)
        central = priors_of(case).central
        # the central game of a full run takes stakes as they are drawn; here their spread can be what is moved
        game = talks.game if central.stake_spread == 1.0 else central.apply(talks.game)
        for share in LOWER:
            solved = solve(
                game,
                share * central.precision,
                exit_factor=central.exit_factor,
                tolerance=TIGHT,
                max_sweeps=MOST_SWEEPS,
                threads=1,
            )
            if solved.is_converged:
                endings = find_endings(solved)
                return {**{kind: min(1.0, endings.of(kind)) for kind in KINDS}, LAMBDA_SHARE: share}
    except NoEquilibriumError:
        pass
    return {**dict.fromkeys(KINDS), LAMBDA_SHARE: None}


def _chain(case: Case, followed: Mapping[str, Package], asked: Asked) -> Numbers:
    """Run packages through the chain; what is told is the mean difference from no deal."""
    if case.chain is None:
        return {}
    packages = list(followed.values())
    kept, *runs = run_packages(
        case.chain, case.agenda, packages, replications=asked.replications, months=asked.months, seed=asked.seed
    )
    before = measured(kept, asked.months, "all")
    found: Numbers = {}
    for name in ("best", *asked.packages):
        after = measured(runs[list(followed).index(name)], asked.months, "all") if name in followed else None
        for told, _take in CHAIN_MEASURES:
            change = None if after is None else float(np.mean(after[told.name] - before[told.name]))
            found[f"{name}_{told.name}"] = change if change is not None and np.isfinite(change) else None
    return found
