"""What requests may ask: bodies with no field but their own and no number that is not finite."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field

from treves.dashboard.engine import Want
from treves.dashboard.reviewing import Step
from treves.dashboard.variants import LONGEST_NOTE

__all__ = ["ExportAsked", "LookAsked", "Name", "ReviewAsked", "RunAsked", "VariantAsked", "Word"]

Name = Annotated[str, Path(min_length=1, max_length=200)]
Word = Annotated[str, Query(max_length=64)]
Adjustments = Annotated[list[dict[str, Any]], Field(max_length=2000)]
Cells = Annotated[dict[str, str | int], Field(max_length=30)]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class LookAsked(_Asked):
    """A look: what is moved, as of which day, what is wanted, and in which window."""

    adjustments: Adjustments = []
    as_of: date | None = None
    want: list[Want] = Field(default=["deals", "talks"], max_length=3)
    window: str = Field(default="", max_length=100)


class RunAsked(_Asked):
    """A full run of a case with these changes laid over it."""

    adjustments: Adjustments = []


class VariantAsked(_Asked):
    """A variant to store; ``revision`` is that of the one it replaces, empty for a new one, null for whichever."""

    adjustments: Adjustments
    note: str = Field(default="", max_length=LONGEST_NOTE)
    revision: str | None = Field(default=None, max_length=64)


class ExportAsked(_Asked):
    """A variant to take along: an archive, or the place of its files where the case is one's own."""

    form: Literal["zip", "folder"] | None = None


class ReviewAsked(_Asked):
    """A decision; ``revision`` is how many there were when the one who decides last looked."""

    coder: str = Field(default="", max_length=64)
    action: Step
    statement: str = Field(default="", max_length=200)
    changes: Cells = {}
    spans: list[Cells] = Field(default=[], max_length=20)
    revision: int | None = Field(default=None, ge=0)
    blind: bool | None = None
