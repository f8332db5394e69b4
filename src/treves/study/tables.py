"""Findings as plain tables, for the store, for SQL and for data frames."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from treves.store import Table, table_of
from treves.store.table import ColumnType
from treves.study.consequence_facts import ChainAssumption, Consequence, Consequences, Difference
from treves.study.findings import (
    Blocking,
    Deal,
    Findings,
    Headline,
    Influence,
    Move,
    OptionFacts,
    PartyView,
    Position,
    ReportFacts,
    Shortfall,
    Solution,
    Stake,
    StatementFacts,
)
from treves.study.flatten import flatten
from treves.study.frozen import Probability, Quantity
from treves.study.institutions import MeasurePath, PartyWorth, Power
from treves.study.outcomes import (
    Candidate,
    Exit,
    LeaverOutcome,
    PackageOutcome,
    ReplayDay,
    SessionOutcome,
    Story,
    Strain,
    ThreatValue,
)
from treves.study.outlook_facts import CrisisFacts, DriverFacts, Horizon, OutlookPoint, PathPoint
from treves.study.price_facts import PriceFacts

__all__ = ["findings_tables"]

ENDINGS = ("accord", "vote", "postponement", "fall")
Rows = Iterable[tuple[Mapping[str, Any], BaseModel]]


def findings_tables(findings: Findings) -> dict[str, Table]:
    """Return everything that was found, table by table.

    Parameters
    ----------
    findings : Findings

    Returns
    -------
    dict of str to Table
        The same tables for every case; empty where nothing of the kind was found. What is counted from 1 (``deal``,
        ``place``) keeps the order of the findings.
    """
    return {
        **_of_deals(findings),
        **_of_beliefs(findings),
        **_of_talks(findings),
        **_of_house(findings),
        **_of_outlook(findings),
        **_of_chain(findings.consequences),
        "assumptions": _assumptions(findings),
        "numbers": _numbers(findings),
    }


def _of_deals(findings: Findings) -> dict[str, Table]:
    views = [({"deal": at}, view) for at, deal in enumerate(findings.deals, 1) for view in deal.parties]
    chosen = [
        {"deal": at, "issue": issue, "option": option}
        for at, deal in enumerate(findings.deals, 1)
        for issue, option in deal.package.items()
    ]
    prices = findings.price_of_peace.prices if findings.price_of_peace else ()
    return {
        "headlines": _counted(Headline, findings.headlines),
        "deals": flatten(Deal, (({"deal": at}, deal) for at, deal in enumerate(findings.deals, 1)), {"deal": "BIGINT"}),
        "deal_options": table_of({"deal": "BIGINT", "issue": "VARCHAR", "option": "VARCHAR"}, chosen),
        "party_views": flatten(PartyView, views, {"deal": "BIGINT"}),
        "solutions": _plain(Solution, findings.solutions),
        "blocking": _plain(Blocking, findings.blocking),
        "moves": _plain(Move, findings.moves),
        "shortfalls": _plain(Shortfall, findings.shortfalls),
        "prices": _plain(PriceFacts, prices),
    }


def _of_beliefs(findings: Findings) -> dict[str, Table]:
    options = [({"issue": issue.name}, option) for issue in findings.facts.issues for option in issue.options]
    return {
        "options": flatten(OptionFacts, options, {"issue": "VARCHAR"}),
        "positions": _plain(Position, findings.positions),
        "stakes": _plain(Stake, findings.stakes),
        "influences": _plain(Influence, findings.influences),
        "statements": _plain(StatementFacts, findings.statements),
        "reports": _plain(ReportFacts, findings.reports),
    }


def _of_talks(findings: Findings) -> dict[str, Table]:
    found = findings.outcomes
    endings = [
        {
            "ending": kind,
            "probability": told.p,
            "probability_low": told.low,
            "probability_high": told.high,
            "probability_error": told.monte_carlo_error,
            "central": found.central[kind],
        }
        for kind in ENDINGS
        if found is not None and (told := getattr(found, kind))
    ]
    curves = [
        {"name": curve.name, "value": value, **{kind: getattr(curve, kind)[at] for kind in ENDINGS}}
        for curve in (found.curves if found else ())
        for at, value in enumerate(curve.values)
    ]
    numbers: dict[str, ColumnType] = dict.fromkeys(
        ("probability", "probability_low", "probability_high", "probability_error", "central"), "DOUBLE"
    )
    curve_types: dict[str, ColumnType] = {"name": "VARCHAR", "value": "DOUBLE", **dict.fromkeys(ENDINGS, "DOUBLE")}
    return {
        "endings": table_of({"ending": "VARCHAR", **numbers}, endings),
        "candidates": _plain(Candidate, found.candidates if found else ()),
        "sessions": _counted(SessionOutcome, found.by_session if found else ()),
        "package_endings": _plain(PackageOutcome, found.by_package if found else ()),
        "leavers": _plain(LeaverOutcome, found.by_leaver if found else ()),
        "exits": _plain(Exit, found.exits if found else ()),
        "stories": _counted(Story, found.stories if found else ()),
        "threats": _plain(ThreatValue, found.threats if found else ()),
        "strains": _plain(Strain, found.strains if found else ()),
        "curves": table_of(curve_types, curves),
        "replay": _plain(ReplayDay, found.replay if found else ()),
    }


def _of_house(findings: Findings) -> dict[str, Table]:
    house = findings.institutions
    power = [({"house": "council"}, told) for told in (house.council.power if house and house.council else ())]
    power += [
        ({"house": chamber.name}, told) for chamber in (house.chambers if house else ()) for told in chamber.power
    ]
    worth = [
        ({"role": path.role, "package": json.dumps(path.package, ensure_ascii=False)}, told)
        for path in (house.paths if house else ())
        for told in path.parties
    ]
    months = [
        {
            "issue": measure.issue,
            "option": measure.option,
            "months_after": after,
            "in_force": chance.p,
            "in_force_low": chance.low,
            "in_force_high": chance.high,
        }
        for measure in (house.measures if house else ())
        for after, chance in zip(measure.months, measure.in_force, strict=True)
    ]
    month_types: dict[str, ColumnType] = {
        "issue": "VARCHAR",
        "option": "VARCHAR",
        **dict.fromkeys(("months_after", "in_force", "in_force_low", "in_force_high"), "DOUBLE"),
    }
    return {
        "power": flatten(Power, power, {"house": "VARCHAR"}),
        "measures": _plain(MeasurePath, house.measures if house else ()),
        "measure_months": table_of(month_types, months),
        "worth_in_law": flatten(PartyWorth, worth, {"role": "VARCHAR", "package": "VARCHAR"}),
    }


def _of_outlook(findings: Findings) -> dict[str, Table]:
    seen = findings.outlook
    horizons: Rows = [({"by_deadline": False}, told) for told in (seen.horizons if seen else ())]
    if seen is not None:
        horizons = [*horizons, ({"by_deadline": True}, seen.by_deadline)]
    points: Rows = [
        ({"seen_from": start}, point)
        for start, curve in (
            ("formation", seen.since_formation if seen else ()),
            ("today", seen.from_today if seen else ()),
        )
        for point in curve
    ]
    return {
        "horizons": flatten(Horizon, horizons, {"by_deadline": "BOOLEAN"}),
        "outlook_points": flatten(OutlookPoint, points, {"seen_from": "VARCHAR"}),
        "outlook_with_state": _plain(PathPoint, seen.with_state if seen else ()),
        "drivers": _plain(DriverFacts, seen.drivers if seen else ()),
        "crises": _plain(CrisisFacts, seen.crises if seen else ()),
    }


def _of_chain(found: Consequences | None) -> dict[str, Table]:
    told: list[tuple[int, Consequence]] = [] if found is None else list(enumerate((found.baseline, *found.packages)))
    units = {measure.name: measure for measure in found.measures} if found else {}
    differences = [
        (
            {"consequence": at, "words": units[told.measure].words, "unit": units[told.measure].unit},
            told,
        )
        for at, package in told
        for told in package.differences
    ]
    months = [
        {
            "consequence": at,
            "series": course.name,
            "month": month,
            "middle": course.middle[k],
            "low": course.low[k],
            "high": course.high[k],
        }
        for at, package in told
        for course in package.courses
        for k, month in enumerate(found.months if found else ())
    ]
    month_types: dict[str, ColumnType] = {
        "consequence": "BIGINT",
        "series": "VARCHAR",
        "month": "DATE",
        **dict.fromkeys(("middle", "low", "high"), "DOUBLE"),
    }
    named: dict[str, ColumnType] = {"consequence": "BIGINT", "words": "VARCHAR", "unit": "VARCHAR"}
    return {
        "consequences": flatten(Consequence, (({"consequence": at}, of) for at, of in told), {"consequence": "BIGINT"}),
        "consequence_differences": flatten(Difference, differences, named),
        "consequence_months": table_of(month_types, months),
        "chain_assumptions": _plain(ChainAssumption, found.assumptions if found else ()),
    }


def _assumptions(findings: Findings) -> Table:
    columns: dict[str, ColumnType] = {
        "room": "VARCHAR",
        "name": "VARCHAR",
        **dict.fromkeys(("value", "low", "high"), "DOUBLE"),
        "source": "VARCHAR",
    }
    of_talks = findings.outcomes.priors if findings.outcomes else {}
    of_law = findings.institutions.legal_assumptions.model_dump() if findings.institutions else {}
    return table_of(
        columns,
        (
            {"room": room, "name": name, **{key: told.get(key) for key in ("value", "low", "high", "source")}}
            for room, assumed in (("positions", findings.assumptions), ("talks", of_talks), ("law", of_law))
            for name, told in assumed.items()
        ),
    )


def _numbers(findings: Findings) -> Table:
    """Numbers that stand alone, by their place in the findings."""
    seen, price = findings.outlook, findings.price_of_peace
    told: dict[str, Probability | Quantity | None] = {
        "price_of_peace.cheapest_points": price.cheapest_points if price else None,
        "outlook.crises_per_year": seen.crises_per_year if seen else None,
        "outlook.fallen_share": seen.fallen_share if seen else None,
        "outlook.deadline_exit": seen.deadline_exit if seen else None,
        "outlook.recess.ratio": seen.recess.ratio if seen and seen.recess else None,
        "outlook.inside.by_deadline": seen.inside.by_deadline if seen and seen.inside else None,
    }
    columns: dict[str, ColumnType] = {"name": "VARCHAR", **dict.fromkeys(("value", "low", "high"), "DOUBLE")}
    rows = [
        {
            "name": name,
            "value": number.p if isinstance(number, Probability) else number.value,
            "low": number.low,
            "high": number.high,
        }
        for name, number in told.items()
        if number is not None
    ]
    rows.append({"name": "no_deal_share", "value": findings.no_deal_share})
    if findings.front_share is not None:
        rows.append({"name": "front_share", "value": findings.front_share})
    return table_of(columns, rows)


def _plain(model: type[BaseModel], values: Iterable[BaseModel]) -> Table:
    return flatten(model, (({}, value) for value in values), {})


def _counted(model: type[BaseModel], values: Iterable[BaseModel]) -> Table:
    return flatten(model, (({"place": at}, value) for at, value in enumerate(values, 1)), {"place": "BIGINT"})
