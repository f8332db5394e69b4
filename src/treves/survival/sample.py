"""Spells as arrays: how long, how ended, and what was known of each at its formation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from treves.survival.spell import CAUSES, Spell, SpellError

__all__ = ["COVARIATES", "Sample", "sample_of"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

COVARIATES = {
    "parties": "parties in the cabinet",
    "seats_share": "share of the chamber's seats",
    "is_majority": "holds a majority of seats",
    "is_minimal_winning": "no party can leave without loss of the majority",
    "pm_share": "share of the cabinet's seats held by the prime minister's party",
    "effective_parties": "effective number of parties in the chamber",
    "range_points": "left-right distance within the cabinet",
    "is_after_election": "formed within 210 days of an election, as the first since",
    "is_caretaker": "caretaker",
    "polls_change": "seats gained or lost by the polls",
}
"""What is known of a cabinet at its formation, and in the polls where they are given."""

LEAST_KNOWN_SHARE = 0.2  # a covariate known for fewer spells than this is left out


@dataclass(frozen=True)
class Sample:
    """Spells as arrays.

    Parameters
    ----------
    country : array of str, shape [spell]
    began : array of float, shape [spell]
        Days since any origin; orders spells in time.
    known : array of float, shape [spell]
        From when on the outcome can be known to later spells, on the same clock; infinite where it never counts in
        a country's record (a caretaker).
    days : array of float, shape [spell]
        Days observed.
    cause : array of int, shape [spell]
        0 for a spell still standing, else 1 + the place in ``causes``.
    term_days : array of float, shape [spell]
        Days from the beginning to the end of the term; NaN where unknown.
    covariates : array of float, shape [spell, covariate]
        NaN where unknown.
    names : tuple of str
        Of the covariates.
    causes, falls : tuple of str
        All causes, and those that count as a fall.
    """

    country: npt.NDArray[np.str_]
    began: Floats
    known: Floats
    days: Floats
    cause: Ints
    term_days: Floats
    covariates: Floats
    names: tuple[str, ...]
    causes: tuple[str, ...] = CAUSES
    falls: tuple[str, ...] = ("replacement", "early_election")

    def __post_init__(self) -> None:
        if not (self.days > 0).all():
            raise SpellError("every spell needs at least a moment in office")
        if len(self.cause) and not 0 <= self.cause.min() <= self.cause.max() <= len(self.causes):
            raise SpellError(f"causes run from 0 to {len(self.causes)}")

    def __len__(self) -> int:
        return len(self.days)

    @property
    def is_fall(self) -> npt.NDArray[np.bool_]:
        """Whether a spell ended by a fall, shape [spell]."""
        return np.isin(self.cause, [1 + self.causes.index(name) for name in self.falls])

    def at(self, rows: npt.NDArray[np.bool_] | Ints) -> Sample:
        """Return some of the spells."""
        return replace(
            self,
            country=self.country[rows],
            began=self.began[rows],
            known=self.known[rows],
            days=self.days[rows],
            cause=self.cause[rows],
            term_days=self.term_days[rows],
            covariates=self.covariates[rows],
        )


def sample_of(spells: Sequence[Spell], names: Sequence[str] | None = None) -> Sample:
    """Turn spells into arrays.

    Parameters
    ----------
    spells : sequence of Spell
    names : sequence of str, optional
        Which of :data:`COVARIATES`; by default those known for at least a fifth of the spells.

    Raises
    ------
    SpellError
        If there is no spell, or a covariate of that name.
    """
    if not spells:
        raise SpellError("no spell to learn from; right would be a table of past cabinets")
    if unknown := set(names or ()) - set(COVARIATES):
        raise SpellError(f"no covariate {', '.join(sorted(unknown))}; there are {', '.join(COVARIATES)}")
    held = np.array([[_value(spell, name) for name in COVARIATES] for spell in spells])
    kept = (
        [list(COVARIATES).index(name) for name in names]
        if names is not None
        else np.flatnonzero((~np.isnan(held)).mean(axis=0) >= LEAST_KNOWN_SHARE).tolist()
    )
    began = np.array([spell.began_on.toordinal() for spell in spells], dtype=float)
    days = np.array([spell.days for spell in spells], dtype=float)
    return Sample(
        country=np.array([spell.country for spell in spells]),
        began=began,
        known=np.where([spell.is_caretaker for spell in spells], np.inf, began + days),
        days=days,
        cause=np.array([0 if s.cause == "standing" else 1 + CAUSES.index(s.cause) for s in spells], dtype=np.int64),
        term_days=np.array([(s.term_ends_on - s.began_on).days if s.term_ends_on else np.nan for s in spells]),
        covariates=held[:, kept],
        names=tuple(list(COVARIATES)[k] for k in kept),
    )


def _value(spell: Spell, name: str) -> float:
    if name == "is_majority":
        return np.nan if spell.seats_share is None else float(spell.seats_share > 0.5)
    told = getattr(spell, name)
    return np.nan if told is None else float(told)
