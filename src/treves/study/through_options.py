"""The acceptance map seen through its options: what each choice, and each pair of choices, leaves possible."""

from __future__ import annotations

import numpy as np

from treves.agenda import Agenda
from treves.bargaining import AcceptanceMap as CountedMap
from treves.study.findings import AcceptanceMap

__all__ = ["map_through_options"]


def map_through_options(agenda: Agenda, accepted: CountedMap) -> AcceptanceMap:
    """Find, for every pair of options, the best chance of a package that has both.

    Parameters
    ----------
    agenda : Agenda
    accepted : AcceptanceMap
        From the bargaining room.

    Returns
    -------
    AcceptanceMap
        As the findings tell it: options by options, null where no allowed package has both.
    """
    best = np.full(agenda.shape, -1.0)
    best.reshape(-1)[accepted.packages.numbers] = accepted.probability
    named = [(issue.name, option.name) for issue in agenda.issues for option in issue.options]
    at = [(j, o) for j, issue in enumerate(agenda.issues) for o in range(len(issue.options))]
    rows: list[tuple[float | None, ...]] = []
    for issue, option in at:
        row: list[float | None] = []
        with_first = np.take(best, [option], axis=issue)
        for other, second in at:
            if issue == other:
                found = float(with_first.max()) if option == second else -1.0
            else:
                found = float(np.take(with_first, [second], axis=other).max())
            row.append(round(found, 6) if found >= 0.0 else None)
        rows.append(tuple(row))
    return AcceptanceMap(options=tuple(named), best=tuple(rows))
