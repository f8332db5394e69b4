"""How a cabinet ended: the written rule, one case at a time, and the day on which the world stops."""

from dataclasses import replace
from datetime import date

from treves.survival import Dates, Spell, code_end, known_by, term_end

TODAY = date(2023, 7, 5)
BEGAN, DUE = date(1990, 6, 1), date(1994, 5, 1)
FULL = Dates(
    began_on=BEGAN,
    term_ends_on=DUE,
    next_on=date(1994, 7, 1),
    next_regular_on=date(1994, 7, 1),
    left_on=date(1994, 7, 1),
    elections=((date(1994, 5, 1), False),),
)


def test_an_election_on_time_is_a_scheduled_end():
    """The end is election day, not the successor's first."""
    told = code_end(FULL, TODAY)
    assert (told.cause, told.seen_until_on, told.doubts) == ("scheduled", date(1994, 5, 1), ())
    assert told.ends.early_election_on is None
    assert told.ends.left_office_on == date(1994, 7, 1)


def test_a_successor_without_an_election_is_a_replacement():
    """No vote lies between the two cabinets."""
    swap = replace(FULL, next_on=date(1992, 3, 1), next_regular_on=date(1992, 3, 1), code="change-party")
    told = code_end(swap, TODAY)
    assert (told.cause, told.seen_until_on, told.ends.replaced_on) == (
        "replacement",
        date(1992, 3, 1),
        date(1992, 3, 1),
    )


def test_an_early_election_needs_half_a_year_and_the_source_s_word():
    """Called early and more than 180 days before the term is over."""
    soon = replace(
        FULL, elections=((date(1992, 9, 1), True),), next_on=date(1992, 11, 1), next_regular_on=date(1992, 11, 1)
    )
    assert code_end(soon, TODAY).cause == "early_election"
    late = replace(
        soon, elections=((date(1994, 2, 1), True),), next_on=date(1994, 3, 1), next_regular_on=date(1994, 3, 1)
    )
    assert code_end(late, TODAY).cause == "scheduled"


def test_a_lame_duck_fell():
    """Resigned half a year before an election held on time: that is a fall, on the day of the resignation."""
    told = code_end(replace(FULL, resigned_on=date(1993, 10, 1), code="resignation-pm"), TODAY)
    assert (told.cause, told.seen_until_on) == ("early_election", date(1993, 10, 1))
    assert told.ends.offered_on == date(1993, 10, 1)


def test_a_known_offer_overrides_the_source_s_days():
    """Another source's day wins, and is never a scheduled end."""
    told = code_end(replace(FULL, offered_on=date(1994, 4, 1), terminated_on=date(1991, 1, 1)), TODAY)
    assert (told.cause, told.seen_until_on, told.ends.offered_on) == (
        "early_election",
        date(1994, 4, 1),
        date(1994, 4, 1),
    )


def test_contradictions_are_marked():
    """A code that says otherwise, an end long before any successor, an end before the beginning: each is a doubt."""
    assert code_end(replace(FULL, code="confidence-vote"), TODAY).doubts
    gap = replace(FULL, terminated_on=date(1991, 1, 1))
    assert any("before any successor" in doubt for doubt in code_end(gap, TODAY).doubts)
    assert any(
        "before it began" in doubt for doubt in code_end(replace(FULL, resigned_on=date(1989, 1, 1)), TODAY).doubts
    )


def test_what_has_not_ended_stands():
    """Without a successor, a resignation or an election the cabinet stands on the day one looks."""
    told = code_end(Dates(began_on=BEGAN, term_ends_on=DUE), date(1991, 1, 1))
    assert (told.cause, told.seen_until_on) == ("standing", date(1991, 1, 1))


def test_nothing_later_than_the_freeze_is_known():
    """On the morning of the day it fell, a cabinet stands; a later one is not there."""
    spell = Spell("NLD", "Rutte IV", date(2022, 1, 10), date(2023, 7, 7), "early_election")
    assert [told.cause for told in known_by([spell], date(2023, 7, 7))] == ["standing"]
    assert [told.cause for told in known_by([spell], date(2023, 7, 8))] == ["early_election"]
    assert known_by([spell], date(2022, 1, 10)) == ()


def test_terms_follow_the_law_of_their_day():
    """Belgium sat four years, and five from 2014 on; a country that is not known has no term."""
    assert term_end("BEL", date(1995, 5, 21)) == date(1999, 5, 21)
    assert term_end("BEL", date(2014, 5, 25)) == date(2019, 5, 25)
    assert term_end("Ruritania", date(1895, 1, 1)) is None
