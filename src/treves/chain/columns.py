"""The columns a run is made of: one row a person, one entry a family that travels together.

``Rows`` are drawn once per draw and the same for every package; ``Work`` is what a run writes. A person's number is its
row: those who ask for protection first, then every relative who could ever be asked for. Each row costs under 100 bytes.

Weeks count from the first day of the run; negative weeks lie before it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from treves.chain.compiled import compiled

__all__ = ["Plan", "Rows", "Stocks", "Tables", "Weekly", "Work", "push"]

Bytes = npt.NDArray[np.uint8]
Shorts = npt.NDArray[np.int16]
Levels = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]
Luck = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# Where a person is.
ABROAD, REGISTERING, DECIDING, COURT, DEPARTING, HOUSING, HOUSED, TURNED_AWAY = range(8)
FAMILY_PENDING, FAMILY_VISA, FAMILY_REFUSED, FAMILY_EXCLUDED, WITH_SPONSOR = range(8, 13)

# Where a family is.
IDLE, APPLYING, PENDING, TRAVELLING, HELD, RELEASED, GATED, JOINED, QUEUED, SETTLED, REFUSED, EXCLUDED = range(12)

# Running numbers in Work.now.
(
    RESIDENTS, BACKLOG, OVERDUE, IN_COURT, COURT_RUNNING, COURT_PERSONS, LEAVING, HOMELESS, FAMILY_WAITING, FAMILY_ABROAD,
    FAMILY_HELD, ENTRIES, EXCLUDED_ENTRIES, TURNED, TERM,
) = range(15)  # fmt: skip

# Queues: registration, court, family decisions, three gates (one per ground), housing, then one per track.
Q_REGISTRATION, Q_COURT, Q_FAMILY, Q_GATE, Q_HOUSING, Q_TRACKS = 0, 1, 2, 3, 6, 7

NOBODY = -(2**31)
FULL_SHARE = 65536  # shares are compared with 16 random bits


class Rows(NamedTuple):
    """What is drawn once: ``applied`` week, ``group``, ``is_resident`` (in reception while without a house), ``luck``
    (64 random bits), ``family`` (entry, or -1) per asylum person; ``kin`` (16 bits, rising within a family) per relative;
    the rest per family."""

    applied: Shorts
    group: Bytes
    is_resident: Bytes
    luck: Luck
    family: Levels
    kin: npt.NDArray[np.uint16]
    family_sponsor: Levels
    family_first: Levels
    family_size: Shorts
    family_luck: Luck
    family_ground: Bytes
    family_granted: Shorts
    arrivals: Numbers


class Stocks(NamedTuple):
    """Who stands where on the first day: blocks ``[block, (stage, low, high, track)]`` of asylum persons and of family
    entries, and the grounds of those who wait for a house."""

    persons: Numbers
    families: Numbers
    ground: Bytes


class Tables(NamedTuple):
    """What a stage looks up, per draw: thresholds of 65536, delays in weeks by 1024 equal chances."""

    tracks: Floats  # [group, track] shares
    is_accelerated: Bools  # [track]
    can_grant: Bools  # [track]
    priority: Numbers  # [track]
    effort: Floats  # [track]
    minimum: Numbers  # [track] weeks
    appeal: Levels  # [track]
    appeal_granted: Levels  # [track]
    ground: Levels  # [year, group, ground] cumulative
    departure: Shorts  # [track, chance]
    court: Shorts  # [chance]
    visa: Shorts  # [chance]
    sponsor_term: float
    family_granted: int
    too_small: int
    visas_when_full: int
    registration_when_full: float
    rebound: int
    rebound_weeks: float
    renewal_effort: float
    years: Numbers  # [week] row of ``ground``
    month: Numbers  # [week] month most of the week lies in


class Plan(NamedTuple):
    """Capacities and rules week by week, per draw and package; by ground where the last axis has length 3."""

    registration: Floats
    decision: Floats
    family_decision: Floats
    court: Floats
    housing_target: Floats  # of the half-year that begins in this week, else -1
    housing_weeks: Floats
    housing_added: Floats
    delivery: float
    arrears: float
    regular: Floats
    emergency: Floats
    term: Numbers
    applications_kept: Levels
    accelerated: Floats
    status_appeal: Levels
    renewal_weeks: Numbers
    kept: Levels  # [week, ground] of applications
    arrivals_kept: Levels  # [week, ground]
    arrivals_kept_until: Numbers
    visa_longest: Numbers  # [week]
    wait: Numbers  # [week, ground]
    wait_until: Numbers
    cap: Floats  # [week], below 0: none
    is_capped: Bools  # [week, ground]
    pause: Floats  # [week, ground], infinity: none


class Work(NamedTuple):
    """What a run writes. ``first`` to ``fourth`` are weeks: registered, decided, end in court, settled (housed or gone)
    for asylum persons; applied, decided, arrived, housed for relatives; -32768 where it has not come."""

    stage: Bytes
    ground: Bytes
    track: Bytes
    applied: Shorts
    first: Shorts
    second: Shorts
    third: Shorts
    fourth: Shorts
    household: Shorts
    follows: Levels  # next in the court's week
    queues: tuple[Levels, ...]
    head: Numbers
    tail: Numbers
    granted: Levels
    refused: Levels
    turned: Levels
    court_weeks: Levels
    cohorts: Levels
    leaving: Numbers
    leaving_residents: Numbers
    renewals: Numbers
    sponsor: Levels
    entry_first: Levels
    entry_size: Shorts
    entry_luck: Luck
    entry_ground: Bytes
    entry_granted: Shorts
    entry_decided: Shorts
    entry_state: Bytes
    entry_week: Shorts
    entry_next: Levels
    entry_before: Levels
    sibling: Levels
    excluded: Levels
    weeks: Levels  # first entry per week
    now: Numbers
    credit: Floats
    opening: Floats


class Weekly(NamedTuple):
    """What a run tells, week by week: ``flows[week, flow]``, ``stocks[week, stock]`` and waits by month."""

    flows: Floats
    stocks: Floats
    waits: Levels  # [month, weeks waited]
    waited: Floats  # [month] sum


# Columns of Weekly.flows and Weekly.stocks.
(
    APPLICATIONS, FAMILY_APPLICATIONS, FAMILY_ARRIVALS, REGISTRATIONS, DECISIONS, GRANTS, REFUSALS, APPEALS_DECIDED,
    DEPARTURES, PERSONS_HOUSED, FAMILY_DECISIONS, FAMILY_REFUSALS, FLOWS,
) = (0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14)  # fmt: skip
(
    S_REGISTRATION, S_BACKLOG, S_OVERDUE, S_COURT, S_DEPARTING, S_HOUSING, S_ARREARS, S_FAMILY_PENDING, S_FAMILY_VISA,
    S_FAMILY_HELD, S_RESIDENTS, S_COURT_PERSONS, S_STOCKS,
) = range(13)  # fmt: skip
LONGEST_WAIT = 511  # weeks; longer waits count as this in the distribution


@compiled()
def push(queue: Levels, tail: Numbers, number: int, who: int) -> None:
    """Put one at the end of a queue."""
    queue[tail[number]] = who
    tail[number] += 1
