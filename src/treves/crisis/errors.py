"""What the talks refuse."""

from __future__ import annotations

from treves.errors import TrevesError

__all__ = ["GameError", "NoEquilibriumError"]


class GameError(TrevesError):
    """A game of talks that cannot exist, or a question the game has no answer to."""


class NoEquilibriumError(TrevesError):
    """The sweeps did not settle: there is no number to give."""
