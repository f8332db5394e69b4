"""Scenarios of the ANAC competitions (GENIUS format): any additive utility comes in unchanged and is solved alike."""

import csv
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from treves.agenda import Agenda, Issue, Option
from treves.bargaining import (
    acceptance_map,
    allowed_packages,
    egalitarian_solution,
    explicit_values,
    gains,
    kalai_smorodinsky_solution,
    nash_solution,
    pareto_front,
    utilitarian_solution,
    utilities,
)
from treves.cabinet import DecisionRule

FOLDER = Path(__file__).parents[2].parent / "shared" / "data" / "anac"
SOLUTIONS = {
    "nash": nash_solution,
    "kalai-smorodinsky": kalai_smorodinsky_solution,
    "egalitarian": egalitarian_solution,
    "utilitarian": utilitarian_solution,
}
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


def profile(file, names):
    """One party's table per issue (evaluation over the issue's highest, times weight) and reservation value."""
    root = ElementTree.parse(file).getroot()
    weights = {node.get("index"): float(node.get("value")) for node in root.iter("weight")}
    tables = {}
    for node in root.iter("issue"):
        j = int(node.get("index")) - 1
        given = {item.get("value"): float(item.get("evaluation")) for item in node.findall("item")}
        worth = np.array([given[name] for name in names[j]])
        tables[f"i{j}"] = (worth / (worth.max() or 1.0) * weights[node.get("index")] / sum(weights.values())).tolist()
    floors = [float(node.get("value")) for node in root.iter("reservation")]
    return tables, floors[0] if floors else 0.0


def load(scenario, parties):
    files = sorted((FOLDER / scenario).glob("*.xml"))
    is_domain = {file: not list(ElementTree.parse(file).getroot().iter("weight")) for file in files}
    domain = next(file for file in files if is_domain[file])
    nodes = sorted(ElementTree.parse(domain).getroot().iter("issue"), key=lambda node: int(node.get("index")))
    names = [[item.get("value") for item in node.findall("item")] for node in nodes]
    if not all(names):
        pytest.skip("an issue of this scenario is a range of numbers, not a list of options")
    places = [np.linspace(0, 100, len(options)) for options in names]
    agenda = Agenda(
        tuple(
            Issue(
                f"i{j}", "", "", tuple(Option(n, n, p) for n, p in zip(options, at.tolist(), strict=True)), options[0]
            )
            for j, (options, at) in enumerate(zip(names, places, strict=True))
        )
    )
    profiles = [profile(file, names) for file in files if not is_domain[file]][:parties]
    tables = {f"p{k}": table for k, (table, _) in enumerate(profiles)}
    return agenda, explicit_values(agenda, tables, reservation={f"p{k}": r for k, (_, r) in enumerate(profiles)})


@pytest.mark.parametrize(("scenario", "parties"), list(reference()) or [("none", 0)])
def test_scenarios_are_solved_as_the_reference_has_it(scenario, parties):
    """Outcomes, acceptable outcomes, size of the front and all four solutions are those of the reference.

    One tie is broken otherwise: in group4-zoning_plan two packages have the same smallest gain, the reference takes the
    one with the larger sum and treves the one with the larger second smallest.
    """
    rows = reference()[scenario, parties]
    agenda, values = load(scenario, parties)
    packages = allowed_packages(agenda)
    gained = gains(values, packages)
    rational = np.flatnonzero((gained >= 0).all(axis=1))
    assert packages.count == int(rows[0]["outcomes"])
    assert rational.size == int(rows[0]["acceptable"])
    everyone = acceptance_map(values, packages, DecisionRule(values.parties))
    assert everyone.counts.sum() == rational.size
    worth = utilities(values, packages)
    front = np.unique(worth[rational[pareto_front(worth[rational])]].round(9), axis=0)
    assert len(front) == int(rows[0]["frontier"])
    for row in rows:
        if row["solution"] == "none":
            assert all(solution(gained) is None for solution in SOLUTIONS.values())
        else:
            expected = [float(x) for x in row["utilities"].split()]
            chosen, point = worth[SOLUTIONS[row["solution"]](gained)], np.array(expected)
            if scenario == "group4-zoning_plan" and row["solution"] in ("kalai-smorodinsky", "egalitarian"):
                assert chosen.min() == pytest.approx(point.min(), abs=1e-6)  # reservation values are 0
                assert np.median(chosen) > np.median(point)
            else:
                assert chosen == pytest.approx(point, abs=1e-6)
