"""Where every party stands on one issue: a row per party, all on the issue's own 0-100 scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from treves.report.anchors import Anchors
from treves.report.figures.figure import Figure, Table, at
from treves.report.stair import steps, width_of
from treves.report.typeset import chance, quantity, quantity_range, share
from treves.report.words import joined
from treves.study.findings import Findings, IssueFacts, Position

__all__ = ["ROW", "Label", "Row", "Strip", "ceiling_of", "position_figure", "row_of"]

ROW = 46  # pixels a party's row is high
PEAK = 27  # pixels of the highest ridge
HIGHEST = 0.16  # share of belief per 2 points at which a ridge is cut off; a sharper one would flatten all others
STRAIGHT = 0.05  # pixels by which a point may leave the line through its neighbours and still be left out
NARROWEST = 236.0  # pixels of the axis on a small phone
LABEL = 12.0  # pixels of type
LIKELY, CONCEIVABLE = 0.5, 0.25  # chance of a red line from which its reach is drawn whole, and dashed
CHARTED_LOW, CHARTED_HIGH = 0.0, 100.0


@dataclass(frozen=True)
class Reach:
    """How far a party could sign, where a red line is likely enough to be drawn."""

    low: str
    high: str
    ends_low: bool
    ends_high: bool
    is_likely: bool


@dataclass(frozen=True)
class Row:
    """One party on one issue, in SVG percentages and pixels."""

    party: str
    y: int
    ridge: str
    width: int
    low: str
    middle: str
    high: str
    reach: Reach | None
    ruled_out: tuple[str, ...]
    is_prior_only: bool
    anchor: str
    count: int


@dataclass(frozen=True)
class Label:
    """An option under the axis."""

    place: float
    words: str
    is_status_quo: bool


@dataclass(frozen=True)
class Strip:
    """All rows of one issue, its option labels step by step, and the height."""

    rows: tuple[Row, ...]
    options: tuple[str, ...]
    status_quo: str
    steps: tuple[tuple[Label, ...], ...]
    low_end: str
    high_end: str
    height: int


def ceiling_of(positions: Sequence[Position]) -> float:
    """Return the share of belief that the highest ridge stands for, the same in all pictures."""
    return min(max((max(told.ideal_density, default=0.0) for told in positions), default=0.0), HIGHEST) or HIGHEST


def row_of(told: Position, issue: IssueFacts, y: int, ceiling: float, anchor: str = "", known: int = 0) -> Row:
    """Work out the marks of one party's row."""
    return Row(
        party=told.party,
        y=y,
        ridge=_ridge(told.ideal_density, ceiling),
        width=max(len(told.ideal_density) - 1, 1),
        low=at(told.ideal.low),
        middle=at(told.ideal.value),
        high=at(told.ideal.high),
        reach=_reach(told),
        ruled_out=tuple(at(option.place) for option in issue.options if told.acceptable.get(option.name, 1.0) < 0.5),
        is_prior_only=told.is_prior_only,
        anchor=anchor,
        count=known,
    )


def _ridge(density: Sequence[float], ceiling: float) -> str:
    """Draw a density as a closed path, one unit per grid step, PEAK units at the ceiling; straight runs as one line."""
    heights = [PEAK - round(min(share / ceiling, 1.0) * PEAK, 1) for share in density]
    last = len(heights) - 1
    kept = [
        (k, height)
        for k, height in enumerate(heights)
        if k in {0, last} or abs(heights[k - 1] + heights[k + 1] - 2 * height) > STRAIGHT
    ]
    points = " ".join(f"{k} {height:g}" for k, height in kept)
    return f"M0 {PEAK}L{points} {max(last, 1)} {PEAK}z" if density else ""


def _reach(told: Position) -> Reach | None:
    if told.red_line.p < CONCEIVABLE:
        return None
    low, high = told.ideal.value - told.reach.value, told.ideal.value + told.reach.value
    return Reach(at(low), at(high), low > CHARTED_LOW, high < CHARTED_HIGH, told.red_line.p >= LIKELY)


def position_figure(findings: Findings, anchors: Anchors, issue: IssueFacts, ceiling: float) -> Figure:
    """Draw where every party stands on one issue."""
    here = [told for told in findings.positions if told.issue == issue.name]
    names = [name for told in here for name in told.statements]
    rows = tuple(
        row_of(
            told,
            issue,
            k * ROW,
            ceiling,
            anchors.cells.get((told.party, told.issue), ""),
            sum(name in anchors.known for name in told.statements),
        )
        for k, told in enumerate(here)
    )
    quo = next(option for option in issue.options if option.name == issue.status_quo)
    at_issue = [known.name for known in findings.facts.issues].index(issue.name) + 1
    return Figure(
        name=f"positions-{at_issue}",
        title=issue.label,
        note=issue.question,
        description=f"{issue.label}. 0 is {issue.low_end or 'the low end'}, 100 is {issue.high_end or 'the high end'}; "
        f"the status quo stands at {quo.place:g}. " + " ".join(_words(told, issue) for told in here),
        template="positions.svg",
        picture=Strip(
            rows=rows,
            options=tuple(at(option.place) for option in issue.options),
            status_quo=at(quo.place),
            steps=labels_of(issue, NARROWEST),
            low_end=issue.low_end,
            high_end=issue.high_end,
            height=len(rows) * ROW + 4,
        ),
        table=_table(issue, here),
        columns=_columns(issue),
        rows=[_data(told, issue) for told in here],
        sources=anchors.sources(names),
        case=findings.case,
    )


def labels_of(issue: IssueFacts, whole: float) -> tuple[tuple[Label, ...], ...]:
    """Share the option labels of an issue out over steps under its axis."""
    labels = [Label(option.place, option.label, option.name == issue.status_quo) for option in issue.options]
    widths = [width_of(label.words + (" (status quo)" if label.is_status_quo else ""), LABEL) for label in labels]
    found = steps([label.place for label in labels], widths, whole)
    return tuple(tuple(labels[k] for k in step) for step in found)


def _words(told: Position, issue: IssueFacts) -> str:
    place = f"{told.party}: ideal {told.ideal.value:.0f} ({quantity_range(told.ideal)})"
    red = f", red line {share(told.red_line.p)}"
    out = [option.label for option in issue.options if told.acceptable.get(option.name, 1.0) < 0.5]
    ruled = f", more likely than not rules out {joined([f'“{label}”' for label in out])}" if out else ""
    return f"{place}{red}{ruled}{' (assumption only, no statement)' if told.is_prior_only else ''}."


def _table(issue: IssueFacts, here: Sequence[Position]) -> Table:
    """Tell a party per column: the options' labels are long and head the rows."""
    return Table(
        f"Positions on: {issue.label}",
        ("", *(told.party for told in here)),
        (
            ("Ideal (0–100)", *(quantity(told.ideal) for told in here)),
            ("Red line", *(chance(told.red_line) for told in here)),
            ("Reach if so (points)", *(quantity(told.reach) for told in here)),
            ("Salience (share)", *(quantity(told.salience, 2) for told in here)),
            *(
                (
                    f"Could sign: {option.label} (at {option.place:g})",
                    *(share(told.acceptable[option.name]) if option.name in told.acceptable else "" for told in here),
                )
                for option in issue.options
            ),
            ("Statements", *("assumption" if told.is_prior_only else str(len(told.statements)) for told in here)),
        ),
    )


def _columns(issue: IssueFacts) -> tuple[str, ...]:
    quantities = ("ideal", "red_line_share", "reach_points", "salience_share")
    return (
        "party",
        "issue",
        *(f"{name}{end}" for name in quantities for end in ("", "_low", "_high")),
        *(f"could_sign:{option.name}" for option in issue.options),
        "is_prior_only",
        "statements",
        "ideal_density_step_2",
    )


def _data(told: Position, issue: IssueFacts) -> tuple[object, ...]:
    red = told.red_line
    return (
        told.party,
        told.issue,
        *(told.ideal.value, told.ideal.low, told.ideal.high),
        *(red.p, red.low, red.high),
        *(told.reach.value, told.reach.low, told.reach.high),
        *(told.salience.value, told.salience.low, told.salience.high),
        *(told.acceptable.get(option.name) for option in issue.options),
        told.is_prior_only,
        ";".join(told.statements),
        ";".join(f"{held:.3f}".lstrip("0").rstrip("0.") or "0" for held in told.ideal_density),
    )
