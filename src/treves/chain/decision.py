"""Decision at first instance: which case is next, and what becomes of it."""

from __future__ import annotations

import numpy as np

from treves.chain.columns import (
    BACKLOG, DECISIONS, GRANTS, LONGEST_WAIT, OVERDUE, Q_TRACKS, REFUSALS, Plan, Rows, Tables,
    Weekly, Work, push,
)  # fmt: skip
from treves.chain.compiled import compiled
from treves.chain.luck import L_GROUND, bits

__all__ = ["decide", "ground_of", "next_track"]

CREDIT_DECISION = Q_TRACKS  # credits share the numbers of the queues; all tracks draw on one


@compiled(push)
def next_track(w: int, tables: Tables, work: Work) -> int:
    """Return the track whose oldest case is next: lowest priority number, then oldest registration; -1 if none may be."""
    best, best_priority, best_week = -1, np.int64(0), np.int64(0)
    for t in range(tables.priority.size):
        number = Q_TRACKS + t
        if work.head[number] >= work.tail[number]:
            continue
        registered = np.int64(work.first[work.queues[number][work.head[number]]])
        if registered > w - tables.minimum[t]:
            continue
        priority = tables.priority[t]
        if best < 0 or priority < best_priority or (priority == best_priority and registered < best_week):
            best, best_priority, best_week = t, priority, registered
    return best


@compiled(bits)
def ground_of(word: np.uint64, year: int, group: int, tables: Tables) -> int:
    """Return the ground a case is granted on (0, 1, 2), or 3 where it is refused."""
    u = bits(word, L_GROUND)
    row = tables.ground[year, group]
    return (u >= row[0]) + (u >= row[1]) + (u >= row[2])


@compiled(push, bits, ground_of)
def decide(
    w: int, rows: Rows, tables: Tables, plan: Plan, work: Work, weekly: Weekly
) -> tuple[int, int]:
    """Decide as many cases as there is capacity for; list the granted and the refused.

    Returns
    -------
    granted, refused : int
        How many are listed in ``work.granted`` and ``work.refused``.
    """
    credit = work.credit[CREDIT_DECISION] + plan.decision[w] - work.renewals[w] * tables.renewal_effort
    before = work.cohorts.size - plan.term.size
    term, year, month = plan.term[w], tables.years[w], tables.month[w]
    granted = refused = overdue = decided = 0
    waited = 0.0
    while True:
        t = next_track(w, tables, work)
        if t < 0:
            credit -= np.floor(max(credit, 0.0))  # capacity nobody can use is not saved
            break
        if credit < tables.effort[t]:
            break
        number = Q_TRACKS + t
        queue, effort, can_grant = work.queues[number], tables.effort[t], tables.can_grant[t]
        head, tail = work.head[number], work.tail[number]
        # Tracks change places only where two share a priority; a stretch of one registration week is safe.
        week = work.first[queue[head]]
        while head < tail and credit >= effort and work.first[queue[head]] == week:
            p = queue[head]
            head += 1
            credit -= effort
            decided += 1
            applied = np.int64(work.applied[p])
            age = w - applied
            weekly.waits[month, min(age, LONGEST_WAIT)] += 1
            waited += age
            overdue += age > term
            work.cohorts[applied + before] -= 1
            work.second[p] = w
            ground = ground_of(rows.luck[p], year, rows.group[p], tables) if can_grant else 3
            if ground < 3:
                work.ground[p] = ground
                weekly.flows[w, GRANTS + ground] += 1
                work.granted[granted] = p
                granted += 1
            else:
                work.refused[refused] = p
                refused += 1
        work.head[number] = head
    work.credit[CREDIT_DECISION] = credit
    work.now[BACKLOG] -= decided
    work.now[OVERDUE] -= overdue
    weekly.waited[month] += waited
    weekly.flows[w, DECISIONS] += decided
    weekly.flows[w, REFUSALS] += refused
    return granted, refused
