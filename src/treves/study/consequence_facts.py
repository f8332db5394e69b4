"""What each package would do in the chain, as the findings hold it: bands by month, differences, assumptions."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "ChainAssumption",
    "Consequence",
    "Consequences",
    "Course",
    "Difference",
    "Measured",
]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Course(_Frozen):
    """A series by month: median and 80 % band over the draws; null where nothing is known in a month."""

    name: str
    low: tuple[float | None, ...]
    middle: tuple[float | None, ...]
    high: tuple[float | None, ...]


class Measured(_Frozen):
    """What differences are told of: its name, words, unit and over which months it is taken."""

    name: str
    words: str
    unit: str
    over: str


class Difference(_Frozen):
    """Package less baseline, draw by draw on the same random numbers: median and 80 % band."""

    measure: str
    value: float
    low: float
    high: float
    mean: float
    monte_carlo_error: float = Field(ge=0.0, description="Standard error of the mean from the finite number of draws")


class Consequence(_Frozen):
    """What one package would do."""

    role: str = Field(description="As in deals; 'asked' where it was named on the command line")
    package: dict[str, str] = Field(description="Issue to option")
    words: str = Field(description="What it changes, in the words of the case")
    without_instrument: tuple[str, ...] = Field(
        description="Labels of its options that have no instrument of their own: in the chain they do nothing"
    )
    tenable_share: float = Field(
        ge=0.0, le=1.0, description="Chance that none of its measures is struck down, by the case's legal paths"
    )
    courses: tuple[Course, ...]
    differences: tuple[Difference, ...]


class ChainAssumption(_Frozen):
    """A number the run rests on: its place in chain.yaml, or a lever or legal path; value, 80 % range, unit, source."""

    name: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    is_assumed: bool = Field(description="Whether its source is, or holds, the word assumption")


class Consequences(_Frozen):
    """What the packages would do, against the kept baseline."""

    country: str
    start_on: date
    months: tuple[date, ...] = Field(description="First day of every month covered whole")
    replications: int
    seed: int
    persons: int = Field(description="Persons simulated, all packages and draws together")
    inflow_definition: str = Field(description="all: with relatives who arrive; without_family: applications alone")
    grant_definition: str = Field(description="Of which decisions the grant rate is a share")
    currency: str
    baseline: Consequence
    packages: tuple[Consequence, ...]
    measures: tuple[Measured, ...]
    series: dict[str, str] = Field(description="Series in courses, with meaning and unit")
    assumptions: tuple[ChainAssumption, ...]
    left_out: tuple[str, ...] = Field(description="What the chain leaves out, in words")
    method: str


class Simulation(Consequences):
    """What ``treves simulate`` found, with what it takes to find it again."""

    case: str = Field(description="Name of the case")
    case_digest: str = Field(description="Of all files of the case, and of what was changed by hand")
    as_of: date
    version: str = Field(description="Of treves")
    set_by_hand: tuple[str, ...] = Field(description="Everything an analyst changed by hand, in words")
