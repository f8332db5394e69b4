import csv
import io
from urllib.parse import unquote

import pytest

from report.invented import document, invented, quantity
from report.markup import Page
from treves.report import report_html
from treves.report.anchors import anchors_of
from treves.report.figures.deals import deals_figure
from treves.report.figures.influences import influences_figure
from treves.report.figures.options import options_figure
from treves.report.figures.positions import row_of
from treves.report.prose import contested_words, standfirst
from treves.study.findings import Findings


def test_the_opening_says_what_how_sure_and_what_it_hinges_on() -> None:
    """Chance and interval of the first headline, the package, who refuses it, and the sentence that moves most."""
    findings = invented()
    told = standfirst(findings, anchors_of(findings))
    assert "31\u00a0% (23–39\u00a0%)" in told.conclusion
    assert "27 possible packages" in told.best
    assert told.obstacle == (
        "Party of P0 refuses it most often, in 60\u00a0% of draws, "
        "mostly over a red line that it may have on “Issue 0”."
    )
    assert told.hinge is not None
    assert told.hinge.statement.name == "st0"
    assert told.hinge.told.endswith("10 percentage points lower")


def test_a_sentence_that_lowers_the_chance_is_told_as_such() -> None:
    """Where a sentence lowers the chance, taking it out raises it, and its bar runs to the left of nothing."""
    held = document()
    moved = {"deal_exists_change": quantity(-0.2, 0.02), "best_deal_change": quantity(-0.1, 0.02)}
    held["influences"] = [{"statement": "st3", **moved}]
    findings = Findings.model_validate(held)
    hinge = standfirst(findings, anchors_of(findings)).hinge
    assert hinge is not None
    assert hinge.told.endswith("20 percentage points higher")
    figure = influences_figure(findings, anchors_of(findings))
    assert figure is not None
    assert not figure.picture.bars[0].is_up
    bar = figure.picture.bars[0].laid
    assert float(bar.low.rstrip("%")) < float(bar.x.rstrip("%")) < float(bar.high.rstrip("%"))


def test_bars_of_a_party_add_up() -> None:
    """Accepting, refusing over a red line and refusing as not worth it fill a party's bar, no more and no less."""
    figure = deals_figure(invented())
    assert figure is not None
    for row in figure.picture.rows:
        for bar in row.bars:
            parts = [float(part.rstrip("%")) for part in (bar.accepts, bar.red_width, bar.rest_width)]
            assert sum(parts) == pytest.approx(100, abs=0.02)
            assert bar.red == bar.accepts


def test_options_are_told_by_what_they_cost() -> None:
    """The issue whose worst option costs most comes first and is named in the text; a flat one makes no difference."""
    held = document()
    best = held["acceptance_map"]["best"]
    for k in range(len(best)):
        best[k][k] = 0.3
    best[4][4] = 0.1
    findings = Findings.model_validate(held)
    figure = options_figure(findings)
    assert figure.picture.groups[0].issue == "Issue 1"
    assert figure.picture.groups[0].costs == "costs up to 20 points"
    assert figure.picture.groups[1].costs == "makes no difference"
    assert contested_words(findings).startswith("The choice that matters most is “Issue 1”. With “way 1 on issue 1”")


def test_marks_stand_where_the_numbers_are() -> None:
    """Median, interval, reach and ruled-out options of a row are the numbers of its position, on a 0-100 axis."""
    findings = invented()
    issue = findings.facts.issues[0]
    told = next(p for p in findings.positions if p.issue == issue.name and p.red_line.p > 0.3)
    row = row_of(told, issue, 0, 0.1)
    assert (row.low, row.middle, row.high) == tuple(
        f"{v:g}%" for v in (told.ideal.low, told.ideal.value, told.ideal.high)
    )
    assert row.reach is not None
    assert row.reach.is_likely is (told.red_line.p >= 0.5)
    assert row.reach.low == f"{told.ideal.value - told.reach.value:g}%"
    assert row.ruled_out == tuple(f"{o.place:g}%" for o in issue.options if told.acceptable[o.name] < 0.5)


def test_downloads_hold_the_numbers_drawn() -> None:
    """The data behind the headline figure, read back as CSV, is that of the findings."""
    findings = invented()
    page = Page(report_html(findings))
    links = {a.attributes["download"]: a.attributes["href"] for a in page.root.find("a") if "download" in a.attributes}
    told = unquote(links["strelsau-headlines.csv"].partition(",")[2])
    rows = list(csv.DictReader(io.StringIO(told)))
    assert [float(row["probability"]) for row in rows] == [h.probability.p for h in findings.headlines]
    assert [row["sentence"] for row in rows] == [h.sentence for h in findings.headlines]
    for href in links.values():
        told_rows = list(csv.reader(io.StringIO(unquote(href.partition(",")[2]))))
        assert len(told_rows) > 1
        assert all(len(row) <= len(told_rows[0]) for row in told_rows)
