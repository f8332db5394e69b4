"""What a sweep finds, as it is written to ``sweep.json`` and shown."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from treves.study.frozen import Frozen, Quantity

__all__ = ["Effect", "Failure", "InputFacts", "Level", "MeasureFacts", "Spread", "Sweep", "Worth"]


class InputFacts(Frozen):
    """One thing that was varied."""

    key: str
    words: str
    unit: str
    group: str
    kind: Literal["number", "whole", "flag"]
    low: float
    high: float
    value: float | None = Field(description="As it is in the case; null where that is only believed")
    levels: int | None = Field(description="Values in a grid; null in other designs")


class MeasureFacts(Frozen):
    """One number that every study works out."""

    name: str
    words: str
    unit: str = Field(
        description="share: 0 to 1; package: the number of a package; lambda: the share of lambda played at"
    )


class Spread(Frozen):
    """How one measure came out over the whole sweep."""

    measure: str
    base: float | None = Field(description="With nothing moved; null where there is no such number")
    mean: float | None
    low: float | None = Field(description="A tenth of the studies lies below")
    high: float | None = Field(description="A tenth of the studies lies above")
    missing: int = Field(description="Studies without this number: the game did not settle, or the package was off")


class Worth(Frozen):
    """How much of a measure's variance over the sweep one input accounts for; 80 % intervals."""

    input: str
    measure: str
    first: Quantity = Field(description="First-order Sobol index: share of the variance that goes when it is known")
    total: Quantity = Field(description="Total Sobol index: share that stays when all the others are known")


class Level(Frozen):
    """The mean of a measure where an input had one value, or lay in one part of its span."""

    low: float
    high: float
    mean: Quantity
    studies: int


class Effect(Frozen):
    """How a measure goes with an input: means along its span, and the rank correlation; no variance is shared out."""

    input: str
    measure: str
    levels: tuple[Level, ...]
    rank_correlation: Quantity | None = Field(description="Spearman; null where one of the two never changes")


class Failure(Frozen):
    """A study that could not be done."""

    number: int
    reason: str


class Sweep(Frozen):
    """A whole sweep: what was varied and how, what came out, which input matters how much, and how to get it again."""

    version: str
    case: str
    title: str
    as_of: date
    case_digest: str
    design: Literal["grid", "lhs", "sobol"]
    size: int = Field(description="Studies (lhs) or base points (sobol) asked for; 0 for a grid")
    design_seed: int
    study_seed: int
    draws: int
    worlds: int
    inputs: tuple[InputFacts, ...]
    measures: tuple[MeasureFacts, ...]
    studies: int
    failures: tuple[Failure, ...] = Field(description="At most the first hundred")
    failed: int
    spreads: tuple[Spread, ...]
    worths: tuple[Worth, ...] = Field(description="Of a sobol design; empty in others")
    effects: tuple[Effect, ...] = Field(description="Of a grid or a Latin hypercube; empty in a sobol design")
    best_packages: dict[str, float] = Field(description="In which share of the studies which package is the best")
    method: dict[str, str]
    caution: tuple[str, ...] = Field(description="What a reader should know before believing it")
