"""How the chain runs month by month: a band per series with a package, and the same without a deal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from treves.report.anchors import Source
from treves.report.figures.figure import Figure, Table, percents
from treves.report.typeset import number_of
from treves.report.words import day
from treves.study.consequence_facts import Consequence, Consequences, Course
from treves.study.findings import Findings

__all__ = ["CHAIN_NUMBERS", "Level", "Panel", "Tick", "courses_figure", "round_end"]

WIDTH, HEIGHT = 590, 300
PANELS = (
    "inflow_persons",
    "family_arrivals_persons",
    "backlog_persons",
    "waiting_p50_weeks",
    "residents_persons",
    "residents_beyond_persons",
    "housing_waiting_persons",
    "cost",
)
TITLES = {
    "inflow_persons": ("Inflow", "persons a month"),
    "family_arrivals_persons": ("Relatives who arrive", "persons a month"),
    "backlog_persons": ("Waiting for a decision", "persons"),
    "waiting_p50_weeks": ("Time to a decision", "weeks, median of the month's decisions"),
    "residents_persons": ("Living in reception", "persons; lines: regular places, all places"),
    "residents_beyond_persons": ("In reception beyond all places", "persons"),
    "housing_waiting_persons": ("Waiting for a house", "persons with a permit, and their relatives"),
    "cost": ("Cost", "{currency} a month, millions"),
}
CAPACITIES = ("regular_places", "emergency_places")
MILLION = 1e6


@dataclass(frozen=True)
class Tick:
    """A year's first month on the time axis."""

    x: str
    words: str


@dataclass(frozen=True)
class Level:
    """A line of capacity, in the units of the panel's view box."""

    line: str


@dataclass(frozen=True)
class Panel:
    """One series: the package's band and middle, the baseline's, in a view box of 590 by 300."""

    title: str
    unit: str
    top: str
    band: str
    middle: str
    base_low: str
    base_middle: str
    base_high: str
    levels: tuple[Level, ...]
    ticks: tuple[Tick, ...]
    words: str


def round_end(value: float) -> float:
    """Return the end of an axis: the next of 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten.

    Examples
    --------
    >>> [round_end(value) for value in (0.0, 7.2, 61_300.0, 1_480.0)]
    [1.0, 8.0, 80000.0, 1500.0]
    """
    if value <= 0.0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(
        (step * power for step in (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0) if step * power >= value), 10 * power
    )


CHAIN_NUMBERS = "chain-numbers"


def courses_figure(findings: Findings, package: Consequence, name: str, title: str) -> Figure:
    """Draw a package's course beside the baseline's.

    Parameters
    ----------
    findings : Findings
        With consequences.
    package : Consequence
    name, title : str
        Id on the page, and what it is called there.
    """
    told = findings.consequences
    if told is None:
        raise ValueError("these findings hold no consequences")
    mine, base = ({course.name: course for course in held.courses} for held in (package, told.baseline))
    panels = tuple(_panel(told, series, mine[series], base) for series in PANELS if series in mine)
    return Figure(
        name=name,
        title=title,
        note=f"Filled band and heavy line: with the package, 80 % of {told.replications} replications and their "
        "median. Thin line between dashed ones: the same without a deal. Both run on the same random numbers, so the "
        "gap between them is better known than either.",
        description=" ".join(panel.words for panel in panels),
        template="courses.html",
        picture=panels,
        table=_table(told, mine, base),
        columns=(
            "series",
            "month",
            *(f"{who}_{end}" for who in ("package", "baseline") for end in ("low_80", "median", "high_80")),
        ),
        rows=[
            (series, month.isoformat(), *_at(mine[series], k), *_at(base[series], k))
            for series in PANELS
            if series in mine
            for k, month in enumerate(told.months)
        ],
        sources=chain_sources(told),
        case=findings.case,
    )


def chain_sources(told: Consequences) -> tuple[Source, ...]:
    """Name the chain's numbers as the source of a figure."""
    count = len(told.assumptions)
    assumed = sum(number.is_assumed for number in told.assumptions)
    return (
        Source(f"the {count} numbers the chain rests on, {assumed} of them assumed at least in part", CHAIN_NUMBERS),
    )


def _at(course: Course, k: int) -> tuple[float | None, float | None, float | None]:
    return course.low[k], course.middle[k], course.high[k]


def _panel(told: Consequences, series: str, mine: Course, base: dict[str, Course]) -> Panel:
    scale = MILLION if series == "cost" else 1.0
    levels = _capacity_lines(base) if series == "residents_persons" else ()
    most = max((value for course in (mine, base[series]) for value in course.high if value is not None), default=0.0)
    end = round_end(max([most, *(value for line in levels for value in line)]) / scale) * scale
    title, unit = TITLES[series]
    return Panel(
        title=title,
        unit=unit.format(currency=told.currency),
        top=number_of(end / scale),
        band=_area(mine, end),
        middle=_line(mine.middle, end),
        base_low=_line(base[series].low, end),
        base_middle=_line(base[series].middle, end),
        base_high=_line(base[series].high, end),
        levels=tuple(Level(_line(line, end)) for line in levels),
        ticks=_ticks(told),
        words=_words(told, series, mine, base[series], scale),
    )


def _capacity_lines(base: dict[str, Course]) -> tuple[tuple[float, ...], ...]:
    """Return regular places, and regular with emergency places, by month (medians)."""
    held = [[value or 0.0 for value in base[name].middle] for name in CAPACITIES if name in base]
    if len(held) < len(CAPACITIES):
        return ()
    return tuple(held[0]), tuple(one + other for one, other in zip(*held, strict=True))


def _points(values: Sequence[float | None], end: float) -> list[tuple[int, int]]:
    last = max(len(values) - 1, 1)
    return [
        (round(k / last * WIDTH), round(HEIGHT - min(value / end, 1.0) * HEIGHT))
        for k, value in enumerate(values)
        if value is not None
    ]


def _line(values: Sequence[float | None], end: float) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in _points(values, end)) if any(v is not None for v in values) else ""


def _area(course: Course, end: float) -> str:
    upper, lower = _points(course.high, end), _points(course.low, end)
    return "M" + "L".join(f"{x} {y}" for x, y in [*upper, *reversed(lower)]) + "z" if upper else ""


def _ticks(told: Consequences) -> tuple[Tick, ...]:
    last = max(len(told.months) - 1, 1)
    januaries = [(k, month.year) for k, month in enumerate(told.months) if month.month == 1]
    return tuple(Tick(percents(k / last * 100), str(year)) for k, year in januaries if k / last <= 0.88)


def _last_year(course: Course) -> float | None:
    known = [value for value in course.middle[-12:] if value is not None]
    return sum(known) / len(known) if known else None


def _words(told: Consequences, series: str, mine: Course, base: Course, scale: float) -> str:
    title, unit = TITLES[series]
    ends = [_last_year(course) for course in (mine, base)]
    if None in ends:
        return f"{title}: nothing known in the last year."
    with_it, without = (number_of((end or 0.0) / scale) for end in ends)
    unit = unit.split(";")[0].format(currency=told.currency)
    return f"{title}: {with_it} {unit} in the last twelve months with the package, {without} without a deal (medians)."


def _table(told: Consequences, mine: dict[str, Course], base: dict[str, Course]) -> Table:
    """Tell the Januaries, and the last month."""
    chosen = sorted({*(k for k, month in enumerate(told.months) if month.month == 1), len(told.months) - 1})
    names = [series for series in PANELS if series in mine]
    rows = []
    for series in names:
        scale = MILLION if series == "cost" else 1.0
        for who, held in (("package", mine[series]), ("no deal", base[series])):
            cells = tuple(_cell(_at(held, k), scale) for k in chosen)
            rows.append((f"{TITLES[series][0]}, {who}", *cells))
    return Table(
        f"Median and 80 % band, {TITLES['cost'][1].format(currency=told.currency)} for cost",
        ("", *(f"{day(told.months[k]).split(' ', 1)[1]}" for k in chosen)),
        tuple(rows),
    )


def _cell(ends: tuple[float | None, float | None, float | None], scale: float) -> str:
    if None in ends:
        return "unknown"
    low, middle, high = ((end or 0.0) / scale for end in ends)
    return f"{number_of(middle)} ({number_of(low)}–{number_of(high)})"
