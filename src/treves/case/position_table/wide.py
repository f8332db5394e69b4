"""One row per issue, two columns per actor: ``p`` and its code for the position, ``s`` and its code for the salience.

So are the data sets of *The European Union Decides* and its successors (Arregui & Perarnaud 2022): ``prnr`` the
proposal, ``isnr`` the issue, ``rp`` the reference point, ``out`` the outcome, ``counvte`` the voting rule, ``proc``
the procedure (COD: the parliament's consent is needed). A first row with numbers under the positions and no proposal
is taken as the actors' capabilities. Other tables work with the same columns; ``proposal``, ``issue``,
``reference_point`` and ``outcome`` are understood too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from treves.bargaining.predict import PositionTable
from treves.case.csv_rows import Row
from treves.case.position_table.cells import Cells
from treves.case.position_table.eu_votes import council_votes
from treves.errors import CaseError, Fault

Floats = npt.NDArray[np.float64]

__all__ = ["is_wide", "read_wide"]

PROPOSAL, ISSUE = ("proposal", "prnr", "prnrnmc"), ("issue", "isnr", "isnrnmc")
REFERENCE, OUTCOME = ("reference_point", "rp"), ("outcome", "out")
RULE = "counvte"
PROCEDURE = "proc"
CO_DECISION = "cod"
CO_LEGISLATOR = "ep"
COMMISSION = "com"


def actors_of(head: Sequence[str]) -> list[str]:
    """Return the codes that have both a position and a salience column."""
    return [name[1:] for name in head if len(name) > 1 and name[0] == "p" and f"s{name[1:]}" in head]


def is_wide(head: Sequence[str]) -> bool:
    """Say whether a header is of this form."""
    return len(actors_of(head)) > 1


def read_wide(file: str, name: str, head: Sequence[str], rows: Sequence[Row], faults: list[Fault]) -> PositionTable:
    """Read the rows below the header.

    Raises
    ------
    CaseError
        With every fault.
    """
    cells = Cells(file, head, faults)
    actors = actors_of(head)
    proposal, issue = (_first_of(names, head) for names in (PROPOSAL, ISSUE))
    reference, outcome = (_first_of(names, head) for names in (REFERENCE, OUTCOME))
    capabilities = np.full(len(actors), math.nan)
    kept: list[tuple[Row, list[float], list[float]]] = []
    empty: list[str] = []
    for number, row in enumerate(rows):
        if number == 0 and not cells.text(row, proposal) and not cells.text(row, outcome):
            right = "the power of an actor, above 0"
            capabilities = np.array([cells.number(row, f"p{actor}", low=1e-12, right=right) for actor in actors])
            continue
        if len(row.fields) > len(head):
            faults.append(
                Fault(
                    file,
                    row.line,
                    1,
                    f"{len(row.fields)} fields in a table of {len(head)} columns",
                    "one field per column",
                )
            )
            continue
        scale = "a number from 0 to 100, or nothing"
        positions = [cells.number(row, f"p{actor}", low=0, high=100, right=scale) for actor in actors]
        saliences = [cells.number(row, f"s{actor}", low=0, high=100, right=scale) for actor in actors]
        if np.isnan(positions).all():
            empty.append(str(row.line))
            continue
        kept.append((row, positions, saliences))
    scale = "a number from 0 to 100, or nothing"
    references = [cells.number(row, reference, low=0, high=100, right=scale) for row, _, _ in kept]
    outcomes = [cells.number(row, outcome, low=0, high=100, right=scale) for row, _, _ in kept]
    if not kept and not faults:
        faults.append(Fault(file, 1, 1, "there are no issues below the header", "one row per issue"))
    if faults:
        raise CaseError(faults)
    places = np.array([positions for _, positions, _ in kept])
    votes, quotas = _votes(actors, places, [cells.text(row, RULE) for row, _, _ in kept])
    return PositionTable(
        name,
        tuple(cells.text(row, proposal) or f"row {row.line}" for row, _, _ in kept),
        tuple(cells.text(row, issue) or f"row {row.line}" for row, _, _ in kept),
        tuple(actors),
        places,
        np.array([saliences for _, _, saliences in kept]) / 100,
        np.tile(capabilities, (len(kept), 1)),
        votes,
        quotas,
        np.array(references),
        np.array(outcomes),
        CO_LEGISLATOR if CO_LEGISLATOR in actors else "",
        tuple(cells.text(row, PROCEDURE).lower() in ("", CO_DECISION) for row, _, _ in kept),
        (f"Left out, as nobody has a position there: line {', '.join(empty)}.",) if empty else (),
    )


def _first_of(names: Sequence[str], head: Sequence[str]) -> str:
    return next((name for name in names if name in head), names[0])


def _votes(actors: list[str], places: Floats, rules: list[str]) -> tuple[Floats, Floats]:
    """Return votes and quotas; only where the codes are those of member states."""
    members = [actor for actor in actors if actor not in {COMMISSION, CO_LEGISLATOR}]
    votes, quotas = np.full(places.shape, math.nan), np.full(len(places), math.nan)
    if not members or set(members) - set(council_votes(["pl"])[0]):
        return votes, quotas
    for k, positions in enumerate(places):
        with_position = [actor for actor, place in zip(actors, positions, strict=True) if not math.isnan(place)]
        known, quota = council_votes([actor for actor in with_position if actor in members])
        votes[k] = [known.get(actor, math.nan) if actor in with_position else math.nan for actor in actors]
        if rules[k].lower().startswith("unan"):
            quotas[k] = 1.0
        elif rules[k].lower().startswith("qmv"):
            quotas[k] = quota
    return votes, quotas
