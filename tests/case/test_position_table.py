"""Tables of positions: three forms read into one value, and every fault told with its place."""

import contextlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from treves.case.position_table import is_position_table, load_position_table, read_position_table
from treves.errors import CaseError

SHARED = Path(__file__).parents[3] / "shared" / "data"

WIDE = (
    "prnr\tisnr\tcounvte\tproc\tpcom\tpep\tpnl\tpde\tscom\tsep\tsnl\tsde\trp\tout\n"
    "\t\t\t\t4.1\t4.1\t0.9\t4\t\t\t\t\t\t\n"
    "d1\td1i1\tQMV\tCOD\t0\t50\t100\t\t10\t20\t30\t\t0\t50\n"
    "d1\td1i2\tUnan\tCNS\t0\t50\t100\t100\t10\t20\t\t40\t\t\n"
)
LONG = """issue,actor,position,salience,capability,reference_point,outcome,proposal,role
tax,North,10,0.5,2,0,30,budget,
tax,South,90,0.2,1,,,budget,
tax,Assembly,40,0.9,1,,,budget,co_legislator
road,North,0,1,2,,,budget,
road,South,100,1,1,,,budget,
"""


def test_one_row_per_issue():
    """The DEU form: codes from column names, the row of capabilities, votes of the council, rules and procedures."""
    table = read_position_table("t.tsv", WIDE)
    assert table.actors == ("com", "ep", "nl", "de")
    assert table.proposals == ("d1", "d1")
    assert table.positions[0, :3].tolist() == [0, 50, 100]
    assert np.isnan(table.positions[0, 3])
    assert table.saliences[0, :3].tolist() == [0.1, 0.2, 0.3]
    assert table.capabilities[1].tolist() == [4.1, 4.1, 0.9, 4]
    assert table.votes[1, 2:].tolist() == [5, 10]
    assert np.isnan(table.votes[:, :2]).all()
    assert table.quotas.tolist() == [62 / 87, 1.0]
    assert (table.reference_points[0], table.outcomes[0]) == (0, 50)
    assert np.isnan([table.reference_points[1], table.outcomes[1]]).all()
    assert table.is_consent_needed == (True, False)
    issue = table.issue(1)
    assert issue.saliences.tolist() == pytest.approx([0.1, 0.2, 0.7 / 3, 0.4]), "a salience left out is the mean"
    assert issue.co_legislator == 50


def test_one_row_per_actor_and_issue():
    """What belongs to an issue may stand in any of its rows; the co-legislator is named by its role."""
    table = read_position_table("t.csv", LONG)
    assert table.issues == ("tax", "road")
    assert table.actors == ("North", "South", "Assembly")
    assert table.issue(0).positions.tolist() == [10, 90, 40]
    assert table.issue(0).co_legislator == 40
    assert (table.outcomes[0], table.reference_points[0]) == (30, 0)
    assert table.issue(1).actors == ("North", "South")


def test_an_issue_on_which_nobody_has_a_position_is_left_out_and_told():
    """One empty row among others does not spoil a table."""
    table = read_position_table("t.tsv", WIDE + "d2\td2i1\tQMV\tCOD" + "\t" * 9 + "40\n")
    assert table.issues == ("d1i1", "d1i2")
    assert table.notes == ("Left out, as nobody has a position there: line 5.",)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_commas_semicolons_and_tabs(delimiter):
    """The delimiter is found in the header."""
    table = read_position_table("t.csv", LONG.replace(",", delimiter))
    assert (table.positions == read_position_table("t.csv", LONG).positions)[~np.isnan(table.positions)].all()


def test_saliences_in_percent_are_understood():
    """Where any salience is above 1 the column is in percent."""
    table = read_position_table("t.csv", "issue,actor,position,salience\na,X,0,80\na,Y,100,1\n")
    assert table.saliences[0].tolist() == [0.8, 0.01]


def test_decide_units_become_the_scale():
    """Ends of the scale are the lowest and highest of meanings and positions, as the exchange programs have it."""
    text = "#A\tX\n#A\tY\n#P\ttoll\n#M\ttoll\t0.5\n#M\ttoll\t7\n#D\tX\ttoll\t3.75\t0.7\t1\n#D\tY\ttoll\t7\t0.5\t2\n"
    table = read_position_table("t.txt", text)
    assert table.positions[0].tolist() == [50, 100]


def test_parties_and_seats_are_actors_and_votes():
    """The words of coalition research name the same columns."""
    table = read_position_table("t.csv", "party,issue,position,seats\nX,a,0,34\nY,a,100,8\n")
    assert table.actors == ("X", "Y")
    assert table.votes[0].tolist() == [34, 8]
    assert table.notes == ()


def test_a_decimal_comma_is_a_decimal_point_where_it_cannot_mean_thousands():
    """A spreadsheet with semicolons writes 7,5; 1,234 could be either and is a fault."""
    table = read_position_table("t.csv", "issue;actor;position;capability\na;X;7,5;1\na;Y;62,25;,5\n")
    assert table.positions[0].tolist() == [7.5, 62.25]
    assert table.capabilities[0].tolist() == [1, 0.5]
    with pytest.raises(CaseError) as caught:
        read_position_table("t", "issue;actor;position;capability\na;X;7;1,234\n")
    assert [str(fault)[:26] for fault in caught.value.faults] == ["t:2:7: capability '1,234' "]


def test_a_position_that_cannot_be_read_is_one_fault():
    """It is not told a second time that nobody has a position there."""
    with pytest.raises(CaseError) as caught:
        read_position_table("t", "issue,actor,position\na,X,left\n")
    assert len(caught.value.faults) == 1


def test_what_was_perhaps_not_meant_is_told():
    """A column of an unknown name, issues that stand alone, and a scale that ends at 10."""
    table = read_position_table("t.csv", "issue,actor,position,leader\na,X,0,p\na,Y,10,q\nb,X,4,p\nb,Y,9.5,q\n")
    assert len(table.notes) == 3
    assert "leader" in table.notes[0]
    assert "column proposal" in table.notes[1]
    assert "if yours ends at 10" in table.notes[2]
    assert "times 10)" in table.notes[2]
    assert read_position_table("t.csv", LONG).notes == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ["t:1:1: the file is empty"]),
        ("a,b\n1,2\n", ["t:1:1: no column issue, actor, position"]),
        ("issue,member,position\na,X,1\n", ["t:1:1: no column actor; right would be"]),
        ("issue,actor,position\n", ["there are no rows"]),
        (
            "issue,actor,position,salience\na,X,140,1\na,Y,wide,1\n,Z,5,1\na,X,5,1\n",
            [
                "t:2:5: position 140 is off",
                "t:3:5: position",
                "t:4:1: the row does not say",
                "t:5:3: 'X' has a position",
            ],
        ),
        ("issue,actor,position,outcome\na,X,1,20\na,Y,2,30\n", ["t:3:7: outcome 30, and 20 in a row above"]),
        ("issue,actor,position\na,X,1,9\n", ["t:2:1: 4 fields in a table of 3 columns"]),
        ("issue,actor,position,role\na,X,1,king\n", ["t:2:7: there is no role"]),
        ("issue,actor,position\na,X,\n", ["nobody has a position on"]),
        (
            WIDE.replace("\t50\t100\t\t10", "\t500\t100\t\t10").replace("Unan\tCNS\t0", "Unan\tCNS\tzero"),
            ["off", "no number"],
        ),
        ("issue,issue,actor,position\n", ["column issue stands there twice"]),
        ("#A\tX\n#P\tp\n#D\tX\tp\t5\t0\t1\n#D\tQ\tp\t5\t1\t1\n", ["t:3:1: salience", "t:4:1: the actor"]),
        ('issue,actor,position\na,"X,1\n', ["quote opened here is never closed"]),
        ("issue,actor,position\na,X,1\0\n", ["this is no text"]),
    ],
)
def test_every_fault_is_told_with_its_place(text, told):
    """All faults at once, each with line and column, what is wrong and what would be right."""
    with pytest.raises(CaseError) as caught:
        read_position_table("t", text)
    lines = [str(fault) for fault in caught.value.faults]
    for words in told:
        assert any(words in line for line in lines), lines
    assert len(lines) >= len(told)
    assert all("right would be" in line for line in lines)


@given(st.text(max_size=300), st.sampled_from(["", LONG, WIDE]))
def test_no_text_ends_in_a_traceback(text, before):
    """Whatever follows, a table is read or refused."""
    with contextlib.suppress(CaseError):
        assert read_position_table("t", before + text).issues
    assert is_position_table(text) in (True, False)


def test_a_file_that_is_not_there_is_told(tmp_path):
    """A path without a file is a fault, not a traceback."""
    with pytest.raises(CaseError, match="cannot be read"):
        load_position_table(tmp_path / "none.csv")


def test_the_copenhagen_file_with_its_error():
    """The published file for trying a reader's messages: its one error, a negative power, is found."""
    path = SHARED / "exchange-model" / "copenhagen_with_errors.csv"
    if not path.exists():
        pytest.skip("exchange-model is not beside this checkout (../shared/data)")
    with pytest.raises(CaseError) as caught:
        load_position_table(path)
    assert any("87" in str(fault) and "-0.247" in str(fault) for fault in caught.value.faults)
