"""Scenarios of KTAB's Spatial Model of Politics: actors, capabilities, positions and saliences, as CSV or XML.

CSV: a line with name, description, number of actors, number of dimensions; a line of column names; one line per actor
with name, description, capability, then position and salience per dimension. XML: elements Scenario, Dimensions,
Actors as in KTAB's smpSchema.xsd. Positions run from 0 to 100, saliences are percentages.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np

from treves.bargaining.predict import PositionTable
from treves.case.csv_rows import Row, read_rows
from treves.case.imports.safe_xml import Element, parse_xml
from treves.case.quote import quoted
from treves.errors import CaseError, Fault

__all__ = ["is_ktab_csv", "is_ktab_xml", "read_ktab_csv", "read_ktab_xml"]

FIRST_COLUMNS = 3
MOST_DIMENSIONS = 100
WHOLE = re.compile(r"\s*[0-9]{1,6}\s*")
RIGHT = {
    "position": "a number from 0 to 100", "salience": "a percentage from 0 to 100", "capability": "a number above 0",
}  # fmt: skip


def is_ktab_csv(text: str) -> bool:
    """Say whether a text begins as KTAB's tables do: counts in the third and fourth field, then column names."""
    rows = list(read_rows("", "\n".join(text.splitlines()[:2]), []))
    if len(rows) < 2 or len(rows[0].fields) < 4:
        return False
    counts = [field.strip() for field in rows[0].fields[2:4]]
    return all(WHOLE.fullmatch(count) for count in counts) and rows[1].fields[0].strip().lower() == "actor"


def is_ktab_xml(root: Element) -> bool:
    """Say whether an XML tree is a KTAB scenario."""
    return root.tag == "Scenario" and bool(root.all("Actors"))


def read_ktab_csv(file: str, text: str) -> PositionTable:
    """Read a CSV scenario.

    Raises
    ------
    CaseError
        With every fault.
    """
    faults: list[Fault] = []
    rows = list(read_rows(file, text, faults))
    if len(rows) < 2 or len(rows[0].fields) < 4 or faults:  # what looked like one breaks further on
        raise CaseError(faults or [Fault(file, 1, 1, "no scenario of KTAB", "counts and column names, then actors")])
    count, dimensions = (int(field) for field in rows[0].fields[2:4])
    if dimensions > MOST_DIMENSIONS:
        raise CaseError([Fault(file, 1, 1, f"{dimensions} dimensions", f"at most {MOST_DIMENSIONS} dimensions")])
    head = [field.strip() for field in rows[1].fields]
    names = [_issue_name(head[FIRST_COLUMNS + 2 * k : FIRST_COLUMNS + 2 * k + 1], k) for k in range(dimensions)]
    if len(rows) - 2 != count:
        faults.append(
            Fault(file, 1, 1, f"{len(rows) - 2} actors below, not {count}", "the number of lines that follow")
        )
    told = _Told(file, names, faults)
    for row in rows[2:]:
        if len(row.fields) < FIRST_COLUMNS + 2 * dimensions:
            what = f"{len(row.fields)} fields for {dimensions} dimensions"
            faults.append(Fault(file, row.line, 1, what, f"{FIRST_COLUMNS + 2 * dimensions} fields"))
            continue
        told.actor(row.fields[0].strip(), *row.spots[0])
        told.value("capability", 0, row.fields[2], *row.spots[2])
        for k in range(dimensions):
            at = FIRST_COLUMNS + 2 * k
            told.value("position", k, row.fields[at], *row.spots[at])
            told.value("salience", k, row.fields[at + 1], *row.spots[at + 1])
    return told.table(_name_of(rows[0]))


def read_ktab_xml(file: str, content: bytes) -> PositionTable:
    """Read an XML scenario.

    Raises
    ------
    CaseError
        With every fault.
    """
    root = parse_xml(file, content)
    faults: list[Fault] = []
    listed = [name for one in root.all("Dimensions") for name in one.all("dName")]
    actors = [actor for one in root.all("Actors") for actor in one.all("Actor")]
    most = max((len(_cells(actor, "Position", "dCoord")) for actor in actors), default=0)
    names = [name.text or f"dimension {k + 1}" for k, name in enumerate(listed)]
    names += [f"dimension {k + 1}" for k in range(len(names), most)]
    told = _Told(file, names, faults)
    for actor in actors:
        told.actor(_text(actor, "name"), actor.line, actor.column)
        for capability in actor.all("capability"):
            told.value("capability", 0, capability.text, capability.line, capability.column)
        for column, cells in (
            ("position", _cells(actor, "Position", "dCoord")),
            ("salience", _cells(actor, "Salience", "dSal")),
        ):
            if len(cells) != len(names):
                what = f"{len(cells)} numbers for {len(names)} dimensions"
                faults.append(Fault(file, actor.line, actor.column, what, f"a {column} per dimension"))
                continue
            for k, cell in enumerate(cells):
                told.value(column, k, cell.text, cell.line, cell.column)
    return told.table(_text(root, "name") or file)


def _cells(actor: Element, group: str, tag: str) -> list[Element]:
    return [cell for one in actor.all(group) for cell in one.all(tag)]


def _text(element: Element, tag: str) -> str:
    return next((child.text for child in element.all(tag)), "")


def _name_of(row: Row) -> str:
    return row.fields[0].strip() or "KTAB scenario"


def _issue_name(words: Sequence[str], number: int) -> str:
    name = " ".join("".join(words).split())
    for ending in (" Position", " position", " Pstn"):
        name = name.removesuffix(ending)
    return name or f"dimension {number + 1}"


class _Told:
    """What a scenario tells, actor by actor; an empty position is none."""

    def __init__(self, file: str, issues: list[str], faults: list[Fault]) -> None:
        self.file, self.issues, self.faults = file, issues, faults
        self.actors: list[str] = []
        self.values: list[dict[tuple[str, int], float]] = []

    def actor(self, name: str, line: int, column: int) -> None:
        if not name:
            self.faults.append(Fault(self.file, line, column, "an actor without a name", "a name"))
        elif name in self.actors:
            self.faults.append(Fault(self.file, line, column, f"the actor {quoted(name)} stands above", "each once"))
        self.actors.append(name)
        self.values.append({})

    def value(self, what: str, dimension: int, words: str, line: int, column: int) -> None:
        words = words.strip()
        if not words and what == "position":
            return
        try:
            number = float(words)
        except ValueError:
            self.faults.append(Fault(self.file, line, column, f"{what} {quoted(words)} is no number", RIGHT[what]))
            return
        low, high = (1e-12, math.inf) if what == "capability" else (0.0, 100.0)
        if not low <= number <= high or not math.isfinite(number):
            self.faults.append(Fault(self.file, line, column, f"{what} {words} is off its scale", RIGHT[what]))
        self.values[-1][what, dimension] = number

    def table(self, name: str) -> PositionTable:
        if not self.issues or not self.actors:
            self.faults.append(Fault(self.file, 1, 1, "no actor, or no dimension", "at least one of both"))
        if self.faults:
            raise CaseError(self.faults)
        shape = len(self.issues), len(self.actors)

        def filled(what: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
            return np.array([[told.get((what, k), math.nan) for told in self.values] for k in range(shape[0])])

        capability = np.tile([told.get(("capability", 0), math.nan) for told in self.values], (shape[0], 1))
        nothing, none_told = np.full(shape, math.nan), np.full(shape[0], math.nan)
        return PositionTable(
            name, (name,) * shape[0], tuple(self.issues), tuple(self.actors), filled("position"),
            filled("salience") / 100, capability, nothing, none_told, none_told, none_told,
        )  # fmt: skip
