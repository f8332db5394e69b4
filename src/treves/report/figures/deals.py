"""The packages listed: what each changes, how likely all accept it, who would refuse it and why."""

from __future__ import annotations

from dataclasses import dataclass

from treves.report.anchors import Anchors
from treves.report.figures.figure import Figure, Table, at, percents
from treves.report.typeset import chance, quantity, share, share_range
from treves.report.words import joined
from treves.study.findings import Deal, Findings, PartyView

__all__ = ["deals_figure", "role_words"]

ROLES = {
    "best": "Most acceptable",
    "alternative": "Alternative",
    "draft": "The draft on the table",
    "status_quo": "Everything stays as it is",
}
FAVOURITE = "favourite of "
BAR = 20  # pixels a party's row is high
WORTH_NAMING = 0.1


@dataclass(frozen=True)
class Bar:
    """One party's answer: accepts, refuses over a red line, refuses as not worth it; SVG percentages."""

    party: str
    accepts: str
    red: str
    red_width: str
    rest: str
    rest_width: str
    value: str
    over: str
    y: int


@dataclass(frozen=True)
class Change:
    """What a package does on one issue."""

    issue: str
    option: str


@dataclass(frozen=True)
class Row:
    """One package."""

    role: str
    value: str
    interval: str
    low: str
    middle: str
    high: str
    changes: tuple[Change, ...]
    unlike_best: tuple[Change, ...] | None
    obstacle: str
    bars: tuple[Bar, ...]
    height: int
    words: str


def role_words(findings: Findings, deal: Deal) -> str:
    """Say why a package is listed."""
    if deal.role.startswith(FAVOURITE):
        return f"{deal.role.removeprefix(FAVOURITE)} likes it best"
    return ROLES.get(deal.role, deal.role)


def deals_figure(findings: Findings, anchors: Anchors) -> Figure | None:
    """Draw the listed packages; None where there is none."""
    if not findings.deals:
        return None
    best = findings.deals[0]
    return Figure(
        name="packages",
        title="What each package changes, and who would accept it",
        note="Bars per party: filled, the share of draws in which it accepts; hatched, it refuses over a red line; "
        "outlined, it refuses because no deal is worth more to it.",
        description=" ".join(_described(findings, deal) for deal in findings.deals),
        template="deals.html",
        picture=tuple(_row(findings, deal, best) for deal in findings.deals),
        table=_table(findings),
        columns=_columns(findings),
        rows=[_data(findings, deal) for deal in findings.deals],
        case=findings.case,
    )


def _row(findings: Findings, deal: Deal, best: Deal) -> Row:
    told = deal.probability_all_accept
    is_derived = deal.role == "alternative" or deal.role.startswith(FAVOURITE)
    return Row(
        role=role_words(findings, deal),
        value=share(told.p),
        interval=share_range(told),
        low=at(told.low, 0, 1),
        middle=at(told.p, 0, 1),
        high=at(told.high, 0, 1),
        changes=_changes(findings, deal),
        unlike_best=_changes(findings, deal, best) if is_derived else None,
        obstacle=deal.obstacle,
        bars=tuple(_bar(findings, view, k) for k, view in enumerate(deal.parties)),
        height=len(deal.parties) * BAR,
        words=_described(findings, deal),
    )


def _changes(findings: Findings, deal: Deal, against: Deal | None = None) -> tuple[Change, ...]:
    found = []
    for issue in findings.facts.issues:
        before = against.package[issue.name] if against else issue.status_quo
        if deal.package[issue.name] != before:
            label = next(option.label for option in issue.options if option.name == deal.package[issue.name])
            found.append(Change(issue.label, label))
    return tuple(found)


def _bar(findings: Findings, view: PartyView, k: int) -> Bar:
    labels = {issue.name: issue.label for issue in findings.facts.issues}
    accepts = min(view.accepts.p, 1.0)
    red = min(view.refuses_by_red_line_share, 1.0 - accepts)
    over = [labels.get(name, name) for name, held in _worst_first(view) if held >= WORTH_NAMING]
    return Bar(
        party=view.party,
        accepts=at(accepts, 0, 1),
        red=at(accepts, 0, 1),
        red_width=percents(red * 100),
        rest=at(accepts + red, 0, 1),
        rest_width=percents(max(1.0 - accepts - red, 0.0) * 100),
        value=share(view.accepts.p),
        over=joined(over[:3]),
        y=k * BAR,
    )


def _worst_first(view: PartyView) -> list[tuple[str, float]]:
    return sorted(view.red_lines.items(), key=lambda held: (-held[1], held[0]))


def _described(findings: Findings, deal: Deal) -> str:
    answers = joined([f"{view.party} {share(view.accepts.p)}" for view in deal.parties])
    return f"{role_words(findings, deal)}: all accept in {chance(deal.probability_all_accept)}; by party {answers}."


def _table(findings: Findings) -> Table:
    parties = [view.party for view in findings.deals[0].parties]
    parts = ("accepts", "refuses over a red line", "refuses as not worth it", "utility", "no deal is worth")
    return Table(
        "Listed packages, per party",
        ("Package", "Changes", "All accept", *(f"{party} {part}" for party in parties for part in parts)),
        tuple(
            (
                role_words(findings, deal),
                deal.words,
                chance(deal.probability_all_accept),
                *(
                    told
                    for view in deal.parties
                    for told in (
                        chance(view.accepts),
                        share(view.refuses_by_red_line_share),
                        share(view.refuses_as_not_worth_it_share),
                        quantity(view.utility, 2),
                        quantity(view.reservation_value, 2),
                    )
                ),
            )
            for deal in findings.deals
        ),
    )


def _columns(findings: Findings) -> tuple[str, ...]:
    parts = (
        *("accepts", "accepts_low_80", "accepts_high_80", "refuses_by_red_line_share", "refuses_as_not_worth_it_share"),
        *("utility", "utility_low_80", "utility_high_80", "reservation_value", "reservation_low_80", "reservation_high_80"),
    )
    return (
        *("role", "words", "probability_all_accept", "low_80", "high_80", "monte_carlo_error"),
        *(f"option:{issue.name}" for issue in findings.facts.issues),
        *(f"{view.party}:{part}" for view in findings.deals[0].parties for part in parts),
    )


def _data(findings: Findings, deal: Deal) -> tuple[object, ...]:
    told = deal.probability_all_accept
    return (
        *(deal.role, deal.words, told.p, told.low, told.high, told.monte_carlo_error),
        *(deal.package[issue.name] for issue in findings.facts.issues),
        *(
            held
            for view in deal.parties
            for held in (
                *(view.accepts.p, view.accepts.low, view.accepts.high),
                *(view.refuses_by_red_line_share, view.refuses_as_not_worth_it_share),
                *(view.utility.value, view.utility.low, view.utility.high),
                *(view.reservation_value.value, view.reservation_value.low, view.reservation_value.high),
            )
        ),
    )
