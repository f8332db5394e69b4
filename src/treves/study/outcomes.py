"""How the talks end, as it stands in the findings."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from treves.study.frozen import Frozen, Probability, Quantity, Share

__all__ = [
    "Candidate",
    "Curve",
    "Exit",
    "LeaverOutcome",
    "Outcomes",
    "PackageOutcome",
    "ReplayDay",
    "SessionOutcome",
    "Solver",
    "Story",
    "Strain",
    "ThreatValue",
]

Change = Annotated[float, Field(ge=-1.0, le=1.0)]


class Candidate(Frozen):
    """A package that can be tabled in the game."""

    letter: str = Field(description="What it is called in stories")
    called: str = Field(description="The same with what sets it apart")
    role: str
    package: dict[str, str] = Field(description="Issue to option")
    words: str = Field(description="What it changes, in the words of the case")
    carried: Share = Field(description="Probability that a vote on it would be carried, called by the first mover")


class SessionOutcome(Frozen):
    """How the talks end in one session."""

    session: str = Field(description="Name of the session; the last entry is the reckoning after the deadline")
    on: date
    accord: Probability
    vote: Probability
    postponement: Probability
    fall: Probability


class PackageOutcome(Frozen):
    """How often one candidate is what the talks end with."""

    letter: str
    agreed: Probability = Field(description="All accept it")
    carried_by_vote: Probability = Field(description="It is carried against some, and all of them stay")


class LeaverOutcome(Frozen):
    """How often one party brings about the fall."""

    party: str
    leaves: Probability


class Exit(Frozen):
    """One way the cabinet falls: who leaves, when, and over what."""

    party: str
    occasion: Literal["own_turn", "refused", "outvoted", "deadline"]
    letter: str | None = Field(description="Candidate it leaves over; null at its own turn and at the deadline")
    session: str
    probability: Share = Field(description="Under the central assumptions")
    words: str


class Story(Frozen):
    """The likeliest way through the talks to one kind of end."""

    ending: Literal["accord", "vote", "postponement", "fall"]
    probability: Share = Field(description="Of exactly this way, under the central assumptions")
    lines: tuple[str, ...]


class ThreatValue(Frozen):
    """The same talks under another rule."""

    name: str
    words: str
    fall_change: Quantity = Field(description="P(fall) under the other rule minus P(fall), over worlds")
    accord_change: Quantity
    vote_change: Quantity
    postponement_change: Quantity
    gains: dict[str, float] = Field(description="What the other rule is worth to each party, in its own spreads")


class Strain(Frozen):
    """P(fall) with something taken away or moved, all else as it is."""

    kind: Literal["statement", "red_line", "stake_up", "stake_down", "reach_wider", "reach_narrower"]
    party: str = Field(description="Party that is moved; empty for a statement that touches several")
    issue: str = Field("", description="Issue of a red line")
    statement: str = Field("", description="Name of the statement left out")
    fall_change: Change = Field(
        description="P(fall) as it is minus P(fall) without it, or P(fall) moved minus as it is"
    )
    accord_change: Change
    words: str


class Curve(Frozen):
    """How the four ends move with one assumed number, all others central."""

    name: str
    words: str
    values: tuple[float, ...]
    accord: tuple[Share | None, ...]
    vote: tuple[Share | None, ...]
    postponement: tuple[Share | None, ...]
    fall: tuple[Share | None, ...] = Field(description="Null where the sweeps did not settle")


class ReplayDay(Frozen):
    """What would have been concluded on one day, from what was published by then."""

    on: date
    reports: tuple[str, ...] = Field(description="Reports published that day")
    accord: Probability
    vote: Probability
    postponement: Probability
    fall: Probability


class Solver(Frozen):
    """How the equilibrium was found and how good it is."""

    method: str
    precision: float = Field(description="Lambda under the central assumptions, per spread")
    types: int = Field(description="Weighted types a party, at most")
    choices: int = Field(description="Choices in the public tree")
    candidates_left_out: int = Field(description="Packages worth tabling left out to keep the game within reach")
    sweeps: int
    residual: float = Field(description="Bound on the change of any probability in the last sweep")
    worlds: int = Field(description="Worlds that settled")
    worlds_unsettled: int
    worlds_lowered: int = Field(
        description="Worlds played at a lower lambda than drawn, because that one did not settle"
    )
    thinning_error: Share | None = Field(description="P(fall) with these types against twice as many, absolute")


class Outcomes(Frozen):
    """How the talks end: mean over the worlds, and the middle 80 % of them."""

    accord: Probability
    vote: Probability
    postponement: Probability
    fall: Probability
    central: dict[str, Share] = Field(description="The same four under the central assumptions alone")
    first_mover: str
    answering: tuple[str, ...] = Field(description="Whose consent a tabled package needs, in the order of answering")
    may_leave: tuple[str, ...]
    is_vote_normal: bool
    candidates: tuple[Candidate, ...]
    by_session: tuple[SessionOutcome, ...]
    by_package: tuple[PackageOutcome, ...]
    by_leaver: tuple[LeaverOutcome, ...]
    exits: tuple[Exit, ...] = Field(description="Likeliest first; the unlikely ones are left out")
    exit_after_vote: Share | None = Field(
        description="Of carried votes that outvote someone: how often one of them leaves"
    )
    stories: tuple[Story, ...]
    threats: tuple[ThreatValue, ...]
    strains: tuple[Strain, ...] = Field(description="Largest effect on P(fall) first")
    strain_base: dict[str, Share] = Field(
        description="The four in the game of the strains; empty where it did not settle"
    )
    curves: tuple[Curve, ...]
    replay: tuple[ReplayDay, ...]
    priors: dict[str, dict[str, float | str]] = Field(description="Lambda and costs: value, low, high, source")
    solver: Solver
