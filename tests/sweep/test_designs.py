"""What is varied is read as it was meant, and designs are what they are called."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import treves
from treves.case.adjust import levers_of
from treves.errors import SizeError, TrevesError
from treves.sweep.design import grid, known_kind, latin_hypercube, make_design, saltelli
from treves.sweep.inputs import Input, choose_inputs

WHOLE = Input("n", "sessions", "", "talks", "whole", 1.0, 4.0, 2.0, 4)
FLAG = Input("f", "a rule", "", "talks", "flag", 0.0, 1.0, None, 2)
NUMBER = Input("x", "a cost", "", "talks", "number", -0.5, 2.0, 0.0, 6)


@pytest.fixture(scope="module")
def levers():
    return levers_of(treves.load_case("ruritania"))


def test_a_grid_is_every_combination_once():
    """The product of all levels, ends in it, whole numbers whole."""
    design = grid([WHOLE, FLAG, NUMBER])
    expected = set(itertools.product((1.0, 2.0, 3.0, 4.0), (0.0, 1.0), (-0.5, 0.0, 0.5, 1.0, 1.5, 2.0)))
    assert len(design.points) == len(expected)
    assert {tuple(point) for point in design.points.tolist()} == expected


@given(studies=st.integers(2, 60), seed=st.integers(0, 10**6))
def test_a_latin_hypercube_uses_every_part_of_every_span_once(studies, seed):
    """Cut each span into as many parts as there are studies: one study lies in each (McKay and others 1979)."""
    points = latin_hypercube([NUMBER, NUMBER], studies, seed).points
    parts = np.floor((points - NUMBER.low) / (NUMBER.high - NUMBER.low) * studies).clip(max=studies - 1)
    assert all(sorted(column) == list(range(studies)) for column in parts.T.tolist())


@given(base=st.sampled_from([2, 8, 32]), seed=st.integers(0, 10**6))
def test_a_design_for_indices_has_rows_that_differ_in_one_input(base, seed):
    """Of every block, row 2 + k is row 0 with input k taken from row 1 (Saltelli and others 2010)."""
    inputs = [NUMBER, WHOLE, FLAG]
    design = saltelli(inputs, base, seed)
    assert design.count == base * (len(inputs) + 2)
    for block in design.points.reshape(base, design.block, len(inputs)):
        for k in range(len(inputs)):
            expected = block[0].copy()
            expected[k] = block[1][k]
            assert (block[2 + k] == expected).all()


@given(st.sampled_from(["lhs", "sobol"]), st.integers(0, 10**6))
def test_designs_stay_in_their_spans_and_take_values_that_can_be_had(kind, seed):
    """Whole numbers are whole and all taken about as often; flags are no or yes; the same seed gives the same bits."""
    design = make_design(kind, [WHOLE, FLAG, NUMBER], size=64, seed=seed)
    for column, each in zip(design.points.T, design.inputs, strict=True):
        assert ((column >= each.low) & (column <= each.high)).all()
    assert set(design.points[:, 0]) == {1.0, 2.0, 3.0, 4.0}
    assert set(design.points[:, 1]) == {0.0, 1.0}
    again = make_design(kind, [WHOLE, FLAG, NUMBER], size=64, seed=seed)
    assert design.points.tobytes() == again.points.tobytes()


def test_designs_that_cannot_be_are_refused_with_what_would_be_right():
    """No power of two; one study; more than can be held."""
    with pytest.raises(TrevesError, match="100 base points are no power of two; right would be 64 or 128"):
        saltelli([NUMBER], 100, 1)
    with pytest.raises(TrevesError, match="a Latin hypercube of 1 studies; right would be 2 or more"):
        latin_hypercube([NUMBER], 1, 1)
    wide = Input("x", "", "", "", "number", 0.0, 1.0, None, 1000)
    with pytest.raises(SizeError, match="1,000,000,000 studies of 3 inputs are more than one sweep holds"):
        grid([wide, wide, wide])
    with pytest.raises(TrevesError, match="no design is called 'halton'; right would be grid, lhs, sobol"):
        known_kind("halton")


def test_what_to_vary_is_read_as_it_was_meant(levers):
    """A lever alone takes what is believed of it; ends and levels can be given; a group stands for its unknowns."""
    chosen = choose_inputs(levers, ["talks:trust", "stake:AU=-0.1..0.1:3", "sessions", "rule:is_vote_normal"])
    trust, stake, sessions, rule = chosen
    assert (trust.low, trust.high, trust.value) == (0.1, 0.4, 0.2)
    assert stake.grid() == pytest.approx((-0.1, 0.0, 0.1))
    assert sessions.grid() == (1.0, 2.0, 3.0, 4.0)
    assert (rule.kind, rule.grid(), rule.value) == ("flag", (0.0, 1.0), 0.0)
    group = choose_inputs(levers, ["talks", "talks:trust=0.1..0.2"])
    assert {each.group for each in group} == {"talks"}
    assert [each.key for each in group].count("talks:trust") == 1
    assert next(each.high for each in group if each.key == "talks:trust") == 0.2
    assert {each.key for each in choose_inputs(levers, ["council"])} == {"votes:RL", "votes:AU"}
    everything = choose_inputs(levers, ["all"])
    assert {each.key for each in group} < {each.key for each in everything}
    assert not any(each.kind == "flag" for each in everything)


def test_all_faults_in_what_to_vary_are_told_at_once(levers):
    """Each with what would be right."""
    asked = ["talks:trsut", "talks:trust=0.4..0.1", "talks:blame=low..high", "sessions=1..2.5", "stake:AU=0..1:1",
             "rule:is_vote_normal=0..1", "red_line:RL:anthem=5"]  # fmt: skip
    with pytest.raises(TrevesError) as told:
        choose_inputs(levers, asked)
    text = str(told.value)
    assert "nothing to vary is called 'talks:trsut'; right would be talks:trust" in text
    assert "talks:trust=0.4..0.1 is no span" in text
    assert "talks:blame=low..high cannot be read" in text
    assert "sessions takes whole numbers, not 1..2.5" in text
    assert "stake:AU cannot take 1 levels; right would be 2 to 100,000" in text
    assert text.count("is yes or no and has no span") == 2
    with pytest.raises(TrevesError, match="nothing to vary was named"):
        choose_inputs(levers, [])


@given(st.floats(0.0, 1.0, exclude_max=True))
def test_each_whole_number_gets_an_equal_part(share):
    """A share of the way from 1 to 4 is in the quarter of its number."""
    assert WHOLE.at(share) == 1 + int(share * 4)
