"""Who is at the table: parties and people, the council of ministers, the chambers, and whose consent is needed.

A *veto player* is a member whose consent is needed (Tsebelis 2002); a *pivot* is a member whose exit loses the
majority. Both are read off the case's own rules; nothing here knows a country.

The room, file by file::

    party              parties and the people who speak for them
    council            the council of ministers and a vote in it
    balance            which sets carry a vote, what one party's change of mind, abstention or walk-out changes
    chamber, poll      seats per party, and what a party would win
    majorities         what is left when a member leaves, and which other majorities a chamber holds
    decision_rule      whose acceptance makes a deal
    cabinet            all of it together
"""

from treves.cabinet.balance import Swing, carrying_sets, find_swings, quorum_breakers
from treves.cabinet.cabinet import Cabinet
from treves.cabinet.chamber import Chamber
from treves.cabinet.council import Council, DecisionWay, TieRule, VoteResult
from treves.cabinet.decision_rule import DecisionRule
from treves.cabinet.majorities import (
    Remainder,
    connected_majorities,
    minimal_winning,
    minimal_winning_count,
    partners,
    seats_left,
)
from treves.cabinet.party import Party, Person
from treves.cabinet.poll import Poll

__all__ = [
    "Cabinet",
    "Chamber",
    "Council",
    "DecisionRule",
    "DecisionWay",
    "Party",
    "Person",
    "Poll",
    "Remainder",
    "Swing",
    "TieRule",
    "VoteResult",
    "carrying_sets",
    "connected_majorities",
    "find_swings",
    "minimal_winning",
    "minimal_winning_count",
    "partners",
    "quorum_breakers",
    "seats_left",
]
