"""Sobol indices, main effects and rank correlations, against what is known, SciPy and SALib."""

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from SALib.analyze import sobol as salib
from scipy import stats

from sweep.works import Ishigami
from treves.sweep.design import latin_hypercube, saltelli
from treves.sweep.effects import main_effect, rank_correlation
from treves.sweep.indices import sobol_indices
from treves.sweep.inputs import Input

ANGLES = tuple(Input(f"x{k}", f"angle {k}", "", "test", "number", -math.pi, math.pi, None) for k in range(3))
# Ishigami & Homma (1990), a = 7, b = 0.1: the variances worked out by hand
V1, V2, V13 = 0.5 * (1 + 0.1 * math.pi**4 / 5) ** 2, 49 / 8, 8 * 0.01 * math.pi**8 / 225
VARIANCE = V1 + V2 + V13
FIRST = np.array([V1, V2, 0.0]) / VARIANCE
TOTAL = np.array([V1 + V13, V2, V13]) / VARIANCE


def results_of(base, seed):
    design = saltelli(ANGLES, base, seed)
    found = np.array([Ishigami()(point)["height"] for point in design.points.tolist()])
    return found.reshape(base, design.block)


def test_the_indices_of_ishigami_and_homma_are_found():
    """Published: first order 0.314, 0.442, 0; total 0.558, 0.442, 0.244."""
    assert pytest.approx([0.3139, 0.4424, 0.0], abs=1e-4) == FIRST.tolist()
    assert pytest.approx([0.5576, 0.4424, 0.2437], abs=1e-4) == TOTAL.tolist()
    found = sobol_indices(results_of(4096, 1), np.random.default_rng(1))
    assert found.first == pytest.approx(FIRST, abs=0.01)
    assert found.total == pytest.approx(TOTAL, abs=0.01)


def test_intervals_hold_the_true_indices_about_as_often_as_they_say():
    """80 % intervals over forty designs: what they hold is between 65 % and 97 % of the six indices."""
    held = []
    for seed in range(40):
        found = sobol_indices(results_of(128, seed), np.random.default_rng(seed), resamples=300)
        for ends, true in ((found.first_ends, FIRST), (found.total_ends, TOTAL)):
            held += ((ends[0] <= true) & (true <= ends[1])).tolist()
    assert 0.65 <= np.mean(held) <= 0.97


def test_salib_finds_the_same_indices():
    """SALib 1.5 on the same results, which lie in the same order there: A, A with columns of B, B."""
    found = results_of(256, 5)
    ours = sobol_indices(found, np.random.default_rng(1))
    problem = {"num_vars": 3, "names": ["x0", "x1", "x2"], "bounds": [[-math.pi, math.pi]] * 3}
    theirs = salib.analyze(problem, found[:, [0, 2, 3, 4, 1]].ravel(), calc_second_order=False, seed=1)
    assert ours.first == pytest.approx(theirs["S1"], abs=1e-3)  # it centres on all results, we on A and B
    assert ours.total == pytest.approx(theirs["ST"], abs=1e-3)
    # their interval is 95 %, by a normal bootstrap; ours 80 %, by quantiles
    scale = NormalDist().inv_cdf(0.9) / NormalDist().inv_cdf(0.975)
    assert (ours.first_ends[1] - ours.first_ends[0]) / 2 == pytest.approx(theirs["S1_conf"] * scale, rel=0.3)


def test_scipy_finds_the_same_indices():
    """scipy.stats.sobol_indices on the same results."""
    found = results_of(256, 7)
    theirs = stats.sobol_indices(
        func={"f_A": found[:, 0][None], "f_B": found[:, 1][None], "f_AB": found[:, 2:].T[:, None]}, n=256
    )
    ours = sobol_indices(found, np.random.default_rng(1))
    assert ours.first == pytest.approx(theirs.first_order, abs=1e-6)
    assert ours.total == pytest.approx(theirs.total_order, abs=1e-6)


@given(st.floats(-1e3, 1e3), st.floats(0.01, 1e3))
def test_indices_do_not_depend_on_the_unit_of_the_result(shift, factor):
    """Another zero and another unit share the variance out alike."""
    found = results_of(32, 3)
    one, other = (
        sobol_indices(each, np.random.default_rng(1), resamples=20) for each in (found, found * factor + shift)
    )
    assert one.first == pytest.approx(other.first, abs=1e-6)
    assert one.total == pytest.approx(other.total, abs=1e-6)


def test_holes_are_left_out_as_whole_rows_and_nothing_to_share_is_none():
    """A study without a number takes its row along; a result that never changes has no indices."""
    found = results_of(64, 3)
    holed = np.vstack([found, np.full((3, 5), 1e9)])
    holed[64:, 2] = np.nan
    one, other = (sobol_indices(each, np.random.default_rng(1)) for each in (found, holed))
    assert (one.first == other.first).all()
    assert other.rows == 64
    assert sobol_indices(np.full((64, 5), 0.3), np.random.default_rng(1)) is None
    assert sobol_indices(np.full((64, 5), np.nan), np.random.default_rng(1)) is None


def test_main_effects_are_conditional_means():
    """Where a result is a sum, the mean along one input is that input's part, up to a constant."""
    points = latin_hypercube(ANGLES[:2], 5000, 1).points
    levels = main_effect(points[:, 0], 3.0 * points[:, 0] + np.sin(points[:, 1]))
    assert len(levels) == 5
    middles = np.linspace(-math.pi, math.pi, 11)[1::2]
    assert [level.mean.value for level in levels] == pytest.approx(3.0 * middles, abs=0.05)
    assert all(level.mean.low < level.mean.value < level.mean.high for level in levels)
    assert sum(level.studies for level in levels) == 5000


def test_a_grid_keeps_each_of_its_values_apart():
    """Few values: a mean for each."""
    levels = main_effect(np.array([1.0, 2.0, 2.0, 1.0]), np.array([5.0, 7.0, 9.0, np.nan]))
    assert [(level.low, level.mean.value, level.studies) for level in levels] == [(1.0, 5.0, 1), (2.0, 8.0, 2)]


@given(st.integers(0, 10**6), st.integers(5, 60))
def test_the_rank_correlation_is_spearmans(seed, count):
    """As SciPy has it, with an interval around it."""
    rng = np.random.default_rng(seed)
    one = rng.integers(0, 6, count).astype(float)
    other = one + rng.normal(0, 2, count)
    found = rank_correlation(one, other)
    if len(set(one)) == 1:
        assert found is None
        return
    assert found.value == pytest.approx(stats.spearmanr(one, other).statistic, abs=1e-9)
    assert found.low <= found.value <= found.high


def test_the_interval_of_the_rank_correlation_holds_it_about_as_often_as_it_says():
    """Normal pairs of correlation 0.5, whose true Spearman correlation is 6 / pi * asin(0.25)."""
    rng = np.random.default_rng(2)
    true = 6 / math.pi * math.asin(0.25)
    held = 0
    for _ in range(300):
        one = rng.normal(size=50)
        found = rank_correlation(one, 0.5 * one + math.sqrt(0.75) * rng.normal(size=50))
        held += found.low <= true <= found.high
    assert 0.72 <= held / 300 <= 0.88


def test_what_never_changes_has_no_rank_correlation():
    """And no error either."""
    assert rank_correlation(np.arange(9.0), np.zeros(9)) is None
    assert rank_correlation(np.arange(4.0), np.arange(4.0)) is None
    assert rank_correlation(np.arange(9.0), -np.arange(9.0)).value == -1.0
