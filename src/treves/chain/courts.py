"""Appeal and departure: courts work on so many cases at a time; who is finally refused leaves after a while.

Besides asylum cases, war refugees may go to court for refugee status (a *status appeal*): it fills the courts, and the
person stays where they are. In the queue a status appeal of person p is written as ``-p - 1``.
"""

from __future__ import annotations

import numpy as np

from treves.chain.columns import (
    APPEALS_DECIDED, COURT_PERSONS, COURT_RUNNING, DEPARTURES, GRANTS, IN_COURT, LEAVING, NOBODY, Q_COURT, Levels, Plan,
    Rows, Tables, Weekly, Work, push,
)  # fmt: skip
from treves.chain.compiled import compiled
from treves.chain.luck import L2_DEPARTURE, L2_DURATION, L2_STATUS, L_APPEAL, L_COURT, bits, scramble

__all__ = ["appeal", "appeal_status", "depart", "end_cases", "leave", "take_cases"]

SUBSIDIARY = 1


@compiled(push, bits)
def leave(w: int, leavers: Levels, rows: Rows, tables: Tables, work: Work) -> None:
    """Set the week in which each of these finally refused persons will have gone."""
    last = work.leaving.size - 1
    for p in leavers:
        delay = tables.departure[work.track[p], bits(scramble(rows.luck[p]), L2_DEPARTURE) >> 6]
        gone = min(w + delay, last)
        work.gone[p] = gone
        work.leaving[gone] += 1
        work.leaving_residents[gone] += rows.is_resident[p]
    work.now[LEAVING] += leavers.size


@compiled(push)
def depart(w: int, work: Work, weekly: Weekly) -> int:
    """Those whose week has come are gone; returns how many lived in reception."""
    work.now[LEAVING] -= work.leaving[w]
    weekly.flows[w, DEPARTURES] += work.leaving[w]
    return work.leaving_residents[w]


@compiled(push, bits, leave)
def appeal(w: int, refused: int, rows: Rows, tables: Tables, work: Work) -> None:
    """Of those refused this week some go to court; the others will leave."""
    leaving = 0
    for k in range(refused):
        p = work.refused[k]
        if bits(rows.luck[p], L_APPEAL) < tables.appeal[work.track[p]]:
            push(work.queue, work.tail, Q_COURT, p)
        else:
            work.refused[leaving] = p
            leaving += 1
    work.now[IN_COURT] += refused - leaving
    work.now[COURT_PERSONS] += refused - leaving
    leave(w, work.refused[:leaving], rows, tables, work)


@compiled(push, bits)
def take_cases(w: int, rows: Rows, tables: Tables, plan: Plan, work: Work) -> None:
    """Courts take new cases, oldest first, while they work on fewer than they can."""
    now = work.now
    head, tail = work.head[Q_COURT], work.tail[Q_COURT]
    horizon = work.court_weeks.size - 1
    while now[COURT_RUNNING] < plan.court[w] and head < tail:
        case = np.int64(work.queue[head])
        head += 1
        p = case if case >= 0 else -case - 1
        end = min(w + tables.court[bits(scramble(rows.luck[p]), L2_DURATION) >> 6], horizon)
        work.follows[p] = work.court_weeks[end]
        work.court_weeks[end] = case
        now[COURT_RUNNING] += 1
    work.head[Q_COURT] = head


@compiled(push, bits, leave)
def end_cases(w: int, issued: int, rows: Rows, tables: Tables, work: Work, weekly: Weekly) -> int:
    """Courts end the cases whose week has come; who wins gets a permit.

    Returns
    -------
    int
        How many now stand in ``work.issued``.
    """
    case = np.int64(work.court_weeks[w])
    shares = tables.ground[tables.years[w]]
    ended = asylum = lost = 0
    while case != NOBODY:
        p = case if case >= 0 else -case - 1
        ended += 1
        if case >= 0:
            asylum += 1
            work.heard[p] = w
            if bits(rows.luck[p], L_COURT) < tables.appeal_granted[work.track[p]]:
                ground = _ground_in_court(rows.luck[p], shares, rows.group[p])
                work.outcome[p] = ground
                weekly.flows[w, GRANTS + ground] += 1
                work.issued[issued] = p
                issued += 1
            else:
                work.refused[lost] = p
                lost += 1
        case = np.int64(work.follows[p])
    work.now[COURT_RUNNING] -= ended
    work.now[IN_COURT] -= ended
    work.now[COURT_PERSONS] -= asylum
    weekly.flows[w, APPEALS_DECIDED] += ended
    leave(w, work.refused[:lost], rows, tables, work)
    return issued


@compiled(bits, inline=True)
def _ground_in_court(word: np.uint64, shares: Levels, group: int) -> int:
    """Choose the ground of a permit won in court, in the proportions of the first instance."""
    u = bits(scramble(scramble(word)), 3) / 65536.0 * shares[group, 2]
    return min(2, np.int64(u >= shares[group, 0]) + np.int64(u >= shares[group, 1]))


@compiled(push, bits)
def appeal_status(w: int, low: int, high: int, rows: Rows, plan: Plan, work: Work) -> None:
    """Of those with a permit of this week as war refugees, some go to court for more, and permits that end are renewed."""
    renewed = w + plan.renewal_weeks[w]
    if plan.status_appeal[w] == 0 and renewed == w:
        return
    for k in range(low, high):
        p = work.issued[k]
        if work.outcome[p] != SUBSIDIARY:
            continue
        if bits(scramble(rows.luck[p]), L2_STATUS) < plan.status_appeal[w]:
            push(work.queue, work.tail, Q_COURT, -p - 1)
            work.now[IN_COURT] += 1
        if w < renewed < work.renewals.size:
            work.renewals[renewed] += 1
