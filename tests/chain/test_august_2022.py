"""The two measures of August 2022: how long they stood, and what the family measure did to arrivals.

The rule of 26 August 2022 let relatives come only once there was a house, after fifteen months at the latest. Arrivals
fell from 1,067 in August to 377 in November (IND, as reported by nieuws.nl on 22 December 2022); the Council of State
ended it on 8 February 2023.
"""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from chain.chains import chain, group, q, steps
from treves.agenda import Lever
from treves.chain import NO_MEASURES, Capacities, Course, Family, Inflow, Measure, Measures, Stock, simulate_packages
from treves.chain.fates import draw_fates

ANNOUNCED, STRUCK_DOWN = date(2022, 8, 26), date(2023, 2, 8)
BEFORE, DURING = 1067.0, 377.0  # relatives a month: IND, nieuws.nl 20221222
FLOWS = Path(__file__).parents[3] / "shared/data/cbs-asylum-monthly-nl/monthly_by_nationality.csv"


def rule(course):
    """The rule as the reference case has it: a share comes at once, the others after fifteen months at the latest."""
    levers = (
        Lever("family_arrivals_kept_share", DURING / BEFORE, "share (0-1)", "nieuws.nl 20221222 (IND)"),
        Lever("family_visa_wait_max_months", 15.0, "months", "nhnieuws.nl n105294"),
    )
    return Measures("rule of 2022", (Measure("housing_condition=house_first", "house first", levers, course=course),))


def dutch_families():
    """A chain with steady family arrivals of 1,067 a month, from 1 March 2022."""
    start = date(2022, 3, 1)
    none = q(0.0)
    nobody = Inflow((group(per_year=0.0),), (1.0,) * 12, "assumption", none, none, none)
    return chain(
        start_on=start,
        inflow=nobody,
        capacities=Capacities(steps(10.0), steps(10.0), steps(BEFORE * 12 / 365.25 * 7)),
        family=Family(q(13.0), q(1.0), q(9.0)),
        stocks=(
            Stock("family_decision", q(60_000.0), q(8.0), sponsor_housed_share=q(1.0)),
            Stock("family_visa", q(BEFORE * 12 / 365.25 * 7 * 9), q(4.0), sponsor_housed_share=q(1.0)),
        ),
    )


def test_how_long_the_two_measures_stood():
    """Both met their first ruling after 101 days; one ended after 166 days, the other after 31 months."""
    # nu.nl 6240385 and telegraaf.nl 536947619 (5 December 2022); nhnieuws.nl n105294 (Council of State)
    assert (date(2022, 12, 5) - ANNOUNCED).days == 101
    assert (STRUCK_DOWN - ANNOUNCED).days == 166
    # decision term, WBV 2022/22: in force 27 September 2022 (ECLI:NL:RBDHA:2023:8346); Amsterdam court, 6 January
    # 2023 (raadvanstate.nl 202300717/1/V1); Court of Justice of the EU, 8 May 2025 (C-662/23)
    term, first, end = date(2022, 9, 27), date(2023, 1, 6), date(2025, 5, 8)
    assert (first - term).days == 101
    assert (end.year - term.year) * 12 + end.month - term.month - (end.day < term.day) == 31
    made = dutch_families()
    measure = rule(Course(ANNOUNCED, ANNOUNCED, STRUCK_DOWN)).measures[0]
    fate = draw_fates([measure], made, 3, seed=1)[measure.name]
    assert (fate.until - fate.in_force) * 7 == pytest.approx(np.full(3, 166), abs=7)


def test_the_family_measure_defers_and_the_ruling_lets_them_come():
    """Under the rule 377 of 1,067 come; after the ruling more than before; in the end nobody is missing."""
    made = dutch_families()
    struck = rule(Course(ANNOUNCED, ANNOUNCED, STRUCK_DOWN))
    base, with_rule = simulate_packages(made, [NO_MEASURES, struck], draws=10, weeks=104, rng=np.random.default_rng(3))
    months = {month: m for m, month in enumerate(base.months)}
    usual = base.series("family_arrivals_persons").mean(axis=0)
    arrivals = with_rule.series("family_arrivals_persons").mean(axis=0)
    held = with_rule.series("family_held_persons").mean(axis=0)
    assert usual[months[date(2022, 8, 1)]] == pytest.approx(BEFORE, rel=0.05)
    under = [arrivals[months[date(2022 + (m > 12), (m - 1) % 12 + 1, 1)]] for m in range(10, 14)]
    assert np.mean(under) == pytest.approx(DURING, rel=0.06)
    assert arrivals[months[date(2022, 7, 1)]] == usual[months[date(2022, 7, 1)]]
    after = arrivals[months[date(2023, 3, 1)] : months[date(2023, 5, 1)]]
    assert (after > 1.3 * BEFORE).all()
    assert held[months[date(2023, 1, 1)]] > 2500
    assert held[months[date(2023, 8, 1)]] == 0
    assert arrivals.sum() == pytest.approx(usual.sum(), rel=0.001)


def test_the_rule_that_stands_lets_them_come_after_fifteen_months():
    """Had no court ended it, those held back would have come fifteen months after the decision on them."""
    made = dutch_families()
    stood = rule(Course(ANNOUNCED, ANNOUNCED))
    (found,) = simulate_packages(made, [stood], draws=5, weeks=120, rng=np.random.default_rng(3))
    months = {month: m for m, month in enumerate(found.months)}
    arrivals = found.series("family_arrivals_persons").mean(axis=0)
    assert arrivals[months[date(2023, 3, 1)]] == pytest.approx(DURING, rel=0.1)
    assert arrivals[months[date(2024, 3, 1)]] == pytest.approx(BEFORE, rel=0.1)


@pytest.mark.skipif(not FLOWS.exists(), reason="monthly series of Statistics Netherlands not at hand (../shared)")
def test_the_published_series_fell_and_rose_as_the_measure_says():
    """In the published series, too, arrivals fell to 377 / 1,067 of August's, and doubled after the ruling."""
    arrivals = Counter()
    with FLOWS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            arrivals[row["month"]] += int(row["family_arrivals"])
    assert arrivals["2022-11"] / arrivals["2022-08"] == pytest.approx(DURING / BEFORE, abs=0.05)
    under = np.mean([arrivals[month] for month in ("2022-11", "2022-12", "2023-01")])
    after = np.mean([arrivals[month] for month in ("2023-03", "2023-04", "2023-05")])
    assert after > 2 * under
