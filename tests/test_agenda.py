"""What is on the table: numbering, rules between options, and the words of a package."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import agendas, issue_of
from treves.agenda import Agenda, Choice, Exclusion, Issue, Option, Package, Requirement
from treves.errors import AgendaError

TWO = (issue_of("x", [0, 50, 100]), issue_of("y", [0, 100]))


@given(agenda=agendas(), data=st.data())
def test_every_package_has_its_own_number(agenda, data):
    """Numbering and its inverse undo each other for every package."""
    number = data.draw(st.integers(0, agenda.package_count - 1))
    assert agenda.number_of(agenda.package_at(number)) == number


def test_last_issue_runs_fastest():
    """Packages are numbered like a clock: the last issue turns first."""
    agenda = Agenda(TWO)
    assert [agenda.package_at(i).options for i in range(3)] == [("x0", "y0"), ("x0", "y1"), ("x1", "y0")]


def test_exclusions_and_requirements_rule_packages_out_with_their_reason():
    """A package that breaks a rule is told which one and why; one that keeps them is not."""
    agenda = Agenda(
        TWO,
        (Exclusion((Choice("x", "x2"), Choice("y", "y1")), "Both cannot be paid."),),
        (Requirement(Choice("x", "x1"), (Choice("y", "y1"),), "It needs a statute."),),
    )
    assert "Both cannot be paid." in agenda.why_not(agenda.package({"x": "x2", "y": "y1"}))
    assert "x=x1 needs y=y1" in agenda.why_not(agenda.package({"x": "x1"}))
    assert agenda.why_not(agenda.package({"x": "x1", "y": "y1"})) == ""


def test_an_agenda_travels_to_another_process():
    """Pickled and back, an agenda is the same, so that a pool of processes can share the work."""
    agenda = Agenda(TWO)
    assert pickle.loads(pickle.dumps(agenda)) == agenda


def test_unnamed_issues_stay_at_the_status_quo():
    """A package named by one issue keeps the others as they are."""
    agenda = Agenda(TWO)
    assert agenda.package({"y": "y1"}) == Package(("x0", "y1"))
    assert agenda.words(agenda.package({"y": "y1"})) == "x option 0; y option 1"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Option("o", "o", 140.0), "not between 0 and 100"),
        (lambda: Option("o", "o", float("nan")), "not between 0 and 100"),
        (lambda: issue_of("x", [1]), "at least two"),
        (lambda: Issue("x", "x", "?", (Option("a", "a", 0), Option("a", "a", 1)), "a"), "twice"),
        (lambda: Issue("x", "x", "?", (Option("a", "a", 0), Option("b", "b", 1)), "c"), "none of its options"),
        (lambda: Agenda(()), "at least one issue"),
        (lambda: Agenda((TWO[0], TWO[0])), "same name"),
        (lambda: Agenda(TWO, (Exclusion((Choice("x", "zz"), Choice("y", "y1"))),)), "no option 'zz'"),
        (lambda: Agenda(TWO, (Exclusion((Choice("x", "x0"), Choice("y", "y0"))),)), "status quo itself"),
        (lambda: Agenda(TWO).package({"z": "x0"}), "no issue 'z'"),
        (lambda: Agenda(TWO).package(["x0"]), "2 options here, not 1"),
        (lambda: Agenda(TWO).package_at(6), "there are 6"),
    ],
)
def test_what_cannot_exist_is_refused_with_the_reason(make, message):
    """Every impossible agenda, option or package names what is wrong."""
    with pytest.raises(AgendaError, match=message):
        make()
