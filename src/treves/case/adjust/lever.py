"""Something about a case that can be moved: where it stands, how far it may go, and the change that moves it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from treves.case.adjust.adjustment import SHAPES, Adjustment, Amount, Set, parse_adjustments

__all__ = ["Lever"]


class Lever(BaseModel):
    """Something about a case that can be moved."""

    model_config = ConfigDict(frozen=True)

    key: str = Field(description="One word that names it: ideal:VVD:family, talks:precision, sessions")
    set: Set
    group: Literal["positions", "stakes", "agenda", "talks", "council", "assumptions", "chain", "statements"]
    words: str
    unit: str = ""
    kind: Literal["number", "whole", "flag"] = "number"
    party: str = ""
    issue: str = ""
    option: str = ""
    name: str = ""
    statement: str = ""
    value: float | bool | None = Field(
        description="As it is in the case: 0 for what is shifted, 1 for a factor; null for a red line: as believed"
    )
    now: float | None = Field(default=None, description="The number that a shift is added to, or a factor works on")
    low: float | None = Field(default=None, description="Lowest amount allowed")
    high: float | None = Field(default=None, description="Highest amount allowed")
    plausible_low: float | None = Field(default=None, description="Lower end of the 80 % that is believed")
    plausible_high: float | None = Field(default=None, description="Upper end of the 80 % that is believed")
    step: float | None = None
    source: str = ""

    @property
    def field(self) -> Amount:
        """The key of an adjustment that holds the amount."""
        return SHAPES[self.set].amount

    def adjustment(self, amount: float | bool) -> Adjustment:
        """Return the change that moves it so far, or to there.

        Parameters
        ----------
        amount : float or bool
            A shift, a factor or a new value for numbers, yes or no for flags.

        Raises
        ------
        CaseError
            If the amount is no finite number or out of range.
        """
        shape = SHAPES[self.set]
        targets: dict[str, object] = {target: getattr(self, target) for target in shape.targets}
        told = int(amount) if self.kind == "whole" and amount == int(amount) else amount
        return parse_adjustments([{"set": self.set, **targets, shape.amount: told}], of=self.key)[0]
