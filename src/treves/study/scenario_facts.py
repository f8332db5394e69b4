"""What is found where utilities are given, and what a study leaves out and why: their form in the findings."""

from __future__ import annotations

from pydantic import Field

from treves.study.frozen import Frozen

__all__ = ["LeftOut", "PointFacts", "ScenarioFacts"]


class LeftOut(Frozen):
    """Something a study did not work out."""

    what: str
    why: str


class PointFacts(Frozen):
    """What a solution concept picks, and what that is worth to whom."""

    name: str
    source: str
    package: dict[str, str] = Field(description="Issue to option")
    utilities: dict[str, float] = Field(description="Per party, in the units of the case")
    gains: dict[str, float] = Field(description="Utility less reservation value")
    tied: int = Field(description="Other points of the front that do equally well by the concept's own measure")


class ScenarioFacts(Frozen):
    """A bargaining problem with given utilities, solved: exact, or with a bound where told."""

    verdict: str
    deal_count: int | None = Field(description="Packages all parties accept; null beyond 2^24 packages")
    accepted_counts: dict[str, int] | None = Field(description="Packages each party accepts; null beyond 2^24")
    front_count: int = Field(description="Different points on the front of the acceptable packages")
    front_bound: float = Field(description="0 where the front is exact; else how much a listed point may fall short")
    opposition: float | None = Field(
        description="Least distance of a package to everybody's best, in shares of it; null where it is not exact"
    )
    reservation_values: dict[str, float]
    discounts: dict[str, float] = Field(description="Kept from the case; they play no part")
    points: tuple[PointFacts, ...]
    front: tuple[tuple[float, ...], ...] = Field(
        description="Utilities of the front's points, parties in order; empty where there are more than 500"
    )
