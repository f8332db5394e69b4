"""Scores against counts made by hand."""

import numpy as np
import pytest

from treves.evidence.scoring import Row, score_rows


def row(start, actor, about="x", stance="+1", tier="core", times=()):
    return Row("d", start, start + 10, actor, "party", about, stance, "asserted", "self", "support", tier, times)


def test_f1_and_accuracy_are_the_counts_by_hand():
    """Three coded, three found, two with the right actor, one of these with the right stance."""
    coded = [row(0, "A"), row(20, "B"), row(40, "C")]
    found = [row(0, "A"), row(20, "b", stance="-1"), row(60, "A")]
    score = score_rows(coded, found, rng=np.random.default_rng(1))
    assert score["actor_f1"].value == pytest.approx(4 / 6)
    assert score["actor_about_stance_f1"].value == pytest.approx(2 / 6)
    assert score["stance_accuracy"].value == pytest.approx(1 / 2)
    assert score["actor_f1"].low <= score["actor_f1"].value <= score["actor_f1"].high


def test_context_rows_are_neither_asked_for_nor_held_against():
    """A find on a coded context row is set aside in the core score and counts in the full one."""
    coded = [row(0, "A"), row(20, "B", tier="context")]
    found = [row(0, "A"), row(20, "C")]
    assert score_rows(coded, found, rng=np.random.default_rng(1))["actor_f1"].value == 1.0
    assert score_rows(coded, found, rng=np.random.default_rng(1), tier="all")["actor_f1"].value == pytest.approx(0.5)


def test_times_count_once_per_expression():
    """Four rows of one sentence share one expression."""
    time = (((3, 9), "2024-03-13", "2024-03-13"),)
    coded = [row(0, a, times=time) for a in "ABCD"]
    score = score_rows(coded, [row(0, "A", times=time)], rng=np.random.default_rng(1))
    assert (score["time_accuracy"].value, score["time_accuracy"].rows) == (1.0, 1)


def test_the_same_seed_gives_the_same_intervals():
    """Nothing random is hidden."""
    coded, found = [row(0, "A"), row(20, "B")], [row(0, "A"), row(20, "C")]
    one = score_rows(coded, found, rng=np.random.default_rng(3))
    other = score_rows(coded, found, rng=np.random.default_rng(3))
    assert one["actor_f1"] == other["actor_f1"]
