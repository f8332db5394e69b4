"""Application and registration: who comes, who is turned away, and which track they take."""

from __future__ import annotations

import numpy as np

from treves.chain.columns import (
    APPLICATIONS, BACKLOG, DECIDING, FULL_SHARE, OVERDUE, Q_REGISTRATION, Q_TRACKS, REGISTERING, REGISTRATIONS,
    RESIDENTS, TERM, TURNED, TURNED_AWAY, Plan, Rows, Tables, Weekly, Work, push,
)  # fmt: skip
from treves.chain.compiled import compiled
from treves.chain.luck import L2_KEPT, L_TRACK, bits, scramble

__all__ = ["apply", "come_back", "count_overdue", "register"]


@compiled(push, bits)
def apply(w: int, rows: Rows, plan: Plan, work: Work, weekly: Weekly) -> None:
    """Let this week's applicants in; a measure may turn some away, who are kept in mind."""
    low, high = rows.arrivals[w], rows.arrivals[w + 1]
    kept = plan.applications_kept[w]
    now = work.now
    residents = 0
    came = 0
    for p in range(low, high):
        if kept < FULL_SHARE and bits(scramble(rows.luck[p]), L2_KEPT) >= kept:
            work.stage[p] = TURNED_AWAY
            work.turned[now[TURNED]] = p
            now[TURNED] += 1
            continue
        work.stage[p] = REGISTERING
        push(work.queues[Q_REGISTRATION], work.tail, Q_REGISTRATION, p)
        residents += rows.is_resident[p]
        came += 1
    now[RESIDENTS] += residents
    work.cohorts[w + work.cohorts.size - plan.term.size] += came
    weekly.flows[w, APPLICATIONS] += came


@compiled(push, bits)
def come_back(w: int, rows: Rows, tables: Tables, plan: Plan, work: Work, weekly: Weekly) -> None:
    """Once nobody is turned away any more, some of those who were come after all, spread over the weeks of rebound."""
    now = work.now
    if now[TURNED] == 0 or plan.applications_kept[w] < FULL_SHARE:
        return
    left = 0
    fallen = w
    while fallen > 0 and plan.applications_kept[fallen - 1] == FULL_SHARE:
        fallen -= 1
    for k in range(now[TURNED]):
        p = work.turned[k]
        word = scramble(scramble(scramble(rows.luck[p])))
        if bits(word, 0) >= tables.rebound:
            continue
        if fallen + np.int64(bits(word, 1) / FULL_SHARE * tables.rebound_weeks) > w:
            work.turned[left] = p
            left += 1
            continue
        work.applied[p] = w
        work.stage[p] = REGISTERING
        push(work.queues[Q_REGISTRATION], work.tail, Q_REGISTRATION, p)
        now[RESIDENTS] += rows.is_resident[p]
        work.cohorts[w + work.cohorts.size - plan.term.size] += 1
        weekly.flows[w, APPLICATIONS] += 1
    now[TURNED] = left


@compiled(push)
def count_overdue(w: int, plan: Plan, work: Work) -> None:
    """Keep the number of cases older than the legal term, from the number of open cases by week of application."""
    before = work.cohorts.size - plan.term.size
    edge = w - plan.term[w] + before  # first cohort that is not overdue
    if plan.term[w] == work.now[TERM]:
        if 1 <= edge <= work.cohorts.size:
            work.now[OVERDUE] += work.cohorts[edge - 1]
        return
    work.now[TERM] = plan.term[w]
    work.now[OVERDUE] = work.cohorts[: max(0, edge)].sum()


@compiled(push, bits)
def register(w: int, rows: Rows, tables: Tables, plan: Plan, work: Work, weekly: Weekly) -> None:
    """Register as many as there is capacity for, first come first served, and send each to a track."""
    now, queue = work.now, work.queues[Q_REGISTRATION]
    head, tail = work.head[Q_REGISTRATION], work.tail[Q_REGISTRATION]
    places = plan.regular[w] + plan.emergency[w]
    share = tables.registration_when_full if now[RESIDENTS] > places else 1.0
    credit = work.credit[Q_REGISTRATION] + plan.registration[w] * share
    count = min(tail - head, np.int64(credit))
    credit -= count
    work.credit[Q_REGISTRATION] = credit if head + count < tail else credit - np.floor(credit)
    tracks = tables.priority.size
    factor = plan.accelerated[w]
    for k in range(head, head + count):
        p = queue[k]
        u = bits(rows.luck[p], L_TRACK) / FULL_SHARE
        track = tracks - 1
        for t in range(tracks - 1):
            share = tables.tracks[rows.group[p], t]
            u -= min(1.0, share * factor) if tables.is_accelerated[t] else share
            if u < 0.0:
                track = t
                break
        work.track[p] = track
        work.first[p] = w
        work.stage[p] = DECIDING
        push(work.queues[Q_TRACKS + track], work.tail, Q_TRACKS + track, p)
    work.head[Q_REGISTRATION] = head + count
    now[BACKLOG] += count
    weekly.flows[w, REGISTRATIONS] += count
