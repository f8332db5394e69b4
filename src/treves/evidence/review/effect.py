"""Which open rows matter most for the result: their own effect where it is known, else that of rows like them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from treves.evidence.statement import Statement

__all__ = ["effect_of_rows"]

Told = tuple[str, str]
"""Party and matter."""


def effect_of_rows(
    statements: Iterable[Statement], influences: Mapping[str, float], told: Mapping[str, Told]
) -> dict[str, float]:
    """Return how far each row may move the result, for ordering a review.

    A row that entered the model has its own effect. One that did not (because nobody reviewed it) has none yet; it
    gets the mean size of the effects of rows by the same party on the same matter, else by the same party at half,
    else on the same matter at half. That is a guess for the order alone and enters no result.

    Parameters
    ----------
    statements : iterable of Statement
    influences : mapping of row id to float
        Change of a probability with the row minus without it.
    told : mapping of row id to (party, about)
        Of the rows that have an effect.

    Returns
    -------
    dict of row id to float
        Sizes, 0-1.
    """
    both: dict[Told, list[float]] = defaultdict(list)
    party: dict[str, list[float]] = defaultdict(list)
    about: dict[str, list[float]] = defaultdict(list)
    for name, change in influences.items():
        if name in told:
            both[told[name]].append(abs(change))
            party[told[name][0]].append(abs(change))
            about[told[name][1]].append(abs(change))
    found = {}
    for row in statements:
        if row.name in influences:
            found[row.name] = abs(influences[row.name])
        elif row.party and (row.party, row.about) in both:
            found[row.name] = _mean(both[row.party, row.about])
        elif row.party and row.party in party:
            found[row.name] = _mean(party[row.party]) / 2
        else:
            found[row.name] = _mean(about.get(row.about, [])) / 2
    return found


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
