"""Votes, seats and law on the page: what is drawn is what was found."""

import math

import pytest

from report.invented import document, invented
from treves.cabinet import Council
from treves.report import report_html
from treves.report.ballot_words import quorum_words, turn_words
from treves.report.ending_prose import ending_words
from treves.report.figures.chambers import chamber_figures
from treves.report.figures.council import council_figure
from treves.report.figures.paths import lanes_of, path_figures
from treves.report.hemicycle import hemicycle
from treves.study import view_council
from treves.study.findings import Findings


@pytest.mark.parametrize("count", [1, 2, 15, 75, 76, 150, 401, 751])
def test_a_half_circle_holds_every_seat_once_and_apart(count):
    """All seats stand in the half circle, no two dots touch, and half of them lie left of the middle."""
    circle = hemicycle(count)
    assert len(circle.spots) == count
    for spot in circle.spots:
        assert math.hypot(spot.x, spot.y) <= 1 + 1e-9
        assert spot.y >= -1e-9
    for i, one in enumerate(circle.spots):
        for other in circle.spots[i + 1 :]:
            assert math.dist((one.x, one.y), (other.x, other.y)) > 1.9 * circle.dot
    left = sum(spot.x < -1e-9 for spot in circle.spots)
    right = sum(spot.x > 1e-9 for spot in circle.spots)
    assert left == right


def test_dots_and_bars_count_the_seats():
    """As many filled dots as the cabinet has seats, as many in all as the chamber, and bars end where seats end."""
    findings = invented()
    (chamber,) = findings.institutions.chambers
    (figure,) = chamber_figures(findings)
    house = figure.picture.house
    filled = sum("cabinet" in dot.css for dot in house.dots)
    assert filled == house.seats == sum(chamber.seats[party] for party in chamber.members)
    assert len(house.dots) == chamber.size
    for row, left in zip(figure.picture.rows, chamber.left, strict=False):
        width = sum(float(part.width.rstrip("%")) for part in row.parts)
        assert width == pytest.approx(100 * left.seats / chamber.size, abs=0.05)


def test_lanes_draw_the_chances_told():
    """The area of a lane passes through the chance at each month, and the dot stands at the central delay."""
    told = invented().institutions
    lanes = lanes_of(told.measures, 48)
    ordered = sorted(told.measures, key=lambda one: one.instrument == "none")
    for lane, one in zip(lanes.lanes, ordered, strict=True):
        points = [tuple(map(float, pair.split())) for pair in lane.area.removeprefix("M").removesuffix("z").split("L")]
        inner = points[1:-1]
        assert [x / 1000 * 48 for x, _ in inner] == pytest.approx(list(one.months))
        assert [1 - y / lanes.high for _, y in inner] == pytest.approx([p.p for p in one.in_force], abs=0.01)
        assert (lane.entry is None) == (one.instrument == "none")
        if lane.entry:
            assert lane.entry[1] == f"{one.delay_months.value / 48 * 100:g}%"


def test_each_drawn_package_has_one_figure():
    """Best and draft that are the same package are drawn once."""
    assert len(path_figures(invented())) == 1


def test_turns_in_words_name_those_who_can_turn_a_vote():
    """Supporters who can sink a vote are named with how; the others as those who alone change nothing."""
    ballot = invented().institutions.council.ballots[0]
    told = turn_words(ballot)
    assert told.startswith("It falls if P0 or P1 votes against, abstains or walks out.")
    assert told.endswith("Nothing that P2 does alone changes that.")


def test_a_case_without_a_council_still_shows_its_chambers():
    """No council, but a chamber: the seats are told, and the page says nothing of a vote."""
    held = document()
    held["facts"]["council"] = held["institutions"]["council"] = None
    page = report_html(Findings.model_validate(held))
    assert "Seats in parliament" in page
    assert "What a vote could do" not in page


def test_a_council_that_decides_by_consensus_is_told_without_votes():
    """No vote is counted there, so the page has no picture of sets that carry one."""
    held = document()
    held["facts"]["council"]["is_by_consensus"] = held["institutions"]["council"]["is_by_consensus"] = True
    findings = Findings.model_validate(held)
    page = report_html(findings)
    assert "How the council decides" in page
    assert "What a vote could do" not in page
    assert council_figure(findings) is None
    assert council_figure(invented()) is not None


def test_many_ways_to_break_a_quorum_are_counted_and_not_listed():
    """With seven parties dozens of sets can leave the council without a quorum: a sentence counts them."""
    council = Council({f"P{i}": 2 for i in range(7)}, quorum=8)
    told = quorum_words(view_council(council))
    assert told == "It can no longer decide once enough walk out: 35 sets of 4 or more parties are just enough."


def test_quotes_are_marked_with_the_language_of_their_report():
    """In a case with reports in two languages each quotation says which one it is in."""
    held = document()
    doc = held["statements"][0]["doc"]
    for report in held["reports"]:
        report["language"] = "fr" if report["name"] == doc else "nl"
    page = report_html(Findings.model_validate(held))
    assert '<blockquote lang="fr"' in page
    assert ('<blockquote lang="nl"' in page) == (len({row["doc"] for row in held["statements"]}) > 1)


def test_a_vote_is_no_end_of_the_talks_where_none_is_counted(findings):
    """The sentence on how the talks end names a vote, but not in a council that decides by consensus."""
    council = findings.facts.council
    if findings.outcomes is None or council is None:
        pytest.skip("the findings made by hand hold no talks")
    assert "a vote" in ending_words(findings)
    facts = findings.facts.model_copy(update={"council": council.model_copy(update={"is_by_consensus": True})})
    assert "a vote" not in ending_words(findings.model_copy(update={"facts": facts}))
