"""Who carries a vote in the council: every smallest set of parties that does, as votes laid end to end."""

from __future__ import annotations

from dataclasses import dataclass

from treves.report.ballot_words import turn_words
from treves.report.figures.figure import Figure, Table, at, percents
from treves.report.words import joined
from treves.study.findings import CouncilFacts, Findings

__all__ = ["council_figure"]


@dataclass(frozen=True)
class Part:
    """One party's votes in a set."""

    party: str
    votes: int
    x: str
    width: str


@dataclass(frozen=True)
class Row:
    """One set of parties that carries a vote."""

    parts: tuple[Part, ...]
    total: int
    words: str
    turns: str


@dataclass(frozen=True)
class Picture:
    """All sets on one axis from no vote to all."""

    rows: tuple[Row, ...]
    majority: str
    majority_votes: int
    size: int


def council_figure(findings: Findings) -> Figure | None:
    """Draw who carries a vote; None for a case without a council, or with one that counts no votes."""
    council = findings.facts.council
    if council is None or council.is_by_consensus or not council.carried_by:
        return None
    told = findings.institutions.council if findings.institutions else None
    turns = {ballot.supporters: turn_words(ballot) for ballot in told.ballots} if told else {}
    rows = tuple(_row(council, parties, turns.get(parties, "")) for parties in council.carried_by)
    return Figure(
        name="council",
        title="Who can carry a vote in the council",
        note=f"Each line: a smallest set of parties whose {council.majority} or more of {council.size} votes carry a "
        "decision. A wider set carries it too.",
        description=" ".join(f"{row.words}. {row.turns}".strip() for row in rows),
        template="council.html",
        picture=Picture(rows, at(council.majority, 0, council.size), council.majority, council.size),
        table=Table(
            "Smallest sets of parties that carry a vote",
            ("Parties", "Votes", "With all others against"),
            tuple(
                (joined(parties), str(row.total), row.turns)
                for parties, row in zip(council.carried_by, rows, strict=True)
            ),
        ),
        columns=("parties", "votes", "majority", "size"),
        rows=[
            (" ".join(parties), row.total, council.majority, council.size)
            for parties, row in zip(council.carried_by, rows, strict=True)
        ],
        case=findings.case,
    )


def _row(council: CouncilFacts, parties: tuple[str, ...], turns: str) -> Row:
    parts, used = [], 0
    for party in parties:
        votes = council.votes.get(party, 0)
        parts.append(
            Part(
                party,
                votes,
                at(used, 0, council.size),
                percents(votes / council.size * 100),
            )
        )
        used += votes
    told = joined([f"{part.party} {part.votes}" for part in parts])
    return Row(tuple(parts), used, f"{told}: {used} of {council.size} votes", turns)
