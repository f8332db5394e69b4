"""Time expressions against the day of publication, with the tense of the clause."""

from datetime import date

import pytest

from treves.evidence.lexicon import load_lexicon
from treves.evidence.time import find_times

WEDNESDAY = date(2024, 3, 13)

DUTCH = [
    ("Dat zei ze dinsdagavond.", "dinsdagavond", "2024-03-12T18:00", "2024-03-12T23:59"),
    ("Het kabinet komt dinsdagavond bijeen.", "dinsdagavond", "2024-03-19T18:00", "2024-03-19T23:59"),
    ("Vrijdag stemt de Kamer.", "Vrijdag", "2024-03-15", "2024-03-15"),
    ("Vrijdag stemde de Kamer.", "Vrijdag", "2024-03-08", "2024-03-08"),
    ("Zij heeft maandag gezegd dat er vrijdag een akkoord komt.", "vrijdag", "2024-03-15", "2024-03-15"),
    ("Het akkoord werd vorige zomer gesloten.", "vorige zomer", "2023-06-21", "2023-09-22"),
    ("Dat beloofde hij begin juni.", "begin juni", "2023-06-01", "2023-06-10"),
    ("Begin juni begint de zaak.", "Begin juni", "2024-06-01", "2024-06-10"),
    ("Ze willen een besluit voor 1 april.", "voor 1 april", "", "2024-03-31"),
    ("De wet moet voor de zomer klaar zijn.", "voor de zomer", "", "2024-07-05"),
    ("Vorig jaar was dat anders.", "Vorig jaar", "2023-01-01", "2023-12-31"),
    ("Volgende week praten zij verder.", "Volgende week", "2024-03-18", "2024-03-24"),
    ("Eind volgende maand valt het besluit.", "Eind volgende maand", "2024-04-21", "2024-04-30"),
    ("Morgenochtend is er overleg.", "Morgenochtend", "2024-03-14T06:00", "2024-03-14T12:00"),
    ("Er kwam gisteravond geen akkoord.", "gisteravond", "2024-03-12T18:00", "2024-03-12T23:59"),
    ("Op 6 juli 2023 viel het kabinet.", "6 juli 2023", "2023-07-06", "2023-07-06"),
    ("De uitstoot moet in 2030 gehalveerd zijn.", "2030", "2030-01-01", "2030-12-31"),
]
ENGLISH = [
    ("She said so on Tuesday evening.", "Tuesday evening", "2024-03-12T18:00", "2024-03-12T23:59"),
    ("They will meet on Tuesday evening.", "Tuesday evening", "2024-03-19T18:00", "2024-03-19T23:59"),
    ("A vote is due by the end of June.", "by the end of June", "", "2024-06-30"),
    ("They want a deal before Easter.", "before Easter", "", "2024-03-30"),
    ("He resigned last month.", "last month", "2024-02-01", "2024-02-29"),
    ("Talks resume next week.", "next week", "2024-03-18", "2024-03-24"),
    ("It was agreed on March 4.", "March 4", "2024-03-04", "2024-03-04"),
]


@pytest.mark.parametrize(("code", "case"), [("nl", c) for c in DUTCH] + [("en", c) for c in ENGLISH])
def test_expression_resolves_to_its_interval(code, case):
    """Weekdays look back or ahead with the tense; limits are open on one side."""
    text, words, first, last = case
    found = find_times(text, 0, len(text), WEDNESDAY, load_lexicon(code))
    match = [t for t in found if t.text == words]
    assert match, [t.text for t in found]
    assert (match[0].interval.start, match[0].interval.end) == (first, last)


def test_elliptic_weekdays_share_the_part_of_the_day():
    """'Woensdag- en donderdagavond' are two evenings."""
    text = "Woensdag- en donderdagavond en vrijdagochtend komen zij bijeen."
    found = find_times(text, 0, len(text), WEDNESDAY, load_lexicon("nl"))
    assert [t.interval.start for t in found] == ["2024-03-13T18:00", "2024-03-14T18:00", "2024-03-15T06:00"]


def test_what_is_no_date_says_so():
    """'Al maanden' is a duration without a date, and stays one."""
    text = "De gesprekken lopen al maanden."
    (found,) = find_times(text, 0, len(text), WEDNESDAY, load_lexicon("nl"))
    assert (found.text, found.interval, found.role) == ("al maanden", None, "duration")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Zij eisen een besluit voor 1 april.", "deadline"),
        ("Dat zei hij gisteren.", "statement"),
        ("De Kamer stemt vrijdag.", "event"),
    ],
)
def test_role(text, role):
    """A limit, the time of speaking, the time of the event."""
    (found,) = find_times(text, 0, len(text), WEDNESDAY, load_lexicon("nl"))
    assert found.role == role
