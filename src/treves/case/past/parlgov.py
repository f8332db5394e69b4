"""ParlGov's tables, coded into spells by the rule of :mod:`treves.survival.coding`.

ParlGov (Döring, Huber, Manow, Quaas, Hesse) is under CC0 1.0. The files are those of its database as CSV, numbered
and named by their tables (``41__cabinets__Cabinet.csv`` and so on).
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from treves.case.past.table import table_text
from treves.survival import FAMILY_PLACES, Crisis, Dates, Spell, code_end, term_end

__all__ = ["load_parlgov"]

FIRST_ON = date(1945, 1, 1)
AFTER_ELECTION_DAYS = 210
MIDDLE = 5.0

Row = dict[str, str]


@dataclass(frozen=True)
class _Tables:
    code: dict[str, str]
    country: dict[str, str]
    cabinets: list[Row]
    elections: list[Row]
    members: dict[str, list[Row]]
    seats: dict[str, dict[str, float]]
    family: dict[str, str]


def load_parlgov(folder: Path | str, seen_on: date, crises: Sequence[Crisis] = ()) -> tuple[Spell, ...]:
    """Code the cabinets of ParlGov since 1945.

    Parameters
    ----------
    folder : Path or str
        With the seven tables.
    seen_on : date
        Cabinets that had not ended that morning are standing.
    crises : sequence of Crisis
        A crisis that ended in a fall gives the day of the offer to resign, which overrides ParlGov's own days.

    Returns
    -------
    tuple of Spell
        By country and first day; cabinets with no member, no seat or no election before them are left out.
    """
    tables = _read(Path(folder))
    by_country: dict[str, list[Row]] = defaultdict(list)
    for row in tables.cabinets:
        if row["start_date"] >= FIRST_ON.isoformat():
            by_country[tables.country[row["country"]]].append(row)
    votes: dict[str, list[Row]] = defaultdict(list)
    for row in tables.elections:
        if row["date"] and tables.code.get(row["type"]) == "parliament":
            votes[tables.country[row["country"]]].append(row)
    found = []
    for country in sorted(by_country):
        rows = sorted(by_country[country], key=lambda row: (row["start_date"], int(row["id"])))
        held = sorted(votes[country], key=lambda row: row["date"])
        falls = [c for c in crises if c.country == country and c.outcome == "fallen"]
        found += [spell for k in range(len(rows)) if (spell := _spell(tables, country, rows, k, held, seen_on, falls))]
    return tuple(found)


def _read(folder: Path) -> _Tables:
    def rows(name: str) -> list[Row]:
        return list(csv.DictReader(io.StringIO(table_text(folder / name, str(folder / name)), newline="")))

    code = {row["id"]: row["short"] for row in rows("01__datacore__Code.csv")}
    members: dict[str, list[Row]] = defaultdict(list)
    for row in rows("42__cabinets__CabinetParty.csv"):
        members[row["cabinet"]].append(row)
    seats: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows("32__elections__ElectionResult.csv"):
        seats[row["election"]][row["party"]] += float(row["seats"] or 0)
    return _Tables(
        code=code,
        country={row["id"]: row["name_short"] for row in rows("02__datacore__Country.csv")},
        cabinets=rows("41__cabinets__Cabinet.csv"),
        elections=rows("31__elections__Election.csv"),
        members=members,
        seats=seats,
        family={row["id"]: code.get(row["family"], "") for row in rows("21__parties__Party.csv")},
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _spell(
    tables: _Tables, country: str, rows: list[Row], k: int, votes: list[Row], seen_on: date, falls: list[Crisis]
) -> Spell | None:
    row = rows[k]
    began = date.fromisoformat(row["start_date"])
    before = [vote for vote in votes if vote["date"] <= row["start_date"]]
    if began >= seen_on or not before:
        return None
    last_vote = before[-1]
    voted_on = date.fromisoformat(last_vote["date"])
    due = term_end(country, voted_on)
    makeup = _makeup(tables, row, last_vote)
    if due is None or due <= began or makeup is None:
        return None
    later = [other for other in rows[k + 1 :] if other["start_date"] < seen_on.isoformat()]
    regular = next((other for other in later if other["caretaker"] != "1"), None)
    next_on = _day(later[0]["start_date"]) if later else None
    is_caretaker = row["caretaker"] == "1"
    offered = [
        c.ended_on for c in falls if began < c.began_on and c.ended_on <= (next_on or seen_on) and not is_caretaker
    ]
    dates = Dates(
        began_on=began,
        term_ends_on=due,
        next_on=next_on,
        next_regular_on=_day(regular["start_date"]) if regular else None,
        left_on=_left_on(tables, row, later),
        elections=tuple(
            (date.fromisoformat(v["date"]), v["early"] == "1") for v in votes if v["date"] < seen_on.isoformat()
        ),
        resigned_on=_day(row["resignation_date"]),
        terminated_on=_day(row["termination_date"]),
        code=tables.code.get(row["termination"], ""),
        offered_on=offered[-1] if offered and offered[-1] < seen_on else None,
    )
    coded = code_end(dates, seen_on)
    return Spell(
        country=country,
        cabinet=row["name"].strip(),
        began_on=began,
        seen_until_on=coded.seen_until_on,
        cause=coded.cause,
        term_ends_on=due,
        ends=coded.ends,
        is_cause_certain=not coded.doubts,
        doubt="; ".join(coded.doubts),
        is_caretaker=is_caretaker,
        is_after_election=(began - voted_on).days <= AFTER_ELECTION_DAYS
        and not any(_is_between(other, voted_on, began) for other in rows),
        **makeup,
    )


def _is_between(other: Row, voted_on: date, began: date) -> bool:
    start = date.fromisoformat(other["start_date"])
    return other["caretaker"] != "1" and voted_on + timedelta(days=1) <= start <= began - timedelta(days=1)


def _left_on(tables: _Tables, row: Row, later: list[Row]) -> date | None:
    """Return the start of the next cabinet that is not the same parties sitting on as a caretaker."""
    own = {member["party"] for member in tables.members[row["id"]]}
    for other in later:
        if other["caretaker"] != "1" or {member["party"] for member in tables.members[other["id"]]} != own:
            return _day(other["start_date"])
    return None


def _makeup(tables: _Tables, row: Row, vote: Row) -> dict[str, Any] | None:
    """Return what the seats say of a cabinet; None where it has no seat or no member."""
    members = tables.members[row["id"]]
    held = tables.seats[vote["id"]]
    total = float(vote["seats_total"] or 0) or sum(held.values())
    if not members or not total:
        return None
    share = {party: count / total for party, count in held.items()}
    mine = [share.get(member["party"], 0.0) for member in members]
    squares, whole = sum(s**2 for s in share.values()), sum(mine)
    if not squares or not whole:
        return None
    places = [FAMILY_PLACES.get(tables.family.get(member["party"], ""), MIDDLE) for member in members]
    smallest = min((s for s in mine if s > 0), default=0.0)
    leading = sum(s for s, member in zip(mine, members, strict=True) if member["pm"] == "1")
    return {
        "parties": float(len(members)),
        "seats_share": min(whole, 1.0),
        "is_minimal_winning": whole > 0.5 and whole - smallest <= 0.5,
        "pm_share": leading / whole,
        "effective_parties": 1.0 / squares,
        "range_points": max(places) - min(places),
    }
