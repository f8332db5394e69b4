from itertools import pairwise

import pytest

from treves.report.palette import DAY, NIGHT, contrast, on_shade, shades


@pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])
def test_text_reads_on_every_ground(colours: dict[str, str]) -> None:
    """Ink and soft ink reach a contrast of 4.5 (WCAG 2.2 AA) on paper and behind marked words, and on every shade."""
    for ground in ("paper", "faint"):
        assert all(contrast(colours[ink], colours[ground]) >= 4.5 for ink in ("ink", "soft", "hue"))
    assert all(contrast(colours["ink"], colours[ground]) >= 4.5 for ground in ("mark", "wash"))
    assert all(contrast(on_shade(colours, shade), shade) >= 4.5 for shade in shades(colours))


@pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])
def test_marks_stand_out_and_shades_keep_their_order_in_grey(colours: dict[str, str]) -> None:
    """Marks reach a contrast of 3 on paper, and each shade of the map is further from the paper than the one before."""
    assert contrast(colours["hue"], colours["paper"]) >= 3
    steps = [contrast(shade, colours["paper"]) for shade in shades(colours)]
    assert steps == sorted(steps)
    assert all(after / before > 1.05 for before, after in pairwise(steps))


def test_contrast_is_that_of_wcag() -> None:
    """Black on white has 21, a colour on itself 1, and #767676 on white 4.54 (the example WCAG readers know)."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#38406f", "#38406f") == pytest.approx(1)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
