"""The talks of a changed case in a small game, every world from its solution before the change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from treves.crisis import KINDS, Endings, Equilibrium, NoEquilibriumError, PartyTypes, draw_worlds, find_endings, solve
from treves.crisis import World as Drawn
from treves.study.live.beliefs import CHOSEN, Beliefs
from treves.study.live.parts import LiveProbability, LiveTalks
from treves.study.live.table import Table
from treves.study.outcome_facts import candidate_facts, leaver_facts, session_facts, story_facts
from treves.study.play import TOLERANCE, Played, play_world
from treves.study.replay import REPLAY_CHOICES
from treves.study.talks import Talks, draws_of, lay_out, priors_of, thinned
from treves.study.worlds import generator

__all__ = ["Solved", "play_talks"]

THREADS = 2
EVERY = 4  # worlds between two reports of progress


Types = tuple[PartyTypes, ...]
World = tuple[Equilibrium, Endings] | None
"""The game of one world solved, and how it ends; None where the sweeps do not settle."""


@dataclass(frozen=True, eq=False)
class Solved:
    """The small game solved, centrally and in every world."""

    talks: Talks
    central: Equilibrium
    worlds: tuple[World, ...]
    types: tuple[Types, ...]
    told: LiveTalks


def play_talks(
    table: Table,
    seed: int,
    before: Solved | None,
    clock: Callable[[], float],
    is_stale: Callable[[], bool],
) -> Iterator[LiveTalks | Solved]:
    """Play the talks; tell how far it is, then how they end, then the solution itself.

    Parameters
    ----------
    table : Table
    seed : int
    before : Solved, optional
        The case as it is. Sweeps start from its solutions and not from those of the last change, so that a result
        does not depend on the way a hand took to it.
    clock : callable
        Milliseconds since the look began.
    is_stale : callable
        Whether nobody waits for this any more.

    Yields
    ------
    LiveTalks or Solved
    """
    beliefs, case = table.beliefs, table.case
    count = len(beliefs.worlds) - 1
    types = case.talks.types
    talks = lay_out(case, table.listed, table.values, types=types, seed=seed, most_choices=REPLAY_CHOICES)
    priors = priors_of(case)
    start = None if before is None else before.central
    precision, factor = priors.central.precision, priors.central.exit_factor
    central = solve(talks.game, precision, exit_factor=factor, tolerance=TOLERANCE, threads=THREADS, start=start)
    game = _words(talks, count)

    def report(found: Sequence[World], missing: str = "") -> LiveTalks:
        return LiveTalks(
            as_of=case.as_of,
            milliseconds=clock(),
            is_final=bool(missing),
            worlds_done=len(found),
            worlds=count,
            base=_base(before),
            game=game,
            missing=missing,
            candidates=candidate_facts(case, talks),
            **_so_far(found, before),
        )

    if not central.is_converged:
        yield report((), missing="the talks do not settle under the central assumptions: there is no number to give")
        return
    yield report(())
    drawn = draw_worlds(priors, count, generator(seed, "talks"))
    found: list[World] = []
    types_found: list[Types] = []
    with ThreadPoolExecutor(THREADS) as pool:
        for first in range(0, count, EVERY):
            if is_stale():
                return
            some = range(first, min(first + EVERY, count))
            for world, made in pool.map(_Player(beliefs, talks, drawn, seed, types, before), some):
                found.append(world)
                types_found.append(made)
            if len(found) < count:
                yield report(found)
    try:
        told = _ended(table, talks, central, tuple(found), before, clock(), game)
    except NoEquilibriumError as error:
        yield report(found, missing=str(error))
        return
    yield told
    yield Solved(talks, central, tuple(found), tuple(types_found), told)


@dataclass(frozen=True, eq=False)
class _Player:
    """Plays one world after the other."""

    beliefs: Beliefs
    talks: Talks
    drawn: tuple[Drawn, ...]
    seed: int
    types: int
    before: Solved | None

    def __call__(self, at: int) -> tuple[World, Types]:
        before = None if self.before is None else self.before.worlds[at]
        start = None if before is None else before[0]
        types = self._types(at)
        solved = play_world(self.talks, types, self.drawn[at], start=start)
        return (None if solved is None else (solved, find_endings(solved))), types

    def _types(self, at: int) -> Types:
        """Thin the draws of one world; parties that no change reaches keep the types they had."""
        beliefs, parties, packages = self.beliefs, self.talks.game.rules.parties, self.talks.packages
        known: dict[str, PartyTypes] = {}
        if self.before is not None and beliefs.before is not None and beliefs.added is beliefs.before.added:
            rules = self.before.talks.game.rules
            if self.before.talks.packages == packages:
                pairs = zip(rules.parties, self.before.types[at], strict=True)
                known = {party: types for party, types in pairs if party not in beliefs.moved}
        new = [party for party in parties if party not in known]
        draws = draws_of(beliefs.case, beliefs.values(at + 1, CHOSEN), packages, new) if new else ()
        known.update(zip(new, thinned(draws, self.types, self.seed), strict=True))
        return tuple(known[party] for party in parties)


def _ended(
    table: Table,
    talks: Talks,
    central: Equilibrium,
    worlds: tuple[World, ...],
    before: Solved | None,
    milliseconds: float,
    game: str,
) -> LiveTalks:
    settled = tuple(world[1] for world in worlds if world is not None)
    if not settled:
        raise NoEquilibriumError(f"none of {len(worlds)} worlds settled: there is no number to give")
    played = Played(talks, central, find_endings(central), settled, len(worlds) - len(settled), 0)
    ends: dict[str, Any] = {kind: LiveProbability.of(played.of(kind), is_final=True) for kind in KINDS}
    return LiveTalks(
        as_of=table.case.as_of,
        milliseconds=milliseconds,
        is_final=True,
        worlds_done=len(worlds),
        worlds=len(worlds),
        base=_base(before) or ends,
        by_session=session_facts(table.case, played),
        leavers=leaver_facts(played),
        candidates=candidate_facts(table.case, talks),
        stories=story_facts(table.case, played),
        unsettled=played.unsettled,
        game=game,
        **ends,
    )


def _so_far(found: Sequence[World], before: Solved | None) -> dict[str, Any]:
    """Estimate the four probabilities from the worlds that are in: what they change there, on top of what all gave.

    Worlds differ far more from one another than a change moves any of them, so the change is averaged and not the
    probability (a control variate).
    """
    ends: dict[str, Any] = dict.fromkeys(KINDS)
    thens: Sequence[World] = [None] * len(found) if before is None else before.worlds
    pairs = [
        (now[1], None if then is None else then[1])
        for now, then in zip(found, thens, strict=False)
        if now is not None and (before is None or then is not None)
    ]
    for kind in KINDS if pairs else ():
        known: LiveProbability | None = None if before is None else getattr(before.told, kind)
        change = sum(now.of(kind) - (then.of(kind) if then else 0.0) for now, then in pairs) / len(pairs)
        ends[kind] = LiveProbability(p=min(max((known.p if known else 0.0) + change, 0.0), 1.0))
    return ends


def _base(before: Solved | None) -> dict[str, LiveProbability] | None:
    if before is None:
        return None
    told = before.told
    kinds = {"accord": told.accord, "vote": told.vote, "postponement": told.postponement, "fall": told.fall}
    return {kind: known for kind, known in kinds.items() if known is not None}


def _words(talks: Talks, worlds: int) -> str:
    count = len(talks.candidates)
    few = "one candidate package" if count == 1 else f"{count} candidate packages"
    left = f", {talks.left_out} fewer than are worth tabling," if talks.left_out else ""
    return (
        f"a quick game of {few}{left} in {worlds} worlds; a full run has more packages, so its numbers differ a little"
    )
