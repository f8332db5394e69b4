"""Cause-specific discrete-time hazards: on every day a cabinet stands, how likely it ends, and in which way.

The day is the unit. With K causes the chance that a cabinet which stands in the morning ends that day by cause k is
``exp(x b_k) / (1 + sum_j exp(x b_j))`` (a multinomial logit; Allison 1982, Tutz and Schmid 2016, chapter 8). Days
that look alike are grouped, thirty at a time, so the likelihood of a group of d days is that of the day, d times.
Coefficients are drawn towards zero by a normal prior (a ridge), whose standard deviation :func:`choose_prior_sd`
finds by how well countries left out are told. A covariate that is unknown counts as average.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treves.survival.periods import TIME_NAMES, Periods, periods_of, time_basis
from treves.survival.record import Frailty, Past, estimate_frailty, own_record, past_of
from treves.survival.sample import Sample

__all__ = ["PRIOR_SD", "PRIOR_SDS", "Hazards", "choose_prior_sd", "estimate_hazards"]

Floats = npt.NDArray[np.float64]
METHOD = "multinomial logit by the day, normal prior on standardised coefficients, Newton's method"
STEPS = 60
PRIOR_SDS = (0.05, 0.1, 0.2, 0.4, 0.8)
PRIOR_SD = 0.1  # what choose_prior_sd picks for the shipped table; docs/decisions/0012-outside-view.md


@dataclass(frozen=True)
class Hazards:
    """Estimated hazards, with how they were found.

    Parameters
    ----------
    names : tuple of str
        Covariates, then what the clock says.
    causes, falls : tuple of str
    coefficients : array of float, shape [cause, 1 + covariate]
        On the scale of standardised covariates, the constant first.
    covariance : array of float, shape [cause * (1 + covariate)] squared
        Robust to whatever cabinets of one country share (sandwich, clustered by country).
    middle, spread : array of float, shape [covariate]
        Mean and standard deviation over the days in the sample.
    frailty : Frailty
    spells, countries, falls_seen : int
        Behind the estimate.
    steps : int
        Of Newton's method.
    """

    names: tuple[str, ...]
    causes: tuple[str, ...]
    falls: tuple[str, ...]
    coefficients: Floats
    covariance: Floats
    middle: Floats
    spread: Floats
    frailty: Frailty
    spells: int
    countries: int
    falls_seen: int
    steps: int
    method: str = METHOD

    def per_day(self, sample: Sample, past: Past, age_days: Floats, coefficients: Floats | None = None) -> Floats:
        """Return the chance of each cause per day, shape [spell, age, cause].

        Parameters
        ----------
        sample : Sample
            Of the cabinets asked for.
        past : Past
            Their countries' past.
        age_days : array of float, shape [age]
        coefficients : array of float, optional
            Others than the estimate, as a draw.
        """
        fixed = np.column_stack([sample.covariates, own_record(past, self.frailty)])
        count = age_days.size
        clock = time_basis(np.broadcast_to(age_days, (len(sample), count)), sample.term_days[:, None] - age_days)
        whole = np.concatenate([np.repeat(fixed[:, None, :], count, axis=1), clock], axis=-1)
        x = _with_constant(np.nan_to_num((whole - self.middle) / self.spread, nan=0.0))
        return _chances(x, self.coefficients if coefficients is None else coefficients)

    def draw(self, rng: np.random.Generator, count: int) -> Floats:
        """Draw coefficients from their normal approximation, shape [draw, cause, 1 + covariate]."""
        values, vectors = np.linalg.eigh(self.covariance)
        root = vectors * np.sqrt(np.maximum(values, 0.0))
        z = rng.standard_normal((count, values.size))
        told: Floats = self.coefficients + (z @ root.T).reshape(count, *self.coefficients.shape)
        return told


def estimate_hazards(sample: Sample, *, prior_sd: float = PRIOR_SD, with_record: bool = True) -> Hazards:
    """Estimate the hazards of a sample.

    Parameters
    ----------
    sample : Sample
    prior_sd : float
        Of the normal prior on every standardised coefficient but the constant.
    with_record : bool
        Whether a country's own record is a covariate; it is 0 throughout where not.

    Returns
    -------
    Hazards
    """
    frailty = estimate_frailty(sample)
    periods = periods_of(sample)
    whole = _rows(sample, past_of(sample), frailty, periods, with_record=with_record)
    middle, spread = _spread(whole, periods.days)
    x = _with_constant(np.nan_to_num((whole - middle) / spread, nan=0.0))
    found, covariance, steps = _climb(x, periods.ends, periods.days, sample.country[periods.spell], prior_sd)
    return Hazards(
        names=(*sample.names, "own_record", *TIME_NAMES),
        causes=sample.causes,
        falls=sample.falls,
        coefficients=found,
        covariance=covariance,
        middle=middle,
        spread=spread,
        frailty=frailty,
        spells=len(sample),
        countries=len(np.unique(sample.country)),
        falls_seen=int(sample.is_fall.sum()),
        steps=steps,
    )


def choose_prior_sd(sample: Sample, *, folds: int = 5, with_record: bool = True) -> float:
    """Choose the prior's standard deviation by how likely the spells of countries left out are.

    Of :data:`PRIOR_SDS` the smallest is taken that is within one standard error of the best, the error being that of
    the sum of differences between countries (the one-standard-error rule of Breiman et al. 1984).

    Parameters
    ----------
    sample : Sample
    folds : int
        Groups of countries, each left out once; dealt in order of their names.
    with_record : bool
    """
    names, which = np.unique(sample.country, return_inverse=True)
    count = min(folds, len(names))
    if count < 2:
        return PRIOR_SD
    told = np.zeros((len(PRIOR_SDS), len(names)))
    past = past_of(sample)
    for fold in range(count):
        out = which % count == fold
        held = sample.at(out)
        periods = periods_of(held)
        country = which[out][periods.spell]
        for k, sd in enumerate(PRIOR_SDS):
            found = estimate_hazards(sample.at(~out), prior_sd=sd, with_record=with_record)
            rows = _rows(held, Past(past.falls[out], past.days[out]), found.frailty, periods, with_record=with_record)
            x = _with_constant(np.nan_to_num((rows - found.middle) / found.spread, nan=0.0))
            np.add.at(told[k], country, _log_likelihoods(x, periods.ends, periods.days, found.coefficients))
    behind = told[int(told.sum(axis=1).argmax())] - told
    error = np.sqrt(len(names)) * behind.std(axis=1, ddof=1)
    return PRIOR_SDS[int(np.flatnonzero(behind.sum(axis=1) <= error)[0])]


def _rows(sample: Sample, past: Past, frailty: Frailty, periods: Periods, *, with_record: bool) -> Floats:
    """Return what is known of every period, shape [period, covariate]."""
    record = own_record(past, frailty) if with_record else np.zeros(len(sample))
    age = periods.start + periods.days / 2
    fixed = np.column_stack([sample.covariates, record])[periods.spell]
    return np.column_stack([fixed, time_basis(age, sample.term_days[periods.spell] - age)])


def _spread(x: Floats, weight: Floats) -> tuple[Floats, Floats]:
    known = ~np.isnan(x)
    w = weight[:, None] * known
    total = np.maximum(w.sum(axis=0), 1e-12)
    middle = (np.nan_to_num(x) * w).sum(axis=0) / total
    spread = np.sqrt((np.nan_to_num(x - middle) ** 2 * w).sum(axis=0) / total)
    return middle, np.where(spread > 1e-9, spread, 1.0)


def _with_constant(x: Floats) -> Floats:
    return np.concatenate([np.ones((*x.shape[:-1], 1)), x], axis=-1)


def _chances(x: Floats, b: Floats) -> Floats:
    """Return the chance of each cause per day, shape [..., cause]."""
    eta = np.clip(x @ b.T, -40.0, 40.0)
    top = np.maximum(eta.max(axis=-1, keepdims=True), 0.0)
    told = np.exp(eta - top)
    chances: Floats = told / (np.exp(-top) + told.sum(axis=-1, keepdims=True))
    return chances


def _log_likelihoods(x: Floats, ends: Floats, days: Floats, b: Floats) -> Floats:
    """Return every period's part of the log-likelihood, shape [period]."""
    eta = np.clip(x @ b.T, -40.0, 40.0)
    top = np.maximum(eta.max(axis=1), 0.0)
    whole = top + np.log(np.exp(-top) + np.exp(eta - top[:, None]).sum(axis=1))
    told: Floats = (ends * eta).sum(axis=1) - days * whole
    return told


def _log_posterior(x: Floats, ends: Floats, days: Floats, b: Floats, ridge: Floats) -> float:
    return float(_log_likelihoods(x, ends, days, b).sum() - 0.5 * (ridge * b**2).sum())


def _climb(
    x: Floats, ends: Floats, days: Floats, cluster: npt.NDArray[np.str_], prior_sd: float
) -> tuple[Floats, Floats, int]:
    """Climb to the mode by Newton's method with halved steps; return it, its covariance and the steps taken."""
    causes, width = ends.shape[1], x.shape[1]
    ridge = np.full(width, 1.0 / prior_sd**2)
    ridge[0] = 0.0
    b = np.zeros((causes, width))
    b[:, 0] = np.log((ends.sum(axis=0) + 0.5) / days.sum())
    best = _log_posterior(x, ends, days, b, ridge)
    step = 0
    for step in range(1, STEPS + 1):  # noqa: B007
        h = _chances(x, b)
        slope = (ends - days[:, None] * h).T @ x - ridge * b
        move = np.linalg.solve(_curvature(x, days, h, ridge), slope.ravel()).reshape(b.shape)
        share = 1.0
        while (now := _log_posterior(x, ends, days, b + share * move, ridge)) < best and share > 1e-6:
            share /= 2.0
        b, gain, best = b + share * move, now - best, now
        if gain < 1e-8 * max(abs(best), 1.0):
            break
    h = _chances(x, b)
    inverse: Floats = np.linalg.inv(_curvature(x, days, h, ridge)).astype(np.float64)
    scores = ((ends - days[:, None] * h)[:, :, None] * x[:, None, :]).reshape(len(x), -1)
    names, which = np.unique(cluster, return_inverse=True)
    if len(names) < 2:
        return b, inverse, step
    summed = np.zeros((len(names), scores.shape[1]))
    np.add.at(summed, which, scores)
    meat = summed.T @ summed * len(names) / (len(names) - 1)
    return b, inverse @ (meat + np.diag(np.tile(ridge, causes))) @ inverse, step


def _curvature(x: Floats, days: Floats, h: Floats, ridge: Floats) -> Floats:
    causes, width = h.shape[1], x.shape[1]
    told = np.zeros((causes * width, causes * width))
    for k in range(causes):
        for j in range(k, causes):
            weight = days * h[:, k] * (float(k == j) - h[:, j])
            block = (x * weight[:, None]).T @ x
            told[k * width : (k + 1) * width, j * width : (j + 1) * width] = block
            told[j * width : (j + 1) * width, k * width : (k + 1) * width] = block
    told[np.diag_indices(causes * width)] += np.tile(ridge, causes)
    return told
