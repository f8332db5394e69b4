"""Which input matters how much for which measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from treves.study.frozen import Quantity
from treves.sweep.design import Design
from treves.sweep.effects import main_effect, rank_correlation
from treves.sweep.findings import Effect, MeasureFacts, Spread, Worth
from treves.sweep.indices import sobol_indices

__all__ = ["find_effects", "find_spreads", "find_worths"]

Floats = npt.NDArray[np.float64]

UNSHARED = ("package", "lambda")
"""Units of measures that tell how a study went and are no outcome."""


def find_spreads(
    measures: Sequence[MeasureFacts], base: Mapping[str, float | None], found: Floats, failed: int
) -> tuple[Spread, ...]:
    """Tell how each measure came out over the sweep; a package's number has no mean."""
    told = []
    for k, measure in enumerate(measures):
        known = found[np.isfinite(found[:, k]), k]
        middle: tuple[float | None, float | None, float | None] = (None, None, None)
        if known.size and measure.unit not in UNSHARED:
            low, high = np.quantile(known, [0.1, 0.9]).tolist()
            middle = (float(known.mean()), low, high)
        told.append(
            Spread(
                measure=measure.name,
                base=base.get(measure.name),
                mean=middle[0],
                low=middle[1],
                high=middle[2],
                missing=int(len(found) - known.size - failed),
            )
        )
    return tuple(told)


def find_worths(
    design: Design, measures: Sequence[MeasureFacts], found: Floats, rng: np.random.Generator
) -> tuple[Worth, ...]:
    """Work out the Sobol indices of every input for every measure that varies; packages by number have none."""
    told = []
    for k, measure in enumerate(measures):
        if measure.unit in UNSHARED:
            continue
        indices = sobol_indices(found[:, k].reshape(-1, design.block), rng)
        if indices is None:
            continue
        for j, each in enumerate(design.inputs):
            told.append(
                Worth(
                    input=each.key,
                    measure=measure.name,
                    first=_quantity(indices.first[j], indices.first_ends[:, j]),
                    total=_quantity(indices.total[j], indices.total_ends[:, j]),
                )
            )
    return tuple(told)


def find_effects(design: Design, measures: Sequence[MeasureFacts], found: Floats) -> tuple[Effect, ...]:
    """Work out main effects and rank correlations of every input for every measure; packages by number have none."""
    return tuple(
        Effect(
            input=each.key,
            measure=measure.name,
            levels=main_effect(design.points[:, j], found[:, k]),
            rank_correlation=rank_correlation(design.points[:, j], found[:, k]),
        )
        for k, measure in enumerate(measures)
        if measure.unit not in UNSHARED
        for j, each in enumerate(design.inputs)
    )


def _quantity(value: float, ends: Floats) -> Quantity:
    value, low, high = float(value), float(ends[0]), float(ends[1])
    return Quantity(value=value, low=min(low, value), high=max(high, value))
