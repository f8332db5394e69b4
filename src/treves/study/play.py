"""Play the talks of a case: the game in every world, its ends by session and package, its stories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from treves.bargaining import Values
from treves.case import Case
from treves.crisis import (
    EndingKind,
    Endings,
    Equilibrium,
    Game,
    NoEquilibriumError,
    PartyTypes,
    World,
    draw_worlds,
    find_endings,
    solve,
)
from treves.study.deals import Listed
from treves.study.frozen import Probability
from treves.study.talks import Talks, draws_of, lay_out, priors_of, thinned
from treves.study.worlds import generator, mean_probability

__all__ = ["Played", "play", "play_world", "play_worlds"]

Floats = npt.NDArray[np.float64]

TIGHT, TOLERANCE = 1e-5, 1e-3  # of the central solution, and of the many others
SWEEPS = 80  # of a world; more hardly ever help
LOWER = (1.0, 0.6, 0.4)
METHOD = "agent quantal response equilibrium (McKelvey & Palfrey 1998), forward and backward sweeps, lambda from 0"


@dataclass(frozen=True, eq=False)
class Played:
    """The talks under the central assumptions, and in every world.

    Parameters
    ----------
    talks : Talks
    central : Equilibrium
    endings : Endings
        Of ``central``.
    elsewhere : tuple of Endings
        Of the worlds that settled.
    unsettled : int
        Worlds that did not.
    lowered : int
        Worlds played at a lower lambda than was drawn.
    """

    talks: Talks
    central: Equilibrium
    endings: Endings
    elsewhere: tuple[Endings, ...]
    unsettled: int
    lowered: int

    def over_worlds(self, number: Callable[[Endings], float]) -> Probability:
        """Return a probability: its mean over the worlds, and the middle 80 % of them."""
        return mean_probability([number(endings) for endings in self.elsewhere])

    def of(self, kind: EndingKind) -> Probability:
        """Return the probability of one kind of end."""
        return self.over_worlds(lambda endings: endings.of(kind))


def play(
    case: Case,
    listed: Sequence[Listed],
    values: Values,
    worlds: Sequence[Values],
    seed: int,
    *,
    types: int | None = None,
    most_choices: int | None = None,
    on_world: Callable[[float], None] | None = None,
) -> Played:
    """Play the talks.

    Parameters
    ----------
    case : Case
    listed : sequence of Listed
        Packages worth tabling.
    values : Values
        Draws under the central assumptions.
    worlds : sequence of Values
        The same draws in other worlds; each is played with its own draw of lambda and costs.
    seed : int
    types, most_choices : int, optional
        By default the case's, and what is played in a few seconds.
    on_world : callable, optional
        Called with the share of the worlds done.

    Raises
    ------
    NoEquilibriumError
        If the sweeps do not settle under the central assumptions, or in none of the worlds.
    """
    count = case.talks.types if types is None else types
    size = {} if most_choices is None else {"most_choices": most_choices}
    talks = lay_out(case, listed, values, types=count, seed=seed, **size)
    priors = priors_of(case)
    central = solve(talks.game, priors.central.precision, exit_factor=priors.central.exit_factor, tolerance=TIGHT)
    endings = find_endings(central)
    drawn = draw_worlds(priors, len(worlds), generator(seed, "talks"))
    elsewhere = play_worlds(case, talks, worlds, drawn, seed, count, on_world)
    settled = tuple(found for found in elsewhere if found is not None)
    if not settled:
        raise NoEquilibriumError(f"none of {len(worlds)} worlds settled: there is no number to give")
    lowered = sum(
        found is not None and found.precision < world.precision for found, world in zip(elsewhere, drawn, strict=True)
    )
    return Played(talks, central, endings, settled, len(elsewhere) - len(settled), lowered)


def play_world(
    talks: Talks,
    types: Sequence[PartyTypes],
    drawn: World,
    *,
    change: Callable[[Game], Game] = lambda game: game,
    start: Equilibrium | None = None,
) -> Equilibrium | None:
    """Play the talks in one world, at a lower lambda than was drawn where they do not settle at that.

    Parameters
    ----------
    talks : Talks
    types : sequence of PartyTypes
        Thinned from the draws of that world.
    drawn : World
        Its lambda and costs.
    change : callable
        Laid over the game.
    start : Equilibrium, optional
        The solution of a similar game: sweeps start from it.

    Returns
    -------
    Equilibrium or None
        None where the sweeps settle at none of the lambdas tried.
    """
    game = change(drawn.apply(replace(talks.game, types=tuple(types))))
    for share in LOWER:
        solved = solve(
            game,
            share * drawn.precision,
            exit_factor=drawn.exit_factor,
            tolerance=TOLERANCE,
            max_sweeps=SWEEPS,
            threads=1,
            start=start,
        )
        if solved.is_converged:
            return solved
    return None


def play_worlds(
    case: Case,
    talks: Talks,
    worlds: Sequence[Values],
    drawn: Sequence[World],
    seed: int,
    types: int,
    on_world: Callable[[float], None] | None = None,
    *,
    change: Callable[[Game], Game] = lambda game: game,
) -> list[Endings | None]:
    """Play the same talks in every world; None where the sweeps do not settle.

    A world whose lambda is too high to settle is played at a lower one (``Endings.precision`` tells which): to
    leave such worlds out would leave out the surest players.

    Worlds are played two at a time; each climbs from lambda 0 by itself, so the order changes nothing.
    """

    def one(at: int) -> Endings | None:
        draws = draws_of(case, worlds[at], talks.packages, talks.game.rules.parties)
        solved = play_world(talks, thinned(draws, types, seed), drawn[at], change=change)
        return None if solved is None else find_endings(solved)

    found: list[Endings | None] = []
    with ThreadPoolExecutor(2) as pool:
        for endings in pool.map(one, range(len(worlds))):
            found.append(endings)
            if on_world is not None:
                on_world(len(found) / len(worlds))
    return found
