"""The packages listed: what each changes, how likely all accept it, who would refuse it and why."""

from __future__ import annotations

from dataclasses import dataclass

from treves.report.figures.figure import Figure, Table, at, ceiling, percents
from treves.report.typeset import chance, quantity, share, share_range
from treves.report.words import joined
from treves.study.findings import Deal, Findings, PartyView

__all__ = ["deals_figure", "role_words"]

FAVOURITE = "favourite of "
BAR = 20  # pixels a party's row is high


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
    y: int


@dataclass(frozen=True)
class Change:
    """What a package does on one issue."""

    issue: str
    option: str


@dataclass(frozen=True)
class Picture:
    """All packages, and the end of the axis of their chances."""

    rows: tuple[Row, ...]
    end: str


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


def role_words(deal: Deal) -> str:
    """Say why a package is listed."""
    told = deal.why_listed or deal.role
    return told[:1].upper() + told[1:]


def deals_figure(findings: Findings) -> Figure | None:
    """Draw the listed packages; None where there is none."""
    if not findings.deals:
        return None
    best = findings.deals[0]
    end = ceiling(max(deal.probability_all_accept.high for deal in findings.deals))
    return Figure(
        name="packages",
        title="What each package changes, and who would accept it",
        note="Bars per party: filled, the share of draws in which it accepts; hatched, it refuses over a red line; "
        "outlined, it refuses because no deal is worth more to it.",
        description=" ".join(_described(deal) for deal in findings.deals),
        template="deals.html",
        picture=Picture(tuple(_row(findings, deal, best, end) for deal in findings.deals), share(end)),
        table=_table(findings),
        columns=_columns(findings),
        rows=[_data(findings, deal) for deal in findings.deals],
        case=findings.case,
    )


def _row(findings: Findings, deal: Deal, best: Deal, end: float) -> Row:
    told = deal.probability_all_accept
    is_derived = deal.role == "alternative" or deal.role.startswith(FAVOURITE)
    return Row(
        role=role_words(deal),
        value=share(told.p),
        interval=share_range(told),
        low=at(told.low, 0, end),
        middle=at(told.p, 0, end),
        high=at(told.high, 0, end),
        changes=_changes(findings, deal),
        unlike_best=_changes(findings, deal, best) if is_derived else None,
        obstacle=deal.obstacle,
        bars=tuple(_bar(view, k) for k, view in enumerate(deal.parties)),
        height=len(deal.parties) * BAR,
        words=_described(deal),
    )


def _changes(findings: Findings, deal: Deal, against: Deal | None = None) -> tuple[Change, ...]:
    found = []
    for issue in findings.facts.issues:
        before = against.package[issue.name] if against else issue.status_quo
        if deal.package[issue.name] != before:
            label = next(option.label for option in issue.options if option.name == deal.package[issue.name])
            found.append(Change(issue.label, label))
    return tuple(found)


def _bar(view: PartyView, k: int) -> Bar:
    accepts = min(view.accepts.p, 1.0)
    red = min(view.refuses_by_red_line_share, 1.0 - accepts)
    return Bar(
        party=view.party,
        accepts=at(accepts, 0, 1),
        red=at(accepts, 0, 1),
        red_width=percents(red * 100),
        rest=at(accepts + red, 0, 1),
        rest_width=percents(max(1.0 - accepts - red, 0.0) * 100),
        value=share(view.accepts.p),
        y=k * BAR,
    )


def _worst_first(view: PartyView) -> list[tuple[str, float]]:
    return sorted(view.red_lines.items(), key=lambda held: (-held[1], held[0]))


def _described(deal: Deal) -> str:
    answers = joined([f"{view.party} {share(view.accepts.p)}" for view in deal.parties])
    return f"{role_words(deal)}: all accept in {chance(deal.probability_all_accept)}; by party {answers}."


def _table(findings: Findings) -> Table:
    parties = [view.party for view in findings.deals[0].parties]
    parts = ("accepts", "refuses over a red line", "refuses as not worth it", "utility", "no deal is worth")
    return Table(
        "Listed packages, per party",
        ("Package", "All accept", *(f"{party} {part}" for party in parties for part in parts)),
        tuple(
            (
                role_words(deal),
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
        *("accepts", "accepts_low", "accepts_high", "refuses_by_red_line", "refuses_as_not_worth_it", "red_lines"),
        *("utility", "utility_low", "utility_high", "reservation", "reservation_low", "reservation_high"),
    )
    return (
        *("listed_as", "probability_all_accept", "low_80", "high_80", "monte_carlo_error"),
        *(f"option:{issue.name}" for issue in findings.facts.issues),
        *(f"{view.party}:{part}" for view in findings.deals[0].parties for part in parts),
    )


def _data(findings: Findings, deal: Deal) -> tuple[object, ...]:
    told = deal.probability_all_accept
    return (
        *(deal.role, told.p, told.low, told.high, told.monte_carlo_error),
        *(deal.package[issue.name] for issue in findings.facts.issues),
        *(
            held
            for view in deal.parties
            for held in (
                *(view.accepts.p, view.accepts.low, view.accepts.high),
                *(view.refuses_by_red_line_share, view.refuses_as_not_worth_it_share),
                ";".join(f"{name}={held:.3g}" for name, held in _worst_first(view)),
                *(view.utility.value, view.utility.low, view.utility.high),
                *(view.reservation_value.value, view.reservation_value.low, view.reservation_value.high),
            )
        ),
    )
