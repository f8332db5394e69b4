"""One row per actor and issue: ``issue``, ``actor``, ``position``, and any of the other columns.

``proposal`` (what the issue was negotiated within), ``salience``, ``capability``, ``votes``, ``quota`` (share of the
votes needed), ``reference_point``, ``outcome``, ``role`` (``co_legislator`` for a second chamber or parliament outside
the council). What belongs to an issue may stand in one of its rows or in all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from treves.bargaining.predict import PositionTable
from treves.case.csv_rows import Row
from treves.case.position_table.cells import Cells
from treves.case.quote import quoted
from treves.errors import CaseError, Fault

__all__ = ["ANY_OF", "NEEDED", "canonical", "is_long", "read_long"]

NEEDED = ("issue", "actor", "position")
ALSO_CALLED = {"party": "actor", "seats": "votes"}
OF_THE_ISSUE = {"quota": (0.5, 1.0), "reference_point": (0.0, 100.0), "outcome": (0.0, 100.0)}
OF_THE_ACTOR = {
    "position": (0.0, 100.0),
    "salience": (0.0, 100.0),
    "capability": (1e-12, math.inf),
    "votes": (0.0, math.inf),
}
RIGHT = {
    "quota": "a share from 0.5 to 1", "reference_point": "a number from 0 to 100", "outcome": "a number from 0 to 100",
    "position": "a number from 0 to 100", "salience": "a number from 0 to 1, or throughout from 0 to 100",
    "capability": "a number above 0", "votes": "a number, not negative",
}  # fmt: skip
ROLE = "co_legislator"
ANY_OF = ("proposal", *OF_THE_ACTOR, *OF_THE_ISSUE, "role")
SHORT_SCALES = (1.0, 5.0, 7.0, 10.0)


def canonical(head: Sequence[str]) -> list[str]:
    """Return a header with ``party`` read as ``actor`` and ``seats`` as ``votes``, where those are not there."""
    return [name if ALSO_CALLED.get(name, name) in head else ALSO_CALLED[name] for name in head]


def is_long(head: Sequence[str]) -> bool:
    """Say whether a header is of this form."""
    return set(NEEDED) <= set(head)


def read_long(file: str, name: str, head: Sequence[str], rows: Sequence[Row], faults: list[Fault]) -> PositionTable:
    """Read the rows below the header.

    Raises
    ------
    CaseError
        With every fault.
    """
    told = _Told(Cells(file, head, faults))
    for row in rows:
        if len(row.fields) != len(head):
            what = f"{len(row.fields)} fields in a table of {len(head)} columns"
            faults.append(Fault(file, row.line, 1, what, "one field per column"))
        else:
            told.add(row)
    tables = {column: told.table(column) for column in OF_THE_ACTOR}
    for key, places in zip(told.issues, tables["position"], strict=True):
        if np.isnan(places).all() and key not in told.misread:
            what = f"nobody has a position on {quoted(key[1])}"
            faults.append(Fault(file, 1, 1, what, "a position of at least one actor"))
    if not told.issues and not faults:
        faults.append(Fault(file, 1, 1, "there are no rows below the header", "one row per actor and issue"))
    if faults:
        raise CaseError(faults)
    of_issues = {c: np.array([known.get(c, math.nan) for known in told.issues.values()]) for c in OF_THE_ISSUE}
    shares = tables["salience"]
    if (shares[~np.isnan(shares)] > 1).any():
        shares = shares / 100
    return PositionTable(
        name, tuple(p for p, _ in told.issues), tuple(i for _, i in told.issues), tuple(told.actors),
        tables["position"], shares, tables["capability"], tables["votes"], of_issues["quota"],
        of_issues["reference_point"], of_issues["outcome"], told.co_legislator,
        notes=tuple(_notes(head, told, tables["position"])),
    )  # fmt: skip


def _notes(head: Sequence[str], told: _Told, positions: npt.NDArray[np.float64]) -> list[str]:
    """Say what in a table may not have been meant: columns not read, issues that stand alone, a short scale."""
    notes = []
    if unread := [name for name in head if name and name not in {"issue", "actor", *ANY_OF}]:
        notes.append(f"Not read, as no column of that name is known: {', '.join(unread)}.")
    if "proposal" not in head and len(told.issues) > 1:
        notes.append(
            "There is no column proposal, so each issue stands alone; to make packages across issues, "
            "give them the same word in a column proposal."
        )
    top = float(np.nanmax(positions))
    if positions.size > 2 and top <= SHORT_SCALES[-1]:
        end = next(end for end in SHORT_SCALES if top <= end)
        notes.append(
            f"No position is above {top:g}, and the scale runs from 0 to 100; if yours ends at {end:g}, "
            f"stretch it (times {100 / end:.3g}), or everybody stands close together."
        )
    return notes


class _Told:
    """What the rows told so far, and whether the next one agrees."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.issues: dict[tuple[str, str], dict[str, float]] = {}
        self.actors: dict[str, None] = {}
        self.said: dict[tuple[tuple[str, str], str], dict[str, float]] = {}
        self.misread: set[tuple[str, str]] = set()
        self.co_legislator = ""

    def add(self, row: Row) -> None:
        """Take in one row, or note what is wrong with it."""
        cells = self.cells
        issue, actor = cells.text(row, "issue"), cells.text(row, "actor")
        if not issue or not actor:
            cells.note(row, "actor" if issue else "issue", "the row does not say whose position on what", "both named")
            return
        key = cells.text(row, "proposal") or issue, issue
        known = self.issues.setdefault(key, {})
        self.actors.setdefault(actor)
        for column, (low, high) in OF_THE_ISSUE.items():
            value = cells.number(row, column, low=low, high=high, right=RIGHT[column])
            if not math.isnan(value) and known.setdefault(column, value) != value:
                what = f"{column} {value:g}, and {known[column]:g} in a row above"
                cells.note(row, column, what, "one value per issue")
        if (key, actor) in self.said:
            what = f"{quoted(actor)} has a position on {quoted(issue)} in a row above"
            cells.note(row, "actor", what, "one row for both")
        faults = len(cells.faults)
        self.said[key, actor] = {
            column: cells.number(row, column, low=low, high=high, right=RIGHT[column])
            for column, (low, high) in OF_THE_ACTOR.items()
        }
        if len(cells.faults) > faults:
            self.misread.add(key)
        self._role(row, actor)

    def _role(self, row: Row, actor: str) -> None:
        role = self.cells.text(row, "role")
        if role == ROLE and self.co_legislator in ("", actor):
            self.co_legislator = actor
        elif role == ROLE:
            what = f"{quoted(self.co_legislator)} is the co-legislator in a row above"
            self.cells.note(row, "role", what, "one co-legislator")
        elif role:
            self.cells.note(row, "role", f"there is no role {quoted(role)}", f"{ROLE}, or nothing")

    def table(self, column: str) -> npt.NDArray[np.float64]:
        """Return ``[issue, actor]``, NaN where nothing was told."""
        return np.array([
            [self.said.get((key, actor), {}).get(column, math.nan) for actor in self.actors] for key in self.issues
        ]).reshape(len(self.issues), len(self.actors))  # fmt: skip
