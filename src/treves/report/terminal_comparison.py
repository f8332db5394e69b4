"""Two runs side by side in the terminal."""

from __future__ import annotations

import sys

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from treves.study.comparison import Comparison, ResultChange, Told

__all__ = ["print_comparison"]

PLAIN_WIDTH = 140
GROUPS = {
    "headlines": "First of all",
    "deals": "All accept the package",
    "endings": "How the talks end",
    "leavers": "Who brings about the fall",
    "outside view": "The outside view, together with the talks",
    "chain": "What the packages would do",
}


def print_comparison(told: Comparison) -> None:
    """Print what went in and what came out differently, with intervals, and whether it is more than noise.

    Parameters
    ----------
    told : Comparison
    """
    console = Console(highlight=False, width=None if sys.stdout.isatty() else PLAIN_WIDTH)
    console.print()
    console.print(Text(f"{told.first.name}  {told.first.title} ({told.first.case})", style="bold"))
    console.print(Text(f"{told.second.name}  {told.second.title} ({told.second.case})", style="bold"))
    console.print(Text("\nWhat went in differently", style="bold"))
    if not told.inputs:
        console.print("  nothing that is known")
    grid = _table("", "first", "second")
    for change in told.inputs:
        grid.add_row(Text(change.what), Text(change.first or "-"), Text(change.second or "-"))
    if told.inputs:
        console.print(Padding(grid, (0, 0, 0, 2)))
    if told.is_same:
        console.print("\nThe findings are the same, bit by bit.")
        return
    for group, heading in GROUPS.items():
        rows = [row for row in told.results if row.group == group]
        if not rows:
            continue
        console.print(Text(f"\n{heading}", style="bold"))
        table = _table("", "first", "second", "difference", "noise", "more than noise?")
        for row in rows:
            table.add_row(Text(row.words), _number(row, row.first), _number(row, row.second), *_difference(row))
        console.print(Padding(table, (0, 0, 0, 2)))
    count = sum(row.is_larger_than_noise is True for row in told.results)
    judged = sum(row.is_larger_than_noise is not None for row in told.results)
    console.print(f"\n{count} of {judged} differences are larger than the noise of drawing (99 %). {told.words}")
    if told.first.case == told.second.case and count and not told.inputs:
        console.print("Nothing that is known went in differently: see the machines with treves runs RUN.")


def _number(row: ResultChange, told: Told | None) -> str:
    if told is None:
        return "not listed"
    if row.unit == "probability":
        return f"{told.value * 100:.1f} % ({told.low * 100:.0f}-{told.high * 100:.0f})"
    return f"{told.value:,.4g} ({told.low:,.4g} to {told.high:,.4g})"


def _difference(row: ResultChange) -> tuple[str, str, str]:
    if row.difference is None:
        return "", "", ""
    is_share = row.unit == "probability"
    size = f"{row.difference * 100:+.1f} points" if is_share else f"{row.difference:+,.4g} {row.unit}"
    if row.noise is None:
        return size, "not told", ""
    noise = f"{row.noise * 100:.1f}" if is_share else f"{row.noise:,.4g}"
    answer = "yes" if row.is_larger_than_noise else "no"
    return size, noise, answer if row.do_intervals_overlap else f"{answer}, intervals apart"


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for at, column in enumerate(columns):
        table.add_column(column, no_wrap=at > 0 and columns[-1] == "more than noise?", overflow="fold")
    return table
