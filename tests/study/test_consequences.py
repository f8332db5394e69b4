"""Each candidate deal comes with its consequences: against a kept baseline, deferral apart from reduction."""

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from treves.case import load_case
from treves.case.adjust import adjust, parse_adjustments
from treves.errors import TrevesError
from treves.report import print_consequences
from treves.study import run_study
from treves.study.consequence_worth import worth_of_options
from treves.study.consequences import find_consequences, run_packages
from treves.study.deals import Listed
from treves.study.simulate import packages_to_run, simulate_case, write_courses

GEESE = Path(__file__).parents[1] / "case" / "geese" / "chain.yaml"
RURITANIA = Path(__file__).parents[2] / "src" / "treves" / "cases" / "ruritania"
LEVER = """        levers:
          - {parameter: family_applications_kept_share, value: 0, unit: share (0-1), source: assumption}
"""
WORTH = """consequences:
  - {party: %s, of: inflow, utility: 0.2, per: 1000, source: assumption}
  - {party: %s, of: legal, utility: 0.1, per: 1, source: assumption}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Ruritania with geese, and with no goslings where half the goose tax is agreed."""
    made = Path(shutil.copytree(RURITANIA, tmp_path_factory.mktemp("geese") / "ruritania"))
    shutil.copyfile(GEESE, made / "chain.yaml")
    agenda = (made / "agenda.yaml").read_text()
    at = agenda.index("        legal_path:", agenda.index("- name: half"))
    (made / "agenda.yaml").write_text(agenda[:at] + LEVER + agenda[at:])
    return made


@pytest.fixture(scope="module")
def case(folder):
    return load_case(folder)


@pytest.fixture(scope="module")
def told(case):
    """Half the tax, and no tax, which has no lever."""
    agenda = case.agenda
    listed = [
        Listed("best", "x", agenda.package({"goose_tax": "half"})),
        Listed("alternative", "y", agenda.package({"goose_tax": "none"})),
        Listed("status_quo", "z", agenda.status_quo),
    ]
    return find_consequences(case, listed, replications=12, months=36)


def test_an_option_without_a_lever_changes_nothing_and_says_so(told):
    """What has no instrument differs from no deal by exactly nothing."""
    idle = told.packages[1]
    assert idle.without_instrument == ("no goose tax",)
    assert all(d.value == d.low == d.high == d.mean == 0.0 for d in idle.differences)
    assert told.packages[0].without_instrument == ()


def test_a_lever_that_refuses_reduces_and_one_that_holds_back_defers(case, folder, tmp_path):
    """Refused relatives are counted as refused, held back ones as held back."""
    refused = find_consequences(
        case, [Listed("best", "x", case.agenda.package({"goose_tax": "half"}))], replications=12, months=36
    )
    text = (folder / "agenda.yaml").read_text()
    other = Path(shutil.copytree(folder, tmp_path / "ruritania"))
    held_text = text.replace(
        "family_applications_kept_share, value: 0", "family_arrivals_max_persons_per_month, value: 1"
    )
    (other / "agenda.yaml").write_text(held_text)
    second = load_case(other)
    held = find_consequences(
        second, [Listed("best", "x", second.agenda.package({"goose_tax": "half"}))], replications=12, months=36
    )

    def means(found):
        return {d.measure: d.mean for d in found.packages[0].differences}

    one, two = means(refused), means(held)
    assert one["family_refused"] > 0
    assert one["family_deferred"] <= 0
    assert two["family_deferred"] > 0
    assert one["family_arrivals"] < 0
    assert two["family_arrivals"] < 0
    assert two["family_deferred"] == pytest.approx(-two["family_arrivals"], rel=0.25)


def test_differences_are_narrower_than_bands(told):
    """Common random numbers: the band of the difference is narrower than the band of the level."""
    name, measure = "residents_persons", "residents"
    course = next(c for c in told.baseline.courses if c.name == name)
    last = [(low, high) for low, high in zip(course.low[-12:], course.high[-12:], strict=True)]
    level = np.mean([high - low for low, high in last])
    difference = next(d for d in told.packages[0].differences if d.measure == measure)
    assert difference.high - difference.low < level


def test_definitions_are_named_and_can_be_chosen(case):
    """Inflow without relatives is inflow less arrivals; the grant rate of applications is another number."""
    listed = [Listed("best", "x", case.agenda.package({"goose_tax": "half"}))]
    both = [
        find_consequences(case, listed, replications=6, months=24, inflow=i, grants=g)
        for i, g in (("all", "of_decisions"), ("without_family", "of_applications"))
    ]
    whole, alone = ({c.name: c.middle for c in told.baseline.courses} for told in both)
    assert both[1].inflow_definition == "without_family"
    assert sum(whole["inflow_persons"]) > sum(alone["inflow_persons"])
    assert whole["grant_rate_share"] != alone["grant_rate_share"]
    with pytest.raises(TrevesError, match="definition"):
        simulate_case(case, listed, replications=6, months=24, grants="of_geese")


def test_the_same_seed_gives_the_same_consequences(case, told):
    """Bit by bit, however many packages run beside."""
    agenda = case.agenda
    alone = find_consequences(
        case, [Listed("best", "x", agenda.package({"goose_tax": "half"}))], replications=12, months=36
    )
    assert alone.baseline == told.baseline
    assert alone.packages[0] == told.packages[0]


def test_findings_hold_the_consequences_of_every_listed_package(case):
    """Each deal that changes something has its consequences; a case without a chain has none."""
    found = run_study(case, draws=200, worlds=2, with_influences=False, with_moves=False)
    listed = [deal.package for deal in found.deals if deal.role != "status_quo"]
    assert [package.package for package in found.consequences.packages] == listed
    assert any(number.is_assumed for number in found.consequences.assumptions)
    assert "chain" in found.method
    plain = run_study(load_case("ruritania"), draws=200, worlds=2, with_influences=False, with_moves=False)
    assert plain.consequences is None
    assert "chain" not in plain.method
    assert plain.deals == found.deals  # what happens in the chain is not weighed unless the case says so


def test_a_party_may_weigh_consequences(folder, tmp_path):
    """With a worth in the case the option's utility moves by what it says; other options and parties stay."""
    weighing = Path(shutil.copytree(folder, tmp_path / "ruritania"))
    first, second = load_case(folder).cabinet.party_names[:2]
    text = (weighing / "case.yaml").read_text()
    (weighing / "case.yaml").write_text(text + WORTH % (first, second))
    case = load_case(weighing)
    tables = worth_of_options(case, case.seed, replications=8, months=36)
    issue = case.agenda.issue("goose_tax")
    half, quo = issue.position_of("half"), issue.position_of(issue.status_quo)
    at = case.agenda.position_of("goose_tax")
    assert tables[at][0, half] > 0.0  # fewer goslings, as the first party likes
    assert tables[at][0, quo] == tables[at][1, quo] == 0.0
    path = issue.option("half").legal_path
    assert tables[at][1, half] == pytest.approx(-0.1 * path.struck_down_share)
    found = run_study(case, draws=200, worlds=2, with_consequences=False)
    plain = run_study(load_case(folder), draws=200, worlds=2, with_consequences=False)
    assert found.influences
    assert found.moves
    assert (
        found.deals[0].probability_all_accept != plain.deals[0].probability_all_accept
        or found.solutions != plain.solutions
    )


def test_packages_come_from_words(case):
    """issue=option words make a package; what is no choice is told."""
    (listed,) = packages_to_run(case, ["goose_tax=half"])
    assert listed.package == case.agenda.package({"goose_tax": "half"})
    assert [entry.role for entry in packages_to_run(case, [])][-1] == "alone"
    for words in (["goose_tax"], ["goose_tax=half", "goose_tax=none"], ["duck_tax=half"]):
        with pytest.raises(TrevesError):
            packages_to_run(case, words)
    with pytest.raises(TrevesError, match=r"chain\.yaml"):
        packages_to_run(load_case("ruritania"), [])
    with pytest.raises(TrevesError, match="months"):
        run_packages(case.chain, case.agenda, [], replications=1, months=3, seed=1)


def test_written_files_hold_what_was_found(told, tmp_path):
    """The JSON reads back, and the table has every month of every series."""
    document, table = write_courses(told, tmp_path)
    assert json.loads(document.read_text())["country"] == "Ruritania"
    rows = list(csv.DictReader(table.read_text().splitlines()))
    courses = sum(len(held.courses) for held in (told.baseline, *told.packages))
    assert len(rows) == courses * len(told.months)
    assert not list(tmp_path.glob("*.part"))


def test_a_simulation_names_its_case_and_tells_what_was_changed_by_hand(folder, capsys):
    """On the terminal above the numbers, and in what is sent on: a tried number is no reported one."""
    case = load_case(folder)
    (tried,) = parse_adjustments([{"set": "chain", "name": "decisions.term_weeks", "value": 40, "why": "a try"}])
    by_hand = "decisions: term weeks (decisions.term_weeks): 40 (a try)"
    for made, words in ((case, ()), (adjust(case, [tried]), (by_hand,))):
        told = simulate_case(made, packages_to_run(made, ["goose_tax=half"]), replications=2, months=13)
        assert (told.case, told.case_digest, told.set_by_hand) == (made.name, made.digest, words)
        print_consequences(told)
        assert ("changed by hand" in capsys.readouterr().out) == bool(words)
        assert told.currency in told.model_dump_json()
