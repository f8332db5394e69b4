"""Family reunification: application, decision, visa, and arrival in a house or in reception.

A family that travels together is an *entry*. Relatives stand in an entry by how close they are (``kin``), so that a measure
that excludes the less close cuts the entry in two. An entry is in the list of one week (when something happens next), in
one queue, or nowhere.
"""

from __future__ import annotations

import numpy as np

from treves.chain.columns import (
    APPLYING, EXCLUDED, EXCLUDED_ENTRIES, ENTRIES, FAMILY_ABROAD, FAMILY_APPLICATIONS, FAMILY_ARRIVALS,
    FAMILY_DECISIONS, FAMILY_EXCLUDED, FAMILY_PENDING, FAMILY_REFUSALS, FAMILY_REFUSED, FAMILY_VISA, FAMILY_WAITING,
    FULL_SHARE, HOMELESS, HOUSED, HOUSING, JOINED, PENDING, Q_FAMILY, Q_HOUSING, QUEUED, REFUSED, RESIDENTS, SETTLED,
    TRAVELLING, WITH_SPONSOR, Plan, Rows, Tables, Weekly, Work, push,
)  # fmt: skip
from treves.chain.compiled import compiled
from treves.chain.luck import F2_REBOUND, F2_SMALL, F2_WHEN, F_APPLIES, F_GRANTED, F_VISA, bits, scramble

__all__ = ["apply_for_family", "arrive", "decide_families", "expect_family", "move", "rebound", "settle_members", "take_out"]


@compiled(push)
def take_out(entry: int, work: Work) -> None:
    """Take an entry out of the list of its week."""
    week = np.int64(work.entry_week[entry])
    if week < 0:
        return
    following, before = work.entry_next[entry], work.entry_before[entry]
    if before >= 0:
        work.entry_next[before] = following
    else:
        work.weeks[week] = following
    if following >= 0:
        work.entry_before[following] = before
    work.entry_week[entry] = -1


@compiled(push, take_out)
def move(entry: int, week: int, work: Work) -> None:
    """Put an entry into the list of a week (the one after the last stands for never)."""
    take_out(entry, work)
    week = min(week, work.weeks.size - 1)
    first = work.weeks[week]
    work.entry_next[entry] = first
    work.entry_before[entry] = -1
    if first >= 0:
        work.entry_before[first] = entry
    work.weeks[week] = entry
    work.entry_week[entry] = week


@compiled(push)
def settle_members(entry: int, w: int, rows: Rows, work: Work) -> None:
    """Everyone of an entry has a house."""
    low = rows.luck.size + work.entry_first[entry]
    for m in range(low, low + work.entry_size[entry]):
        work.stage[m] = HOUSED
        work.fourth[m] = w


@compiled(push, bits, move)
def expect_family(entry: int, permit: int, w: int, ground: int, tables: Tables, work: Work) -> None:
    """After a permit the family applies within the term; where that lay before week w it has been dealt with."""
    work.entry_ground[entry] = ground
    work.entry_granted[entry] = permit
    week = permit + 1 + np.int64(bits(work.entry_luck[entry], F_APPLIES) / FULL_SHARE * tables.sponsor_term)
    if week >= w:
        work.entry_state[entry] = APPLYING
        move(entry, week, work)


@compiled(push)
def apply_for_family(entry: int, w: int, rows: Rows, plan: Plan, work: Work, weekly: Weekly) -> None:
    """Apply; relatives less close than a measure allows are cut off into an entry of their own."""
    now = work.now
    first, size = np.int64(work.entry_first[entry]), np.int64(work.entry_size[entry])
    base = rows.luck.size
    kept = plan.kept[w, work.entry_ground[entry]]
    near = 0
    while near < size and rows.kin[first + near] < kept:
        work.stage[base + first + near] = FAMILY_PENDING
        work.first[base + first + near] = w
        near += 1
    weekly.flows[w, FAMILY_APPLICATIONS] += size
    if near < size:
        weekly.flows[w, FAMILY_REFUSALS] += size - near
        other = entry
        if near > 0:
            other = now[ENTRIES]
            now[ENTRIES] += 1
            work.entry_first[other] = first + near
            work.entry_size[other] = size - near
            work.entry_size[entry] = near
            work.sponsor[other] = work.sponsor[entry]
            work.entry_luck[other] = work.entry_luck[entry]
            work.entry_ground[other] = work.entry_ground[entry]
            work.entry_granted[other] = work.entry_granted[entry]
            work.entry_week[other] = -1
            work.sibling[other] = work.sibling[entry]
            work.sibling[entry] = other
        work.entry_state[other] = EXCLUDED
        work.excluded[now[EXCLUDED_ENTRIES]] = other
        now[EXCLUDED_ENTRIES] += 1
        work.stage[base + first + near : base + first + size] = FAMILY_EXCLUDED
        work.first[base + first + near : base + first + size] = w
    if near > 0:
        work.entry_state[entry] = PENDING
        push(work.queues[Q_FAMILY], work.tail, Q_FAMILY, entry)
        now[FAMILY_WAITING] += near


@compiled(push, bits, move)
def rebound(w: int, tables: Tables, plan: Plan, work: Work) -> None:
    """In the week in which a measure on applications ends, some of those it excluded will apply again."""
    count = work.now[EXCLUDED_ENTRIES]
    if w == 0 or count == 0:
        return
    left = 0
    for k in range(count):
        entry = work.excluded[k]
        ground = work.entry_ground[entry]
        if plan.kept[w, ground] <= plan.kept[w - 1, ground]:
            work.excluded[left] = entry
            left += 1
            continue
        word = scramble(work.entry_luck[entry])
        if bits(word, F2_REBOUND) < tables.rebound:
            work.entry_state[entry] = APPLYING
            move(entry, w + np.int64(bits(word, F2_WHEN) / FULL_SHARE * tables.rebound_weeks), work)
    work.now[EXCLUDED_ENTRIES] = left


@compiled(push, bits, move)
def decide_families(w: int, rows: Rows, tables: Tables, plan: Plan, work: Work, weekly: Weekly) -> None:
    """Decide on families, oldest application first; those who may come get their visa after a while."""
    queue, now, base = work.queues[Q_FAMILY], work.now, rows.luck.size
    head, tail = work.head[Q_FAMILY], work.tail[Q_FAMILY]
    credit = work.credit[Q_FAMILY] + plan.family_decision[w]
    decided = refused = 0
    while head < tail and credit >= 1.0:
        entry = queue[head]
        head += 1
        size = np.int64(work.entry_size[entry])
        low = base + work.entry_first[entry]
        credit -= size
        decided += size
        word = work.entry_luck[entry]
        work.second[low : low + size] = w
        if bits(word, F_GRANTED) < tables.family_granted:
            work.entry_state[entry] = TRAVELLING
            work.entry_decided[entry] = w
            work.stage[low : low + size] = FAMILY_VISA
            move(entry, w + tables.visa[bits(word, F_VISA) >> 6], work)
        else:
            work.entry_state[entry] = REFUSED
            work.stage[low : low + size] = FAMILY_REFUSED
            refused += size
    work.credit[Q_FAMILY] = credit if head < tail else min(credit, credit - np.floor(credit))
    work.head[Q_FAMILY] = head
    now[FAMILY_WAITING] -= decided
    now[FAMILY_ABROAD] += decided - refused
    weekly.flows[w, FAMILY_DECISIONS] += decided
    weekly.flows[w, FAMILY_REFUSALS] += refused


@compiled(push, bits, settle_members)
def arrive(entry: int, w: int, rows: Rows, tables: Tables, work: Work, weekly: Weekly) -> None:
    """Arrive: in the sponsor's house, in reception with the sponsor, or in reception where that house is too small."""
    sponsor, size = work.sponsor[entry], np.int64(work.entry_size[entry])
    low = rows.luck.size + work.entry_first[entry]
    now = work.now
    work.third[low : low + size] = w
    now[FAMILY_ABROAD] -= size
    weekly.flows[w, FAMILY_ARRIVALS] += size
    if sponsor < 0 or work.stage[sponsor] == HOUSED:
        if bits(scramble(work.entry_luck[entry]), F2_SMALL) >= tables.too_small:
            work.entry_state[entry] = SETTLED
            settle_members(entry, w, rows, work)
            return
        work.entry_state[entry] = QUEUED
        push(work.queues[Q_HOUSING], work.tail, Q_HOUSING, -entry - 1)
        work.stage[low : low + size] = HOUSING
    else:
        work.entry_state[entry] = JOINED
        work.household[sponsor] += size
        work.stage[low : low + size] = WITH_SPONSOR
    now[RESIDENTS] += size
    now[HOMELESS] += size
