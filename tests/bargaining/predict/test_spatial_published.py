"""The spatial model against KTAB's own reference transcripts."""

import csv
import re

import numpy as np
import pytest

from treves.bargaining.predict import SpatialRules, spatial_model


def scenario(path):
    with path.open(encoding="utf-8") as handle:
        rows = list(csv.reader(handle))
    count, dimensions = int(rows[0][2]), int(rows[0][3])
    body = rows[2 : 2 + count]
    capability = np.array([float(row[2]) for row in body])
    x, s = (np.array([[float(row[first + 2 * k]) for k in range(dimensions)] for row in body]) for first in (3, 4))
    return x, s, capability


def histories(text, actors):
    """Positions by turn, actor and dimension; winning probabilities by turn and actor, as printed."""
    middle = text.index("History of actors' winning")
    places = text[text.index("History of actor positions") : middle].splitlines()[1:]
    rows = np.array([[float(v) for v in line.rsplit(":", 1)[1].split()] for line in places if ":" in line])
    chances = text[middle:].splitlines()[1 : 1 + actors]
    won = np.array([[float(v) for v in line.rsplit(":", 1)[1].split()] for line in chances])
    return rows.reshape(actors, -1, rows.shape[1]).transpose(2, 0, 1), won.T


@pytest.mark.parametrize("name", ["dummyData_3Dim", "SOE-Pol-Comp"])
def test_every_turn_equals_the_transcript(shared, name):
    """Ten turns of seven actors in three dimensions and 27 of the thirteen in China's oil market: positions as printed
    (one decimal), winning probabilities as printed (four), targets of every challenge, and the turn at which it
    stops."""
    text = shared("ktab-smp", f"20170530_ref-{name}.txt").read_text(encoding="utf-8")
    x, s, c = scenario(shared("ktab-smp", f"{name}.csv"))
    done = spatial_model(x, s, c)
    places, won = histories(text, c.size)
    assert done.positions.shape == places.shape
    assert np.abs(done.positions - places).max() <= 0.05 + 1e-6
    assert np.abs(done.probabilities - won).max() <= 5.1e-5
    assert done.has_settled
    told = re.findall(r"In turn (\d+) actor (\d+) has most advantageous target (\d+)", text)
    ours = {(turn, i, j) for turn, by in enumerate(done.challenges) for i, j in by.items()}
    assert {tuple(map(int, words)) for words in told} == ours


def test_the_first_turn_of_the_stochastic_scenario(shared):
    """With KTAB's other rules (votes half cubic, elections as a Markov chain) the winning probabilities before the
    first turn are those printed; what follows is drawn by KTAB's own generator and cannot be compared."""
    text = shared("ktab-smp", "20170530_ref-smpExample.txt").read_text(encoding="utf-8")
    places, won = histories(text, 5)
    s = np.array([[32.3, 22.4, 13.4], [25.2, 34.5, 26.5], [28.8, 28.6, 18.2], [15.6, 42.0, 14.3], [39.7, 19.9, 15.8]])
    c = np.array([117.7, 93.2, 61.4, 135.4, 63.8])
    x = np.array([[52.8, 39.8, 39.6], [15.9, 61.4, 72.0], [61.1, 86.5, 44.5], [26.3, 16.5, 15.9], [73.3, 61.1, 26.3]])
    assert np.abs(places[0] - x).max() <= 0.05 + 1e-6
    rules = SpatialRules(vote="proportional_cubic", election="markov_incentive")
    done = spatial_model(x, s, c, rules=rules, most_turns=1)
    assert np.abs(done.probabilities[0] - won[0]).max() <= 5.1e-5


def test_the_same_seed_gives_the_same_turns(shared):
    """Stochastic transitions are drawn from the generator given, and from nothing else."""
    case = scenario(shared("ktab-smp", "dummyData_3Dim.csv"))
    first, second = (spatial_model(*case, rng=np.random.default_rng(5)) for _ in range(2))
    assert first.positions.tobytes() == second.positions.tobytes()
