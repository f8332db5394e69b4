"""The lines of the exchange programs Decide and equal-gain: ``#A`` actor, ``#P`` issue, ``#M`` meaning, ``#D`` data.

A ``#D`` line holds actor, issue, position, salience (0-1) and power. Positions may have any unit; the lowest and
highest of an issue's meanings and positions become 0 and 100, as those programs do.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from treves.bargaining.predict import PositionTable
from treves.case.csv_rows import Row
from treves.case.quote import quoted
from treves.errors import CaseError, Fault

__all__ = ["is_decide", "read_decide"]

MARKS = {"#A", "#P", "#M", "#D", "#O", "#/"}


def is_decide(first: str) -> bool:
    """Say whether a first line is of this form."""
    return first.lstrip("'\"").startswith(tuple(MARKS))


def read_decide(file: str, name: str, rows: Sequence[Row], faults: list[Fault]) -> PositionTable:
    """Read the lines; single quotes around fields are taken off.

    Raises
    ------
    CaseError
        With every fault.
    """
    actors: list[str] = []
    issues: list[str] = []
    ends: dict[str, list[float]] = {}
    data: dict[tuple[str, str], tuple[float, float, float]] = {}
    for row in rows:
        fields = [field.strip().strip("'").strip() for field in row.fields]
        mark, rest = fields[0], fields[1:]
        if mark == "#A" and rest:
            actors.append(rest[0])
        elif mark == "#P" and rest:
            issues.append(rest[0])
            ends.setdefault(rest[0], [])
        elif mark == "#M" and len(rest) > 1 and rest[0] in ends and (value := _number(rest[1])) is not None:
            ends[rest[0]].append(value)
        elif mark == "#D":
            _datum(file, row, rest, actors, issues, data, faults)
        elif mark not in MARKS:
            faults.append(
                Fault(file, row.line, 1, f"there are no lines {quoted(mark)} in this format", ", ".join(sorted(MARKS)))
            )
    if not data and not faults:
        faults.append(Fault(file, 1, 1, "there is no #D line", "one per actor and issue"))
    if faults:
        raise CaseError(faults)
    shape = len(issues), len(actors)
    tables = np.full((3, *shape), math.nan)
    for (actor, issue), values in data.items():
        tables[:, issues.index(issue), actors.index(actor)] = values
    kept = ~np.isnan(tables[0]).all(axis=1)
    for k in np.flatnonzero(kept):
        marks = [*ends[issues[k]], *tables[0, k][~np.isnan(tables[0, k])]]
        low, high = min(marks), max(marks)
        tables[0, k] = (tables[0, k] - low) / (high - low) * 100 if high > low else 50.0
    names = tuple(issue for issue, is_kept in zip(issues, kept, strict=True) if is_kept)
    unknown = np.full((len(names), len(actors)), math.nan)
    nothing = np.full(len(names), math.nan)
    return PositionTable(
        name, (name,) * len(names), names, tuple(actors), tables[0, kept], tables[1, kept], tables[2, kept], unknown,
        nothing, nothing, nothing,
    )  # fmt: skip


def _datum(
    file: str,
    row: Row,
    rest: list[str],
    actors: list[str],
    issues: list[str],
    data: dict[tuple[str, str], tuple[float, float, float]],
    faults: list[Fault],
) -> None:
    def note(what: str, right: str) -> None:
        faults.append(Fault(file, row.line, 1, what, right))

    if len(rest) < 5:
        note("a #D line without actor, issue, position, salience and power", "those five fields")
        return
    actor, issue = rest[:2]
    if actor not in actors:
        note(f"the actor {quoted(actor)} has no #A line above", "an #A line for every actor")
    if issue not in issues:
        note(f"the issue {quoted(issue)} has no #P line above", "a #P line for every issue")
    position, salience, power = (_number(words) for words in rest[2:5])
    if position is None:
        note(f"position {quoted(rest[2])} is no number", "a number")
    if salience is None or not 0 < salience <= 1:
        note(f"salience {quoted(rest[3])} is off its scale", "a number above 0 and at most 1")
    if power is None or not power > 0:
        note(f"power {quoted(rest[4])} is off its scale", "a number above 0")
    if (actor, issue) in data:
        note(f"{quoted(actor)} has a position on {quoted(issue)} above", "one #D line for both")
    if position is not None and salience is not None and power is not None and actor in actors and issue in issues:
        data[actor, issue] = (position, salience, power)


def _number(words: str) -> float | None:
    try:
        value = float(words.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
