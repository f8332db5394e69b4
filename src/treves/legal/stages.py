"""The steps of each instrument on its way to force, for a timeline.

A case gives the months of the whole way, not of its steps. How the way divides is an assumption, one for each
instrument, and moves no result: it only says where on the way a bill would be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from treves.agenda import Instrument

__all__ = ["Stage", "stages_of"]

Kind = Literal["drafting", "advice", "chamber", "publication"]

CHAMBERS = ""  # stands for the chambers of the case, one after the other
ADVICE = "advice"  # of whichever body the country has: a council of state, a law office, a regulatory board

STEPS: dict[Instrument, tuple[tuple[str, Kind, float], ...]] = {
    "none": (),
    "policy_rule": (("drafting", "drafting", 0.7), ("publication", "publication", 0.3)),
    "order_in_council": (
        ("drafting and consultation", "drafting", 0.5),
        (ADVICE, "advice", 0.35),
        ("publication", "publication", 0.15),
    ),
    "statute": (
        ("drafting and consultation", "drafting", 0.35),
        (ADVICE, "advice", 0.15),
        (CHAMBERS, "chamber", 0.42),
        ("publication", "publication", 0.08),
    ),
    "treaty": (
        ("negotiation", "drafting", 0.6),
        (ADVICE, "advice", 0.08),
        (CHAMBERS, "chamber", 0.24),
        ("ratification and entry", "publication", 0.08),
    ),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the way, as shares (0-1) of the whole.

    Parameters
    ----------
    name : str
    start_share, end_share : float
    kind : {'drafting', 'advice', 'chamber', 'publication'}
        A chamber asks for a majority there.
    """

    name: str
    start_share: float
    end_share: float
    kind: Kind


def stages_of(instrument: Instrument, chambers: Sequence[str] = ()) -> tuple[Stage, ...]:
    """Return the steps of an instrument.

    Parameters
    ----------
    instrument : Instrument
    chambers : sequence of str
        Names of the chambers a bill passes, in order; the first is taken to need twice as long as each other.

    Returns
    -------
    tuple of Stage
        From accord to entry into force, without gaps; empty where no legal form is needed.

    Examples
    --------
    >>> [stage.name for stage in stages_of("policy_rule")]
    ['drafting', 'publication']
    """
    found: list[Stage] = []
    start = 0.0
    for name, kind, share in STEPS[instrument]:
        if kind != "chamber":
            found.append(Stage(name, start, start + share, kind))
            start += share
            continue
        houses = list(chambers) or ["parliament"]
        parts = [2.0, *[1.0] * (len(houses) - 1)]
        for house, part in zip(houses, parts, strict=True):
            length = share * part / sum(parts)
            found.append(Stage(house, start, start + length, kind))
            start += length
    return tuple(found)
