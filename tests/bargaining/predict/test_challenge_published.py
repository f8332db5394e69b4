"""The challenge model against the published table of car emissions and the public program's rounds."""

import csv

import numpy as np
import pytest

from treves.bargaining.predict import challenge_model


def actors(path):
    with path.open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    return tuple(np.array([float(row[name]) for row in rows]) for name in ("Position", "Salience", "Capability"))


def test_car_emissions_ten_rounds_of_the_public_program(shared):
    """Weighted median and mean of the ten states equal the program's before and after each of ten rounds."""
    done = challenge_model(*actors(shared("challenge-model", "ExampleActors.csv")), rounds=10, variant="program")
    with shared("challenge-model", "reference-rounds.csv").open(encoding="utf-8") as handle:
        for number, row in enumerate(csv.DictReader(handle)):
            assert done.medians[number] == pytest.approx(float(row["median_position"]), abs=5.1e-7)
            assert done.means[number] == pytest.approx(float(row["mean_position"]), abs=5.1e-7)
    assert number == 10


def test_the_paper_and_its_program_part(shared):
    """By the paper's formulas the median of car emissions stays at 7 for ten rounds; the program's wanders up to
    9.96."""
    case = actors(shared("challenge-model", "ExampleActors.csv"))
    published, program = (challenge_model(*case, rounds=10, variant=v) for v in ("published", "program"))
    assert published.medians == pytest.approx(np.full(11, 7.0))
    assert program.medians.max() > 9.9


@pytest.mark.parametrize("variant", ["published", "program"])
def test_the_unit_of_the_scale_and_the_order_of_actors_do_not_matter(shared, variant):
    """Positions in other units, actors in another order: the same rounds."""
    x, s, c = actors(shared("challenge-model", "Sultan.csv"))
    once = challenge_model(x, s, c, rounds=3, variant=variant)
    stretched = challenge_model(3 * x + 5, s, c, rounds=3, variant=variant)
    assert stretched.positions == pytest.approx(3 * once.positions + 5)
    assert once.positions.min() >= x.min() - 1e-9
    assert once.positions.max() <= x.max() + 1e-9


def test_where_all_agree_nothing_happens():
    """One position, no challenge."""
    x = np.full(4, 30.0)
    done = challenge_model(x, np.full(4, 0.5), np.ones(4), rounds=5)
    assert (done.positions == 30.0).all()
