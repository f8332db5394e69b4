"""The part of chain.yaml about who is where on the first day."""

from __future__ import annotations

from typing import TypeVar

from pydantic import Field, field_validator, model_validator

from treves.case.sheets.fields import Name, Sheet, Weight, refuse
from treves.case.sheets.quantity_sheet import CountSheet, ShareSheet
from treves.chain import Stock
from treves.chain.parameters import Ground, StockStage

__all__ = ["StockSheet"]

Key = TypeVar("Key", bound=str)

FAMILY_STAGES = ("family_decision", "family_visa")


class StockSheet(Sheet):
    """Persons at one stage on the first day."""

    stage: StockStage = Field(description="where they stand; in the family stages they are relatives abroad")
    persons: CountSheet = Field(description="how many")
    mean_age_weeks: CountSheet = Field(description="mean weeks they have been there; ages run from 0 to twice this")
    track: Name | None = Field(None, description="their procedure; by default the shares of each group")
    group_shares: dict[Name, Weight] | None = Field(None, description="weights per group; by default as the inflow")
    ground_shares: dict[Ground, Weight] | None = Field(None, description="weights per ground; by default the groups'")
    reception_share: ShareSheet | None = Field(None, description="share in reception; not for relatives abroad")
    sponsor_housed_share: ShareSheet | None = Field(None, description="for relatives: share whose sponsor has a house")

    @field_validator("group_shares", "ground_shares")
    @classmethod
    def _are_weights(cls, weights: dict[str, float] | None) -> dict[str, float] | None:
        if weights is not None and not sum(weights.values()):
            raise refuse("all weights are zero", "at least one weight above zero")
        return weights

    @model_validator(mode="after")
    def _fits_its_stage(self) -> StockSheet:
        if self.sponsor_housed_share is not None and self.stage not in FAMILY_STAGES:
            raise refuse(f"a sponsor's house means nothing at stage '{self.stage}'", " or ".join(FAMILY_STAGES))
        if self.reception_share is not None and self.stage in FAMILY_STAGES:
            raise refuse("relatives abroad are not in reception", "no reception_share at a family stage")
        return self

    def stock(self) -> Stock:
        """Return the stock, as the chain reads it."""
        return Stock(
            stage=self.stage,
            persons=self.persons.quantity(),
            mean_age_weeks=self.mean_age_weeks.quantity(),
            track=self.track,
            group_shares=_divided(self.group_shares),
            ground_shares=_divided(self.ground_shares),
            reception_share=self.reception_share.quantity() if self.reception_share else None,
            sponsor_housed_share=self.sponsor_housed_share.quantity() if self.sponsor_housed_share else None,
        )


def _divided(weights: dict[Key, float] | None) -> dict[Key, float] | None:
    return {name: weight / sum(weights.values()) for name, weight in weights.items()} if weights else None
