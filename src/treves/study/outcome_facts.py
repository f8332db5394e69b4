"""Tell how the talks end: from a played game to its place in the findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, fields

import numpy as np
import numpy.typing as npt

from treves.agenda import Package
from treves.bargaining import Packages, Values
from treves.case import Case
from treves.crisis import KINDS, Game, NoEquilibriumError, estimate_thinning_error, is_carried, most_likely_paths, tell
from treves.crisis import Exit as CrisisExit
from treves.positions import Draws, Positions
from treves.study.deals import Listed, package_words
from treves.study.outcomes import (
    Candidate,
    Curve,
    Exit,
    LeaverOutcome,
    Outcomes,
    PackageOutcome,
    ReplayDay,
    SessionOutcome,
    Solver,
    Story,
    Strain,
    ThreatValue,
)  # fmt: skip
from treves.study.play import METHOD, Played, play
from treves.study.replay import replay
from treves.study.strain import Bench, curve_facts, strain_facts, threat_facts
from treves.study.talks import Talks, draws_of, priors_of
from treves.study.worlds import generator

__all__ = ["find_outcomes"]

Floats = npt.NDArray[np.float64]

WORTH_TELLING = 0.005
REPLAY_WORLDS = 8


def find_outcomes(
    case: Case,
    listed: Sequence[Listed],
    posterior: Positions,
    uniforms: Floats,
    drawn: Draws,
    values: Values,
    worlds: Sequence[Values],
    packages: Packages | None,
    *,
    draws: int,
    seed: int,
    with_strain: bool,
    progress: Callable[[str, float], None],
) -> Outcomes:
    """Play the talks and tell how they end and what moves that.

    Parameters
    ----------
    case : Case
    listed : sequence of Listed
        Packages worth tabling.
    posterior, uniforms, drawn, values
        Beliefs under the central assumptions, random numbers, the draws they give, and their values.
    worlds : sequence of Values
        The same random numbers in other worlds.
    packages : Packages, optional
        Needed for the replay of the days of the case; without them, it is left out.
    draws, seed : int
    with_strain : bool
        Whether to work out what moves the end, and to replay the days of the case.
    progress : callable
        Called with what is being done and the share done.

    Raises
    ------
    NoEquilibriumError
        If the sweeps do not settle: there is then no number to give.
    """
    progress("Playing the talks in every world", 0.0)
    ends = 0.35 if with_strain else 0.95
    played = play(
        case, listed, values, worlds, seed,
        on_world=lambda share: progress("Playing the talks in every world", ends * share),
    )  # fmt: skip
    try:
        bench: Bench | None = Bench.set_up(case, listed, values, seed)
    except NoEquilibriumError:  # the smaller game does not settle: how the talks end is known, what moves it is not
        bench = None
    strains: tuple[Strain, ...] = ()
    threats: tuple[ThreatValue, ...] = ()
    curves: tuple[Curve, ...] = ()
    days: tuple[ReplayDay, ...] = ()
    if with_strain and bench is not None:
        told = "Playing the talks without one sentence at a time"
        strains = strain_facts(bench, posterior, uniforms, drawn, lambda share: progress(told, 0.35 + 0.3 * share))
        threats = threat_facts(
            bench, worlds, seed, lambda share: progress("Playing under other rules", 0.65 + 0.1 * share)
        )
        curves = curve_facts(bench, lambda share: progress("Varying what is assumed", 0.75 + 0.05 * share))
    if with_strain and packages is not None:
        days = replay(
            case, packages, draws=draws, added=values.added, worlds=min(len(worlds), REPLAY_WORLDS), seed=seed,
            progress=lambda share: progress("Replaying the days of the case", 0.8 + 0.2 * share),
        )  # fmt: skip
    rules = played.talks.game.rules
    return Outcomes(
        accord=played.of("accord"),
        vote=played.of("vote"),
        postponement=played.of("postponement"),
        fall=played.of("fall"),
        central={kind: min(1.0, played.endings.of(kind)) for kind in KINDS},
        first_mover=rules.proposers[0],
        answering=rules.order,
        may_leave=rules.may_leave,
        is_vote_normal=rules.is_vote_normal,
        candidates=candidate_facts(case, played.talks),
        by_session=session_facts(case, played),
        by_package=package_facts(played),
        by_leaver=leaver_facts(played),
        exits=exit_facts(case, played),
        exit_after_vote=exit_after_vote(played),
        stories=story_facts(case, played),
        threats=threats,
        strains=strains,
        strain_base={kind: min(1.0, bench.endings.of(kind)) for kind in KINDS} if bench else {},
        curves=curves,
        replay=days,
        priors=prior_facts(case),
        solver=solver_facts(played, case.talks.types, _thinning_error(case, bench, values, seed) if bench else None),
    )


def _thinning_error(case: Case, bench: Bench, values: Values, seed: int) -> float | None:
    """Measure what thinning costs, on the smaller game: P(fall) with these types against twice as many."""
    central = priors_of(case).central
    rules = bench.talks.game.rules
    try:
        return estimate_thinning_error(
            bench.talks.game,
            draws_of(case, values, bench.talks.packages, rules.parties),
            case.talks.types,
            generator(seed, "types"),
            precision=central.precision,
            exit_factor=central.exit_factor,
        ).error
    except NoEquilibriumError:
        return None


def candidate_facts(case: Case, talks: Talks) -> tuple[Candidate, ...]:
    """Tell which packages can be tabled, and how likely a vote on each would be carried."""
    return tuple(
        Candidate(
            letter=talks.game.packages[k],
            called=called(case, talks, k),
            role=entry.role,
            package=dict(zip((issue.name for issue in case.agenda.issues), entry.package.options, strict=True)),
            words=package_words(case.agenda, entry.package),
            carried=_carried(talks.game, k),
        )
        for k, entry in enumerate(talks.candidates)
    )


def called(case: Case, talks: Talks, k: int) -> str:
    """Name a candidate for a story: its letter and what sets it apart."""
    entry, letter = talks.candidates[k], talks.game.packages[k]
    if entry.role == "best":
        return f"package {letter} (the most acceptable one)"
    if entry.role == "draft":
        return f"package {letter} (the draft on the table)"
    apart = _apart(case, entry.package, talks.candidates[0].package)
    return f"package {letter} (with {apart})" if apart else f"package {letter}"


def _apart(case: Case, package: Package, best: Package) -> str:
    trios = zip(case.agenda.issues, package.options, best.options, strict=True)
    labels = [f"“{issue.option(name).label}”" for issue, name, other in trios if name != other]
    return " and ".join(labels[:2])


def _carried(game: Game, k: int) -> float:
    """Return the probability that a vote called by the first mover is carried, over the types of the others."""
    rules = game.rules
    if rules.council is None:
        return 0.0
    caller = rules.proposers[0]
    votes, weights = game.votes_for()[k], game.weights()
    likely = {party: float(weights[p] @ votes[p]) for p, party in enumerate(rules.parties)}
    asked = [party for party in rules.parties if rules.votes_of(party) and party != caller]
    total = 0.0
    for mask in range(2 ** len(asked)):
        supporters = [party for at, party in enumerate(asked) if mask >> at & 1]
        chance = np.prod([likely[party] if party in supporters else 1.0 - likely[party] for party in asked])
        if is_carried(rules, [caller, *supporters]):
            total += float(chance)
    return min(total, 1.0)


def session_facts(case: Case, played: Played) -> tuple[SessionOutcome, ...]:
    """Tell how the talks end by session; the last entry is the reckoning after the deadline."""
    names = [(session.name, session.on) for session in played.talks.sessions]
    told = []
    for at, (name, day) in enumerate([*names, ("After the deadline", case.deadline)]):
        found = {
            kind: played.over_worlds(lambda endings, at=at, k=k: float(endings.by_session()[at, k]))  # type: ignore[misc]
            for k, kind in enumerate(KINDS)
        }
        told.append(SessionOutcome(session=name, on=day, **found))
    return tuple(told)


def package_facts(played: Played) -> tuple[PackageOutcome, ...]:
    """Tell how often the talks end with each candidate."""
    return tuple(
        PackageOutcome(
            letter=letter,
            agreed=played.over_worlds(lambda endings, k=k: float(endings.by_package()[k, 0])),  # type: ignore[misc]
            carried_by_vote=played.over_worlds(lambda endings, k=k: float(endings.by_package()[k, 1])),  # type: ignore[misc]
        )
        for k, letter in enumerate(played.talks.game.packages)
    )


def leaver_facts(played: Played) -> tuple[LeaverOutcome, ...]:
    """Tell how often each party that may leave brings about the fall."""
    rules = played.talks.game.rules
    return tuple(
        LeaverOutcome(
            party=party,
            leaves=played.over_worlds(lambda endings, p=p: float(endings.by_leaver()[p])),  # type: ignore[misc]
        )
        for p, party in enumerate(rules.parties)
        if party in rules.may_leave
    )


def exit_facts(case: Case, played: Played) -> tuple[Exit, ...]:
    """Tell who leaves when and over what, likeliest first."""
    names = [session.name for session in played.talks.sessions]
    told = []
    for exit_ in played.endings.exits():
        if exit_.probability < WORTH_TELLING:
            break
        session = names[exit_.session - 1] if exit_.session <= len(names) else "After the deadline"
        told.append(
            Exit(
                party=exit_.party,
                occasion=exit_.occasion,
                letter=exit_.package,
                session=session,
                probability=exit_.probability,
                words=_exit_words(case, played.talks, exit_),
            )
        )
    return tuple(told)


def _exit_words(case: Case, talks: Talks, exit_: CrisisExit) -> str:
    label = case.cabinet.party(exit_.party).label
    over = called(case, talks, talks.game.packages.index(exit_.package)) if exit_.package else ""
    return {
        "own_turn": f"{label} leaves when it has the floor and sees nothing to propose",
        "refused": f"{label} leaves after refusing {over}",
        "outvoted": f"{label} leaves after being outvoted on {over}",
        "deadline": f"{label} leaves because the deadline passes without a result",
    }[exit_.occasion]


def exit_after_vote(played: Played) -> float | None:
    """Return how often an outvoted party leaves rather than stays, under the central assumptions."""
    left = played.endings.probability(lambda outcome: outcome.ending.occasion == "outvoted")
    stayed = played.endings.vote
    return left / (left + stayed) if left + stayed > 1e-9 else None


def story_facts(case: Case, played: Played) -> tuple[Story, ...]:
    """Tell the likeliest way to each kind of end that is worth telling."""
    talks, told = played.talks, []
    labels = {party.name: party.label for party in case.cabinet.parties}
    names = {letter: called(case, talks, k) for k, letter in enumerate(talks.game.packages)}
    for kind in KINDS:
        if played.endings.of(kind) < WORTH_TELLING:
            continue
        for path in most_likely_paths(played.central, 1, kind):
            lines = tell(
                path,
                talks.game.rules.parties,
                talks.game.packages,
                [session.name for session in talks.sessions],
                party_labels=labels,
                package_labels=names,
            )
            told.append(Story(ending=kind, probability=path.probability, lines=lines))
    return tuple(told)


def solver_facts(played: Played, types: int, thinning_error: float | None) -> Solver:
    """Tell how the equilibrium was found and how good it is."""
    central = played.central
    return Solver(
        method=METHOD,
        precision=central.precision,
        types=types,
        choices=central.tree.node_count,
        candidates_left_out=played.talks.left_out,
        sweeps=central.sweeps,
        residual=central.residual,
        worlds=len(played.elsewhere),
        worlds_unsettled=played.unsettled,
        worlds_lowered=played.lowered,
        thinning_error=thinning_error,
    )


def prior_facts(case: Case) -> dict[str, dict[str, float | str]]:
    """Tell what is assumed about lambda and the costs of moves."""
    priors = priors_of(case)
    return {field.name: asdict(getattr(priors, field.name)) for field in fields(priors)}
