"""The starting stocks: everyone who stands somewhere on the first day, with their age, put where they stand."""

from __future__ import annotations

from treves.chain.columns import (
    APPLYING,
    BACKLOG,
    COURT,
    COURT_PERSONS,
    DECIDING,
    DEPARTING,
    FAMILY_ABROAD,
    FAMILY_PENDING,
    FAMILY_WAITING,
    HOMELESS,
    HOUSING,
    IN_COURT,
    PENDING,
    Q_COURT,
    Q_FAMILY,
    Q_HOUSING,
    Q_REGISTRATION,
    Q_TRACKS,
    REFUSAL,
    REGISTERING,
    TRAVELLING,
    Rows,
    Stocks,
    Tables,
    Work,
    push,
)  # fmt: skip
from treves.chain.compiled import compiled
from treves.chain.courts import leave
from treves.chain.family import application_week, move
from treves.chain.luck import F_VISA, bits

__all__ = ["place_families", "place_persons", "place_waiting_for_houses"]


@compiled(push, leave)
def place_persons(rows: Rows, stocks: Stocks, tables: Tables, work: Work, weeks: int) -> int:
    """Place those of the stock who have no permit; returns how many of the whole stock live in reception."""
    now, before, residents = work.now, work.cohorts.size - weeks, 0
    for block in range(stocks.persons.shape[0]):
        stage, low, high = stocks.persons[block, 0], stocks.persons[block, 1], stocks.persons[block, 2]
        count = high - low
        for p in range(low, high):
            residents += rows.is_resident[p]
            if stage == HOUSING:
                work.outcome[p] = stocks.ground[p]
                continue
            work.track[p] = stocks.ground[p]
            if stage == REGISTERING:
                push(work.queue, work.tail, Q_REGISTRATION, p)
                work.cohorts[work.applied[p] + before] += 1
            elif stage == DECIDING:
                work.registered[p] = work.applied[p]
                push(work.queue, work.tail, Q_TRACKS + work.track[p], p)
                work.cohorts[work.applied[p] + before] += 1
            else:
                work.outcome[p] = REFUSAL
                if stage == COURT:
                    push(work.queue, work.tail, Q_COURT, p)
                else:
                    work.refused[p - low] = p
        if stage == DECIDING:
            now[BACKLOG] += count
        elif stage == COURT:
            now[IN_COURT] += count
            now[COURT_PERSONS] += count
        elif stage == DEPARTING:
            leave(0, work.refused[:count], rows, tables, work)
    return residents


@compiled(push, bits, move, application_week)
def place_waiting_for_houses(rows: Rows, stocks: Stocks, tables: Tables, work: Work) -> None:
    """Place permit holders without a house; the family of those with a young permit is still to apply."""
    for block in range(stocks.persons.shape[0]):
        if stocks.persons[block, 0] != HOUSING:
            continue
        for p in range(stocks.persons[block, 1], stocks.persons[block, 2]):
            push(work.queue, work.tail, Q_HOUSING, p)
            number = rows.family[p]
            # A record that is part of the family stock is placed there.
            if number < 0 or rows.families[number].granted != 0:
                continue
            family = work.families[number]
            family.ground = stocks.ground[p]
            family.granted = rows.applied[p]
            week = application_week(rows.applied[p], family.luck, tables.sponsor_term)
            if week >= 0:  # an application before the first day is part of the family stock
                family.state = APPLYING
                move(number, week, work.families, work.lists, work.weeks, work.now)
        work.now[HOMELESS] += stocks.persons[block, 2] - stocks.persons[block, 1]


@compiled(push, bits, move)
def place_families(stocks: Stocks, tables: Tables, work: Work) -> None:
    """Place relatives abroad: waiting for a decision, or with one and on their way."""
    for block in range(stocks.families.shape[0]):
        stage, low, high = stocks.families[block, 0], stocks.families[block, 1], stocks.families[block, 2]
        for number in range(low, high):
            family = work.families[number]
            size = int(family.size)
            family.applied = family.granted
            if stage == FAMILY_PENDING:
                family.state = PENDING
                push(work.queue, work.tail, Q_FAMILY, number)
                work.now[FAMILY_WAITING] += size
            else:
                family.state = TRAVELLING
                family.decided = family.granted
                work.now[FAMILY_ABROAD] += size
                due = tables.visa[bits(family.luck, F_VISA) >> 6]
                move(number, due, work.families, work.lists, work.weeks, work.now)
