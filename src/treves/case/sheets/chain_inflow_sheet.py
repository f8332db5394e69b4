"""The part of chain.yaml about who comes: groups of applicants, season, random level, family."""

from __future__ import annotations

from pydantic import Field

from treves.case.sheets.fields import Name, Number, Sheet, Text
from treves.case.sheets.quantity_sheet import AtLeastOneSheet, CountSheet, QuantitySheet, ShareSheet
from treves.chain import Family, Group, Inflow

__all__ = ["FamilySheet", "InflowSheet"]

MONTHS = 12


class GroupSheet(Sheet):
    """Applicants of one nationality, or all others together."""

    name: Name = Field(description="short name, unique")
    label: Text = Field(description="the words used in tables")
    applications_persons_per_year: CountSheet = Field(description="first and repeat applications at the start")
    track_shares: dict[Name, ShareSheet] = Field({}, description="share per track; the rest takes the last track")
    grant_share: ShareSheet = Field(description="share of decisions that grant a permit, in tracks that can grant")
    subsidiary_share: ShareSheet = Field(description="share of grants on subsidiary protection")
    humanitarian_share: ShareSheet = Field(description="share of grants on humanitarian grounds")
    sponsor_share: ShareSheet = Field(description="share of permit holders who apply for family")
    family_size_persons: AtLeastOneSheet = Field(description="relatives an applying permit holder asks for, mean")
    grant_drift_per_year: QuantitySheet | None = Field(None, description="change of the log-odds of a grant per year")
    subsidiary_drift_per_year: QuantitySheet | None = Field(
        None, description="change of the log-odds of subsidiary protection per year"
    )

    def group(self) -> Group:
        return Group(
            name=self.name,
            label=self.label,
            applications_persons_per_year=self.applications_persons_per_year.quantity(),
            track_shares={name: share.quantity() for name, share in self.track_shares.items()},
            grant_share=self.grant_share.quantity(),
            subsidiary_share=self.subsidiary_share.quantity(),
            humanitarian_share=self.humanitarian_share.quantity(),
            sponsor_share=self.sponsor_share.quantity(),
            family_size_persons=self.family_size_persons.quantity(),
            grant_drift_per_year=self.grant_drift_per_year.quantity() if self.grant_drift_per_year else None,
            subsidiary_drift_per_year=(
                self.subsidiary_drift_per_year.quantity() if self.subsidiary_drift_per_year else None
            ),
        )


class InflowSheet(Sheet):
    """How many apply, when."""

    groups: list[GroupSheet] = Field(min_length=1, description="who applies; results keep the order")
    season: list[Number] = Field(
        min_length=MONTHS, max_length=MONTHS, description="factor per calendar month, January first, mean 1"
    )
    season_source: Text = Field(description="where the season comes from, or the word assumption")
    persistence: ShareSheet = Field(description="share of the random level that is left a month later (0-1)")
    common_volatility: CountSheet = Field(description="standard deviation of the monthly shock to all groups together")
    own_volatility: CountSheet = Field(description="standard deviation of the monthly shock to each group on its own")

    def inflow(self) -> Inflow:
        """Return who comes, as the chain reads it."""
        return Inflow(
            groups=tuple(group.group() for group in self.groups),
            season=tuple(self.season),
            season_source=self.season_source,
            persistence=self.persistence.quantity(),
            common_volatility=self.common_volatility.quantity(),
            own_volatility=self.own_volatility.quantity(),
        )


class FamilySheet(Sheet):
    """Family reunification, between permit and arrival."""

    application_term_weeks: CountSheet = Field(description="applications come within this many weeks of the permit")
    grant_share: ShareSheet = Field(description="share of relatives who get a visa")
    visa_weeks: CountSheet = Field(description="mean weeks from the decision to arrival when nothing holds it up")

    def family(self) -> Family:
        """Return family reunification, as the chain reads it."""
        return Family(self.application_term_weeks.quantity(), self.grant_share.quantity(), self.visa_weeks.quantity())
