"""Kept runs in the terminal: the list, one of them, and answers to questions in SQL.

What is printed comes from the store alone: to load the rooms that made it takes longer than to answer.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from treves.store import Answer, KeptRun

__all__ = ["Headline", "print_answer", "print_run", "print_runs"]

PLAIN_WIDTH = 124
SHOWN_ROWS = 200
FIRST_SAID = {"deal_exists": "a deal exists", "best_deal": "best package", "fall": "fall"}


@dataclass(frozen=True, slots=True)
class Headline:
    """A probability people ask for first, with its 80 % interval."""

    name: str
    sentence: str
    p: float
    low: float
    high: float


def print_runs(
    runs: Sequence[KeptRun], headlines: Mapping[str, Sequence[Headline]], left_out: int, behind: Sequence[str]
) -> None:
    """Print a list of runs, the one kept last first.

    Parameters
    ----------
    runs : sequence of KeptRun
    headlines : mapping
        By run.
    left_out : int
        Runs that are not in the list.
    behind : sequence of str
        Runs that ended, by their clock, before one that was kept before them.
    """
    console = _console()
    table = _table(
        "",
        "run",
        "case",
        "as of",
        "ended (UTC)",
        "seed",
        *FIRST_SAID.values(),
        kept_whole=("run", "as of", "ended (UTC)", *FIRST_SAID.values()),
    )
    for run in runs:
        told = {each.name: each for each in headlines.get(run.id, ())}
        table.add_row(
            str(run.number),
            run.id,
            run.case_name + (" (changed by hand)" if run.parameters.get("set_by_hand") else ""),
            str(run.parameters.get("as_of", "")),
            run.times[-1].finished_at[:16].replace("T", " ") + (" *" if run.id in behind else ""),
            str(run.parameters.get("seed", "")),
            *(_share(told.get(name)) for name in FIRST_SAID),
        )
    console.print(table)
    if behind:
        console.print(
            "* earlier, by its clock, than a run kept before it: the clock was set back. The order is that of keeping."
        )
    if left_out:
        console.print(f"{left_out} more; --limit shows them")


def print_run(run: KeptRun, headlines: Sequence[Headline], folder: str) -> None:
    """Print one run: what went in, when, on what, what came out, and where it lies."""
    console = _console()
    console.print(Text(f"{run.id}  {run.case_name}, run {run.number}", style="bold"))
    grid = Table.grid(padding=(0, 2))
    grid.add_row("treves", run.version)
    for name, value in run.parameters.items():
        if value not in ([], None):
            grid.add_row(name.replace("_", " "), "; ".join(map(str, value)) if isinstance(value, list) else str(value))
    grid.add_row("case from", run.case_place or run.case_name)
    grid.add_row("case digest", run.case_digest)
    grid.add_row("findings", f"{run.findings_digest} (SHA-256)")
    for time in run.times:
        took = "" if time.seconds is None else f", {time.seconds:.1f} s"
        grid.add_row("run", f"{time.started_at} to {time.finished_at}{took}")
        grid.add_row("", time.machine)
    grid.add_row("kept in", folder)
    rows = sum(table.rows for table in run.tables.values())
    filled = sum(table.rows > 0 for table in run.tables.values())
    grid.add_row("tables", f"{filled} with {rows:,} rows (treves runs --sql 'show tables')")
    console.print(grid)
    console.print(Text("\nWhat was concluded (with 80 % intervals)", style="bold"))
    for told in headlines:
        console.print(Text(f"  {_share(told):>16}  {told.sentence}"))


def print_answer(answer: Answer) -> None:
    """Print the rows that answer a question."""
    console = _console()
    table = _table(*answer.columns)
    for row in answer.rows[:SHOWN_ROWS]:
        table.add_row(*(Text(_cell(value)) for value in row))
    console.print(table)
    if len(answer.rows) > SHOWN_ROWS:
        console.print(f"the first {SHOWN_ROWS} of {len(answer.rows):,} rows; --out writes all")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6g}"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _share(told: Headline | None) -> str:
    return "" if told is None else f"{told.p * 100:.0f} % ({told.low * 100:.0f}-{told.high * 100:.0f})"


def _console() -> Console:
    return Console(highlight=False, width=None if sys.stdout.isatty() else PLAIN_WIDTH)


def _table(*columns: str, kept_whole: Collection[str] = ()) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(Text(column), no_wrap=column in kept_whole)
    return table
