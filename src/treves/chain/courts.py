"""Appeal and departure: courts work on so many cases at a time; who is finally refused leaves after a while.

Besides asylum cases, war refugees may go to court for refugee status (a *status appeal*): it fills the courts, and the
person stays where they are. In the queue a status appeal of person p is written as ``-p - 1``.
"""

from __future__ import annotations

from treves.chain.columns import (
    APPEALS_DECIDED,
    COURT_PERSONS,
    COURT_RUNNING,
    DEPARTURES,
    GRANTS,
    IN_COURT,
    LEAVING,
    NOBODY,
    Q_COURT,
    Levels,
    Plan,
    Rows,
    Tables,
    Weekly,
    Work,
    push,
)  # fmt: skip
from treves.chain.compiled import compiled
from treves.chain.luck import L2_DEPARTURE, L2_DURATION, L2_STATUS, L_APPEAL, L_COURT, bits, scramble

__all__ = ["appeal", "appeal_status", "depart", "end_cases", "leave", "take_cases"]

SUBSIDIARY = 1


@compiled(push, bits)
def leave(w: int, leavers: Levels, rows: Rows, tables: Tables, work: Work) -> None:
    """Set the week in which each of these finally refused persons will have gone."""
    departure, track, luck, is_resident = tables.departure, work.track, rows.luck, rows.is_resident
    gone_in, leaving, residents = work.gone, work.leaving, work.leaving_residents
    last = leaving.size - 1
    for p in leavers:
        gone = min(w + departure[track[p], bits(scramble(luck[p]), L2_DEPARTURE) >> 6], last)
        gone_in[p] = gone
        leaving[gone] += 1
        residents[gone] += is_resident[p]
    work.now[LEAVING] += leavers.size


@compiled(push)
def depart(w: int, work: Work, weekly: Weekly) -> int:
    """Those whose week has come are gone; returns how many lived in reception."""
    work.now[LEAVING] -= work.leaving[w]
    weekly.flows[w, DEPARTURES] += work.leaving[w]
    return int(work.leaving_residents[w])


@compiled(push, bits, leave)
def appeal(w: int, refused: int, rows: Rows, tables: Tables, work: Work) -> None:
    """Of those refused this week some go to court; the others will leave."""
    luck, share, track, queue, listed = rows.luck, tables.appeal, work.track, work.queue, work.refused
    tail, leaving = work.tail[Q_COURT], 0
    for k in range(refused):
        p = listed[k]
        appeals = bits(luck[p], L_APPEAL) < share[track[p]]
        queue[tail] = p
        listed[leaving] = p
        tail += appeals
        leaving += not appeals
    work.tail[Q_COURT] = tail
    work.now[IN_COURT] += refused - leaving
    work.now[COURT_PERSONS] += refused - leaving
    leave(w, work.refused[:leaving], rows, tables, work)


@compiled(push, bits)
def take_cases(w: int, rows: Rows, tables: Tables, plan: Plan, work: Work) -> None:
    """Courts take new cases, oldest first, while they work on fewer than they can."""
    running, room = work.now[COURT_RUNNING], plan.court[w]
    queue, luck, duration, ends, follows = work.queue, rows.luck, tables.court, work.court_weeks, work.follows
    head, tail = work.head[Q_COURT], work.tail[Q_COURT]
    horizon = ends.size - 1
    while running < room and head < tail:
        case = int(queue[head])
        head += 1
        p = case if case >= 0 else -case - 1
        end = min(w + duration[bits(scramble(luck[p]), L2_DURATION) >> 6], horizon)
        follows[p] = ends[end]
        ends[end] = case
        running += 1
    work.head[Q_COURT] = head
    work.now[COURT_RUNNING] = running


@compiled(push, bits, leave)
def end_cases(w: int, issued: int, rows: Rows, tables: Tables, work: Work, weekly: Weekly) -> int:
    """Courts end the cases whose week has come; who wins gets a permit.

    Returns
    -------
    int
        How many now stand in ``work.issued``.
    """
    case = int(work.court_weeks[w])
    shares, flows = tables.ground[tables.years[w]], weekly.flows[w]
    luck, group, track, follows, heard = rows.luck, rows.group, work.track, work.follows, work.heard
    granted_share, outcome, issued_to, refused_to = tables.appeal_granted, work.outcome, work.issued, work.refused
    ended = asylum = lost = 0
    while case != NOBODY:
        p = case if case >= 0 else -case - 1
        ended += 1
        if case >= 0:
            asylum += 1
            heard[p] = w
            if bits(luck[p], L_COURT) < granted_share[track[p]]:
                u = bits(scramble(scramble(luck[p])), 3) / 65536.0 * shares[group[p], 2]
                ground = min(2, int(u >= shares[group[p], 0]) + int(u >= shares[group[p], 1]))
                outcome[p] = ground
                flows[GRANTS + ground] += 1
                issued_to[issued] = p
                issued += 1
            else:
                refused_to[lost] = p
                lost += 1
        case = int(follows[p])
    work.now[COURT_RUNNING] -= ended
    work.now[IN_COURT] -= ended
    work.now[COURT_PERSONS] -= asylum
    flows[APPEALS_DECIDED] += ended
    leave(w, work.refused[:lost], rows, tables, work)
    return issued


@compiled(push, bits)
def appeal_status(w: int, low: int, high: int, rows: Rows, plan: Plan, work: Work) -> None:
    """Of this week's permits for war refugees some lead to court, for more; and those that end are renewed later."""
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
