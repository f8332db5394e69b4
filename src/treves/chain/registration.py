"""Application and registration: who comes, who is turned away, and which track they take."""

from __future__ import annotations

import numpy as np

from treves.chain.columns import (
    APPLICATIONS,
    BACKLOG,
    FULL_SHARE,
    OVERDUE,
    Q_REGISTRATION,
    Q_TRACKS,
    REGISTRATIONS,
    TERM,
    TURNED,
    TURNED_AWAY,
    UNDECIDED,
    Plan,
    Rows,
    Tables,
    Weekly,
    Work,
    push,
)  # fmt: skip
from treves.chain.compiled import compiled
from treves.chain.luck import L2_KEPT, L_TRACK, bits, scramble

__all__ = ["apply", "come_back", "count_overdue", "register"]


@compiled(push, bits)
def apply(w: int, rows: Rows, plan: Plan, work: Work, weekly: Weekly) -> int:
    """Let this week's applicants in; a measure may turn some away, who are kept in mind.

    Returns
    -------
    int
        New residents.
    """
    queue, luck, is_resident, outcome, turned = work.queue, rows.luck, rows.is_resident, work.outcome, work.turned
    kept, tail, away = plan.applications_kept[w], work.tail[Q_REGISTRATION], work.now[TURNED]
    low, high = rows.arrivals[w], rows.arrivals[w + 1]
    residents = came = 0
    for p in range(low, high):
        if kept < FULL_SHARE and bits(scramble(luck[p]), L2_KEPT) >= kept:
            outcome[p] = TURNED_AWAY
            turned[away] = p
            away += 1
        else:
            queue[tail + came] = p
            residents += is_resident[p]
            came += 1
    work.tail[Q_REGISTRATION] = tail + came
    work.now[TURNED] = away
    work.cohorts[w + work.cohorts.size - plan.term.size] += came
    weekly.flows[w, APPLICATIONS] += came
    return residents


@compiled(push, bits)
def come_back(w: int, rows: Rows, tables: Tables, plan: Plan, work: Work, weekly: Weekly) -> int:
    """Once nobody is turned away any more, some of those who were come after all, spread over the weeks of rebound.

    Returns
    -------
    int
        New residents.
    """
    if work.now[TURNED] == 0 or plan.applications_kept[w] < FULL_SHARE:
        return 0
    left = residents = came = 0
    ended = w
    while ended > 0 and plan.applications_kept[ended - 1] == FULL_SHARE:
        ended -= 1
    for k in range(work.now[TURNED]):
        p = work.turned[k]
        word = scramble(scramble(scramble(rows.luck[p])))
        if bits(word, 0) >= tables.rebound:
            continue
        if ended + int(bits(word, 1) / FULL_SHARE * tables.rebound_weeks) > w:
            work.turned[left] = p
            left += 1
            continue
        work.applied[p] = w
        work.outcome[p] = UNDECIDED
        push(work.queue, work.tail, Q_REGISTRATION, p)
        residents += rows.is_resident[p]
        came += 1
    work.now[TURNED] = left
    work.cohorts[w + work.cohorts.size - plan.term.size] += came
    weekly.flows[w, APPLICATIONS] += came
    return residents


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
def register(w: int, is_full: bool, rows: Rows, tables: Tables, plan: Plan, work: Work, weekly: Weekly) -> None:
    """Register as many as there is capacity for, first come first served, and send each to a track."""
    head, tail = work.head[Q_REGISTRATION], work.tail[Q_REGISTRATION]
    share = tables.registration_when_full if is_full else 1.0
    credit = work.credit[Q_REGISTRATION] + plan.registration[w] * share
    count = min(tail - head, int(credit))
    credit -= count
    work.credit[Q_REGISTRATION] = credit if head + count < tail else credit - np.floor(credit)
    tracks = tables.priority.size
    # Thresholds of this week, cumulative, so that a person costs a few comparisons of whole numbers.
    upto = np.empty((tables.tracks.shape[0], tracks), np.int64)
    for g in range(upto.shape[0]):
        total = 0.0
        for t in range(tracks):
            factor = plan.accelerated[w] if tables.is_accelerated[t] else 1.0
            total += min(1.0, tables.tracks[g, t] * factor)
            upto[g, t] = FULL_SHARE if t == tracks - 1 else int(np.round(total * FULL_SHARE))
    queue, ends, luck, group = work.queue, work.tail, rows.luck, rows.group
    track_of, registered = work.track, work.registered
    for k in range(head, head + count):
        p = queue[k]
        u, g, track = bits(luck[p], L_TRACK), group[p], 0
        while u >= upto[g, track]:
            track += 1
        track_of[p] = track
        registered[p] = w
        push(queue, ends, Q_TRACKS + track, p)
    work.head[Q_REGISTRATION] = head + count
    work.now[BACKLOG] += count
    weekly.flows[w, REGISTRATIONS] += count
