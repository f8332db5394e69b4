"""Scenarios of the ANAC competitions, read from their files and solved as the reference enumeration has it."""

import csv
from pathlib import Path

import numpy as np
import pytest

from treves.agenda import Agenda, Issue, Option
from treves.bargaining import (
    acceptance_map,
    allowed_packages,
    best_packages,
    explicit_values,
    gains,
    opposition,
    pareto_front,
    solve_scenario,
    utilities,
)
from treves.bargaining.solutions import CONCEPTS
from treves.cabinet import DecisionRule
from treves.case.imports.genius import read_genius

FOLDER = Path(__file__).parents[2].parent / "shared" / "data" / "anac"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the scenarios are not beside this checkout")


def reference():
    """Rows of the reference enumeration, by scenario and number of parties."""
    if not FOLDER.is_dir():
        return {}
    found = {}
    with (FOLDER / "reference.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault((row["scenario"], int(row["parties"])), []).append(row)
    return found


def load(scenario, parties):
    files = sorted((FOLDER / scenario).glob("*.xml"))
    found = read_genius({file.name: file.read_bytes() for file in files})
    agenda = Agenda(
        tuple(
            Issue(issue.name, "", "", tuple(Option(o, o, 0.0) for o in issue.options), issue.options[0])
            for issue in found.issues
        )
    )
    profiles = found.profiles[:parties]
    names = [issue.name for issue in found.issues]
    tables = {profile.name: dict(zip(names, profile.tables, strict=True)) for profile in profiles}
    return explicit_values(agenda, tables, reservation={profile.name: profile.reservation for profile in profiles})


@pytest.mark.parametrize(("scenario", "parties"), list(reference()) or [("none", 0)])
def test_scenarios_are_solved_as_the_reference_has_it(scenario, parties):
    """Outcomes, acceptable outcomes, size of the front, opposition and all four solutions are those of the reference.

    One tie is broken otherwise: in group4-zoning_plan two packages have the same smallest gain, the reference takes the
    one with the larger sum and treves the one with the larger second smallest. The reference's is among the ties told.
    """
    rows = reference()[scenario, parties]
    values = load(scenario, parties)
    found = solve_scenario(values)
    assert found.vetoes.packages.count == int(rows[0]["outcomes"])
    assert found.vetoes.deal_count == int(rows[0]["acceptable"])
    assert found.front.is_exact
    assert found.front.count == int(rows[0]["frontier"])
    assert f"{opposition(values):.4f}" == rows[0]["opposition"]
    for row in rows:
        if row["solution"] == "none":
            assert found.picks == {}
            assert found.verdict().startswith("No package can pass")
            continue
        name, point = row["solution"].replace("-", "_"), [float(x) for x in row["utilities"].split()]
        assert any(found.front.utilities[tie] == pytest.approx(point, abs=1e-6) for tie in found.ties(name))
        if (scenario, name) not in {("group4-zoning_plan", "kalai_smorodinsky"), ("group4-zoning_plan", "egalitarian")}:
            assert found.utilities(name) == pytest.approx(point, abs=1e-6)


@pytest.mark.parametrize(("scenario", "parties"), list(reference()) or [("none", 0)])
def test_listing_every_package_and_branching_say_the_same(scenario, parties):
    """Front and solutions by listing all packages, by merging issues and by branch and bound agree."""
    values = load(scenario, parties)
    packages = allowed_packages(values.agenda)
    gained, worth = gains(values, packages), utilities(values, packages)
    rational = np.flatnonzero((gained >= 0).all(axis=1))
    assert acceptance_map(values, packages, DecisionRule(values.parties)).counts.sum() == rational.size
    listed = np.unique(worth[rational[pareto_front(worth[rational])]], axis=0)
    found = solve_scenario(values)
    assert np.array_equal(np.unique(found.front.utilities, axis=0), listed)
    for name, concept in CONCEPTS.items():
        row, branched = concept(gained), best_packages(values, name)
        assert branched.is_proven.all()
        assert (row is None) == (name not in found.picks) == (not branched.exists[0])
        if row is not None:
            ties = found.front.gains[found.ties(name)]
            assert any(tie == pytest.approx(gained[row], abs=1e-9) for tie in ties)
            assert any(tie == pytest.approx(branched.gains[0], abs=1e-9) for tie in ties)
