"""How well the models of bargaining predict, as a table for the terminal."""

from __future__ import annotations

import sys

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from treves.study.bargaining_skill import BargainingSkill, ModelSkill

__all__ = ["print_bargaining_skill"]

PLAIN_WIDTH = 150
NARROW = {"issues", "mean abs. error", "median", "within 10", "crps", "at outcome", "inside 50/80/90 %"}


def print_bargaining_skill(skill: BargainingSkill) -> None:
    """Print the models in order of their score, and the paired comparisons.

    Parameters
    ----------
    skill : BargainingSkill
    """
    console = Console(highlight=False, width=None if sys.stdout and sys.stdout.isatty() else PLAIN_WIDTH)
    console.print()
    console.print(Text(f"{skill.table}: skill of models of bargaining", style="bold"))
    console.print(
        f"{skill.issues_with_outcome} of {skill.issues} issues have an outcome, in {skill.proposals} proposals; "
        f"on {skill.outcome_is_a_position_share:.0%} of them it is some actor's position."
    )
    console.print(
        f"Scale points, 0-100; lower is better for errors and crps. [90 % intervals], {skill.draws} draws of whole "
        f"proposals, seed {skill.seed}.\nThe crps of a model that names one point is its mean absolute error.",
        markup=False,
    )
    table = _table(
        "model", "issues", "mean abs. error", "median", "within 10", "crps", "at outcome", "inside 50/80/90 %"
    )
    for model in sorted(skill.models, key=lambda model: model.crps):
        table.add_row(
            model.name,
            str(model.issues),
            f"{model.mean_absolute_error:.1f} {_interval(model.mean_absolute_error_interval)}",
            f"{model.median_absolute_error:.1f} {_interval(model.median_absolute_error_interval)}",
            f"{model.within_10_points_share:.0%} {_interval(model.within_10_points_interval, percent=True)}",
            f"{model.crps:.1f} {_interval(model.crps_interval)}",
            f"{model.chance_of_outcome:.0%}",
            _coverage(model),
        )
    console.print(table)
    console.print(
        "  at outcome: probability put on the very outcome, within half a point; inside: how often the outcome fell\n"
        "  in the central interval of 50, 80, 90 % of a forecast that is not sure of one point."
    )
    what = "crps of the first less the second; below 0 the first is better"
    console.print(Text(f"\nIn pairs, on the issues both predict ({what})", style="bold"))
    table = _table("first", "second", "issues", "crps", "absolute error")
    for gap in skill.gaps:
        table.add_row(
            gap.first,
            gap.second,
            str(gap.issues),
            f"{gap.crps_gap:+.1f} {_interval(gap.crps_interval)}",
            f"{gap.absolute_error_gap:+.1f} {_interval(gap.absolute_error_interval)}",
        )
    console.print(table)
    for note in skill.notes:
        console.print(Text(f"Note: {note}"))


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(column, no_wrap=column in NARROW)
    return table


def _interval(interval: tuple[float, float] | None, *, percent: bool = False) -> str:
    if interval is None:
        return ""
    low, high = interval
    return f"\\[{low:.0%}, {high:.0%}]" if percent else f"\\[{low:.1f}, {high:.1f}]"


def _coverage(model: ModelSkill) -> str:
    if model.coverage_50 is None or model.coverage_80 is None or model.coverage_90 is None:
        return ""
    return f"{model.coverage_50:.0%} / {model.coverage_80:.0%} / {model.coverage_90:.0%}"
