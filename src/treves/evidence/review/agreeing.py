"""Two coders who reviewed the same rows without seeing each other: how far they agree, with intervals."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.errors import TrevesError
from treves.evidence.agreement import Disagreement, compare_coders, krippendorff_alpha
from treves.evidence.interchange.values import values_of
from treves.evidence.review.queue import Queue
from treves.evidence.scoring import Row, pair_rows, row_of

__all__ = ["CoderAgreement", "Told", "agree_on_rows", "alpha_interval"]

VARIABLES = ("actor", "about", "stance", "kind", "certainty", "source_type")
DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Told:
    """One measure with its 95 % bootstrap interval and the number of units it rests on; NaN where it cannot be told."""

    name: str
    value: float
    low: float
    high: float
    units: int


@dataclass(frozen=True, slots=True)
class CoderAgreement:
    """What two coders agree on.

    ``kept`` is about keeping a row at all (accept, edit or split against reject), the others are Krippendorff's alpha
    of each column over what both kept.
    """

    measures: tuple[Told, ...]
    disagreements: tuple[Disagreement, ...]


def agree_on_rows(first: Queue, second: Queue, *, rng: np.random.Generator, draws: int = DRAWS) -> CoderAgreement:
    """Compare two finished reviews of the same rows.

    Parameters
    ----------
    first, second : Queue
    rng : numpy.random.Generator
    draws : int
        Bootstrap draws over units.

    Returns
    -------
    CoderAgreement

    Raises
    ------
    TrevesError
        If either coder has rows left: who sees a half of the other's work is not blind any more.
    """
    left = len(first.waiting()), len(second.waiting())
    if any(left):
        raise TrevesError(
            f"{left[0]} rows of the first coder and {left[1]} of the second wait; agreement is told when both are done"
        )
    both = [name for name in first.rows if name in second.rows]
    kept = [["no" if queue.rows[name].review == "rejected" else "yes" for name in both] for queue in (first, second)]
    measures = [_told("kept", kept, rng, draws)]
    rows = _kept_rows(first), _kept_rows(second)
    pairs = pair_rows(rows[0], rows[1]).pairs
    for variable in VARIABLES:
        coded = [[str(getattr(rows[side][pair[side]], variable)) for pair in pairs] for side in (0, 1)]
        measures.append(_told(variable, coded, rng, draws))
    return CoderAgreement(tuple(measures), compare_coders(rows[0], rows[1]).disagreements)


def _kept_rows(queue: Queue) -> list[Row]:
    kept = (row for row in queue.statements() if row.review in {"accepted", "edited"})
    return [row_of({name: str(value) for name, value in values_of(row).items()}) for row in kept]


def _told(name: str, coded: Sequence[Sequence[str]], rng: np.random.Generator, draws: int) -> Told:
    value = krippendorff_alpha(coded) if coded[0] else float("nan")
    low, high = alpha_interval(*coded, rng=rng, draws=draws)
    return Told(name, value, low, high, len(coded[0]))


def alpha_interval(
    first: Sequence[Hashable], second: Sequence[Hashable], *, rng: np.random.Generator, draws: int = DRAWS
) -> tuple[float, float]:
    """Return the 95 % percentile bootstrap interval over units (Efron 1979) of nominal alpha between two coders.

    Parameters
    ----------
    first, second : sequence of hashable
        What each coder said of each unit.
    rng : numpy.random.Generator
    draws : int

    Returns
    -------
    low, high : float
        Draws in which everything is coded alike have no alpha and are left out; NaN where none is left.
    """
    if not first:
        return float("nan"), float("nan")
    values = {value: i for i, value in enumerate(dict.fromkeys([*first, *second]))}
    one, other = (np.array([values[value] for value in coded]) for coded in (first, second))
    sample = rng.integers(0, one.size, (draws, one.size))
    alphas = _alphas(one[sample], other[sample], len(values))
    alphas = alphas[np.isfinite(alphas)]
    if not alphas.size:
        return float("nan"), float("nan")
    low, high = np.quantile(alphas, [0.025, 0.975])
    return float(low), float(high)


def _alphas(one: npt.NDArray[np.intp], other: npt.NDArray[np.intp], size: int) -> npt.NDArray[np.float64]:
    """Nominal alpha of two coders per row of ``[draw, unit]``: the pairs of unlike values, seen over expected."""
    n = 2 * one.shape[1]
    counts = np.stack([(one == k).sum(axis=1) + (other == k).sum(axis=1) for k in range(size)]).astype(np.float64)
    expected = 1.0 - (counts * (counts - 1.0)).sum(axis=0) / (n * (n - 1.0))
    seen = (one != other).mean(axis=1)
    return np.where(expected > 0, 1.0 - seen / np.where(expected > 0, expected, 1.0), np.nan)
