"""How the talks may end: four probabilities, and the flow of them through the sessions."""

from __future__ import annotations

from dataclasses import dataclass

from treves.report.figures.figure import Figure, Table, at
from treves.report.figures.headlines import Mark
from treves.report.typeset import chance, noise, share, share_range
from treves.report.words import day
from treves.study.findings import Findings
from treves.study.outcomes import Outcomes

__all__ = ["ENDS", "endings_figure", "flow_figure"]

ENDS = {
    "accord": "all accept a package",
    "vote": "a package is carried by vote, and those outvoted stay",
    "postponement": "the deadline passes and everyone stays",
    "fall": "a party leaves and the cabinet falls",
}
ROW = 76  # height of a session in the flow, in pixels
FLAT = 34  # how much of it is level before the bands narrow
NARROW = 0.015


def endings_figure(findings: Findings) -> Figure | None:
    """Draw the four ways the talks can end; None where they were not played."""
    outcomes = findings.outcomes
    if outcomes is None:
        return None
    told = {kind: getattr(outcomes, kind) for kind in ENDS}
    return Figure(
        name="endings",
        title="Four ways it can end",
        note="Dot: the probability, the mean over worlds that differ in what is assumed about positions, precision and "
        "costs. Bar: the middle 80 % of those worlds.",
        description=" ".join(f"{chance(p)} that {ENDS[kind]}." for kind, p in told.items()),
        template="headlines.svg",
        picture=tuple(
            Mark(
                value=share(p.p),
                interval=share_range(p),
                noise=noise(p),
                sentence=ENDS[kind],
                low=at(p.low, 0, 1),
                middle=at(p.p, 0, 1),
                high=at(p.high, 0, 1),
                words=f"{chance(p)} that {ENDS[kind]}",
            )
            for kind, p in told.items()
        ),
        table=Table(
            "How the talks end",
            ("The chance that", "Probability", "80 % interval", "All assumptions central"),
            tuple((ENDS[kind], share(p.p), share_range(p), share(outcomes.central[kind])) for kind, p in told.items()),
        ),
        columns=("ending", "probability", "low_80", "high_80", "monte_carlo_error", "central"),
        rows=[(kind, p.p, p.low, p.high, p.monte_carlo_error, outcomes.central[kind]) for kind, p in told.items()],
        case=findings.case,
    )


@dataclass(frozen=True)
class Stage:
    """One session in the flow: what ends in it and what goes on."""

    name: str
    day: str
    accord: str
    vote: str
    fall: str
    postponement: str
    on: str


@dataclass(frozen=True)
class Flow:
    """Bands over all sessions, as points of polygons in a box of 100 by ``height``, and the words beside them."""

    stages: tuple[Stage, ...]
    height: int
    row: int
    accord: str
    vote: str
    fall: str
    going_on: str
    marks: tuple[int, ...]


def flow_figure(findings: Findings) -> Figure | None:
    """Draw how accords grow from one side and falls from the other, session by session."""
    outcomes = findings.outcomes
    if outcomes is None:
        return None
    stages, left, middle, right = [], [0.0], [0.0], [1.0]
    for told in outcomes.by_session:
        left.append(left[-1] + told.accord.p)
        middle.append(left[-1] + (middle[-1] - left[-2]) + told.vote.p)
        right.append(right[-1] - told.fall.p)
        stages.append(
            Stage(
                name=told.session,
                day=day(told.on),
                accord=_told(told.accord.p),
                vote=_told(told.vote.p),
                fall=_told(told.fall.p),
                postponement=_told(told.postponement.p),
                on=_told(max(0.0, right[-1] - middle[-1] - told.postponement.p)),
            )
        )
    height = ROW * len(stages)
    flow = Flow(
        stages=tuple(stages),
        height=height,
        row=ROW,
        accord=_band([0.0] * len(left), left),
        vote=_band(left, middle),
        fall=_band(right, [1.0] * len(right)),
        going_on=_band(middle, right),
        marks=tuple(ROW * k for k in range(1, len(stages))),
    )
    return Figure(
        name="flow",
        title="Session by session",
        note="The width of the page is certainty. Talks that reach an accord join the full band on the left, those "
        "that fall the "
        "hatched band on the right; what is left in the middle goes on, and after the deadline is postponed. Means "
        "over worlds.",
        description=_description(outcomes),
        template="flow.html",
        picture=flow,
        table=Table(
            "How the talks end, session by session",
            ("Session", "Day", "Accord", "Vote", "Postponement", "Fall"),
            tuple(
                (
                    told.session, day(told.on), chance(told.accord), chance(told.vote), chance(told.postponement),
                    chance(told.fall),
                )
                for told in outcomes.by_session
            ),
        ),
        columns=("session", "on", *(f"{kind}{end}" for kind in ENDS for end in ("", "_low_80", "_high_80"))),
        rows=[
            (
                told.session,
                told.on.isoformat(),
                *(
                    value
                    for kind in ENDS
                    for value in (getattr(told, kind).p, getattr(told, kind).low, getattr(told, kind).high)
                ),
            )
            for told in outcomes.by_session
        ],
        case=findings.case,
    )  # fmt: skip


def _told(value: float) -> str:
    """Set a share that is worth a word; nothing where it is too small to see."""
    return share(value) if value >= NARROW else ""


def _band(left: list[float], right: list[float]) -> str:
    """Return the points of a band between two edges given before and after every session."""
    down = [point for k in range(len(left) - 1) for point in _edge(left, k)]
    up = [point for k in range(len(right) - 1) for point in _edge(right, k)][::-1]
    return " ".join(f"{x * 100:.2f},{y}" for x, y in [*down, *up])


def _edge(edge: list[float], k: int) -> list[tuple[float, int]]:
    """Return one edge over one session: level at what has ended before it, then moving to what has ended after it."""
    return [(edge[k], ROW * k), (edge[k + 1], ROW * k + ROW - FLAT), (edge[k + 1], ROW * (k + 1))]


def _description(outcomes: Outcomes) -> str:
    return " ".join(
        f"{told.session}: accord {share(told.accord.p)}, vote {share(told.vote.p)}, postponement "
        f"{share(told.postponement.p)}, fall {share(told.fall.p)}."
        for told in outcomes.by_session
    )
