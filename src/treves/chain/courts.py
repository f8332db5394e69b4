"""Appeal and departure: courts work on so many cases at a time; who is finally refused leaves after a while.

Besides asylum cases, war refugees may go to court for refugee status (a *status appeal*): it fills the courts, and the
person stays where they are. In the queue a status appeal of person p is written as ``-p - 1``.
"""

from __future__ import annotations

import numpy as np

from treves.chain.columns import (
    APPEALS_DECIDED, COURT, COURT_PERSONS, COURT_RUNNING, DEPARTING, DEPARTURES, GRANTS, IN_COURT, LEAVING, NOBODY,
    Q_COURT, RESIDENTS, Plan, Rows, Tables, Weekly, Work, push,
)  # fmt: skip
from treves.chain.compiled import compiled
from treves.chain.decision import ground_of
from treves.chain.luck import L2_DEPARTURE, L2_DURATION, L_APPEAL, L_COURT, bits, scramble

__all__ = ["appeal", "depart", "end_cases", "leave", "take_cases"]


@compiled(push, bits)
def leave(p: int, w: int, rows: Rows, tables: Tables, work: Work) -> None:
    """Set the week in which a finally refused person will have gone."""
    delay = tables.departure[work.track[p], bits(scramble(rows.luck[p]), L2_DEPARTURE) >> 6]
    gone = min(w + delay, work.leaving.size - 1)
    work.stage[p] = DEPARTING
    work.fourth[p] = gone
    work.leaving[gone] += 1
    work.leaving_residents[gone] += rows.is_resident[p]
    work.now[LEAVING] += 1


@compiled(push)
def depart(w: int, work: Work, weekly: Weekly) -> None:
    """Those whose week has come are gone."""
    work.now[RESIDENTS] -= work.leaving_residents[w]
    work.now[LEAVING] -= work.leaving[w]
    weekly.flows[w, DEPARTURES] += work.leaving[w]


@compiled(push, bits, leave)
def appeal(w: int, count: int, rows: Rows, tables: Tables, work: Work) -> None:
    """Of those refused this week some go to court; the others will leave."""
    for k in range(count):
        p = work.refused[k]
        if bits(rows.luck[p], L_APPEAL) < tables.appeal[work.track[p]]:
            work.stage[p] = COURT
            push(work.queues[Q_COURT], work.tail, Q_COURT, p)
            work.now[IN_COURT] += 1
            work.now[COURT_PERSONS] += 1
        else:
            leave(p, w, rows, tables, work)


@compiled(push, bits)
def take_cases(w: int, rows: Rows, tables: Tables, plan: Plan, work: Work) -> None:
    """Courts take new cases, oldest first, while they work on fewer than they can."""
    queue, now = work.queues[Q_COURT], work.now
    head, tail = work.head[Q_COURT], work.tail[Q_COURT]
    horizon = work.court_weeks.size - 1
    while now[COURT_RUNNING] < plan.court[w] and head < tail:
        case = np.int64(queue[head])
        head += 1
        p = case if case >= 0 else -case - 1
        end = min(w + tables.court[bits(scramble(rows.luck[p]), L2_DURATION) >> 6], horizon)
        work.follows[p] = work.court_weeks[end]
        work.court_weeks[end] = case
        now[COURT_RUNNING] += 1
    work.head[Q_COURT] = head


@compiled(push, bits, leave, ground_of)
def end_cases(w: int, granted: int, rows: Rows, tables: Tables, work: Work, weekly: Weekly) -> int:
    """Courts end the cases whose week has come; who wins is listed with the granted.

    Returns
    -------
    int
        How many are now listed in ``work.granted``.
    """
    case = np.int64(work.court_weeks[w])
    now = work.now
    while case != NOBODY:
        p = case if case >= 0 else -case - 1
        following = np.int64(work.follows[p])
        now[COURT_RUNNING] -= 1
        now[IN_COURT] -= 1
        weekly.flows[w, APPEALS_DECIDED] += 1
        if case >= 0:
            now[COURT_PERSONS] -= 1
            work.third[p] = w
            if bits(rows.luck[p], L_COURT) < tables.appeal_granted[work.track[p]]:
                work.ground[p] = _ground_in_court(rows.luck[p], tables.years[w], rows.group[p], tables)
                weekly.flows[w, GRANTS + work.ground[p]] += 1
                work.granted[granted] = p
                granted += 1
            else:
                leave(p, w, rows, tables, work)
        case = following
    return granted


@compiled(bits)
def _ground_in_court(word: np.uint64, year: int, group: int, tables: Tables) -> int:
    """Choose the ground of a permit won in court, in the proportions of the first instance."""
    row = tables.ground[year, group]
    u = bits(scramble(scramble(word)), 3) / 65536.0 * row[2]
    return min(2, (u >= row[0]) + (u >= row[1]))
