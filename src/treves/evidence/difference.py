"""The difference between what the rules find and what a person settled on, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from treves.evidence.interchange.values import values_of
from treves.evidence.scoring.pairing import Row, is_same_actor, pair_rows, row_of
from treves.evidence.statement import Statement

__all__ = ["COMPARED", "Difference", "compare_statements", "differing"]

COMPARED = ("actor", "about", "stance", "kind", "certainty", "source_type")


@dataclass(frozen=True, slots=True)
class Difference:
    """Found rows against reviewed ones.

    Parameters
    ----------
    same : tuple of (reviewed, found)
        Actor, matter and stance agree; kind, certainty and source type may differ.
    other : tuple of (reviewed, found)
        The same words, read otherwise in actor, matter or stance.
    missed : tuple of Statement
        Reviewed, and not found.
    new : tuple of Statement
        Found, and not among the reviewed ones.
    rejected : tuple of Statement
        Found again, although a reviewer rejected the same reading of the same words.
    """

    same: tuple[tuple[Statement, Statement], ...]
    other: tuple[tuple[Statement, Statement], ...]
    missed: tuple[Statement, ...]
    new: tuple[Statement, ...]
    rejected: tuple[Statement, ...]


def differing(reviewed: Statement, found: Statement) -> tuple[str, ...]:
    """Return the columns in which two rows differ, of those that are compared."""
    one, other = _row(reviewed), _row(found)
    return tuple(
        name
        for name in COMPARED
        if (not is_same_actor(one, other) if name == "actor" else getattr(one, name) != getattr(other, name))
    )


def compare_statements(coded: Iterable[Statement], found: Iterable[Statement]) -> Difference:
    """Pair found rows with the accepted and edited ones and tell how they differ.

    Parameters
    ----------
    coded : iterable of Statement
        The case's rows; open ones are left out, rejected ones only say what should not have come up again.
    found : iterable of Statement
    """
    coded = list(coded)
    reviewed = [row for row in coded if row.review in {"accepted", "edited"}]
    found = list(found)
    bad, rest = _rejected([row for row in coded if row.review == "rejected"], found)
    pairing = pair_rows([_row(s) for s in reviewed], [_row(s) for s in rest])
    pairs = [(reviewed[i], rest[j]) for i, j in pairing.pairs]
    same = [pair for pair in pairs if not {"actor", "about", "stance"} & set(differing(*pair))]
    return Difference(
        tuple(same),
        tuple(pair for pair in pairs if pair not in same),
        tuple(reviewed[i] for i in pairing.missed),
        tuple(rest[j] for j in pairing.extra),
        tuple(bad),
    )


def _rejected(rejected: Sequence[Statement], found: Sequence[Statement]) -> tuple[list[Statement], list[Statement]]:
    keys = {(s.doc, " ".join(s.text.split()), s.actor, s.about, s.stance) for s in rejected}
    again = [s for s in found if (s.doc, " ".join(s.text.split()), s.actor, s.about, s.stance) in keys]
    return again, [s for s in found if s not in again]


def _row(statement: Statement) -> Row:
    return row_of({name: str(value) for name, value in values_of(statement).items()})
