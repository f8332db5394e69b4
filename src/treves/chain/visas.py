"""Between decision and arrival: waiting times, the housing condition, pauses, quotas and full reception hold families up.

Who is held back by a measure is deferred, not refused: they come when the wait is over, the house is there, the quota has
room or a court has struck the measure down.
"""

from __future__ import annotations

import numpy as np

from treves.chain.columns import (
    APPLYING, FAMILY_HOLD, FULL_SHARE, GATED, HELD, Q_GATE, RELEASED, RESIDENTS, TRAVELLING, Plan, Rows, Tables, Weekly,
    Work, push,
)  # fmt: skip
from treves.chain.compiled import compiled
from treves.chain.family import apply_for_family, arrive, move, take_out
from treves.chain.luck import F2_WHEN, F_KEPT, bits, scramble

__all__ = ["due_families", "is_paused", "open_gates", "release_week"]


@compiled(push, inline=True)
def is_paused(w: int, ground: int, plan: Plan, work: Work) -> bool:
    """Say whether a brake is on: residents exceed the measure's share of all places."""
    return work.now[RESIDENTS] > plan.pause[w, ground] * (plan.regular[w] + plan.emergency[w])


@compiled(bits, inline=True)
def release_week(until: int, longest: int, word: np.uint64, rebound_weeks: float) -> int:
    """Return the week a family held back may come: after the longest wait, or when the measure has ended, with rebound."""
    after = until + np.int64(bits(scramble(word), F2_WHEN) / FULL_SHARE * rebound_weeks)
    return min(after, longest)


@compiled(push, take_out, move, apply_for_family, arrive, release_week, is_paused)
def due_families(w: int, rows: Rows, tables: Tables, plan: Plan, work: Work, weekly: Weekly) -> None:
    """Deal with every family in this week's list: it applies, arrives, or is held up."""
    now, families, weeks = work.now, work.families, work.weeks
    is_full = now[RESIDENTS] > plan.regular[w] + plan.emergency[w]
    while weeks[w] >= 0:
        number = weeks[w]
        take_out(number, families, weeks)
        family = families[number]
        state = family.state
        if state == APPLYING:
            apply_for_family(number, w, rows, plan, work, weekly)
            continue
        ground, word, size = family.ground, family.luck, np.int64(family.size)
        if state == HELD:
            now[FAMILY_HOLD] -= size
        allowed = np.int64(family.granted) + plan.wait[w, ground]
        longest = np.int64(family.decided) + plan.visa_longest[w]
        due = -1
        if plan.wait[w, ground] > 0 and w < allowed:
            due = release_week(plan.wait_until[w, ground], allowed, word, tables.rebound_weeks)
        elif state != RELEASED and w < longest and bits(word, F_KEPT) >= plan.arrivals_kept[w, ground]:
            due = release_week(plan.arrivals_kept_until[w, ground], longest, word, tables.rebound_weeks)
        if due >= 0:
            family.state = HELD
            now[FAMILY_HOLD] += size
            move(number, max(due, w + 1), families, weeks)
            continue
        gate = Q_GATE + ground
        if plan.is_capped[w, ground] or work.head[gate] < work.tail[gate] or is_paused(w, ground, plan, work):
            family.state = GATED
            now[FAMILY_HOLD] += size
            push(work.queue, work.tail, gate, number)
            continue
        if is_full and family.sponsor >= 0 and work.housed[family.sponsor] < 0:
            if bits(scramble(word + np.uint64(w)), 0) >= tables.visas_when_full:
                family.state = RELEASED if state == RELEASED else TRAVELLING
                move(number, w + 1, families, weeks)
                continue
        arrive(number, w, tables, work, weekly)


@compiled(push, arrive, is_paused)
def open_gates(w: int, tables: Tables, plan: Plan, work: Work, weekly: Weekly) -> None:
    """Let families through: within the quota, oldest first; evenly over the weeks of rebound where none holds."""
    credit = work.credit
    if plan.cap[w] >= 0.0:
        credit[Q_GATE] += plan.cap[w]
        while credit[Q_GATE] >= 1.0:
            best, oldest = -1, np.int64(0)
            for ground in range(3):
                gate = Q_GATE + ground
                if not plan.is_capped[w, ground] or work.head[gate] >= work.tail[gate]:
                    continue
                decided = np.int64(work.families[work.queue[work.head[gate]]].decided)
                if not is_paused(w, ground, plan, work) and (best < 0 or decided < oldest):
                    best, oldest = gate, decided
            if best < 0:
                credit[Q_GATE] -= np.floor(credit[Q_GATE])  # room in a month's quota is not saved
                break
            credit[Q_GATE] -= _let_through(best, w, tables, work, weekly)
    for ground in range(3):
        gate = Q_GATE + ground
        waiting = work.tail[gate] - work.head[gate]
        if waiting == 0 or plan.is_capped[w, ground] or is_paused(w, ground, plan, work):
            work.opening[ground] = 0.0
            continue
        if work.opening[ground] == 0.0:
            work.opening[ground] = waiting / max(1.0, tables.rebound_weeks)
        for _ in range(min(waiting, np.int64(np.ceil(work.opening[ground])))):
            _let_through(gate, w, tables, work, weekly)


@compiled(push, arrive)
def _let_through(gate: int, w: int, tables: Tables, work: Work, weekly: Weekly) -> int:
    number = work.queue[work.head[gate]]
    work.head[gate] += 1
    size = np.int64(work.families[number].size)
    work.now[FAMILY_HOLD] -= size
    arrive(number, w, tables, work, weekly)
    return size
