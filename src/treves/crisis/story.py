"""Tell a path in plain words: one sentence a session, in the names of the case, taking no side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from treves.crisis.errors import GameError
from treves.crisis.moves import Ending, Move
from treves.crisis.paths import Path

__all__ = ["tell"]


def tell(
    path: Path,
    parties: Sequence[str],
    packages: Sequence[str],
    sessions: Sequence[str],
    *,
    party_labels: Mapping[str, str] | None = None,
    package_labels: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Tell a path as short sentences, one for each session and one for the end.

    Parameters
    ----------
    path : Path
    parties, packages : sequence of str
        Names, in the order of the game.
    sessions : sequence of str
        What each session is called ("Wednesday"); one may be added for the reckoning ("At the deadline").
    party_labels, package_labels : mapping of str to str, optional
        What to call a party ("the VVD") or a package ("the pause button") in prose.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> from treves.crisis.moves import Ending, Move
    >>> from treves.crisis.paths import Path, Step
    >>> moves = (Move(0, "table", 0), Move(1, "reject", 0), Move(1, "leave"))
    >>> path = Path(tuple(Step(1, move, 0.5) for move in moves), Ending("fall", 0, 1, "refused"), 0.125)
    >>> for line in tell(path, ["Left", "Right"], ["tea"], ["Monday"]):
    ...     print(line)
    Monday: Left tables tea; Right rejects it and leaves.
    The cabinet falls.
    """
    called = [(party_labels or {}).get(name, name) for name in parties]
    names = [(package_labels or {}).get(name, name) for name in packages]
    lines = []
    for session, steps in groupby(path.steps, key=lambda step: step.session):
        if session > len(sessions) + 1:
            raise GameError(f"the path has {session} sessions; right would be a name for each, not {len(sessions)}")
        when = sessions[session - 1] if session <= len(sessions) else "At the deadline"
        lines.append(f"{when}: {_sentence([step.move for step in steps], called, names)}.")
    lines.append(_end(path.ending, called, names))
    return tuple(lines)


PHRASES = {
    "table": "tables {package}",
    "call_vote": "calls a vote on {package}",
    "force_vote": "forces a vote on {package}",
    "hold_back": "makes no proposal",
    "adjourn": "adjourns",
    "accept": "accepts",
    "reject": "rejects it",
    "vote_for": "votes for",
    "vote_against": "votes against",
    "stay": "stays",
    "leave": "leaves",
}


def _sentence(moves: list[Move], called: Sequence[str], names: Sequence[str]) -> str:
    """Join the moves of a session; what one party does twice running is told as one act."""
    acts = []
    for party, group in groupby(moves, key=lambda move: move.party):
        phrases = [_phrase(move, names) for move in group]
        acts.append(f"{called[party]} {' and '.join(phrases)}")
    return "; ".join(acts)


def _phrase(move: Move, names: Sequence[str]) -> str:
    package = "" if move.package is None else names[move.package]
    return PHRASES[move.verb].format(package=package)


def _end(ending: Ending, called: Sequence[str], names: Sequence[str]) -> str:
    package = "" if ending.package is None else names[ending.package]
    if ending.kind == "accord":
        return f"All agree on {package}."
    if ending.kind == "vote":
        against = _listed([called[party] for party in ending.overruled])
        return f"{package[:1].upper()}{package[1:]} is carried by vote" + (
            f"; outvoted and still there: {against}." if against else "."
        )
    if ending.kind == "postponement":
        return "The matter is postponed and the cabinet stays."
    return "The cabinet falls."


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
