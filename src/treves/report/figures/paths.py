"""A package on its way through law: a lane per option, its steps, its entry into force, its chance to be in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from treves.report.figures.figure import Figure, Table, at
from treves.report.plain import visible
from treves.report.typeset import quantity, quantity_range, share, share_range
from treves.report.words import joined
from treves.study.findings import Findings
from treves.study.institutions import Followed, MeasurePath, PackagePath, StageFacts

__all__ = ["Lanes", "Sheet", "lanes_of", "path_figures", "path_sheet"]

INSTRUMENTS = {
    "none": "no legal form needed",
    "policy_rule": "policy rule",
    "order_in_council": "order in council",
    "statute": "statute",
    "treaty": "treaty change",
}
SHOWN_ROLES = ("draft", "best", "asked")
HIGH = 34  # pixels of a certainty
LANE = 92  # pixels from one lane of the file to the next
TOP = 116


@dataclass(frozen=True)
class Step:
    """A stretch of the way: where it runs, and who has it."""

    start: str
    end: str
    kind: str
    name: str


@dataclass(frozen=True)
class Lane:
    """One option."""

    label: str
    way: str
    tail: str
    words: str
    area: str
    low: str
    high: str
    steps: tuple[Step, ...]
    entry: tuple[str, str, str] | None
    y: int


@dataclass(frozen=True)
class Tick:
    """A year on the axis."""

    x: str
    words: str
    anchor: str


@dataclass(frozen=True)
class Lanes:
    """All options of a package on one axis of months."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    horizon: int
    high: int


@dataclass(frozen=True)
class Sheet:
    """The same as a file that stands alone."""

    title: str
    why: str
    words: str
    picture: Lanes
    width: int
    height: int


def lanes_of(measures: Sequence[MeasurePath], horizon: int) -> Lanes:
    """Lay out the lanes of some options, those that need no law last."""
    ordered = sorted(measures, key=lambda told: told.instrument == "none")
    every = 12 if horizon >= 24 else 6 if horizon >= 12 else 1
    years = range(0, horizon + 1, max(every, horizon // 60 * 12))
    ticks = tuple(
        Tick(
            at(month, 0, horizon),
            "accord" if month == 0 else f"{month} months",
            "start" if month == 0 else "end" if month == horizon else "middle",
        )
        for month in years
    )
    return Lanes(tuple(_lane(told, horizon, TOP + k * LANE) for k, told in enumerate(ordered)), ticks, horizon, HIGH)


def _lane(told: MeasurePath, horizon: int, y: int) -> Lane:
    needs_law = told.instrument != "none"
    delay = told.delay_months
    way = INSTRUMENTS[told.instrument]
    if needs_law:
        way += f", {quantity(delay)} months"
        if told.struck_down_share:
            way += f", {share(told.struck_down_share)} struck down"
    lasts = told.months_in_force
    tail = f"{lasts.value:.0f} of {horizon} months ({quantity_range(lasts)})" if needs_law else f"all {horizon} months"
    return Lane(
        label=told.label,
        way=way,
        tail=tail,
        words=f"{told.label}: {way}; in force {tail}",
        area=_area(told, horizon),
        low=_line(told, [point.low for point in told.in_force], horizon),
        high=_line(told, [point.high for point in told.in_force], horizon),
        steps=tuple(_step(stage, horizon) for stage in told.stages if stage.start_months < horizon),
        entry=(at(delay.low, 0, horizon), at(delay.value, 0, horizon), at(delay.high, 0, horizon))
        if needs_law and delay.low < horizon
        else None,
        y=y,
    )


def _step(stage: StageFacts, horizon: int) -> Step:
    return Step(at(stage.start_months, 0, horizon), at(stage.end_months, 0, horizon), stage.kind, stage.name)


def _points(told: MeasurePath, chances: Sequence[float], horizon: int) -> str:
    pairs = zip(told.months, chances, strict=True)
    return "L".join(f"{month / horizon * 1000:.0f} {HIGH * (1 - chance):.1f}" for month, chance in pairs)


def _line(told: MeasurePath, chances: Sequence[float], horizon: int) -> str:
    return f"M{_points(told, chances, horizon)}"


def _area(told: MeasurePath, horizon: int) -> str:
    return f"M0 {HIGH}L{_points(told, [point.p for point in told.in_force], horizon)}L1000 {HIGH}z"


def path_figures(findings: Findings) -> tuple[Figure, ...]:
    """Draw the draft and the most acceptable package on their way through law; nothing where no path is told."""
    told = findings.institutions
    if told is None:
        return ()
    shown: list[PackagePath] = []
    for role in SHOWN_ROLES:
        for path in told.paths:
            if path.role == role and path.package not in [other.package for other in shown]:
                shown.append(path)
    found = []
    for k, path in enumerate(shown):
        measures = [one for one in told.measures if path.package[one.issue] == one.option]
        if any(one.instrument != "none" for one in measures):
            found.append(_figure(findings, path, measures, told.horizon_months, k))
    return tuple(found)


def _figure(
    findings: Findings, path: PackagePath, measures: Sequence[MeasurePath], horizon: int, number: int
) -> Figure:
    picture = lanes_of(measures, horizon)
    marks = range(4, len(measures[0].months), 4)
    return Figure(
        name=f"path-{number + 1}",
        title=f"Through law: {path.why_listed}",
        note=f"Shade: the chance that the option is in force, from the accord to {horizon} months later; thin lines: "
        "its 80 % range. Dot and bar: the entry into force and its 80 % range. Below: the way there, thin while it is "
        "drafted or published, dotted while advice is asked, heavy in the chambers. At the right: the "
        "expected months in force, and the range of eight outcomes in ten.",
        description=" ".join(f"{lane.words}." for lane in picture.lanes),
        template="paths.html",
        picture=picture,
        table=Table(
            "Legal path of each option",
            (
                "Option",
                "Needs",
                "Months to entry",
                "Struck down within a year",
                *(f"In force at {measures[0].months[k]:g} months" for k in marks),
                f"Months in force of {horizon}",
                "Source",
            ),
            tuple(
                (
                    one.label,
                    INSTRUMENTS[one.instrument],
                    quantity(one.delay_months),
                    share(one.struck_down_share),
                    *(f"{share(one.in_force[k].p)} ({share_range(one.in_force[k])})" for k in marks),
                    quantity(one.months_in_force),
                    one.source,
                )
                for one in measures
            ),
        ),
        columns=("issue", "option", "instrument", "months_after_accord", "in_force", "low_80", "high_80"),
        rows=[
            (one.issue, one.option, one.instrument, month, point.p, point.low, point.high)
            for one in measures
            for month, point in zip(one.months, one.in_force, strict=True)
        ],
        case=findings.case,
    )


def path_sheet(title: str, found: Followed) -> Sheet:
    """Lay out one package as a file that stands alone."""
    shown = Followed.model_validate(visible(found.model_dump()))
    picture = lanes_of(shown.measures, shown.horizon_months)
    told = [lane.words for lane in picture.lanes]
    return Sheet(
        title=visible(title),
        why=shown.path.why_listed,
        words=joined(told) or "No option that changes anything.",
        picture=picture,
        width=760,
        height=TOP + max(len(picture.lanes), 1) * LANE + 40,
    )
