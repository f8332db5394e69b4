"""A forecast of every issue of a table of positions, as a table to keep."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np

from treves.bargaining.predict import (
    OutcomeMixture,
    PositionTable,
    compromise,
    estimate_outcome_mixture,
    forecast_outcome,
)
from treves.bargaining.predict.cross_validation import LEAST_PROPOSALS
from treves.bargaining.predict.learned_on_deu3 import LEARNED_ON_DEU3
from treves.study.write import write_text

__all__ = ["write_outcome_forecasts"]

COLUMNS = (
    "proposal", "issue", "compromise", "median", "mean", "low_90", "low_80", "low_50", "high_50", "high_80", "high_90",
    "likeliest_position", "likeliest_position_chance", "outcome", "learned_from",
)  # fmt: skip


def write_outcome_forecasts(table: PositionTable, path: Path) -> Path:
    """Write a forecast of every issue, with or without an outcome.

    An issue with an outcome is forecast by a mixture learned from all *other* proposals of the table; one without,
    from all proposals with outcomes. Where fewer than ten proposals have one, the mixture that ships is used.

    Parameters
    ----------
    table : PositionTable
    path : Path
        CSV; whole or not written.

    Returns
    -------
    Path
    """
    known = [int(row) for row in table.scored]
    issues = {row: table.issue(row) for row in known}
    learned: dict[str, OutcomeMixture] = {}

    def mixture_for(row: int) -> OutcomeMixture:
        own = table.proposals[row]
        others = [k for k in known if table.proposals[k] != own]
        if len({table.proposals[k] for k in others}) < LEAST_PROPOSALS:
            return LEARNED_ON_DEU3
        if own not in learned:
            learned[own] = estimate_outcome_mixture(
                [issues[k] for k in others],
                [table.proposals[k] for k in others],
                source=f"{len(others)} issues of other proposals here",
            )
        return learned[own]

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in range(len(table.issues)):
        mixture, issue = mixture_for(row), table.issue(row)
        forecast = forecast_outcome(mixture, issue)
        top = int(np.argmax(forecast.probabilities))
        tails = [forecast.quantile(share) for share in (0.05, 0.1, 0.25, 0.75, 0.9, 0.95)]
        numbers = [
            compromise(issue.positions, issue.weights),
            forecast.median,
            forecast.mean,
            *tails,
            forecast.points[top],
        ]
        writer.writerow([
            table.proposals[row],
            table.issues[row],
            *(f"{number:.2f}" for number in numbers),
            f"{forecast.probabilities[top]:.4f}",
            "" if np.isnan(issue.outcome) else f"{issue.outcome:g}",
            mixture.source,
        ])  # fmt: skip
    return write_text(path, text.getvalue())
