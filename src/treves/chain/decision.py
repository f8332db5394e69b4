"""Decision at first instance: which case is next, and what becomes of it."""

from __future__ import annotations

import numpy as np

from treves.chain.columns import (
    BACKLOG,
    DECISIONS,
    GRANTS,
    LONGEST_WAIT,
    OVERDUE,
    Q_TRACKS,
    REFUSAL,
    REFUSALS,
    Levels,
    Plan,
    Rows,
    Tables,
    Weekly,
    Work,
    push,
)  # fmt: skip
from treves.chain.compiled import compiled
from treves.chain.luck import L_GROUND, bits

__all__ = ["decide", "ground_of", "next_track"]

CREDIT_DECISION = Q_TRACKS  # credits share the numbers of the queues; all tracks draw on one


@compiled(push)
def next_track(w: int, tables: Tables, work: Work) -> int:
    """Return the track whose oldest case is next: lowest priority, then oldest registration; -1 if none may be."""
    best, best_priority, best_week = -1, 0, 0
    for t in range(tables.priority.size):
        number = Q_TRACKS + t
        if work.head[number] >= work.tail[number]:
            continue
        registered = int(work.registered[work.queue[work.head[number]]])
        if registered > w - tables.minimum[t]:
            continue
        priority = tables.priority[t]
        if best < 0 or priority < best_priority or (priority == best_priority and registered < best_week):
            best, best_priority, best_week = t, priority, registered
    return best


@compiled(push, bits, inline=True)
def ground_of(u: int, shares: Levels, group: int) -> int:
    """Return the ground of a permit (0, 1, 2), or 3 for a refusal; ``shares[group, ground]`` cumulative."""
    return int(u >= shares[group, 0]) + int(u >= shares[group, 1]) + int(u >= shares[group, 2])


@compiled(push, bits, ground_of)
def decide(w: int, issued: int, rows: Rows, tables: Tables, plan: Plan, work: Work, weekly: Weekly) -> tuple[int, int]:
    """Decide as many cases as there is capacity for; list the permits and the refused.

    Returns
    -------
    issued, refused : int
        How many now stand in ``work.issued`` (from all weeks) and in ``work.refused``.
    """
    credit = work.credit[CREDIT_DECISION] + plan.decision[w] - work.renewals[w] * tables.renewal_effort
    before = work.cohorts.size - plan.term.size
    term, shares, waits = plan.term[w], tables.ground[tables.years[w]], weekly.waits[tables.month[w]]
    refused = overdue = decided = waited = 0
    outcomes = np.zeros(REFUSAL + 1, np.int64)
    # Columns are named once, outside the loop: taking them from a tuple costs more than what is done with them.
    queue, registered, applied_in, decided_in, outcome = (
        work.queue, work.registered, work.applied, work.decided, work.outcome,
    )  # fmt: skip
    issued_to, refused_to, cohorts, luck, group = work.issued, work.refused, work.cohorts, rows.luck, rows.group
    while True:
        t = next_track(w, tables, work)
        if t < 0:
            credit -= np.floor(max(credit, 0.0))  # capacity nobody can use is not saved
            break
        if credit < tables.effort[t]:
            break
        number, effort, can_grant = Q_TRACKS + t, tables.effort[t], tables.can_grant[t]
        head, tail = work.head[number], work.tail[number]
        # Tracks change places only where two share a priority; a stretch of one registration week is safe.
        week = registered[queue[head]]
        while head < tail and credit >= effort:
            p = queue[head]
            if registered[p] != week:
                break
            head += 1
            credit -= effort
            decided += 1
            applied = int(applied_in[p])
            age = w - applied
            waits[min(age, LONGEST_WAIT)] += 1
            waited += age
            overdue += age > term
            cohorts[applied + before] -= 1
            decided_in[p] = w
            ground = ground_of(bits(luck[p], L_GROUND), shares, group[p]) if can_grant else REFUSAL
            outcome[p] = ground
            outcomes[ground] += 1
            # Both lists are written and one of them moves on: cheaper than a branch nobody can foresee.
            issued_to[issued] = p
            refused_to[refused] = p
            issued += ground < REFUSAL
            refused += ground == REFUSAL
        work.head[number] = head
    work.credit[CREDIT_DECISION] = credit
    work.now[BACKLOG] -= decided
    work.now[OVERDUE] -= overdue
    weekly.waited[tables.month[w]] += waited
    weekly.flows[w, DECISIONS] += decided
    weekly.flows[w, REFUSALS] += refused
    for ground in range(REFUSAL):
        weekly.flows[w, GRANTS + ground] += outcomes[ground]
    return issued, refused
