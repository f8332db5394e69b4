"""A table of positions: who wants what on which issue, how much it matters, how strong they are, and what came out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.errors import CabinetError

__all__ = ["IssuePositions", "PositionTable"]

Floats = npt.NDArray[np.float64]

UNKNOWN_SALIENCE = 0.5
LEAST_SALIENCE = 0.02  # nobody with a position is without any weight


@dataclass(frozen=True, slots=True)
class IssuePositions:
    """One issue: the actors with a position on it.

    Parameters
    ----------
    actors : tuple of str
    positions : array, shape (actor,)
        Scale points, 0-100.
    saliences : array, shape (actor,)
        0-1. Where a table leaves one out: the mean of the issue's others.
    capabilities : array, shape (actor,)
        Power, in any unit, above 0; the mean of the issue's others where left out, 1 where all are.
    votes : array, shape (actor,)
        Votes in the council, 0 for who has none.
    quota : float
        Share of the votes needed; NaN where there is no vote.
    reference_point, outcome : float
        Scale points; NaN where unknown.
    co_legislator : float
        Position of an actor outside the council whose consent is needed too (a second chamber, a parliament); NaN for
        none.
    """

    actors: tuple[str, ...]
    positions: Floats
    saliences: Floats
    capabilities: Floats
    votes: Floats
    quota: float
    reference_point: float
    outcome: float
    co_legislator: float

    @property
    def weights(self) -> Floats:
        """Salience (with a floor of 0.02) times capability, per actor."""
        return np.asarray((self.saliences + LEAST_SALIENCE) * self.capabilities)


@dataclass(frozen=True)
class PositionTable:
    """Positions on many issues.

    Parameters
    ----------
    name : str
        Where it came from.
    proposals, issues : tuple of str
        Per issue, the proposal (negotiation, dossier) it belongs to and its own name.
    actors : tuple of str
    positions, saliences, capabilities, votes : array, shape (issue, actor)
        NaN where a table says nothing. Saliences 0-1.
    quotas, reference_points, outcomes : array, shape (issue,)
    co_legislator : str
        The actor outside the council whose consent is needed too; empty for none.
    is_consent_needed : tuple of bool
        Per issue, whether the co-legislator can block (it is merely heard otherwise); empty: wherever there is one. The
        models of the literature and the mixture do not look at it.
    notes : tuple of str
        What was left out in reading.
    """

    name: str
    proposals: tuple[str, ...]
    issues: tuple[str, ...]
    actors: tuple[str, ...]
    positions: Floats
    saliences: Floats
    capabilities: Floats
    votes: Floats
    quotas: Floats
    reference_points: Floats
    outcomes: Floats
    co_legislator: str = ""
    is_consent_needed: tuple[bool, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        shape = (len(self.issues), len(self.actors))
        for name in ("positions", "saliences", "capabilities", "votes"):
            if getattr(self, name).shape != shape:
                raise CabinetError(f"{name} must have one row per issue and one column per actor")
        if (np.isfinite(self.positions).sum(axis=1) == 0).any():
            raise CabinetError("an issue on which nobody has a position cannot be predicted")

    @property
    def scored(self) -> npt.NDArray[np.intp]:
        """Rows of the issues with an outcome."""
        return np.flatnonzero(np.isfinite(self.outcomes))

    def issue(self, row: int) -> IssuePositions:
        """Return one issue, with what the table leaves out filled in as :class:`IssuePositions` says."""
        has = np.isfinite(self.positions[row])
        at = self.actors.index(self.co_legislator) if self.co_legislator in self.actors else None
        return IssuePositions(
            tuple(actor for actor, is_in in zip(self.actors, has, strict=True) if is_in),
            self.positions[row, has],
            _filled(self.saliences[row, has], UNKNOWN_SALIENCE),
            _filled(self.capabilities[row, has], 1.0),
            np.nan_to_num(self.votes[row, has]),
            float(self.quotas[row]),
            float(self.reference_points[row]),
            float(self.outcomes[row]),
            float("nan") if at is None else float(self.positions[row, at]),
        )

    def issues_of(self, proposal: str) -> npt.NDArray[np.intp]:
        """Return the rows of a proposal's issues."""
        return np.flatnonzero(np.array(self.proposals) == proposal)


def _filled(values: Floats, otherwise: float) -> Floats:
    known = np.isfinite(values)
    return np.where(known, values, values[known].mean() if known.any() else otherwise)
