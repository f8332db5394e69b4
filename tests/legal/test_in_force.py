"""What is left of an option once law has run its course, against drawing it many times."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legal.test_delay import path_of, ranges
from treves.legal import Doubt, Doubts, delay_quantile, in_force_chance, in_force_range, months_in_force, stages_of

QUOTA = path_of(18, 27, 42, 0.6)


def test_equal_to_drawing_it_many_times():
    """With 250,000 delays and rulings drawn, chance by month, mean and 80 % range of the months in force agree."""
    rng = np.random.default_rng(5)
    count = 250_000
    starts = delay_quantile(QUOTA, rng.random(count))
    ends = np.where(rng.random(count) < 0.6, starts + 12 * rng.random(count), np.inf)
    for month in (12, 24, 36, 48, 60):
        drawn = ((starts <= month) & (ends > month)).mean()
        assert in_force_chance(QUOTA, month) == pytest.approx(drawn, abs=0.004)
    lengths = np.minimum(ends, 48) - np.minimum(starts, 48)
    told = months_in_force(QUOTA, 48)
    assert told.mean == pytest.approx(lengths.mean(), abs=0.05)
    assert (told.low, told.high) == pytest.approx(tuple(np.quantile(lengths, (0.1, 0.9))), abs=0.2)


@given(ranges, st.floats(0, 1), st.floats(6, 120))
@settings(max_examples=50, deadline=None)
def test_months_in_force_are_the_area_under_the_chance(told, struck, horizon):
    """The expected months of a horizon are the chance to be in force, added up over its moments."""
    path = path_of(*told, struck)
    moments = (np.arange(4000) + 0.5) / 4000 * horizon
    area = float(in_force_chance(path, moments).mean()) * horizon
    assert months_in_force(path, horizon).mean == pytest.approx(area, abs=0.01 * horizon)


def test_a_ruling_leaves_what_was_not_struck_down():
    """Long after entry what remains is one minus the chance of being struck down; before, nothing is lost yet."""
    assert in_force_chance(QUOTA, 500) == pytest.approx(0.4)
    assert in_force_chance(path_of(4, 4, 4, 0.5), [3.9, 4.0, 10.0, 16.1]) == pytest.approx([0, 1, 0.75, 0.5], abs=0.01)


@given(ranges, st.floats(0, 0.95))
@settings(max_examples=40, deadline=None)
def test_doubt_widens_around_the_central_chance(told, struck):
    """Low and high bound the central chance and stay chances; without doubt they are the chance itself."""
    path = path_of(*told, struck)
    months = np.array([3.0, 24.0, 60.0])
    middle = in_force_chance(path, months)
    low, high = in_force_range(path, months)
    assert np.all((low <= middle) & (middle <= high) & (low >= -1e-12) & (high <= 1 + 1e-12))
    sure = Doubts(Doubt(1, 1, 1), Doubt(1, 1, 1))
    assert np.allclose(in_force_range(path, months, sure), middle)


@pytest.mark.parametrize("instrument", ["policy_rule", "order_in_council", "statute", "treaty"])
def test_stages_fill_the_way_without_gaps(instrument):
    """Every step starts where the one before ends, the last ends at entry; bills pass the chambers in their order."""
    stages = stages_of(instrument, ("Diet", "Senate"))
    assert stages[0].start_share == 0
    assert stages[-1].end_share == pytest.approx(1)
    assert all(one.end_share == pytest.approx(other.start_share) for one, other in pairwise(stages))
    houses = [stage.name for stage in stages if stage.kind == "chamber"]
    assert houses == (["Diet", "Senate"] if instrument in {"statute", "treaty"} else [])
    assert stages_of("none") == ()
