"""What the terminal shows of a sweep: the answer in words, and the unknowns in the order of their worth."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from treves.case.adjust import Lever
from treves.report.figures.sensitivity import ranked, share_of, told_first
from treves.report.sweep_page import standfirst_of
from treves.report.terminal import _console, _say, _table
from treves.report.typeset import number_of, signed
from treves.sweep.findings import Sweep

__all__ = ["print_levers", "print_sweep"]

MOST_ROWS = 12
ROOM_BESIDE_KEYS = 52  # columns for the two spans and a few words


def print_levers(levers: Sequence[Lever]) -> None:
    """Print what can be varied, group by group: its key, over what, and what it is.

    Parameters
    ----------
    levers : sequence of Lever
    """
    console = _console()
    for group in dict.fromkeys(lever.group for lever in levers):
        table = _table(group, "believed (80 %)", "may go", "what it is")
        listed = [lever for lever in levers if lever.group == group]
        # A key is typed after --over: it is never cut off, and not broken where the line has room for it.
        longest = max(len(lever.key) for lever in listed)
        table.columns[0].overflow = "fold"
        table.columns[0].no_wrap = console.width >= longest + ROOM_BESIDE_KEYS
        for lever in listed:
            if lever.kind == "flag":
                table.add_row(lever.key, "", "no or yes", lever.words)
            else:
                believed, may_go = _span(lever.plausible_low, lever.plausible_high), _span(lever.low, lever.high)
                table.add_row(lever.key, believed, may_go, lever.words)
        console.print(table)


def _span(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{number_of(low)} to {number_of(high)}"


def print_sweep(sweep: Sweep) -> None:
    """Print what a sweep found.

    Parameters
    ----------
    sweep : Sweep
    """
    console = _console()
    title = "Which unknown is worth finding out?" if sweep.worths else "What moves the outcome?"
    console.print(Text(f"\n{sweep.title}: {title}", style="bold"))
    for words in standfirst_of(sweep):
        _say(console, words, 2)
    keys = {each.key: each.words for each in sweep.inputs}
    measures = {measure.name: measure for measure in sweep.measures}
    for measure in (measures[name] for name in told_first(sweep)):
        if sweep.worths:
            table = _table(f"for the {measure.words}", "goes when known", "stays when all others are")
            for worth in ranked(sweep, measure.name)[:MOST_ROWS]:
                table.add_row(keys[worth.input], share_of(worth.first), share_of(worth.total))
        else:
            table = _table(f"the {measure.words}", "rank correlation", "80 % interval")
            told = [
                (effect.input, effect.rank_correlation)
                for effect in sweep.effects
                if effect.measure == measure.name and effect.rank_correlation is not None
            ]
            for key, found in sorted(told, key=lambda pair: -abs(pair[1].value))[:MOST_ROWS]:
                table.add_row(keys[key], signed(found.value), f"{signed(found.low)} to {signed(found.high)}")
        if table.row_count:
            console.print(table)
    for words in sweep.caution:
        _say(console, words, 2, style="dim")
