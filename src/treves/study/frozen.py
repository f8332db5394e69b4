"""What all findings are made of: frozen values, probabilities and quantities with their 80 % interval."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Frozen", "Probability", "Quantity", "Share"]

Share = Annotated[float, Field(ge=0.0, le=1.0)]


class Frozen(BaseModel):
    """A value that cannot be changed, has no field but its own and no number that is not finite."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Probability(Frozen):
    """A probability with its 80 % interval, and the part of it that is only the noise of drawing."""

    p: Share
    low: Share
    high: Share
    monte_carlo_error: float = Field(0.0, ge=0.0, description="Standard error of p from the finite number of draws")


class Quantity(Frozen):
    """A number with its 80 % interval; the unit stands in the field's name or description."""

    value: float
    low: float
    high: float
