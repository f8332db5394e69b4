"""Whether the compiled parts are ready, and a way to get them ready: the first talks on a machine compile."""

from __future__ import annotations

from typing import Any

import numpy as np

from treves.bargaining.compiled import is_kept
from treves.cabinet import Council
from treves.crisis import response
from treves.crisis.endings import find_endings
from treves.crisis.equilibrium import solve
from treves.crisis.game import Game
from treves.crisis.paths import most_likely_paths
from treves.crisis.private_types import PartyTypes
from treves.crisis.rules import Rules

__all__ = ["KERNELS", "is_compiled", "warm_up"]

KERNELS: tuple[Any, ...] = (
    response.look_down, response.sweep_subtrees, response.answer_top, response.tally, response.visit,
)  # fmt: skip


def is_compiled() -> bool:
    """Say whether every compiled part is ready, in this process or on disk, so that talks will not have to wait.

    Returns
    -------
    bool
        False on the first run on a machine, or after an update of treves or numba; :func:`warm_up` then takes some
        twenty seconds, and less than a second from then on.
    """
    return all(is_kept(kernel) for kernel in KERNELS)


def warm_up() -> None:
    """Compile, or load from disk, everything here that is compiled, by talks of two parties over one package."""
    names = ("A", "B")
    rules = Rules(names, names, names, may_leave=names, council=Council(dict.fromkeys(names, 1), 2))
    types = PartyTypes(np.array([[0.6]]), np.array([0.5]), np.array([0.4]))
    equilibrium = solve(Game(rules, ("package",), (types, types)), precision=1.0, threads=1)
    find_endings(equilibrium)
    most_likely_paths(equilibrium, 1)
