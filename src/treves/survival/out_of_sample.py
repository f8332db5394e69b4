"""Forecasts for cabinets the model has not seen: a country left out, or a later time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from treves.survival.hazards import PRIOR_SD, choose_prior_sd, estimate_hazards
from treves.survival.incidence import incidence
from treves.survival.periods import PERIOD_DAYS
from treves.survival.record import Past, own_record, past_of
from treves.survival.sample import Sample

__all__ = ["Fold", "Unseen", "country_out", "forward_in_time", "frozen", "predict_unseen"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
PATH_PERIODS = 85  # seven years
RISK_DAYS = 365.0


@dataclass(frozen=True)
class Fold:
    """A sample to learn from, and which spells of the whole to judge, shape [spell]."""

    name: str
    learn: Sample
    judge: Bools


@dataclass(frozen=True)
class Unseen:
    """Forecasts out of sample, NaN for spells in no fold.

    Parameters
    ----------
    risk : array of float, shape [spell]
        Logarithm of the hazard of falling over the first year, relative to an average cabinet of the sample learned
        from.
    survival, fallen : array of float, shape [spell, 1 + period]
        Chances to stand and to have fallen by the end of each thirty days in office.
    not_fallen : array of float, shape [spell, 1 + period]
        Chance not to have fallen if nothing else could end the spell.
    record : array of float, shape [spell]
        The country's own record as the fold saw it.
    prior_sds : tuple of float
    """

    risk: Floats
    survival: Floats
    fallen: Floats
    not_fallen: Floats
    record: Floats
    prior_sds: tuple[float, ...]

    def within(self, spell: npt.NDArray[np.int64], age_days: Floats, ahead_days: float) -> Floats:
        """Return the chance of a fall within some days of a spell that stands at an age, shape [row]."""

        def at(table: Floats, day: Floats) -> Floats:
            where = np.minimum(day / PERIOD_DAYS, table.shape[1] - 1.001)
            low = where.astype(np.int64)
            told: Floats = table[spell, low] + (where - low) * (table[spell, low + 1] - table[spell, low])
            return told

        stands = np.maximum(at(self.survival, age_days), 1e-9)
        told: Floats = np.clip((at(self.fallen, age_days + ahead_days) - at(self.fallen, age_days)) / stands, 0.0, 1.0)
        return told


def country_out(sample: Sample) -> Iterator[Fold]:
    """Leave every country out in turn."""
    for name in np.unique(sample.country).tolist():
        judge = sample.country == name
        yield Fold(name, sample.at(~judge), judge)


def frozen(sample: Sample, day: float) -> Sample:
    """Return a sample as known on the morning of a day, on the sample's own clock."""
    kept = sample.at(sample.began < day)
    is_later = kept.began + kept.days >= day
    return replace(
        kept,
        days=np.where(is_later, np.maximum(day - kept.began, 1.0), kept.days),
        cause=np.where(is_later, 0, kept.cause),
        known=np.where(is_later, np.inf, kept.known),
    )


def forward_in_time(sample: Sample, day: float) -> Iterator[Fold]:
    """Learn from what was known on a day; judge every spell that stood on it or came later."""
    yield Fold("forward", frozen(sample, day), sample.began + sample.days >= day)


def predict_unseen(
    sample: Sample,
    folds: Iterator[Fold],
    *,
    prior_sd: float | None = PRIOR_SD,
    with_record: bool = True,
    progress: Callable[[str], None] | None = None,
) -> Unseen:
    """Forecast every spell from folds that do not hold it.

    Parameters
    ----------
    sample : Sample
        The whole.
    folds : iterator of Fold
    prior_sd : float, optional
        Chosen within each fold where None.
    with_record : bool
        Whether the country's own record, counted on the whole sample up to the spell's beginning, is used.
    progress : callable, optional
        Called with the name of each fold.
    """
    past = past_of(sample)
    n, count = len(sample), PATH_PERIODS
    ages: Floats = (np.arange(count, dtype=np.float64) + 0.5) * PERIOD_DAYS
    path = np.full((n, count + 1), np.nan)
    told = Unseen(np.full(n, np.nan), path.copy(), path.copy(), path.copy(), np.full(n, np.nan), ())
    chosen = []
    for fold in folds:
        if progress:
            progress(fold.name)
        sd = prior_sd if prior_sd is not None else choose_prior_sd(fold.learn, with_record=with_record)
        chosen.append(sd)
        hazards = estimate_hazards(fold.learn, prior_sd=sd, with_record=with_record)
        rows = np.flatnonzero(fold.judge)
        known = Past(past.falls[rows] * with_record, past.days[rows] * with_record)
        per_day = hazards.per_day(sample.at(rows), known, ages)
        falls = [hazards.causes.index(name) for name in hazards.falls]
        of_falls = per_day[..., falls].sum(axis=-1)
        ahead = incidence(per_day, PERIOD_DAYS)
        told.survival[rows], told.fallen[rows] = ahead.survival, ahead.ended[..., falls].sum(axis=-1)
        told.not_fallen[rows] = incidence(of_falls[..., None], PERIOD_DAYS).survival
        told.record[rows] = own_record(known, hazards.frailty)
        first = int(np.ceil(RISK_DAYS / PERIOD_DAYS))
        average = hazards.per_day(_average(fold.learn), Past(np.zeros(1), np.zeros(1)), ages[:first])[0][:, falls]
        told.risk[rows] = np.log(of_falls[:, :first].sum(axis=1)) - np.log(average.sum())
    return replace(told, prior_sds=tuple(chosen))


def _average(sample: Sample) -> Sample:
    """Return one spell of which nothing is known but the usual length of a term."""
    one = sample.at(np.array([0]))
    known = sample.term_days[~np.isnan(sample.term_days)]
    return replace(
        one,
        covariates=np.full_like(one.covariates, np.nan),
        term_days=np.array([known.mean() if known.size else np.nan]),
    )
