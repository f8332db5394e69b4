"""How well the models of bargaining, and treves's own forecast, predict outcomes on a table of positions."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from pydantic import BaseModel, ConfigDict

from treves.bargaining.predict import PARAMETERS, Forecast, PositionTable, estimate_outcome_mixture, forecast_outcome
from treves.bargaining.predict.cross_validation import LEARNERS, cross_validated_forecasts
from treves.bargaining.predict.fingerprints import issue_fingerprints
from treves.bargaining.predict.learned_on_deu3 import LEARNED_FROM, LEARNED_ON_DEU3
from treves.bargaining.predict.literature import MODELS, literature_forecasts
from treves.bargaining.predict.scores import Bootstrap, Scored, score_forecasts
from treves.errors import CabinetError, TrevesError

__all__ = ["BargainingSkill", "Gap", "ModelSkill", "score_bargaining"]

DRAWS = 2000
LEAST_PROPOSALS = 5  # fewer drawn with replacement tell nothing about another table
LEARNED_HERE = "treves mixture, learned here"
LEARNED_BEFORE = "treves mixture, as shipped"
REFERENCE_MODEL = "compromise"
LEARNED = {
    "outcomes of other proposals": "how outcomes of the other folds spread, whatever the positions",
    "compromise, normal error": "normal around the compromise, width from the other folds",
    LEARNED_HERE: "positions and a density between them, weights from the other folds",
    LEARNED_BEFORE: "the same, weights as learned on DEU III",
}


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ModelSkill(_Record):
    """One model's scores; intervals are 90 %, by proposal.

    Errors and the continuous ranked probability score (crps) are in scale points, for crps and errors lower is better.
    """

    name: str
    means: str
    source: str
    is_probabilistic: bool
    issues: int
    mean_absolute_error: float
    mean_absolute_error_interval: tuple[float, float] | None
    median_absolute_error: float
    median_absolute_error_interval: tuple[float, float] | None
    within_10_points_share: float
    within_10_points_interval: tuple[float, float] | None
    crps: float
    crps_interval: tuple[float, float] | None
    chance_of_outcome: float
    coverage_50: float | None
    coverage_80: float | None
    coverage_90: float | None


class Gap(_Record):
    """Two models on the issues both predict: the first's score less the second's; below 0 the first is better."""

    first: str
    second: str
    issues: int
    crps_gap: float
    crps_interval: tuple[float, float] | None
    absolute_error_gap: float
    absolute_error_interval: tuple[float, float] | None


class BargainingSkill(_Record):
    """Skill on one table."""

    table: str
    issues: int
    issues_with_outcome: int
    proposals: int
    outcome_is_a_position_share: float
    seed: int
    draws: int
    folds: int
    notes: tuple[str, ...]
    models: tuple[ModelSkill, ...]
    gaps: tuple[Gap, ...]
    parameters_shipped: dict[str, float]
    parameters_learned_here: dict[str, float] | None


def score_bargaining(
    table: PositionTable,
    *,
    seed: int = 1,
    draws: int = DRAWS,
    folds: int = 10,
    progress: Callable[[str], None] = lambda _: None,
) -> BargainingSkill:
    """Score every model on the issues of a table that have an outcome.

    Parameters
    ----------
    table : PositionTable
    seed : int
        Divides proposals over folds and draws them for the intervals; the same seed gives the same numbers.
    draws : int
        Bootstrap draws, of whole proposals.
    folds : int
        Folds of the mixture learned here.
    progress : callable
        Told what is being done.

    Returns
    -------
    BargainingSkill

    Raises
    ------
    TrevesError
        If no issue has an outcome.
    """
    rows = table.scored
    if not rows.size:
        raise TrevesError(
            f"{table.name}: no issue has an outcome, so there is nothing to score against; right would be a column "
            "outcome, or --forecasts FILE to forecast what is open"
        )
    notes = list(table.notes)
    progress("the models of the literature")
    forecasts = literature_forecasts(table)
    progress("the mixture, learned on other proposals of this table")
    fold_seed, rank_seed, draw_seed = np.random.SeedSequence(seed).spawn(3)
    rank_rng, draw_rng = np.random.default_rng(rank_seed), np.random.default_rng(draw_seed)
    for learner in LEARNERS:
        try:  # the same folds for each, so that they can be compared in pairs
            forecasts[learner] = cross_validated_forecasts(
                table, learner, folds=folds, rng=np.random.default_rng(fold_seed)
            )
        except CabinetError as error:
            notes.append(f"Nothing was learned here for {learner!r}: {error}.")
    forecasts[LEARNED_BEFORE] = _shipped(table, notes)
    progress("intervals")
    scores = {name: score_forecasts(found, table.outcomes, rng=rank_rng) for name, found in forecasts.items() if found}
    proposals = len({table.proposals[row] for row in rows})
    if proposals < LEAST_PROPOSALS:
        notes.append(f"{proposals} proposals are too few for intervals; {LEAST_PROPOSALS} are needed.")
        draws = 0
    bootstrap = Bootstrap(table.proposals, draws=draws, rng=draw_rng)
    held = [np.nanmin(np.abs(table.positions[row] - table.outcomes[row])) < 0.5 for row in rows]
    return BargainingSkill(
        table=table.name,
        issues=len(table.issues),
        issues_with_outcome=int(rows.size),
        proposals=proposals,
        outcome_is_a_position_share=float(np.mean(held)),
        seed=seed,
        draws=draws,
        folds=folds,
        notes=tuple(notes),
        models=tuple(_skill(name, scored, forecasts[name], bootstrap) for name, scored in scores.items()),
        gaps=tuple(_gaps(scores, bootstrap)),
        parameters_shipped=dict(zip(PARAMETERS, LEARNED_ON_DEU3.parameters, strict=True)),
        parameters_learned_here=_learned_here(table) if LEARNED_HERE in forecasts else None,
    )


def _learned_here(table: PositionTable) -> dict[str, float]:
    """Learn from all issues with an outcome, as one would to forecast the next one."""
    rows = [int(row) for row in table.scored]
    learned = estimate_outcome_mixture([table.issue(row) for row in rows], [table.proposals[row] for row in rows])
    return dict(zip(PARAMETERS, learned.parameters, strict=True))


def _shipped(table: PositionTable, notes: list[str]) -> dict[int, Forecast]:
    """Forecast by what ships, but never an issue it was learned from."""
    known = issue_fingerprints(table)
    rows = [int(row) for row in table.scored]
    unseen = [row for row in rows if known[row] not in LEARNED_FROM]
    if len(unseen) < len(rows):
        seen = len(rows) - len(unseen)
        notes.append(
            f"{seen} of {len(rows)} issues are among those from which the shipped mixture was learned; "
            "it is not scored on them."
        )
    return {row: forecast_outcome(LEARNED_ON_DEU3, table.issue(row)) for row in unseen}


def _skill(name: str, scored: Scored, forecasts: dict[int, Forecast], bootstrap: Bootstrap) -> ModelSkill:
    known = {model.name: model for model in MODELS}.get(name)
    near = (scored.errors <= 10).astype(np.float64)
    is_probabilistic = any(forecast.points.size > 1 for forecast in forecasts.values())
    coverage = scored.coverage() if is_probabilistic else {}
    return ModelSkill(
        name=name,
        means=known.means if known else LEARNED[name],
        source=known.source if known else ("treves, docs/decisions/0015" if "mixture" in name else "baseline"),
        is_probabilistic=is_probabilistic,
        issues=int(scored.rows.size),
        mean_absolute_error=float(scored.errors.mean()),
        mean_absolute_error_interval=bootstrap.interval(bootstrap.means(scored.rows, scored.errors)),
        median_absolute_error=float(np.median(scored.errors)),
        median_absolute_error_interval=bootstrap.interval(bootstrap.medians(scored.rows, scored.errors)),
        within_10_points_share=float(near.mean()),
        within_10_points_interval=bootstrap.interval(bootstrap.means(scored.rows, near)),
        crps=float(scored.crps.mean()),
        crps_interval=bootstrap.interval(bootstrap.means(scored.rows, scored.crps)),
        chance_of_outcome=float(scored.chance_of_outcome.mean()),
        coverage_50=coverage.get(0.5),
        coverage_80=coverage.get(0.8),
        coverage_90=coverage.get(0.9),
    )


def _gaps(scores: dict[str, Scored], bootstrap: Bootstrap) -> list[Gap]:
    """Compare every model with the compromise, and treves's mixtures with every model."""
    own = [name for name in (LEARNED_HERE, LEARNED_BEFORE) if name in scores]
    pairs = [(name, REFERENCE_MODEL) for name in scores if name not in (REFERENCE_MODEL, *own)]
    pairs += [(mixture, name) for mixture in own for name in scores if name != mixture]
    found = []
    for first, second in pairs:
        a, b = scores[first], scores[second]
        rows, in_a, in_b = np.intersect1d(a.rows, b.rows, return_indices=True)
        if not rows.size:
            continue
        crps, error = a.crps[in_a] - b.crps[in_b], a.errors[in_a] - b.errors[in_b]
        found.append(
            Gap(
                first=first,
                second=second,
                issues=int(rows.size),
                crps_gap=float(crps.mean()),
                crps_interval=bootstrap.interval(bootstrap.means(rows, crps)),
                absolute_error_gap=float(error.mean()),
                absolute_error_interval=bootstrap.interval(bootstrap.means(rows, error)),
            )
        )
    return found
