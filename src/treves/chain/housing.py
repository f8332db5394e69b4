"""Permit and housing: who waits for a house, and how municipalities work off their task."""

from __future__ import annotations

import numpy as np

from treves.chain.columns import (
    FAMILY_HELD, HELD, HOMELESS, HOUSED, HOUSING, IN_COURT, JOINED, PERSONS_HOUSED, Q_COURT, Q_HOUSING,
    RELEASED, RESIDENTS, SETTLED, S_ARREARS, Plan, Rows, Tables, Weekly, Work, push,
)  # fmt: skip
from treves.chain.compiled import compiled
from treves.chain.family import expect_family, move, settle_members
from treves.chain.luck import L2_STATUS, bits, scramble

__all__ = ["grant", "house"]

TASK, ARREARS = 4, 5  # places in Work.credit that no queue uses: persons to house in this half-year, and what is left


@compiled(push, bits, expect_family)
def grant(w: int, count: int, rows: Rows, tables: Tables, plan: Plan, work: Work) -> None:
    """Those who got a permit this week wait for a house; their family, their status appeal and renewal lie ahead."""
    weeks = plan.renewal_weeks.size
    for k in range(count):
        p = work.granted[k]
        work.stage[p] = HOUSING
        push(work.queues[Q_HOUSING], work.tail, Q_HOUSING, p)
        if rows.family[p] >= 0:
            expect_family(rows.family[p], w, w, work.ground[p], tables, work)
        if work.ground[p] == 1:
            if bits(scramble(rows.luck[p]), L2_STATUS) < plan.status_appeal[w]:
                push(work.queues[Q_COURT], work.tail, Q_COURT, -p - 1)
                work.now[IN_COURT] += 1
            if plan.renewal_weeks[w] > 0 and w + plan.renewal_weeks[w] < weeks:
                work.renewals[w + plan.renewal_weeks[w]] += 1
    work.now[HOMELESS] += count


@compiled(push, move, settle_members)
def house(w: int, rows: Rows, plan: Plan, work: Work, weekly: Weekly) -> None:
    """Give houses, oldest permit first, with everyone of the household; what is left of the task is carried over."""
    credit = work.credit
    if plan.housing_target[w] >= 0.0:
        credit[TASK] = max(0.0, plan.housing_target[w] + credit[ARREARS])
        credit[ARREARS] = plan.housing_target[w] + credit[ARREARS]
    supply = credit[TASK] * plan.delivery / plan.housing_weeks[w] + plan.housing_added[w]
    left = credit[Q_HOUSING] + max(0.0, supply)
    queue, now = work.queues[Q_HOUSING], work.now
    head, tail = work.head[Q_HOUSING], work.tail[Q_HOUSING]
    housed = residents = 0
    while head < tail and left >= 1.0:
        who = np.int64(queue[head])
        head += 1
        if who >= 0:
            size = 1 + np.int64(work.household[who])
            residents += rows.is_resident[who] + size - 1
            work.stage[who] = HOUSED
            work.fourth[who] = w
            entry = rows.family[who]
            while entry >= 0:
                if work.entry_state[entry] == JOINED:
                    work.entry_state[entry] = SETTLED
                    settle_members(entry, w, rows, work)
                elif work.entry_state[entry] == HELD:
                    # The house a measure asked for is there.
                    work.entry_state[entry] = RELEASED
                    now[FAMILY_HELD] -= work.entry_size[entry]
                    move(entry, w + 1, work)
                entry = work.sibling[entry]
        else:
            entry = -who - 1
            size = np.int64(work.entry_size[entry])
            residents += size
            work.entry_state[entry] = SETTLED
            settle_members(entry, w, rows, work)
        housed += size
        left -= size
    credit[Q_HOUSING] = left if head < tail else min(left, left - np.floor(left))
    credit[ARREARS] -= housed
    work.head[Q_HOUSING] = head
    now[RESIDENTS] -= residents
    now[HOMELESS] -= housed
    weekly.flows[w, PERSONS_HOUSED] += housed
    weekly.stocks[w, S_ARREARS] = credit[ARREARS]
