"""The same news twice: statements that several reports carry count once, and all who carry them are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from treves.evidence.codebook import Codebook
from treves.evidence.statement import Statement

__all__ = ["Testimony", "unite_statements"]


@dataclass(frozen=True, slots=True)
class Testimony:
    """One statement as it enters the model, with every row that carries it.

    Parameters
    ----------
    statement : Statement
        The row with the highest reliability.
    reliability : float
        rho of that row, 0-1.
    carriers : tuple of Statement
        All rows that carry it, that one first.
    """

    statement: Statement
    reliability: float
    carriers: tuple[Statement, ...]


def _key(statement: Statement) -> tuple[str, ...]:
    stance = (statement.party, statement.about, statement.stance, statement.kind)
    is_denied = str(statement.certainty == "denied")
    if statement.event:
        return (*stance, is_denied, "event", statement.event)
    return (*stance, is_denied, "text", " ".join(statement.text.split()).casefold())


def unite_statements(statements: Iterable[Statement], codebook: Codebook) -> tuple[Testimony, ...]:
    """Group rows that tell the same news and keep the most reliable of each group.

    Two rows are the same news when party, matter, stance, kind and denial agree, and either both name the same
    ``event``, or neither names one and the text is the same (white space and case aside).

    Parameters
    ----------
    statements : iterable of Statement
    codebook : Codebook

    Returns
    -------
    tuple of Testimony
        Ordered by the carriers' names, so that the order of the rows does not matter.
    """
    groups: dict[tuple[str, ...], list[Statement]] = {}
    for statement in statements:
        groups.setdefault(_key(statement), []).append(statement)
    found = [_unite(rows, codebook) for rows in groups.values()]
    return tuple(sorted(found, key=lambda testimony: testimony.statement.name))


def _unite(rows: Sequence[Statement], codebook: Codebook) -> Testimony:
    ranked = sorted(rows, key=lambda row: (-codebook.reliability(row), row.name))
    return Testimony(ranked[0], codebook.reliability(ranked[0]), tuple(ranked))
