"""Seconds each model of the literature takes on a whole table of positions, and learning the mixture on it.

uv run python benchmarks/predict.py TABLE
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np

from treves.bargaining.predict import cross_validated_forecasts
from treves.bargaining.predict.literature import ISSUE_BY_ISSUE, exchanged_outcomes
from treves.case.position_table import load_position_table


def main() -> None:
    """Time every model once over the issues with an outcome."""
    table = load_position_table(Path(sys.argv[1]))
    issues = [table.issue(int(row)) for row in table.scored]
    seconds: dict[str, float] = {}

    def clocked(name: str, work) -> None:
        start = time.perf_counter()
        work()
        seconds[name] = round(time.perf_counter() - start, 4)

    for model, predict in ISSUE_BY_ISSUE.items():
        clocked(model.name, lambda predict=predict: [predict(issue) for issue in issues])
    clocked("exchange model", lambda: exchanged_outcomes(table, weighed=False))
    clocked("exchange model, externalities", lambda: exchanged_outcomes(table, weighed=True))
    clocked("treves mixture, ten folds", lambda: cross_validated_forecasts(table, rng=np.random.default_rng(1)))
    print(json.dumps({"issues": len(issues), "seconds": seconds}, indent=1))


if __name__ == "__main__":
    main()
