"""Agreement between coders against the published worked example, and a table of disagreements."""

import math

import pytest

from treves.evidence.agreement import compare_coders, krippendorff_alpha
from treves.evidence.scoring import Row

N = None
PUBLISHED = [  # Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section C: 4 observers, 12 units
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_meets_the_published_worked_example(level, alpha):
    """Missing values included, to the three places printed."""
    assert krippendorff_alpha(PUBLISHED, level) == pytest.approx(alpha, abs=5e-4)


def test_alpha_without_variation_cannot_be_told():
    """All the same value: no chance to disagree, so no agreement beyond chance either."""
    assert math.isnan(krippendorff_alpha([["a", "a"], ["a", "a"]]))


def row(start, end, actor, stance):
    return Row("d", start, end, actor, "party", "x", stance, "asserted", "self", "support")


def test_two_coders_are_compared_unit_by_unit():
    """Spans overlap in part, one stance differs, one row stands alone."""
    first = [row(0, 10, "A", "+1"), row(20, 30, "B", "-1"), row(40, 50, "A", "+1")]
    second = [row(0, 8, "A", "+1"), row(20, 30, "B", "+1")]
    result = compare_coders(first, second)
    assert result.units == 2
    assert result.span_overlap == pytest.approx((0.8 + 1.0) / 2)
    assert result.unit_f1 == pytest.approx(4 / 5)
    assert [(d.variable, d.first, d.second) for d in result.disagreements] == [
        ("stance", "-1", "+1"),
        ("unit", "A / x / +1", ""),
    ]
