"""The outside view in the terminal: the answer taken apart, a picture of it, and what it rests on."""

from __future__ import annotations

import sys
from datetime import date

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from treves.report.outlook_words import (
    driver_words,
    fine_chance,
    outlook_words,
    reference_words,
    state_words,
    weight_words,
)
from treves.report.words import count_word, points
from treves.study.frozen import Probability
from treves.study.outlook_facts import Outlook

__all__ = ["outlook_picture", "print_outlook"]

PLAIN_WIDTH = 112
COLUMNS, ROWS = 78, 11


def print_outlook(outlook: Outlook, title: str, as_of: date, deadline: date) -> None:
    """Print the chance of a fall per horizon, what moved it, and how the cabinet's odds run.

    Parameters
    ----------
    outlook : Outlook
    title : str
    as_of, deadline : date
    """
    console = Console(highlight=False, width=None if sys.stdout and sys.stdout.isatty() else PLAIN_WIDTH)
    console.print()
    console.print(Text(title, style="bold"))
    console.print(f"as of {as_of}, deadline {deadline}; day {outlook.span.day_in_office} in office; {outlook.state}")
    for words in (outlook_words(outlook), weight_words(outlook)):
        console.print(Padding(Text(words), (0, 0, 0, 2), expand=False))
    console.print(Text("\nChance of a fall (80 % intervals)", style="bold"))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    has_talks = outlook.inside is not None
    middle = ("the talks alone", "together") if has_talks else ()
    for column in ("within", "past cabinets", "state known", *middle, "what adds (points)"):
        table.add_column(column, no_wrap=True)
    by_days = {horizon.days: horizon for horizon in (*outlook.horizons, outlook.by_deadline)}
    for days in sorted(by_days):
        told = by_days[days]
        adds = f"state {points(told.by_state_points / 100)}"
        if has_talks:
            adds += f", talks {points(told.by_bargaining_points / 100)}"
        mark = " *" if days == outlook.by_deadline.days else ""
        talks = (_spread(told.inside), _spread(told.combined)) if told.inside else ()
        table.add_row(f"{count_word(days, 'day')}{mark}", _spread(told.base), _spread(told.state), *talks, adds)
    console.print(table)
    console.print("* the deadline")
    console.print(Text("\nHow likely it still stands", style="bold"))
    console.print(Text(outlook_picture(outlook, as_of, deadline)))
    console.print(Text("What moves the base rate, strongest first", style="bold"))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in ("known of the cabinet", "here", "average", "factor on today's hazard"):
        table.add_column(column)
    for driver in outlook.drivers:
        table.add_row(*(cell.replace("\u00a0", " ") for cell in driver_words(driver)))
    console.print(table)
    for words in (reference_words(outlook), state_words(outlook)):
        console.print(Padding(Text("\n" + words.replace("\u00a0", " ")), (0, 0, 0, 2), expand=False))


def _spread(told: Probability) -> str:
    return fine_chance(told).replace("\u00a0", " ").replace("–", "-")


def outlook_picture(outlook: Outlook, as_of: date, deadline: date) -> str:
    """Draw the curves in letters: as seen at formation, and from today; marks for today and the deadline.

    Parameters
    ----------
    outlook : Outlook
    as_of, deadline : date

    Returns
    -------
    str
        Lines of text, the axis in percent on the left.
    """
    first = outlook.span.formed_on
    last = max(outlook.since_formation[-1].on, outlook.with_state[-1].on, deadline)
    whole = max((last - first).days, 1)

    def column(on: date) -> int:
        return min(max(round((on - first).days / whole * (COLUMNS - 1)), 0), COLUMNS - 1)

    cells = [[" "] * COLUMNS for _ in range(ROWS)]
    now, due = column(as_of), column(deadline)
    for row in cells:
        row[due], row[now] = "┆", "│"
    for mark, points_of in (
        ("·", [(p.on, p.stands.value) for p in outlook.since_formation]),
        ("●", [(p.on, p.stands.value) for p in outlook.with_state]),
    ):
        for on, stands in points_of:
            cells[round((1 - stands) * (ROWS - 1))][column(on)] = mark
    lines = []
    for k, row in enumerate(cells):
        label = f"{100 - k * 100 // (ROWS - 1)} %" if k % 5 == 0 else ""
        lines.append(f"{label:>6} {''.join(row).rstrip()}")
    lines.append(f"{'':>6} {first.isoformat()}{last.isoformat():>{COLUMNS - 10}}")
    lines.append(f"{'':>6} · as seen on the day it was formed   ● from today, state known   │ today   ┆ deadline\n")
    return "\n".join(lines)
