"""Between decision and arrival: waiting times, the housing condition, pauses, quotas, full reception.

Who is held back by a measure is deferred, not refused: they come when the wait is over, the house is there, the quota
has room or a court has struck the measure down.
"""

from __future__ import annotations

import numpy as np

from treves.chain.columns import (
    APPLYING,
    FAMILY_HOLD,
    FREE,
    FULL_SHARE,
    GATED,
    HELD,
    Q_GATE,
    RELEASED,
    RESIDENTS,
    TRAVELLING,
    Plan,
    Rows,
    Tables,
    Weekly,
    Work,
    push,
)  # fmt: skip
from treves.chain.compiled import compiled
from treves.chain.family import apply_for_family, arrive, move
from treves.chain.luck import F2_WHEN, F_KEPT, bits, scramble

__all__ = ["due_families", "open_gates", "release_week"]


@compiled(push, bits, inline=True)
def release_week(until: int, longest: int, word: np.uint64, rebound_weeks: float) -> int:
    """Return the week a family held back may come: after the longest wait, or once the measure has ended (rebound)."""
    after = until + int(bits(scramble(word), F2_WHEN) / FULL_SHARE * rebound_weeks)
    return min(after, longest)


@compiled(push, move, arrive, apply_for_family, release_week)
def due_families(w: int, rows: Rows, tables: Tables, plan: Plan, work: Work, weekly: Weekly) -> None:
    """Deal with every family in this week's list: it applies, arrives, or is held up."""
    # Columns are named once, outside the loop: taking them from a tuple costs more than what is done with them.
    lists, now, families, weeks, queue = work.lists, work.now, work.families, work.weeks, work.queue
    head, tail, housed, household, excluded = work.head, work.tail, work.housed, work.household, work.excluded
    kin, flows = rows.kin, weekly.flows[w]
    kept, arrivals_kept, until = plan.kept[w], plan.arrivals_kept[w], plan.arrivals_kept_until[w]
    wait, wait_until, is_capped, pause = plan.wait[w], plan.wait_until[w], plan.is_capped[w], plan.pause[w]
    visa_longest, rebound_weeks, too_small = plan.visa_longest[w], tables.rebound_weeks, tables.too_small
    visas_when_full = tables.visas_when_full
    places = plan.regular[w] + plan.emergency[w]
    is_full = now[RESIDENTS] > places
    chunk = weeks[w]
    while chunk >= 0:
        for k in range(2, 2 + lists[chunk, 0]):
            number = lists[chunk, k]
            family = families[number]
            if family.week != w:
                continue
            family.week = -1
            state, ground, size, word = family.state, family.ground, int(family.size), family.luck
            if state == APPLYING:
                apply_for_family(number, w, kept[ground], kin, families, excluded, queue, tail, now, flows)
                continue
            if state == HELD:
                now[FAMILY_HOLD] -= size
            allowed = int(family.granted) + wait[ground]
            longest = int(family.decided) + visa_longest
            due = -1
            if wait[ground] > 0 and w < allowed:
                due = release_week(wait_until[ground], allowed, word, rebound_weeks)
            elif state != RELEASED and w < longest and bits(word, F_KEPT) >= arrivals_kept[ground]:
                due = release_week(until[ground], longest, word, rebound_weeks)
            gate = Q_GATE + ground
            if due >= 0:
                family.state = HELD
                now[FAMILY_HOLD] += size
                move(number, max(due, w + 1), families, lists, weeks, now)
            elif is_capped[ground] or head[gate] < tail[gate] or now[RESIDENTS] > pause[ground] * places:
                family.state = GATED
                now[FAMILY_HOLD] += size
                push(queue, tail, gate, number)
            elif (
                is_full
                and family.sponsor >= 0
                and housed[family.sponsor] < 0
                and bits(scramble(word + np.uint64(w)), 0) >= visas_when_full
            ):
                family.state = RELEASED if state == RELEASED else TRAVELLING
                move(number, w + 1, families, lists, weeks, now)
            else:
                arrive(number, w, too_small, families, housed, household, queue, tail, now, flows)
        following = lists[chunk, 1]
        lists[chunk, 1] = now[FREE]
        now[FREE] = chunk
        chunk = following
    weeks[w] = -1


@compiled(push, arrive)
def open_gates(w: int, tables: Tables, plan: Plan, work: Work, weekly: Weekly) -> None:
    """Let families through: within the quota, oldest first; evenly over the weeks of rebound where none holds."""
    credit, now, families, queue, opening = work.credit, work.now, work.families, work.queue, work.opening
    head, tail, housed, household, flows = work.head, work.tail, work.housed, work.household, weekly.flows[w]
    is_capped, pause = plan.is_capped[w], plan.pause[w]
    places, too_small = plan.regular[w] + plan.emergency[w], tables.too_small
    if plan.cap[w] >= 0.0:
        credit[Q_GATE] += plan.cap[w]
        while credit[Q_GATE] >= 1.0:
            best, oldest = -1, 0
            for ground in range(3):
                gate = Q_GATE + ground
                if not is_capped[ground] or head[gate] >= tail[gate] or now[RESIDENTS] > pause[ground] * places:
                    continue
                decided = int(families[queue[head[gate]]].decided)
                if best < 0 or decided < oldest:
                    best, oldest = gate, decided
            if best < 0:
                credit[Q_GATE] -= np.floor(credit[Q_GATE])  # room in a month's quota is not saved
                break
            number = queue[head[best]]
            head[best] += 1
            size = int(families[number].size)
            credit[Q_GATE] -= size
            now[FAMILY_HOLD] -= size
            arrive(number, w, too_small, families, housed, household, queue, tail, now, flows)
    for ground in range(3):
        gate = Q_GATE + ground
        waiting = tail[gate] - head[gate]
        if waiting == 0 or is_capped[ground] or now[RESIDENTS] > pause[ground] * places:
            opening[ground] = 0.0
            continue
        if opening[ground] == 0.0:
            opening[ground] = waiting / max(1.0, tables.rebound_weeks)
        for _ in range(min(waiting, int(np.ceil(opening[ground])))):
            number = queue[head[gate]]
            head[gate] += 1
            now[FAMILY_HOLD] -= families[number].size
            arrive(number, w, too_small, families, housed, household, queue, tail, now, flows)
