"""Whether the compiled parts are ready, and a way to get them ready: the first run on a machine compiles."""

from __future__ import annotations

import numpy as np

from treves.agenda import Agenda, Issue, Option
from treves.bargaining import (
    acceptance,
    best,
    branching,
    front,
    listed,
    nondominated,
    scenario,
    shortfall,
    solutions,
    sweep,
    waiting,
)
from treves.bargaining.compiled import can_keep, is_kept
from treves.bargaining.packages import allowed_packages
from treves.bargaining.pivots import pivots, sweep_consents
from treves.bargaining.values import explicit_values
from treves.bargaining.vetoes import ask_all
from treves.cabinet import DecisionRule

__all__ = ["compiling_told", "is_compiled", "warm_up"]

KERNELS = (
    sweep.sweep_deals, front._is_open, front._undominated, sweep_consents, shortfall._nearest, solutions._rational,
    waiting._list, waiting._any_accepted,
)  # fmt: skip
KERNELS_BEYOND = (
    nondominated._unbeaten, nondominated._take, ask_all, branching.branch_draws, listed._count,
)  # fmt: skip


def is_compiled(*, beyond_lists: bool = False) -> bool:
    """Say whether every compiled part is ready, in this process or on disk, so that a run will not have to wait.

    Parameters
    ----------
    beyond_lists : bool
        Ask about what given utilities and more packages than can be listed need, instead of the ordinary parts.

    Returns
    -------
    bool
        False on the first run on a machine, or after an update of treves or numba; :func:`warm_up` then takes some
        ten to twenty seconds, and less than a second from then on.
    """
    return all(is_kept(kernel) for kernel in (KERNELS_BEYOND if beyond_lists else KERNELS))


def compiling_told() -> str:
    """Return what to tell a user who waits for the compiler: once, or every time where nothing can be kept."""
    if can_keep(KERNELS[0]):
        return "Compiling, once on this machine (about a minute)"
    return "Compiling, as in every run here: no folder to keep it in can be written (NUMBA_CACHE_DIR names another)"


def warm_up(*, beyond_lists: bool = False) -> None:
    """Compile, or load from disk, what ordinary studies need, or what given utilities and large cases need."""
    ends = (Option("no", "no", 0.0), Option("yes", "yes", 100.0))
    agenda = Agenda(tuple(Issue(name, name, "", ends, "no") for name in ("tea", "cake")))
    values = explicit_values(agenda, {"A": {"tea": [0.0, 1.0], "cake": [0.0, 1.0]}})
    packages = allowed_packages(agenda)
    rule = DecisionRule(("A",))
    if beyond_lists:
        scenario.solve_scenario(values, threads=1)
        listed.acceptance_of_listed(values, np.zeros((1, 2), dtype=np.int16), rule, threads=1)
        best.deals_exist(values, rule, threads=1)
        return
    acceptance.acceptance_map(values, packages, rule, threads=1)
    shortfall.minimum_shortfall(values, packages, rule, threads=1)
    pivots(values, packages, rule, threads=1)
    solutions.solutions_by_draw(values, packages, threads=1)
    waiting.waiting_for(values, packages, rule, "A").has_deal(values)
    front.pareto_front(np.linspace(0.0, 1.0, 4096).reshape(-1, 2))
