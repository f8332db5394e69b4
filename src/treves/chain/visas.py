"""Between decision and arrival: waiting times, the housing condition, pauses and quotas hold families up, full reception too.

Who is held back by a measure is deferred, not refused: they come when the wait is over, the house is there, the quota has room or a
court has struck the measure down.
"""

from __future__ import annotations

import numpy as np

from treves.chain.columns import (
    APPLYING, FAMILY_HELD, FULL_SHARE, GATED, HELD, HOUSED, Q_GATE, RELEASED, RESIDENTS, TRAVELLING, Plan, Rows,
    Tables, Weekly, Work, push,
)  # fmt: skip
from treves.chain.compiled import compiled
from treves.chain.family import apply_for_family, arrive, move, take_out
from treves.chain.luck import F2_WHEN, F_KEPT, bits, scramble

__all__ = ["due_families", "is_paused", "open_gates", "release_week"]



@compiled(push)
def is_paused(w: int, ground: int, plan: Plan, work: Work) -> bool:
    """Say whether a brake is on: residents exceed the measure's share of all places."""
    return work.now[RESIDENTS] > plan.pause[w, ground] * (plan.regular[w] + plan.emergency[w])


@compiled(bits)
def release_week(until: int, longest: int, word: np.uint64, tables: Tables) -> int:
    """Return the week a family held back may come: after the longest wait, or when the measure has ended, with rebound."""
    after = until + np.int64(bits(scramble(word), F2_WHEN) / FULL_SHARE * tables.rebound_weeks)
    return min(after, longest)


@compiled(push, take_out, move, apply_for_family, arrive, release_week, is_paused)
def due_families(w: int, rows: Rows, tables: Tables, plan: Plan, work: Work, weekly: Weekly) -> None:
    """Deal with every entry in this week's list: it applies, arrives, or is held up."""
    now = work.now
    is_full = now[RESIDENTS] > plan.regular[w] + plan.emergency[w]
    while work.weeks[w] >= 0:
        entry = work.weeks[w]
        take_out(entry, work)
        state = work.entry_state[entry]
        if state == APPLYING:
            apply_for_family(entry, w, rows, plan, work, weekly)
            continue
        ground, word = work.entry_ground[entry], work.entry_luck[entry]
        if state == HELD:
            now[FAMILY_HELD] -= work.entry_size[entry]
        allowed = np.int64(work.entry_granted[entry]) + plan.wait[w, ground]
        if plan.wait[w, ground] > 0 and w < allowed:
            due = release_week(plan.wait_until[w, ground], allowed, word, tables)
            _hold(entry, max(due, w + 1), work)
            continue
        longest = np.int64(work.entry_decided[entry]) + plan.visa_longest[w]
        if state != RELEASED and w < longest and bits(word, F_KEPT) >= plan.arrivals_kept[w, ground]:
            due = release_week(plan.arrivals_kept_until[w, ground], longest, word, tables)
            _hold(entry, max(due, w + 1), work)
            continue
        gate = Q_GATE + ground
        if plan.is_capped[w, ground] or work.head[gate] < work.tail[gate] or is_paused(w, ground, plan, work):
            work.entry_state[entry] = GATED
            now[FAMILY_HELD] += work.entry_size[entry]
            push(work.queues[gate], work.tail, gate, entry)
            continue
        sponsor = work.sponsor[entry]
        if is_full and sponsor >= 0 and work.stage[sponsor] != HOUSED:
            again = scramble(word + np.uint64(w))
            if bits(again, 0) >= tables.visas_when_full:
                work.entry_state[entry] = RELEASED if state == RELEASED else TRAVELLING
                move(entry, w + 1, work)
                continue
        arrive(entry, w, rows, tables, work, weekly)


@compiled(push, move)
def _hold(entry: int, week: int, work: Work) -> None:
    work.entry_state[entry] = HELD
    work.now[FAMILY_HELD] += work.entry_size[entry]
    move(entry, week, work)


@compiled(push, arrive, is_paused)
def open_gates(w: int, rows: Rows, tables: Tables, plan: Plan, work: Work, weekly: Weekly) -> None:
    """Let families through the gates: within the quota, oldest first; evenly over the weeks of rebound where none holds."""
    credit = work.credit
    if plan.cap[w] >= 0.0:
        credit[Q_GATE] += plan.cap[w]
        while credit[Q_GATE] >= 1.0:
            best, oldest = -1, 0
            for ground in range(3):
                gate = Q_GATE + ground
                if not plan.is_capped[w, ground] or work.head[gate] >= work.tail[gate]:
                    continue
                decided = np.int64(work.entry_decided[work.queues[gate][work.head[gate]]])
                if not is_paused(w, ground, plan, work) and (best < 0 or decided < oldest):
                    best, oldest = gate, decided
            if best < 0:
                credit[Q_GATE] -= np.floor(credit[Q_GATE])  # room in a month's quota is not saved
                break
            credit[Q_GATE] -= _let_through(best, w, rows, tables, work, weekly)
    for ground in range(3):
        gate = Q_GATE + ground
        waiting = work.tail[gate] - work.head[gate]
        if waiting == 0 or plan.is_capped[w, ground] or is_paused(w, ground, plan, work):
            work.opening[ground] = 0.0
            continue
        if work.opening[ground] == 0.0:
            work.opening[ground] = waiting / max(1.0, tables.rebound_weeks)
        for _ in range(min(waiting, np.int64(np.ceil(work.opening[ground])))):
            _let_through(gate, w, rows, tables, work, weekly)


@compiled(push, arrive)
def _let_through(gate: int, w: int, rows: Rows, tables: Tables, work: Work, weekly: Weekly) -> int:
    entry = work.queues[gate][work.head[gate]]
    work.head[gate] += 1
    size = np.int64(work.entry_size[entry])
    work.now[FAMILY_HELD] -= size
    arrive(entry, w, rows, tables, work, weekly)
    return size
