"""How the talks may end, for the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from treves.report.ending_prose import exit_words, solver_words
from treves.report.figures.endings import ENDS
from treves.report.plain import visible
from treves.report.words import count_word, moved, percent, points, spread
from treves.study.findings import Findings

__all__ = ["print_endings", "print_strain"]

MENTIONED = 3
LISTED = 12


def print_endings(console: Console, findings: Findings) -> None:
    """Print how the talks end and who would leave, in a few lines."""
    outcomes = findings.outcomes
    if outcomes is None:
        if findings.outcomes_missing:
            console.print(Text("\nHow the talks may end", style="bold"))
            _say(console, f"no number is given: {findings.outcomes_missing}", 2)
        return
    sessions = len(outcomes.by_session) - 1
    played = f"played as {count_word(sessions, 'session')}; with 80 % intervals"
    console.print(Text(f"\nHow the talks may end ({played})", style="bold"))
    for kind, words in ENDS.items():
        console.print(Text(f"  {spread(getattr(outcomes, kind)):>18}  {kind}: {words}"))
    leaving = [row for row in outcomes.by_leaver if row.leaves.p >= 0.005]
    for row in sorted(leaving, key=lambda row: -row.leaves.p)[:MENTIONED]:
        label = findings.facts.parties[row.party]
        console.print(Text(f"  {spread(row.leaves):>18}  {label} is the one that leaves", style="dim"))


def print_strain(console: Console, findings: Findings) -> None:
    """Print all that is known about how the talks end and what moves that."""
    print_endings(console, findings)
    outcomes = findings.outcomes
    if outcomes is None:
        return
    console.print(Text("\nSession by session", style="bold"))
    for told in outcomes.by_session:
        parts = [f"{kind} {percent(getattr(told, kind).p)}" for kind in ENDS if getattr(told, kind).p >= 0.005]
        _say(console, f"{told.session} ({told.on}): {', '.join(parts) or 'goes on'}", 2)
    console.print(Text("\nOver what (all assumptions central)", style="bold"))
    for exit_ in outcomes.exits[:LISTED]:
        _say(console, f"{percent(exit_.probability):>5}  {exit_.words}", 2)
    console.print(Text("\nWays it could go (the likeliest to each end)", style="bold"))
    for story in outcomes.stories:
        _say(console, f"{story.ending}, this way {story.probability * 100:.1f} %", 2, "bold")
        for line in story.lines:
            _say(console, line, 4)
    if words := exit_words(findings):
        console.print(Text("\nWhat a vote could do", style="bold"))
        _say(console, words, 2)
    if outcomes.threats:
        console.print(Text("\nWhat each threat is worth (change of P(fall), percentage points)", style="bold"))
        for threat in outcomes.threats:
            console.print(Text(f"  {moved(threat.fall_change):>22}  if {threat.words}"))
    _print_what_moves_it(console, findings)
    console.print(Text("\nHow it was solved", style="bold"))
    _say(console, solver_words(findings), 2, "dim")


def _print_what_moves_it(console: Console, findings: Findings) -> None:
    outcomes = findings.outcomes
    if outcomes is None or not outcomes.strains:
        return
    known = {statement.name: statement for statement in findings.statements}
    console.print(Text("\nWhat moves P(fall) (percentage points, all assumptions central)", style="bold"))
    for told in outcomes.strains[:LISTED]:
        if told.kind == "statement" and told.statement in known:
            said = known[told.statement]
            whose = f"“{said.text}” ({said.party or said.actor}; {said.doc})"
            _say(console, f"{points(told.fall_change):>7}  {visible(whose)}", 2)
        elif told.kind != "statement":
            _say(console, f"{points(told.fall_change):>7}  if {told.words}", 2)


def _say(console: Console, words: str, indent: int, style: str = "") -> None:
    console.print(Padding(Text(words, style=style), (0, 0, 0, indent), expand=False))
