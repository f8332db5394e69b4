"""Tables of past cabinets and crises: what ships is what the rule makes, and a user's own is told all its faults."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from treves.case.past import load_crises, load_parlgov, load_spells, write_spells
from treves.errors import CaseError
from treves.survival import DEFINITIONS

PARLGOV = Path(__file__).parents[2].parent / "shared" / "data" / "parlgov"
SHARES = ("seats_share", "pm_share", "effective_parties", "range_points")
HEAD = "country,cabinet,began_on,seen_until_on,cause,seats_share\n"


def test_the_shipped_table_is_what_the_rule_makes_of_parlgov():
    """Every row, coded anew from ParlGov's tables and the list of crises, is the row that ships."""
    if not PARLGOV.is_dir():
        pytest.skip("ParlGov's tables are not beside this checkout")
    coded = load_parlgov(PARLGOV, date(2023, 8, 1), load_crises())
    shipped = load_spells()
    assert len(coded) == len(shipped)
    for made, kept in zip(coded, shipped, strict=True):
        for name in SHARES:
            assert getattr(kept, name) == pytest.approx(getattr(made, name), rel=1e-3)
        assert dataclasses.replace(made, **{name: getattr(kept, name) for name in SHARES}) == kept


def test_the_table_holds_four_senses_of_an_end():
    """Each definition has days; a spell's end is never after the day it left office; uncertain causes say why."""
    spells = load_spells()
    for name in DEFINITIONS:
        assert sum(getattr(spell.ends, name) is not None for spell in spells) > 150
    for spell in spells:
        assert spell.is_cause_certain == (not spell.doubt)
        if spell.ends.left_office_on and spell.cause != "standing":
            assert spell.seen_until_on <= spell.ends.left_office_on
        assert spell.began_on >= date(1945, 1, 1)
    assert 0 < sum(not spell.is_cause_certain for spell in spells) < len(spells) / 5


def test_rutte_four_is_there_and_fell_on_the_seventh():
    """The reference cabinet, by the number ParlGov gives it."""
    (spell,) = [s for s in load_spells() if s.country == "NLD" and s.began_on == date(2022, 1, 10)]
    assert (spell.seen_until_on, spell.cause, spell.parties) == (date(2023, 7, 7), "early_election", 4)
    assert spell.ends.offered_on == date(2023, 7, 7)


def test_a_table_comes_back_as_it_was_written(tmp_path):
    """Writing and reading keep every field, shares to four digits."""
    spells = load_spells()[:200]
    again = load_spells(write_spells(spells, tmp_path / "mine.csv"))
    assert again == tuple(spells)
    assert not list(tmp_path.glob(".*"))


def test_a_users_own_table_needs_little(tmp_path):
    """Country, name, two days and a cause; all else may be left out."""
    path = tmp_path / "mine.csv"
    path.write_text(
        HEAD + "RUR,Krantz I,1890-01-01,1891-05-01,replacement,0.54\nRUR,Krantz II,1891-05-01,1895-01-01,standing,\n"
    )
    first, second = load_spells(path)
    assert (first.days, first.seats_share, second.seats_share, second.parties) == (485, 0.54, None, None)


def test_all_faults_are_told_at_once_with_their_places(tmp_path):
    """Five things wrong in five rows are five faults with line and column, and one message."""
    path = tmp_path / "mine.csv"
    path.write_text(
        HEAD
        + "RUR,A,1890-13-01,1891-05-01,replacement,0.5\n"
        + "RUR,B,1890-01-01,1889-05-01,replacement,0.5\n"
        + "RUR,C,1890-01-01,1891-05-01,coup,0.5\n"
        + "RUR,D,1890-01-01,1891-05-01,standing,1.5\n"
        + "RUR,E,1890-01-01,1891-05-01\n"
    )
    with pytest.raises(CaseError) as told:
        load_spells(path)
    faults = told.value.faults
    assert [fault.line for fault in faults] == [2, 3, 4, 5, 6]
    assert (faults[0].column, faults[3].column) == (7, 38)
    assert "1890-13-01" in faults[0].what
    assert "before it began" in faults[1].what
    assert "replacement" in faults[2].right


def test_a_header_with_faults_is_told(tmp_path):
    """A missing and a misspelt column are named, with the nearest known one."""
    path = tmp_path / "mine.csv"
    path.write_text("country,cabinet,began_on,seen_until,cause\nRUR,A,1890-01-01,1891-05-01,standing\n")
    with pytest.raises(CaseError) as told:
        load_spells(path)
    words = str(told.value)
    assert "no column seen_until_on" in words
    assert "'seen_until_on'" in words


@pytest.mark.parametrize("content", [b"", b"country,cabinet\n", b"\xff\xfe", b'country,"cab\n'])
def test_what_is_no_table_is_refused(tmp_path, content):
    """Nothing, a header alone, bytes that are no text, an open quote: a fault each, never a traceback."""
    path = tmp_path / "mine.csv"
    path.write_bytes(content)
    with pytest.raises(CaseError):
        load_crises(path)


def test_a_table_that_is_not_there_is_told():
    """The name and the reason."""
    with pytest.raises(CaseError, match=r"nowhere.csv: the table cannot be read"):
        load_spells("nowhere.csv")


def test_every_crisis_has_its_source_and_says_whether_it_is_certain():
    """No row without cause and source; Dutch and Belgian, healed and fallen."""
    listed = load_crises()
    assert all(crisis.cause and crisis.source for crisis in listed)
    assert {crisis.country for crisis in listed} == {"NLD", "BEL"}
    for country in ("NLD", "BEL"):
        assert {crisis.outcome for crisis in listed if crisis.country == country} == {"healed", "fallen"}
    assert any(not crisis.is_certain for crisis in listed)
