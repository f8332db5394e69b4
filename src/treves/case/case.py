"""A case as the rooms see it: everything its folder says, read, checked and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from treves.agenda import Agenda, Choice, Package
from treves.cabinet import Cabinet
from treves.chain import ChainParameters
from treves.evidence import Codebook, Report, Statement
from treves.positions.assumptions import Assumptions, Range
from treves.positions.by_hand import UNMOVED, ByHand

__all__ = ["Calendar", "Case", "ConsequenceWorth", "ExpertPlace", "PartyValues", "Session", "Talks", "Tenure"]


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting of the talks: what it is called, the day it is held, and anything worth knowing about it."""

    name: str
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class ExpertPlace:
    """Where an expert places a party on an issue: the mean and standard deviation of a normal prior.

    Parameters
    ----------
    party, issue : str
    place : float
        Scale points, 0-100.
    sd : float
        Scale points.
    source : str
    """

    party: str
    issue: str
    place: float
    sd: float
    source: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """The cabinet's time in office, for the outside view.

    Parameters
    ----------
    formed_on : date
    term_ends_on : date, optional
        When the next election is due at the latest.
    is_caretaker : bool
    is_after_election : bool, optional
        Formed within 210 days of an election, the first cabinet since.
    range_points : float, optional
        Distance between its outermost parties on a left-right scale from 0 to 10.
    source : str
    """

    formed_on: date
    term_ends_on: date | None = None
    is_caretaker: bool = False
    is_after_election: bool | None = None
    range_points: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days that quieten or stir a crisis: the parliament's recess, party congresses."""

    recess_from_on: date | None = None
    recess_until_on: date | None = None
    congress_on: tuple[date, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class ConsequenceWorth:
    """What a consequence of an option is worth to a party.

    Parameters
    ----------
    party : str
    of : {'inflow', 'legal', 'beds'}
        A lower inflow, relatives included; a measure that stands in court; fewer residents beyond all places.
    utility : float
        Utility units for every ``per`` of it; below 0 where the party minds.
    per : float
        Persons a year (inflow), a chance from 0 to 1 (legal), persons (beds).
    source : str
    """

    party: str
    of: Literal["inflow", "legal", "beds"]
    utility: float
    per: float
    source: str


@dataclass(frozen=True, slots=True)
class PartyValues:
    """What every option is worth to a party, given as numbers.

    Parameters
    ----------
    party : str
    utilities : mapping of str to mapping of str to float
        By issue and option; a package is worth the sum over issues.
    reservation : float, optional
        Utility of no deal; None where it is what the status quo is worth.
    discount : float, optional
        What delay leaves of a utility; kept, and plays no part.
    red_lines : tuple of Choice
    source : str
    """

    party: str
    utilities: Mapping[str, Mapping[str, float]]
    reservation: float | None
    discount: float | None
    red_lines: tuple[Choice, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Talks:
    """How the talks are held, where the case says so; what it leaves open is read off the cabinet.

    Parameters
    ----------
    first_mover : str
        Who has the floor first; empty: the party in the chair of the council, else the first that is asked.
    does_floor_rotate : bool
        Whether the floor passes on in the order of answering from session to session.
    order : tuple of str
        Whose consent a tabled package needs, in the order in which they answer; empty: the veto players.
    may_leave : tuple of str
        Whose exit brings the cabinet down; empty: those who answer.
    are_walk_outs_possible, is_vote_normal : bool
        Whether ministers may break the quorum; whether to be outvoted is the ordinary course.
    priors : mapping of str to Range
        Lambda and the costs of moves, where the case has its own.
    types : int
        Weighted types a party, at most.
    """

    first_mover: str = ""
    does_floor_rotate: bool = True
    order: tuple[str, ...] = ()
    may_leave: tuple[str, ...] = ()
    are_walk_outs_possible: bool = True
    is_vote_normal: bool = False
    priors: Mapping[str, Range] = field(default_factory=dict)
    types: int = 24


@dataclass(frozen=True)
class Case:
    """A coalition in trouble on one day.

    Parameters
    ----------
    name : str
        Name of the folder, or of the packaged case.
    title, question, language : str
    as_of : date
        Freeze date: nothing published after it is in the case.
    deadline : date
    sessions : tuple of Session
        In order of their days, none after the deadline.
    seed : int
    draws, worlds : int
        Draws from the posterior per world; worlds drawn from the assumptions.
    statements_used : {'reviewed', 'all'}
        Whether rows that nobody has reviewed yet may enter the model.
    draft : Package, optional
        The draft on the table.
    agenda : Agenda
    cabinet : Cabinet
    codebook : Codebook
    reports : mapping of str to Report
        By name, in order of publication, none later than ``as_of``.
    statements : tuple of Statement
        Every row about those reports, rejected ones too, in the order of the file.
    assumptions : Assumptions
    saliences : mapping of str to mapping of str to float
        Prior salience shares by party and issue, summing to one per party; parties not named have none.
    expert_places : tuple of ExpertPlace
    sources : tuple of str
    talks : Talks
        How the talks are held.
    words : mapping
        By language and matter, the phrases that point to the matter.
    given_values : tuple of PartyValues
        Of every party at the table, where the case gives utilities instead of statements; else empty.
    tenure : Tenure, optional
        None where the case does not say when the cabinet was formed.
    crisis_since_on : date, optional
        First day of the formal crisis under way on ``as_of``; None where there is none.
    calendar : Calendar
    chain : ChainParameters, optional
        From application to a house; None where the case has no ``chain.yaml``, or is read as of a day before one of
        the chain's numbers was published.
    consequence_worths : tuple of ConsequenceWorth
        What consequences are worth to parties beyond the places of options; empty where the case says nothing of it.
    by_hand : ByHand
        Beliefs changed by hand after the statements have spoken.
    set_by_hand : tuple of str
        Everything that was changed by hand, each in words; empty where the case is as its files say.
    digest : str
        SHA-256 over names and bytes of the case's files; the same for every ``as_of``.
    """

    name: str
    title: str
    question: str
    language: str
    as_of: date
    deadline: date
    sessions: tuple[Session, ...]
    seed: int
    draws: int
    worlds: int
    statements_used: Literal["reviewed", "all"]
    draft: Package | None
    agenda: Agenda
    cabinet: Cabinet
    codebook: Codebook
    reports: Mapping[str, Report]
    statements: tuple[Statement, ...]
    assumptions: Assumptions
    digest: str
    saliences: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    expert_places: tuple[ExpertPlace, ...] = ()
    sources: tuple[str, ...] = ()
    talks: Talks = Talks()
    words: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    given_values: tuple[PartyValues, ...] = ()
    tenure: Tenure | None = None
    crisis_since_on: date | None = None
    calendar: Calendar = Calendar()
    chain: ChainParameters | None = None
    consequence_worths: tuple[ConsequenceWorth, ...] = ()
    by_hand: ByHand = UNMOVED
    set_by_hand: tuple[str, ...] = ()

    @property
    def evidence(self) -> tuple[Statement, ...]:
        """The statements that may enter the model: published by ``as_of``, reviewed as asked, never rejected.

        A row whose words no longer stand in its report waits for review again, whatever was decided on it.
        """
        usable = {"accepted", "edited"} | ({"open"} if self.statements_used == "all" else set())
        return tuple(
            statement
            for statement in self.statements
            if statement.published_on <= self.as_of and statement.review in usable and not statement.is_changed
        )
