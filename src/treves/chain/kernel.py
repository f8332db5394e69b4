"""One run of the chain: from the stocks of the first day, week by week, every person through every stage.

The *front* (application to permit or departure) knows nothing of houses and families, but for one thing: full reception
can slow registration. Packages that leave the front alone therefore share it: the second run takes the permits of the
first and simulates only houses and families. A run in which reception is full in other weeks than it was when the front
was made says so.
"""

from __future__ import annotations

from treves.chain.columns import (
    BACKLOG,
    COURT_PERSONS,
    EXCLUDED_COUNT,
    FAMILY_ABROAD,
    FAMILY_COUNT,
    FAMILY_HOLD,
    FAMILY_WAITING,
    FREE,
    FRONT_FLOWS,
    HOMELESS,
    IN_COURT,
    LEAVING,
    NEVER,
    NOBODY,
    OVERDUE,
    Q_REGISTRATION,
    Q_TRACKS,
    RESIDENTS,
    S_BACKLOG,
    S_COURT,
    S_COURT_PERSONS,
    S_DEPARTING,
    S_FAMILY_HELD,
    S_FAMILY_PENDING,
    S_FAMILY_VISA,
    S_HOUSING,
    S_OVERDUE,
    S_REGISTRATION,
    S_RESIDENTS,
    TERM,
    UNDECIDED,
    Plan,
    Rows,
    Stocks,
    Tables,
    Weekly,
    Work,
    push,
)  # fmt: skip
from treves.chain.compiled import compiled
from treves.chain.courts import appeal, appeal_status, depart, end_cases, take_cases
from treves.chain.decision import decide
from treves.chain.family import decide_families, rebound
from treves.chain.housing import ARREARS, grant, house
from treves.chain.registration import apply, come_back, count_overdue, register
from treves.chain.stocks import place_families, place_persons, place_waiting_for_houses
from treves.chain.visas import due_families, open_gates

__all__ = ["clear_back", "clear_front", "close_back", "close_front", "run_weeks"]


@compiled(push)
def clear_front(rows: Rows, work: Work, weekly: Weekly) -> None:
    """Make the columns of the front ready for a run on these rows."""
    work.applied[:] = rows.applied
    work.outcome[:] = UNDECIDED
    for column in (work.registered, work.decided, work.heard, work.gone):
        column[:] = NEVER
    for numbers in (work.leaving, work.leaving_residents, work.renewals, work.now):
        numbers[:] = 0
    work.head[:] = work.begins
    work.tail[:] = work.begins
    work.credit[:] = 0.0
    work.court_weeks[:] = NOBODY
    work.cohorts[:] = 0
    work.now[TERM] = -1
    weekly.flows[:, :FRONT_FLOWS] = 0.0
    weekly.waits[:] = 0
    weekly.waited[:] = 0.0


@compiled(push, house)
def clear_back(rows: Rows, plan: Plan, work: Work, weekly: Weekly) -> None:
    """Make the columns of houses and families ready."""
    work.housed[:] = NEVER
    work.household[:] = 0
    for number in (HOMELESS, FAMILY_WAITING, FAMILY_ABROAD, FAMILY_COUNT, FAMILY_HOLD, RESIDENTS, EXCLUDED_COUNT):
        work.now[number] = 0
    for number in range(2, Q_TRACKS):
        work.head[number] = work.begins[number]
        work.tail[number] = work.begins[number]
        work.credit[number] = 0.0
    work.credit[ARREARS] = plan.arrears
    work.opening[:] = 0.0
    work.weeks[:] = -1
    work.now[FREE] = 0
    for chunk in range(work.lists.shape[0]):
        work.lists[chunk, 1] = chunk + 1
    work.families[: rows.families.size] = rows.families
    work.now[FAMILY_COUNT] = rows.families.size
    weekly.flows[:, FRONT_FLOWS:] = 0.0


@compiled(push)
def close_front(w: int, work: Work, weekly: Weekly) -> None:
    """Write down how many stand where in the front at the end of the week."""
    row, now = weekly.stocks[w], work.now
    row[S_REGISTRATION] = work.tail[Q_REGISTRATION] - work.head[Q_REGISTRATION]
    row[S_BACKLOG] = now[BACKLOG]
    row[S_OVERDUE] = now[OVERDUE]
    row[S_COURT] = now[IN_COURT]
    row[S_COURT_PERSONS] = now[COURT_PERSONS]
    row[S_DEPARTING] = now[LEAVING]


@compiled(push)
def close_back(w: int, work: Work, weekly: Weekly) -> None:
    """Write down how many wait for houses and family, and how many live in reception, at the end of the week."""
    row, now = weekly.stocks[w], work.now
    row[S_HOUSING] = now[HOMELESS]
    row[S_FAMILY_PENDING] = now[FAMILY_WAITING]
    row[S_FAMILY_VISA] = now[FAMILY_ABROAD]
    row[S_FAMILY_HELD] = now[FAMILY_HOLD]
    row[S_RESIDENTS] = now[RESIDENTS]


@compiled(clear_front, place_persons, depart, apply, decide, grant, rebound, due_families)
def run_weeks(
    rows: Rows, stocks: Stocks, tables: Tables, plan: Plan, work: Work, weekly: Weekly, has_front: bool
) -> bool:
    """Run every week of the plan.

    Within a week: the refused leave, applicants come, registration, decisions, courts, permits, families that are due,
    houses, decisions on families, quotas. A person can pass several stages in one week where nothing holds them up.

    Parameters
    ----------
    rows, stocks, tables, plan, work, weekly
    has_front : bool
        Whether ``work`` and ``weekly`` hold the front of an earlier run on the same rows, under the same front of a
        plan.

    Returns
    -------
    bool
        False where the front at hand does not fit, because full reception would have slowed registration in other
        weeks; nothing in ``weekly`` holds then, and the run is to be made without it.
    """
    weeks = plan.term.size
    slows = tables.registration_when_full < 1.0
    if not has_front:
        clear_front(rows, work, weekly)
    clear_back(rows, plan, work, weekly)
    if not has_front:
        work.front_residents[0] = place_persons(rows, stocks, tables, work, weeks)
    work.now[RESIDENTS] = work.front_residents[0]
    place_waiting_for_houses(rows, stocks, tables, work)
    place_families(stocks, tables, work)
    issued = 0
    for w in range(weeks):
        if has_front:
            work.now[RESIDENTS] += work.front_residents[w + 1]
            is_full = work.now[RESIDENTS] > plan.regular[w] + plan.emergency[w]
            if slows and is_full != work.was_full[w]:
                return False
        else:
            change = -depart(w, work, weekly)
            count_overdue(w, plan, work)
            change += apply(w, rows, plan, work, weekly)
            change += come_back(w, rows, tables, plan, work, weekly)
            work.front_residents[w + 1] = change
            work.now[RESIDENTS] += change
            is_full = work.now[RESIDENTS] > plan.regular[w] + plan.emergency[w]
            work.was_full[w] = is_full
            register(w, is_full, rows, tables, plan, work, weekly)
            work.issued_weeks[w] = issued
            issued, refused = decide(w, issued, rows, tables, plan, work, weekly)
            appeal(w, refused, rows, tables, work)
            issued = end_cases(w, issued, rows, tables, work, weekly)
            take_cases(w, rows, tables, plan, work)
            appeal_status(w, work.issued_weeks[w], issued, rows, plan, work)
            work.issued_weeks[w + 1] = issued
            close_front(w, work, weekly)
        grant(w, work.issued_weeks[w], work.issued_weeks[w + 1], rows, tables, work)
        rebound(w, tables, plan, work)
        due_families(w, rows, tables, plan, work, weekly)
        house(w, rows, plan, work, weekly)
        decide_families(w, tables, plan, work, weekly)
        open_gates(w, tables, plan, work, weekly)
        close_back(w, work, weekly)
    return True
