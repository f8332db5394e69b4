"""What two runs have and have not in common, as a frozen value."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from treves.study.frozen import Frozen

__all__ = ["Comparison", "InputChange", "ResultChange", "Side", "Told"]

Group = Literal["headlines", "deals", "endings", "leavers", "outside view", "chain"]


class Side(Frozen):
    """One of the two runs."""

    name: str = Field(description="Id of the kept run, or the file it was read from")
    case: str
    title: str


class InputChange(Frozen):
    """One thing that went in and is not the same; empty where a run does not have it."""

    what: str
    first: str
    second: str


class Told(Frozen):
    """A number with its 80 % interval, and its noise of drawing where that is told."""

    value: float
    low: float
    high: float
    error: float | None = Field(description="Standard error from the finite number of draws or worlds; null: not told")


class ResultChange(Frozen):
    """One number that came out of both runs, or of one."""

    group: Group
    name: str
    words: str
    unit: str = Field(description="probability, or the unit of the chain's measure")
    first: Told | None
    second: Told | None
    difference: float | None = Field(description="Second minus first; null where one of them is missing")
    noise: float | None = Field(
        description="Differences up to this are what two seeds of one and the same run would give in 99 of 100 cases; "
        "null where the noise is not told"
    )
    is_larger_than_noise: bool | None
    do_intervals_overlap: bool | None


class Comparison(Frozen):
    """Two runs side by side."""

    first: Side
    second: Side
    is_same: bool = Field(description="Whether the findings are the same, bit by bit")
    inputs: tuple[InputChange, ...]
    results: tuple[ResultChange, ...]
    words: str = Field(description="How to read the differences")
