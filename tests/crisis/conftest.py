"""Games for the tests of the crisis room: small random ones, and ones whose answer is known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from treves.cabinet import Council
from treves.crisis import Costs, Game, PartyTypes, Rules

NAMES = ("Amber", "Blue", "Coral", "Dune", "Ecru", "Fawn")


@pytest.fixture(scope="session")
def random_game() -> Callable[..., Game]:
    """Return a maker of random games: rules, payoffs, red lines, costs and weights of types."""

    def make(
        seed: int,
        parties: int = 2,
        types: int = 2,
        packages: int = 2,
        sessions: int = 2,
        *,
        has_council: bool = True,
        may_leave: bool = True,
        spread_of_types: float = 0.15,
        votes: tuple[int, ...] | None = None,
        costs: Costs | None = None,
    ) -> Game:
        rng = np.random.default_rng(seed)
        names = NAMES[:parties]
        ministers = votes or tuple(rng.integers(1, 6, parties).tolist())
        quorum = sum(ministers) // 2 + 1
        council = Council(dict(zip(names, ministers, strict=True)), quorum) if has_council else None
        order = tuple(rng.permutation(names).tolist())
        rules = Rules(
            parties=names,
            order=order,
            proposers=tuple(rng.choice(names, sessions).tolist()),
            may_leave=order if may_leave else (),
            council=council,
        )
        known = []
        for _ in names:
            utility = rng.random((1, packages)) + rng.normal(0, spread_of_types, (types, packages))
            status_quo = rng.random() * 0.6 + 0.2 + rng.normal(0, spread_of_types, types)
            known.append(
                PartyTypes(
                    utility=np.round(utility, 3),
                    status_quo=np.round(status_quo, 3),
                    reservation=np.round(status_quo + rng.normal(-0.05, 0.15, types), 3),
                    breaks_red_line=rng.random((types, packages)) < 0.1,
                    weight=rng.dirichlet(np.full(types, 3.0)).round(3) + 0.01,
                )
            )
        made = costs or Costs(
            trust=round(float(rng.uniform(0.05, 0.4)), 3),
            promise=round(float(rng.uniform(0.05, 0.3)), 3),
            breach=round(float(rng.uniform(0.0, 0.2)), 3),
            credibility=round(float(rng.uniform(0.0, 0.2)), 3),
            session=round(float(rng.uniform(0.0, 0.1)), 3),
            blame=round(float(rng.uniform(0.0, 0.1)), 3),
            red_line=1.0,
        )
        names_of_packages = tuple(f"package {number + 1}" for number in range(packages))
        return Game(rules, names_of_packages, tuple(known), made)

    return make


@pytest.fixture(scope="session")
def plain_game() -> Callable[..., Game]:
    """Return a maker of games in which every type and party is worth looking at: the numbers are given."""

    def make(
        utility: list[list[float]],
        status_quo: list[float],
        reservation: list[float],
        *,
        red_lines: list[list[bool]] | None = None,
        sessions: int = 2,
        votes: tuple[int, ...] | None = None,
        costs: Costs | None = None,
        types: int = 1,
        proposers: tuple[str, ...] = (),
    ) -> Game:
        parties, packages = len(utility), len(utility[0])
        names = NAMES[:parties]
        council = Council(dict(zip(names, votes, strict=True)), 0) if votes else None
        rules = Rules(
            parties=names,
            order=names,
            proposers=proposers or tuple(names[session % parties] for session in range(sessions)),
            may_leave=names,
            council=council,
        )
        red = red_lines or [[False] * packages for _ in names]
        known = tuple(
            PartyTypes(
                np.tile(utility[at], (types, 1)),
                np.full(types, status_quo[at]),
                np.full(types, reservation[at]),
                np.tile(red[at], (types, 1)),
            )
            for at in range(parties)
        )
        return Game(rules, tuple(f"package {k + 1}" for k in range(packages)), known, costs or Costs())

    return make
