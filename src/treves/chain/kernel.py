"""One run of the chain: from the stocks of the first day, week by week, every person through every stage."""

from __future__ import annotations

import numpy as np

from treves.chain.columns import (
    BACKLOG, COURT, COURT_PERSONS, DECIDING, DEPARTING, ENTRIES, FAMILY_ABROAD, FAMILY_HELD, FAMILY_PENDING,
    FAMILY_VISA, FAMILY_WAITING, HOMELESS, HOUSING, IN_COURT, LEAVING, NOBODY, OVERDUE, PENDING, Q_COURT, Q_FAMILY,
    Q_HOUSING, Q_REGISTRATION, Q_TRACKS, REGISTERING, RESIDENTS, S_BACKLOG, S_COURT, S_COURT_PERSONS, S_DEPARTING,
    S_FAMILY_HELD, S_FAMILY_PENDING, S_FAMILY_VISA, S_HOUSING, S_OVERDUE, S_REGISTRATION, S_RESIDENTS, TERM, TRAVELLING,
    Plan, Rows, Stocks, Tables, Weekly, Work, push,
)  # fmt: skip
from treves.chain.compiled import compiled
from treves.chain.courts import appeal, depart, end_cases, leave, take_cases
from treves.chain.decision import decide
from treves.chain.family import decide_families, expect_family, move, rebound
from treves.chain.housing import ARREARS, grant, house
from treves.chain.luck import F_VISA, bits
from treves.chain.registration import apply, come_back, count_overdue, register
from treves.chain.visas import due_families, open_gates

__all__ = ["clear", "close_week", "place_stocks", "run_weeks"]

NEVER = -32768


@compiled(push)
def clear(rows: Rows, plan: Plan, work: Work, weekly: Weekly) -> None:
    """Make the columns ready for a run on these rows."""
    work.stage[:] = 0
    work.household[:] = 0
    work.applied[:] = rows.applied
    for column in (work.first, work.second, work.third, work.fourth):
        column[:] = NEVER
    for numbers in (work.head, work.tail, work.leaving, work.leaving_residents, work.renewals, work.now):
        numbers[:] = 0
    work.credit[:] = 0.0
    work.opening[:] = 0.0
    work.credit[ARREARS] = plan.arrears
    work.court_weeks[:] = NOBODY
    work.cohorts[:] = 0
    work.weeks[:] = -1
    families = rows.family_size.size
    work.sponsor[:families] = rows.family_sponsor
    work.entry_first[:families] = rows.family_first
    work.entry_size[:families] = rows.family_size
    work.entry_luck[:families] = rows.family_luck
    work.entry_ground[:families] = rows.family_ground
    work.entry_granted[:families] = rows.family_granted
    work.entry_state[:] = 0
    work.entry_week[:families] = -1
    work.sibling[:families] = -1
    work.now[ENTRIES] = families
    work.now[TERM] = -1
    weekly.flows[:] = 0.0
    weekly.stocks[:] = 0.0
    weekly.waits[:] = 0
    weekly.waited[:] = 0.0


@compiled(push, bits, leave, expect_family, move)
def place_stocks(rows: Rows, stocks: Stocks, tables: Tables, work: Work, weeks: int) -> None:
    """Put everyone of the starting stocks where they stand, with their age."""
    now, before = work.now, work.cohorts.size - weeks
    for block in range(stocks.persons.shape[0]):
        stage, low, high = stocks.persons[block, 0], stocks.persons[block, 1], stocks.persons[block, 2]
        for p in range(low, high):
            applied = np.int64(work.applied[p])
            work.track[p] = stocks.ground[p] if stage != HOUSING else 0
            work.stage[p] = stage
            if stage != DEPARTING:
                now[RESIDENTS] += rows.is_resident[p]
            if stage == REGISTERING:
                push(work.queues[Q_REGISTRATION], work.tail, Q_REGISTRATION, p)
                work.cohorts[applied + before] += 1
            elif stage == DECIDING:
                work.first[p] = applied
                push(work.queues[Q_TRACKS + work.track[p]], work.tail, Q_TRACKS + work.track[p], p)
                work.cohorts[applied + before] += 1
                now[BACKLOG] += 1
            elif stage == COURT:
                push(work.queues[Q_COURT], work.tail, Q_COURT, p)
                now[IN_COURT] += 1
                now[COURT_PERSONS] += 1
            elif stage == DEPARTING:
                now[RESIDENTS] += rows.is_resident[p]
                leave(p, 0, rows, tables, work)
            else:
                work.ground[p] = stocks.ground[p]
                push(work.queues[Q_HOUSING], work.tail, Q_HOUSING, p)
                now[HOMELESS] += 1
                if rows.family[p] >= 0:
                    expect_family(rows.family[p], applied, 0, work.ground[p], tables, work)
    for block in range(stocks.families.shape[0]):
        stage, low, high = stocks.families[block, 0], stocks.families[block, 1], stocks.families[block, 2]
        for entry in range(low, high):
            size, begun = np.int64(work.entry_size[entry]), work.entry_granted[entry]
            first = rows.luck.size + work.entry_first[entry]
            work.first[first : first + size] = begun
            work.stage[first : first + size] = stage
            if stage == FAMILY_PENDING:
                work.entry_state[entry] = PENDING
                push(work.queues[Q_FAMILY], work.tail, Q_FAMILY, entry)
                now[FAMILY_WAITING] += size
            elif stage == FAMILY_VISA:
                work.entry_state[entry] = TRAVELLING
                work.entry_decided[entry] = begun
                now[FAMILY_ABROAD] += size
                move(entry, tables.visa[bits(work.entry_luck[entry], F_VISA) >> 6], work)


@compiled(push)
def close_week(w: int, work: Work, weekly: Weekly) -> None:
    """Write down how many stand where at the end of the week."""
    row, now = weekly.stocks[w], work.now
    row[S_REGISTRATION] = work.tail[Q_REGISTRATION] - work.head[Q_REGISTRATION]
    row[S_BACKLOG] = now[BACKLOG]
    row[S_OVERDUE] = now[OVERDUE]
    row[S_COURT] = now[IN_COURT]
    row[S_COURT_PERSONS] = now[COURT_PERSONS]
    row[S_DEPARTING] = now[LEAVING]
    row[S_HOUSING] = now[HOMELESS]
    row[S_FAMILY_PENDING] = now[FAMILY_WAITING]
    row[S_FAMILY_VISA] = now[FAMILY_ABROAD]
    row[S_FAMILY_HELD] = now[FAMILY_HELD]
    row[S_RESIDENTS] = now[RESIDENTS]


@compiled(
    clear, place_stocks, close_week, depart, apply, come_back, count_overdue, register, decide, appeal, end_cases,
    take_cases, grant, rebound, due_families, house, decide_families, open_gates,
)  # fmt: skip
def run_weeks(rows: Rows, stocks: Stocks, tables: Tables, plan: Plan, work: Work, weekly: Weekly) -> None:
    """Run every week of the plan.

    Within a week: the refused leave, applicants come, registration, decisions, courts, permits, families that are due,
    houses, decisions on families, quotas. A person can pass several stages in one week where nothing holds them up.
    """
    weeks = plan.term.size
    clear(rows, plan, work, weekly)
    place_stocks(rows, stocks, tables, work, weeks)
    for w in range(weeks):
        depart(w, work, weekly)
        count_overdue(w, plan, work)
        apply(w, rows, plan, work, weekly)
        come_back(w, rows, tables, plan, work, weekly)
        register(w, rows, tables, plan, work, weekly)
        granted, refused = decide(w, rows, tables, plan, work, weekly)
        appeal(w, refused, rows, tables, work)
        granted = end_cases(w, granted, rows, tables, work, weekly)
        take_cases(w, rows, tables, plan, work)
        grant(w, granted, rows, tables, plan, work)
        rebound(w, tables, plan, work)
        due_families(w, rows, tables, plan, work, weekly)
        house(w, rows, plan, work, weekly)
        decide_families(w, rows, tables, plan, work, weekly)
        open_gates(w, rows, tables, plan, work, weekly)
        close_week(w, work, weekly)
