"""How a cabinet ended, coded by rule from dates that a table of cabinets and elections carries.

The rule, in order. *Search*: from the cabinet's first day to that of the next cabinet that is no caretaker, the first
election, if any. *End*: the first of the resignation, the termination, the next cabinet's start and that election.
*Cause*:

1. no election: **replacement** where a successor took office, else early election unless the source says it was due;
2. an election the source calls early, more than 180 days before the term was over: **early election**;
3. an election on time, but the end came more than 30 days before it and more than 60 days before the term was
   over (fell, then sat on until the voters spoke): **early election**;
4. otherwise **scheduled**.

A cause is *uncertain* where the source codes no cause and the rule had to infer one past a threshold, where its code
contradicts the rule, or where its dates contradict one another; ``doubt`` says which. A day on which a cabinet is
known, from elsewhere, to have offered to resign for good overrides the source's days, and is never a scheduled end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from treves.survival.spell import Cause, Ends

__all__ = ["Coded", "Dates", "code_end"]

EARLY_DAYS = 180
LAME_DUCK_DAYS = 30
TERM_LEFT_DAYS = 60
NEAR_DAYS = 60  # a threshold met or missed by less than this leaves doubt
ODD_DAYS = 400  # an end so long before the successor is probably a slip in the source

FELL = {"resignation-pm", "resignation-cabinet", "confidence-vote", "change-party", "change-pm"}
OFFERED = {"resignation-pm", "resignation-cabinet", "confidence-vote"}


@dataclass(frozen=True, slots=True)
class Dates:
    """What a source tells of one cabinet's end.

    Parameters
    ----------
    began_on : date
    term_ends_on : date
    next_on, next_regular_on : date, optional
        Start of the next cabinet, and of the next that is no caretaker.
    left_on : date, optional
        Start of the next cabinet of other parties or persons.
    elections : tuple of (date, bool)
        Elections after the start, with whether the source calls them early.
    resigned_on, terminated_on : date, optional
    code : str
        The source's cause; empty where it gives none.
    offered_on : date, optional
        From another source: the day of an offer to resign that was not taken back.
    """

    began_on: date
    term_ends_on: date
    next_on: date | None = None
    next_regular_on: date | None = None
    left_on: date | None = None
    elections: tuple[tuple[date, bool], ...] = ()
    resigned_on: date | None = None
    terminated_on: date | None = None
    code: str = ""
    offered_on: date | None = field(default=None)


@dataclass(frozen=True, slots=True)
class Coded:
    """How the cabinet ended, and when in each sense."""

    cause: Cause
    seen_until_on: date
    ends: Ends
    doubts: tuple[str, ...] = ()


def code_end(dates: Dates, today: date) -> Coded:
    """Code how a cabinet ended, as seen on the morning of a day.

    Parameters
    ----------
    dates : Dates
    today : date
        Nothing later is seen.
    """
    stop = max(day for day in (dates.next_regular_on or today, dates.next_on) if day is not None)
    hit = next(((day, flag) for day, flag in dates.elections if dates.began_on < day <= stop), None)
    vote = hit[0] if hit else None
    told = (dates.terminated_on, dates.resigned_on, dates.next_on, vote)
    days = [day for day in told if day is not None and day >= dates.began_on]
    ended = dates.offered_on or (min(days) if days else today)
    if ended >= today:
        return Coded("standing", today, Ends())
    left = (dates.term_ends_on - vote).days if vote else 0
    is_early = bool(hit and hit[1] and left > EARLY_DAYS)
    is_lame = bool(vote and (vote - ended).days > LAME_DUCK_DAYS and (dates.term_ends_on - ended).days > TERM_LEFT_DAYS)
    is_lame = is_lame or bool(vote and dates.offered_on and dates.offered_on < vote)
    cause: Cause
    if vote is None:
        is_due = dates.next_regular_on is None and dates.code == "election-regular"
        cause = "scheduled" if is_due else "replacement" if dates.next_regular_on else "early_election"
    else:
        cause = "early_election" if is_early or is_lame else "scheduled"
    offered = dates.offered_on or dates.resigned_on or (dates.terminated_on if dates.code in OFFERED else None)
    ends = Ends(
        offered_on=offered if offered is not None and dates.began_on <= offered < today else None,
        replaced_on=dates.next_regular_on if cause == "replacement" else None,
        early_election_on=vote if vote is not None and vote < today and left > EARLY_DAYS else None,
        left_office_on=dates.left_on,
    )
    return Coded(cause, ended, ends, tuple(_doubts(dates, cause, ended, vote, left, is_lame=is_lame)))


def _doubts(dates: Dates, cause: Cause, ended: date, vote: date | None, left: int, *, is_lame: bool) -> list[str]:
    told = []
    is_inferred = not dates.code and dates.offered_on is None
    if is_inferred and vote is not None and (is_lame or abs(left - EARLY_DAYS) < NEAR_DAYS):
        told.append("no cause in the source; inferred from how long before the election it ended")
    if not dates.code and vote is None and dates.next_regular_on is None:
        told.append("no cause in the source and no successor yet")
    if cause == "scheduled" and dates.code in FELL | {"election-dissolution"}:
        told.append(f"the source says {dates.code}")
    if cause != "scheduled" and dates.code == "election-regular":
        told.append("the source says election-regular")
    if cause == "replacement" and dates.code == "election-dissolution":
        told.append("the source says election-dissolution, and no election lies before the successor")
    if dates.next_on is not None and (dates.next_on - ended).days > ODD_DAYS:
        told.append(f"ended {(dates.next_on - ended).days} days before any successor")
    if any(day is not None and day < dates.began_on for day in (dates.terminated_on, dates.resigned_on)):
        told.append("the source ends it before it began")
    return told
