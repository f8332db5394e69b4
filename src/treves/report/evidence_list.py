"""The sentences behind every cell: each told once in full, where it first counts, and named elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from treves.report.anchors import Anchors
from treves.report.context import words_after, words_before
from treves.study.findings import Findings, IssueFacts, Position, StatementFacts

__all__ = ["Cell", "Group", "Reading", "cell_readings", "evidence_groups"]


WORTH_TELLING = 0.0005  # less would be told as 0.0 points


@dataclass(frozen=True)
class Reading:
    """A statement where a cell names it; ``is_here`` where it is told in full."""

    statement: StatementFacts
    before: str
    after: str
    anchor: str
    outlet: str
    report: str
    also_in: tuple[tuple[str, str], ...]
    influence: float | None
    is_here: bool


@dataclass(frozen=True)
class Cell:
    """What is behind one party on one issue, or behind its stake."""

    anchor: str
    party: str
    is_prior_only: bool
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class Group:
    """One issue's cells; ``silent`` are the parties of whom no statement tells anything here."""

    anchor: str
    title: str
    cells: tuple[Cell, ...]
    silent: tuple[str, ...]


def evidence_groups(findings: Findings, anchors: Anchors) -> tuple[Group, ...]:
    """Arrange all statements: by issue and party, then the stakes, then what moves nothing."""
    told: set[str] = set()
    moved = {influence.statement: influence.deal_exists_change.value for influence in findings.influences}

    def reading(name: str) -> Reading:
        is_here = name not in told
        told.add(name)
        return _reading(anchors, anchors.known[name], moved.get(name), is_here=is_here)

    groups = [
        _issue_group(
            f"e{at}", issue, [cell for cell in findings.positions if cell.issue == issue.name], anchors, reading
        )
        for at, issue in enumerate(findings.facts.issues, 1)
    ]
    stakes = tuple(
        Cell("", stake.party, False, tuple(reading(name) for name in stake.statements if name in anchors.known))
        for stake in findings.stakes
    )
    if any(cell.readings for cell in stakes):
        groups.append(Group("e-stakes", "What a fall would give or cost", tuple(c for c in stakes if c.readings), ()))
    rest = tuple(reading(statement.name) for statement in findings.statements if statement.name not in told)
    if rest:
        groups.append(Group("e-rest", "Read, but moving no position", (Cell("", "", False, rest),), ()))
    return tuple(groups)


def _issue_group(
    anchor: str, issue: IssueFacts, cells: Iterable[Position], anchors: Anchors, reading: Callable[[str], Reading]
) -> Group:
    shown, silent = [], []
    for cell in cells:
        names = [name for name in cell.statements if name in anchors.known]
        if names:
            where = anchors.cells[cell.party, cell.issue]
            shown.append(Cell(where, cell.party, cell.is_prior_only, tuple(reading(name) for name in names)))
        else:
            silent.append(cell.party)
    return Group(anchor, issue.label, tuple(shown), tuple(silent))


def cell_readings(findings: Findings, anchors: Anchors, issue: str) -> tuple[Cell, ...]:
    """Return the cells of one issue with their statements, to be named in a short list under the picture."""
    return tuple(
        Cell(
            anchors.cells[cell.party, issue],
            cell.party,
            cell.is_prior_only,
            tuple(
                _reading(anchors, anchors.known[name], None, is_here=False)
                for name in cell.statements
                if name in anchors.known
            ),
        )
        for cell in findings.positions
        if cell.issue == issue and (cell.party, issue) in anchors.cells
    )


def _reading(anchors: Anchors, statement: StatementFacts, influence: float | None, *, is_here: bool) -> Reading:
    return Reading(
        statement=statement,
        before=words_before(statement.before),
        after=words_after(statement.after),
        anchor=anchors.statements[statement.name],
        outlet=anchors.outlet(statement.doc),
        report=anchors.reports.get(statement.doc, ""),
        also_in=tuple((anchors.outlet(doc), anchors.reports.get(doc, "")) for doc in statement.also_in),
        influence=influence if influence is not None and abs(influence) >= WORTH_TELLING else None,
        is_here=is_here,
    )
