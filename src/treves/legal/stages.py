"""The steps of each instrument on its way to force, for a timeline.

A case gives the months of the whole way, not of its steps. How the way divides is an assumption, one for each
instrument, and moves no result: it only says where on the way a bill would be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from treves.agenda import Instrument

__all__ = ["Stage", "stages_of"]

CHAMBERS = ""  # stands for the chambers of the case, one after the other

STEPS: dict[Instrument, tuple[tuple[str, float], ...]] = {
    "none": (),
    "policy_rule": (("drafting", 0.7), ("publication", 0.3)),
    "order_in_council": (
        ("drafting and consultation", 0.5),
        ("advice of the Council of State", 0.35),
        ("publication", 0.15),
    ),
    "statute": (
        ("drafting and consultation", 0.35),
        ("advice of the Council of State", 0.15),
        (CHAMBERS, 0.42),
        ("publication", 0.08),
    ),
    "treaty": (
        ("negotiation", 0.6),
        ("advice of the Council of State", 0.08),
        (CHAMBERS, 0.24),
        ("ratification and entry", 0.08),
    ),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the way, as shares (0-1) of the whole.

    Parameters
    ----------
    name : str
    start_share, end_share : float
    is_chamber : bool
        Whether it needs a majority in a chamber.
    """

    name: str
    start_share: float
    end_share: float
    is_chamber: bool = False


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
    for name, share in STEPS[instrument]:
        if name != CHAMBERS:
            found.append(Stage(name, start, start + share))
            start += share
            continue
        houses = list(chambers) or ["parliament"]
        parts = [2.0, *[1.0] * (len(houses) - 1)]
        for house, part in zip(houses, parts, strict=True):
            length = share * part / sum(parts)
            found.append(Stage(house, start, start + length, is_chamber=True))
            start += length
    return tuple(found)
