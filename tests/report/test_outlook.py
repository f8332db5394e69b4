"""The outside view on the page: both figures in four faces, marks where the days are, words that fit the numbers."""

import re
from datetime import date

import pytest

from report.invented import invented
from report.markup import Page
from treves.case import load_case
from treves.report import report_html
from treves.report.figures.outlook_curve import scene_of
from treves.report.figures.outlook_steps import steps_of
from treves.report.outlook_words import fine, whose_crises
from treves.report.terminal_outlook import outlook_picture
from treves.study.frozen import Probability
from treves.study.outlook import find_outlook

INSIDE = Probability(p=0.6, low=0.4, high=0.8, monte_carlo_error=0.01)


@pytest.fixture(scope="module", params=[None, INSIDE], ids=["outside", "with the talks"])
def outlook(request):
    return find_outlook(load_case("rutte4-asylum"), inside=request.param)


@pytest.fixture(scope="module")
def text(outlook):
    return report_html(invented().model_copy(update={"outlook": outlook}))


def test_the_section_stands_whole(text):
    """Two figures with table, sources and data; the list of crises; every link within leads somewhere."""
    page = Page(text)
    ids = set(page.ids)
    for name in ("outlook", "outlook-curve", "outlook-steps", "outlook-reference", "outlook-crises"):
        assert name in ids
    for href in re.findall(r'href="#([^"]+)"', text):
        assert href in ids, href
    assert text.count('download="strelsau-outlook') == 2
    assert len(page.ids) == len(ids)


def test_the_section_says_whether_the_talks_are_in(text, outlook):
    """With an inside view its weight is shown; without one that is said plainly."""
    if outlook.inside is None:
        assert "There is no inside view here" in text
    else:
        assert "(an assumption)" in text
        assert "the talks weigh" in text


def test_today_and_deadline_stand_where_they_are(outlook):
    """Marks lie at their share of the time from formation to the end of the term, and are named."""
    scene = scene_of(outlook, date(2023, 7, 6), date(2023, 7, 7))
    today, deadline, term = scene.marks
    whole = (outlook.since_formation[-1].on - outlook.span.formed_on).days
    assert float(today.x.rstrip("%")) == pytest.approx(542 / whole * 100, abs=0.01)
    assert float(deadline.x.rstrip("%")) > float(today.x.rstrip("%"))
    assert term.words.startswith("term ends")
    assert scene.recess is not None
    assert len({mark.line for mark in scene.marks}) == 3  # labels one above the other


def test_steps_hold_every_horizon_and_the_deadline(outlook):
    """One day (the deadline), 3, 7, 30, 90 and 365 days; the talks have a mark of their own where they are in."""
    steps = steps_of(outlook)
    assert len(steps) == 6
    assert "(deadline)" in steps[0].label
    assert all((step.combined is None) == (outlook.inside is None) for step in steps)


def test_the_picture_in_letters_marks_both_days(outlook):
    """The terminal's picture has both curves and both marks, and fits a line."""
    told = outlook_picture(outlook, date(2023, 7, 6), date(2023, 7, 7))
    assert all(mark in told for mark in "·●│")
    assert max(map(len, told.splitlines())) < 100


def test_small_chances_keep_two_digits():
    """A chance within days is not rounded away, nor a sure thing made surer."""
    told = [fine(value).replace("\u00a0", " ") for value in (0.0, 0.00002, 0.0023, 0.0996, 0.05, 0.72, 1.0)]
    assert told == ["0 %", "<0.01 %", "0.23 %", "10 %", "5.0 %", "72 %", "100 %"]


def test_a_page_without_an_outlook_has_no_section():
    """Findings without one show neither section nor link."""
    assert 'id="outlook"' not in report_html(invented())


def test_crises_are_told_by_country_and_a_country_without_any_is_named():
    """The list knows two countries: for a cabinet of a third the page says that none of its own is listed."""
    german = find_outlook(load_case("ampel-wirtschaftswende"))
    belgian = find_outlook(load_case("vivaldi-kernuitstap"))
    assert whose_crises(german) == "of cabinets in the Netherlands and Belgium (none of Germany is listed)"
    assert whose_crises(belgian) == "of cabinets in Belgium"
