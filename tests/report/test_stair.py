from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from treves.report.stair import GAP, left_edge, steps

labels = st.lists(st.tuples(st.floats(0, 100), st.floats(5, 400)), min_size=1, max_size=9)


@given(labels, st.floats(200, 400), st.floats(1, 3))
def test_labels_never_collide_nor_leave_the_axis(told: list[tuple[float, float]], whole: float, wider: float) -> None:
    """On the narrowest axis and on any wider one, labels on one step are apart, inside, and under their own place."""
    places, widths = [place for place, _ in told], [width for _, width in told]
    rows = steps(places, widths, whole)
    assert sorted(label for row in rows for label in row) == list(range(len(told)))
    for axis in (whole, whole * wider):
        for row in rows:
            ends = []
            for label in row:
                width = min(widths[label], whole)
                left = left_edge(places[label], width, axis)
                assert left >= -1e-6
                assert left + width <= axis + 1e-6
                assert left - 1e-6 <= places[label] / 100 * axis <= left + width + 1e-6
                ends.append((left, left + width))
            ends.sort()
            assert all(after[0] - before[1] >= GAP - 1e-6 for before, after in pairwise(ends))


def test_three_labels_of_one_line_each() -> None:
    """Short labels far apart share one step; long ones take a step each, and no leader passes behind another label."""
    assert steps([0, 50, 100], [40, 40, 40], 300) == ((0, 1, 2),)
    assert len(steps([0, 10, 20], [200, 200, 200], 300)) == 3
