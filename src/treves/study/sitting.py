"""The case's cabinet as the outside view sees it: a spell that has not ended, and its calendar."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from treves.case import Case
from treves.survival import Clock, Spell

__all__ = ["clock_of", "sitting_spell"]


def sitting_spell(case: Case, country: str) -> Spell:
    """Return the case's cabinet as a spell still standing; needs a case with a tenure.

    Parameters
    ----------
    case : Case
    country : str
        Its code in the table of past cabinets, or its name.
    """
    tenure, cabinet = case.tenure, case.cabinet
    assert tenure is not None
    chamber = cabinet.chambers[0] if cabinet.chambers else None
    members = cabinet.members
    seats = [chamber.seats.get(name, 0) for name in members] if chamber else []
    held = sum(seats)
    chair = cabinet.council.chair if cabinet.council else ""
    bare = Spell(
        country=country,
        cabinet=cabinet.name,
        began_on=tenure.formed_on,
        seen_until_on=max(case.as_of, tenure.formed_on),
        cause="standing",
        term_ends_on=tenure.term_ends_on,
        is_caretaker=tenure.is_caretaker,
        parties=float(len(members)),
        range_points=tenure.range_points,
        is_after_election=tenure.is_after_election,
    )
    if chamber is None or not held:
        return bare
    shares = [count / chamber.size for count in chamber.seats.values()]
    smallest = min(count for count in seats if count)
    changes = [change for name in members if (change := cabinet.poll_change(name)) is not None]
    weights = [chamber.seats[name] for name in members if cabinet.poll_change(name) is not None]
    return replace(
        bare,
        seats_share=held / chamber.size,
        is_minimal_winning=held >= chamber.majority > held - smallest,
        pm_share=chamber.seats.get(chair, 0) / held if chair in members else None,
        effective_parties=1.0 / sum(share**2 for share in shares),
        polls_change=float(np.average(changes, weights=weights)) if changes and sum(weights) else None,
    )


def clock_of(case: Case) -> Clock:
    """Return the days that matter; a deadline matters to a crisis under way alone."""
    told = case.calendar
    return Clock(
        case.deadline if case.crisis_since_on is not None else None,
        told.recess_from_on,
        told.recess_until_on,
        told.congress_on,
    )
