"""The one answer, taken apart: base rate, state, talks, for each horizon on one axis."""

from __future__ import annotations

from dataclasses import dataclass

from treves.report.anchors import Source
from treves.report.figures.figure import Figure, Table, at
from treves.report.figures.outlook_curve import REFERENCE
from treves.report.outlook_words import fine, fine_chance
from treves.report.typeset import NO_BREAK, change
from treves.report.words import count_word, day
from treves.study.outlook_facts import Horizon, Outlook

__all__ = ["Step", "outlook_steps", "steps_of"]


@dataclass(frozen=True)
class Step:
    """One horizon: SVG percentages, and the same in words."""

    label: str
    until: str
    base: str
    state: str
    low: str
    high: str
    combined: str | None
    value: str
    interval: str
    parts: str


def outlook_steps(outlook: Outlook, case: str) -> Figure:
    """Draw the answers of an outlook, horizon by horizon."""
    told = _told(outlook)
    has_talks = outlook.inside is not None
    third = "filled dot: with the talks; " if has_talks else ""
    state_mark = "diamond" if has_talks else "filled dot"
    return Figure(
        name="outlook-steps",
        title="The chance of a fall, taken apart",
        note=f"Ring: by past cabinets alone. {state_mark.capitalize()}: with the state known; {third}bar: 80 % "
        "interval of the result.",
        description=" ".join(
            f"Within {horizon.days} days {fine_chance(horizon.combined)}; past cabinets alone {fine(horizon.base.p)}."
            for horizon in told
        ),
        template="outlook_steps.html",
        picture=steps_of(outlook),
        table=Table(
            "Chance of a fall",
            ("Within", "Past cabinets", "With the state", "The talks alone", "Together", "State adds", "Talks add"),
            tuple(
                (
                    f"{count_word(h.days, 'day')} (until {day(h.until)})",
                    fine_chance(h.base),
                    fine_chance(h.state),
                    fine_chance(h.inside) if h.inside else "no inside view",
                    fine_chance(h.combined),
                    f"{change(h.by_state_points / 100)} points",
                    f"{change(h.by_bargaining_points / 100)} points",
                )
                for h in told
            ),
        ),
        columns=(
            *("days", "until", "base", "base_low", "base_high", "state", "state_low", "state_high"),
            *("inside", "inside_low", "inside_high", "combined", "combined_low", "combined_high", "weight_of_inside"),
        ),
        rows=[
            (
                *(h.days, h.until.isoformat(), h.base.p, h.base.low, h.base.high, h.state.p, h.state.low, h.state.high),
                *((h.inside.p, h.inside.low, h.inside.high) if h.inside else (None, None, None)),
                *(h.combined.p, h.combined.low, h.combined.high, outlook.inside.weight if outlook.inside else None),
            )
            for h in told
        ],
        sources=(
            Source(f"{outlook.reference.spells:,} past cabinets", REFERENCE),
            Source(count_word(len(outlook.crises), "formal crisis", "formal crises"), "outlook-crises"),
        ),
        case=case,
    )


def steps_of(outlook: Outlook) -> tuple[Step, ...]:
    """Place every horizon's marks."""
    return tuple(_step(horizon, outlook) for horizon in _told(outlook))


def _told(outlook: Outlook) -> list[Horizon]:
    by_days = {horizon.days: horizon for horizon in (*outlook.horizons, outlook.by_deadline)}
    return [by_days[days] for days in sorted(by_days)]


def _step(horizon: Horizon, outlook: Outlook) -> Step:
    is_deadline = horizon.days == outlook.by_deadline.days
    label = count_word(horizon.days, "day")
    parts = [f"past cabinets {fine(horizon.base.p)}", f"state {change(horizon.by_state_points / 100)}"]
    if horizon.inside is not None:
        parts.append(f"talks {change(horizon.by_bargaining_points / 100)}")
    return Step(
        label=f"{label}{' (deadline)' if is_deadline else ''}",
        until=f"until {day(horizon.until)}",
        base=at(horizon.base.p, 0, 1),
        state=at(horizon.state.p, 0, 1),
        low=at(horizon.combined.low, 0, 1),
        high=at(horizon.combined.high, 0, 1),
        combined=at(horizon.combined.p, 0, 1) if horizon.inside is not None else None,
        value=fine(horizon.combined.p),
        interval=f"{fine(horizon.combined.low).removesuffix(NO_BREAK + '%')}–{fine(horizon.combined.high)}",
        parts=", ".join(parts),
    )
