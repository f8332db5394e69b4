"""The words of the talks: what a party can do at the table, how a session can end, and trees made of the two.

A *choice* is a public decision point of one party; its branches lead to another choice, to an end, or to the
next session. Parties and packages are numbers here (their place in the game); the story gives them their
names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

__all__ = [
    "Branch",
    "Choice",
    "End",
    "Ending",
    "EndingKind",
    "Manner",
    "Move",
    "NextSession",
    "Occasion",
    "Verb",
]

Floats = npt.NDArray[np.float64]

Verb = Literal[
    "table", "call_vote", "hold_back", "adjourn", "accept", "reject", "force_vote", "vote_for",
    "vote_against", "stay", "leave",
]  # fmt: skip
"""``hold_back`` is to make no proposal; what follows is ``adjourn`` or ``leave``. ``force_vote`` is for
games in which the one who answers may demand a vote."""

EndingKind = Literal["accord", "vote", "postponement", "fall"]
Occasion = Literal["own_turn", "refused", "outvoted", "deadline"]
"""When a party leaves: at its own turn, after refusing a package, after being outvoted, at the deadline."""

Manner = Literal["logit", "exit", "fixed"]
"""Logit with the common precision; logit with the precision of exits; read off the type (a vote)."""


@dataclass(frozen=True, slots=True)
class Move:
    """One public act: who, what, and on which package (None where it is on none)."""

    party: int
    verb: Verb
    package: int | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """One way the talks can end.

    Parameters
    ----------
    kind : {'accord', 'vote', 'postponement', 'fall'}
        A vote that nobody loses is an accord.
    package : int, optional
        The package agreed, carried, or, at a fall, last on the table.
    party : int, optional
        Who left, at a fall.
    occasion : {'own_turn', 'refused', 'outvoted', 'deadline'}, optional
        When it left.
    overruled : tuple of int
        Who was outvoted and stayed, at a vote.
    """

    kind: EndingKind
    package: int | None = None
    party: int | None = None
    occasion: Occasion | None = None
    overruled: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class End:
    """An end with what it is worth: payoffs of shape (party, type), in spreads."""

    ending: Ending
    payoff: Floats


@dataclass(frozen=True, slots=True)
class NextSession:
    """The talks go on; ``cost`` is what each party pays on the way, in spreads (empty: nothing)."""

    cost: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """A move and what it leads to."""

    move: Move
    to: Choice | End | NextSession


@dataclass(frozen=True, eq=False, slots=True)
class Choice:
    """A public decision point of one party.

    Parameters
    ----------
    party : int
    branches : tuple of Branch
        At least two.
    manner : {'logit', 'exit', 'fixed'}
    fixed : array, shape (branch, type), optional
        Probability of each branch by type, where the choice is read off the type.
    """

    party: int
    branches: tuple[Branch, ...]
    manner: Manner = "logit"
    fixed: Floats | None = field(default=None, repr=False)
