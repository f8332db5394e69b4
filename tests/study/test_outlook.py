"""The outside view of a case: what was known then, what moves it, where it meets the talks."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import treves
from treves.case import load_case
from treves.case.past import load_crises, load_spells
from treves.errors import CaseError, TrevesError
from treves.study.frozen import Probability
from treves.study.outlook import find_outlook
from treves.study.views import combine_views, inside_by

CASES = Path(treves.__file__).parent / "cases"
SHARE = st.floats(0.001, 0.999)


@pytest.fixture(scope="module")
def calm():
    return find_outlook(load_case("rutte4-asylum", as_of=date(2023, 7, 4)))


@pytest.fixture(scope="module")
def crisis():
    return find_outlook(load_case("rutte4-asylum"))


@pytest.fixture(scope="module")
def ruritania():
    return find_outlook(load_case("ruritania"))


def test_beside_the_earlier_orientation_values(calm):
    """Rutte IV on the morning of 5 July 2023: near the earlier models' 0.2-0.9 % in 3 days and 17-48 % in 365."""
    assert calm.state == "calm"
    first, last = calm.horizons[0], calm.horizons[-1]
    assert (first.days, last.days) == (3, 365)
    assert 0.0015 < first.combined.p < 0.009
    assert 0.17 < last.combined.p < 0.48
    assert first.combined.low > 0.001


def test_a_crisis_of_a_day_is_less_than_one_that_begins(crisis):
    """14 of 19 fell, but nine of them at once: one that has lasted a day falls less often; the interval holds half."""
    assert crisis.state == "crisis"
    assert crisis.fallen_share.value == pytest.approx(14 / 19, abs=0.03)
    a_year = crisis.horizons[-1]
    assert crisis.horizons[0].state.p < crisis.fallen_share.value
    assert crisis.horizons[0].state.low < 0.5 < crisis.horizons[0].state.high
    assert a_year.state.p > a_year.base.p + 0.3


def test_nothing_later_is_known(crisis):
    """Cabinets and crises after the freeze, however they went, change nothing."""
    case = load_case("rutte4-asylum")
    later = date(2023, 7, 7)
    spells = [
        replace(spell, seen_until_on=date(2023, 8, 1), cause="standing") if spell.seen_until_on >= later else spell
        for spell in load_spells()
        if spell.began_on < later
    ]
    crises = [told for told in load_crises() if told.ended_on < later]
    assert find_outlook(case, spells=spells, crises=crises) == crisis
    assert all(told.began_on.year < 2023 for told in crisis.crises)
    assert crisis.reference.is_frozen


def test_the_answer_is_the_sum_of_its_parts(crisis, calm, ruritania):
    """Base, plus what the state adds, plus what the talks add, is the result; and what has fallen never shrinks."""
    for outlook in (crisis, calm, ruritania):
        for told in (*outlook.horizons, outlook.by_deadline):
            total = told.base.p + (told.by_state_points + told.by_bargaining_points) / 100
            assert told.combined.p == pytest.approx(total, abs=1e-9)
            assert told.combined.low <= told.combined.p <= told.combined.high
        ahead = [told.combined.p for told in outlook.horizons]
        assert ahead == sorted(ahead)
        for point in (*outlook.since_formation, *outlook.from_today):
            parts = point.stands.value + point.replacement + point.early_election + point.scheduled
            assert parts == pytest.approx(1.0, abs=1e-6)


def test_both_curves_from_today_agree_where_nothing_is_special(ruritania):
    """For a calm cabinet the curve with the state known runs with that of past cabinets, a little above it."""
    base = {point.on: point.stands.value for point in ruritania.from_today}
    for point in ruritania.with_state:
        if point.on in base:
            assert 0 <= point.stands.value - base[point.on] < 0.02


def test_without_an_inside_view_that_is_said(calm):
    """No talks, no number for them: null, and nothing added."""
    assert calm.inside is None
    assert all(told.inside is None and told.by_bargaining_points == 0 for told in calm.horizons)


def test_an_inside_view_moves_the_answer_by_its_weight():
    """At weight 0 the outside view stands, at 1 the talks; between, it lies between."""
    case = load_case("rutte4-asylum")
    view = Probability(p=0.9, low=0.8, high=0.95, monte_carlo_error=0.0)
    by_weight = [find_outlook(case, inside=view, weight=weight).by_deadline for weight in (0.0, 0.5, 1.0)]
    assert by_weight[0].combined.p == pytest.approx(by_weight[0].state.p)
    assert by_weight[2].combined.p == pytest.approx(0.9)
    assert by_weight[0].combined.p < by_weight[1].combined.p < by_weight[2].combined.p
    with pytest.raises(TrevesError, match="weight"):
        find_outlook(case, inside=view, weight=1.5)


def test_a_country_nobody_coded_says_what_it_learns_from(ruritania):
    """Ruritania of 1897 is in no table: no record, the whole table, and both are said."""
    assert ruritania.reference.own_years == 0
    assert not ruritania.reference.is_frozen
    assert "No cabinet of Ruritania" in ruritania.reference.words
    assert "knows the future" in ruritania.reference.words
    record = next(driver for driver in ruritania.drivers if driver.name == "own_record")
    assert record.value == 1.0
    assert ruritania.crises_observed_per_year is None


def test_what_is_not_known_counts_as_average():
    """A case with a first day alone has an outlook; covariates it does not tell have a factor of 1."""
    case = load_case("ruritania")
    bare = replace(case, tenure=replace(case.tenure, term_ends_on=None, range_points=None, is_after_election=None))
    outlook = find_outlook(bare)
    unknown = [driver for driver in outlook.drivers if driver.value is None]
    assert {driver.name for driver in unknown} >= {"range_points", "is_after_election"}
    assert all(driver.factor.value == 1.0 for driver in unknown)
    assert find_outlook(replace(case, tenure=None)) is None


def test_own_tables_are_used():
    """A user's cabinets and crises replace the shipped ones."""
    case = load_case("ruritania")
    few = [spell for spell in load_spells() if spell.country in {"ITA", "DNK", "SWE"}]
    told = find_outlook(case, spells=few, crises=load_crises()[:3])
    assert told.reference.countries == 3
    assert len(told.crises) == 3


@given(SHARE, SHARE, st.floats(0, 1))
def test_weighted_log_odds_lie_between(outside, inside, weight):
    """The combination is never outside both views, and swapping views and weights changes nothing."""
    told = combine_views(outside, inside, weight)
    assert min(outside, inside) - 1e-9 <= told <= max(outside, inside) + 1e-9
    assert combine_views(inside, outside, 1 - weight) == pytest.approx(told, abs=1e-9)


@given(SHARE, st.integers(1, 30), st.integers(1, 400))
def test_the_inside_view_grows_with_the_days(by_deadline, days_ahead, days):
    """By the deadline it is what the talks say; before it less, after it more."""

    def outside(day):
        return 1 - 0.999**day

    told = inside_by(by_deadline, days, days_ahead, outside(days), outside(days_ahead))
    if days < days_ahead:
        assert told < by_deadline
    elif days == days_ahead:
        assert told == pytest.approx(by_deadline)
    else:
        assert by_deadline < told <= 1


def change(tmp_path, file, old, new):
    folder = tmp_path / "case"
    shutil.copytree(CASES / "rutte4-asylum", folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("cabinet.yaml", "term_ends_on: 2025-03-19", "term_ends_on: 2021-03-19", "the term ends on 2021-03-19"),
        ("cabinet.yaml", "formed_on: 2022-01-10", "formed_on: 2024-01-10", "2024-01-10 lies after the case's as_of"),
        ("case.yaml", "since: 2023-07-05", "since: 2021-07-05", "before the cabinet was formed"),
        ("case.yaml", "  recess_from: 2023-07-07\n", "", "a recess with one end"),
        ("case.yaml", "recess_until: 2023-09-04", "recess_until: 2023-06-04", "before it begins"),
    ],
)
def test_days_that_cannot_be_are_faults_of_the_case(tmp_path, file, old, new, told):
    """Tenure, crisis and calendar are checked where they stand, with file and line."""
    with pytest.raises(CaseError, match=told) as raised:
        load_case(change(tmp_path, file, old, new))
    assert all(fault.file == file and fault.line for fault in raised.value.faults)


def test_a_crisis_is_known_from_its_first_day_on():
    """Replayed as of the day before, the case is calm."""
    assert load_case("rutte4-asylum", as_of=date(2023, 7, 4)).crisis_since_on is None
    assert load_case("rutte4-asylum", as_of=date(2023, 7, 5)).crisis_since_on == date(2023, 7, 5)
