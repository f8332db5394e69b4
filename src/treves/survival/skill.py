"""The skill of the outside view, out of sample, beside the base rate and two peers; told also where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from treves.survival.cox import Peer, estimate_cox, estimate_weibull, has_lifelines
from treves.survival.hazards import PRIOR_SD
from treves.survival.kaplan_meier import kaplan_meier
from treves.survival.out_of_sample import Fold, Unseen, country_out, forward_in_time, predict_unseen
from treves.survival.periods import PERIOD_DAYS, YEAR_DAYS
from treves.survival.record import estimate_frailty, own_record, past_of
from treves.survival.sample import Sample
from treves.survival.scores import brier, calibration, concordance, country_bootstrap, integrated_brier

__all__ = [
    "SKILL_HORIZONS",
    "Landmarks",
    "Score",
    "Skill",
    "landmarks_of",
    "measure_skill",
    "peer_out_of_sample",
    "score_landmarks",
]

Floats = npt.NDArray[np.float64]
SKILL_HORIZONS = (30, 90, 365)


@dataclass(frozen=True, slots=True)
class Score:
    """A score with its 80 % bootstrap interval (whole countries drawn), and on how many rows it rests."""

    value: float
    low: float
    high: float
    rows: int


@dataclass(frozen=True)
class Landmarks:
    """Days on which a standing cabinet is asked about, and what became of it.

    Parameters
    ----------
    spell : array of int, shape [row]
    age_days, left_days : array of float, shape [row]
        Days in office, and days until the spell's end.
    """

    spell: npt.NDArray[np.int64]
    age_days: Floats
    left_days: Floats


@dataclass(frozen=True)
class Skill:
    """What was measured on one split.

    Parameters
    ----------
    split : {'country out', 'forward in time'}
    spells, falls, countries : int
    c_index, integrated_brier_skill : dict of str to Score
        By model; skill is against the Kaplan-Meier curve of the sample learned from.
    gain_over_cox : Score, optional
        C-index of the hazards minus that of Cox's model without the own record, on the same spells.
    brier_skill : dict of int to Score
        By days ahead, at landmarks: 1 - Brier / Brier of the base rate.
    calibration : dict of int to tuple
        By days ahead: mean forecast, share that fell, rows.
    base_rate : dict of int to float
    """

    split: str
    spells: int
    falls: int
    countries: int
    c_index: dict[str, Score]
    integrated_brier_skill: dict[str, Score]
    gain_over_cox: Score | None
    brier_skill: dict[int, Score]
    calibration: dict[int, tuple[tuple[float, float, int], ...]]
    base_rate: dict[int, float]


def landmarks_of(sample: Sample) -> Landmarks:
    """Return the first day of each month on which each spell stood; needs a sample whose clock counts calendar days."""
    spell, age = [], []
    for i in range(len(sample)):
        began = date.fromordinal(int(sample.began[i]))
        day = began if began.day == 1 else _next_month(began)
        while (day - began).days < sample.days[i]:
            spell.append(i)
            age.append(float((day - began).days))
            day = _next_month(day)
    rows = np.array(spell, dtype=np.int64)
    ages = np.array(age)
    return Landmarks(rows, ages, sample.days[rows] - ages)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def measure_skill(
    sample: Sample,
    split: str,
    rng: np.random.Generator,
    *,
    cut_on: date | None = None,
    judged: npt.NDArray[np.bool_] | None = None,
    prior_sd: float | None = PRIOR_SD,
    draws: int = 300,
    with_peers: bool = True,
    progress: Callable[[str], None] | None = None,
) -> Skill:
    """Measure the skill of the hazards on spells they have not seen.

    Parameters
    ----------
    sample : Sample
    split : {'country out', 'forward in time'}
    rng : numpy.random.Generator
        For the bootstrap.
    cut_on : date, optional
        For ``forward in time``: learn from what was known that morning.
    judged : array of bool, shape [spell], optional
        Which spells count; all where not given.
    prior_sd : float, optional
        Chosen within each fold where None.
    draws : int
        Of the bootstrap.
    with_peers : bool
        Whether to fit Cox's and a Weibull model too, where lifelines is installed.
    progress : callable, optional
    """

    def folds() -> Iterator[Fold]:
        return country_out(sample) if cut_on is None else forward_in_time(sample, float(cut_on.toordinal()))

    unseen = predict_unseen(sample, folds(), prior_sd=prior_sd, progress=progress)
    counts = ~np.isnan(unseen.risk) & (True if judged is None else judged)
    c_rows = counts if cut_on is None else counts & (sample.began >= cut_on.toordinal())
    rows = np.flatnonzero(c_rows)
    days, fell, country = sample.days[rows], sample.is_fall[rows], sample.country[rows]
    times = np.linspace(np.quantile(days, 0.05), np.quantile(days, 0.9), 40)
    risks = {"hazards": unseen.risk}
    curves = {"hazards": _interpolated(unseen.not_fallen, times)}
    base = np.full((len(sample), times.size), np.nan)
    for fold in folds():
        curve = kaplan_meier(fold.learn.days, fold.learn.is_fall)
        base[fold.judge] = [curve.at(t) for t in times]
    if with_peers and has_lifelines():
        for name, with_record in (("cox", False), ("cox with own record", True), ("weibull with own record", True)):
            risks[name], curves[name] = peer_out_of_sample(
                sample, folds(), name.split()[0], times, with_record=with_record
            )
    base_parts = integrated_brier(days, fell, base[rows], times)
    c_index, ibs = {}, {}
    for name, risk in risks.items():
        of = risk[rows]
        c_index[name] = _scored(country, lambda w, of=of: concordance(days, fell, of, w), rng, draws)  # type: ignore[misc]
        parts = integrated_brier(days, fell, np.clip(curves[name][rows], 0, 1), times)
        ibs[name] = _scored(country, lambda w, p=parts: 1 - (w @ p) / max(w @ base_parts, 1e-12), rng, draws)  # type: ignore[misc]
    gain = None
    if "cox" in risks:
        ours, theirs = unseen.risk[rows], risks["cox"][rows]
        gain = _scored(
            country,
            lambda w: concordance(days, fell, ours, w) - concordance(days, fell, theirs, w),
            rng,
            draws,
        )
    skills, calibrated, rates = score_landmarks(sample, unseen, folds, counts, rng, cut_on=cut_on, draws=draws)
    return Skill(
        split=split,
        spells=len(rows),
        falls=int(fell.sum()),
        countries=len(np.unique(country)),
        c_index=c_index,
        integrated_brier_skill=ibs,
        gain_over_cox=gain,
        brier_skill=skills,
        calibration=calibrated,
        base_rate=rates,
    )


def score_landmarks(
    sample: Sample,
    unseen: Unseen,
    folds: Callable[[], Iterator[Fold]],
    counts: npt.NDArray[np.bool_],
    rng: np.random.Generator,
    *,
    cut_on: date | None = None,
    draws: int = 300,
) -> tuple[dict[int, Score], dict[int, tuple[tuple[float, float, int], ...]], dict[int, float]]:
    """Score the forecasts made on the first of each month against the base rate of the sample learned from.

    A scheduled end within the window is no fall; windows that run past the last day observed are left out.
    """
    marks = landmarks_of(sample)
    on = sample.began[marks.spell] + marks.age_days
    last = (sample.began + sample.days).max()
    skills, calibrated, rates = {}, {}, {}
    for ahead in SKILL_HORIZONS:
        standing = sample.cause[marks.spell] == 0
        seen = (on + ahead <= last) & (~standing | (marks.left_days > ahead))
        happened = sample.is_fall[marks.spell] & (marks.left_days <= ahead)
        base = np.full(len(on), np.nan)
        for fold in folds():
            judge = fold.judge[marks.spell]
            learn = ~judge if cut_on is None else on + ahead < cut_on.toordinal()
            base[judge] = happened[seen & learn & counts_or_all(counts, marks.spell, cut_on)].mean()
        kept = seen & counts[marks.spell] & (True if cut_on is None else on >= cut_on.toordinal())
        rows = np.flatnonzero(kept)
        p = unseen.within(marks.spell[rows], marks.age_days[rows], float(ahead))
        ours, theirs = (p - happened[rows]) ** 2, (base[rows] - happened[rows]) ** 2
        country = sample.country[marks.spell[rows]]
        skills[ahead] = _scored(country, lambda w, a=ours, b=theirs: 1 - (w @ a) / max(w @ b, 1e-12), rng, draws)  # type: ignore[misc]
        calibrated[ahead] = calibration(p, happened[rows])
        rates[ahead] = brier(np.zeros(len(rows)), happened[rows])
    return skills, calibrated, rates


def counts_or_all(
    counts: npt.NDArray[np.bool_], spell: npt.NDArray[np.int64], cut_on: date | None
) -> npt.NDArray[np.bool_]:
    """Say which landmarks a base rate is learned from: those of spells that count; before a cut, all."""
    return counts[spell] if cut_on is None else np.ones(len(spell), dtype=bool)


def _scored(
    country: npt.NDArray[np.str_], score: Callable[[Floats], float], rng: np.random.Generator, draws: int
) -> Score:
    low, high = country_bootstrap(country, score, rng, draws).tolist()
    return Score(float(score(np.ones(len(country)))), low, high, len(country))


def _interpolated(not_fallen: Floats, times: Floats) -> Floats:
    grid = np.arange(not_fallen.shape[1]) * PERIOD_DAYS
    return np.stack([np.interp(times, grid, row) for row in not_fallen])


def peer_out_of_sample(
    sample: Sample, folds: Iterator[Fold], name: str, times: Floats, *, with_record: bool
) -> tuple[Floats, Floats]:
    """Return a peer's risk and survival for every spell, from folds that do not hold it."""
    fit = {"cox": estimate_cox, "weibull": estimate_weibull}[name]
    risk, survival = np.full(len(sample), np.nan), np.full((len(sample), times.size), np.nan)
    whole_past = past_of(sample)
    for fold in folds:
        frailty = estimate_frailty(fold.learn)
        learned = [fold.learn.covariates, fold.learn.term_days[:, None] / YEAR_DAYS]
        asked = [sample.covariates, sample.term_days[:, None] / YEAR_DAYS]
        if with_record:
            learned.append(own_record(past_of(fold.learn), frailty)[:, None])
            asked.append(own_record(whole_past, frailty)[:, None])
        x, z = np.column_stack(learned), np.column_stack(asked)[fold.judge]
        known = ~np.isnan(x).all(axis=0)
        x, z = x[:, known], z[:, known]
        middle = np.nanmean(x, axis=0)
        varied = np.nanstd(x, axis=0) > 1e-9
        x, z = (np.where(np.isnan(told), middle, told)[:, varied] for told in (x, z))
        peer: Peer = fit(x, fold.learn.days, fold.learn.is_fall)
        risk[fold.judge], survival[fold.judge] = peer.risk(z), peer.survival(z, times)
    return risk, survival
