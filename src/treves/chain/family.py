"""Family reunification: application, decision, visa, and arrival in a house or in reception.

Relatives stand in a family's record by how close they are (``kin``), so that a measure that excludes the less close cuts the
record in two. A record is in the list of one week (when something happens next), in one queue, or nowhere.
"""

from __future__ import annotations

import numpy as np

from treves.chain.columns import (
    APPLYING, EXCLUDED, EXCLUDED_COUNT, FAMILY_ABROAD, FAMILY_APPLICATIONS, FAMILY_ARRIVALS, FAMILY_COUNT,
    FAMILY_DECISIONS, FAMILY_HOMED, FAMILY_REFUSALS, FAMILY_WAITING, FULL_SHARE, HOMELESS, JOINED, PENDING, Q_FAMILY,
    Q_HOUSING, QUEUED, REFUSED, RESIDENTS, SETTLED, TRAVELLING, Levels, Plan, Records, Rows, Tables, Weekly, Work, push,
)  # fmt: skip
from treves.chain.compiled import compiled
from treves.chain.luck import F2_REBOUND, F2_SMALL, F2_WHEN, F_APPLIES, F_GRANTED, F_VISA, bits, scramble

__all__ = ["apply_for_family", "arrive", "decide_families", "expect_family", "move", "rebound", "take_out"]


@compiled(push, inline=True)
def take_out(number: int, families: Records, weeks: Levels) -> None:
    """Take a family out of the list of its week."""
    family = families[number]
    if family.week < 0:
        return
    if family.before >= 0:
        families[family.before].next = family.next
    else:
        weeks[family.week] = family.next
    if family.next >= 0:
        families[family.next].before = family.before
    family.week = -1


@compiled(push, inline=True)
def move(number: int, week: int, families: Records, weeks: Levels) -> None:
    """Put a family that is in no list into the list of a week (the one after the last stands for never)."""
    family = families[number]
    week = min(week, weeks.size - 1)
    first = weeks[week]
    family.next = first
    family.before = -1
    if first >= 0:
        families[first].before = number
    weeks[week] = number
    family.week = week


@compiled(push, bits, move, inline=True)
def expect_family(
    number: int, permit: int, w: int, ground: int, term: float, families: Records, weeks: Levels
) -> None:
    """After a permit the family applies within the term; where that lay before week w it has been dealt with."""
    family = families[number]
    family.ground = ground
    family.granted = permit
    week = permit + 1 + np.int64(bits(family.luck, F_APPLIES) / FULL_SHARE * term)
    if week >= w:
        family.state = APPLYING
        move(number, week, families, weeks)


@compiled(push, inline=True)
def apply_for_family(number: int, w: int, rows: Rows, plan: Plan, work: Work, weekly: Weekly) -> None:
    """Apply; relatives less close than a measure allows are cut off into a record of their own."""
    now, families = work.now, work.families
    family = families[number]
    family.applied = w
    size = np.int64(family.size)
    kept = plan.kept[w, family.ground]
    weekly.flows[w, FAMILY_APPLICATIONS] += size
    if kept < FULL_SHARE:
        near = 0
        while near < size and rows.kin[family.first + near] < kept:
            near += 1
        weekly.flows[w, FAMILY_REFUSALS] += size - near
        if near < size:
            other = number
            if near > 0:
                other = now[FAMILY_COUNT]
                now[FAMILY_COUNT] += 1
                families[other] = family
                families[other].first = family.first + near
                families[other].size = size - near
                family.size = near
                family.sibling = other
            families[other].state = EXCLUDED
            work.excluded[now[EXCLUDED_COUNT]] = other
            now[EXCLUDED_COUNT] += 1
        if near == 0:
            return
        size = near
    family.state = PENDING
    push(work.queue, work.tail, Q_FAMILY, number)
    now[FAMILY_WAITING] += size


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
            week = w + np.int64(bits(word, F2_WHEN) / FULL_SHARE * tables.rebound_weeks)
            move(number, week, work.families, work.weeks)
    work.now[EXCLUDED_COUNT] = left


@compiled(push, bits, move)
def decide_families(w: int, tables: Tables, plan: Plan, work: Work, weekly: Weekly) -> None:
    """Decide on families, oldest application first; those who may come get their visa after a while."""
    head, tail = work.head[Q_FAMILY], work.tail[Q_FAMILY]
    credit = work.credit[Q_FAMILY] + plan.family_decision[w]
    decided = refused = 0
    while head < tail and credit >= 1.0:
        number = work.queue[head]
        head += 1
        family = work.families[number]
        size = np.int64(family.size)
        credit -= size
        decided += size
        family.decided = w
        if bits(family.luck, F_GRANTED) < tables.family_granted:
            family.state = TRAVELLING
            move(number, w + tables.visa[bits(family.luck, F_VISA) >> 6], work.families, work.weeks)
        else:
            family.state = REFUSED
            refused += size
    work.credit[Q_FAMILY] = credit if head < tail else min(credit, credit - np.floor(credit))
    work.head[Q_FAMILY] = head
    work.now[FAMILY_WAITING] -= decided
    work.now[FAMILY_ABROAD] += decided - refused
    weekly.flows[w, FAMILY_DECISIONS] += decided
    weekly.flows[w, FAMILY_REFUSALS] += refused


@compiled(push, bits, inline=True)
def arrive(number: int, w: int, tables: Tables, work: Work, weekly: Weekly) -> None:
    """Arrive: in the sponsor's house, in reception with the sponsor, or in reception where that house is too small."""
    family, now = work.families[number], work.now
    sponsor, size = family.sponsor, np.int64(family.size)
    family.arrived = w
    now[FAMILY_ABROAD] -= size
    weekly.flows[w, FAMILY_ARRIVALS] += size
    if sponsor < 0 or work.housed[sponsor] >= 0:
        if bits(scramble(family.luck), F2_SMALL) >= tables.too_small:
            family.state = SETTLED
            family.housed = w
            weekly.flows[w, FAMILY_HOMED] += size
            return
        family.state = QUEUED
        push(work.queue, work.tail, Q_HOUSING, -number - 1)
    else:
        family.state = JOINED
        work.household[sponsor] += size
    now[RESIDENTS] += size
    now[HOMELESS] += size
