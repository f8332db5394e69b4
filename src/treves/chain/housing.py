"""Permit and housing: who waits for a house, and how municipalities work off their task."""

from __future__ import annotations

import numpy as np

from treves.chain.columns import (
    APPLYING,
    FAMILY_HOLD,
    HELD,
    HOMELESS,
    JOINED,
    PERSONS_HOUSED,
    Q_HOUSING,
    RELEASED,
    RESIDENTS,
    S_ARREARS,
    SETTLED,
    Plan,
    Rows,
    Tables,
    Weekly,
    Work,
    push,
)  # fmt: skip
from treves.chain.compiled import compiled
from treves.chain.family import application_week, move
from treves.chain.luck import bits

__all__ = ["grant", "house"]

TASK, ARREARS = 4, 5  # places in Work.credit that no queue uses: persons to house in this half-year, and what is left


@compiled(push, bits, move, application_week)
def grant(w: int, low: int, high: int, rows: Rows, tables: Tables, work: Work) -> None:
    """Those who got a permit this week wait for a house; their family will apply."""
    families, lists, weeks, now, queue = work.families, work.lists, work.weeks, work.now, work.queue
    tail, term, number_of, issued, outcome = work.tail, tables.sponsor_term, rows.family, work.issued, work.outcome
    for k in range(low, high):
        p = issued[k]
        push(queue, tail, Q_HOUSING, p)
        number = number_of[p]
        if number >= 0:
            family = families[number]
            family.ground = outcome[p]
            family.granted = w
            family.state = APPLYING
            move(number, application_week(w, family.luck, term), families, lists, weeks, now)
    now[HOMELESS] += high - low


@compiled(push, move)
def house(w: int, rows: Rows, plan: Plan, work: Work, weekly: Weekly) -> None:
    """Give houses, oldest permit first, with everyone of the household; what is left of the task is carried over."""
    credit, families, lists, weeks, now = work.credit, work.families, work.lists, work.weeks, work.now
    queue, household, is_resident, in_house = work.queue, work.household, rows.is_resident, work.housed
    number_of = rows.family
    if plan.housing_target[w] >= 0.0:
        credit[ARREARS] += plan.housing_target[w]
        credit[TASK] = max(0.0, credit[ARREARS])
    supply = credit[TASK] * plan.delivery / plan.housing_weeks[w] + plan.housing_added[w]
    left = credit[Q_HOUSING] + max(0.0, supply)
    head, tail = work.head[Q_HOUSING], work.tail[Q_HOUSING]
    housed = residents = 0
    while head < tail and left >= 1.0:
        who = int(queue[head])
        head += 1
        if who >= 0:
            size = 1 + int(household[who])
            residents += is_resident[who] + size - 1
            in_house[who] = w
            number = number_of[who]
            while number >= 0:
                family = families[number]
                if family.state == JOINED:
                    family.state = SETTLED
                    family.housed = w
                elif family.state == HELD:
                    # The house a measure asked for is there.
                    family.state = RELEASED
                    now[FAMILY_HOLD] -= family.size
                    move(number, w + 1, families, lists, weeks, now)
                number = family.sibling
        else:
            family = families[-who - 1]
            size = int(family.size)
            residents += size
            family.state = SETTLED
            family.housed = w
        housed += size
        left -= size
    credit[Q_HOUSING] = left if head < tail else min(left, left - np.floor(left))
    credit[ARREARS] -= housed
    work.head[Q_HOUSING] = head
    now[RESIDENTS] -= residents
    now[HOMELESS] -= housed
    weekly.flows[w, PERSONS_HOUSED] += housed
    weekly.stocks[w, S_ARREARS] = credit[ARREARS]
