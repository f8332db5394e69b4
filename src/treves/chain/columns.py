"""The columns a run is made of: one row a person, one record a family that travels together.

``Rows`` are drawn once per draw and the same for every package; ``Work`` is what a run writes. A person's number is its
row: those who ask for protection, and, numbered apart, every relative who could ever be asked for. Relatives of one
family share where they are and since when: that stands in the family's record. A person takes under 100 bytes.

Weeks count from the first day of the run; negative weeks lie before it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from treves.chain.compiled import compiled

__all__ = ["FAMILY", "Plan", "Rows", "Stocks", "Tables", "Weekly", "Work", "push"]

Bytes = npt.NDArray[np.uint8]
Shorts = npt.NDArray[np.int16]
Levels = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]
Luck = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Records = npt.NDArray[Any]

# Where blocks of the starting stock are.
REGISTERING, DECIDING, COURT, DEPARTING, HOUSING, FAMILY_PENDING, FAMILY_VISA = range(7)

# Where a family is.
(
    IDLE, APPLYING, PENDING, TRAVELLING, HELD, RELEASED, GATED, JOINED, QUEUED, SETTLED, REFUSED, EXCLUDED,
) = range(12)  # fmt: skip

REFUSAL = 3  # an outcome beside the three grounds
UNDECIDED = 4
TURNED_AWAY = 5

# Running numbers in Work.now.
(
    RESIDENTS, BACKLOG, OVERDUE, IN_COURT, COURT_RUNNING, COURT_PERSONS, LEAVING, HOMELESS, FAMILY_WAITING,
    FAMILY_ABROAD, FAMILY_COUNT, EXCLUDED_COUNT, TURNED, TERM, FAMILY_HOLD, FREE,
) = range(16)  # fmt: skip

# Queues: registration, court, family decisions, three gates (one per ground), housing, then one per track.
Q_REGISTRATION, Q_COURT, Q_FAMILY, Q_GATE, Q_HOUSING, Q_TRACKS = 0, 1, 2, 3, 6, 7

CHUNK = 64  # numbers in a chunk of a list: its length, the next chunk, then families
NOBODY = -(2**31)
NEVER = -32768  # a week that has not come
FULL_SHARE = 65536  # shares are compared with 16 random bits

FAMILY = np.dtype(
    [
        ("luck", np.uint64),
        ("sponsor", np.int32),  # row, or -1 for one who is housed and not in the chain
        ("first", np.int32),  # row of the closest relative
        ("sibling", np.int32),  # other part of the same family, or -1
        ("size", np.int16),
        ("granted", np.int16),  # weeks: the sponsor's permit, application, decision, arrival, house
        ("applied", np.int16),
        ("decided", np.int16),
        ("arrived", np.int16),
        ("housed", np.int16),
        ("week", np.int16),  # in whose list it is, or -1
        ("ground", np.uint8),
        ("state", np.uint8),
    ],
    align=True,
)


class Rows(NamedTuple):
    """What is drawn once.

    ``applied`` week, ``group``, ``is_resident`` (in reception while without a house), ``luck`` (64 random bits) and
    ``family`` (record, or -1) per asylum person; ``kin`` (16 bits, rising within a family) per relative; the families'
    records; and where each week's arrivals begin.
    """

    applied: Shorts
    group: Bytes
    is_resident: Bytes
    luck: Luck
    family: Levels
    kin: npt.NDArray[np.uint16]
    families: Records
    arrivals: Numbers


class Stocks(NamedTuple):
    """Who stands where on the first day.

    Blocks ``[block, (stage, low, high)]`` of asylum persons and of families; the ground of those who wait for a house,
    the track of others.
    """

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
    """What a run writes: when a person was registered, decided on, heard in court, gone, housed; and queues."""

    outcome: Bytes  # ground 0-2, refusal, undecided, turned away
    track: Bytes
    applied: Shorts
    registered: Shorts
    decided: Shorts
    heard: Shorts
    gone: Shorts
    housed: Shorts
    household: Shorts  # relatives who wait for a house with them
    follows: Levels  # next in the court's week
    queue: Levels  # all queues one behind the other
    begins: Numbers  # where each begins
    head: Numbers
    tail: Numbers
    issued: Levels  # persons with a permit, in order
    issued_weeks: Numbers  # where each week's begin
    refused: Levels
    turned: Levels
    court_weeks: Levels
    cohorts: Levels
    leaving: Numbers
    leaving_residents: Numbers
    renewals: Numbers
    front_residents: Numbers  # residents before houses and families, per week
    was_full: Bools
    families: Records
    excluded: Levels
    lists: Levels  # [chunk, (how many, next chunk, families)]
    weeks: Levels  # first chunk per week
    now: Numbers
    credit: Floats
    opening: Floats


class Weekly(NamedTuple):
    """What a run tells, week by week: ``flows[week, flow]``, ``stocks[week, stock]`` and waits by month."""

    flows: Floats
    stocks: Floats
    waits: Levels  # [month, weeks waited]
    waited: Floats  # [month] sum


# Columns of Weekly.flows: those of the front (up to permit and departure), then those of the back.
(
    APPLICATIONS, REGISTRATIONS, DECISIONS, GRANTS, REFUSALS, APPEALS_DECIDED, DEPARTURES, FAMILY_APPLICATIONS,
    FAMILY_ARRIVALS, FAMILY_HOMED, PERSONS_HOUSED, FAMILY_DECISIONS, FAMILY_REFUSALS, FLOWS,
) = (0, 1, 2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)  # fmt: skip
FRONT_FLOWS = FAMILY_APPLICATIONS
(
    S_REGISTRATION, S_BACKLOG, S_OVERDUE, S_COURT, S_COURT_PERSONS, S_DEPARTING, S_HOUSING, S_ARREARS, S_FAMILY_PENDING,
    S_FAMILY_VISA, S_FAMILY_HELD, S_RESIDENTS, S_STOCKS,
) = range(13)  # fmt: skip
LONGEST_WAIT = 511  # weeks; longer waits count as this in the distribution


@compiled(inline=True)
def push(queue: Levels, tail: Numbers, number: int, who: int) -> None:
    """Put one at the end of a queue."""
    queue[tail[number]] = who
    tail[number] += 1
