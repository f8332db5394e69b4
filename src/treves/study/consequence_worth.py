"""What consequences make an option worth to each party, where the case says so: an array that bargaining adds up.

Each option is run through the chain alone, on top of the status quo. What two options do together can differ from the
sum; utilities add up over issues everywhere in treves, and so does this part of them.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.agenda import Option
from treves.case import Case
from treves.study.chain_measures import measured
from treves.study.consequences import QUICK_REPLICATIONS, run_packages

__all__ = ["worth_of_options"]

Floats = npt.NDArray[np.float64]

MONTHS = 60


def worth_of_options(
    case: Case, seed: int, *, replications: int = QUICK_REPLICATIONS, months: int = MONTHS
) -> tuple[Floats, ...]:
    """Return what every option's consequences are worth to every party.

    Parameters
    ----------
    case : Case
    seed : int
    replications, months : int

    Returns
    -------
    tuple of array, shape (party, option)
        Per issue, utility units, 0 at the status quo; empty where the case weighs no consequences.
    """
    worths = case.consequence_worths
    if not worths or case.chain is None:
        return ()
    effects = _effects(case, seed, replications, months)
    parties = case.cabinet.party_names
    told = []
    for issue in case.agenda.issues:
        table = np.zeros((len(parties), len(issue.options)))
        for k, option in enumerate(issue.options):
            for worth in worths:
                amount = effects.get((issue.name, option.name), {}).get(worth.of, 0.0)
                table[parties.index(worth.party), k] += worth.utility * amount / worth.per
        status_quo = issue.position_of(issue.status_quo)
        told.append(table - table[:, [status_quo]])
    return tuple(told)


def _effects(case: Case, seed: int, replications: int, months: int) -> dict[tuple[str, str], dict[str, float]]:
    """Return, by issue and option, how much lower inflow and overflow are, and how surely the option stands."""
    agenda = case.agenda
    options = [
        (issue.name, option)
        for issue in agenda.issues
        for option in issue.options
        if option.levers and option.name != issue.status_quo
    ]
    effects: dict[tuple[str, str], dict[str, float]] = {
        (issue.name, option.name): {"legal": -_struck(option)} for issue in agenda.issues for option in issue.options
    }
    if case.chain is None or not options:
        return effects
    packages = [agenda.package({issue: option.name}) for issue, option in options]
    baseline, *runs = run_packages(case.chain, agenda, packages, replications=replications, months=months, seed=seed)
    kept = measured(baseline, months, "all")
    for (issue, option), run in zip(options, runs, strict=True):
        found = measured(run, months, "all")
        effects[issue, option.name]["inflow"] = float((kept["inflow"] - found["inflow"]).mean())
        effects[issue, option.name]["beds"] = float((kept["beyond"] - found["beyond"]).mean())
    return effects


def _struck(option: Option) -> float:
    return option.legal_path.struck_down_share if option.legal_path else 0.0
