"""Family reunification: application, decision, visa, and arrival in a house or in reception.

Relatives stand in a family's record by how close they are (``kin``), so that a measure that excludes the less close
cuts the record in two. A record is in the list of one week (when something happens next), in one queue, or nowhere.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from treves.chain.columns import (
    APPLYING,
    CHUNK,
    EXCLUDED,
    EXCLUDED_COUNT,
    FAMILY_ABROAD,
    FAMILY_APPLICATIONS,
    FAMILY_ARRIVALS,
    FAMILY_COUNT,
    FAMILY_DECISIONS,
    FAMILY_HOMED,
    FAMILY_REFUSALS,
    FAMILY_WAITING,
    FREE,
    FULL_SHARE,
    HOMELESS,
    JOINED,
    PENDING,
    Q_FAMILY,
    Q_HOUSING,
    QUEUED,
    REFUSED,
    RESIDENTS,
    SETTLED,
    TRAVELLING,
    Floats,
    Levels,
    Numbers,
    Plan,
    Records,
    Shorts,
    Tables,
    Weekly,
    Work,
    push,
)  # fmt: skip
from treves.chain.compiled import compiled
from treves.chain.luck import F2_REBOUND, F2_SMALL, F2_WHEN, F_APPLIES, F_GRANTED, F_VISA, bits, scramble

__all__ = ["application_week", "apply_for_family", "arrive", "decide_families", "move", "rebound"]

Kin = npt.NDArray[np.uint16]


@compiled(push, inline=True)
def move(number: int, week: int, families: Records, lists: Levels, weeks: Levels, now: Numbers) -> None:
    """Put a family into the list of a week (the one after the last stands for never).

    Where it stands in the list of another week it is passed over there: only ``week`` in its record counts. Lists are
    chunks of numbers, not links between records, so that the processor can fetch many records at a time.
    """
    week = min(week, weeks.size - 1)
    families[number].week = week
    chunk = weeks[week]
    if chunk < 0 or lists[chunk, 0] == CHUNK - 2:
        fresh = now[FREE]
        now[FREE] = lists[fresh, 1]
        lists[fresh, 0] = 0
        lists[fresh, 1] = chunk
        weeks[week] = fresh
        chunk = fresh
    lists[chunk, 2 + lists[chunk, 0]] = number
    lists[chunk, 0] += 1


@compiled(push, bits, inline=True)
def application_week(permit: int, word: np.uint64, term: float) -> int:
    """Return the week in which a family applies after a permit: within the term, evenly."""
    return permit + 1 + int(bits(word, F_APPLIES) / FULL_SHARE * term)


@compiled(push, inline=True)
def apply_for_family(
    number: int,
    w: int,
    kept: int,
    kin: Kin,
    families: Records,
    excluded: Levels,
    queue: Levels,
    tail: Numbers,
    now: Numbers,
    flows: Floats,
) -> None:
    """Apply; relatives less close than a measure allows are cut off into a record of their own."""
    family = families[number]
    family.applied = w
    size = int(family.size)
    near = size
    flows[FAMILY_APPLICATIONS] += size
    if kept < FULL_SHARE:
        near = 0
        while near < size and kin[family.first + near] < kept:
            near += 1
        flows[FAMILY_REFUSALS] += size - near
        if near < size:
            other = int(number)
            if near > 0:
                other = now[FAMILY_COUNT]
                now[FAMILY_COUNT] += 1
                families[other] = family
                families[other].first = family.first + near
                families[other].size = size - near
                family.size = near
                family.sibling = other
            families[other].state = EXCLUDED
            excluded[now[EXCLUDED_COUNT]] = other
            now[EXCLUDED_COUNT] += 1
    if near > 0:
        family.state = PENDING
        push(queue, tail, Q_FAMILY, number)
        now[FAMILY_WAITING] += near


@compiled(push, bits, move)
def rebound(w: int, tables: Tables, plan: Plan, work: Work) -> None:
    """In the week in which a measure on applications ends, some of those it excluded will apply again."""
    count = work.now[EXCLUDED_COUNT]
    if w == 0 or count == 0:
        return
    ends = False
    for ground in range(plan.kept.shape[1]):
        ends |= plan.kept[w, ground] > plan.kept[w - 1, ground]
    if not ends:
        return
    left = 0
    for k in range(count):
        number = work.excluded[k]
        family = work.families[number]
        if plan.kept[w, family.ground] <= plan.kept[w - 1, family.ground]:
            work.excluded[left] = number
            left += 1
            continue
        word = scramble(family.luck)
        if bits(word, F2_REBOUND) < tables.rebound:
            family.state = APPLYING
            week = w + int(bits(word, F2_WHEN) / FULL_SHARE * tables.rebound_weeks)
            move(number, week, work.families, work.lists, work.weeks, work.now)
    work.now[EXCLUDED_COUNT] = left


@compiled(push, bits, move)
def decide_families(w: int, tables: Tables, plan: Plan, work: Work, weekly: Weekly) -> None:
    """Decide on families, oldest application first; those who may come get their visa after a while."""
    families, lists, weeks, now, queue = work.families, work.lists, work.weeks, work.now, work.queue
    allowed, visa = tables.family_granted, tables.visa
    head, tail = work.head[Q_FAMILY], work.tail[Q_FAMILY]
    credit = work.credit[Q_FAMILY] + plan.family_decision[w]
    decided = refused = 0
    while head < tail and credit >= 1.0:
        number = queue[head]
        head += 1
        family = families[number]
        size, word = int(family.size), family.luck
        credit -= size
        decided += size
        family.decided = w
        if bits(word, F_GRANTED) < allowed:
            family.state = TRAVELLING
            move(number, w + visa[bits(word, F_VISA) >> 6], families, lists, weeks, now)
        else:
            family.state = REFUSED
            refused += size
    work.credit[Q_FAMILY] = credit if head < tail else min(credit, credit - np.floor(credit))
    work.head[Q_FAMILY] = head
    now[FAMILY_WAITING] -= decided
    now[FAMILY_ABROAD] += decided - refused
    weekly.flows[w, FAMILY_DECISIONS] += decided
    weekly.flows[w, FAMILY_REFUSALS] += refused


@compiled(push, bits, inline=True)
def arrive(
    number: int,
    w: int,
    too_small: int,
    families: Records,
    housed: Shorts,
    household: Shorts,
    queue: Levels,
    tail: Numbers,
    now: Numbers,
    flows: Floats,
) -> None:
    """Arrive: in the sponsor's house, in reception with the sponsor, or in reception where that house is too small."""
    family = families[number]
    sponsor, size = family.sponsor, int(family.size)
    family.arrived = w
    now[FAMILY_ABROAD] -= size
    flows[FAMILY_ARRIVALS] += size
    if sponsor < 0 or housed[sponsor] >= 0:
        if bits(scramble(family.luck), F2_SMALL) >= too_small:
            family.state = SETTLED
            family.housed = w
            flows[FAMILY_HOMED] += size
            return
        family.state = QUEUED
        push(queue, tail, Q_HOUSING, -number - 1)
    else:
        family.state = JOINED
        household[sponsor] += size
    now[RESIDENTS] += size
    now[HOMELESS] += size
