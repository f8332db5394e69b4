"""Whose consent, whose floor, and what a vote in the council needs."""

from __future__ import annotations

import pytest

from treves.cabinet import Cabinet, Council, DecisionRule, Party
from treves.crisis import GameError, Rules, is_carried, rules_of

TABLE = ("Amber", "Blue", "Coral")


def rules(**changes: object) -> Rules:
    known: dict[str, object] = {
        "parties": TABLE,
        "order": TABLE,
        "proposers": ("Amber", "Blue"),
        "may_leave": TABLE,
        "council": Council({"Amber": 5, "Blue": 4, "Coral": 2}, quorum=6),
    }
    return Rules(**(known | changes))  # type: ignore[arg-type]


def test_a_majority_carries() -> None:
    """More than half of the ministers present and for it; the party without enough is not."""
    assert is_carried(rules(), ["Amber", "Coral"])
    assert is_carried(rules(), ["Blue", "Coral"])
    assert not is_carried(rules(), ["Amber"])
    assert not is_carried(rules(council=None), TABLE)


def test_opponents_break_the_quorum_where_they_can() -> None:
    """With a quorum of eight, seven supporters cannot vote alone: the others walk out, unless they may not."""
    high = Council({"Amber": 5, "Blue": 4, "Coral": 2}, quorum=8)
    assert not is_carried(rules(council=high), ["Amber", "Coral"])
    assert is_carried(rules(council=high, are_walk_outs_possible=False), ["Amber", "Coral"])
    assert is_carried(rules(council=high), ["Amber", "Blue"])


@pytest.mark.parametrize(
    ("tie", "chair", "passes"),
    [("fails", "", False), ("passes", "", True), ("chair", "Amber", True), ("chair", "Blue", False)],
)
def test_ties(tie: str, chair: str, passes: bool) -> None:
    """Equal votes mean what the case says they mean."""
    council = Council({"Amber": 3, "Blue": 3, "Coral": 0}, quorum=3, tie=tie, chair=chair)  # type: ignore[arg-type]
    assert is_carried(rules(council=council), ["Amber"]) is passes


def test_one_more_session_goes_round_or_returns() -> None:
    """The floor goes round as it did; where it stayed with one party it stays."""
    assert rules().with_one_more_session().proposers == ("Amber", "Blue", "Coral")
    assert rules(proposers=("Blue", "Blue")).with_one_more_session().proposers == ("Blue",) * 3
    assert rules(proposers=("Coral",)).with_one_more_session().proposers == ("Coral", "Coral")


def cabinet(rule: DecisionRule) -> Cabinet:
    parties = (Party("Amber", "Amber"), Party("Blue", "Blue"), Party("Coral", "Coral", is_in_cabinet=False))
    return Cabinet("Tea", "Ruritania", parties, rule, Council({"Amber": 5, "Blue": 3}, 4))


def test_rules_of_an_all_veto_cabinet() -> None:
    """Veto players answer in the order of the case, the floor goes round from the first mover."""
    found = rules_of(cabinet(DecisionRule(TABLE)), sessions=4, first_mover="Blue")
    assert found.order == found.may_leave == TABLE
    assert found.proposers == ("Blue", "Coral", "Amber", "Blue")
    assert found.votes_of("Amber") == 5
    assert found.votes_of("Coral") == 0


def test_rules_of_a_majority_council() -> None:
    """Without veto players the members answer what is tabled; the support party outside the council does not."""
    rule = DecisionRule((), {"Amber": 5, "Blue": 3, "Coral": 2}, quota=5)
    found = rules_of(cabinet(rule), sessions=2, first_mover="Amber", do_proposers_rotate=False, is_vote_normal=True)
    assert found.order == ("Amber", "Blue")
    assert found.proposers == ("Amber", "Amber")
    assert found.is_vote_normal


def test_refusals() -> None:
    """A stranger at the table, a name twice, no session, nobody to talk to."""
    with pytest.raises(GameError, match="Dune is not at the table"):
        rules(proposers=("Dune",))
    with pytest.raises(GameError, match="order names a party twice"):
        rules(order=("Amber", "Amber"))
    with pytest.raises(GameError, match="at least one session"):
        rules(proposers=())
    with pytest.raises(GameError, match="at least two parties"):
        Rules(("Amber",), ("Amber",), ("Amber",), ("Amber",))
    with pytest.raises(GameError, match="0 sessions"):
        rules_of(cabinet(DecisionRule(TABLE)), sessions=0, first_mover="Amber")


def test_no_vote_can_be_called_in_a_council_that_decides_by_consensus() -> None:
    """By consensus there is nothing to count: no party has votes to call one with, and none is ever outvoted."""
    parties = (Party("Amber", "Amber"), Party("Blue", "Blue"))
    council = Council({"Amber": 5, "Blue": 1}, 3, decides="consensus", chair="Amber")
    told = rules_of(Cabinet("Tea", "Ruritania", parties, DecisionRule(("Amber", "Blue")), council), 2, "Amber")
    assert told.council is None
    assert [told.votes_of(party) for party in told.parties] == [0, 0]
    assert not is_carried(rules(council=Council(council.votes | {"Coral": 0}, 3, decides="consensus")), ["Amber"])
